//! The one list of built-in legends, and the texts that repeat it.

use std::collections::BTreeSet;
use std::fs::read_to_string;
use std::path::{Path, PathBuf};

use landuse_ingest::legend::Legend;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The names in their order, without `raw`, which has no file.
fn names() -> Vec<&'static str> {
    let names = Legend::built_in_names();
    names.filter(|name| *name != "raw").collect()
}

#[test]
fn every_legend_file_is_built_in() {
    let files: BTreeSet<String> = root()
        .join("crates/landuse-ingest/legends")
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let names: BTreeSet<String> = names().into_iter().map(str::to_owned).collect();
    assert_eq!(files, names);
}

#[test]
fn texts_list_the_built_in_legends_in_their_order() {
    for (text, quote) in [
        ("docs/formats.md", "`"),
        ("README.zh.md", "`"),
        ("crates/landcarbon/templates/project.toml", ""),
        ("qgis/landcarbon/legends.py", "\""),
    ] {
        let found = read_to_string(root().join(text)).unwrap();
        let quoted: Vec<_> = names()
            .iter()
            .map(|n| format!("{quote}{n}{quote}"))
            .collect();
        // In prose a line may end behind a comma, and a legend may have a note.
        let found = found
            .replace('、', ", ")
            .replace("\n", " ")
            .replace("# ", "");
        let found = found
            .replace(" (CAS two-digit codes)", "")
            .replace(" (1 to 6)", "");
        assert!(
            found.contains(&quoted.join(", ")),
            "{text} lists other legends"
        );
    }
}
