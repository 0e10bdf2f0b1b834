//! A VRT is read or refused, whatever its bytes.

#![no_main]

use landcarbon_fuzz::reading::tally_vrt;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| tally_vrt(bytes));
