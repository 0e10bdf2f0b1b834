//! Files of several bands or pages: which one is read.

use std::path::{Path, PathBuf};

use crate::support::*;
use gdal::Metadata;
use gdal::raster::Buffer;
use landuse_ingest::raster::{Raster, RasterError, RasterName, RasterOptions, find_repeated};

/// A TIFF of bands of one code each, the classes cultivated, forest and water of cnlucc.
fn stack(dir: &Path, options: &[&str], described: bool) -> PathBuf {
    let path = dir.join("stack.tif");
    let spec = RasterSpec {
        bands: 3,
        options,
        ..RasterSpec::default()
    };
    let dataset = create_raster::<u8>(&path, &spec, &[]);
    for (band, code) in [(1, 11_u8), (2, 21), (3, 43)] {
        let mut band_of_year = dataset.rasterband(band).unwrap();
        let mut cells = Buffer::new((20, 20), vec![code; 400]);
        band_of_year.write((0, 0), (20, 20), &mut cells).unwrap();
        if described {
            let text = format!("landuse_{}", 1990 + 10 * band);
            band_of_year.set_description(&text).unwrap();
        }
    }
    close(dataset);
    path
}

fn named(name: &str) -> Result<Raster, RasterError> {
    let name = RasterName::parse(Path::new(name));
    let options = name.options(&RasterOptions::default());
    Raster::open(name.find()?, &options)
}

fn refusal(name: &str) -> String {
    named(name).unwrap_err().advice()
}

fn assert_holds(name: &str, class: &str) {
    let ledger = tally(&named(name).unwrap(), &square(), planar()).unwrap();
    assert_eq!(hectares(&ledger, 0, class), 16.0, "{name}");
}

#[test]
fn of_several_bands_one_must_be_chosen() {
    let dir = tempfile::tempdir().unwrap();
    let path = stack(dir.path(), &["PHOTOMETRIC=MINISBLACK"], false);
    let path = path.display();
    assert_says(
        &refusal(&path.to_string()),
        &[
            "has 3 bands: 1, 2, 3; choose one",
            "stack.tif#2",
            "--band N",
        ],
    );
    for (number, class) in [(1, "cultivated"), (2, "forest"), (3, "water")] {
        assert_holds(&format!("{path}#{number}"), class);
    }
    assert_says(&refusal(&format!("{path}#4")), &["no band 4", "1 to 3"]);
}

#[test]
fn bands_are_listed_with_their_descriptions_and_are_no_picture_then() {
    let dir = tempfile::tempdir().unwrap();
    let path = stack(dir.path(), &["PHOTOMETRIC=RGB"], true);
    assert_says(
        &refusal(&path.to_string_lossy()),
        &["1 (landuse_2000), 2 (landuse_2010), 3 (landuse_2020)"],
    );
}

#[test]
fn a_band_of_opacity_is_no_choice() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("alpha.tif");
    let spec = RasterSpec {
        bands: 2,
        options: &["ALPHA=YES"],
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &[21_u8; 400]);
    assert_holds(&path.to_string_lossy(), "forest");
}

#[test]
fn pages_of_a_tiff_are_rasters_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pages.tif");
    for (options, code) in [(&[][..], 11_u8), (&["APPEND_SUBDATASET=YES"], 21)] {
        let spec = RasterSpec {
            options,
            ..RasterSpec::default()
        };
        write_raster(&path, &spec, &[code; 400]);
    }
    let path = path.display();
    assert_says(
        &refusal(&path.to_string()),
        &["holds several rasters: #1 (", "#2 (", "as in pages.tif#1"],
    );
    assert_holds(&format!("{path}#1"), "cultivated");
    assert_holds(&format!("{path}#2"), "forest");
    assert_says(&refusal(&format!("{path}#3")), &["has no raster #3"]);
}

#[test]
fn a_part_of_a_file_that_is_one_raster_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("one.tif");
    write_raster(&path, &RasterSpec::default(), &[21_u8; 400]);
    assert_says(
        &refusal(&format!("{}#lccs_class", path.display())),
        &["has no raster #lccs_class", "it is one raster, one.tif"],
    );
}

#[test]
fn a_file_whose_name_ends_like_a_band_still_opens() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("plain.tif#2");
    write_raster(&path, &RasterSpec::default(), &[21_u8; 400]);
    assert_holds(&path.to_string_lossy(), "forest");
}

#[test]
fn years_with_the_same_cells_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let path = stack(dir.path(), &["PHOTOMETRIC=MINISBLACK"], false);
    let copy = dir.path().join("copy.tif");
    std::fs::copy(&path, &copy).unwrap();
    let found = |one: &str, other: &str| {
        let rasters = [one, other].map(|name| named(&dir.path().join(name).to_string_lossy()));
        let rasters = rasters.map(Result::unwrap);
        let years = ["2000".to_owned(), "2010".to_owned()];
        let found = find_repeated(years.into_iter().zip(&rasters));
        found
            .first()
            .map(|found| (found.is_one_file, found.to_string()))
    };
    assert_eq!(found("stack.tif#1", "stack.tif#2"), None);
    assert_eq!(found("stack.tif#1", "copy.tif#2"), None);
    let (is_one_file, said) = found("stack.tif#2", "./stack.tif#2").unwrap();
    assert!(is_one_file);
    assert_says(&said, &["2000 and 2010 are both band 2 of", "stack.tif#2"]);
    let (is_one_file, said) = found("stack.tif#2", "copy.tif#2").unwrap();
    assert!(!is_one_file);
    assert_says(&said, &["have the same bytes", "2000", "copy.tif of 2010"]);
}
