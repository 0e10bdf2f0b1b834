//! A reference system is read or refused, whatever the text.

#![no_main]

use landuse_ingest::crs::Crs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Crs::from_definition(text) {
        Ok(crs) => assert!(!crs.wkt().is_empty()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
