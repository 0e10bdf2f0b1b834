//! Codes and nodata against the legend.

use crate::bad_inputs::cases::{Cases, TALLY_TIFF};
use crate::bad_inputs::small_study::{SmallStudy, Tiff};

/// The same with a legend of other codes.
const CLCD: &[&str] = &[
    "tally",
    "--zones",
    "zones.geojson",
    "--zone-id",
    "id",
    "--raster",
    "frame.tif",
    "--legend",
    "clcd",
];

/// The cell at column 5, row 10, which lies in zone `a`.
const CELL: usize = 205;

/// A raster of one code, with another value in one cell.
fn with_cell<T: gdal::raster::GdalType + Copy>(
    ground: T,
    cell: T,
    nodata: Option<f64>,
) -> impl FnOnce(&SmallStudy) {
    move |b: &SmallStudy| {
        let mut tiff = Tiff::new(vec![ground; 400]);
        tiff.cells[CELL] = cell;
        tiff.nodata = nodata;
        tiff.write(&b.path("frame.tif"));
    }
}

#[test]
fn codes() {
    let mut tally = Cases::new(TALLY_TIFF);
    tally.refuses(
        "a code that the legend lacks",
        &[],
        with_cell(11_u8, 77, None),
    );
    tally.warns(
        "the same, kept",
        &["--allow-unmapped"],
        with_cell(11_u8, 77, None),
    );
    tally.refuses(
        "a code beyond a byte",
        &[],
        with_cell(11_u32, 256 + 11, None),
    );
    tally.refuses("a code below zero", &[], with_cell(11_i16, -11, None));
    tally.refuses(
        "nodata that is not declared",
        &[],
        with_cell(11_u8, 255, None),
    );
    tally.warns(
        "nodata that is declared",
        &[],
        with_cell(11_u8, 255, Some(255.0)),
    );
    tally.refuses(
        "nodata that is a class",
        &[],
        with_cell(11_u8, 21, Some(21.0)),
    );
    tally.warns("nothing but nodata", &[], with_cell(0_u8, 0, Some(0.0)));
    let mut clcd = Cases::new(CLCD);
    clcd.refuses(
        "the legend of another product",
        &[],
        with_cell(1_u8, 21, None),
    );
    tally.refuses(
        "an index for a code",
        &["--band", "2"],
        with_cell(11_u8, 21, None),
    );
    tally.refuses("band 0", &["--band", "0"], with_cell(11_u8, 21, None));
    insta::assert_snapshot!(tally.told() + &clcd.told());
}

#[test]
fn floats() {
    let mut tally = Cases::new(TALLY_TIFF);
    tally.accepts("whole numbers", &[], with_cell(11_f32, 21.0, None));
    tally.refuses("a fraction", &[], with_cell(11_f32, 11.5, None));
    tally.refuses("not a number", &[], with_cell(11_f32, f32::NAN, None));
    tally.warns(
        "not a number, declared as nodata",
        &[],
        with_cell(11_f32, f32::NAN, Some(f64::NAN)),
    );
    tally.refuses("infinity", &[], with_cell(11_f32, f32::INFINITY, None));
    tally.refuses(
        "the least float above zero",
        &[],
        with_cell(11_f32, f32::from_bits(1), None),
    );
    tally.refuses(
        "the least float of all, not declared as nodata",
        &[],
        with_cell(11_f32, f32::MIN, None),
    );
    tally.warns(
        "the same, declared",
        &[],
        with_cell(11_f32, f32::MIN, Some(f64::from(f32::MIN))),
    );
    tally.refuses("minus zero", &[], with_cell(11_f32, -0.0, None));
    tally.refuses(
        "a code between two floats",
        &[],
        with_cell(11_f64, 2_f64.powi(53) + 2.0, None),
    );
    insta::assert_snapshot!(tally.told());
}

#[test]
fn layouts() {
    let mut tally = Cases::new(TALLY_TIFF);
    tally.refuses("a picture", &[], |b| {
        b.tiff("frame.tif", |tiff| {
            tiff.bands = 3;
            tiff.options = vec!["PHOTOMETRIC=RGB"];
        });
    });
    tally.refuses("a picture with opacity", &[], |b| {
        b.tiff("frame.tif", |tiff| {
            tiff.bands = 4;
            tiff.options = vec!["PHOTOMETRIC=RGB", "ALPHA=YES"];
        });
    });
    tally.accepts("a palette", &[], |b| {
        b.tiff("frame.tif", |tiff| {
            tiff.options = vec!["PHOTOMETRIC=PALETTE"]
        });
    });
    tally.warns("one compressed strip", &[], |b| {
        b.tiff("frame.tif", |tiff| {
            tiff.size = (60, 2400);
            tiff.cells = vec![11; 60 * 2400];
            tiff.options = vec!["COMPRESS=DEFLATE", "BLOCKYSIZE=2400"];
        });
    });
    insta::assert_snapshot!(tally.told());
}
