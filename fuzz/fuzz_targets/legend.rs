//! A legend is read or refused, whatever the text; one that is read knows the codes that it lists.

#![no_main]

use landcarbon_fuzz::reading::read_legend;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_legend(bytes));
