//! Land-use rasters and boundaries to hectares per zone and class.
//!
//! | step | where |
//! |---|---|
//! | boundaries → zones | [`zones::Zones::read`], [`boundaries`]; of features in memory: [`zones::Zones::of_table`] |
//! | a raster's grid, codes, nodata | [`raster::Raster::open`]; of cells in memory: [`raster::Raster::held`] |
//! | its name: a file, a URL, an asset of a STAC item | [`source::RasterSource`] |
//! | what its codes mean | [`legend::Legend`] |
//! | zones over a grid: exact coverage, true cell areas | [`zones::Zones::over`] → [`overlay::Overlay`] |
//! | hectares with a closed ledger | [`overlay::Overlay::tally`] → [`ledger::Ledger`] |
//! | of some rows, to be added up | [`overlay::Overlay::tally_rows`] → [`partial::PartialTally`] |
//! | what rows cost, to share them out; zones as bytes, to send them | [`load`], [`zone_bytes`] |
//! | zones made up of others | [`zones::Zones::at`], [`overlay::Overlay::tally_levels`] |
//! | which zones share a border; their places in a plane | [`contiguity`], [`region_plane`] |
//! | from class to class between rasters | [`overlay::Overlay::transitions`] → [`transition::Transitions`] |
//!
//! [`coverage`] and the counting of cells know nothing of files and projections. Shares of cells and sums of areas are integers in
//! fixed point: no number of threads, order of zones or size of blocks can change one bit of a result.
//!
//! ```no_run
//! use landuse_ingest::{boundaries::BoundaryOptions, legend::Legend, raster::{Raster, RasterOptions}};
//! use landuse_ingest::zones::{OverlayOptions, Zones};
//!
//! let options = BoundaryOptions { id: "code".into(), ..BoundaryOptions::default() };
//! let cities = Zones::read("cities.shp".as_ref(), &options)?;
//! let raster = Raster::open("lucc2020.tif".as_ref(), &RasterOptions::default())?;
//! let (overlay, warnings) = cities.over(&raster.grid, OverlayOptions::default())?;
//! let ledger = overlay.tally(&raster, "2020", &Legend::find("cnlucc")?, false, &|_| {})?;
//! for row in ledger.rows() {
//!     println!("{} {} {}", row.zone, row.class, row.hectares);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod arc_info_prj;
mod ascii_grid;
mod attribute_encoding;
pub mod boundaries;
mod boundary_error;
mod boundary_layer;
mod boundary_options;
pub mod cell_area;
mod code_type;
pub mod contiguity;
mod conversation;
pub mod coverage;
pub mod crs;
mod degrees;
pub mod ellipsoid;
mod extent_guess;
pub mod feature_table;
mod file_kind;
mod gdal_log;
pub mod grid;
pub mod held_cells;
pub mod ledger;
mod ledger_frame;
pub mod legend;
mod legend_error;
pub mod network;
pub mod overlay;
mod overlay_error;
pub mod overlays;
pub mod overview;
mod pixel;
mod plain_geojson;
mod polygons;
pub mod raster;
mod raster_error;
pub mod region_plane;
pub mod remote;
mod reproject;
mod server_error;
mod shapefile_parts;
mod shapes;
pub mod source;
mod stac;
mod tally;
mod text_encoding;
pub mod transition;
mod united;
mod validity;
mod vector_file;
mod web_text;
pub mod zone_bytes;
pub mod zones;

pub use tally::{load, partial};

/// The release of the GDAL library in use, such as `3.6.2`.
#[must_use]
pub fn gdal_version() -> String {
    gdal::version::version_info("RELEASE_NAME")
}
