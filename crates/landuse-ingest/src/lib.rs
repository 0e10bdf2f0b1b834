//! Land-use rasters and boundaries to hectares per zone and class.
//!
//! The folders, from bottom to top; each imports only from those above it in this table:
//!
//! | what | where |
//! |---|---|
//! | GDAL's settings and messages, and whether it may use the network | [`gdal`] |
//! | coordinate reference systems, ellipsoids, reprojection | [`crs`] |
//! | a grid of cells | [`grid`] |
//! | which share of each cell a zone covers, exactly | [`coverage`] |
//! | true areas of cells | [`cell_area`] |
//! | what the codes of a raster mean | [`legend::Legend`] |
//! | files behind a URL | [`http`] |
//! | a raster: its location, grid, codes, nodata; cells in memory | [`raster::Raster::open`], [`raster::Raster::held`] |
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

pub mod gdal;

pub mod crs;
pub mod grid;

pub mod cell_area;
pub mod coverage;

pub mod legend;

pub mod http;

pub mod raster;

pub mod polygons;

pub mod zones;

pub mod boundaries;

pub mod overlay;

pub mod ledger;

pub mod tally;

// The names of before, for those who have not followed yet.
macro_rules! formerly {
    ($($name:ident: $folder:ident { $($noun:ident),* })*) => {$(
        #[doc(hidden)]
        pub mod $name {
            pub use crate::$folder::{$($noun),*};
        }
    )*};
}

formerly! {
    contiguity: zones { Contact, Contiguity }
    ellipsoid: crs { Ellipsoid }
    feature_table: boundaries { FeatureTable, TableFeature }
    held_cells: raster { CellsMut, HeldCells }
    load: tally { Load }
    network: gdal { allow, is_remote, is_url }
    overlays: overlay { Overlays, TallyError }
    partial: tally { MergeError, PartialTally }
    region_plane: overlay { RegionPlane }
    remote: http { Served, gdal_name }
    source: raster { RasterSource, item_of }
    transition: ledger { Transitions, ZoneTransitions }
    zone_bytes: zones { ZoneBytesError }
}
#[doc(hidden)]
pub use gdal::gdal_version;
