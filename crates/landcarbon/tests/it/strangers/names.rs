//! Names that a spreadsheet would execute, in a project that asks for every analysis.

use std::collections::BTreeSet;
use std::fs;

use testkit::fixtures::{change_text, copy_fixture};
use testkit::program::{landcarbon, succeed};

const HOSTILE: [(&str, &str); 4] = [
    ("Nanchang", "=cmd|' /C calc'!A1"),
    ("Jiujiang", "@SUM(1+1)*cmd|' /C calc'!A0"),
    ("Xinyu", "+1+cmd|' /C calc'!A0"),
    ("Yingtan", "-1-cmd"),
];

#[test]
fn no_table_for_people_has_a_cell_that_a_spreadsheet_executes() {
    let folder = copy_fixture("jiangxi");
    change_text(&folder.path().join("boundaries.geojson"), |text| {
        HOSTILE.iter().fold(text, |text, (city, name)| {
            let name = serde_json::json!(name).to_string();
            let changed = text.replace(&format!("\"{city}\""), &name);
            assert_ne!(changed, text, "{city}");
            changed
        })
    });
    change_text(&folder.path().join("beyond.toml"), |text| {
        assert!(text.contains("draws = 10000"));
        let text = text.replace("draws = 10000", "draws = 200\nsobol_samples = 100");
        text + "\n[export]\nfigures = false\nreport = false\ngeopackage = false\ngeojson = false\n"
    });
    succeed(landcarbon(folder.path()).args(["run", "beyond.toml", "--quiet"]));
    let mut with_names = BTreeSet::new();
    let mut tables = 0;
    for entry in fs::read_dir(folder.path().join("out/tables")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        tables += 1;
        let text = fs::read_to_string(&path).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        for row in csv::Reader::from_reader(text.as_bytes()).records() {
            for cell in &row.unwrap() {
                let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
                let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
                assert!(is_number || !begins, "{}: {cell}", path.display());
                if HOSTILE.iter().any(|(_, name)| cell == format!("'{name}")) {
                    with_names.insert(path.clone());
                }
            }
        }
    }
    assert!(tables >= 24, "{tables}");
    assert!(with_names.len() >= 14, "{with_names:?}");
    let hectares = fs::read_to_string(folder.path().join("out/hectares.csv")).unwrap();
    assert!(HOSTILE.iter().all(|(_, name)| hectares.contains(name)));
}
