//! Mutated bytes as files, read as the program reads them.

use std::path::PathBuf;
use std::sync::OnceLock;

use carbon_core::ZoneId;
use geo::{LineString, MultiPolygon, Polygon, coord};
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::cell_area::AreaRule;
use landuse_ingest::crs::Crs;
use landuse_ingest::grid::Grid;
use landuse_ingest::legend::Legend;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{Raster, RasterOptions};
use landuse_ingest::tally::TallyRequest;
use landuse_ingest::zones::{Zone, Zones};

const UTM_50N: &str = "EPSG:32650";

/// Columns and rows that are read of a raster at most.
const WINDOW: u32 = 64;

/// A file of these bytes, in a folder that goes when the process does.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder"));
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}

/// Opens a raster and tallies a zone of at most 64 × 64 cells at its north-western corner: a ledger that closes, or a refusal.
pub fn tally_raster(name: &str, bytes: &[u8]) {
    let path = file(name, bytes);
    let options = RasterOptions {
        crs: Some(crs(UTM_50N)),
        band: None,
    };
    let Ok(raster) = Raster::open(&path, &options).map_err(|error| said(&error)) else {
        return;
    };
    let options = OverlayOptions {
        area: AreaRule::Planar,
        ..OverlayOptions::default()
    };
    let Ok((overlay, _)) = corner(&raster.grid)
        .over(&raster.grid, options)
        .map_err(|error| said(&error))
    else {
        return;
    };
    match overlay.tally(&TallyRequest::new(&[("fuzzed", &raster)], &Legend::raw())) {
        Ok(ledgers) => assert!(
            ledgers[0].worst_closure() < 1e-9,
            "{}",
            ledgers[0].worst_closure()
        ),
        Err(error) => said(&error),
    }
}

/// Reads boundaries, with repair where they are refused, and lays them over a grid of 20 × 20 cells: shares that close, or a refusal.
pub fn lay_boundaries(name: &str, bytes: &[u8]) {
    let path = file(name, bytes);
    let strict = BoundaryOptions {
        id: "id".to_owned(),
        ..BoundaryOptions::default()
    };
    let lenient = BoundaryOptions {
        dissolve: true,
        repair: true,
        ..strict.clone()
    };
    let zones = Zones::read(&path, &strict).or_else(|error| {
        said(&error);
        Zones::read(&path, &lenient)
    });
    if let Ok(zones) = zones.map_err(|error| said(&error)) {
        lay_zones(&zones);
    }
}

/// Lays zones over a grid of 20 × 20 cells: shares that close, or a refusal.
pub fn lay_zones(zones: &Zones) {
    let transform = [500_000.0, 100.0, 0.0, 3_002_000.0, 0.0, -100.0];
    let grid = Grid::new(20, 20, transform, crs(UTM_50N)).expect("a grid");
    if let Err(error) = zones.over(&grid, OverlayOptions::default()) {
        said(&error);
    }
}

/// A refusal has words.
fn said(error: &dyn std::error::Error) {
    assert!(!error.to_string().is_empty());
}

fn crs(definition: &str) -> Crs {
    Crs::from_definition(definition).expect("a reference system")
}

/// A zone over the first cells of a grid, whose edges follow no border of cells.
fn corner(grid: &Grid) -> Zones {
    let [width, height] = [grid.width, grid.height].map(|cells| f64::from(cells.min(WINDOW)));
    let ring: LineString<f64> = [(0.25, 0.25), (0.75, 0.25), (0.5, 0.875), (0.125, 0.625)]
        .into_iter()
        .map(|(x, y)| grid.to_plane(coord! { x: x * width, y: y * height }))
        .collect();
    let zone = Zone {
        id: ZoneId::from("corner"),
        name: "corner".to_owned(),
        attributes: Vec::new(),
        polygons: MultiPolygon::new(vec![Polygon::new(ring, vec![])]),
    };
    Zones {
        zones: vec![zone],
        crs: grid.crs.clone(),
        warnings: Vec::new(),
    }
}
