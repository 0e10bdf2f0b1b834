//! Land-use rasters and boundaries to hectares per zone and class.

mod arc_info_prj;
mod ascii_grid;
pub mod boundaries;
mod boundary_error;
pub mod cell_area;
pub mod coverage;
pub mod crs;
pub mod ellipsoid;
mod extent_guess;
mod gdal_log;
pub mod grid;
pub mod ledger;
pub mod legend;
mod overlay_error;
mod pixel;
mod polygons;
pub mod raster;
mod raster_error;
mod reproject;
pub mod tally;
mod text_encoding;
mod validity;
pub mod zones;

/// The release of the GDAL library in use, such as `3.6.2`.
#[must_use]
pub fn gdal_version() -> String {
    gdal::version::version_info("RELEASE_NAME")
}
