//! What a tally decodes, band by band.

use crate::support::*;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{Raster, RasterOptions};
use landuse_ingest::tally::Load;
use tempfile::TempDir;

/// The loads of a raster of 200 by 200 cells of two bytes, stored as `options` say, under a zone of these columns and rows.
fn loads(options: &'static [&'static str], cols: [f64; 2], rows: [f64; 2]) -> Vec<(u32, u32, u64)> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.tif");
    let spec = RasterSpec {
        size: (200, 200),
        nodata: Some(0.0),
        options,
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &stripes::<u16>(200, 200));
    let raster = Raster::open(&path, &RasterOptions::default()).unwrap();
    let [west, north] = [FRAME[0] + 100.0 * cols[0], FRAME[3] - 100.0 * rows[1]];
    let [width, height] = [cols, rows].map(|[from, to]| 100.0 * (to - from));
    let zones = zones(
        UTM_50N,
        vec![zone("a", rectangle(west, north, width, height))],
    );
    let (overlay, _) = zones.over(&raster.grid, OverlayOptions::default()).unwrap();
    let loads = overlay.loads(&raster).unwrap();
    loads
        .into_iter()
        .map(|Load { rows, bytes }| (rows.start, rows.end, bytes))
        .collect()
}

const TILES: &[&str] = &["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"];

#[test]
fn the_blocks_that_zones_touch_are_counted() {
    // Columns 20 to 40 touch the second and third column of blocks, rows 70 to 120.5 the block rows 4 to 7: one band of 64 rows.
    assert_eq!(
        loads(TILES, [20.0, 40.0], [70.0, 120.5]),
        [(64, 128, 2 * 4 * 16 * 16 * 2)]
    );
    // Rows 60 to 130 touch the block row 3, the rows 4 to 7, and the row 8.
    let block = 2 * 16 * 16 * 2;
    assert_eq!(
        loads(TILES, [20.0, 40.0], [60.0, 130.0]),
        [(0, 64, block), (64, 128, 4 * block), (128, 192, block)]
    );
}

#[test]
fn the_last_band_ends_with_the_raster() {
    let block = 16 * 16 * 2;
    assert_eq!(
        loads(TILES, [0.0, 1.0], [199.0, 200.0]),
        [(192, 200, block)]
    );
}

#[test]
fn strips_count_whole() {
    assert_eq!(
        loads(&["BLOCKYSIZE=10"], [50.0, 51.0], [15.0, 25.0]),
        [(0, 60, 2 * 10 * 200 * 2)]
    );
}

#[test]
fn a_raster_of_one_strip_is_one_load() {
    assert_eq!(
        loads(
            &["COMPRESS=DEFLATE", "BLOCKYSIZE=200"],
            [0.0, 1.0],
            [150.0, 151.0]
        )
        .len(),
        1
    );
}
