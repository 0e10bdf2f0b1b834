//! Legends: from the codes of a raster to land-use classes.

mod error;
mod legend;

pub use error::LegendError;
pub use legend::{Legend, LegendCode};
