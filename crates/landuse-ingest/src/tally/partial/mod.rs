//! Partial tallies: the sums of some rows, which add up to the ledgers of all.

mod error;
mod file;
mod identity;
mod merge;
mod partial;

pub use error::{MergeError, PartialTallyError};
pub use partial::PartialTally;
