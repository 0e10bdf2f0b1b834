//! Odd and bad values in rasters, and layouts that are slow to read.

use crate::support::TallyOne;
use crate::support::*;
use gdal::raster::{Buffer, ColorEntry, ColorTable, PaletteInterpretation, RasterCreationOptions};
use gdal::{Dataset, DriverManager, Metadata};
use landuse_ingest::raster::{Raster, RasterOptions};
use std::path::{Path, PathBuf};

/// A raster of bytes with nodata as given, whose cell at column 3, row 15 is `code`.
fn with_code(dir: &Path, code: u8, nodata: Option<f64>) -> PathBuf {
    let path = dir.join("landuse.tif");
    let mut values = stripes::<u8>(20, 20);
    values[15 * 20 + 3] = code;
    let spec = RasterSpec {
        nodata,
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &values);
    path
}

#[test]
fn nodata_that_is_a_class_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = with_code(dir.path(), 11, Some(21.0));
    let message = complaint(&path);
    assert_says(
        &message,
        &[
            "landuse.tif",
            "nodata is 21",
            "cnlucc",
            "forest",
            "gdal_edit.py -unsetnodata",
        ],
    );
}

#[test]
fn a_code_that_the_legend_lacks_is_refused_with_its_area_and_place() {
    let dir = tempfile::tempdir().unwrap();
    let message = complaint(&with_code(dir.path(), 77, Some(255.0)));
    assert_says(
        &message,
        &[
            "code 77",
            "1.00 ha",
            "column 3, row 15",
            "--legend",
            "--allow-unmapped",
        ],
    );
    assert!(!message.contains("a_nodata"), "{message}");
}

#[test]
fn nodata_that_is_not_declared_is_hinted_at() {
    let dir = tempfile::tempdir().unwrap();
    let message = complaint(&with_code(dir.path(), 0, None));
    assert_says(
        &message,
        &["code 0", "column 3, row 15", "gdal_edit.py -a_nodata"],
    );
}

#[test]
fn a_code_outside_all_zones_is_no_matter() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("landuse.tif");
    let mut values = stripes::<u8>(20, 20);
    values[0] = 77;
    write_raster(&path, &RasterSpec::default(), &values);
    let ledger = tally(&open(&path), &square(), planar()).unwrap();
    assert_eq!(sum(&ledger.zones[0]), 16.0);
}

#[test]
fn codes_that_the_legend_lacks_may_be_kept() {
    let dir = tempfile::tempdir().unwrap();
    let raster = open(&with_code(dir.path(), 77, None));
    let (overlay, _) = square().over(&raster.grid, planar()).unwrap();
    let ledger = overlay
        .tally_one(&raster, "test", &legend("cnlucc"), true)
        .unwrap();
    assert_eq!(hectares(&ledger, 0, "unmapped:77"), 1.0);
    assert_eq!(hectares(&ledger, 0, "construction"), 3.0);
    assert_eq!(sum(&ledger.zones[0]), 16.0);
}

#[test]
fn large_codes_are_not_cut() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("large.tif");
    let mut values = stripes::<i64>(20, 20);
    values[15 * 20 + 3] = (1 << 32) + 11;
    write_raster(&path, &RasterSpec::default(), &values);
    assert_says(&complaint(&path), &["code 4294967307", "column 3, row 15"]);
    let mut values = stripes::<u64>(20, 20);
    values[15 * 20 + 3] = u64::MAX;
    write_raster(&path, &RasterSpec::default(), &values);
    assert_says(
        &complaint(&path),
        &[
            "18446744073709552000",
            "column 3, row 15",
            "beyond the range",
        ],
    );
}

#[test]
fn floats_must_be_whole_numbers() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("float.tif");
    let mut values = stripes::<f32>(20, 20);
    write_raster(&path, &RasterSpec::default(), &values);
    assert_eq!(
        hectares(
            &tally(&open(&path), &square(), planar()).unwrap(),
            0,
            "forest"
        ),
        4.0
    );
    values[15 * 20 + 3] = 51.5;
    write_raster(&path, &RasterSpec::default(), &values);
    assert_says(
        &complaint(&path),
        &["column 3, row 15", "51.5", "no whole number"],
    );
    values[15 * 20 + 3] = f32::NAN;
    write_raster(&path, &RasterSpec::default(), &values);
    assert_says(
        &complaint(&path),
        &["column 3, row 15", "NaN", "gdal_edit.py -a_nodata nan"],
    );
}

#[test]
fn complex_numbers_are_no_codes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("complex.vrt");
    let text = r#"<VRTDataset rasterXSize="20" rasterYSize="20"><SRS>EPSG:32650</SRS>
        <GeoTransform>500000,100,0,3002000,0,-100</GeoTransform><VRTRasterBand dataType="CFloat32" band="1"/></VRTDataset>"#;
    std::fs::write(&path, text).unwrap();
    assert_says(&complaint(&path), &["complex numbers", "integers"]);
}

#[test]
fn a_palette_is_read_by_its_index() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("palette.tif");
    let dataset = create_raster(&path, &RasterSpec::default(), &stripes::<u8>(20, 20));
    let mut colours = ColorTable::new(PaletteInterpretation::Rgba);
    for code in 0..=255 {
        colours.set_color_entry(code, &ColorEntry::rgba(255 - code as i16, 7, 7, 255));
    }
    dataset.rasterband(1).unwrap().set_color_table(&colours);
    close(dataset);
    let raster = open(&path);
    assert!(
        Dataset::open(&path)
            .unwrap()
            .rasterband(1)
            .unwrap()
            .color_table()
            .is_some()
    );
    assert_eq!(
        hectares(&tally(&raster, &square(), planar()).unwrap(), 0, "water"),
        4.0
    );
}

#[test]
fn pictures_are_refused_unless_a_band_is_chosen() {
    let dir = tempfile::tempdir().unwrap();
    for (bands, options) in [
        (3, vec!["PHOTOMETRIC=RGB"]),
        (4, vec!["PHOTOMETRIC=RGB", "ALPHA=YES"]),
    ] {
        let path = dir.path().join(format!("picture-{bands}.tif"));
        let driver = DriverManager::get_driver_by_name("GTiff").unwrap();
        let options: RasterCreationOptions = options.into_iter().collect();
        let mut dataset = driver
            .create_with_band_type_with_options::<u8, _>(&path, 20, 20, bands, &options)
            .unwrap();
        dataset.set_geo_transform(&FRAME).unwrap();
        dataset.set_projection(crs(UTM_50N).wkt()).unwrap();
        for band in 1..=bands {
            let mut values = Buffer::new((20, 20), stripes::<u8>(20, 20));
            dataset
                .rasterband(band)
                .unwrap()
                .write((0, 0), (20, 20), &mut values)
                .unwrap();
        }
        close(dataset);
        assert_says(
            &complaint(&path),
            &[&format!("picture of {bands} colour bands"), "--band"],
        );
        let options = RasterOptions {
            band: Some(2),
            ..RasterOptions::default()
        };
        let raster = Raster::open(&path, &options).unwrap();
        assert_eq!(
            hectares(&tally(&raster, &square(), planar()).unwrap(), 0, "water"),
            4.0
        );
        let options = RasterOptions {
            band: Some(bands + 1),
            ..RasterOptions::default()
        };
        let error = Raster::open(&path, &options).unwrap_err().advice();
        assert_says(
            &error,
            &[
                &format!("no band {}", bands + 1),
                &format!("--band 1 to {bands}"),
            ],
        );
    }
}

#[test]
fn files_that_are_no_rasters_are_named() {
    let dir = tempfile::tempdir().unwrap();
    assert_says(
        &complaint(&dir.path().join("none.tif")),
        &["none.tif", "no such file"],
    );
    let text = dir.path().join("text.tif");
    std::fs::write(&text, "not a raster").unwrap();
    assert_says(
        &complaint(&text),
        &["text.tif", "not a raster that GDAL reads"],
    );
}

#[test]
fn a_scale_in_the_file_is_not_applied_and_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("scaled.tif");
    let dataset = create_raster(&path, &RasterSpec::default(), &stripes::<u8>(20, 20));
    dataset.rasterband(1).unwrap().set_scale(0.1).unwrap();
    close(dataset);
    let raster = open(&path);
    assert_says(
        &raster.warnings[0],
        &["scaled.tif", "scale", "codes are read without"],
    );
    assert_eq!(
        hectares(&tally(&raster, &square(), planar()).unwrap(), 0, "water"),
        4.0
    );
}

#[test]
fn one_compressed_strip_is_read_in_order_with_a_warning() {
    let dir = tempfile::tempdir().unwrap();
    let size = (64, 3000);
    let whole = zones(
        UTM_50N,
        vec![zone(
            "a",
            rectangle(500_000.0, 2_702_000.0, 6400.0, 300_000.0),
        )],
    );
    let layouts = [
        ("one.tif", "BLOCKYSIZE=3000", true),
        ("rows.tif", "BLOCKYSIZE=1", false),
        ("strips.tif", "BLOCKYSIZE=16", false),
    ];
    for (name, strips, in_order) in layouts {
        let path = dir.path().join(name);
        let spec = RasterSpec {
            size,
            options: &[strips, "COMPRESS=DEFLATE"],
            ..RasterSpec::default()
        };
        write_raster(&path, &spec, &stripes::<u8>(size.0, size.1));
        let raster = open(&path);
        assert_eq!(
            (raster.storage.in_order, raster.warnings.len()),
            (in_order, usize::from(in_order)),
            "{name}"
        );
        if in_order {
            assert_says(
                &raster.warnings[0],
                &["one compressed strip", "gdal_translate -co TILED=YES"],
            );
        }
        let ledger = tally(&raster, &whole, planar()).unwrap();
        assert_eq!(hectares(&ledger, 0, "water"), 48_000.0, "{name}");
    }
}

#[test]
fn huge_blocks_are_read_with_a_warning() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("huge.tif");
    let (width, height) = (4480, 1900);
    let spec = RasterSpec {
        size: (width, height),
        options: &["BLOCKYSIZE=1900", "COMPRESS=DEFLATE", "ZLEVEL=1"],
        ..RasterSpec::default()
    };
    let values: Vec<f64> = stripes::<u8>(width, height)
        .into_iter()
        .map(f64::from)
        .collect();
    write_raster(&path, &spec, &values);
    let raster = open(&path);
    let whole = zones(
        UTM_50N,
        vec![zone(
            "a",
            rectangle(500_000.0, 2_812_000.0, 448_000.0, 190_000.0),
        )],
    );
    let ledger = tally(&raster, &whole, planar()).unwrap();
    assert_eq!(hectares(&ledger, 0, "water"), (width * height / 4) as f64);
    assert_says(
        &raster.warnings[0],
        &["4480 × 1900", "64 MB", "gdal_translate -co TILED=YES"],
    );
}

#[test]
fn codes_under_lossy_compression_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let cells: Vec<u8> = (0..64 * 64).map(|i| [10, 20, 60][i / 7 % 3]).collect();
    let lossless = [
        "LERC MAX_Z_ERROR=0",
        "WEBP WEBP_LOSSLESS=YES",
        "DEFLATE ZLEVEL=1",
    ];
    let lossy = [
        "JPEG JPEG_QUALITY=75",
        "WEBP WEBP_LEVEL=75",
        "LERC MAX_Z_ERROR=2",
    ];
    let known = DriverManager::get_driver_by_name("GTiff").unwrap();
    let known = known
        .metadata_item("DMD_CREATIONOPTIONLIST", "")
        .unwrap_or_default();
    for (compression, is_lossy) in [(lossless, false), (lossy, true)]
        .into_iter()
        .flat_map(|(all, is_lossy)| all.map(|compression| (compression, is_lossy)))
    {
        let (method, option) = compression.split_once(' ').unwrap();
        if !known.contains(&format!("<Value>{method}</Value>")) {
            continue;
        }
        let path = dir.path().join("compressed.tif");
        let compress = format!("COMPRESS={method}");
        // WebP is of pictures of three bands.
        let bands = if method == "WEBP" { 3 } else { 1 };
        let options = [&compress, option, "TILED=YES", "INTERLEAVE=PIXEL"];
        let spec = RasterSpec {
            size: (64, 64),
            options: &options,
            bands,
            ..RasterSpec::default()
        };
        write_raster(&path, &spec, &cells);
        let options = RasterOptions {
            band: Some(1),
            ..RasterOptions::default()
        };
        match Raster::open(&path, &options) {
            Ok(raster) if method == "LERC" && !raster.warnings.is_empty() => {
                assert_says(&raster.warnings[0], &["LERC", "MAX_Z_ERROR"]);
            }
            Ok(_) => assert!(!is_lossy, "{compression}"),
            Err(error) => {
                assert!(is_lossy, "{compression}: {error}");
                assert_says(&error.to_string(), &["lossy", method, "get the original"]);
            }
        }
        std::fs::remove_file(&path).unwrap();
    }
}
