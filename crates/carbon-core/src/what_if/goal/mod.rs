//! Goals: the amount of a change at which a result reaches a value.

mod entry;
mod error;
mod seek;

pub use entry::GoalEntryError;
pub use error::{GoalError, NoSolution};
pub use seek::{Goal, GoalResult, Outcome, Solution};
