//! Paths of the fixtures, temporary copies of them, and edits of a copy.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// A file or folder below `fixtures`.
pub fn fixture(path: &str) -> PathBuf {
    let path = repository().join("fixtures").join(path);
    path.components().collect() // without the slash that joining an empty path leaves
}

/// Copies the files of a fixture into a temporary folder, where a test may change them.
pub fn copy_fixture(name: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    copy_files(&fixture(name), folder.path());
    folder
}

/// Copies fixtures side by side into a temporary folder, for a project that refers to the files of another.
pub fn copy_fixtures(names: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in names {
        let copy = folder.path().join(name);
        fs::create_dir(&copy).unwrap();
        copy_files(&fixture(name), &copy);
    }
    folder
}

fn copy_files(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

/// Changes the text of a file.
pub fn change_text(path: &Path, change: impl FnOnce(String) -> String) {
    let text = fs::read_to_string(path).unwrap();
    fs::write(path, change(text)).unwrap();
}

/// Replaces a text of a file, which must be there, by another.
pub fn replace_text(path: &Path, from: &str, to: &str) {
    change_text(path, |text| {
        assert!(text.contains(from), "{} has no {from}", path.display());
        text.replace(from, to)
    });
}
