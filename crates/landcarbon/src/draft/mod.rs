//! A project made of data: what boundaries, rasters and statistics are, and what only a person can say.

mod legends;
mod rasters;

pub use legends::{LOOKED_AT, Readings};
pub use rasters::open_anywhere;
