//! Odd and bad grids: turned, stretched, upside down, without a place, at the ends of the Earth.

use std::fs;
use std::path::Path;

use crate::support;
use crate::support::*;
use carbon_core::Hectares;
use geo::{AffineOps, AffineTransform, MapCoords, coord};
use landuse_ingest::ledger::Ledger;
use landuse_ingest::overlay::{OverlayError, OverlayOptions};
use landuse_ingest::zones::Zones;

fn ledger(path: &Path, zones: &Zones, options: OverlayOptions) -> Ledger {
    tally(&open(path), zones, options).unwrap()
}

#[track_caller]
fn assert_near(ours: &Ledger, theirs: &Ledger, tolerance: f64) {
    assert_eq!(ours.classes, theirs.classes);
    let all = |ledger: &Ledger| -> Vec<Hectares> {
        ledger
            .zones
            .iter()
            .flat_map(|z| z.hectares.clone())
            .collect()
    };
    for (a, b) in all(ours).iter().zip(all(theirs)) {
        assert!(
            (a.0 - b.0).abs() <= tolerance * sum(&theirs.zones[0]),
            "{} ha against {} ha",
            a.0,
            b.0
        );
    }
}

#[test]
fn rotated_and_sheared_grids_are_right() {
    let upright = made((20, 20), FRAME, UTM_50N);
    let expected = ledger(
        &upright.path,
        &zones(UTM_50N, vec![zone("a", oblique())]),
        planar(),
    );
    let origin = coord! { x: FRAME[0], y: FRAME[3] };
    let (sin, cos) = 30_f64.to_radians().sin_cos();
    for [a, b, d, e] in [
        [cos, -sin, sin, cos],
        [1.0, 0.4, 0.0, 1.0],
        [1.0, 0.3, -0.2, 0.94],
    ] {
        let turn = AffineTransform::new(a, b, 0.0, d, e, 0.0);
        // The columns step by the image of (100, 0), the rows by that of (0, -100).
        let transform = [
            origin.x,
            100.0 * a,
            -100.0 * b,
            origin.y,
            100.0 * d,
            -100.0 * e,
        ];
        let turned = oblique().map_coords(|c| origin + turn.apply(c - origin));
        let raster = made((20, 20), transform, UTM_50N);
        let mut ours = ledger(
            &raster.path,
            &zones(UTM_50N, vec![zone("a", turned)]),
            planar(),
        );
        let scale = a * e - b * d;
        ours.zones[0].hectares.iter_mut().for_each(|h| h.0 /= scale);
        assert_near(&ours, &expected, 1e-12);
    }
}

#[test]
fn a_rotated_grid_has_true_areas_too() {
    let inner =
        oblique().affine_transform(&AffineTransform::scale(0.3, 0.3, (500_900.0, 3_000_800.0)));
    let zone = zones(UTM_50N, vec![zone("a", inner)]);
    let upright = made((20, 20), FRAME, UTM_50N);
    let turned = made(
        (40, 40),
        [500_000.0, 70.0, 50.0, 3_000_800.0, 50.0, -70.0],
        UTM_50N,
    );
    let areas = [upright, turned]
        .map(|raster| inside(&ledger(&raster.path, &zone, OverlayOptions::default()), 0));
    assert!((areas[0] / areas[1] - 1.0).abs() < 1e-9, "{areas:?}");
}

#[test]
fn rows_may_run_north_and_cells_need_not_be_square() {
    let zone = zones(UTM_50N, vec![zone("a", oblique())]);
    let expected = ledger(&made((20, 20), FRAME, UTM_50N).path, &zone, planar());
    let south_up = [FRAME[0], 100.0, 0.0, 3_000_000.0, 0.0, 100.0];
    assert_near(
        &ledger(&made((20, 20), south_up, UTM_50N).path, &zone, planar()),
        &expected,
        1e-12,
    );
    let flat = [FRAME[0], 100.0, 0.0, FRAME[3], 0.0, -12.5];
    assert_near(
        &ledger(&made((20, 160), flat, UTM_50N).path, &zone, planar()),
        &expected,
        1e-12,
    );
}

#[test]
fn feet_and_kilometres_are_converted() {
    let zone = zones(UTM_50N, vec![zone("a", oblique())]);
    let expected = ledger(&made((20, 20), FRAME, UTM_50N).path, &zone, planar());
    for (unit, metres) in [("us-ft", 1200.0 / 3937.0), ("ft", 0.3048), ("km", 1000.0)] {
        let definition = format!("+proj=utm +zone=50 +datum=WGS84 +units={unit} +no_defs");
        let transform = FRAME.map(|t| t / metres);
        let scaled = oblique().map_coords(|c| c / metres);
        let raster = made((20, 20), transform, &definition);
        let ours = ledger(
            &raster.path,
            &zones(&definition, vec![support::zone("a", scaled)]),
            planar(),
        );
        assert_near(&ours, &expected, 1e-9);
        // And with the zone in metres.
        assert_near(&ledger(&raster.path, &zone, planar()), &expected, 1e-7);
    }
}

#[test]
fn a_raster_must_say_where_it_lies() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("nowhere.tif");
    let spec = RasterSpec {
        transform: None,
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &stripes::<u8>(20, 20));
    assert_says(
        &complaint(&path),
        &["nowhere.tif", "no geotransform", "gdal_translate -a_ullr"],
    );
    let points = dir.path().join("points.vrt");
    let text = r#"<VRTDataset rasterXSize="20" rasterYSize="20"><GCPList Projection="EPSG:32650">
        <GCP Id="1" Pixel="0" Line="0" X="500000" Y="3002000"/><GCP Id="2" Pixel="20" Line="0" X="502000" Y="3002000"/>
        <GCP Id="3" Pixel="0" Line="20" X="500000" Y="3000000"/></GCPList><VRTRasterBand dataType="Byte" band="1"/></VRTDataset>"#;
    fs::write(&points, text).unwrap();
    assert_says(&complaint(&points), &["control points", "gdalwarp"]);
}

#[test]
fn cells_at_the_poles_are_finite() {
    let globe = made((360, 180), [-180.0, 1.0, 0.0, 90.0, 0.0, -1.0], "EPSG:4326");
    let caps = zones(
        "EPSG:4326",
        vec![
            zone("north", rectangle(-180.0, 89.5, 360.0, 0.5)),
            zone("south", rectangle(-180.0, -90.0, 360.0, 0.5)),
            zone("earth", rectangle(-180.0, -90.0, 360.0, 180.0)),
        ],
    );
    let ledger = ledger(&globe.path, &caps, OverlayOptions::default());
    let [north, south, earth] = [0, 1, 2].map(|zone| sum(&ledger.zones[zone]));
    assert!(
        (north / south - 1.0).abs() < 1e-12 && north > 0.9e6,
        "{north} ha"
    );
    assert!(
        (earth / 51_006_562_172.408_84 - 1.0).abs() < 1e-12,
        "{earth} ha"
    );
}

#[test]
fn longitudes_counted_from_greenwich_eastwards_are_told() {
    let pacific = made((360, 180), [0.0, 1.0, 0.0, 90.0, 0.0, -1.0], "EPSG:4326");
    let fiji = zones(
        "EPSG:4326",
        vec![zone("a", rectangle(-180.0, -18.0, 1.0, 1.0))],
    );
    let error = fiji
        .over(&open(&pacific.path).grid, OverlayOptions::default())
        .unwrap_err();
    assert!(matches!(error, OverlayError::AllOutside { .. }));
    assert_says(
        &error.to_string(),
        &["x -180", "longitudes were counted alike", "360°"],
    );
}

#[test]
fn cells_off_the_earth_are_refused() {
    let robinson = made(
        (20, 20),
        [-3.0e7, 100_000.0, 0.0, 9.0e6, 0.0, -100_000.0],
        "+proj=robin +datum=WGS84",
    );
    let corner = rectangle(-2.95e7, 8.0e6, 1.0e6, 8.0e5);
    let over_the_rim = rectangle(-2.95e7, 7.5e6, 2.0e7, 4.0e5);
    for outline in [corner, over_the_rim] {
        let error = zones("+proj=robin +datum=WGS84", vec![zone("a", outline)])
            .over(&open(&robinson.path).grid, OverlayOptions::default())
            .unwrap_err();
        assert_says(
            &error.advice(),
            &["outside the area of the projection", "--area planar"],
        );
    }
}
