//! Zones of which a part has no land class: warned of, and left out below the limit of the project.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use testkit::program::{landcarbon, stderr, succeed};

/// Zones of 10 × 10 cells of 1 ha: of `a` all cells have no data, of `b` 60 %, of `c` 2 %; half of `d` lies beyond the raster.
const ZONES: [(&str, usize, usize); 7] = [
    ("a", 0, 0),
    ("b", 10, 0),
    ("c", 20, 0),
    ("d", 30, 0),
    ("e", 0, 10),
    ("f", 10, 10),
    ("g", 20, 10),
];

const PROJECT: &str = r#"[project]
name = "part"
years = [2010, 2020]
[boundaries]
path = "zones.geojson"
id = "id"
crs = "EPSG:6933"
[landuse]
legend = "cnlucc-level1"
crs = "EPSG:6933"
rasters = { 2010 = "whole.asc", 2020 = "land.asc" }
[statistics]
path = "statistics.csv"
[coefficients]
preset = "consistent-c"
without = ["cultivated", "unused"]
[compensation]
base_year = 2010
target_year = 2020
engel = { coefficient = 0.32 }
price = { yuan_per_usd = 6.8976, region_gdp_per_person_1e4_yuan = 5.6871, nation_gdp_per_person_1e4_yuan = 7.2 }
[zoning]
[[zoning.other]]
name = "forest"
method = "rules"
rules = [{ when = "forest_ha > 40", zone = "green" }]
otherwise = "grey"
[analysis]
moran = ["ecc"]
inequality = true
compensation_rate = true
[uncertainty]
draws = 100
sobol_samples = 0
seed = 1
maps = ["esc"]
[uncertainty.coefficients]
sigma = { distribution = "normal", relative_sd = 0.1, source = "made up" }
"#;

fn write_grid(path: &Path, columns: usize, is_nodata: impl Fn(usize, usize) -> bool) {
    let mut grid = format!(
        "ncols {columns}\nnrows 20\nxllcorner 0\nyllcorner 0\ncellsize 100\nNODATA_value 0\n"
    );
    for row in 0..20 {
        for column in 0..columns {
            let code = match is_nodata(column, 19 - row) {
                true => 0,
                false => 2,
            };
            let _ = write!(grid, "{code} ");
        }
        grid.push('\n');
    }
    fs::write(path, grid).unwrap();
}

fn study(edit: impl Fn(&str) -> String) -> TempDir {
    let folder = TempDir::new().unwrap();
    let path = |file: &str| folder.path().join(file);
    write_grid(&path("whole.asc"), 35, |_, _| false);
    write_grid(&path("land.asc"), 35, |column, row| {
        row < 10
            && match column {
                0..10 => true,
                10..20 => row < 6,
                20..30 => row == 0 && column < 22,
                _ => false,
            }
    });
    let features = ZONES.map(|(id, x, y)| {
        let [west, south, east, north] = [x, y, x + 10, y + 10].map(|cells| cells * 100);
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
        )
    });
    let zones = features.join(",");
    let zones = format!(r#"{{"type":"FeatureCollection","features":[{zones}]}}"#);
    fs::write(path("zones.geojson"), zones).unwrap();
    let mut table = "zone,year,variable,value,unit,source\n".to_owned();
    for (place, (id, ..)) in ZONES.iter().enumerate() {
        for year in [2010, 2020] {
            for (variable, value, unit) in [
                ("population", 1000, "persons"),
                ("gdp_constant", 5000 + 100 * place, "1e4 yuan"),
                ("energy", 400, "tce"),
            ] {
                let _ = writeln!(table, "{id},{year},{variable},{value},{unit},made up");
            }
        }
    }
    fs::write(path("statistics.csv"), table).unwrap();
    fs::write(path("project.toml"), edit(PROJECT)).unwrap();
    folder
}

/// The cells of a column of a table, by zone, of the year 2020 if the table has years. Tables for people have headings in words.
fn column(folder: &Path, table: &str, heading: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(folder.join("out/tables").join(table)).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().unwrap().clone();
    let place = |names: &[&str]| headings.iter().position(|found| names.contains(&found));
    let (zone, cell) = (
        place(&["zone", "Zone id"]).unwrap(),
        place(&[heading]).unwrap(),
    );
    let year = place(&["year", "Year"]);
    let rows = reader.records().map(Result::unwrap);
    let last = rows.filter(|row| year.is_none_or(|year| &row[year] == "2020"));
    let zones = last.filter(|row| !row[zone].is_empty());
    zones
        .map(|row| (row[zone].to_owned(), row[cell].to_owned()))
        .collect()
}

fn zones_of(folder: &Path, table: &str, heading: &str) -> String {
    let cells = column(folder, table, heading);
    cells.into_iter().map(|(zone, _)| zone).collect()
}

#[test]
fn what_has_no_class_is_said_and_shown_everywhere() {
    let folder = study(str::to_owned);
    let folder = folder.path();
    let output = succeed(landcarbon(folder).args(["run", "project.toml"]));
    let said = stderr(&output);
    for warning in [
        "a (a) in 2020: 100.00 % of its area has no land class (100.00 % nodata)",
        "b (b) in 2020: 60.00 % of its area has no land class (60.00 % nodata)",
        "c (c) in 2020: 2.00 % of its area has no land class (2.00 % nodata)",
        "d (d) in 2010, 2020: up to 50.00 % of its area has no land class (50.00 % outside the raster)",
        "less than 50 % of the area of 2 zones has a land class",
    ] {
        assert_eq!(said.matches(warning).count(), 1, "{warning}\n{said}");
    }
    let coverage = column(folder, "table-5.csv", "Share with a land class");
    let coverage: Vec<_> = coverage.iter().map(|(_, share)| &**share).collect();
    assert_eq!(
        coverage[..5],
        ["0.0000", "0.4000", "0.9800", "0.5000", "1.0000"]
    );
    let functions = column(folder, "table-6.csv", "Functional zone");
    let unassigned = functions.iter().filter(|(_, zone)| zone == "not assigned");
    let unassigned: String = unassigned.map(|(zone, _)| &**zone).collect();
    assert_eq!(unassigned, "ab");
    assert_eq!(zones_of(folder, "table-7.csv", "Class"), "cdefg");
    assert_eq!(zones_of(folder, "sensitivity.csv", "changes_role"), "cdefg");
    let forest = column(folder, "zonings.csv", "class");
    assert_eq!(forest.len(), 2 * 5);

    let layer = fs::read_to_string(folder.join("out/layers/budget-2020.geojson")).unwrap();
    let feature = |zone: &str| {
        let known = format!(r#""zone":"{zone}""#);
        layer.lines().find(|line| line.contains(&known)).unwrap()
    };
    assert!(feature("b").contains(r#""coverage":0.4"#), "{layer}");
    assert!(feature("b").contains(r#""class":null"#), "{layer}");
    assert!(!feature("d").contains(r#""class":null"#), "{layer}");

    let hidden = "less than 50 % of the land classified";
    for file in [
        "figures/figure-4-esc.svg",
        "figures/figure-5-budget.svg",
        "report.html",
    ] {
        let text = fs::read_to_string(folder.join("out").join(file)).unwrap();
        assert!(text.contains(hidden), "{file}");
    }
    let ecc = fs::read_to_string(folder.join("out/figures/figure-3-ecc.svg")).unwrap();
    assert!(!ecc.contains(hidden));
    let styles = fs::read(folder.join("out/layers/part.gpkg")).unwrap();
    let case = b"WHEN &quot;coverage&quot; &lt; 0.5 THEN";
    assert!(styles.windows(case.len()).any(|bytes| bytes == case));
}

#[test]
fn the_project_sets_the_limit() {
    let limited = |limit: &str| {
        let limit = format!("[landuse]\nmin_coverage = {limit}\n");
        study(|project| project.replace("[landuse]\n", &limit))
    };
    let folder = limited("0");
    let output = succeed(landcarbon(folder.path()).args(["run", "project.toml"]));
    assert!(
        !stderr(&output).contains("less than"),
        "{}",
        stderr(&output)
    );
    assert_eq!(zones_of(folder.path(), "table-7.csv", "Class"), "abcdefg");
    let folder = limited("1.5");
    let output = landcarbon(folder.path())
        .args(["check", "project.toml"])
        .output()
        .unwrap();
    let said = stderr(&output);
    assert!(!output.status.success());
    assert!(
        said.contains("[landuse] min_coverage is 1.5; it is a share of a zone's area, from 0"),
        "{said}"
    );
}

#[test]
fn a_tally_warns_as_a_run_does() {
    let folder = study(str::to_owned);
    let output = succeed(landcarbon(folder.path()).args([
        "tally",
        "--zones",
        "zones.geojson",
        "--zones-crs",
        "EPSG:6933",
        "--zone-id",
        "id",
        "--raster",
        "2020=land.asc",
        "--raster-crs",
        "EPSG:6933",
        "--legend",
        "cnlucc-level1",
        "--out",
        "-",
    ]));
    let said = stderr(&output);
    assert_eq!(
        said.matches("of its area has no land class").count(),
        4,
        "{said}"
    );
}

/// Above this limit three zones of 2020 are compared, of which Moran's I says nothing, and `a` has no part in the compensation.
#[test]
fn too_few_zones_to_compare_leave_moran_out_and_an_expected_payment_names_its_cause() {
    const LIMIT: &str = "rasters = {";
    let limited = format!("min_coverage = 0.99\n{LIMIT}");
    let folder = study(|project| project.replace(LIMIT, &limited));
    let folder = folder.path();
    let said = stderr(&succeed(landcarbon(folder).args(["run", "project.toml"])));
    let left_out = "moran is left out in 2020: it compares at least 4 zones of which enough has a land class (min_coverage), and there are 3 zones";
    assert!(said.contains(left_out), "{said}");
    assert!(!said.contains("moran is left out in 2010"), "{said}");
    let moran = fs::read_to_string(folder.join("out/tables/moran.csv")).unwrap();
    assert!(
        moran.contains("\n2010,") && !moran.contains("\n2020,"),
        "{moran}"
    );

    let expected = format!(
        "[expect]\npath = \"expected.csv\"\n{}",
        PROJECT.replace(LIMIT, &limited)
    );
    fs::write(folder.join("project.toml"), expected).unwrap();
    fs::write(
        folder.join("expected.csv"),
        "id,value,tolerance\na.compensation.2020,1,1\n",
    )
    .unwrap();
    let refused = landcarbon(folder)
        .args(["run", "project.toml", "--overwrite"])
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = stderr(&refused);
    assert!(
        said.contains("takes no part in the compensation of 2020"),
        "{said}"
    );
}
