//! What several test files share: fixtures, rasters and zones made as the tests run.

pub mod aig;
pub mod clipping;

use std::path::{Path, PathBuf};

pub use testkit::fixtures::fixture;
pub use testkit::raster::{FRAME, RasterSpec, close, create_raster, write_raster};

use carbon_core::{LedgerClass, ZoneId};
use gdal::DriverManager;
use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{Feature, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType, ToGdal};
use geo::{MultiPolygon, Rect, coord, polygon};
use landuse_ingest::boundaries::{BoundaryError, BoundaryOptions};
use landuse_ingest::cell_area::AreaRule;
use landuse_ingest::crs::Crs;
use landuse_ingest::ledger::{Ledger, ZoneLedger};
use landuse_ingest::legend::Legend;
use landuse_ingest::overlay::{Overlay, OverlayError, OverlayOptions};
use landuse_ingest::raster::{Raster, RasterError, RasterOptions};
use landuse_ingest::remedy::{Remedy, Setting};
use landuse_ingest::tally::{MergeError, TallyRequest};
use landuse_ingest::zones::{Zone, Zones};

pub const UTM_50N: &str = "EPSG:32650";

/// The eleven cities of the Jiangxi example.
pub fn prefectures() -> Zones {
    let options = BoundaryOptions {
        id: "adcode".to_owned(),
        name: Some("name".to_owned()),
        ..BoundaryOptions::default()
    };
    Zones::read(&fixture("jiangxi/boundaries.geojson"), &options).unwrap()
}

pub fn crs(definition: &str) -> Crs {
    Crs::from_definition(definition).unwrap()
}

pub fn legend(name: &str) -> Legend {
    Legend::built_in(name).unwrap().unwrap()
}

pub fn planar() -> OverlayOptions {
    OverlayOptions {
        area: AreaRule::Planar,
        ..OverlayOptions::default()
    }
}

/// The zones of a file in `fixtures/edge`.
pub fn edge(name: &str, change: impl FnOnce(&mut BoundaryOptions)) -> Result<Zones, BoundaryError> {
    let mut options = BoundaryOptions {
        id: "id".to_owned(),
        ..BoundaryOptions::default()
    };
    change(&mut options);
    Zones::read(&fixture(&format!("edge/{name}.geojson")), &options)
}

/// The raster beneath `fixtures/edge`.
pub fn frame() -> Raster {
    Raster::open(&fixture("edge/frame.asc"), &RasterOptions::default()).unwrap()
}

/// A tally by the legend `cnlucc` with no thought of progress.
pub fn tally(
    raster: &Raster,
    zones: &Zones,
    options: OverlayOptions,
) -> Result<Ledger, RasterError> {
    let (overlay, _) = zones.over(&raster.grid, options).unwrap();
    overlay.tally_one(raster, "test", &legend("cnlucc"), false)
}

/// The tally of one raster, as most tests want it.
pub trait TallyOne {
    fn tally_one(
        &self,
        raster: &Raster,
        label: &str,
        legend: &Legend,
        allow_unmapped: bool,
    ) -> Result<Ledger, RasterError>;
}

impl TallyOne for Overlay {
    fn tally_one(
        &self,
        raster: &Raster,
        label: &str,
        legend: &Legend,
        allow_unmapped: bool,
    ) -> Result<Ledger, RasterError> {
        let rasters = [(label, raster)];
        let request = TallyRequest::new(&rasters, legend).allow_unmapped(allow_unmapped);
        Ok(self.tally(&request)?.remove(0))
    }
}

/// Hectares of one class in a zone; 0 if the ledger has no such class.
pub fn hectares(ledger: &Ledger, zone: usize, class: &str) -> f64 {
    let column = ledger.classes.iter().position(|c| c.to_string() == class);
    column.map_or(0.0, |column| ledger.zones[zone].hectares[column].0)
}

/// Hectares of a zone inside the raster.
pub fn inside(ledger: &Ledger, zone: usize) -> f64 {
    let all = ledger.classes.iter().zip(&ledger.zones[zone].hectares);
    all.filter(|(class, _)| **class != LedgerClass::Outside)
        .map(|(_, hectares)| hectares.0)
        .sum()
}

pub fn sum(zone: &ZoneLedger) -> f64 {
    zone.hectares.iter().map(|h| h.0).sum()
}

/// All hectares as bits, zone by zone.
pub fn bits(ledger: &Ledger) -> Vec<Vec<u64>> {
    let of_zone = |zone: &ZoneLedger| zone.hectares.iter().map(|h| h.0.to_bits()).collect();
    ledger.zones.iter().map(of_zone).collect()
}

pub fn zone(id: &str, polygons: impl Into<MultiPolygon<f64>>) -> Zone {
    Zone {
        id: ZoneId::from(id.to_owned()),
        name: id.to_owned(),
        attributes: Vec::new(),
        polygons: polygons.into(),
    }
}

pub fn zones(definition: &str, zones: Vec<Zone>) -> Zones {
    Zones {
        zones,
        crs: crs(definition),
        warnings: Vec::new(),
    }
}

/// A rectangle from its south-western corner.
pub fn rectangle(x: f64, y: f64, width: f64, height: f64) -> geo::Polygon {
    Rect::new(
        coord! { x: x, y: y },
        coord! { x: x + width, y: y + height },
    )
    .to_polygon()
}

/// The codes of `fixtures/edge/frame.asc`: 11, 21, 43, 51, column after column.
pub fn stripes<T: TryFrom<u8>>(width: usize, height: usize) -> Vec<T> {
    (0..width * height)
        .filter_map(|i| T::try_from([11, 21, 43, 51][i % width % 4]).ok())
        .collect()
}

/// Opens a raster that must be in order.
pub fn open(path: &Path) -> Raster {
    Raster::open(path, &RasterOptions::default()).unwrap()
}

/// What the tests in a file say of a raster that cannot be opened, or not tallied over a square of 16 ha.
pub fn complaint(path: &Path) -> String {
    Raster::open(path, &RasterOptions::default())
        .and_then(|raster| tally(&raster, &square(), planar()))
        .expect_err("the raster should be refused")
        .advice()
}

/// Asserts that a message has all of these words.
pub fn assert_says(message: &str, words: &[&str]) {
    for word in words {
        assert!(
            message.contains(word),
            "\"{word}\" is missing in: {message}"
        );
    }
}

/// Writes zones with their fields `id` and `name`, by the OGR driver of that name.
pub fn write_zones(path: &Path, driver: &str, zones: &Zones) {
    let driver = DriverManager::get_driver_by_name(driver).unwrap();
    let mut dataset = driver.create_vector_only(path).unwrap();
    let mut srs = SpatialRef::from_wkt(zones.crs.wkt()).unwrap();
    srs.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    let layer = dataset
        .create_layer(LayerOptions {
            name: "zones",
            srs: Some(&srs),
            ty: OGRwkbGeometryType::wkbMultiPolygon,
            options: None,
        })
        .unwrap();
    let fields = [
        ("id", OGRFieldType::OFTString),
        ("name", OGRFieldType::OFTString),
    ];
    layer.create_defn_fields(&fields).unwrap();
    for zone in &zones.zones {
        let mut feature = Feature::new(layer.defn()).unwrap();
        feature.set_field_string(0, zone.id.as_str()).unwrap();
        feature.set_field_string(1, &zone.name).unwrap();
        feature
            .set_geometry(zone.polygons.to_gdal().unwrap())
            .unwrap();
        feature.create(&layer).unwrap();
    }
    close(dataset);
}

/// A four-cornered zone over the frame, none of whose edges follows the grid.
pub fn oblique() -> geo::Polygon {
    polygon![(x: 500_120.0, y: 3_000_150.0), (x: 501_600.0, y: 3_000_100.0), (x: 501_500.0, y: 3_001_700.0), (x: 500_330.0, y: 3_001_250.0)]
}

/// A raster in a directory that lives as long as it.
pub struct Made {
    _dir: tempfile::TempDir,
    pub path: PathBuf,
}

/// A raster of stripes with this transform and CRS.
pub fn made(size: (usize, usize), transform: [f64; 6], definition: &str) -> Made {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("landuse.tif");
    write_stripes(&path, size, transform, definition);
    Made { _dir: dir, path }
}

/// Writes a raster of stripes with this transform and CRS.
pub fn write_stripes(path: &Path, size: (usize, usize), transform: [f64; 6], definition: &str) {
    let spec = RasterSpec {
        size,
        transform: Some(transform),
        crs: Some(definition),
        ..RasterSpec::default()
    };
    write_raster(path, &spec, &stripes::<u8>(size.0, size.1));
}

/// Reads zones whose ids are in the field `id`.
pub fn read(path: &Path) -> Zones {
    let options = BoundaryOptions {
        id: "id".to_owned(),
        ..BoundaryOptions::default()
    };
    Zones::read(path, &options).unwrap()
}

/// The square of 16 ha that [`complaint`] tallies over: columns 2 to 5, rows 14 to 17.
pub fn square() -> Zones {
    zones(
        UTM_50N,
        vec![zone("a", rectangle(500_200.0, 3_000_200.0, 400.0, 400.0))],
    )
}

/// Messages with what mends the error, in the words of the command line.
pub trait Advice: std::fmt::Display {
    fn remedy(&self) -> Option<Remedy>;

    fn advice(&self) -> String {
        let Some(remedy) = self.remedy() else {
            return self.to_string();
        };
        let advice = remedy.advice(|setting| match setting {
            Setting::ZoneId => "--zone-id",
            Setting::Layer => "--layer",
            Setting::ZonesCrs => "--zones-crs",
            Setting::Dissolve => "--dissolve",
            Setting::Repair => "--repair",
            Setting::RasterCrs => "--raster-crs",
            Setting::Band => "--band",
            Setting::BandNumber => "--band N",
            Setting::Legend => "--legend",
            Setting::AllowUnmapped => "--allow-unmapped",
            Setting::PlanarArea => "--area planar",
            Setting::Rows => "--rows",
        });
        format!("{self}{advice}")
    }
}

impl Advice for BoundaryError {
    fn remedy(&self) -> Option<Remedy> {
        self.problem.remedy()
    }
}

impl Advice for RasterError {
    fn remedy(&self) -> Option<Remedy> {
        self.problem.remedy()
    }
}

impl Advice for OverlayError {
    fn remedy(&self) -> Option<Remedy> {
        self.remedy()
    }
}

impl Advice for MergeError {
    fn remedy(&self) -> Option<Remedy> {
        self.remedy()
    }
}
