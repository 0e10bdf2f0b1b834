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
        let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            found.contains(&quoted.join(", ")),
            "{text} lists other legends"
        );
    }
}

/// The codes of legends with holes in their numbering, counted off the classes of their authors.
#[test]
fn legends_have_the_codes_of_their_authors_and_no_other() {
    for (name, codes) in [
        (
            "glc-fcs30d",
            &[
                10, 11, 12, 20, 51, 52, 61, 62, 71, 72, 81, 82, 91, 92, 120, 121, 122, 130, 140,
                150, 152, 153, 181, 182, 183, 184, 185, 186, 187, 190, 200, 201, 202, 210, 220,
            ][..],
        ),
        ("from-glc10", &[10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
        (
            "nlcd",
            &[
                11, 12, 21, 22, 23, 24, 31, 41, 42, 43, 51, 52, 71, 72, 73, 74, 81, 82, 90, 95,
            ],
        ),
        (
            "lc100",
            &[
                20, 30, 40, 50, 60, 70, 80, 90, 100, 111, 112, 113, 114, 115, 116, 121, 122, 123,
                124, 125, 126, 200,
            ],
        ),
        (
            "mapbiomas",
            &[
                3, 4, 5, 6, 9, 11, 12, 15, 20, 21, 23, 24, 25, 29, 30, 31, 32, 33, 35, 39, 40, 41,
                46, 47, 48, 49, 50, 62, 75,
            ],
        ),
    ] {
        let legend = Legend::find(name).unwrap();
        let found: Vec<i64> = legend.codes().map(|(code, _)| code).collect();
        assert_eq!(found, codes, "{name}");
    }
}

/// The standard has 12 classes of the first level and 73 of the second; the survey keeps its codes, and adds one that is a number.
#[test]
fn chinese_standards_have_all_their_codes() {
    let second = [3, 4, 7, 4, 7, 4, 2, 10, 6, 9, 10, 7];
    let codes = |name: &str| -> BTreeSet<i64> {
        let legend = Legend::find(name).unwrap();
        legend.codes().map(|(code, _)| code).collect()
    };
    let standard: BTreeSet<i64> = (1..)
        .zip(second)
        .flat_map(|(first, count)| {
            std::iter::once(first).chain((1..=count).map(move |place| 100 * first + place))
        })
        .collect();
    assert_eq!(standard.len(), 85);
    assert_eq!(codes("gbt21010"), standard);
    let survey = codes("tdt1055");
    assert_eq!(survey.difference(&standard).collect::<Vec<_>>(), [&508]);
}

/// The 100 m raster counts the 44 classes of level 3 from 1; both numberings must say the same.
#[test]
fn both_numberings_of_corine_agree() {
    let legend = Legend::find("corine").unwrap();
    let (grid, level3): (Vec<_>, Vec<_>) = legend.codes().partition(|(code, _)| *code < 100);
    assert_eq!(grid.len(), 44);
    assert!(grid.iter().map(|(code, _)| *code).eq(1..=44));
    assert!(
        grid.iter()
            .zip(&level3)
            .all(|(one, other)| one.1 == other.1)
    );
    assert_eq!(level3.len(), 44);
}
