//! What the pages say of the legends.

use landuse_ingest::legend::Legend;
use testkit::fixtures::repository;

fn read(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap()
}

#[test]
fn every_legend_file_is_built_in() {
    for entry in std::fs::read_dir(repository().join("crates/landuse-ingest/legends")).unwrap() {
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
