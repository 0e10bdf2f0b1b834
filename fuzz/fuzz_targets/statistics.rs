//! A table of statistics is read or refused, whatever its bytes.

#![no_main]

use landcarbon_fuzz::statistics::read_table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_table(bytes));
