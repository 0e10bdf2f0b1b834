//! True areas over the prefectures of Jiangxi, held against the geodesic areas of their polygons (Karney 2013).
//!
//! The worst relative differences of a prefecture, as measured:
//!
//! | grid | from geodesics | from straight lines of longitude and latitude |
//! |---|---:|---:|
//! | 0.05° | 5.4e-7 | 5.8e-7 |
//! | 0.01° | 2.0e-7 | 1.6e-8 |
//! | 0.0025° | 2.0e-7 | 5.2e-10 |
//! | UTM 50N, 1 km | 2.0e-7 | |
//! | Web Mercator, 1 km | 2.0e-7 | |
//! | Mollweide, sinusoidal and azimuthal on a sphere, 1 km | 2.0e-7 | |
//!
//! The edges of a polygon in degrees are straight lines of longitude and latitude; that they are no geodesics is what remains of the
//! difference on fine grids. On coarse ones a border cell's share counts as if its area were spread evenly over its latitudes.

use crate::support::*;
use geo::{GeodesicArea, MapCoords, MultiPolygon, coord};
use landuse_ingest::crs::Ellipsoid;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::Raster;
use landuse_ingest::zones::Zones;

/// Hectares that geodesics between the vertices enclose.
fn geodesic(polygons: &MultiPolygon<f64>) -> f64 {
    polygons.geodesic_area_unsigned() / 10_000.0
}

/// A raster of forest all over.
fn forest(
    definition: &str,
    size: (usize, usize),
    transform: [f64; 6],
) -> (tempfile::TempDir, Raster) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("forest.tif");
    let spec = RasterSpec {
        size,
        transform: Some(transform),
        crs: Some(definition),
        options: &["TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1"],
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &vec![21_u8; size.0 * size.1]);
    let raster = open(&path);
    (dir, raster)
}

/// The largest relative difference of any zone's rows from its geodesic area.
fn worst(raster: &Raster, zones: &Zones) -> f64 {
    worst_against(raster, zones, geodesic)
}

fn worst_against(raster: &Raster, zones: &Zones, area: impl Fn(&MultiPolygon<f64>) -> f64) -> f64 {
    let ledger = tally(raster, zones, OverlayOptions::default()).unwrap();
    assert!(ledger.worst_closure() < 1e-9, "{}", ledger.worst_closure());
    let differences = ledger
        .zones
        .iter()
        .zip(&zones.zones)
        .map(|(zone, of_zone)| {
            let total = sum(zone);
            assert!((total / zone.area.0 - 1.0).abs() < 1e-12);
            (total / area(&of_zone.polygons) - 1.0).abs()
        });
    differences.fold(0.0, f64::max)
}

/// Hectares that straight lines of longitude and latitude between the vertices enclose.
fn of_straight_lines(polygons: &MultiPolygon<f64>) -> f64 {
    let radians = polygons.map_coords(|c| coord! { x: c.x.to_radians(), y: c.y.to_radians() });
    Ellipsoid::WGS84.area(&radians) / 10_000.0
}

/// A grid of degrees over 113–119° E, 24–31° N.
fn degrees(step: f64) -> (tempfile::TempDir, Raster) {
    let cells = |span: f64| (span / step).round() as usize;
    forest(
        "EPSG:4326",
        (cells(6.0), cells(7.0)),
        [113.0, step, 0.0, 31.0, 0.0, -step],
    )
}

#[track_caller]
fn assert_within(what: &str, found: f64, limit: f64) {
    assert!(found <= limit, "{what}: off by {found:.2e}");
}

#[test]
fn cells_of_a_twentieth_of_a_degree() {
    assert_within("0.05°", worst(&degrees(0.05).1, &prefectures()), 1e-6);
}

#[test]
fn cells_of_a_hundredth_of_a_degree() {
    assert_within("0.01°", worst(&degrees(0.01).1, &prefectures()), 1e-6);
}

#[test]
fn cells_of_nine_arc_seconds() {
    assert_within("0.0025°", worst(&degrees(0.0025).1, &prefectures()), 1e-6);
}

#[test]
fn against_straight_lines_finer_cells_come_ever_closer() {
    for (step, limit) in [(0.05, 1e-6), (0.01, 1e-7), (0.0025, 1e-8)] {
        let found = worst_against(&degrees(step).1, &prefectures(), of_straight_lines);
        assert_within(&format!("{step}° against straight lines"), found, limit);
    }
}

#[test]
fn cells_of_a_kilometre_in_utm() {
    let transform = [80_000.0, 1000.0, 0.0, 3_440_000.0, 0.0, -1000.0];
    let (_dir, raster) = forest(UTM_50N, (640, 800), transform);
    assert_within("UTM 50N, 1 km", worst(&raster, &prefectures()), 1e-6);
}

#[test]
fn cells_of_a_kilometre_in_web_mercator() {
    let transform = [12_570_000.0, 1000.0, 0.0, 3_640_000.0, 0.0, -1000.0];
    let (_dir, raster) = forest("EPSG:3857", (690, 890), transform);
    assert_within("Web Mercator, 1 km", worst(&raster, &prefectures()), 1e-6);
}

/// PROJ computes Mollweide on a sphere, also on the datum of WGS 84; MODIS has a sphere for a datum. Areas on the sphere are off by up
/// to 0.7 %.
#[test]
fn cells_of_a_kilometre_on_a_sphere() {
    let cases = [
        ("ESRI:54009", (950, 800), [1.03e7, 3.75e6]),
        ("+proj=sinu +R=6371007.181", (1150, 700), [1.088e7, 3.4e6]),
        (
            "+proj=laea +lat_0=27 +lon_0=116 +R=6370997",
            (640, 800),
            [-3.2e5, 4.0e5],
        ),
    ];
    for (definition, size, [x, y]) in cases {
        let (_dir, raster) = forest(definition, size, [x, 1000.0, 0.0, y, 0.0, -1000.0]);
        assert_within(definition, worst(&raster, &prefectures()), 1e-6);
    }
}

/// Between a zone near the equator and one far in the north-west of it, cells of the window are no places of the Earth.
#[test]
fn cells_beside_the_rim_of_the_earth() {
    let transform = [8.0e6, 5000.0, 0.0, 8.5e6, 0.0, -5000.0];
    let (_dir, raster) = forest("ESRI:54009", (1900, 1700), transform);
    let two = zones(
        "EPSG:4326",
        vec![
            zone("tropic", rectangle(169.0, 4.0, 2.0, 2.0)),
            zone("arctic", rectangle(100.0, 69.0, 4.0, 2.0)),
        ],
    );
    assert_within(
        "Mollweide at the rim",
        worst_against(&raster, &two, of_straight_lines),
        1e-6,
    );
}

/// UTM 1S over Fiji, where longitudes begin anew in the midst of the raster.
#[test]
fn cells_of_a_kilometre_on_both_sides_of_the_antimeridian() {
    let (_dir, raster) = forest(
        "EPSG:32701",
        (360, 270),
        [0.0, 1000.0, 0.0, 8.25e6, 0.0, -1000.0],
    );
    let two = zones(
        "EPSG:4326",
        vec![
            zone("west", rectangle(179.2, -18.0, 0.8, 2.0)),
            zone("east", rectangle(-180.0, -18.0, 0.8, 2.0)),
        ],
    );
    assert_within(
        "UTM 1S, 1 km",
        worst_against(&raster, &two, of_straight_lines),
        1e-6,
    );
}

#[test]
fn what_hangs_over_the_edge_is_measured_as_truly() {
    // The raster ends in the midst of the province, in both directions.
    let cases = [
        (
            "EPSG:4326",
            (150, 160),
            [115.0, 0.01, 0.0, 28.6, 0.0, -0.01],
        ),
        (
            UTM_50N,
            (150, 160),
            [300_000.0, 1000.0, 0.0, 3_170_000.0, 0.0, -1000.0],
        ),
        (
            "EPSG:3857",
            (150, 160),
            [12_802_000.0, 1000.0, 0.0, 3_325_000.0, 0.0, -1000.0],
        ),
    ];
    for (definition, size, transform) in cases {
        let (_dir, raster) = forest(definition, size, transform);
        let ledger = tally(&raster, &prefectures(), OverlayOptions::default()).unwrap();
        let cut = (0..ledger.zones.len())
            .filter(|&zone| hectares(&ledger, zone, "outside") > 0.0 && inside(&ledger, zone) > 0.0)
            .count();
        assert!(cut >= 5, "{cut} zones are cut");
        let name = format!("{definition}, cut by the edge");
        assert_within(&name, worst(&raster, &prefectures()), 1e-6);
    }
}
