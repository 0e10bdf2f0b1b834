//! Land-use rasters and boundaries to hectares per zone and class.
//!
//! The folders, from bottom to top; each imports only from those above it in this table:
//!
//! | what | where |
//! |---|---|
//! | what a computation may cost | [`limits::Limit`] |
//! | files that can be read twice and end | [`files`] |
//! | what mends an error, as data | [`remedy`] |
//! | GDAL's settings and messages, and whether it may use the network | [`gdal`] |
//! | coordinate reference systems, ellipsoids, reprojection | [`crs`] |
//! | a grid of cells | [`grid`] |
//! | which share of each cell a zone covers, exactly | [`coverage`] |
//! | true areas of cells | [`cell_area`] |
//! | what the codes of a raster mean | [`legend::Legend`] |
//! | files behind a URL | [`http`] |
//! | a raster: its location, grid, codes, nodata; cells in memory | [`raster::Raster::open`], [`raster::Raster::in_memory`] |
//! | rings, their areas, their validity | [`polygons`] |
//! | zones, zones dissolved to a level, which zones share a border, zones as bytes | [`zones`] |
//! | boundary files and tables of features, read into zones | [`zones::Zones::read`], [`zones::Zones::of_table`] |
//! | zones over a grid | [`zones::Zones::over`] → [`overlay::Overlay`] |
//! | hectares with a closed ledger, transitions | [`ledger`] |
//! | tallying: rasters → ledgers, transitions, partial tallies; what rows cost | [`overlay::Overlay::tally`], [`tally`] |
//!
//! [`coverage`] and the counting of cells know nothing of files and projections. Shares of cells and sums of areas are integers in
//! fixed point: no number of threads, order of zones or size of blocks can change one bit of a result.
//!
//! ```no_run
//! use std::path::Path;
//!
//! use landuse_ingest::boundaries::BoundaryOptions;
//! use landuse_ingest::legend::Legend;
//! use landuse_ingest::overlay::OverlayOptions;
//! use landuse_ingest::raster::{Raster, RasterOptions};
//! use landuse_ingest::tally::TallyRequest;
//! use landuse_ingest::zones::Zones;
//!
//! let options = BoundaryOptions { id: "code".into(), ..BoundaryOptions::default() };
//! let cities = Zones::read("cities.shp".as_ref(), &options)?;
//! let raster = Raster::open(Path::new("lucc2020.tif"), &RasterOptions::default())?;
//! let (overlay, warnings) = cities.over(&raster.grid, OverlayOptions::default())?;
//! let ledgers = overlay.tally(&TallyRequest::new(&[("2020", &raster)], &Legend::find("cnlucc")?))?;
//! for row in ledgers[0].rows() {
//!     println!("{} {} {}", row.zone, row.class, row.hectares);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod limits;

pub mod files;

pub mod remedy;

pub mod gdal;

pub mod crs;
pub mod grid;

pub mod coverage;

pub mod cell_area;

pub mod legend;

pub mod http;

pub mod raster;

pub mod polygons;

pub mod zones;

pub mod boundaries;

pub mod overlay;

pub mod ledger;

pub mod tally;
