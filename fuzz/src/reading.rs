//! Mutated bytes as files, read as the program reads them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use carbon_core::ZoneId;
use geo::{LineString, MultiPolygon, Polygon, coord};
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::cell_area::AreaRule;
use landuse_ingest::crs::Crs;
use landuse_ingest::grid::Grid;
use landuse_ingest::legend::Legend;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{Raster, RasterName, RasterOptions};
use landuse_ingest::tally::{PartialTally, TallyRequest};
use landuse_ingest::zones::{Contact, Zone, Zones};
use sha2::{Digest, Sha256};

/// Takes the bytes of a file.
pub type Reader = fn(&[u8]);

/// What reads files, by the names of the fuzz targets. The tests of `landuse-ingest` give each of them its seeds.
pub const READERS: [(&str, Reader); 10] = [
    ("ascii_grid", |bytes| tally_raster("grid.asc", bytes)),
    ("crs_text", read_crs),
    ("geojson", |bytes| lay_boundaries("zones.geojson", bytes)),
    ("geotiff", |bytes| tally_raster("raster.tif", bytes)),
    ("legend", read_legend),
    ("partial", merge_partial),
    ("shapefile_parts", lay_shapefile),
    ("stac", find_in_stac_item),
    ("vrt", tally_vrt),
    ("zone_bytes", lay_zone_bytes),
];

const UTM_50N: &str = "EPSG:32650";

/// Columns and rows that are read of a raster at most.
const WINDOW: u32 = 64;

/// A file of these bytes, in a folder that goes when the process does.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder().join(name);
    fs::write(&path, bytes).expect("a file");
    path
}

fn folder() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder"));
    folder.path()
}

/// A VRT beside a raster, `plain.tif`, that it may lead to.
pub fn tally_vrt(bytes: &[u8]) {
    file(
        "plain.tif",
        include_bytes!("../seeds/geotiff/plain.tif").as_slice(),
    );
    tally_raster("mosaic.vrt", bytes);
}

/// The parts of a Shapefile, in this order and with [`PART`] between them: `.shp`, `.shx`, `.dbf`, `.prj` and `.cpg`. A part of which
/// there are no bytes is missing.
pub fn lay_shapefile(bytes: &[u8]) {
    let mut rest = Some(bytes);
    for extension in ["shp", "shx", "dbf", "prj", "cpg"] {
        let text = rest.take().unwrap_or_default();
        let end = text.windows(PART.len()).position(|at| at == PART);
        let part = &text[..end.unwrap_or(text.len())];
        rest = end.map(|end| &text[end + PART.len()..]);
        let path = file(&format!("parts.{extension}"), part);
        if part.is_empty() {
            fs::remove_file(path).expect("it was just written");
        }
    }
    lay_file(&folder().join("parts.shp"), "ZONE_ID");
}

/// What stands between the parts of a Shapefile.
const PART: &[u8] = b"\n=====\n";

/// A text that defines a reference system.
pub fn read_crs(bytes: &[u8]) {
    match Crs::from_definition(&String::from_utf8_lossy(bytes)) {
        Ok(crs) => assert!(!crs.wkt().is_empty()),
        Err(error) => said(&error),
    }
}

/// A STAC item. Nothing is fetched: the raster is not opened.
pub fn find_in_stac_item(bytes: &[u8]) {
    if let Err(error) = RasterName::parse(&file("item.json", bytes)).find() {
        said(&error);
    }
}

/// A legend; one that is read knows the codes that it lists.
pub fn read_legend(bytes: &[u8]) {
    match Legend::from_toml(&String::from_utf8_lossy(bytes)) {
        Ok(legend) => {
            for (code, _) in legend.codes() {
                assert!(legend.is_raw() || legend.class_of(code).is_some());
            }
        }
        Err(error) => said(&error),
    }
}

/// A partial tally, and a content that its digest vouches for; what is read merges to finite hectares, or is refused.
pub fn merge_partial(bytes: &[u8]) {
    merge(bytes);
    let digest = Sha256::digest(bytes);
    let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let head = format!(r#"{{"landcarbon_partial_tally":3,"sha256":"{sha256}","content":"#);
    merge(&[head.as_bytes(), bytes, b"}"].concat());
}

fn merge(json: &[u8]) {
    let Ok(partial) = PartialTally::from_json(json).map_err(|error| said(&error)) else {
        return;
    };
    let again = PartialTally::from_json(&partial.to_json().expect("JSON"));
    assert_eq!(again.expect("what was written"), partial);
    for ledger in PartialTally::merge(&[("fuzzed".to_owned(), partial)]).unwrap_or_default() {
        let hectares = ledger.zones.iter().flat_map(|zone| &zone.hectares);
        assert!(hectares.into_iter().all(|hectares| hectares.0.is_finite()));
    }
}

/// Zones as bytes; those that are read can be laid over a grid and compared with their neighbours, or are refused.
pub fn lay_zone_bytes(bytes: &[u8]) {
    if let Ok(zones) = Zones::from_bytes(bytes).map_err(|error| said(&error)) {
        lay_zones(&zones);
        let _ = zones.contiguity(Contact::Queen);
    }
}

/// Opens a raster and tallies a zone of at most 64 × 64 cells at its north-western corner: a ledger that closes, or a refusal.
pub fn tally_raster(name: &str, bytes: &[u8]) {
    let path = file(name, bytes);
    let options = RasterOptions {
        crs: Some(crs(UTM_50N)),
        ..RasterOptions::default()
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
    lay_file(&file(name, bytes), "id");
}

fn lay_file(path: &Path, id: &str) {
    let strict = BoundaryOptions {
        id: id.to_owned(),
        ..BoundaryOptions::default()
    };
    let lenient = BoundaryOptions {
        dissolve: true,
        repair: true,
        ..strict.clone()
    };
    let zones = Zones::read(path, &strict).or_else(|error| {
        said(&error);
        Zones::read(path, &lenient)
    });
    if let Ok(zones) = zones.map_err(|error| said(&error)) {
        lay_zones(&zones);
    }
}

/// Lays zones over a grid of 20 × 20 cells: shares that close, or a refusal.
fn lay_zones(zones: &Zones) {
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
