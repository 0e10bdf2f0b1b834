//! What the fuzz targets share.

pub mod clipping;
pub mod reading;
#[cfg(feature = "program")]
pub mod statistics;
#[allow(dead_code)] // The tests use the rest.
#[path = "../../crates/carbon-core/tests/it/support/mod.rs"]
mod support;

pub use support::scenarios;
