//! The Jiangxi example with more in its project.

use std::collections::HashMap;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;
use testkit::fixtures::{change_text, copy_fixture};
use testkit::program::landcarbon;

/// The example's files with more in its project.
pub fn project(more: &str) -> TempDir {
    let folder = copy_fixture("jiangxi");
    change_text(&folder.path().join("project.toml"), |text| text + more);
    folder
}

/// `landcarbon COMMAND project.toml` in the folder.
pub fn command(folder: &Path, command: &str) -> Output {
    let mut program = landcarbon(folder);
    program.args([command, "project.toml"]).output().unwrap()
}

/// The example with more in its project, run.
pub fn run(more: &str) -> (TempDir, Output) {
    let folder = project(more);
    let output = command(folder.path(), "run");
    (folder, output)
}

/// The rows of a table, by the first `keys` columns.
pub fn table(folder: &Path, name: &str, keys: usize) -> HashMap<String, Vec<String>> {
    let path = folder.join("out/tables").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(|row| {
        let row: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
        (row[..keys].join(" "), row[keys..].to_vec())
    });
    rows.collect()
}

pub fn number(text: &str) -> f64 {
    text.parse().unwrap()
}
