//! A Shapefile is read or refused, whatever the bytes of its parts.

#![no_main]

use landcarbon_fuzz::reading::lay_shapefile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| lay_shapefile(bytes));
