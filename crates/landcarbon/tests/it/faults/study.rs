//! The Jiangxi example, the program upon it, and what results must be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use testkit::fixtures::{change_text, copy_fixture};
pub use testkit::program::{landcarbon, refusal, stderr};

/// A file of the example.
pub fn fixture(path: &str) -> PathBuf {
    testkit::fixtures::fixture("jiangxi").join(path)
}

/// A copy of the example.
pub fn example() -> TempDir {
    copy_fixture("jiangxi")
}

/// A copy without figures and workbook, so that a run is short.
pub fn short_example() -> TempDir {
    let folder = example();
    edit(&folder, "project.toml", |text| {
        assert!(!text.contains("[export]"));
        format!("{text}\n[export]\nfigures = false\n")
    });
    folder
}

pub fn edit(folder: &TempDir, file: &str, change: impl FnOnce(String) -> String) {
    change_text(&folder.path().join(file), change);
}

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    landcarbon(folder)
        .args(["run", "project.toml", "--quiet"])
        .args(arguments)
        .output()
        .unwrap()
}

/// A tally of the example's rasters of 2010 and 2020 into a file.
pub fn tally(folder: &Path, out: &str) -> Command {
    let mut command = landcarbon(folder);
    command.args(["tally", "--quiet", "--zones", "boundaries.geojson"]);
    command.args(["--zone-id", "adcode", "--legend", "cnlucc", "--out", out]);
    command.args(["--raster", "landuse-2010.tif", "landuse-2020.tif"]);
    command
}

/// Every file below a folder with its bytes.
pub fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let entry = entry.unwrap();
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}

/// Temporary files and folders of the program anywhere below a folder.
pub fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with(".landcarbon-") {
                found.push(path.clone());
            }
            if path.is_dir() {
                open.push(path);
            }
        }
    }
    found
}

/// Makes sure that a folder holds exactly what its manifest lists, with these bytes. Returns the number of results.
pub fn assert_whole(out: &Path) -> usize {
    let found = contents(out);
    let manifest: serde_json::Value =
        serde_json::from_slice(&found[Path::new("manifest.json")]).unwrap();
    let outputs = manifest["outputs"].as_object().unwrap();
    for (path, digest) in outputs {
        let bytes = &found[Path::new(path)];
        assert_eq!(digest["bytes"], bytes.len(), "{path}");
        assert_eq!(digest["sha256"], sha256(bytes), "{path}");
    }
    assert_eq!(found.len(), outputs.len() + 1, "{:?}", found.keys());
    outputs.len()
}

/// By the library, which a test of its own holds to the published digest of `abc`.
fn sha256(bytes: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), bytes).unwrap();
    landcarbon::files::digest::digest_file(file.path())
        .unwrap()
        .sha256
}
