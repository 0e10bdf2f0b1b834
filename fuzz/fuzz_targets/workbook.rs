//! A workbook of statistics is read or refused, whatever its bytes and whatever the XML of its parts.

#![no_main]

use landcarbon_fuzz::statistics::read_workbook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_workbook(bytes));
