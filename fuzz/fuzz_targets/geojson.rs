//! A GeoJSON is read or refused, whatever its bytes.

#![no_main]

use landcarbon_fuzz::reading::lay_boundaries;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| lay_boundaries("zones.geojson", bytes));
