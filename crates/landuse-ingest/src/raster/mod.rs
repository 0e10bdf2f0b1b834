//! Land-use rasters: where one lies, what its file says before its cells are read, and cells in memory.

mod cells;
mod code_type;
mod error;
mod formats;
mod location;
mod overview;
mod raster;
mod stac;

pub use crate::crs::ExtentGuess;
pub use crate::http::ServerProblem;
pub use cells::{CellsMut, HeldCells};
pub use code_type::{CodeType, NoData};
pub use error::{RasterError, RasterProblem, UnmappedCode};
pub use location::{FoundItem, RasterSource, item_of};
pub use overview::Overview;
pub(crate) use raster::block_offset;
pub use raster::{Raster, RasterOptions};
pub use stac::StacProblem;
