//! The tests that docs/reliability.md names are there.

use std::path::{Path, PathBuf};

/// All Rust files of the crates.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Names as `file.rs::test` in the text, the file with the end of its path.
fn named(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .filter_map(|name| name.rsplit_once("::"))
        .filter(|(file, _)| file.ends_with(".rs"))
}

#[test]
fn the_tests_that_are_named_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let docs = std::fs::read_to_string(root.join("docs/reliability.md")).unwrap();
    let mut files = Vec::new();
    sources(&root.join("crates"), &mut files);
    let has = |path: &PathBuf, test: &str| {
        let source = std::fs::read_to_string(path).unwrap();
        source.contains(&format!("fn {test}(")) || source.contains(&format!("::{test},"))
    };
    let missing: Vec<_> = named(&docs)
        .filter(|(file, test)| {
            !files
                .iter()
                .any(|path| path.ends_with(file) && has(path, test))
        })
        .collect();
    assert!(named(&docs).count() > 50, "hardly any test is named");
    assert!(
        missing.is_empty(),
        "docs/reliability.md names tests that are not there: {missing:?}"
    );
}
