//! A cloud-optimised GeoTIFF of noise in blocks of 256 × 256 cells, and zones that touch some of the blocks.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use gdal::raster::{Buffer, RasterCreationOptions};
use gdal::spatial_ref::SpatialRef;
use gdal::{Dataset, DriverManager, Metadata};
use tempfile::TempDir;
use testkit::program::{self, landcarbon, stderr};

pub const BLOCK: usize = 256;
const BLOCKS: usize = 20;
const SIDE: usize = BLOCK * BLOCKS;
const CELL: f64 = 10.0;
const WEST: f64 = 500_000.0;
const NORTH: f64 = 3_100_000.0;

/// Columns and rows of blocks.
type Blocks = (Range<usize>, Range<usize>);

/// What zone `a` covers of each of these blocks is more than nothing; that of the others is nothing.
const A: [Blocks; 1] = [(2..8, 3..7)];
/// Zone `b` is of two parts, one wide, one a column.
const B: [Blocks; 2] = [(9..19, 8..9), (9..10, 9..15)];

/// A folder with the zones, the raster and what the raster of that name holds.
static LAND: LazyLock<(TempDir, Vec<u8>)> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let tif = folder.path().join("land.tif");
    make(&tif);
    fs::write(folder.path().join("zones.geojson"), zones()).unwrap();
    let bytes = fs::read(tif).unwrap();
    (folder, bytes)
});

/// The raster's bytes.
pub fn bytes() -> Vec<u8> {
    LAND.1.clone()
}

/// The raster's file.
pub fn file() -> PathBuf {
    LAND.0.path().join("land.tif")
}

/// Bytes of the blocks that zones touch, as the TIFF says.
pub fn touched() -> usize {
    let dataset = Dataset::open(file()).unwrap();
    let band = dataset.rasterband(1).unwrap();
    let blocks = A.into_iter().chain(B);
    let blocks = blocks
        .flat_map(|(cols, rows)| rows.flat_map(move |row| cols.clone().map(move |col| (col, row))));
    blocks
        .map(|(col, row)| {
            let size = band.metadata_item(&format!("BLOCK_SIZE_{col}_{row}"), "TIFF");
            size.unwrap().parse::<usize>().unwrap()
        })
        .sum()
}

fn make(path: &Path) {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let codes = [11_u8, 21, 31, 42, 51, 61];
    let cells = (0..SIDE * SIDE)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            codes[(state % 6) as usize]
        })
        .collect();
    let plain = tempfile::NamedTempFile::new().unwrap();
    let driver = DriverManager::get_driver_by_name("GTiff").unwrap();
    let mut dataset = driver
        .create_with_band_type::<u8, _>(plain.path(), SIDE, SIDE, 1)
        .unwrap();
    dataset
        .set_geo_transform(&[WEST, CELL, 0.0, NORTH, 0.0, -CELL])
        .unwrap();
    dataset
        .set_spatial_ref(&SpatialRef::from_epsg(32650).unwrap())
        .unwrap();
    let mut band = dataset.rasterband(1).unwrap();
    band.set_no_data_value(Some(0.0)).unwrap();
    band.write((0, 0), (SIDE, SIDE), &mut Buffer::new((SIDE, SIDE), cells))
        .unwrap();
    let options = [
        "COMPRESS=DEFLATE",
        "LEVEL=1",
        "BLOCKSIZE=256",
        "OVERVIEWS=NONE",
    ];
    let options: RasterCreationOptions = options.into_iter().collect();
    let cog = DriverManager::get_driver_by_name("COG").unwrap();
    dataset
        .create_copy(&cog, path, &options)
        .unwrap()
        .close()
        .unwrap();
}

/// The zones, which begin and end 30 m inside of the outermost of their blocks.
fn zones() -> String {
    let ring = |corners: &[(usize, f64, usize, f64)]| {
        let place = |&(col, east, row, south): &(usize, f64, usize, f64)| {
            let side = BLOCK as f64 * CELL;
            let (x, y) = (
                WEST + col as f64 * side + east,
                NORTH - row as f64 * side - south,
            );
            format!("[{x},{y}]")
        };
        let mut ring: Vec<_> = corners.iter().map(place).collect();
        ring.push(ring[0].clone());
        format!("[[{}]]", ring.join(","))
    };
    let [(cols, rows)] = A;
    let a = ring(&[
        (cols.start, 30.0, rows.start, 30.0),
        (cols.start, 30.0, rows.end, -30.0),
        (cols.end, -30.0, rows.end, -30.0),
        (cols.end, -30.0, rows.start, 30.0),
    ]);
    let [(wide, above), (narrow, below)] = B;
    let b = ring(&[
        (wide.start, 30.0, above.start, 30.0),
        (wide.start, 30.0, below.end, -30.0),
        (narrow.end, -30.0, below.end, -30.0),
        (narrow.end, -30.0, above.end, -30.0),
        (wide.end, -30.0, above.end, -30.0),
        (wide.end, -30.0, above.start, 30.0),
    ]);
    let feature = |id: &str, ring: &str| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"{id}\",\"name\":\"{id}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":{ring}}}}}"
        )
    };
    format!(
        "{{\"type\":\"FeatureCollection\",\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"urn:ogc:def:crs:EPSG::32650\"}}}},\"features\":[{},{}]}}",
        feature("a", &a),
        feature("b", &b)
    )
}

/// The program in a folder of its own, without a proxy and with short pauses.
pub fn landcarbon_online(folder: &Path) -> Command {
    let mut command = landcarbon(folder);
    for name in [
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ] {
        command.env_remove(name);
    }
    command.env("GDAL_HTTP_RETRY_DELAY", "0.02");
    command
}

/// A tally of the zones over a raster, to standard output.
pub fn tally(raster: &str) -> Command {
    let mut command = landcarbon_online(LAND.0.path());
    command.args(["tally", "--zones", "zones.geojson", "--zone-id", "id"]);
    command.args(["--legend", "cnlucc", "--raster"]);
    command.arg(format!("2020={raster}"));
    command
}

/// What a tally of the file itself gives.
pub fn expected() -> String {
    stdout(&tally("land.tif").output().unwrap())
}

/// What a program that succeeds says.
pub fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", stderr(output));
    program::stdout(output)
}

/// The message of a program that refuses and writes nothing.
pub fn refusal(output: &Output) -> String {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(output.stdout.is_empty());
    said
}
