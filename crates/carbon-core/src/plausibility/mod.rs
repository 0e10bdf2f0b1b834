//! Statistics that look wrong by a power of ten, as a value in a wrong unit does.
//!
//! | what | where |
//! |---|---|
//! | what China and the most and least crowded places of the world have | `yardsticks` |
//! | the statistics as logarithms, by year, zone and variable | `panel` |
//! | which powers of ten explain deviations best | `evidence` |
//! | a whole variable, a variable in a year, a single value | [`find_slips`] |
//!
//! Nothing here is certain: a slip is a reason to look at a value, never an error.

mod evidence;
mod panel;
mod slips;
mod yardsticks;

pub use slips::{Slip, SlipScope, find_slips};
