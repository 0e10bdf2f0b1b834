//! Every key of a project has an effect, or the program says that it has none. Goals have tests of their own: `what_if.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::bad_inputs::small_study::{SmallStudy, feature, placed};

/// Each line: a section, a key, a text of the project, what takes its place, and the effect. `changes`: some result is another.
/// `refused WORDS`: the project is refused with these words. `warned WORDS`: the same results, and a warning with these words.
const CASES: &str = include_str!("keys.txt");

fn cases() -> impl Iterator<Item = [&'static str; 5]> {
    let fields = |line: &'static str| line.split(" | ").collect::<Vec<_>>().try_into().unwrap();
    CASES.lines().map(fields)
}

/// Keys that change nothing where nothing needs them, and where they do (`bad_inputs`).
const PERMISSIONS: [(&str, &str); 17] = [
    ("boundaries", "dissolve"),
    ("boundaries", "repair"),
    ("landuse", "allow_unmapped"),
    // `unclassified_land.rs` has zones that need it.
    ("landuse", "min_coverage"),
    // On a grid of equal area both rules give the same.
    ("landuse", "area"),
    // The study draws no figures; `figure_options.rs` has one that does.
    ("boundaries", "source"),
    ("landuse", "source"),
    ("statistics", "source"),
    ("figures", "width"),
    ("figures", "title"),
    ("figures", "caption"),
    ("figures", "panels"),
    ("figures", "dpi"),
    ("figures", "formats"),
    ("figures", "approval"),
    ("figures", "labels"),
    ("classes", "absorption"),
];

/// The small study with borders that cut cells, names unlike ids, and tables.
fn study() -> SmallStudy {
    let study = SmallStudy::new();
    let zones = [
        ("a", "Alpha", "[[[2,2],[9,3],[9,9],[2,6.3],[2,2]]]"),
        ("b", "Beta", "[[[9,3],[17,2],[17,8],[9,9],[9,3]]]"),
    ];
    let features = zones.map(|(id, name, ring)| {
        let mut feature = feature(id, "Polygon", &placed(ring));
        feature["properties"]["name"] = name.into();
        feature
    });
    study.features(&features);
    study.edit("project.toml", "tables = false", "tables = true");
    study.edit("project.toml", "geojson = false", "geojson = true");
    study.write(
        "expected.csv",
        "id,value,tolerance\nregion.emissions.2010,0,1\n",
    );
    study
}

/// The results but for the manifest and the workbook, which repeat the project and the warnings.
fn results(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with("manifest.json") && !path.ends_with("tables.xlsx") {
                found.insert(
                    path.display()
                        .to_string()
                        .split_once("/out/")
                        .unwrap()
                        .1
                        .to_owned(),
                    fs::read(&path).unwrap(),
                );
            }
        }
    }
    found
}

#[test]
fn every_key_has_an_effect_or_is_said_to_have_none() {
    let plain = study();
    let left = plain.run(&["run", "project.toml"]);
    assert!(!left.stderr.contains("changes nothing"), "{}", left.stderr);
    let plain = results(&plain.path("out"));
    let mut wrong = Vec::new();
    for [section, key, from, to, effect] in cases() {
        let study = study();
        study.edit(
            "project.toml",
            &from.replace("\\n", "\n"),
            &to.replace("\\n", "\n"),
        );
        let left = study.run(&["run", "project.toml"]);
        let said = left.stderr;
        let is_same = left.status == Some(0) && results(&study.path("out")) == plain;
        let (effect, words) = effect.split_once(' ').unwrap_or((effect, ""));
        let holds = match effect {
            "changes" => left.status == Some(0) && !is_same,
            "refused" => left.status == Some(1) && said.contains(words),
            _ => is_same && said.contains("warning: ") && said.contains(words),
        };
        if !holds {
            wrong.push(format!(
                "[{section}] {key}: {:?}, the same: {is_same}\n{said}",
                left.status
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The program itself lists the keys of a section when it meets an unknown one.
#[test]
fn no_key_is_left_out() {
    let mut missing = Vec::new();
    for section in [
        "project",
        "boundaries",
        "landuse",
        "statistics",
        "coefficients",
        "zoning",
        "classes",
        "analysis",
        "expect",
        "export",
        "figures",
        "fuels",
        "emissions",
        "scenario",
        "scenario.changes",
        "uncertainty.coefficients",
        "uncertainty.statistics",
        "uncertainty.coefficients.sigma",
        "level",
        "downscaling",
    ] {
        let study = study();
        let text = study.read("project.toml");
        let heading = format!("[{section}]\n");
        let unknown = match (section, text.contains(&heading)) {
            ("fuels", _) => format!("{text}\n[fuels.raw_coal]\nno_such_key = 1\n"),
            ("scenario" | "level", _) => format!("{text}\n[[{section}]]\nno_such_key = 1\n"),
            ("scenario.changes", _) => {
                format!("{text}\n[[scenario]]\nname = \"s\"\nchanges = [{{ no_such_key = 1 }}]\n")
            }
            (_, true) => text.replace(&heading, &format!("{heading}no_such_key = 1\n")),
            (_, false) => format!("{text}\n{heading}no_such_key = 1\n"),
        };
        study.write("project.toml", unknown);
        let said = study.run(&["check", "project.toml"]).stderr;
        let listed = said.split_once("expected ").expect(&said).1;
        let keys = listed.lines().next().unwrap().split('`').skip(1).step_by(2);
        for key in keys {
            let is_known = cases().any(|case| case[..2] == [section, key])
                || PERMISSIONS.contains(&(section, key));
            if !is_known {
                missing.push(format!("[{section}] {key}"));
            }
        }
    }
    assert_eq!(missing, [""; 0]);
}

/// The options of the compensation with the values that the page gives them.
#[test]
fn every_value_that_the_method_page_gives_is_read() {
    let page = include_str!("../../../../docs/method.md");
    let (_, options) = page.split_once("| option | values | default |").unwrap();
    let mut tried = 0;
    let mut wrong = Vec::new();
    for row in options
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
    {
        let cells: Vec<&str> = row.split(" | ").collect();
        let keys = cells[0]
            .trim_start_matches("| ")
            .split('`')
            .skip(1)
            .step_by(2);
        let key = keys.into_iter().next().unwrap();
        for value in cells[1].split('`').skip(1).step_by(2) {
            let text = match value.starts_with('{') {
                true => value.to_owned(),
                false => format!("\"{value}\""),
            };
            let study = study();
            let (from, to) = match key.split_once('.') {
                Some((table, key)) => (
                    format!("{table} = {{"),
                    format!("{table} = {{ {key} = {text},"),
                ),
                None => ("base_year".to_owned(), format!("{key} = {text}\nbase_year")),
            };
            study.edit("project.toml", &from, &to);
            let left = study.run(&["check", "project.toml"]);
            if left.status != Some(0) {
                wrong.push(format!("{key} = {text}\n{}", left.stderr));
            }
            tried += 1;
        }
    }
    assert!(
        wrong.is_empty() && tried > 10,
        "{tried}: {}",
        wrong.join("\n")
    );
}
