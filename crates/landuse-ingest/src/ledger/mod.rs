//! Ledgers: where each hectare of a zone is, and what it became.

mod ledger;
mod transitions;

pub use ledger::{Ledger, ZoneLedger, model_rows};
pub use transitions::{Transitions, ZoneTransitions};
