//! Ledgers: where each hectare of a zone is, and what it became.

mod ledger;
mod transitions;

pub use ledger::{Ledger, ZoneLedger, coverage_warnings, model_rows};
pub use transitions::{Transitions, ZoneTransitions, crossed_coverage_warnings};
