//! The example's second project: what a run finds beyond its assessment, in all outputs; and the first, which asks for none of it.

use std::fs;
use std::path::{Path, PathBuf};

use gdal::Dataset;
use gdal::vector::LayerAccess;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use testkit::fixtures::copy_fixture;
use testkit::program::{landcarbon, succeed};

/// A project of the example, run. Returns the folder of its results.
fn run(project: &str, more: &str) -> (TempDir, PathBuf) {
    let folder = copy_fixture("jiangxi");
    let file = folder.path().join(project);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("[project]\n", &format!("[project]\n{more}")),
    )
    .unwrap();
    succeed(landcarbon(folder.path()).args(["run", project, "--quiet"]));
    let out = folder.path().join("out");
    (folder, out)
}

/// The data embedded in a report.
fn data(out: &Path) -> serde_json::Value {
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    let start = r#"<script type="application/json" id="data">"#;
    let (_, rest) = page.split_once(start).unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn uncertainty_and_scenarios_are_in_all_outputs() {
    let (_folder, out) = run("beyond.toml", "language = \"zh\"\n");
    let listed = fs::read_dir(out.join("figures")).unwrap();
    let names = listed.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.collect();
    let find = |number: u8| {
        let start = format!("figure-{number}-");
        let svg = |name: &&String| name.starts_with(&start) && name.ends_with(".svg");
        Some(names.iter().find(svg)?.trim_end_matches(".svg"))
    };
    for number in 13..=29 {
        let figure = find(number).unwrap();
        for extension in ["svg", "png", "pdf"] {
            assert!(out.join(format!("figures/{figure}.{extension}")).exists());
        }
        // The status of the data, which says what is invented.
        let svg = fs::read_to_string(out.join(format!("figures/{figure}.svg"))).unwrap();
        assert!(svg.contains("in part invented"), "{figure}");
    }
    assert_eq!(find(30), None);

    let data = data(&out);
    let found = &data["supplement"];
    assert_eq!(found["uncertainty"]["draws"], 10_000);
    let scenarios = found["scenarios"].as_array().unwrap();
    assert_eq!(scenarios.len(), 3);
    assert!(
        scenarios
            .iter()
            .all(|item| item["name"].as_str().unwrap().starts_with("Invented: "))
    );

    // What is of the whole region: three weights, drivers and transitions, three quantities.
    let region = &found["region"];
    let count = |list: &serde_json::Value| list.as_array().map(Vec::len);
    assert_eq!(count(&region["curves"]["panels"]), Some(3));
    assert_eq!(count(&region["bars"]), Some(2));
    assert_eq!(count(&region["centres"]["quantities"]), Some(3));
    let mut inequality = csv::Reader::from_path(out.join("tables/inequality.csv")).unwrap();
    let row = inequality.records().map(Result::unwrap).next().unwrap();
    let gini = region["curves"]["panels"][0]["curves"][0]["gini"].as_f64();
    assert_eq!(
        format!("{:.4}", row[3].parse::<f64>().unwrap()),
        format!("{:.4}", gini.unwrap())
    );

    // Layers, tables and report have the same numbers.
    let dataset = Dataset::open(out.join("layers/jiangxi-beyond.gpkg")).unwrap();
    let mut layer = dataset.layer_by_name("jiangxi-beyond_2020").unwrap();
    let names: Vec<_> = layer.defn().fields().map(|field| field.name()).collect();
    let index = |name: &str| names.iter().position(|known| known == name).unwrap();
    let (p05, certainty) = (index("budget_t_p05"), index("zone_certainty"));
    let mut reader = csv::Reader::from_path(out.join("tables/uncertainty.csv")).unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    for (place, feature) in layer.features().enumerate() {
        let zone = feature.field_as_string(index("zone")).unwrap().unwrap();
        let row = rows
            .iter()
            .find(|row| row[0] == *zone && row[2] == *"2020" && row[3] == *"budget_t");
        let value = feature.field_as_double(p05).unwrap().unwrap();
        assert_eq!(row.unwrap()[7], format!("{value:.0}"));
        let embedded = &found["uncertainty"]["intervals"]["budget_t"][2][place][0];
        assert_eq!(embedded.to_string(), format!("{value:.0}"));
        let sure = feature.field_as_double(certainty).unwrap().unwrap();
        assert!((0.25..=1.0).contains(&sure), "{sure}");
    }
}

/// Files whose bytes neither GDAL nor the time has a part in.
fn digests(folder: &Path, out: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            digests(&path, out, found);
            continue;
        }
        let extension = path.extension().unwrap().to_str().unwrap().to_owned();
        if ["csv", "md", "qml", "svg", "html", "geojson"].contains(&&*extension) {
            let digest = Sha256::digest(fs::read(&path).unwrap());
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            let name = path.strip_prefix(out).unwrap().display().to_string();
            found.push(format!("{}  {name}", &hex[..16]));
        }
    }
}

/// A change of these digests is a change of what every project gets.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn a_project_that_asks_for_nothing_more_gets_the_same_bytes() {
    let (_folder, out) = run("project.toml", "");
    let mut found = Vec::new();
    digests(&out, &out, &mut found);
    insta::assert_snapshot!(found.join("\n"));
}
