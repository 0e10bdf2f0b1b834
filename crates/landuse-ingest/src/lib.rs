//! Land-use rasters and boundaries to hectares per zone and class.

pub mod boundaries;
pub mod cell_area;
pub mod coverage;
pub mod crs;
pub mod ellipsoid;
mod gdal_log;
pub mod grid;
pub mod ledger;
pub mod legend;
mod pixel;
mod polygons;
pub mod raster;
mod reproject;
pub mod tally;
mod text_encoding;
mod validity;
pub mod zones;
