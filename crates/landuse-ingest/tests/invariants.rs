//! What must not change a ledger by one bit, and what its rows must add up to.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::path::{Path, PathBuf};

use common::*;
use geo::{Coord, LineString, MultiPolygon, Polygon, coord};
use landuse_ingest::ledger::Ledger;
use landuse_ingest::zones::{OverlayOptions, Zones};
use proptest::prelude::*;
use tempfile::TempDir;

const SIZE: (usize, usize) = (300, 260);
const CAS_ALBERS: &str =
    "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m +no_defs";
const GRID: [f64; 6] = [500_000.0, 100.0, 0.0, 3_026_000.0, 0.0, -100.0];

/// Patches of codes with some cells of nodata.
fn patches() -> Vec<u8> {
    let code = |col: usize, row: usize| match (col / 7 * 3 + row / 5 * 5) % 6 {
        0 => 255,
        other => [11, 21, 33, 43, 51][other - 1],
    };
    (0..SIZE.0 * SIZE.1)
        .map(|i| code(i % SIZE.0, i / SIZE.0))
        .collect()
}

fn write(dir: &TempDir, name: &str, options: &[&str], definition: &str) -> PathBuf {
    let path = dir.path().join(name);
    let spec = Spec {
        size: SIZE,
        transform: Some(GRID),
        crs: Some(definition),
        nodata: Some(255.0),
        options,
        ..Spec::default()
    };
    write_raster(&path, &spec, &patches());
    path
}

/// A star around a centre in cells, with this many rays.
fn star(col: f64, row: f64, radius: f64, rays: u32) -> Polygon {
    let vertex = |i: u32| {
        let turn = (f64::from(i) + 0.37) / f64::from(rays) * std::f64::consts::TAU;
        let length = radius * (0.35 + 0.65 * f64::from(i * i % 7) / 6.0);
        in_plane(col + length * turn.cos(), row + length * turn.sin())
    };
    Polygon::new((0..rays).map(vertex).collect(), vec![])
}

fn in_plane(col: f64, row: f64) -> Coord<f64> {
    coord! { x: GRID[0] + col * GRID[1], y: GRID[3] + row * GRID[5] }
}

/// Stars all over the raster, some beyond its edges and over one another.
fn stars(definition: &str) -> Zones {
    let all = (0..40_u32).map(|i| {
        let (col, row) = (f64::from(i * 53 % 300), f64::from(i * 97 % 260));
        zone(
            &i.to_string(),
            star(col + 0.123, row + 0.456, 4.0 + f64::from(i * 2), 5 + i),
        )
    });
    zones(definition, all.collect())
}

fn ledger(path: &Path, zones: &Zones) -> Ledger {
    tally(&open(path), zones, OverlayOptions::default()).unwrap()
}

/// CRSs of each way to measure areas in a plane.
const PLANES: [&str; 2] = [CAS_ALBERS, UTM_50N];

#[test]
fn rows_add_up_to_the_zones_area() {
    let dir = tempfile::tempdir().unwrap();
    let zones = stars(CAS_ALBERS);
    let ledger = ledger(&write(&dir, "albers.tif", &[], CAS_ALBERS), &zones);
    for (zone, of_zone) in ledger.zones.iter().zip(&zones.zones) {
        let area = geo::Area::unsigned_area(&of_zone.polygons) / 10_000.0;
        assert!(
            (sum(zone) / area - 1.0).abs() < 1e-9,
            "{}: {} of {area} ha",
            zone.zone,
            sum(zone)
        );
        assert!((zone.area.0 / area - 1.0).abs() < 1e-12);
    }
    assert!(ledger.worst_closure() < 1e-12, "{}", ledger.worst_closure());
}

#[test]
fn threads_do_not_matter() {
    let dir = tempfile::tempdir().unwrap();
    for definition in PLANES {
        let path = write(
            &dir,
            "tiles.tif",
            &["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"],
            definition,
        );
        let zones = stars(definition);
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            bits(&pool.install(|| ledger(&path, &zones)))
        };
        let one = with(1);
        for threads in [2, 7, 7, 7] {
            assert_eq!(with(threads), one, "{threads} threads, {definition}");
        }
    }
}

#[test]
fn blocks_do_not_matter() {
    let dir = tempfile::tempdir().unwrap();
    for definition in PLANES {
        let zones = stars(definition);
        let expected = bits(&ledger(
            &write(&dir, "default.tif", &[], definition),
            &zones,
        ));
        let layouts: [&[&str]; 5] = [
            &["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"],
            &[
                "TILED=YES",
                "BLOCKXSIZE=256",
                "BLOCKYSIZE=256",
                "COMPRESS=LZW",
            ],
            &[
                "TILED=YES",
                "BLOCKXSIZE=512",
                "BLOCKYSIZE=32",
                "COMPRESS=DEFLATE",
            ],
            &["BLOCKYSIZE=1"],
            &["BLOCKYSIZE=260", "COMPRESS=DEFLATE"],
        ];
        for options in layouts {
            let path = write(&dir, "other.tif", options, definition);
            assert_eq!(
                bits(&ledger(&path, &zones)),
                expected,
                "{options:?}, {definition}"
            );
        }
    }
}

#[test]
fn the_order_of_zones_does_not_matter() {
    let dir = tempfile::tempdir().unwrap();
    for definition in PLANES {
        let path = write(&dir, "default.tif", &[], definition);
        let zones = stars(definition);
        let expected = bits(&ledger(&path, &zones));
        let count = zones.zones.len();
        for step in [3, 7, 39] {
            let order: Vec<usize> = (0..count).map(|i| i * step % count).collect();
            let mut permuted = zones.clone();
            permuted.zones = order.iter().map(|&i| zones.zones[i].clone()).collect();
            let ours = bits(&ledger(&path, &permuted));
            for (place, &zone) in order.iter().enumerate() {
                assert_eq!(ours[place], expected[zone], "zone {zone}, {definition}");
            }
        }
    }
}

/// Both sides of a rectangle (in cells) that a broken line cuts from north to south.
fn halves(left: f64, right: f64, top: f64, bottom: f64, line: &[f64]) -> [MultiPolygon<f64>; 2] {
    let last = line.len() - 1;
    let step = (bottom - top) / last as f64;
    // Its end lies on the rectangle's edge, not an ulp beside it.
    let row = |i: usize| {
        if i == last {
            bottom
        } else {
            top + i as f64 * step
        }
    };
    let border: Vec<Coord<f64>> = line
        .iter()
        .enumerate()
        .map(|(i, x)| in_plane(*x, row(i)))
        .collect();
    [left, right].map(|side| {
        let corners = [in_plane(side, bottom), in_plane(side, top)];
        let ring: LineString<f64> = border.iter().copied().chain(corners).collect();
        Polygon::new(ring, vec![]).into()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn two_halves_add_up_to_the_whole(
        line in prop::collection::vec(60.0..240.0_f64, 2..12),
        (top, bottom) in (3.0..100.0_f64, 110.0..259.0_f64),
    ) {
        let dir = tempfile::tempdir().unwrap();
        for definition in PLANES {
            let path = write(&dir, "default.tif", &[], definition);
            let [west, east] = halves(50.0, 250.0, top, bottom, &line);
            // The whole has the ends of the line among its vertices, so that its edges are cut as those of the halves.
            let ends = [in_plane(line[0], top), in_plane(line[line.len() - 1], bottom)];
            let corners = [(250.0, top), (250.0, bottom), (50.0, bottom), (50.0, top)].map(|(x, y)| in_plane(x, y));
            let ring = [ends[0], corners[0], corners[1], ends[1], corners[2], corners[3]];
            let whole = Polygon::new(ring.into_iter().collect(), vec![]);
            let all = zones(definition, vec![zone("west", west), zone("east", east), zone("whole", whole)]);
            let ledger = ledger(&path, &all);
            for class in 0..ledger.classes.len() {
                let [west, east, whole] = [0, 1, 2].map(|zone| ledger.zones[zone].hectares[class].0);
                // Sums are of integers, and each is rounded once to a float of hectares.
                let ulps = (west + east - whole).abs() / (f64::EPSILON * whole.max(1e-300));
                prop_assert!(ulps <= 2.0, "{}: {west} + {east} = {whole}, off by {ulps} ulp", ledger.classes[class]);
            }
        }
    }
}
