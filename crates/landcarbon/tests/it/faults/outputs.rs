//! What is written reads back; nothing is written elsewhere.

use std::fs;
use std::os::unix::fs::symlink;

use gdal::Dataset;
use gdal::vector::LayerAccess;

use crate::faults::study::{
    assert_whole, contents, edit, example, landcarbon, refusal, run, short_example, stderr, tally,
};

#[test]
fn the_manifest_has_the_digest_of_each_result_and_the_layers_all_zones() {
    let folder = example();
    let done = run(folder.path(), &[]);
    assert!(done.status.success(), "{}", stderr(&done));
    let out = folder.path().join("out");
    assert!(assert_whole(&out) > 60);
    let layers = Dataset::open(out.join("layers/jiangxi.gpkg")).unwrap();
    let years: Vec<_> = layers
        .layers()
        .filter(|layer| layer.name().starts_with("jiangxi_"))
        .collect();
    assert_eq!(years.len(), 3);
    assert!(years.iter().all(|layer| layer.feature_count() == 11));
}

#[test]
fn links_do_not_lead_results_out_of_their_folder() {
    for (case, earlier) in [("a new run", false), ("a run over an earlier one", true)] {
        let folder = short_example();
        let (out, elsewhere) = (folder.path().join("out"), folder.path().join("elsewhere"));
        if earlier {
            assert!(run(folder.path(), &[]).status.success());
            fs::rename(out.join("tables"), &elsewhere).unwrap();
        } else {
            // A manifest makes it a folder of earlier results.
            fs::create_dir_all(&out).unwrap();
            fs::create_dir(&elsewhere).unwrap();
            fs::write(
                out.join("manifest.json"),
                "{\"program\": \"landcarbon\", \"outputs\": {}}",
            )
            .unwrap();
        }
        symlink(&elsewhere, out.join("tables")).unwrap();
        let before = (contents(&elsewhere), contents(&out));
        let said = refusal(&run(folder.path(), &["--overwrite"]));
        assert!(
            said.contains("out/tables is a symbolic link"),
            "{case}: {said}"
        );
        assert_eq!((contents(&elsewhere), contents(&out)), before, "{case}");
    }
}

#[test]
fn a_manifest_cannot_have_files_elsewhere_removed() {
    let folder = short_example();
    let out = folder.path().join("out");
    fs::create_dir_all(out.join("sub")).unwrap();
    let victim = folder.path().join("statistics.csv");
    let kept = fs::read(&victim).unwrap();
    symlink(folder.path(), out.join("sub/link")).unwrap();
    for name in [
        "../statistics.csv",
        "sub/../../statistics.csv",
        "sub/link/statistics.csv",
        victim.to_str().unwrap(),
    ] {
        let manifest = serde_json::json!({ "program": "landcarbon", "outputs": { name: {} } });
        fs::write(out.join("manifest.json"), manifest.to_string()).unwrap();
        let _ = run(folder.path(), &["--overwrite"]);
        assert_eq!(fs::read(&victim).unwrap(), kept, "{name}");
    }
}

#[test]
fn a_link_in_the_place_of_a_result_is_replaced_and_not_followed() {
    let folder = short_example();
    assert!(run(folder.path(), &[]).status.success());
    let (place, victim) = (
        folder.path().join("out/hectares.csv"),
        folder.path().join("victim"),
    );
    fs::write(&victim, "mine").unwrap();
    fs::remove_file(&place).unwrap();
    symlink(&victim, &place).unwrap();
    let again = run(folder.path(), &["--overwrite"]);
    assert!(again.status.success(), "{}", stderr(&again));
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
    assert!(!place.is_symlink());
    assert_whole(&folder.path().join("out"));
    symlink(&victim, folder.path().join("t.csv")).unwrap();
    let mut command = tally(folder.path(), "t.csv");
    assert!(command.arg("--overwrite").status().unwrap().success());
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
}

#[test]
fn devices_and_pipes_are_not_replaced_by_a_table() {
    let folder = example();
    let pipe = folder.path().join("pipe.csv");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let mut command = tally(folder.path(), "pipe.csv");
    let said = refusal(&command.arg("--overwrite").output().unwrap());
    assert!(said.contains("is no ordinary file"), "{said}");
    assert!(fs::metadata(&pipe).is_ok_and(|pipe| !pipe.is_file()));
}

#[test]
fn a_project_has_no_name_that_leaves_the_folder() {
    for name in ["../x", "/tmp/x", "a/b", "a\\b", "..", "x\u{202e}y/"] {
        let folder = short_example();
        edit(&folder, "project.toml", |text| {
            text.replace("name = \"jiangxi\"", &format!("name = '{name}'"))
        });
        assert!(
            refusal(&run(folder.path(), &[])).contains("is used for files"),
            "{name}"
        );
        assert!(!folder.path().join("out").exists());
    }
}

#[test]
fn names_that_a_spreadsheet_would_execute_are_text() {
    let hostile = [
        "=cmd|' /C calc'!A1",
        "+1+cmd",
        "-1-cmd",
        "@x",
        "=HYPERLINK(\"http://a\",\"b\")",
    ];
    let folder = example();
    edit(&folder, "boundaries.geojson", |text| {
        let cities = ["Nanchang", "Jingdezhen", "Pingxiang", "Jiujiang", "Xinyu"];
        cities.iter().zip(hostile).fold(text, |text, (city, name)| {
            let changed =
                text.replace(&format!("\"{city}\""), &serde_json::json!(name).to_string());
            assert_ne!(changed, text, "{city}");
            changed
        })
    });
    edit(&folder, "project.toml", |text| {
        let at = text.find("[expect]").unwrap();
        text[..at].to_owned() + "[export]\nfigures = false\n"
    });
    let done = landcarbon(folder.path())
        .args(["run", "project.toml"])
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", stderr(&done));
    let out = folder.path().join("out");
    // Tables for spreadsheets: an apostrophe before each.
    for (path, bytes) in contents(&out.join("tables")) {
        if path.extension().is_some_and(|e| e == "csv") {
            let text = String::from_utf8(bytes).unwrap();
            let mut reader =
                csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            for field in reader
                .records()
                .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
            {
                let is_number =
                    field.replace(',', "").parse::<f64>().is_ok() && !hostile.contains(&&*field);
                assert!(
                    is_number || !field.starts_with(['=', '+', '-', '@']),
                    "{}: {field}",
                    path.display()
                );
            }
        }
    }
    // Tables for programs: the names as they are.
    let hectares = fs::read_to_string(out.join("hectares.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(hectares.as_bytes());
    let names: Vec<String> = reader
        .records()
        .map(|row| row.unwrap()[1].to_owned())
        .collect();
    assert!(
        hostile
            .iter()
            .all(|name| names.iter().any(|found| found == name))
    );
    // The workbook: strings, no formula.
    let mut workbook =
        zip::ZipArchive::new(fs::File::open(out.join("tables/tables.xlsx")).unwrap()).unwrap();
    for index in 0..workbook.len() {
        let mut part = workbook.by_index(index).unwrap();
        let mut text = Vec::new();
        std::io::copy(&mut part, &mut text).unwrap();
        assert!(
            !String::from_utf8_lossy(&text).contains("<f>"),
            "part {index}"
        );
    }
}
