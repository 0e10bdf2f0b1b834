//! Goals: the amount of a change at which a result reaches a value.

mod entry;
mod seek;

pub use entry::GoalEntryError;
pub use seek::{Goal, GoalError, GoalResult, NoSolution, Outcome, Solution};
