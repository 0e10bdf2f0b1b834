//! GDAL's reading of the Arc/Info binary grids that the test helper writes is the proof of the helper.

use crate::support::aig::{AigGrid, NODATA_I32, write_aig};
use gdal::Dataset;
use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
use std::path::Path;

const WIDTH: usize = 300; // two tiles across
const HEIGHT: usize = 37; // ten tiles down
const NODATA: i32 = -9999;
/// 115.9 E, 28.7 N in the CAS projection by Snyder's formulas (Map Projections: A Working Manual, 1987, page 101).
const NANCHANG: (f64, f64) = (1_053_020.536, 3_083_903.327);
const CAS_ALBERS: &str = include_str!("../../../../fixtures/aig/krasovsky-albers.prj.adf");

/// Rows of every kind of tile: constant, all nodata, literal, with holes, with runs longer than 127.
fn cells(code: impl Fn(usize, usize) -> i32) -> Vec<i32> {
    (0..WIDTH * HEIGHT)
        .map(|i| match (i / WIDTH, i % WIDTH) {
            (0..4, _) => code(0, 0),
            (4..8, _) => NODATA,
            (8..12, _) => code(i / WIDTH, i % WIDTH),
            (row, column) if (row * 31 + column * 17) % 7 == 0 || (20..180).contains(&column) => {
                [code(row, column), NODATA][(row % 3).min(1)]
            }
            (row, column) => code(row, column),
        })
        .collect()
}

fn write(dir: &Path, values: &[i32], prj: Option<&str>) {
    let grid = AigGrid {
        left: 1_000_500.0,
        top: 3_200_250.0,
        cell_size: 1000.0,
        width: WIDTH,
        height: HEIGHT,
        values,
        nodata: Some(NODATA),
        prj,
    };
    write_aig(dir, &grid).unwrap();
}

/// Writes the values, reads them by GDAL and compares every cell, the geotransform and nodata.
fn round_trip(values: &[i32], nodata_read: i32) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("lucc2010");
    write(&dir, values, None);
    let dataset = Dataset::open(&dir).unwrap();
    assert_eq!(dataset.driver().short_name(), "AIG");
    assert_eq!(dataset.raster_size(), (WIDTH, HEIGHT));
    assert_eq!(
        dataset.geo_transform().unwrap(),
        [1_000_500.0, 1000.0, 0.0, 3_200_250.0, 0.0, -1000.0]
    );
    let band = dataset.rasterband(1).unwrap();
    assert_eq!(band.no_data_value(), Some(f64::from(nodata_read)));
    let read = band
        .read_as::<i32>((0, 0), (WIDTH, HEIGHT), (WIDTH, HEIGHT), None)
        .unwrap();
    for (i, (&wrote, &found)) in values.iter().zip(read.data()).enumerate() {
        let expected = if wrote == NODATA { nodata_read } else { wrote };
        assert_eq!(found, expected, "row {}, column {}", i / WIDTH, i % WIDTH);
    }
}

#[test]
fn land_use_codes_round_trip_as_bytes() {
    const CODES: [i32; 12] = [11, 12, 21, 22, 31, 41, 43, 51, 52, 61, 67, 99];
    let values = cells(|row, column| CODES[(row * 7 + column * 5) % CODES.len()]);
    assert!(values.contains(&NODATA));
    round_trip(&values, 255);
}

#[test]
fn sixteen_bit_codes_round_trip() {
    round_trip(
        &cells(|row, column| row as i32 * 700 - column as i32 * 40),
        -32768,
    );
}

#[test]
fn thirty_two_bit_codes_round_trip() {
    round_trip(
        &cells(|row, column| row as i32 * 50_000_000 - column as i32 * 6_000_000),
        NODATA_I32,
    );
}

#[test]
fn grids_of_one_cell_and_of_whole_tiles_round_trip() {
    let home = tempfile::tempdir().unwrap();
    for (name, width, height) in [("one", 1, 1), ("tile", 256, 4), ("over", 257, 5)] {
        let values: Vec<i32> = (0..width * height).map(|i| 11 + i as i32 % 57).collect();
        let dir = home.path().join(name);
        let grid = AigGrid {
            left: 113.0,
            top: 31.0,
            cell_size: 0.05,
            width,
            height,
            values: &values,
            nodata: None,
            prj: None,
        };
        write_aig(&dir, &grid).unwrap();
        let dataset = Dataset::open(dir.join("hdr.adf")).unwrap();
        assert_eq!(dataset.raster_size(), (width, height));
        let band = dataset.rasterband(1).unwrap();
        let read = band
            .read_as::<i32>((0, 0), (width, height), (width, height), None)
            .unwrap();
        assert_eq!(read.data(), values);
    }
}

/// GDAL makes CAS's projection of the keywords in `prj.adf`, on a datum without a name.
#[test]
fn the_cas_projection_is_understood() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("lucc2010");
    write(&dir, &cells(|_, _| 11), Some(CAS_ALBERS));
    let found = Dataset::open(&dir).unwrap().spatial_ref().unwrap();
    assert!((found.semi_major().unwrap() - 6_378_245.0).abs() < 1e-6);
    assert!((found.semi_minor().unwrap() - 6_378_245.0 * (1.0 - 1.0 / 298.3)).abs() < 1e-6);
    let cas = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=krass";
    let expected = SpatialRef::from_proj4(cas).unwrap();
    let ((x, y), (expected_x, expected_y)) = (nanchang(&found), nanchang(&expected));
    assert!((x - expected_x).abs() < 1e-6 && (y - expected_y).abs() < 1e-6);
    assert!((x - NANCHANG.0).abs() < 1e-3 && (y - NANCHANG.1).abs() < 1e-3);
}

/// 115.9 E, 28.7 N on the ellipsoid of `projected`, in its plane.
fn nanchang(projected: &SpatialRef) -> (f64, f64) {
    let mut geographic = projected.geog_cs().unwrap();
    geographic.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    let (mut x, mut y) = ([115.9], [28.7]);
    CoordTransform::new(&geographic, projected)
        .unwrap()
        .transform_coords(&mut x, &mut y, &mut [])
        .unwrap();
    (x[0], y[0])
}
