//! Statistics in a wrong unit are warned of wherever warnings are read, and refused if that is asked for.

use std::fs;

use testkit::fixtures::{change_text, copy_fixture};
use testkit::program::{landcarbon, refusal, stderr, succeed};

use crate::support::asked::{command, project};

const EXPORT: &str = "\n[export]\nfigures = false\ngeopackage = false\ngeojson = false\n";

#[test]
fn the_examples_look_right() {
    let counties = testkit::fixtures::fixture("jiangxi-counties");
    let example = copy_fixture("jiangxi");
    for (folder, project) in [
        (counties.as_path(), "project.toml"),
        (example.path(), "project.toml"),
        (example.path(), "beyond.toml"),
    ] {
        let said = stderr(&succeed(landcarbon(folder).args(["check", project])));
        assert!(!said.contains("times too"), "{said}");
        assert!(!said.contains("changes nothing"), "{said}");
    }
}

#[test]
fn columns_in_a_wrong_unit_are_one_line_in_all_that_warns() {
    let folder = project(EXPORT);
    change_text(&folder.path().join("statistics.csv"), |text| {
        text.replace(",1e4 yuan,", ",1e8 yuan,")
    });
    let said = stderr(&command(folder.path(), "run"));
    let found: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("times too"))
        .collect();
    let [line] = found[..] else {
        unreachable!("{said}");
    };
    for part in [
        "lines 3 to 132: gdp, gdp_constant of all zones in all years",
        "10,000 times too large",
        "if it is in 1e4 yuan, write that unit",
    ] {
        assert!(line.contains(part), "{line}");
    }
    let sentence = line.strip_prefix("warning: ").unwrap();
    let read = |file: &str| fs::read_to_string(folder.path().join("out").join(file)).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&read("manifest.json")).unwrap();
    let warnings = manifest["warnings"].as_array().unwrap();
    assert!(
        warnings.iter().any(|warning| warning == sentence),
        "{warnings:?}"
    );
    assert!(read("report.html").contains("10,000 times too large"));
}

#[test]
fn a_slip_is_refused_if_that_is_asked_for() {
    let folder = project(EXPORT);
    change_text(&folder.path().join("statistics.csv"), |text| {
        text.replace(",4600276,persons", ",460.0276,persons")
    });
    for name in ["check", "run"] {
        let mut program = landcarbon(folder.path());
        let output = program
            .args([name, "project.toml", "--strict"])
            .output()
            .unwrap();
        let said = refusal(&output);
        assert!(
            said.contains(
                "zone 360400 in 2020, 460.0276 persons, looks about 10,000 times too small"
            ) && said.contains("if it is in 1e4 persons"),
            "{said}"
        );
    }
    assert!(!folder.path().join("out").exists());
}
