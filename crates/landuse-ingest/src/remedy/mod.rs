//! What mends an error by a choice of the user: data, which each interface prints with its own names.

mod remedy;

pub use remedy::{Remedy, Setting};
