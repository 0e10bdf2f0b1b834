//! Transitions between rasters: by hand, against the tallies of their rasters, and what must not change them.

use std::path::{Path, PathBuf};

use crate::support::*;
use carbon_core::LedgerClass;
use landuse_ingest::ledger::Transitions;
use landuse_ingest::legend::Legend;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{Raster, RasterOptions, RasterProblem};
use landuse_ingest::tally::TallyRequest;
use landuse_ingest::zones::Zones;
use proptest::prelude::*;
use tempfile::TempDir;

/// A raster of the edge fixtures' frame.
fn write<T: gdal::raster::GdalType + Copy>(
    dir: &TempDir,
    name: &str,
    options: &[&str],
    values: &[T],
) -> PathBuf {
    let path = dir.path().join(name);
    let spec = RasterSpec {
        nodata: Some(0.0),
        options,
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, values);
    path
}

fn open(path: &Path) -> Raster {
    Raster::open(path, &RasterOptions::default()).unwrap()
}

fn transitions(paths: &[&Path], zones: &Zones, legend: &Legend) -> Vec<Transitions> {
    let rasters: Vec<_> = paths.iter().map(|path| open(path)).collect();
    let labels = ["2010", "2015", "2020"];
    let labelled: Vec<_> = labels.into_iter().zip(&rasters).collect();
    let (overlay, _) = zones
        .over(&rasters[0].grid, OverlayOptions::default())
        .unwrap();
    overlay
        .transitions(&TallyRequest::new(&labelled, legend).allow_unmapped(true))
        .unwrap()
}

fn class(id: &str) -> LedgerClass {
    id.parse().unwrap()
}

/// Hectares of a pair in a zone; 0 if there are none of it.
fn pair(transitions: &Transitions, zone: usize, from: &str, to: &str) -> f64 {
    let wanted = (class(from), class(to));
    let column = transitions.pairs.iter().position(|pair| *pair == wanted);
    column.map_or(0.0, |column| transitions.zones[zone].hectares[column].0)
}

#[test]
fn half_a_zone_that_was_forest_is_built_up() {
    let dir = TempDir::new().unwrap();
    // Forest everywhere; later the cells of the ten western columns are built up.
    let before = write(&dir, "a.tif", &[], &[21_u8; 400]);
    let later: Vec<u8> = (0..400)
        .map(|i| if i % 20 < 10 { 51 } else { 21 })
        .collect();
    let after = write(&dir, "b.tif", &[], &later);
    // Columns 7.25 to 11.5, rows of 100 m: 2.75 columns are built up, 1.5 are not.
    let zone = zone(
        "z",
        rectangle(FRAME[0] + 725.0, FRAME[3] - 700.0, 425.0, 300.0),
    );
    let zones = zones(UTM_50N, vec![zone]);
    let rasters = [open(&before), open(&after)];
    let (overlay, _) = zones.over(&rasters[0].grid, planar()).unwrap();
    let labelled = [("2010", &rasters[0]), ("2020", &rasters[1])];
    let legend = legend("cnlucc");
    let all = overlay
        .transitions(&TallyRequest::new(&labelled, &legend))
        .unwrap();
    assert_eq!(all.len(), 1);
    let transitions = &all[0];
    assert_eq!(
        (&*transitions.from_label, &*transitions.to_label),
        ("2010", "2020")
    );
    let hectares = |from, to| pair(transitions, 0, from, to);
    assert!((hectares("forest", "construction") - 8.25).abs() < 1e-9);
    assert!((hectares("forest", "forest") - 4.5).abs() < 1e-9);
    assert_eq!(hectares("construction", "forest"), 0.0);
    assert!((transitions.zones[0].area.0 - 12.75).abs() < 1e-9);
    // Six classes, none of which lacks a pair; no pair of anything else.
    assert_eq!(transitions.pairs.len(), 36);
    let rows: Vec<_> = transitions.rows().collect();
    assert_eq!(rows.len(), 36);
    let built = rows
        .iter()
        .find(|row| row.from == class("forest") && row.to == class("construction"));
    assert!((built.unwrap().hectares.0 - 8.25).abs() < 1e-9);
}

#[test]
fn three_rasters_are_crossed_in_turn_and_the_first_with_the_last() {
    let dir = TempDir::new().unwrap();
    let paths = [11_u8, 21, 51].map(|code| write(&dir, &format!("{code}.tif"), &[], &[code; 400]));
    let paths: Vec<&Path> = paths.iter().map(|path| &**path).collect();
    let zones = zones(
        UTM_50N,
        vec![zone(
            "z",
            rectangle(FRAME[0], FRAME[3] - 500.0, 500.0, 500.0),
        )],
    );
    let all = transitions(&paths, &zones, &legend("cnlucc"));
    let labels: Vec<_> = all
        .iter()
        .map(|transitions| (&*transitions.from_label, &*transitions.to_label))
        .collect();
    assert_eq!(
        labels,
        [("2010", "2015"), ("2015", "2020"), ("2010", "2020")]
    );
    let (from, to) = (class("cultivated"), class("construction"));
    assert!((all[2].total(&from, &to).0 - all[2].zones[0].area.0).abs() < 1e-9);
    assert_eq!(all[0].total(&from, &to).0, 0.0);
}

#[test]
fn a_code_that_the_legend_lacks_is_refused_as_by_a_tally() {
    let dir = TempDir::new().unwrap();
    let mut codes = [21_u8; 400];
    codes[25] = 77;
    let (a, b) = (
        write(&dir, "a.tif", &[], &[21_u8; 400]),
        write(&dir, "b.tif", &[], &codes),
    );
    let rasters = [open(&a), open(&b)];
    let zones = zones(
        UTM_50N,
        vec![zone(
            "z",
            rectangle(FRAME[0], FRAME[3] - 500.0, 900.0, 500.0),
        )],
    );
    let (overlay, _) = zones.over(&rasters[0].grid, planar()).unwrap();
    let labelled = [("a", &rasters[0]), ("b", &rasters[1])];
    let error = overlay
        .transitions(&TallyRequest::new(&labelled, &legend("cnlucc")))
        .unwrap_err();
    let RasterProblem::Unmapped { codes, .. } = &error.problem else {
        panic!("{error}");
    };
    assert_eq!((codes[0].code, codes[0].first_cell), (77, (5, 1)));
    // A cell that no zone covers may hold anything.
    codes_outside_are_no_matter(&dir);
}

fn codes_outside_are_no_matter(dir: &TempDir) {
    let mut codes = [21.0_f32; 400];
    codes[399] = 0.5;
    let path = write(dir, "f.tif", &[], &codes);
    let zones = zones(
        UTM_50N,
        vec![zone(
            "z",
            rectangle(FRAME[0], FRAME[3] - 500.0, 900.0, 500.0),
        )],
    );
    let all = transitions(&[&path, &path], &zones, &legend("cnlucc"));
    assert!(pair(&all[0], 0, "forest", "forest") > 0.0);
}

#[test]
fn more_codes_than_small_numbers_can_tell_apart_are_told_apart() {
    let dir = TempDir::new().unwrap();
    let a: Vec<u16> = (1..=400).collect();
    let b: Vec<u32> = (1..=400).map(|i| 70_000 - i).collect();
    let (a, b) = (write(&dir, "a.tif", &[], &a), write(&dir, "b.tif", &[], &b));
    let zones = zones(
        UTM_50N,
        vec![zone(
            "z",
            rectangle(FRAME[0], FRAME[3] - 2000.0, 2000.0, 2000.0),
        )],
    );
    let all = transitions(&[&a, &b], &zones, &Legend::raw());
    assert_eq!(all[0].pairs.len(), 400);
    let cell = all[0].zones[0].area.0 / 400.0;
    for code in [1, 137, 400] {
        let to = format!("code-{}", 70_000 - code);
        let hectares = pair(&all[0], 0, &format!("code-{code}"), &to);
        assert!((hectares / cell - 1.0).abs() < 1e-6, "{code}: {hectares}");
    }
}

/// Codes of the legend, one that it lacks, and no data.
fn codes() -> impl Strategy<Value = Vec<u8>> {
    let code = prop::sample::select(vec![0_u8, 11, 21, 21, 33, 43, 51, 66, 200]);
    prop::collection::vec(code, 400)
}

const LAYOUTS: [&[&str]; 3] = [
    &[
        "TILED=YES",
        "BLOCKXSIZE=16",
        "BLOCKYSIZE=16",
        "COMPRESS=LZW",
    ],
    &["COMPRESS=DEFLATE", "BLOCKYSIZE=3"],
    &["COMPRESS=DEFLATE", "BLOCKYSIZE=20"],
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_leaves_and_what_arrives_is_what_tallies_say(
        (a, b) in (codes(), codes()),
        (col, row) in (-0.4..15.0_f64, -0.4..15.0_f64),
        (width, height) in (0.5..12.0_f64, 0.5..12.0_f64),
        (left, right) in (0..3_usize, 0..3_usize),
    ) {
        let dir = TempDir::new().unwrap();
        let paths = [write(&dir, "a.tif", LAYOUTS[left], &a), write(&dir, "b.tif", LAYOUTS[right], &b)];
        let (x, y) = (FRAME[0] + col * 100.0, FRAME[3] - (row + height) * 100.0);
        let zones = zones(UTM_50N, vec![
            zone("one", rectangle(x, y, width * 100.0, height * 100.0)),
            zone("two", rectangle(x + 50.0, y - 20.0, width * 70.0, height * 130.0)),
        ]);
        let rasters = [open(&paths[0]), open(&paths[1])];
        let (overlay, _) = zones.over(&rasters[0].grid, OverlayOptions::default()).unwrap();
        let labelled = [("a", &rasters[0]), ("b", &rasters[1])];
        let legend = legend("cnlucc");
        let transitions = &overlay.transitions(&TallyRequest::new(&labelled, &legend).allow_unmapped(true)).unwrap()[0];
        let ledgers = overlay.tally(&TallyRequest::new(&labelled, &legend).allow_unmapped(true)).unwrap();
        for (zone, here) in transitions.zones.iter().enumerate() {
            let total: f64 = here.hectares.iter().map(|h| h.0).sum();
            prop_assert!((total - here.area.0).abs() <= 1e-9 * here.area.0);
            for (ledger, side) in ledgers.iter().zip([0, 1]) {
                for class in &ledger.classes {
                    let pairs = transitions.pairs.iter().zip(&here.hectares);
                    let here: f64 = pairs
                        .filter(|((from, to), _)| [from, to][side] == class)
                        .map(|(_, hectares)| hectares.0)
                        .sum();
                    let tallied = hectares(ledger, zone, &class.to_string());
                    prop_assert!((here - tallied).abs() <= 1e-12 * tallied.max(1.0), "{class}");
                }
            }
        }
    }
}
