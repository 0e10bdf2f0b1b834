//! What the pages say of the code: paths and folders in docs/ARCHITECTURE.md, and lists of legends.

use std::path::{Path, PathBuf};

use landuse_ingest::legend::Legend;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn architecture() -> String {
    read("docs/ARCHITECTURE.md")
}

/// Texts between backquotes that look like paths.
fn paths(page: &str) -> Vec<&str> {
    let quoted = page.split('`').skip(1).step_by(2);
    quoted.filter(|text| text.contains('/')).collect()
}

#[test]
fn every_path_in_the_architecture_exists() {
    let page = architecture();
    let exists =
        |path: &str| root().join(path).exists() || root().join("crates").join(path).exists();
    let missing: Vec<&str> = paths(&page)
        .into_iter()
        .filter(|path| !exists(path))
        .collect();
    assert!(paths(&page).len() > 40, "hardly any path is named");
    assert!(
        missing.is_empty(),
        "docs/ARCHITECTURE.md names paths that do not exist: {missing:?}"
    );
}

/// The folders that a crate's `lib.rs` declares, in order.
fn declared_folders(name: &str) -> Vec<String> {
    let source = read(&format!("crates/{name}/src/lib.rs"));
    let names = source.lines().filter_map(|line| {
        let module = line.strip_suffix(';')?.rsplit_once("mod ")?;
        matches!(module.0, "" | "pub " | "pub(crate) ").then(|| module.1.to_owned())
    });
    names.collect()
}

#[test]
fn the_architecture_lists_the_folders_of_each_crate() {
    let page = architecture();
    let rows = page
        .lines()
        .filter(|line| line.contains('→') && line.starts_with("| `"));
    let crates = rows.filter_map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let &[_, name, _, folders, _] = cells.as_slice() else {
            return None;
        };
        Some((name.trim_matches('`'), folders))
    });
    let crates: Vec<_> = crates.collect();
    assert_eq!(crates.len(), 5, "a row for each crate");
    for (name, folders) in crates {
        let listed: Vec<&str> = folders.split(" → ").collect();
        assert_eq!(
            declared_folders(name),
            listed,
            "src/lib.rs of {name} and docs/ARCHITECTURE.md differ"
        );
    }
}

#[test]
fn every_legend_file_is_built_in() {
    for entry in std::fs::read_dir(root().join("crates/landuse-ingest/legends")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap();
        assert!(
            Legend::built_in_names().any(|built_in| built_in == name),
            "{} is not among the built-in legends",
            path.display()
        );
    }
}

#[test]
fn every_list_of_legends_is_complete() {
    let lists = [
        "docs/formats.md",
        "README.zh.md",
        "qgis/landcarbon/legends.py",
        "crates/landcarbon/templates/project.toml",
    ];
    for list in lists {
        let text = read(list);
        let is_in_name = |character: char| character.is_ascii_alphanumeric() || character == '-';
        let words: Vec<&str> = text.split(|c| !is_in_name(c)).collect();
        for name in Legend::built_in_names() {
            assert!(words.contains(&name), "{list} lacks the legend {name}");
        }
    }
}
