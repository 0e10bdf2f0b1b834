//! Raster files: missing, empty, damaged, or something else.

use crate::bad_inputs::cases::{Cases, TALLY};
use crate::bad_inputs::small_study::{SmallStudy, cut, utf16};

/// A tally of the raster that a case names.
const RASTER: &[&str] = TALLY.split_at(TALLY.len() - 1).0;

/// A GeoTIFF of five compressed blocks.
fn compressed(b: &SmallStudy) {
    b.tiff("frame.tif", |tiff| {
        tiff.options = vec!["COMPRESS=DEFLATE", "BLOCKYSIZE=4"]
    });
}

fn mosaic(source: &str) -> String {
    format!(
        r#"<VRTDataset rasterXSize="20" rasterYSize="20"><SRS>EPSG:6933</SRS><GeoTransform>500000, 100, 0, 3002000, 0, -100</GeoTransform>
<VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename relativeToVRT="1">{source}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"#
    )
}

#[test]
fn files() {
    let mut tally = Cases::new(RASTER);
    tally.refuses("no such file", &["fram.asc"], |_| {});
    tally.refuses("a label without a file", &["2010="], |_| {});
    tally.refuses("a file after no label", &["=frame.asc"], |_| {});
    tally.refuses("one name twice", &["frame.asc", "a/frame.asc"], |_| {});
    tally.refuses("a folder of other things", &["a"], |b| {
        b.folder("a");
        b.write("a/read me.txt", "tiles of 2010");
    });
    tally.accepts("a folder of one tile", &["2010=a"], |b| {
        b.folder("a");
        b.tiff("a/frame.tif", |_| {});
    });
    tally.refuses("a pattern that no file fits", &["2010=a/*.tif"], |_| {});
    tally.refuses("a tile that is missing", &["2010=frame.asc,b.tif"], |_| {});
    tally.refuses("tiles on two lattices", &["2010=a.tif,b.tif"], |b| {
        b.tiff("a.tif", |_| {});
        b.tiff("b.tif", |tiff| {
            tiff.transform = Some([500_050.0, 100.0, 0.0, 3_002_000.0, 0.0, -100.0])
        });
    });
    tally.refuses("tiles with two nodata values", &["2010=a*.tif"], |b| {
        b.tiff("a.tif", |tiff| tiff.nodata = Some(0.0));
        b.tiff("ab.tif", |tiff| tiff.nodata = Some(255.0));
    });
    tally.refuses("an empty file", &["a.tif"], |b| b.write("a.tif", ""));
    tally.refuses("a text", &["a.tif"], |b| {
        b.write("a.tif", "land use of 2010")
    });
    tally.refuses("a page of a server", &["a.tif"], |b| {
        b.write("a.tif", "<!DOCTYPE html><html>404</html>")
    });
    tally.refuses("the boundaries", &["zones.geojson"], |_| {});
    tally.refuses("metadata", &["a.tif.aux.xml"], |b| {
        b.write("a.tif.aux.xml", "<PAMDataset/>")
    });
    tally.accepts("a GeoTIFF by another name", &["a.dat"], |b| {
        b.tiff("a.dat", |_| {})
    });
    tally.refuses("a file cut short", &["frame.tif"], |b| {
        compressed(b);
        cut(b, "frame.tif", 20);
    });
    tally.refuses("a block that does not decode", &["frame.tif"], |b| {
        compressed(b);
        let mut bytes = std::fs::read(b.path("frame.tif")).unwrap();
        let end = bytes.len();
        bytes[end - 20..].fill(0xff);
        b.write("frame.tif", bytes);
    });
    tally.refuses("a mosaic without its source", &["a.vrt"], |b| {
        b.write("a.vrt", mosaic("b.tif"))
    });
    tally.refuses("a mosaic of itself", &["a.vrt"], |b| {
        b.write("a.vrt", mosaic("a.vrt"))
    });
    tally.accepts(
        "a path in Chinese with blanks",
        &["2010=数据 二/用 地.tif"],
        |b| {
            b.folder("数据 二");
            b.tiff("数据 二/用 地.tif", |_| {});
        },
    );
    tally.accepts(
        "a label with a comma and quotes",
        &["2010, \"new\"=frame.asc"],
        |_| {},
    );
    insta::assert_snapshot!(tally.told());
}

#[test]
fn ascii_grids() {
    const FRAME: &str = "frame.asc";
    let mut tally = Cases::new(&[
        "tally",
        "--zones",
        "zones.geojson",
        "--zone-id",
        "id",
        "--legend",
        "cnlucc",
        "--raster",
        FRAME,
    ]);
    tally.refuses_edits(
        FRAME,
        &[
            [
                "a word among the values",
                "-9999\n11 21",
                "-9999\n11 forest",
            ],
            ["a value with a unit", "-9999\n11 21", "-9999\n11 21ha"],
            ["values with fractions", " 43 ", " 43.5 "],
            ["a first value nan", "-9999\n11", "-9999\nnan"],
            ["a value too few", "-9999\n11 21 43 51", "-9999\n11 21 43"],
            ["a value too many", "-9999\n11", "-9999\n11 11"],
            ["semicolons", " ", ";"],
            ["a byte order mark", "ncols", "\u{feff}ncols"],
            ["no number of columns", "ncols 20\n", ""],
            ["no columns", "ncols 20", "ncols 0"],
            ["columns below zero", "ncols 20", "ncols -20"],
            [
                "a million columns and rows",
                "20\nnrows 20",
                "1000000\nnrows 1000000",
            ],
            ["cells without size", "cellsize 100", "cellsize 0"],
            ["cells of no number", "cellsize 100", "cellsize abc"],
        ],
    );
    tally.refuses("UTF-16", &[], |b| b.write(FRAME, utf16(&b.read(FRAME))));
    tally.refuses("no .prj", &[], |b| b.remove("frame.prj"));
    tally.accepts_edits(
        FRAME,
        &[
            ["decimal commas", " 21 ", " 21,0 "],
            ["lines that end as on Windows", "\n", "\r\n"],
        ],
    );
    insta::assert_snapshot!(tally.told());
}
