//! Cells by their centres, of rasterstats; areas of classes, of FRAGSTATS.

use crate::support::TallyOne;
use geo::MultiPolygon;
use landuse_ingest::coverage::{Coverage, CoverageRule, FULL};
use landuse_ingest::legend::Legend;

use super::{on, polygons};
use crate::support::*;

/// `tests/data/polygons.shp` over the grid of `slope.tif`, in metres.
const RASTERSTATS: [&str; 2] = [
    "POLYGON((244697.45179524383 1000369.2307574936, 244827.15493968062 1000373.0455558595, 244933.9692939227 1000353.9715640305,
     244930.15449555693 1000147.9724522779, 244697.45179524383 1000159.4168473752, 244697.45179524383 1000369.2307574936))",
    "POLYGON((246082.22360202507 1000453.1563215409, 246139.44557751188 1000460.7859182726, 246189.03795626713 1000403.5639427857,
     246086.03840039085 1000132.7132588148, 245990.66844124615 1000205.1944277647, 246082.22360202507 1000453.1563215409))",
];

#[test]
fn cells_are_counted_as_rasterstats_counts_them() {
    let (west, north, cell) = (
        244_300.614_949_859_13,
        1_000_868.787_686_346_8,
        25.525_146_574_506_13,
    );
    let frame = [
        west,
        north - 78.0 * cell,
        west + 84.0 * cell,
        north,
        cell,
        cell,
    ];
    let zones = RASTERSTATS.map(|wkt| on(frame, &polygons(wkt)).1);
    // test_main, test_all_nodata; test_all_touched; test_multipolygons.
    for (rule, expected) in [
        (CoverageRule::Center, [75, 50]),
        (CoverageRule::Touched, [95, 73]),
    ] {
        let counted = Coverage::build(&zones, 84, 78, rule).unwrap();
        let counts: Vec<u128> = counted
            .zones
            .iter()
            .map(|zone| zone.spans.total() / u128::from(FULL))
            .collect();
        assert_eq!(counts, expected, "{rule:?}");
    }
    let both = MultiPolygon::new(zones.iter().flat_map(|zone| zone.0.clone()).collect());
    let counted = Coverage::build(&[both], 84, 78, CoverageRule::Center).unwrap();
    assert_eq!(counted.zones[0].spans.total() / u128::from(FULL), 125);
}

/// Columns, metres of a cell, and of each code its cells and its class area in ha (`CA`, to four decimals).
type Landscape = (usize, f64, &'static [(u8, usize, f64)]);

/// `landscape` (30 × 30 cells of 1 m) and `augusta_nlcd` (678 × 440 cells of 30 m), as FRAGSTATS has them.
const FRAGSTATS: [Landscape; 2] = [
    (
        30,
        1.0,
        &[(1, 184, 0.0184), (2, 234, 0.0234), (3, 482, 0.0482)],
    ),
    (
        678,
        30.0,
        &[
            (11, 3575, 321.75),
            (21, 15_530, 1397.7),
            (22, 11_897, 1070.73),
            (23, 5108, 459.72),
            (24, 678, 61.02),
            (31, 2384, 214.56),
            (41, 55_954, 5035.86),
            (42, 111_014, 9991.26),
            (43, 23_701, 2133.09),
            (52, 10_462, 941.58),
            (71, 18_816, 1693.44),
            (81, 25_340, 2280.6),
            (82, 328, 29.52),
            (90, 13_240, 1191.6),
            (95, 293, 26.37),
        ],
    ),
];

/// Class area depends on how many cells a class has, not on where they are: here they follow one another.
#[test]
fn classes_have_the_areas_that_fragstats_has() {
    for (width, cell, classes) in FRAGSTATS {
        let codes: Vec<u8> = classes
            .iter()
            .flat_map(|&(code, cells, _)| vec![code; cells])
            .collect();
        let height = codes.len() / width;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("landscape.tif");
        let transform = [500_000.0, cell, 0.0, 3_000_000.0, 0.0, -cell];
        let spec = RasterSpec {
            size: (width, height),
            transform: Some(transform),
            ..RasterSpec::default()
        };
        write_raster(&path, &spec, &codes);
        let (across, down) = (width as f64 * cell, height as f64 * cell);
        let all = zone(
            "all",
            rectangle(500_000.0, 3_000_000.0 - down, across, down),
        );
        let raster = open(&path);
        let (overlay, _) = zones(UTM_50N, vec![all])
            .over(&raster.grid, planar())
            .unwrap();
        let ledger = overlay
            .tally_one(&raster, "test", &Legend::raw(), false)
            .unwrap();
        for (code, _, area) in classes {
            let ours = hectares(&ledger, 0, &format!("code-{code}"));
            assert!(
                (ours - area).abs() < 5e-5,
                "class {code}: {ours} ha, FRAGSTATS has {area}"
            );
        }
        let area: f64 = classes.iter().map(|(_, _, area)| area).sum();
        assert!((sum(&ledger.zones[0]) - area).abs() < 5e-5);
    }
}
