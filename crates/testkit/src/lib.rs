//! What the tests of all crates share, and the checks of how the code is laid out.
//!
//! | what | where |
//! |---|---|
//! | paths of fixtures, temporary copies of them, edits of a copy | [`fixtures`] |
//! | the built program, and what it said | [`program`] |
//! | rasters made as a test runs (feature `gdal`) | `raster` |
//! | Rust source as text | [`source`] |
//! | where code stands, and which folder imports from which | [`layout`] |
//! | names and documentation | [`names`] |

#![allow(clippy::unwrap_used, clippy::panic)] // A helper of a test fails with its test.

pub mod fixtures;
pub mod program;
#[cfg(feature = "gdal")]
pub mod raster;
pub mod source;

pub mod layout;
pub mod names;
