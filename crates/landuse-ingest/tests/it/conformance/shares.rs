//! Shares of cells, of exactextract and GEOS.

use geo::Area;
use landuse_ingest::coverage::FULL;

use super::{Frame, on, polygons};
use crate::support::clipping::{covered, fraction, shares};

/// A test's name, its grid, its polygon, and shares from the north.
type Case = (&'static str, Frame, &'static str, &'static [&'static [f64]]);

const CELLS: &[Case] = &[
    (
        "Basic",
        [0.0, 0.0, 3.0, 3.0, 1.0, 1.0],
        "POLYGON((0.5 0.5, 2.5 0.5, 2.5 2.5, 0.5 2.5, 0.5 0.5))",
        &[&[0.25, 0.5, 0.25], &[0.5, 1.0, 0.5], &[0.25, 0.5, 0.25]],
    ),
    (
        "Diagonals",
        [0.0, 0.0, 3.0, 3.0, 1.0, 1.0],
        "POLYGON((1.5 0.5, 2.5 1.5, 1.5 2.5, 0.5 1.5, 1.5 0.5))",
        &[&[0.0, 0.25, 0.0], &[0.25, 1.0, 0.25], &[0.0, 0.25, 0.0]],
    ),
    (
        "Starting on cell boundary",
        [0.0, 0.0, 2.0, 2.0, 1.0, 1.0],
        "POLYGON((1 1.5, 1.5 1.5, 1.5 0.5, 0.5 0.5, 0.5 1.5, 1 1.5))",
        &[&[0.25, 0.25], &[0.25, 0.25]],
    ),
    (
        "Bouncing off boundary",
        [0.0, -1.0, 2.0, 2.0, 1.0, 1.0],
        "POLYGON((0.5 1.5, 0.5 0.5, 0.5 0, 1.5 0.5, 1.5 1.5, 0.5 1.5))",
        &[&[0.25, 0.25], &[0.4375, 0.3125], &[0.0, 0.0]],
    ),
    (
        "Follows grid boundary",
        [0.0, 0.0, 3.0, 3.0, 1.0, 1.0],
        "POLYGON((0.5 0.5, 2 0.5, 2 1.5, 2 2.5, 0.5 2.5, 0.5 0.5))",
        &[&[0.25, 0.5, 0.0], &[0.5, 1.0, 0.0], &[0.25, 0.5, 0.0]],
    ),
    (
        "Starts on vertical boundary, moving up",
        [0.0, 0.0, 4.0, 3.0, 1.0, 1.0],
        "POLYGON((3 0.5, 3 2.5, 0.5 2.5, 0.5 0.5, 3 0.5))",
        &[
            &[0.25, 0.5, 0.5, 0.0],
            &[0.5, 1.0, 1.0, 0.0],
            &[0.25, 0.5, 0.5, 0.0],
        ],
    ),
    (
        "Starts on vertical boundary, moving down",
        [0.0, 0.0, 4.0, 3.0, 1.0, 1.0],
        "POLYGON((0.5 2.5, 0.5 0.5, 3 0.5, 3 2.5, 0.5 2.5))",
        &[
            &[0.25, 0.5, 0.5, 0.0],
            &[0.5, 1.0, 1.0, 0.0],
            &[0.25, 0.5, 0.5, 0.0],
        ],
    ),
    (
        "Starts on vertical boundary, moving down at rightmost extent of grid",
        [0.0, 0.0, 3.0, 3.0, 1.0, 1.0],
        "POLYGON((3 2.5, 3 0.5, 0.5 0.5, 0.5 2.5, 3 2.5))",
        &[&[0.25, 0.5, 0.5], &[0.5, 1.0, 1.0], &[0.25, 0.5, 0.5]],
    ),
    (
        "Starts on horizontal boundary, moving right",
        [0.0, 0.0, 3.0, 4.0, 1.0, 1.0],
        "POLYGON((0.5 1, 2.5 1, 2.5 3.5, 0.5 3.5, 0.5 1))",
        &[
            &[0.25, 0.5, 0.25],
            &[0.5, 1.0, 0.5],
            &[0.5, 1.0, 0.5],
            &[0.0, 0.0, 0.0],
        ],
    ),
    (
        "Starts on horizontal boundary, moving left",
        [0.0, 0.0, 3.0, 4.0, 1.0, 1.0],
        "POLYGON((2.5 3, 0.5 3, 0.5 3.5, 0.25 3.5, 0.25 0.5, 2.5 0.5, 2.5 3))",
        &[
            &[0.125, 0.0, 0.0],
            &[0.75, 1.0, 0.5],
            &[0.75, 1.0, 0.5],
            &[0.375, 0.5, 0.25],
        ],
    ),
    (
        "Small polygon",
        [0.0, 0.0, 10.0, 10.0, 10.0, 10.0],
        "POLYGON((3 3, 4 3, 4 4, 3 4, 3 3))",
        &[&[0.01]],
    ),
    (
        "Fill handled correctly",
        [0.0, 0.0, 3.0, 5.0, 1.0, 1.0],
        "POLYGON((0.5 0.2, 2.2 0.2, 2.2 0.4, 0.7 0.4, 0.7 2.2, 2.2 2.2, 2.2 0.6, 2.4 0.6, 2.4 4.8, 0.5 4.8, 0.5 0.2))",
        &[
            &[0.4, 0.8, 0.32],
            &[0.5, 1.0, 0.4],
            &[0.44, 0.8, 0.36],
            &[0.2, 0.0, 0.2],
            &[0.22, 0.2, 0.12],
        ],
    ),
    (
        "Result indexing is correct", // columns 40 to 45, rows 25 to 29 of a grid from −20, −15 to 40, 30
        [0.0, 0.0, 3.0, 5.0, 0.5, 1.0],
        "POLYGON((0.25 0.20, 2.75 0.20, 2.75 4.5, 0.25 4.5, 0.25 0.20))",
        &[
            &[0.25, 0.5, 0.5, 0.5, 0.5, 0.25],
            &[0.5, 1.0, 1.0, 1.0, 1.0, 0.5],
            &[0.5, 1.0, 1.0, 1.0, 1.0, 0.5],
            &[0.5, 1.0, 1.0, 1.0, 1.0, 0.5],
            &[0.4, 0.8, 0.8, 0.8, 0.8, 0.4],
        ],
    ),
];

const GRID: &[Case] = &[
    (
        "3, basic rectangle with GeometryCollection",
        [0.0, 0.0, 3.0, 3.0, 1.0, 1.0],
        "MULTIPOLYGON(((0.5 0.5, 1.5 0.5, 1.5 1.5, 0.5 1.5, 0.5 0.5)), ((1.5 1.5, 2.5 1.5, 2.5 2.5, 1.5 2.5, 1.5 1.5)),
         ((0.5 1.5, 1.5 1.5, 1.5 2.5, 0.5 2.5, 0.5 1.5)), ((1.5 0.5, 2.5 0.5, 2.5 1.5, 1.5 1.5, 1.5 0.5)))",
        &[&[0.25, 0.5, 0.25], &[0.5, 1.0, 0.5], &[0.25, 0.5, 0.25]],
    ),
    (
        "5, basic non-rectangle",
        [0.0, 0.0, 3.0, 3.0, 1.0, 1.0],
        "POLYGON((0.5 0.5, 2.5 0.5, 2.5 2.0, 2.0 2.0, 2.0 2.5, 0.5 2.5, 0.5 0.5))",
        &[&[0.25, 0.5, 0.0], &[0.5, 1.0, 0.5], &[0.25, 0.5, 0.25]],
    ),
    (
        "6, small polygon optimization",
        [0.0, 0.0, 3.0, 3.0, 1.0, 1.0],
        "POLYGON((0.5 0.5, 0.6 0.5, 0.6 0.6, 0.5 0.5))",
        &[&[0.0, 0.0, 0.0], &[0.0, 0.0, 0.0], &[0.005, 0.0, 0.0]],
    ),
    (
        "7, zero-area polygon",
        [0.0, 0.0, 3.0, 3.0, 1.0, 1.0],
        "POLYGON((0 0, 3 3, 0 0, 0 0))",
        &[&[0.0; 3], &[0.0; 3], &[0.0; 3]],
    ),
    (
        "10, geometry extent larger than raster, south-west",
        [0.0, 0.0, 3.0, 3.0, 1.0, 1.0],
        LARGER,
        &[&[0.5, 1.0, 1.0], &[0.5, 1.0, 1.0], &[0.25, 0.5, 0.5]],
    ),
    (
        "10, geometry extent larger than raster, south-east",
        [3.0, 0.0, 6.0, 3.0, 1.0, 1.0],
        LARGER,
        &[&[1.0, 0.5, 0.0], &[1.0, 0.5, 0.0], &[0.5, 0.25, 0.0]],
    ),
    (
        "10, geometry extent larger than raster, north-east",
        [3.0, 3.0, 6.0, 6.0, 1.0, 1.0],
        LARGER,
        &[&[0.5, 0.25, 0.0], &[1.0, 0.5, 0.0], &[1.0, 0.5, 0.0]],
    ),
    (
        "10, geometry extent larger than raster, north-west",
        [0.0, 3.0, 3.0, 6.0, 1.0, 1.0],
        LARGER,
        &[&[0.25, 0.5, 0.5], &[0.5, 1.0, 1.0], &[0.5, 1.0, 1.0]],
    ),
    (
        "11, geometry entirely outside raster",
        [-3.0, -3.0, 0.0, 0.0, 1.0, 1.0],
        "POLYGON((1.5 0.5, 2.5 1.5, 1.5 2.5, 0.5 1.5, 1.5 0.5))",
        &[&[0.0; 3], &[0.0; 3], &[0.0; 3]],
    ),
];

const LARGER: &str = "POLYGON((0.5 0.5, 4.5 0.5, 4.5 5.5, 0.5 5.5, 0.5 0.5))";

/// The parts of a cell of 10 × 10 that lie to the left of lines through it, as the tests state them.
const TRAVERSALS: &[(&str, &str, f64)] = &[
    ("Exit from same side as entry", "POLYGON((6 0, 7 0, 7 1, 6 1, 6 0))", 1.0),
    ("Exit from same side as entry, reversed", "POLYGON((0 0, 6 0, 6 1, 7 1, 7 0, 10 0, 10 10, 0 10, 0 0))", 99.0),
    ("Enter bottom, exit left", "POLYGON((0 0, 5 0, 5 5, 0 5, 0 0))", 25.0),
    ("Enter bottom, exit top", "POLYGON((0 0, 4 0, 4 10, 0 10, 0 0))", 40.0),
    ("Multiple traversals (basic)", "POLYGON((2 0, 4 0, 4 10, 2 10, 2 0))", 20.0),
    (
        "Multiple traversals",
        "MULTIPOLYGON(((2 0, 2 2, 0 2, 0 0, 2 0)), ((3 10, 3 0, 5 0, 5 10, 3 10)), ((8 10, 10 8, 10 10, 8 10)),
         ((10 6, 8 6, 8 3, 10 3, 10 3, 8 3, 8 0, 10 0, 10 4, 9 4, 9 5, 10 5, 10 6)))",
        37.0,
    ),
    ("Closed ring ccw", "POLYGON((1 1, 2 1, 2 2, 1 2, 1 1))", 1.0),
    ("Closed ring ccw overlapping edge", "POLYGON((1 0, 1 1, 2 1, 1 0))", 0.5),
    ("Closed ring cw", "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))", 99.0),
    ("Closed ring cw touching edge at node", "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (0 0, 2 2, 3 2, 0 0))", 99.0),
    ("Closed ring cw touching edge interior", "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (1 0, 2 2, 3 2, 1 0))", 99.0),
    ("Closed ring cw overlapping edge", "POLYGON((0 0, 1 0, 1 1, 2 1, 1 0, 10 0, 10 10, 0 10, 0 0))", 99.5),
    ("Edge traversal (interior left)", "POLYGON((0 0, 4 0, 10 0, 10 10, 0 10, 0 0))", 100.0),
];

/// Polygons whose cells must add up to their area, or which must not be a problem.
const AREAS: &[(&str, Frame, &str)] = &[
    ("cells, Bouncing off boundary (2)", [0.0, 0.0, 2.0, 2.0, 1.0, 1.0], "POLYGON((0.5 0.5, 1.5 0.5, 1.5 1.5, 0.5 1.5, 1 1.2, 0.5 0.5))"),
    (
        "cells, Regression test - Fiji",
        [-180.5, -90.5, 180.5, 90.5, 0.5, 0.5],
        "MULTIPOLYGON(((178.3736000000001 -17.33992000000002, 178.71806000000007 -17.62845999999996, 178.5527099999999 -18.150590000000008,
         177.93266000000008 -18.287990000000036, 177.38145999999992 -18.164319999999975, 177.28504000000007 -17.72464999999997,
         177.67087 -17.381139999999974, 178.12557000000007 -17.50480999999995, 178.3736000000001 -17.33992000000002)),
         ((179.36414266196417 -16.801354076946836, 178.7250593629972 -17.012041674368007, 178.5968385951172 -16.63915000000003,
         179.0966093629972 -16.43398427754741, 179.4135093629972 -16.379054277547382, 180.00000000000003 -16.06713266364241,
         180.00000000000003 -16.555216566639146, 179.36414266196417 -16.801354076946836)),
         ((-179.91736938476527 -16.501783135649347, -179.99999999999997 -16.555216566639146, -179.99999999999997 -16.06713266364241,
         -179.79332010904858 -16.020882256741217, -179.91736938476527 -16.501783135649347)))",
    ),
    (
        "grid 29, robustness regression test #3",
        [179.96666666664618, -16.541666666669137, 179.99999999997954, -16.475000000002474, 0.008_333_333_333_332_86, 0.008_333_333_333_332_86],
        "POLYGON((179.9715827094184135 -16.5409617106119526, 180.0000000000000000 -16.5326999999999984, 179.9872884114583655 -16.5342697143554425,
         179.9715827094184135 -16.5409617106119526))",
    ),
    (
        "grid 33, robustness regression test #7",
        [487_800.0, 5_813_800.0, 492_800.0, 5_818_800.0, 100.0, 100.0],
        "POLYGON((492094.9283999996 5816959.8553, 492374.9335527361 5816811.352641133, 492374.9335527363 5816811.352641133,
         492094.9283999996 5816959.8553))",
    ),
    ("grid 36, subdividing a simple polygon", [0.0, 0.0, 10.0, 10.0, 1.0, 2.0], "POLYGON((1 3, 9 5, 8 9, 1 3))"),
    (
        "grid 37, subdividing a polygon that partially intersects grid",
        [0.0, 0.0, 10.0, 10.0, 1.0, 1.0],
        "POLYGON((8.5 8.7, 12 8, 12 12, 8 12, 8.5 8.7))",
    ),
    (
        "grid 39, subdividing a polygon that is identical to the grid extent",
        [0.0, 0.0, 10.0, 10.0, 1.0, 1.0],
        "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))",
    ),
    (
        "grid 40, multiple shells and a hole in single grid cell",
        [0.0, 0.0, 30.0, 30.0, 10.0, 10.0],
        "MULTIPOLYGON(((1 1, 15 1, 15 25, 1 25, 1 1), (12 12, 12 14, 14 14, 14 12, 12 12)), ((16 1, 25 1, 25 25, 16 25, 16 1)))",
    ),
    (
        "grid 41, small non-square hole in a single cell",
        [0.0, 0.0, 30.0, 30.0, 10.0, 10.0],
        "POLYGON((5 5, 25 5, 25 25, 5 25, 5 5), (12 12, 12 14, 14 14, 12 12))",
    ),
    (
        "grid 45, subdivide polygon whose edges follow cell boundaries",
        [0.0, 0.0, 10.0, 10.0, 1.0, 1.0],
        "POLYGON((4 0, 6 0, 6 2, 8 2, 6 4, 8 4, 5 7, 2 4, 4 4, 2 2, 4 2, 4 0))",
    ),
    (
        "grid 48, island in lake",
        [0.0, 0.0, 30.0, 30.0, 10.0, 10.0],
        "MULTIPOLYGON(((5 5, 25 5, 25 25, 5 25, 5 5), (11 11, 11 19, 19 19, 19 11, 11 11)), ((12 12, 14 12, 14 14, 12 14, 12 12)))",
    ),
];

fn assert_shares(source: &str, cases: &[Case]) {
    for (name, frame, wkt, expected) in cases {
        let (size, zone) = on(*frame, &polygons(wkt));
        let ours = shares(&covered(&zone, size).unwrap(), size);
        let expected = expected.concat();
        assert_eq!(ours.len(), expected.len(), "{source}, {name}");
        for (index, (ours, expected)) in ours.into_iter().map(fraction).zip(expected).enumerate() {
            assert!(
                (ours - expected).abs() < 1e-15,
                "{source}, {name}, cell {index}: {ours} against {expected}"
            );
        }
    }
}

#[test]
fn cells_are_covered_as_exactextract_and_geos_state() {
    assert_shares("cells", CELLS);
}

#[test]
fn cells_are_covered_as_geos_states() {
    assert_shares("grid", GRID);
}

#[test]
fn parts_of_a_cell_have_the_areas_that_exactextract_and_geos_state() {
    for (name, wkt, area) in TRAVERSALS {
        let (size, zone) = on([0.0, 0.0, 10.0, 10.0, 10.0, 10.0], &polygons(wkt));
        let share = fraction(shares(&covered(&zone, size).unwrap(), size)[0]);
        assert!(
            (share - area / 100.0).abs() < 1e-15,
            "traversals, {name}: {share}"
        );
    }
}

#[test]
fn cells_add_up_to_the_polygons_of_exactextract_and_geos() {
    for (name, frame, wkt) in AREAS {
        let polygons = polygons(wkt);
        let (size, zone) = on(*frame, &polygons);
        let cover = covered(&zone, size).unwrap();
        let cells = cover.spans.total() as f64 / FULL as f64 + cover.balance.outside;
        let area = polygons.unsigned_area();
        let found = cells * frame[4] * frame[5];
        // GEOS allows 1e-8 of coordinates about 10; the narrowest of these polygons is 2e-10 m wide.
        assert!(
            (found / area - 1.0).abs() < 1e-9 || (cells - area / frame[4] / frame[5]).abs() < 1e-12,
            "{name}: {found}, not {area}"
        );
    }
}
