//! Legends: from the codes of a raster to land-use classes.

mod error;
mod fit;
mod legend;
mod raw;

pub use error::LegendError;
pub use fit::{LegendFit, fit_legends};
pub use legend::{Legend, LegendCode};
pub use raw::{raw_class, raw_code};
