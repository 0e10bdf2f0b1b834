//! Tiles that a user names are one raster.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::*;
use crate::vrt::{cut, try_tally, whole};
use landuse_ingest::raster::{Raster, RasterError, RasterName, RasterOptions, find_repeated};

const NORTH_WEST: [usize; 4] = [0, 0, 9, 13];
const NORTH_EAST: [usize; 4] = [9, 0, 11, 13];
const SOUTH: [usize; 4] = [0, 13, 20, 7];

fn open_named(names: &[PathBuf]) -> Result<Raster, RasterError> {
    let name = RasterName::parse_list(names);
    let options = name.options(&RasterOptions::default());
    Raster::open(name.find()?, &options)
}

fn refusal(names: &[PathBuf]) -> String {
    let tallied = open_named(names).and_then(|raster| try_tally(&raster));
    tallied.unwrap_err().to_string()
}

/// A folder with a raster that is whole, and a folder of three tiles of it.
fn made(dir: &Path, nodata: Option<f64>) -> PathBuf {
    let tiles = dir.join("tiles");
    fs::create_dir(&tiles).unwrap();
    cut(dir, "whole.tif", [0, 0, 20, 20], nodata);
    for (name, place) in [
        ("a.tif", NORTH_WEST),
        ("b.tif", NORTH_EAST),
        ("c.tif", SOUTH),
    ] {
        cut(&tiles, name, place, nodata);
    }
    tiles
}

#[test]
fn tiles_are_the_raster_that_they_are_cut_from() {
    for nodata in [None, Some(31.5), Some(255.0)] {
        let dir = tempfile::tempdir().unwrap();
        let tiles = made(dir.path(), nodata);
        let whole = open(&dir.path().join("whole.tif"));
        let list = ["c.tif", "a.tif", "b.tif"].map(|name| tiles.join(name));
        for names in [
            &list[..],
            std::slice::from_ref(&tiles),
            &[tiles.join("?.t*f")],
        ] {
            let raster = open_named(names).unwrap();
            assert_eq!(raster.grid.transform(), whole.grid.transform());
            assert_eq!(raster.grid.difference(&whole.grid), None);
            assert_eq!(raster.warnings, <[&str; 0]>::default());
            assert_eq!(raster.files.len(), 3);
            assert_eq!(try_tally(&raster).unwrap(), try_tally(&whole).unwrap());
        }
    }
}

#[test]
fn a_hole_between_tiles_is_told_and_counts_as_no_data() {
    let dir = tempfile::tempdir().unwrap();
    let tiles = made(dir.path(), None);
    let names = ["a.tif", "c.tif"].map(|name| tiles.join(name));
    let raster = open_named(&names).unwrap();
    let told = "no tile has the 11 × 13 cells from column 9, row 0; land there counts as cells without data";
    assert!(raster.warnings[0].ends_with(told), "{:?}", raster.warnings);
    let zones = zones(
        UTM_50N,
        vec![zone("a", rectangle(500_000.0, 3_000_000.0, 2000.0, 2000.0))],
    );
    let (overlay, _) = zones.over(&raster.grid, planar()).unwrap();
    let ledger = overlay
        .tally_one(&raster, "x", &legend("cnlucc"), false)
        .unwrap();
    // Cells of a hectare.
    assert_eq!(hectares(&ledger, 0, "nodata"), 143.0);
    assert_eq!(inside(&ledger, 0), 400.0);
}

#[test]
fn overlapping_tiles_count_once_if_they_agree() {
    let dir = tempfile::tempdir().unwrap();
    let tiles = made(dir.path(), None);
    cut(&tiles, "b.tif", [5, 0, 15, 16], None);
    let whole_raster = open(&dir.path().join("whole.tif"));
    let raster = open_named(std::slice::from_ref(&tiles)).unwrap();
    assert_eq!(
        try_tally(&raster).unwrap(),
        try_tally(&whole_raster).unwrap()
    );
    let mut cells = whole();
    cells[14 * 20 + 7] = 99;
    let [x, dx, rx, y, ry, dy] = FRAME;
    let spec = RasterSpec {
        size: (20, 7),
        transform: Some([x, dx, rx, y + dy * 13.0, ry, dy]),
        ..RasterSpec::default()
    };
    write_raster(&tiles.join("c.tif"), &spec, &cells[260..]);
    let error = refusal(std::slice::from_ref(&tiles));
    assert!(
        error.contains("the tiles overlap and disagree: at column 7, row 14"),
        "{error}"
    );
}

#[test]
fn tiles_that_do_not_fit_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let tiles = made(dir.path(), None);
    let [x, dx, rx, y, ry, dy] = FRAME;
    let other = dir.path().join("other.tif");
    let names = [tiles.join("a.tif"), other.clone()];
    let frame = RasterSpec {
        size: (2, 2),
        ..RasterSpec::default()
    };
    for (spec, expected) in [
        (
            RasterSpec {
                transform: Some([x + 30.0, dx, rx, y, ry, dy]),
                ..frame.clone()
            },
            "is shifted by a part of a cell against",
        ),
        (
            RasterSpec {
                transform: Some([x, 50.0, rx, y, ry, -50.0]),
                ..frame.clone()
            },
            "has another cell size than",
        ),
        (
            RasterSpec {
                nodata: Some(0.0),
                ..frame.clone()
            },
            "do not declare the same nodata value",
        ),
        (
            RasterSpec {
                transform: Some([x + 1e13, dx, rx, y, ry, dy]),
                ..frame.clone()
            },
            "lie so far apart",
        ),
    ] {
        let _ = fs::remove_file(&other);
        write_raster(&other, &spec, &[11_u8; 4]);
        let error = refusal(&names);
        assert!(error.contains(expected), "{error}");
    }
    let error = refusal(&[tiles.join("*.img")]);
    assert!(error.contains("there are no tiles of this name"), "{error}");
}

#[test]
fn years_of_the_same_tiles_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let tiles = made(dir.path(), None);
    let copies = dir.path().join("copies");
    fs::create_dir(&copies).unwrap();
    for name in ["a.tif", "b.tif", "c.tif"] {
        fs::copy(tiles.join(name), copies.join(name)).unwrap();
    }
    let one = open_named(std::slice::from_ref(&tiles)).unwrap();
    let same = open_named(&[tiles.join("*.tif")]).unwrap();
    let copy = open_named(&[copies]).unwrap();
    let found = |other: &Raster| {
        let pair = [("2010".to_owned(), &one), ("2020".to_owned(), other)];
        find_repeated(pair)
            .first()
            .map(|repeated| repeated.is_one_file)
    };
    assert_eq!((found(&same), found(&copy)), (Some(true), Some(false)));
}
