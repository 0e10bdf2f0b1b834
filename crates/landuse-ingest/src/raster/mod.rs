//! Land-use rasters: where one lies, what its file says before its cells are read, and cells in memory.

mod access;
mod cells;
mod code_type;
mod companions;
mod cost;
mod error;
mod formats;
mod from_vrt;
mod location;
mod mosaic;
mod name;
mod nodata;
mod overview;
mod parts;
mod pixel;
mod raster;
mod repeated;
mod stac;

pub use crate::crs::ExtentGuess;
pub use crate::http::ServerProblem;
pub(crate) use access::refuse_failures;
pub use cells::{CellsMut, MemoryCells};
pub use code_type::CodeType;
pub use error::{RasterError, RasterProblem, UnmappedCode};
pub use formats::vrt::VrtError;
pub use location::{Location, Part, StacAsset, is_remote_name};
pub use mosaic::Mosaic;
pub(crate) use mosaic::{DATA, GAP, NO_DATA, Tile as MosaicTile};
pub use name::RasterName;
pub use nodata::NoData;
pub(crate) use nodata::{block_offset, refuse_absent};
pub use overview::Overview;
pub(crate) use pixel::{NO_PLACE, Pixel, with_pixel};
pub use raster::{Raster, RasterOptions, Storage};
pub use repeated::{Repeated, find_repeated};
pub use stac::StacProblem;
