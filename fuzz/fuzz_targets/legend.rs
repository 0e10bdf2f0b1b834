//! A legend is read or refused, whatever the text; one that is read knows the codes that it lists.

#![no_main]

use landuse_ingest::legend::Legend;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Legend::from_toml(text) {
        Ok(legend) => {
            for (code, _) in legend.codes() {
                assert!(legend.is_raw() || legend.class_of(code).is_some());
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
