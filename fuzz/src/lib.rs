//! What the fuzz targets share.

pub mod clipping;
pub mod reading;
#[path = "../../crates/carbon-core/tests/support/scenarios.rs"]
pub mod scenarios;
#[path = "../../crates/carbon-core/tests/support/mod.rs"]
mod support;
