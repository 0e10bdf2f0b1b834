//! VRTs: what they put side by side is read, what else they can do is refused.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::*;
use landuse_ingest::raster::{Location, Raster, RasterError, RasterOptions};

/// Codes of the whole raster that the tests cut into files, a pattern in which each place is told from its neighbours.
pub(crate) fn whole() -> Vec<u8> {
    let code = |i: usize| [11, 21, 31, 43, 51, 61][(i / 20 * 7 + i % 20 * 3) % 6];
    (0..400).map(code).collect()
}

/// Writes the cells of a rectangle of it.
pub(crate) fn cut(
    dir: &Path,
    name: &str,
    [col, row, width, height]: [usize; 4],
    nodata: Option<f64>,
) {
    let whole = whole();
    let rows = (row..row + height).flat_map(|row| row * 20 + col..row * 20 + col + width);
    let cells: Vec<u8> = rows.map(|index| whole[index]).collect();
    let [x, dx, rx, y, ry, dy] = FRAME;
    let spec = RasterSpec {
        size: (width, height),
        transform: Some([x + dx * col as f64, dx, rx, y + dy * row as f64, ry, dy]),
        nodata,
        options: &["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"],
        ..RasterSpec::default()
    };
    write_raster(&dir.join(name), &spec, &cells);
}

/// A source as `gdalbuildvrt` writes it.
fn source(name: &str, [col, row, width, height]: [usize; 4]) -> String {
    format!(
        r#"<SimpleSource><SourceFilename relativeToVRT="1">{name}</SourceFilename><SourceBand>1</SourceBand>
        <SourceProperties RasterXSize="{width}" RasterYSize="{height}" DataType="Byte" BlockXSize="16" BlockYSize="16"/>
        <SrcRect xOff="0" yOff="0" xSize="{width}" ySize="{height}"/><DstRect xOff="{col}" yOff="{row}" xSize="{width}" ySize="{height}"/></SimpleSource>"#
    )
}

fn vrt(band: &str) -> String {
    format!(
        r#"<VRTDataset rasterXSize="20" rasterYSize="20"><SRS dataAxisToSRSAxisMapping="1,2">EPSG:32650</SRS>
        <GeoTransform> 5.0000000000000000e+05,  1.0000000000000000e+02,  0.0,  3.0020000000000000e+06,  0.0, -1.0e+02</GeoTransform>
        <VRTRasterBand dataType="Byte" band="1"><ColorInterp>Gray</ColorInterp>{band}</VRTRasterBand></VRTDataset>"#
    )
}

const WEST: [usize; 4] = [0, 0, 9, 20];
const EAST: [usize; 4] = [9, 0, 11, 20];

/// The two halves in a folder, and the VRT of a text beside them.
fn made(dir: &Path, text: &str) -> PathBuf {
    cut(dir, "west.tif", WEST, None);
    cut(dir, "east.tif", EAST, None);
    let path = dir.join("mosaic.vrt");
    fs::write(&path, text).unwrap();
    path
}

fn both() -> String {
    source("west.tif", WEST) + &source("east.tif", EAST)
}

/// The tally of two oblique zones over a raster.
fn tallied(path: &Path) -> Vec<Vec<u64>> {
    try_tally(&open(path)).unwrap()
}

/// The same, if it can be had.
pub(crate) fn try_tally(raster: &Raster) -> Result<Vec<Vec<u64>>, RasterError> {
    let zones = zones(
        UTM_50N,
        vec![
            zone("a", oblique()),
            zone("b", rectangle(499_950.0, 3_000_020.0, 1999.0, 1955.0)),
        ],
    );
    let (overlay, _) = zones.over(&raster.grid, planar()).unwrap();
    let ledger = overlay.tally_one(raster, "x", &legend("cnlucc"), false)?;
    Ok(bits(&ledger))
}

fn refused(text: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    complaint(&made(dir.path(), text))
}

#[test]
fn files_side_by_side_are_the_whole() {
    let dir = tempfile::tempdir().unwrap();
    cut(dir.path(), "whole.tif", [0, 0, 20, 20], None);
    let expected = tallied(&dir.path().join("whole.tif"));
    let mosaic = made(dir.path(), &vrt(&both()));
    assert_eq!(tallied(&mosaic), expected);
    // By another name, within another VRT, with an absolute path, and a source that lies beneath another.
    let renamed = dir.path().join("evil.tif");
    fs::copy(&mosaic, &renamed).unwrap();
    assert_eq!(tallied(&renamed), expected);
    let nested = source("mosaic.vrt", [0, 0, 20, 20]);
    fs::write(&renamed, vrt(&nested)).unwrap();
    assert_eq!(tallied(&renamed), expected);
    let absolute = dir.path().join("whole.tif");
    let absolute = nested
        .replace("relativeToVRT=\"1\"", "relativeToVRT=\"0\"")
        .replace("mosaic.vrt", &absolute.to_string_lossy());
    fs::write(
        &renamed,
        vrt(&(source("east.tif", [0, 0, 11, 20]) + &absolute)),
    )
    .unwrap();
    assert_eq!(tallied(&renamed), expected);
}

#[test]
fn a_window_of_a_file_is_where_the_vrt_puts_it() {
    let dir = tempfile::tempdir().unwrap();
    cut(dir.path(), "whole.tif", [0, 0, 20, 20], None);
    cut(dir.path(), "part.tif", [3, 5, 10, 8], None);
    let text = source("whole.tif", [0, 0, 10, 8]).replace(
        r#"<SrcRect xOff="0" yOff="0""#,
        r#"<SrcRect xOff="3" yOff="5.0000001""#,
    );
    let text = vrt(&text)
        .replace(
            "rasterXSize=\"20\" rasterYSize=\"20\"",
            "rasterXSize=\"10\" rasterYSize=\"8\"",
        )
        .replace("5.0000000000000000e+05", "500300")
        .replace("3.0020000000000000e+06", "3001500");
    let path = dir.path().join("part.vrt");
    fs::write(&path, text).unwrap();
    assert_eq!(tallied(&path), tallied(&dir.path().join("part.tif")));
}

#[test]
fn a_gap_without_nodata_is_refused_where_a_zone_covers_it() {
    let dir = tempfile::tempdir().unwrap();
    let gap = vrt(&source("east.tif", EAST));
    let path = made(dir.path(), &gap);
    assert_says(
        &complaint(&path),
        &["has the 9 × 20 cells from column 0, row 0", "-vrtnodata"],
    );
    let east = zones(
        UTM_50N,
        vec![zone("e", rectangle(501_000.0, 3_000_200.0, 400.0, 400.0))],
    );
    let ledger = tally(&open(&path), &east, planar()).unwrap();
    assert_eq!(inside(&ledger, 0), 16.0);
    fs::write(
        &path,
        gap.replace(
            "<ColorInterp>",
            "<NoDataValue>255</NoDataValue><ColorInterp>",
        ),
    )
    .unwrap();
    let ledger = tally(&open(&path), &square(), planar()).unwrap();
    assert_eq!(hectares(&ledger, 0, "nodata"), 16.0);
}

#[test]
fn cells_that_a_source_leaves_out_are_those_beneath_or_a_gap() {
    let dir = tempfile::tempdir().unwrap();
    let over = source("over.tif", [0, 0, 20, 20])
        .replace("SimpleSource", "ComplexSource")
        .replace("</ComplexSource>", "<NODATA>7</NODATA></ComplexSource>");
    write_raster(
        &dir.path().join("over.tif"),
        &RasterSpec::default(),
        &[7_u8; 400],
    );
    let path = made(dir.path(), &vrt(&(both() + &over)));
    let beneath = tallied(&path);
    fs::write(&path, vrt(&both())).unwrap();
    assert_eq!(tallied(&path), beneath);
    fs::write(&path, vrt(&over)).unwrap();
    assert_says(&complaint(&path), &["declares no nodata"]);
}

#[test]
fn nothing_is_resampled() {
    let halved = source("west.tif", WEST).replace(
        r#"<DstRect xOff="0" yOff="0" xSize="9""#,
        r#"<DstRect xOff="0" yOff="0" xSize="18""#,
    );
    let averaged = halved.replace("<SimpleSource>", "<SimpleSource resampling=\"average\">");
    let shifted = source("west.tif", WEST).replace("<DstRect xOff=\"0\"", "<DstRect xOff=\"0.5\"");
    assert_says(
        &refused(&vrt(&halved)),
        &["resamples west.tif: nothing is resampled here"],
    );
    assert_says(
        &refused(&vrt(&averaged)),
        &["resamples west.tif (\"average\")"],
    );
    assert_says(&refused(&vrt(&shifted)), &["resamples west.tif"]);
}

#[test]
fn vrts_that_compute_are_refused() {
    let with = |from: &str, to: &str| refused(&vrt(&both()).replacen(from, to, 1));
    for (from, to, said) in [
        (
            "<VRTDataset ",
            "<VRTDataset subClass=\"VRTWarpedDataset\" ",
            "is a VRTWarpedDataset",
        ),
        (
            "<VRTRasterBand ",
            "<VRTRasterBand subClass=\"VRTRawRasterBand\" ",
            "has a VRTRawRasterBand",
        ),
        (
            "<ColorInterp>",
            "<PixelFunctionType>sum</PixelFunctionType><ColorInterp>",
            "<PixelFunctionType>",
        ),
        ("<SrcRect", "<LUT>1:2</LUT><SrcRect", "(LUT)"),
        (
            "<SrcRect",
            "<OpenOptions><OOI key=\"A\">B</OOI></OpenOptions><SrcRect",
            "(OpenOptions)",
        ),
        (
            "dataType=\"Byte\" band",
            "dataType=\"CFloat32\" band",
            "complex numbers",
        ),
        ("<SourceBand>1", "<SourceBand>mask,1", "the band \"mask,1\""),
        (
            "<VRTDataset ",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><VRTDataset ",
            "cannot be parsed",
        ),
    ] {
        assert_says(&with(from, to), &[said]);
    }
    let dir = tempfile::tempdir().unwrap();
    let wide = made(dir.path(), &vrt(&both()));
    let spec = RasterSpec {
        size: (9, 20),
        ..RasterSpec::default()
    };
    write_raster(&dir.path().join("west.tif"), &spec, &[256_u16 + 11; 180]);
    assert_says(&complaint(&wide), &["turns the codes of", "west.tif"]);
}

#[test]
fn sources_are_raster_files_of_this_machine() {
    for (name, relative, said) in [
        (
            "/vsicurl/http://127.0.0.1:9/a.tif",
            0,
            "one of GDAL's names",
        ),
        ("/vsizip/a.zip/b.tif", 1, "one of GDAL's names"),
        (
            "%2Fvsicurl%2Fhttp%3A%2F%2F127.0.0.1%2Fa.tif",
            0,
            "is not there",
        ),
        ("http://127.0.0.1:9/a.tif", 0, "is not there"),
        ("NETCDF:\"http://127.0.0.1:9/a.nc\":b", 0, "is not there"),
        ("&lt;VRTDataset&gt;", 0, "is not there"),
        ("none.tif", 1, "is not there"),
        ("/dev/zero", 0, "is no regular file"),
    ] {
        let source = source(name, [0, 0, 20, 20]).replace(
            "relativeToVRT=\"1\"",
            &format!("relativeToVRT=\"{relative}\""),
        );
        assert_says(&refused(&vrt(&source)), &["leads to", said]);
    }
    let passwd = source("/etc/passwd", [0, 0, 20, 20]);
    assert_says(&refused(&vrt(&passwd)), &["/etc/passwd: not a raster"]);
    let itself = source("mosaic.vrt", [0, 0, 20, 20]);
    assert_says(&refused(&vrt(&itself)), &["leads to itself"]);
}

#[test]
fn a_raster_consists_of_its_sources_and_of_what_lies_beside_them() {
    let dir = tempfile::tempdir().unwrap();
    let path = made(dir.path(), &vrt(&both()));
    fs::write(dir.path().join("east.tif.aux.xml"), "<PAMDataset/>").unwrap();
    let names = |files: &[PathBuf]| {
        let names = files.iter().filter_map(|file| file.file_name());
        let mut names: Vec<_> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let expected = ["east.tif", "east.tif.aux.xml", "mosaic.vrt", "west.tif"];
    assert_eq!(names(&Location::from(&path).files()), expected);
    let raster = Raster::open(&path, &RasterOptions::default()).unwrap();
    assert_eq!(names(&raster.files), expected);
    assert_eq!(raster.sources().len(), 2);
}

#[test]
fn a_mosaic_at_a_glance_is_that_of_the_whole() {
    let dir = tempfile::tempdir().unwrap();
    cut(dir.path(), "whole.tif", [0, 0, 20, 20], None);
    let mosaic = made(dir.path(), &vrt(&both()));
    let whole = open(&dir.path().join("whole.tif")).overview(100).unwrap();
    assert_eq!(open(&mosaic).overview(100).unwrap(), whole);
}
