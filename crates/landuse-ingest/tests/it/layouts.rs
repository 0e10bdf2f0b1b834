//! However a TIFF lays out its cells, the tally is that of counting them one by one.

use std::path::Path;

use crate::support::TallyOne;
use crate::support::*;
use gdal::raster::{Buffer, GdalType};
use geo::polygon;
use landuse_ingest::cell_area::AreaRule;
use landuse_ingest::overlay::Overlay;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::overlay::Overlays;
use landuse_ingest::raster::{Raster, RasterOptions};
use landuse_ingest::tally::TallyRequest;
use landuse_ingest::zones::Zones;

/// Neither is a multiple of any block's size, so that the last blocks stick out.
const SIZE: (usize, usize) = (150, 133);

const NODATA: u8 = 200;

/// Classes of cnlucc by the codes that [`cells`] has.
const CLASSES: [(&str, &[u8]); 5] = [
    ("cultivated", &[11, 12]),
    ("forest", &[21, 24]),
    ("water", &[43]),
    ("construction", &[51]),
    ("nodata", &[NODATA]),
];

const LAYOUTS: [(&str, &[&str]); 6] = [
    (
        "tiles of 16",
        &["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"],
    ),
    (
        "tiles of 64",
        &["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"],
    ),
    (
        "wide tiles",
        &["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=128"],
    ),
    ("rows", &["BLOCKYSIZE=1"]),
    ("strips", &["BLOCKYSIZE=7"]),
    ("tall strips", &["BLOCKYSIZE=100"]),
];

/// Patches, stretches of one class, speckle, and cells without data among them.
fn cells(seed: u32) -> Vec<u8> {
    let codes = [11, 12, 21, 24, 43, 51, NODATA];
    let mut state = seed;
    let mut next = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    let mut cells = Vec::new();
    while cells.len() < SIZE.0 * SIZE.1 {
        let (code, most) = (codes[next(7) as usize], [1, 3, 20, 300][next(4) as usize]);
        cells.extend(vec![code; 1 + next(most) as usize]);
    }
    cells.truncate(SIZE.0 * SIZE.1);
    cells
}

/// Neighbours with oblique borders that reach over the edges, a ring with a hole, and a sliver.
fn some_zones(definition: &str) -> Zones {
    let (x, y) = (FRAME[0], FRAME[3]);
    let at = |col: f64, row: f64| geo::coord! { x: x + col * 100.0, y: y - row * 100.0 };
    let west = polygon![at(-5.0, 3.3), at(61.7, 9.1), at(80.2, 140.0), at(2.0, 90.5)];
    let east = polygon![
        at(61.7, 9.1),
        at(158.0, -4.0),
        at(149.0, 131.0),
        at(80.2, 140.0)
    ];
    let ring = polygon!(exterior: [at(10.0, 20.0), at(50.0, 20.0), at(50.0, 60.0), at(10.0, 60.0)],
        interiors: [[at(20.0, 30.0), at(40.5, 30.5), at(40.0, 50.0), at(20.0, 50.0)]]);
    let sliver = polygon![at(0.1, 70.2), at(149.9, 70.3), at(149.9, 70.4)];
    zones(
        definition,
        vec![
            zone("west", west),
            zone("east", east),
            zone("ring", ring),
            zone("sliver", sliver),
        ],
    )
}

/// Shares × areas of the cells of a class in a zone, in ha, one cell after another.
fn naive(overlay: &Overlay, zone: usize, cells: &[u8], codes: &[u8]) -> f64 {
    let spans = overlay.coverage.zones[zone].spans.iter();
    spans
        .flat_map(|(row, span)| (span.start..span.end).map(move |col| (row, col, span.share)))
        .filter(|&(row, col, _)| codes.contains(&cells[row as usize * SIZE.0 + col as usize]))
        .map(|(_, _, share)| share as f64 / 2_f64.powi(52))
        .sum()
}

/// [`write`] with a type of codes.
type Writer = fn(&Path, &[&str], &[u8]);

fn write<T: GdalType + Copy + From<u8>>(path: &Path, options: &[&str], cells: &[u8]) {
    let spec = RasterSpec {
        size: SIZE,
        nodata: Some(NODATA.into()),
        options,
        ..RasterSpec::default()
    };
    let values: Vec<T> = cells.iter().map(|&code| T::from(code)).collect();
    write_raster(path, &spec, &values);
}

#[track_caller]
fn assert_counts(path: &Path, cells: &[u8], what: &str) {
    let zones = some_zones(UTM_50N);
    let raster = open(path);
    let (overlay, _) = zones.over(&raster.grid, planar()).unwrap();
    let ledger = overlay
        .tally_one(&raster, "test", &legend("cnlucc"), false)
        .unwrap();
    for zone in 0..zones.zones.len() {
        for (class, codes) in CLASSES {
            let (ours, theirs) = (
                hectares(&ledger, zone, class),
                naive(&overlay, zone, cells, codes),
            );
            assert!(
                (ours - theirs).abs() < 1e-9,
                "{what}, zone {zone}, {class}: {ours} against {theirs}"
            );
        }
    }
}

#[test]
fn every_compression_and_layout_counts_the_same_cells() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("landuse.tif");
    for (seed, (layout, options)) in (1..).zip(LAYOUTS) {
        let cells = cells(seed);
        for compression in ["NONE", "DEFLATE", "LZW", "PACKBITS", "ZSTD", "LZMA"] {
            for more in [
                "PREDICTOR=1",
                "PREDICTOR=2",
                "ENDIANNESS=BIG",
                "BIGTIFF=YES",
            ] {
                if more == "PREDICTOR=2" && !["DEFLATE", "LZW", "ZSTD"].contains(&compression) {
                    continue;
                }
                let compress = format!("COMPRESS={compression}");
                write::<u8>(&path, &[options, &[&compress, more]].concat(), &cells);
                assert_counts(&path, &cells, &format!("{layout}, {compression}, {more}"));
            }
        }
    }
}

#[test]
fn every_type_counts_the_same_cells() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("landuse.tif");
    for (seed, (layout, options)) in (11..).zip(LAYOUTS) {
        let cells = cells(seed);
        let options = [options, &["COMPRESS=DEFLATE"]].concat();
        let writers: [(&str, Writer); 7] = [
            ("u8", write::<u8>),
            ("u16", write::<u16>),
            ("i16", write::<i16>),
            ("u32", write::<u32>),
            ("i32", write::<i32>),
            ("f32", write::<f32>),
            ("f64", write::<f64>),
        ];
        for (name, write) in writers {
            write(&path, &options, &cells);
            assert_counts(&path, &cells, &format!("{layout}, {name}"));
        }
    }
}

#[test]
fn masked_cells_are_those_without_data() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("landuse.tif");
    for (seed, (layout, options)) in (21..).zip(LAYOUTS) {
        let cells = cells(seed);
        let spec = RasterSpec {
            size: SIZE,
            options,
            ..RasterSpec::default()
        };
        // Beneath the mask lies a class.
        let values: Vec<u8> = cells
            .iter()
            .map(|&c| if c == NODATA { 11 } else { c })
            .collect();
        let dataset = create_raster(&path, &spec, &values);
        let mut band = dataset.rasterband(1).unwrap();
        band.create_mask_band(true).unwrap();
        let mask = cells
            .iter()
            .map(|&c| if c == NODATA { 0 } else { 255 })
            .collect();
        let mut mask = Buffer::<u8>::new(SIZE, mask);
        band.open_mask_band()
            .unwrap()
            .write((0, 0), SIZE, &mut mask)
            .unwrap();
        close(dataset);
        assert!(open(&path).storage.masked);
        assert_counts(&path, &cells, layout);
    }
}

#[test]
fn more_codes_than_the_tables_hold_are_counted_under_the_raw_legend() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("codes.tif");
    let count = SIZE.0 * SIZE.1;
    // 700 codes, some small, some beyond 16 bits, some negative.
    let code = |i: usize| (i * 7919 % 700) as i32 * 400 - 20_000;
    let values: Vec<i32> = (0..count).map(code).collect();
    let spec = RasterSpec {
        size: SIZE,
        options: &["COMPRESS=DEFLATE"],
        ..RasterSpec::default()
    };
    write_raster(&path, &spec, &values);
    let raster = open(&path);
    let all = zones(
        UTM_50N,
        vec![zone(
            "all",
            rectangle(FRAME[0], FRAME[3] - 13_300.0, 15_000.0, 13_300.0),
        )],
    );
    let (overlay, _) = all.over(&raster.grid, planar()).unwrap();
    let ledger = overlay
        .tally_one(&raster, "test", &legend("raw"), false)
        .unwrap();
    let mut distinct: Vec<i32> = values.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert!(distinct.len() > 255, "{}", distinct.len());
    for wanted in distinct {
        let class = match wanted {
            ..0 => format!("code-minus-{}", -wanted),
            _ => format!("code-{wanted}"),
        };
        let cells = values.iter().filter(|&&v| v == wanted).count();
        assert_eq!(hectares(&ledger, 0, &class), cells as f64, "{class}");
    }
}

#[test]
fn cells_of_varying_area_are_weighed_one_by_one() {
    let dir = tempfile::tempdir().unwrap();
    let cells = cells(31);
    let ledgers = LAYOUTS.map(|(_, options)| {
        let path = dir.path().join("landuse.tif");
        write::<u8>(&path, options, &cells);
        let options = OverlayOptions {
            area: AreaRule::True,
            ..OverlayOptions::default()
        };
        bits(&tally(&open(&path), &some_zones(UTM_50N), options).unwrap())
    });
    for ledger in &ledgers[1..] {
        assert_eq!(*ledger, ledgers[0]);
    }
}

/// Rasters of one grid in several layouts, and one on another grid.
fn years(dir: &Path) -> Vec<(String, Raster)> {
    let mut rasters = Vec::new();
    for year in 0..19_u32 {
        let (_, options) = LAYOUTS[year as usize % 3];
        let path = dir.join(format!("{year}.tif"));
        write::<u8>(&path, options, &cells(100 + year));
        rasters.push((year.to_string(), open(&path)));
    }
    let path = dir.join("other.tif");
    write_stripes(&path, (20, 20), FRAME, UTM_50N);
    rasters.insert(5, ("other".to_owned(), open(&path)));
    rasters
}

#[test]
fn rasters_side_by_side_are_tallied_as_one_by_one() {
    let dir = tempfile::tempdir().unwrap();
    let rasters = years(dir.path());
    let zones = some_zones(UTM_50N);
    let mut overlays = Overlays::new(&zones, planar());
    let labelled: Vec<_> = rasters.iter().map(|(l, r)| (l.as_str(), r)).collect();
    let together = overlays
        .tally(&TallyRequest::new(&labelled, &legend("cnlucc")))
        .unwrap();
    assert_eq!(overlays.laid().len(), 2);
    for ((label, raster), ledger) in rasters.iter().zip(&together) {
        assert_eq!(*label, ledger.label);
        assert_eq!(
            bits(&tally(raster, &zones, planar()).unwrap()),
            bits(ledger),
            "{label}"
        );
    }
}

#[test]
fn the_first_raster_that_is_broken_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = |year: &str| dir.path().join(format!("{year}.tif"));
    let rasters = years(dir.path());
    for year in ["17", "9", "12"] {
        let whole = std::fs::read(path(year)).unwrap();
        std::fs::write(path(year), &whole[..whole.len() - 10]).unwrap();
    }
    let rasters: Vec<_> = rasters
        .into_iter()
        .filter(|(label, _)| label != "other")
        .map(|(label, raster)| {
            (
                label,
                Raster::open(raster.location, &RasterOptions::default()).unwrap(),
            )
        })
        .collect();
    let zones = some_zones(UTM_50N);
    let (overlay, _) = zones.over(&rasters[0].1.grid, planar()).unwrap();
    let labelled: Vec<_> = rasters.iter().map(|(l, r)| (l.as_str(), r)).collect();
    let error = overlay
        .tally(&TallyRequest::new(&labelled, &legend("cnlucc")))
        .unwrap_err()
        .to_string();
    assert_says(&error, &["9.tif", "cannot read block"]);
}
