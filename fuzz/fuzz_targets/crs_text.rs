//! A reference system is read or refused, whatever the text.

#![no_main]

use landcarbon_fuzz::reading::read_crs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_crs(bytes));
