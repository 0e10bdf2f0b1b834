//! The tally alone: cells per second by patchiness of the classes, number of zones, and number of cells.
//!
//! Rasters are uncompressed, so that reading them costs next to nothing, and lie in a temporary folder. `cargo bench -p landuse-ingest --bench tally`

#![allow(clippy::unwrap_used)]

use std::path::Path;

use carbon_core::ZoneId;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use gdal::DriverManager;
use gdal::raster::{Buffer, GdalType, RasterCreationOptions};
use geo::Rect;
use landuse_ingest::crs::Crs;
use landuse_ingest::legend::Legend;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{Raster, RasterOptions};
use landuse_ingest::tally::TallyRequest;
use landuse_ingest::zones::{Zone, Zones};

/// Side of the square raster in metres.
const SIDE_M: f64 = 1e6;

const EQUAL_AREA: &str = "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m";
const GEOGRAPHIC: &str = "EPSG:4326";
const UTM: &str = "EPSG:32650";

const CODES: [u8; 8] = [11, 12, 21, 24, 32, 43, 52, 65];

fn main() {
    divan::main();
}

/// Rows of patches: each code goes on for one to `2 * patch - 1` cells.
fn patchy(side: usize, patch: u32) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut cells = Vec::with_capacity(side * side + 2 * patch as usize);
    while cells.len() < side * side {
        let code = CODES[next(8) as usize];
        let length = 1 + next(2 * patch - 1) as usize;
        cells.extend(std::iter::repeat_n(code, length));
    }
    cells.truncate(side * side);
    cells
}

fn write<T: GdalType + Copy + From<u8>>(path: &Path, side: usize, patch: u32, crs: &str) {
    let options: RasterCreationOptions = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512"]
        .into_iter()
        .collect();
    let mut dataset = DriverManager::get_driver_by_name("GTiff")
        .unwrap()
        .create_with_band_type_with_options::<T, _>(path, side, side, 1, &options)
        .unwrap();
    let (west, north, cell) = match crs {
        GEOGRAPHIC => (110.0, 35.0, 10.0 / side as f64),
        _ => (200_000.0, 4e6, SIDE_M / side as f64),
    };
    dataset
        .set_geo_transform(&[west, cell, 0.0, north, 0.0, -cell])
        .unwrap();
    let crs = Crs::from_definition(crs).unwrap();
    dataset.set_projection(crs.wkt()).unwrap();
    let cells = patchy(side, patch).into_iter().map(T::from).collect();
    let mut buffer = Buffer::new((side, side), cells);
    let mut band = dataset.rasterband(1).unwrap();
    band.write((0, 0), (side, side), &mut buffer).unwrap();
    dataset.flush_cache().unwrap();
}

/// A chessboard of `across`² zones whose borders cut through cells.
fn chessboard(raster: &Raster, across: u32) -> Zones {
    let extent = raster.grid.extent();
    let step = |index: u32| f64::from(index) / f64::from(across) * 0.999 + 0.0005;
    let at = |col: u32, row: u32| {
        geo::coord! { x: extent.min().x + step(col) * extent.width(), y: extent.min().y + step(row) * extent.height() }
    };
    let zone = |index: u32| {
        let (col, row) = (index % across, index / across);
        let polygon = Rect::new(at(col, row), at(col + 1, row + 1)).to_polygon();
        Zone {
            id: ZoneId::from(index.to_string()),
            name: String::new(),
            attributes: Vec::new(),
            polygons: polygon.into(),
        }
    };
    Zones {
        zones: (0..across * across).map(zone).collect(),
        crs: raster.grid.crs.clone(),
        warnings: Vec::new(),
    }
}

fn bench<T: GdalType + Copy + From<u8>>(
    bencher: Bencher<'_, '_>,
    side: usize,
    patch: u32,
    zones_across: u32,
    crs: &str,
) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("codes.tif");
    write::<T>(&path, side, patch, crs);
    let raster = Raster::open(&path, &RasterOptions::default()).unwrap();
    let zones = chessboard(&raster, zones_across);
    let (overlay, _) = zones.over(&raster.grid, OverlayOptions::default()).unwrap();
    let legend = Legend::find("cnlucc").unwrap();
    bencher
        .counter(ItemsCount::new(side * side))
        .bench_local(|| {
            overlay
                .tally(&TallyRequest::new(&[("", black_box(&raster))], &legend))
                .unwrap()
        });
}

#[divan::bench(args = [1, 4, 16, 64, 1_000_000], sample_count = 20)]
fn patch(bencher: Bencher<'_, '_>, cells: u32) {
    bench::<u8>(bencher, 4096, cells, 4, EQUAL_AREA);
}

#[divan::bench(args = [1, 10, 54], sample_count = 20)]
fn zones_across(bencher: Bencher<'_, '_>, zones: u32) {
    bench::<u8>(bencher, 4096, 16, zones, EQUAL_AREA);
}

#[divan::bench(args = [512, 1024, 2048, 4096, 8192], sample_count = 20)]
fn side(bencher: Bencher<'_, '_>, cells: usize) {
    bench::<u8>(bencher, cells, 16, 4, EQUAL_AREA);
}

#[divan::bench(types = [u8, u16, i16, i32, f32], sample_count = 20)]
fn code_type<T: GdalType + Copy + From<u8>>(bencher: Bencher<'_, '_>) {
    bench::<T>(bencher, 4096, 16, 4, EQUAL_AREA);
}

#[divan::bench(args = [EQUAL_AREA, GEOGRAPHIC, UTM], sample_count = 20)]
fn plane(bencher: Bencher<'_, '_>, crs: &str) {
    bench::<u8>(bencher, 4096, 16, 10, crs);
}
