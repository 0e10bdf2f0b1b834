//! Zones as bytes are read or refused; those that are read can be laid over a grid and compared with their neighbours, or are refused.

#![no_main]

use landcarbon_fuzz::reading::lay_zones;
use landuse_ingest::zones::{Contact, Zones};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(zones) = Zones::from_bytes(bytes) {
        lay_zones(&zones);
        let _ = zones.contiguity(Contact::Queen);
    }
});
