//! An invented region of any number of zones: other names, years, legend and coordinate system than the Jiangxi example.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use testkit::raster::RasterSpec;

/// West, south, and degrees of longitude and latitude of the region.
const EXTENT: (f64, f64, f64, f64) = (98.0, 22.0, 8.0, 6.0);

/// Cells of the rasters per degree.
const CELLS_PER_DEGREE: usize = 80;

const YEARS: [i32; 5] = [2000, 2005, 2010, 2015, 2020];

/// Codes of the legend `clcd`.
const CODES: [u8; 9] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

const FIRST: [&str; 10] = ["云", "龙", "景", "安", "永", "石", "双", "普", "腾", "临"];
const SECOND: [&str; 8] = ["山", "河", "川", "林", "屏", "江", "泉", "谷"];
const KIND: [&str; 3] = ["市", "县", "自治州"];

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    /// The next number from 0 up to 1.
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Writes a project of `zones` zones into `folder`: boundaries, five rasters, statistics and `project.toml`.
pub fn write(folder: &Path, zones: usize) {
    fs::create_dir_all(folder).unwrap();
    let columns = (zones as f64 * EXTENT.2 / EXTENT.3).sqrt().ceil() as usize;
    let rows = zones.div_ceil(columns);
    fs::write(
        folder.join("zones.geojson"),
        boundaries(zones, columns, rows),
    )
    .unwrap();
    for (step, year) in YEARS.into_iter().enumerate() {
        write_raster(&folder.join(format!("clcd_{year}.tif")), step);
    }
    fs::write(folder.join("statistics.csv"), statistics(zones)).unwrap();
    fs::write(folder.join("project.toml"), PROJECT).unwrap();
}

fn name(zone: usize) -> String {
    let number = if zone < 240 {
        String::new()
    } else {
        (zone / 240).to_string()
    };
    format!(
        "{}{}{}{number}",
        FIRST[zone % 10],
        SECOND[zone / 10 % 8],
        KIND[zone / 80 % 3]
    )
}

/// Zones between the nodes of a crooked lattice; neighbours share their borders.
fn boundaries(zones: usize, columns: usize, rows: usize) -> String {
    let mut dice = Dice(7);
    let mut node = |x: f64, y: f64, crooked: f64| {
        let (west, south, width, height) = EXTENT;
        let (dx, dy) = (width / columns as f64, height / rows as f64);
        let mut shift = || (dice.roll() - 0.5) * crooked;
        [west + (x + shift()) * dx, south + (y + shift()) * dy]
    };
    let mut nodes = Vec::new();
    for row in 0..=rows {
        for col in 0..=columns {
            let (x, y) = (col as f64, row as f64);
            nodes.push([
                node(x, y, 0.5),
                node(x + 0.5, y, 0.3),
                node(x, y + 0.5, 0.3),
            ]);
        }
    }
    let at = |col: usize, row: usize| nodes[row * (columns + 1) + col];
    let features: Vec<String> = (0..zones)
        .map(|zone| {
            let (col, row) = (zone % columns, zone / columns);
            let ring = [
                at(col, row)[0],
                at(col, row)[1],
                at(col + 1, row)[0],
                at(col + 1, row)[2],
                at(col + 1, row + 1)[0],
                at(col, row + 1)[1],
                at(col, row + 1)[0],
                at(col, row)[2],
                at(col, row)[0],
            ];
            let ring: Vec<String> = ring.iter().map(|[x, y]| format!("[{x:.6},{y:.6}]")).collect();
            format!(
                r#"{{"type":"Feature","properties":{{"code":"Z{zone:04}","name":"{}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
                name(zone),
                ring.join(",")
            )
        })
        .collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
        features.join(",\n")
    )
}

/// Patches that change a little from step to step.
fn write_raster(path: &Path, step: usize) {
    let (west, south, width, height) = EXTENT;
    let margin = 0.5;
    let size = |degrees: f64| ((degrees + 2.0 * margin) * CELLS_PER_DEGREE as f64) as usize;
    let (columns, rows) = (size(width), size(height));
    let mut cells = vec![0_u8; columns * rows];
    for (index, cell) in cells.iter_mut().enumerate() {
        let (col, row) = (index % columns, index / columns);
        let patch = (row / 9 * 1000 + col / 11) as u64;
        let changed = u64::from(Dice(patch ^ 0xabc).roll() < 0.05 * step as f64);
        let mut dice = Dice(patch + 1_000_000 * changed);
        // Forest and cropland prevail.
        let pick = (dice.roll().powf(1.7) * CODES.len() as f64) as usize;
        *cell = CODES[[1, 0, 3, 2, 4, 7, 6, 8, 5][pick]];
    }
    let step = 1.0 / CELLS_PER_DEGREE as f64;
    let spec = RasterSpec {
        size: (columns, rows),
        transform: Some([
            west - margin,
            step,
            0.0,
            south + height + margin,
            0.0,
            -step,
        ]),
        crs: Some("EPSG:4326"),
        nodata: Some(0.0),
        options: &["COMPRESS=DEFLATE"],
        ..RasterSpec::default()
    };
    testkit::raster::write_raster(path, &spec, &cells);
}

fn statistics(zones: usize) -> String {
    let mut table = "zone,year,variable,value,unit,status,source\n".to_owned();
    for zone in 0..zones {
        let mut dice = Dice(zone as u64);
        let (people, wealth, coal) = (
            20.0 + 300.0 * dice.roll(),
            1.0 + 4.0 * dice.roll(),
            0.3 + dice.roll(),
        );
        for (step, year) in YEARS.into_iter().enumerate() {
            let growth = 1.0 + 0.35 * step as f64;
            let gdp = people * wealth * growth;
            for (variable, value, unit) in [
                ("population", people * (1.0 + 0.02 * step as f64), "万人"),
                ("gdp_constant", gdp * 1e4, "万元"),
                (
                    "energy",
                    gdp * coal * (1.0 - 0.08 * step as f64),
                    "万吨标准煤",
                ),
            ] {
                let _ = writeln!(
                    table,
                    "Z{zone:04},{year},{variable},{value:.4},{unit},invented,none"
                );
            }
        }
    }
    table
}

const PROJECT: &str = r#"
[project]
name = "invented"
title = "Invented region 虚构地区"
note = "every number is invented"
years = [2000, 2005, 2010, 2015, 2020]
language = "both"

[boundaries]
path = "zones.geojson"
id = "code"
name = "name"

[landuse]
legend = "clcd"

[landuse.rasters]
2000 = "clcd_2000.tif"
2005 = "clcd_2005.tif"
2010 = "clcd_2010.tif"
2015 = "clcd_2015.tif"
2020 = "clcd_2020.tif"

[statistics]
path = "statistics.csv"

[compensation]
base_year = 2000
target_year = 2020
preset = "paper-2024"

[classes]
emissions = { scheme = "quantiles", classes = 5 }
intensity = { scheme = "share-of-mean", breaks = [0.8, 1.2] }
ecc = { scheme = "fisher-jenks", classes = 6 }
esc = { scheme = "equal-interval", classes = 4 }
budget = { scheme = "about-zero", breaks = [2e6, 5e6, 1e7] }
"#;
