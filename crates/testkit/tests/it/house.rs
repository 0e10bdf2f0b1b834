//! Where code stands and how it names things, crate by crate.

use testkit::fixtures::repository;
use testkit::source::SourceFile;
use testkit::{layout, names};

const CRATES: [&str; 5] = [
    "carbon-core",
    "landuse-ingest",
    "zoning-export",
    "landcarbon",
    "landcarbon-python",
];

/// The Rust files below a folder of a crate.
fn files(name: &str, folder: &str) -> Vec<SourceFile> {
    SourceFile::read_all(&repository().join("crates").join(name).join(folder))
}

/// Fails with the complaints about all crates, each with the path of its file.
fn assert_none(complaints_about: impl Fn(&str) -> Vec<String>) {
    let complaints: Vec<String> = CRATES
        .iter()
        .flat_map(|name| {
            let complaints = complaints_about(name);
            complaints
                .into_iter()
                .map(move |complaint| format!("{name}/{complaint}"))
        })
        .collect();
    assert!(
        complaints.is_empty(),
        "{} faults:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

#[test]
fn the_root_of_a_crate_holds_nothing_but_its_root_files() {
    assert_none(|name| layout::check_root(&files(name, "src")));
}

#[test]
fn a_folder_imports_only_from_folders_declared_before_it() {
    assert_none(|name| {
        let files = files(name, "src");
        let root = files.iter().find(|file| file.path.as_os_str() == "lib.rs");
        let folders = layout::declared_folders(root.unwrap());
        let complaints = files
            .iter()
            .map(|file| layout::check_imports(&folders, file));
        complaints.flatten().collect()
    });
}

#[test]
fn nothing_is_called_of() {
    assert_none(|name| {
        ["src", "tests", "benches", "examples"]
            .iter()
            .filter(|folder| repository().join("crates").join(name).join(folder).is_dir())
            .flat_map(|folder| files(name, folder))
            .flat_map(|file| names::check_of(&file))
            .collect()
    });
}

#[test]
fn public_functions_types_and_variants_are_documented() {
    assert_none(|name| {
        let files = files(name, "src");
        files.iter().flat_map(names::check_docs).collect()
    });
}
