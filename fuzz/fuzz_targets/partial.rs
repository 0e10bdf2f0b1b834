//! A partial tally is read or refused, whatever its bytes and whatever content its digest vouches for; one that is read merges to
//! finite hectares, or is refused.

#![no_main]

use landcarbon_fuzz::reading::merge_partial;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| merge_partial(bytes));
