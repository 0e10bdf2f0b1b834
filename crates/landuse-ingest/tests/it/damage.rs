//! Files that are not whole: an error that names file and block, never zeros or nodata in the place of what is lost.

use std::fs;
use std::path::Path;

use crate::support::aig::{AigGrid, write_aig};
use crate::support::*;
use gdal::Metadata;
use gdal::raster::Buffer;
use landuse_ingest::raster::{Raster, RasterOptions};
use landuse_ingest::zones::Zones;

/// Codes without a pattern that could be compressed away.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        [11, 21, 43, 51][(state >> 30) as usize]
    };
    (0..count).map(|_| next()).collect()
}

/// A zone over all cells of a raster whose cells are those of [`FRAME`].
fn all_over((width, height): (usize, usize)) -> Zones {
    let (w, h) = (width as f64 * 100.0, height as f64 * 100.0);
    zones(
        UTM_50N,
        vec![zone("all", rectangle(FRAME[0], FRAME[3] - h, w, h))],
    )
}

/// What is said when a raster of this size is tallied over all its cells. Must not be silence.
fn failure(path: &Path, size: (usize, usize)) -> String {
    let message = Raster::open(path, &RasterOptions::default())
        .and_then(|raster| tally(&raster, &all_over(size), planar()))
        .map_or_else(
            |e| e.to_string(),
            |ledger| panic!("{}: {:?}", path.display(), ledger.zones),
        );
    assert_says(&message, &[path.file_name().unwrap().to_str().unwrap()]);
    message
}

const SIZE: (usize, usize) = (300, 400);

/// Layouts of a TIFF: name, size and creation options.
fn layouts() -> [(&'static str, (usize, usize), Vec<&'static str>); 4] {
    [
        (
            "tiles",
            SIZE,
            vec!["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"],
        ),
        ("strips", SIZE, vec!["BLOCKYSIZE=16"]),
        ("rows", SIZE, vec!["BLOCKYSIZE=1"]),
        ("one-strip", (60, 2400), vec!["BLOCKYSIZE=2400"]),
    ]
}

fn for_each_tiff(mut check: impl FnMut(&str, &Path, (usize, usize))) {
    let dir = tempfile::tempdir().unwrap();
    for (layout, size, options) in layouts() {
        for compression in ["NONE", "DEFLATE", "LZW", "PACKBITS", "ZSTD"] {
            let name = format!("{layout}-{compression}");
            let path = dir.path().join(format!("{name}.tif"));
            let compress = format!("COMPRESS={compression}");
            let spec = RasterSpec {
                size,
                options: &[&options[..], &[&compress]].concat(),
                ..RasterSpec::default()
            };
            write_raster(&path, &spec, &noise(size.0 * size.1));
            check(&name, &path, size);
        }
    }
}

#[test]
fn whole_files_of_every_layout_agree() {
    let count = |size: (usize, usize), code| {
        noise(size.0 * size.1)
            .iter()
            .filter(|c| **c == code)
            .count()
    };
    for_each_tiff(|name, path, size| {
        let ledger = tally(&open(path), &all_over(size), planar()).unwrap();
        for (class, code) in [
            ("cultivated", 11),
            ("forest", 21),
            ("water", 43),
            ("construction", 51),
        ] {
            assert_eq!(
                hectares(&ledger, 0, class),
                count(size, code) as f64,
                "{name}, {class}"
            );
        }
    });
}

#[test]
fn a_tiff_cut_short_anywhere_is_refused() {
    for_each_tiff(|name, path, size| {
        let whole = fs::read(path).unwrap();
        for percent in [1, 30, 60, 90, 99, 100] {
            fs::write(
                path,
                &whole[..(whole.len() * percent / 100).min(whole.len() - 1)],
            )
            .unwrap();
            let message = failure(path, size);
            // In so short a file the directory is cut already.
            let in_block = message.contains("cannot read block");
            assert!(percent == 1 || in_block, "{name}, {percent} %: {message}");
        }
    });
}

#[test]
fn the_broken_block_is_named_with_its_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tiles.tif");
    let spec = RasterSpec {
        size: SIZE,
        options: &[
            "TILED=YES",
            "BLOCKXSIZE=64",
            "BLOCKYSIZE=64",
            "COMPRESS=DEFLATE",
        ],
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &noise(SIZE.0 * SIZE.1));
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 10]).unwrap();
    let message = failure(&path, SIZE);
    assert_says(
        &message,
        &[
            "block 4, 6",
            "column 256, row 384",
            "bytes from byte",
            "expected",
        ],
    );
}

#[test]
fn compressed_blocks_overwritten_by_zeros_are_refused() {
    for_each_tiff(|name, path, size| {
        if name.ends_with("NONE") || name.ends_with("PACKBITS") {
            return; // no code is wrong there: zeros are what the file says
        }
        let mut bytes = fs::read(path).unwrap();
        let (from, to) = (bytes.len() / 2, bytes.len() * 3 / 4);
        bytes[from..to].fill(0);
        fs::write(path, bytes).unwrap();
        if name == "one-strip-DEFLATE" {
            return; // zeros in its midst are valid codes, and libtiff does not verify its checksum
        }
        let message = failure(path, size);
        assert!(message.contains("cannot read block"), "{name}: {message}");
    });
}

/// A tiled file of which only the first block was ever written.
fn sparse(path: &Path, nodata: Option<f64>) {
    let spec = RasterSpec {
        size: SIZE,
        nodata,
        options: &[
            "TILED=YES",
            "BLOCKXSIZE=64",
            "BLOCKYSIZE=64",
            "SPARSE_OK=TRUE",
        ],
        ..RasterSpec::default()
    };
    let dataset = create_raster::<u8>(path, &spec, &[]);
    let mut block = Buffer::new((64, 64), vec![11; 64 * 64]);
    dataset
        .rasterband(1)
        .unwrap()
        .write((0, 0), (64, 64), &mut block)
        .unwrap();
    close(dataset);
}

#[test]
fn blocks_that_were_never_written_are_no_zeros() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sparse.tif");
    sparse(&path, None);
    let message = failure(&path, SIZE);
    assert_says(
        &message,
        &[
            "block 1, 0",
            "column 64, row 0",
            "never written",
            "gdal_edit.py -a_nodata",
        ],
    );
    sparse(&path, Some(255.0));
    let raster = open(&path);
    assert_says(
        &raster.warnings[0],
        &["34 of its 35 blocks", "1, 0", "without data"],
    );
    let ledger = tally(&raster, &all_over(SIZE), planar()).unwrap();
    assert_eq!(hectares(&ledger, 0, "cultivated"), 4096.0);
    assert_eq!(hectares(&ledger, 0, "nodata"), 300.0 * 400.0 - 4096.0);
}

#[test]
fn sources_that_a_mosaic_lacks_are_no_zeros() {
    let dir = tempfile::tempdir().unwrap();
    let part = |name: &str| dir.path().join(name);
    for (name, row) in [("north.tif", 0), ("south.tif", 10)] {
        let mut transform = FRAME;
        transform[3] -= f64::from(row) * 100.0;
        let spec = RasterSpec {
            size: (20, 10),
            transform: Some(transform),
            ..RasterSpec::default()
        };
        write_raster(&part(name), &spec, &stripes::<u8>(20, 10));
    }
    let source = |name: &str, row: u32| {
        format!(
            r#"<SimpleSource><SourceFilename relativeToVRT="1">{name}</SourceFilename><SourceBand>1</SourceBand>
            <SourceProperties RasterXSize="20" RasterYSize="10" DataType="Byte" BlockXSize="20" BlockYSize="10"/>
            <SrcRect xOff="0" yOff="0" xSize="20" ySize="10"/><DstRect xOff="0" yOff="{row}" xSize="20" ySize="10"/></SimpleSource>"#
        )
    };
    let mosaic = part("mosaic.vrt");
    let text = format!(
        r#"<VRTDataset rasterXSize="20" rasterYSize="20"><SRS>EPSG:32650</SRS><GeoTransform>500000,100,0,3002000,0,-100</GeoTransform>
        <VRTRasterBand dataType="Byte" band="1">{}{}</VRTRasterBand></VRTDataset>"#,
        source("north.tif", 0),
        source("south.tif", 10)
    );
    for with_properties in [true, false] {
        let text = if with_properties {
            text.clone()
        } else {
            let lines = text.lines();
            lines
                .filter(|line| !line.contains("<SourceProperties"))
                .collect()
        };
        fs::write(&mosaic, text).unwrap();
        let ledger = tally(&open(&mosaic), &all_over((20, 20)), planar()).unwrap();
        assert_eq!(hectares(&ledger, 0, "forest"), 100.0);
        fs::rename(part("south.tif"), part("gone.tif")).unwrap();
        assert_says(&failure(&mosaic, (20, 20)), &["south.tif"]);
        fs::rename(part("gone.tif"), part("south.tif")).unwrap();
    }
    let whole = fs::read(part("south.tif")).unwrap();
    fs::write(part("south.tif"), &whole[..whole.len() - 20]).unwrap();
    let error = tally(&open(&mosaic), &all_over((20, 20)), planar()).unwrap_err();
    assert_says(&error.to_string(), &["south.tif: cannot read block"]);
}

fn ascii(values: &str) -> String {
    let header = "ncols 4\nnrows 3\nxllcorner 500000\nyllcorner 3001700\ncellsize 100\n";
    format!("{header}{values}")
}

#[test]
fn ascii_grids_must_be_whole() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("grid.asc");
    let said = |text: &[u8]| {
        fs::write(&path, text).unwrap();
        fs::write(path.with_extension("prj"), crs(UTM_50N).wkt()).unwrap();
        failure(&path, (4, 3))
    };
    let row = "11 21 43 51\n";
    assert_says(
        &said(ascii(&row.repeat(2)).as_bytes()),
        &["4 × 3 = 12", "holds 8", "not whole"],
    );
    assert_says(
        &said(ascii(&"11 21 43 51 11\n".repeat(3)).as_bytes()),
        &["holds 13 or more"],
    );
    assert_says(
        &said(ascii("11 21 43 51\n11 oops 43 51\n11 21 43 51\n").as_bytes()),
        &["column 1, row 1", "\"oops\""],
    );
    assert_says(
        &said(ascii("nan 21 43 51\n11 21 43 51\n11 21 43 51\n").as_bytes()),
        &["column 0, row 0", "\"nan\", which is no number"],
    );
    assert_says(
        &said(ascii("11 nan 43 51\n11 21 43 51\n11 21 43 51\n").as_bytes()),
        &["column 1, row 0", "NaN"],
    );
    assert_says(
        &said(ascii("11 21 43 51\n11 21 43,5 51\n11 21 43 51\n").as_bytes()),
        &["column 2, row 1", "43.5"],
    );
    let utf_16: Vec<u8> = std::iter::once(0xfeff)
        .chain(ascii(&row.repeat(3)).encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_says(&said(&utf_16), &["UTF-16", "iconv -f UTF-16"]);
}

#[test]
fn ascii_grids_may_have_decimal_commas_and_late_fractions() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("grid.asc");
    fs::write(path.with_extension("prj"), crs(UTM_50N).wkt()).unwrap();
    let commas =
        ascii(&"11,0 21,0 43,0 51,0\n".repeat(3)).replace("cellsize 100", "cellsize 100,0");
    fs::write(&path, commas).unwrap();
    let ledger = tally(&open(&path), &all_over((4, 3)), planar()).unwrap();
    assert_eq!(hectares(&ledger, 0, "water"), 3.0);
    // GDAL guesses the type from the first 100 kB.
    let size = (400, 400);
    let header = "ncols 400\nnrows 400\nxllcorner 500000\nyllcorner 2962000\ncellsize 100\n";
    fs::write(
        &path,
        format!("{header}{}11.5\n", "11 ".repeat(400 * 400 - 1)),
    )
    .unwrap();
    assert_says(&failure(&path, size), &["column 399, row 399", "11.5"]);
}

#[test]
fn arc_info_and_imagine_files_cut_short_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let grid = dir.path().join("lucc");
    let values: Vec<i32> = noise(SIZE.0 * SIZE.1).into_iter().map(i32::from).collect();
    let spec = AigGrid {
        left: FRAME[0],
        top: FRAME[3],
        cell_size: 100.0,
        width: SIZE.0,
        height: SIZE.1,
        values: &values,
        nodata: None,
        prj: Some(
            "Projection UTM\nZone 50\nDatum WGS84\nUnits METERS\nSpheroid WGS84\nParameters\n",
        ),
    };
    for file in ["w001001.adf", "w001001x.adf", "dblbnd.adf", "sta.adf"] {
        for percent in [20, 60, 95] {
            write_aig(&grid, &spec).unwrap();
            let bytes = fs::read(grid.join(file)).unwrap();
            fs::write(grid.join(file), &bytes[..bytes.len() * percent / 100]).unwrap();
            failure(&grid, SIZE);
        }
    }
    for compressed in ["COMPRESSED=NO", "COMPRESSED=YES"] {
        let path = dir.path().join("landuse.img");
        let spec = RasterSpec {
            driver: "HFA",
            size: SIZE,
            options: &[compressed],
            ..RasterSpec::default()
        };
        write_raster(&path, &spec, &noise(SIZE.0 * SIZE.1));
        let whole = fs::read(&path).unwrap();
        for percent in [20, 60, 95] {
            fs::write(&path, &whole[..whole.len() * percent / 100]).unwrap();
            failure(&path, SIZE);
        }
    }
}

#[test]
fn a_checksum_that_does_not_fit_is_an_error_of_its_block() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("checked.tif");
    let tiles = ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"];
    for options in [&tiles[..], &["BLOCKYSIZE=80"], &["BLOCKYSIZE=16"]] {
        let spec = RasterSpec {
            size: SIZE,
            options: &[options, &["COMPRESS=DEFLATE"]].concat(),
            ..RasterSpec::default()
        };
        write_raster(&path, &spec, &noise(SIZE.0 * SIZE.1));
        let mut bytes = fs::read(&path).unwrap();
        let dataset = gdal::Dataset::open(&path).unwrap();
        let item = |item: &str| -> usize {
            let band = dataset.rasterband(1).unwrap();
            let item = band.metadata_item(&format!("BLOCK_{item}_0_3"), "TIFF");
            item.unwrap().parse().unwrap()
        };
        bytes[item("OFFSET") + item("SIZE") - 1] ^= 1; // its Adler-32: the cells still decode
        fs::write(&path, bytes).unwrap();
        assert_says(&failure(&path, SIZE), &["cannot read block 0, 3"]);
    }
}
