//! The built program on parts of rasters: `tally --rows` and `merge`; and from raster to raster: `transition`.

use std::collections::BTreeMap;
use std::path::Path;

use std::process::Command;
use tempfile::TempDir;
use testkit::fixtures::fixture;
use testkit::program::landcarbon;

fn example(file: &str) -> String {
    fixture("jiangxi").join(file).display().to_string()
}

/// A command over the Jiangxi example: zones, legend and these rasters.
fn over(command: &str, years: &[&str], more: &[&str]) -> Command {
    let mut program = landcarbon(Path::new("."));
    program.args([command, "--zones", &example("boundaries.geojson")]);
    program.args([
        "--zone-id",
        "adcode",
        "--zone-name",
        "name",
        "--legend",
        "cnlucc",
    ]);
    for year in years {
        let raster = format!("{year}={}", example(&format!("landuse-{year}.tif")));
        program.args(["--raster", &raster]);
    }
    program.args(more);
    program
}

fn output(mut program: Command) -> String {
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a program says that ends with this status.
fn refusal(mut program: Command, status: i32) -> String {
    let output = program.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{said}");
    said
}

fn merge(folder: &Path, parts: &[&str]) -> Command {
    let mut program = landcarbon(folder);
    program.arg("merge").args(parts);
    program
}

#[test]
fn parts_merge_to_the_bytes_of_the_whole() {
    let folder = TempDir::new().unwrap();
    let years = ["2010", "2020"];
    let whole = output(over("tally", &years, &[]));
    let parts = [
        ("0..100", "north.json"),
        ("100..101", "line.json"),
        ("101..652", "south.json"),
    ];
    for (rows, name) in parts {
        let path = folder.path().join(name).display().to_string();
        output(over("tally", &years, &["--rows", rows, "--out", &path]));
    }
    let merged = output(merge(
        folder.path(),
        &["south.json", "north.json", "line.json"],
    ));
    assert!(merged == whole);

    let gap = refusal(merge(folder.path(), &["north.json", "south.json"]), 1);
    assert!(
        gap.contains("no partial tally has rows 100..101 of \"2010\""),
        "{gap}"
    );
    let twice = ["north.json", "line.json", "south.json", "line.json"];
    let twice = refusal(merge(folder.path(), &twice), 1);
    assert!(
        twice.contains("line.json and line.json both have rows 100..101"),
        "{twice}"
    );
    std::fs::write(folder.path().join("no.json"), "{}").unwrap();
    let other = refusal(merge(folder.path(), &["no.json"]), 1);
    assert!(
        other.contains("no.json") && other.contains("it is no partial tally"),
        "{other}"
    );
}

#[test]
fn rows_that_make_no_sense_are_refused() {
    for rows in ["5", "7..7", "9..3", "a..b", "-1..4"] {
        let said = refusal(over("tally", &["2010"], &[&format!("--rows={rows}")]), 2);
        assert!(said.contains("rows are A..B with A below B"), "{said}");
    }
    let beyond = refusal(over("tally", &["2010"], &["--rows", "0..100000"]), 1);
    assert!(beyond.contains("there are no rows 0..100000"), "{beyond}");
    let folder = TempDir::new().unwrap();
    let table = folder.path().join("part.csv").display().to_string();
    let csv = refusal(
        over("tally", &["2010"], &["--rows", "0..9", "--out", &table]),
        1,
    );
    assert!(csv.contains("a partial tally is written as .json"), "{csv}");
}

#[test]
fn transitions_add_up_to_the_tallies() {
    let years = ["2010", "2015", "2020"];
    let table = output(over("transition", &years, &[]));
    assert!(table.starts_with("zone,name,from_label,to_label,from_class,to_class,hectares\n"));
    let mut left: BTreeMap<(String, String), f64> = BTreeMap::new();
    let mut pairs = 0;
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        let row = row.unwrap();
        if row[2] == *"2010" && row[3] == *"2020" {
            *left
                .entry((row[0].to_owned(), row[4].to_owned()))
                .or_default() += row[6].parse::<f64>().unwrap();
            pairs += 1;
        }
    }
    assert!(pairs >= 11 * 36, "{pairs}");
    let tally = output(over("tally", &["2010"], &[]));
    for row in csv::Reader::from_reader(tally.as_bytes()).records() {
        let row = row.unwrap();
        let hectares: f64 = row[4].parse().unwrap();
        let here = left.get(&(row[0].to_owned(), row[3].to_owned()));
        let here = here.copied().unwrap_or(0.0);
        // Each row of the matrix is rounded to a millionth.
        assert!((here - hectares).abs() < 1e-5, "{row:?}: {here}");
    }
}

#[test]
fn a_transition_is_between_rasters() {
    let said = refusal(over("transition", &["2010"], &[]), 1);
    assert!(
        said.contains("a transition needs at least two rasters"),
        "{said}"
    );
}
