//! The command line, and what becomes of a panic.

mod args;
pub mod crash_report;

pub use args::*;
