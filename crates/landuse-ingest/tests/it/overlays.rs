//! Zones over a grid: far away, across the antimeridian, very many, very large, and rasters that are on another grid.

use std::time::{Duration, Instant};

use crate::support::TallyOne;
use crate::support::*;
use geo::{Polygon, coord, polygon};
use landuse_ingest::cell_area::AreaRule;
use landuse_ingest::crs::Ellipsoid;
use landuse_ingest::overlay::{OverlayError, OverlayOptions};
use landuse_ingest::raster::RasterProblem;
use landuse_ingest::zones::Zones;

#[test]
fn zones_that_all_lie_outside_raise_doubts_about_the_crs() {
    let far = zones(UTM_50N, vec![zone("a", rectangle(0.0, 0.0, 100.0, 100.0))]);
    let error = far.over(&frame().grid, planar()).unwrap_err().advice();
    assert_says(
        &error,
        &[
            "all zones lie outside",
            "x 500000",
            "--zones-crs",
            "--raster-crs",
        ],
    );
    assert!(!error.contains("swapped"));
}

#[test]
fn swapped_axes_are_told() {
    for name in ["swapped-axes", "swapped-axes-wgs84"] {
        let zones = edge(name, |_| {}).unwrap();
        let error = zones
            .over(&frame().grid, OverlayOptions::default())
            .unwrap_err();
        assert!(
            matches!(error, OverlayError::AxesSwapped { .. }),
            "{name}: {error}"
        );
        assert_says(&error.to_string(), &["swapped they lie inside", "axisswap"]);
    }
}

#[test]
fn a_zone_across_the_antimeridian_is_to_be_cut() {
    let both = edge("antimeridian", |_| {}).unwrap();
    let error = both
        .over(&frame().grid, OverlayOptions::default())
        .unwrap_err()
        .to_string();
    assert_says(
        &error,
        &["zone crossing", "180th meridian", "ogr2ogr -wrapdateline"],
    );
    let cut = Zones {
        zones: both
            .zones
            .into_iter()
            .filter(|z| z.id.as_str() == "cut")
            .collect(),
        ..both
    };
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("globe.tif");
    let spec = RasterSpec {
        size: (360, 180),
        transform: Some([-180.0, 1.0, 0.0, 90.0, 0.0, -1.0]),
        crs: Some("EPSG:4326"),
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &vec![11_u8; 360 * 180]);
    let ledger = tally(&open(&path), &cut, OverlayOptions::default()).unwrap();
    assert!((ledger.zones[0].area.0 / 2_350_689.886_717 - 1.0).abs() < 1e-9);
    assert!((hectares(&ledger, 0, "cultivated") / 2_350_689.886_717 - 1.0).abs() < 1e-9);
}

#[test]
fn vertices_and_edges_on_grid_lines_are_exact() {
    let cell = rectangle(500_300.0, 3_000_400.0, 100.0, 100.0);
    let corner = polygon![(x: 500_400.0, y: 3_000_500.0), (x: 500_600.0, y: 3_000_500.0), (x: 500_400.0, y: 3_000_700.0)];
    let tiny = rectangle(500_310.0, 3_000_410.0, 20.0, 10.0);
    let all = zones(
        UTM_50N,
        vec![
            zone("cell", cell),
            zone("corner", corner),
            zone("tiny", tiny),
        ],
    );
    let ledger = tally(&frame(), &all, planar()).unwrap();
    assert_eq!(hectares(&ledger, 0, "construction"), 1.0);
    assert_eq!(sum(&ledger.zones[0]), 1.0);
    assert_eq!(hectares(&ledger, 1, "cultivated"), 1.5);
    assert_eq!(hectares(&ledger, 1, "forest"), 0.5);
    assert!((hectares(&ledger, 2, "construction") - 0.02).abs() < 1e-12);
}

#[test]
fn there_may_be_more_zones_than_65_535() {
    const ACROSS: u32 = 265; // 70,225 zones over the frame, each 7.5 m wide
    let side = 2000.0 / f64::from(ACROSS);
    let squares = (0..ACROSS * ACROSS).map(|i| {
        let (x, y) = (f64::from(i % ACROSS) * side, f64::from(i / ACROSS) * side);
        zone(
            &i.to_string(),
            rectangle(500_000.0 + x, 3_000_000.0 + y, side, side),
        )
    });
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("squares.fgb");
    write_zones(&path, "FlatGeobuf", &zones(UTM_50N, squares.collect()));
    let zones = read(&path);
    let ledger = tally(&frame(), &zones, planar()).unwrap();
    assert_eq!(ledger.zones.len(), (ACROSS * ACROSS) as usize);
    let each = 400.0 / f64::from(ACROSS * ACROSS);
    assert!(
        ledger
            .zones
            .iter()
            .all(|z| (sum(z) / each - 1.0).abs() < 1e-6)
    );
    let total: f64 = ledger.zones.iter().map(sum).sum();
    assert!((total - 400.0).abs() < 1e-6, "{total} ha");
}

#[test]
fn a_ring_of_two_million_vertices_takes_seconds() {
    const VERTICES: u32 = 2_000_000;
    let ring = (0..=VERTICES).map(|i| {
        let turn = f64::from(i % VERTICES) / f64::from(VERTICES) * std::f64::consts::TAU;
        let radius = 800.0 + 50.0 * (turn * 1000.0).sin();
        coord! { x: 501_000.0 + radius * turn.cos(), y: 3_001_000.0 + radius * turn.sin() }
    });
    let coast = zones(
        UTM_50N,
        vec![zone("coast", Polygon::new(ring.collect(), vec![]))],
    );
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("coast.fgb");
    write_zones(&path, "FlatGeobuf", &coast);
    let start = Instant::now();
    let zones = read(&path);
    let ledger = tally(&frame(), &zones, planar()).unwrap();
    let taken = start.elapsed();
    assert_eq!(zones.zones[0].polygons, coast.zones[0].polygons);
    // The mean of radius² is 800² + 50² / 2.
    let expected = std::f64::consts::PI * (800.0 * 800.0 + 50.0 * 50.0 / 2.0) / 10_000.0;
    let found = sum(&ledger.zones[0]);
    assert!((found / expected - 1.0).abs() < 1e-5, "{found} ha");
    assert!(taken < Duration::from_secs(5), "{taken:?}");
}

#[test]
fn a_raster_on_another_grid_than_the_overlay_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (overlay, _) = square().over(&frame().grid, planar()).unwrap();
    let shifted = |dx: f64| [FRAME[0] + dx, FRAME[1], 0.0, FRAME[3], 0.0, FRAME[5]];
    let cases = [
        ("another origin", (20, 20), shifted(50.0), UTM_50N),
        ("another extent", (20, 20), shifted(100.0), UTM_50N),
        ("another extent", (21, 20), shifted(0.0), UTM_50N),
        (
            "another cell size",
            (20, 20),
            [FRAME[0], 50.0, 0.0, FRAME[3], 0.0, -50.0],
            UTM_50N,
        ),
        (
            "another coordinate reference system",
            (20, 20),
            FRAME,
            "EPSG:32649",
        ),
    ];
    for (words, size, transform, definition) in cases {
        let path = dir.path().join("other.tif");
        write_stripes(&path, size, transform, definition);
        let error = overlay
            .tally_one(&open(&path), "other", &legend("cnlucc"), false)
            .unwrap_err();
        assert!(matches!(error.problem, RasterProblem::OtherGrid { .. }));
        let origin = format!("origin {}, 3002000", transform[0]);
        assert_says(
            &error.to_string(),
            &[
                words,
                &origin,
                "origin 500000, 3002000",
                "gdalwarp",
                "nothing is resampled",
            ],
        );
    }
}

#[test]
fn planar_areas_of_degrees_are_impossible() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("degrees.tif");
    let spec = RasterSpec {
        transform: Some([117.0, 0.001, 0.0, 27.2, 0.0, -0.001]),
        crs: Some("EPSG:4326"),
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &stripes::<u8>(20, 20));
    let grid = open(&path).grid;
    let options = OverlayOptions {
        area: AreaRule::Planar,
        ..OverlayOptions::default()
    };
    let degrees = zones(
        "EPSG:4326",
        vec![zone("a", rectangle(117.0, 27.19, 0.01, 0.01))],
    );
    assert_says(
        &degrees.over(&grid, options).unwrap_err().advice(),
        &["no planar areas", "--area planar"],
    );
}

/// Beside a raster of 20 × 20 cells of a centimetre, a zone over a third of the globe has 2,800,000,000 cells' lengths of border.
#[test]
fn the_border_of_a_zone_far_beyond_a_fine_raster_is_not_cut_by_its_cells() {
    let raster = made((20, 20), [117.0, 1e-7, 0.0, 27.0, 0.0, -1e-7], "EPSG:4326");
    let wide = zones(
        "EPSG:4326",
        vec![zone("a", rectangle(57.0, 17.0, 120.0, 20.0))],
    );
    let ledger = tally(&open(&raster.path), &wide, OverlayOptions::default()).unwrap();
    let band = Ellipsoid::WGS84.band_area_per_radian(17_f64.to_radians(), 37_f64.to_radians());
    let expected = band * 120_f64.to_radians() / 10_000.0;
    let outside = hectares(&ledger, 0, "outside");
    assert!(
        (outside / expected - 1.0).abs() < 1e-9,
        "{outside} ha, not {expected}"
    );
}

#[test]
fn a_zone_beyond_the_earth_is_not_brought_to_another_crs() {
    let far = geo::Polygon::new(
        vec![
            (1.3e7, 3e6),
            (9e11, 3e6),
            (9e11, 3_000_900.0),
            (-9e11, 3.1e6),
        ]
        .into(),
        vec![],
    );
    let zones = zones("EPSG:3857", vec![zone("a", far)]);
    let error = zones
        .over(&frame().grid, OverlayOptions::default())
        .unwrap_err();
    assert!(matches!(error, OverlayError::TooFarOff { .. }), "{error}");
    assert_says(&error.advice(), &["zone a", "9e11", "a digit too many"]);
}

#[test]
fn a_zone_that_is_cut_without_end_is_refused_soon() {
    let began = std::time::Instant::now();
    let vast = geo::Polygon::new(
        vec![
            (1.3e7, 3e6),
            (1.49e8, 3e6),
            (1.49e8, 3_000_900.0),
            (-1.49e8, 3.1e6),
        ]
        .into(),
        vec![],
    );
    let error = zones("EPSG:3857", vec![zone("a", vast)])
        .over(&frame().grid, OverlayOptions::default())
        .unwrap_err();
    assert_says(
        &error.advice(),
        &[
            "zone a",
            "into more than a million pieces",
            "check --zones-crs",
        ],
    );
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

/// The part outside the raster had no area, which was printed as NaN.
#[test]
fn a_zone_that_hangs_over_the_raster_and_off_the_earth_is_refused() {
    let far = rectangle(500_100.0, 3_000_100.0, 1.49e8, 500.0);
    let error = zones(UTM_50N, vec![zone("a", far)])
        .over(&frame().grid, OverlayOptions::default())
        .unwrap_err();
    assert_says(&error.to_string(), &["outside the area of the projection"]);
}
