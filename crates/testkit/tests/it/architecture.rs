//! What docs/ARCHITECTURE.md says of the code: paths and folders.

use testkit::fixtures::repository;
use testkit::layout::declared_folders;
use testkit::source::SourceFile;

fn read(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap()
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
    let exists = |path: &str| {
        repository().join(path).exists() || repository().join("crates").join(path).exists()
    };
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
fn folders_of_crate(name: &str) -> Vec<String> {
    declared_folders(&SourceFile {
        path: "lib.rs".into(),
        text: read(&format!("crates/{name}/src/lib.rs")),
    })
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
            folders_of_crate(name),
            listed,
            "src/lib.rs of {name} and docs/ARCHITECTURE.md differ"
        );
    }
}
