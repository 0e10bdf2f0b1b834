//! Land-use rasters: where one lies, what its file says before its cells are read, and cells in memory.

mod access;
mod cells;
mod code_type;
mod cost;
mod error;
mod formats;
mod location;
mod nodata;
mod overview;
mod pixel;
mod raster;
mod stac;

pub use crate::crs::ExtentGuess;
pub use crate::http::ServerProblem;
pub(crate) use access::refuse_failures;
pub use cells::{CellsMut, MemoryCells};
pub use code_type::CodeType;
pub use error::{RasterError, RasterProblem, UnmappedCode};
pub use location::{Location, RasterName, StacAsset, is_remote_name};
pub use nodata::NoData;
pub(crate) use nodata::{block_offset, refuse_absent};
pub use overview::Overview;
pub(crate) use pixel::{NO_PLACE, Pixel, with_pixel};
pub use raster::{Raster, RasterOptions, Storage};
pub use stac::StacProblem;
