//! A project made of data: what boundaries, rasters and statistics are, and what only a person can say.

mod asking;
mod boundaries;
mod draft;
mod legends;
mod project_file;
mod rasters;
mod statistics;
mod statistics_zones;
mod values;
mod years;

pub use asking::{Answer, Asker, Question};
pub use draft::{Draft, DraftRequest};
pub use legends::{LOOKED_AT, Readings};
pub use rasters::open_anywhere;
