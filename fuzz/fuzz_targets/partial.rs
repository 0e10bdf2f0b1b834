//! A partial tally is read or refused, whatever its bytes and whatever content its digest vouches for; one that is read merges to
//! finite hectares, or is refused.

#![no_main]

use landuse_ingest::tally::PartialTally;
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

fuzz_target!(|bytes: &[u8]| {
    merge(bytes);
    let digest = Sha256::digest(bytes);
    let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let head = format!(r#"{{"landcarbon_partial_tally":3,"sha256":"{sha256}","content":"#);
    merge(&[head.as_bytes(), bytes, b"}"].concat());
});

fn merge(json: &[u8]) {
    let Ok(partial) = PartialTally::from_json(json) else {
        return;
    };
    let again = PartialTally::from_json(&partial.to_json().expect("JSON"));
    assert_eq!(again.expect("what was written"), partial);
    for ledger in PartialTally::merge(&[("fuzzed".to_owned(), partial)]).unwrap_or_default() {
        let hectares = ledger.zones.iter().flat_map(|zone| &zone.hectares);
        assert!(hectares.into_iter().all(|hectares| hectares.0.is_finite()));
    }
}
