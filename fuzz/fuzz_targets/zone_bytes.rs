//! Zones as bytes are read or refused; those that are read can be laid over a grid and compared with their neighbours, or are refused.

#![no_main]

use landcarbon_fuzz::reading::lay_zone_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| lay_zone_bytes(bytes));
