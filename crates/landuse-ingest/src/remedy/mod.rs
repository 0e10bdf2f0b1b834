//! The choice of the user that mends an error, as data: the program prints an option or a project key, Python an argument.

mod remedy;

pub use remedy::{Remedy, Setting};
