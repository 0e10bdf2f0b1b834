//! Partial tallies: what does not belong together is refused. That parts add up to the whole is among the invariants.

use std::ops::Range;

use crate::support::*;
use landuse_ingest::legend::Legend;
use landuse_ingest::overlay::Overlay;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{Raster, RasterOptions, RasterProblem};
use landuse_ingest::tally::TallyRequest;
use landuse_ingest::tally::{MergeError, PartialTally, PartialTallyError};
use landuse_ingest::zones::Zones;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// Two rasters of the edge fixtures' frame: blocks of 3 rows, then of 16 by 16 cells.
struct Example {
    rasters: [Raster; 2],
    zones: Zones,
    _folder: TempDir,
}

impl Example {
    fn new(definition: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let tiles: &[&str] = &["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"];
        let rasters =
            [("a.tif", &["BLOCKYSIZE=3"][..]), ("b.tif", tiles)].map(|(name, options)| {
                let path = folder.path().join(name);
                let spec = RasterSpec {
                    crs: Some(definition),
                    nodata: Some(0.0),
                    options,
                    ..RasterSpec::default()
                };
                write_raster(&path, &spec, &stripes::<u8>(20, 20));
                Raster::open(&path, &RasterOptions::default()).unwrap()
            });
        // Rows 3.5 to 16.25, a part beyond the raster's western edge.
        let one = rectangle(FRAME[0] - 210.0, FRAME[3] - 1625.0, 777.0, 1275.0);
        let two = rectangle(FRAME[0] + 567.0, FRAME[3] - 1200.0, 900.0, 500.0);
        Self {
            rasters,
            zones: zones(definition, vec![zone("one", one), zone("two", two)]),
            _folder: folder,
        }
    }

    fn overlay(&self) -> Overlay {
        let grid = &self.rasters[0].grid;
        self.zones.over(grid, OverlayOptions::default()).unwrap().0
    }

    fn labelled(&self) -> [(&str, &Raster); 2] {
        [("2010", &self.rasters[0]), ("2020", &self.rasters[1])]
    }

    fn part(&self, rows: Range<u32>) -> (String, PartialTally) {
        let name = format!("{rows:?}");
        let overlay = self.overlay();
        let labelled = self.labelled();
        let partial = overlay.tally_rows(&TallyRequest::new(&labelled, &legend("cnlucc")), rows);
        // As it comes back from a file.
        let json = partial.unwrap().to_json().unwrap();
        (name, PartialTally::from_json(&json).unwrap())
    }
}

const PLANES: [&str; 2] = [UTM_50N, "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +units=m"];

#[test]
fn rows_that_no_zone_covers_need_not_be_there() {
    let example = Example::new(UTM_50N);
    let parts = [example.part(10..17), example.part(3..10)];
    assert_eq!(PartialTally::merge(&parts).unwrap().len(), 2);
}

#[test]
fn missing_rows_are_named() {
    let example = Example::new(UTM_50N);
    for (parts, missing) in [
        (&[(3, 8), (11, 17)][..], 8..11),
        (&[(5, 17)], 3..5),
        (&[(0, 16)], 16..17),
    ] {
        let parts: Vec<_> = parts
            .iter()
            .map(|&(first, end)| example.part(first..end))
            .collect();
        let error = PartialTally::merge(&parts).unwrap_err();
        let label = "2010".to_owned();
        assert_eq!(
            error,
            MergeError::Missing {
                label,
                rows: missing
            }
        );
    }
    let error = PartialTally::merge(&[example.part(5..17)]).unwrap_err();
    assert_eq!(
        error.advice(),
        "no partial tally has rows 3..5 of \"2010\"; tally them with --rows 3..5"
    );
}

#[test]
fn rows_that_are_there_twice_are_named_with_both_files() {
    let example = Example::new(UTM_50N);
    let parts = [example.part(0..12), example.part(10..20)];
    let error = PartialTally::merge(&parts).unwrap_err().to_string();
    assert_eq!(
        error,
        "0..12 and 10..20 both have rows 10..12 of \"2010\"; leave one of them out"
    );
}

#[test]
fn what_was_tallied_otherwise_is_refused() {
    let example = Example::new(UTM_50N);
    let upper = example.part(0..10);
    let different =
        |other: (String, PartialTally)| match PartialTally::merge(&[upper.clone(), other])
            .unwrap_err()
        {
            MergeError::Different { what, .. } => what,
            error => panic!("{error}"),
        };
    assert_eq!(different(Example::new(PLANES[1]).part(10..20)), "grids");

    let mut moved = Example::new(UTM_50N);
    moved.zones.zones[1] = zone(
        "two",
        rectangle(FRAME[0] + 568.0, FRAME[3] - 1200.0, 900.0, 500.0),
    );
    assert_eq!(different(moved.part(10..20)), "zones");

    let labelled = example.labelled();
    let raw = example
        .overlay()
        .tally_rows(&TallyRequest::new(&labelled, &Legend::raw()), 10..20);
    assert_eq!(different(("raw".to_owned(), raw.unwrap())), "legends");

    let [a, b] = [&example.rasters[1], &example.rasters[0]];
    let swapped = example.overlay().tally_rows(
        &TallyRequest::new(&[("2010", a), ("2020", b)], &legend("cnlucc")),
        10..20,
    );
    assert_eq!(
        different(("swapped".to_owned(), swapped.unwrap())),
        "rasters"
    );
}

#[test]
fn rows_beyond_the_last_are_refused() {
    let example = Example::new(UTM_50N);
    let error = example
        .overlay()
        .tally_rows(
            &TallyRequest::new(&example.labelled(), &legend("cnlucc")),
            10..21,
        )
        .unwrap_err();
    assert!(
        matches!(error.problem, RasterProblem::NoSuchRows { height: 20, .. }),
        "{error}"
    );
}

#[test]
fn parts_add_up_by_rows_and_by_rasters_in_any_order() {
    let example = Example::new(UTM_50N);
    let [top, middle, bottom] = [0..7, 7..12, 12..20].map(|rows| example.part(rows));
    let add = |a: &(String, PartialTally), b: &(String, PartialTally)| {
        let sum = PartialTally::add(a, b).unwrap();
        ("sum".to_owned(), sum)
    };
    let whole = example.part(0..20);
    let upwards = add(&add(&bottom, &middle), &top);
    let downwards = add(&top, &add(&middle, &bottom));
    assert_eq!(upwards.1, whole.1);
    assert_eq!(downwards.1, whole.1);

    let only = |number: usize| {
        let raster = [example.labelled()[number]];
        let partial = example
            .overlay()
            .tally_rows(&TallyRequest::new(&raster, &legend("cnlucc")), 0..20);
        ("only".to_owned(), partial.unwrap())
    };
    assert_eq!(add(&only(0), &only(1)).1, whole.1);
}

#[test]
fn parts_that_would_leave_a_gap_do_not_add_up() {
    let example = Example::new(UTM_50N);
    let [top, bottom] = [0..7, 12..20].map(|rows| example.part(rows));
    for (a, b) in [(&top, &bottom), (&bottom, &top), (&top, &top)] {
        let error = PartialTally::add(a, b).unwrap_err();
        assert!(matches!(error, MergeError::Apart { .. }), "{error}");
    }
    let error = PartialTally::add(&top, &bottom).unwrap_err().to_string();
    assert_eq!(
        error,
        "0..7 has rows 0..7 of \"2010\", \"2020\" and 12..20 rows 12..20 of \"2010\", \"2020\"; two partial tallies add up to one if their rows follow one another and their rasters are the same, or the other way round"
    );
    let moved = Example::new(PLANES[1]).part(7..20);
    let error = PartialTally::add(&top, &moved).unwrap_err();
    assert!(
        matches!(error, MergeError::Different { what: "grids", .. }),
        "{error}"
    );
}

/// The cultivated land of the first zone in either raster, 25.5 cells.
const FIRST_SUM: &str = "114841790497947648";

/// The bytes of a small partial tally of all rows.
fn small() -> Vec<u8> {
    let example = Example::new(PLANES[1]);
    example.part(0..20).1.to_json().unwrap()
}

/// The partial tally with some of its content replaced, and the digest that the new content has.
fn forged(json: &[u8], from: &str, to: &str) -> Vec<u8> {
    let json = std::str::from_utf8(json).unwrap();
    let (_, content) = json.trim_end().split_once("\"content\":").unwrap();
    let content = content.strip_suffix('}').unwrap();
    assert!(content.contains(from), "{from} is not in {content}");
    let content = content.replace(from, to);
    let digest = Sha256::digest(&content);
    let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(r#"{{"landcarbon_partial_tally":3,"sha256":"{sha256}","content":{content}}}"#).into()
}

#[test]
fn a_file_with_any_bit_flipped_is_refused() {
    let mut json = small();
    assert!(PartialTally::from_json(&json).is_ok());
    for place in 0..json.len() * 8 {
        let bit = 1 << (place % 8);
        json[place / 8] ^= bit;
        let read = PartialTally::from_json(&json);
        assert!(read.is_err(), "byte {}, bit {}", place / 8, place % 8);
        json[place / 8] ^= bit;
    }
    for end in 0..json.len() - 1 {
        assert!(
            PartialTally::from_json(&json[..end]).is_err(),
            "{end} bytes"
        );
    }
}

#[test]
fn numbers_that_no_tally_gives_are_refused() {
    let json = small();
    assert!(PartialTally::from_json(&forged(&json, "2010", "2011")).is_ok());
    for (from, to, said) in [
        (
            "\"start\":0,\"end\":20",
            "\"start\":9,\"end\":2",
            "rows 9..2",
        ),
        ("\"unit_m2\":10000.0", "\"unit_m2\":1e308", "cells of 1"),
        ("\"unit_m2\":10000.0", "\"unit_m2\":-1.0", "cells of -1 m²"),
        (
            "\"outside\":",
            "\"outside\":-",
            "as an area or a closure of zone",
        ),
        (
            "\"closure\":",
            "\"closure\":-1",
            "as an area or a closure of zone",
        ),
        ("\"two\"", "\"one\"", "the zone \"one\" twice"),
        ("\"2010\"", "\"2020\"", "the raster \"2020\" twice"),
        ("\"grassland\"", "\"forest\"", "the class \"forest\" twice"),
        ("\"0\"]", "\"0\",\"0\"]", "a sum too few or too many"),
        (",\"0\"]", "]", "a sum too few or too many"),
        (
            FIRST_SUM,
            "340282366920938463463374607431768211455",
            "a sum larger than any grid",
        ),
    ] {
        let error = PartialTally::from_json(&forged(&json, from, to)).unwrap_err();
        assert!(
            matches!(error, PartialTallyError::Impossible(_)) && error.to_string().contains(said),
            "{to}: {error}"
        );
    }
}

#[test]
fn sums_that_do_not_make_up_a_zone_are_refused() {
    let whole = PartialTally::from_json(&small()).unwrap();
    assert_eq!(
        PartialTally::merge(&[("whole".into(), whole)])
            .unwrap()
            .len(),
        2
    );
    // A cell of cultivated land too many in both rasters.
    let more = forged(&small(), FIRST_SUM, "119345390125318144");
    let more = PartialTally::from_json(&more).unwrap();
    let error = PartialTally::merge(&[("more".into(), more)]).unwrap_err();
    assert!(matches!(error, MergeError::NotClosed { .. }), "{error}");
}

#[test]
fn a_file_of_an_earlier_format_is_named_so() {
    let error = PartialTally::from_json(br#"{"landcarbon_partial_tally":2,"rows":{}}"#);
    let error = error.unwrap_err();
    assert!(matches!(error, PartialTallyError::Format(2)), "{error}");
}
