//! The Jiangxi example with more in its project.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// The example's files with more in its project.
pub fn project(more: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let fixture = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/jiangxi");
    for entry in fs::read_dir(fixture).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let project = folder.path().join("project.toml");
    let text = fs::read_to_string(&project).unwrap();
    fs::write(&project, text + more).unwrap();
    folder
}

/// `landcarbon COMMAND project.toml` in the folder.
pub fn command(folder: &Path, command: &str) -> Output {
    let mut program = Command::cargo_bin("landcarbon").unwrap();
    program.current_dir(folder);
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
