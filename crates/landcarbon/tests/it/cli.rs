//! The built program: what it prints, writes, refuses, and with which exit status.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;
use testkit::fixtures::{copy_fixture, fixture, replace_text};
use testkit::program::{landcarbon, stderr, stdout, succeed};

fn succeeds(folder: &Path, arguments: &[&str]) -> Output {
    succeed(landcarbon(folder).args(arguments))
}

/// The message of a run that fails with status 1, without the path of the temporary folder.
fn fails(folder: &Path, arguments: &[&str]) -> String {
    let output = landcarbon(folder).args(arguments).output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(1),
        "{arguments:?}: {}",
        stderr(&output)
    );
    stderr(&output)
        .replace(&format!("{}/", folder.display()), "")
        .replace(&format!("{}/", fixture("").display()), "")
}

fn edit(folder: &TempDir, file: &str, from: &str, to: &str) {
    replace_text(&folder.path().join(file), from, to);
}

fn tally_arguments<'a>(zones: &'a str, raster: &'a str) -> Vec<&'a str> {
    vec![
        "tally",
        "--zones",
        zones,
        "--zone-id",
        "adcode",
        "--zone-name",
        "name",
        "--legend",
        "cnlucc",
        "--raster",
        raster,
    ]
}

/// Every file below a folder with its bytes.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((
                    path.strip_prefix(folder).unwrap().to_owned(),
                    fs::read(&path).unwrap(),
                ));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_demo_writes_what_it_lists_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let output = succeeds(folder.path(), &["demo", "--verbose", "--out", "demo"]);
    let said = stdout(&output);
    let expected = [
        "2010      120.97        60.56       60.41        1.28",
        "2020      186.99        59.69      127.30        0.80",
    ];
    for line in expected {
        assert!(said.contains(line), "{line} is not in\n{said}");
    }
    let files = contents(&folder.path().join("demo/out"));
    assert!(files.len() >= 15);
    for (path, _) in &files {
        assert!(
            said.contains(&format!("  {}\n", path.display())),
            "{} is not listed",
            path.display()
        );
    }
    assert!(
        !files
            .iter()
            .any(|(path, _)| path.to_string_lossy().contains(".landcarbon-"))
    );
}

/// What was read comes first; the result, how sure it is, and three files to open come last, as both READMEs show.
#[test]
fn the_demo_prints_what_the_readme_shows() {
    let folder = TempDir::new().unwrap();
    let said = stdout(&succeeds(folder.path(), &["demo"]));
    for readme in [
        include_str!("../../../../README.md"),
        include_str!("../../../../README.zh.md"),
    ] {
        let (_, shown) = readme.split_once("$ landcarbon demo\n").unwrap();
        assert_eq!(said, shown.split_once("```").unwrap().0);
    }
    let (_, files) = said.split_once("open first:\n").unwrap();
    for line in files.lines() {
        let path = line.trim_start().split("  ").next().unwrap();
        assert!(folder.path().join(path).is_file(), "{path}");
    }
}

/// A table that goes to a file is described; one that goes to standard output stands there alone.
#[test]
fn a_tally_says_what_it_wrote() {
    let folder = copy_fixture("jiangxi");
    let mut arguments = tally_arguments("boundaries.geojson", "landuse-2020.tif");
    arguments.extend(["--out", "hectares.csv"]);
    assert_eq!(
        stdout(&succeeds(folder.path(), &arguments)),
        "Wrote hectares.csv: hectares of 11 zones in 1 raster (landuse-2020); 99.74 % of the area has a land class.\n"
    );
}

/// Excel reads a CSV file without the mark as GBK, and Chinese in it is lost.
#[test]
fn csv_files_begin_with_the_mark_of_utf_8_and_the_workbook_has_all_tables() {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let folder = copy_fixture("jiangxi");
    succeeds(folder.path(), &["run", "project.toml"]);
    let mut arguments = tally_arguments("boundaries.geojson", "landuse-2020.tif");
    let plain = succeeds(folder.path(), &arguments);
    assert!(plain.stdout.starts_with(b"zone,name"));
    arguments.extend(["--out", "out/tally.csv"]);
    succeeds(folder.path(), &arguments);
    let files = contents(&folder.path().join("out"));
    let tables = files
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "csv"));
    assert_eq!(tables.clone().count(), 13);
    for (path, bytes) in tables {
        assert!(bytes.starts_with(MARK), "{}", path.display());
        assert!(!bytes[MARK.len()..].starts_with(MARK), "{}", path.display());
    }

    let workbook = fs::File::open(folder.path().join("out/tables/tables.xlsx")).unwrap();
    let mut workbook = zip::ZipArchive::new(workbook).unwrap();
    let sheets = std::io::read_to_string(workbook.by_name("xl/workbook.xml").unwrap()).unwrap();
    for sheet in ["hectares", "sensitivity", "expect"] {
        assert!(sheets.contains(&format!("name=\"{sheet}\"")), "{sheets}");
    }
}

#[test]
fn results_are_the_same_bytes_for_any_number_of_threads() {
    let folder = copy_fixture("jiangxi");
    let run = |threads: &str, out: &str| {
        succeeds(
            folder.path(),
            &["run", "project.toml", "--out", out, "--threads", threads],
        );
        contents(&folder.path().join(out))
    };
    let one = run("1", "one");
    for threads in ["2", "7"] {
        for ((name, ours), (_, theirs)) in one.iter().zip(run(threads, threads)) {
            assert!(
                *ours == theirs,
                "{} differs with {threads} threads",
                name.display()
            );
        }
    }
}

#[test]
fn a_run_refuses_to_mix_with_another_and_replaces_it_when_asked() {
    let folder = copy_fixture("jiangxi");
    succeeds(folder.path(), &["run", "project.toml"]);
    let out = folder.path().join("out");
    let first = contents(&out);
    assert!(fails(folder.path(), &["run", "project.toml"]).contains("--overwrite"));
    fs::write(out.join("notes.txt"), "mine").unwrap();
    edit(
        &folder,
        "project.toml",
        "years = [2010, 2015, 2020]",
        "years = [2010, 2020]",
    );
    edit(&folder, "project.toml", "2015 = \"landuse-2015.tif\", ", "");
    succeeds(folder.path(), &["run", "project.toml", "--overwrite"]);
    let second = contents(&out);
    let names: Vec<String> = second
        .iter()
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(
        names.contains(&"notes.txt".to_owned()),
        "a file of the user's is gone"
    );
    assert!(!names.iter().any(|name| name.contains("2015")), "{names:?}");
    assert!(second.len() < first.len() + 1);
}

#[test]
fn a_run_that_fails_leaves_nothing_behind() {
    let folder = copy_fixture("jiangxi");
    fs::write(
        folder.path().join("landuse-2015.tif"),
        b"II*\0 no longer a raster",
    )
    .unwrap();
    let message = fails(folder.path(), &["run", "project.toml"]);
    assert!(message.contains("landuse-2015.tif"), "{message}");
    assert!(!folder.path().join("out").exists());
    fs::copy(
        fixture("jiangxi/landuse-2015.tif"),
        folder.path().join("landuse-2015.tif"),
    )
    .unwrap();
    succeeds(folder.path(), &["run", "project.toml"]);
}

#[test]
fn check_computes_nothing() {
    let folder = copy_fixture("jiangxi");
    let said = stdout(&succeeds(folder.path(), &["check", "project.toml"]));
    assert!(
        said.contains("11 zones") && said.contains("All inputs fit together"),
        "{said}"
    );
    assert!(!folder.path().join("out").exists());
}

#[test]
fn init_writes_a_project_that_check_reads_and_never_replaces_one() {
    let folder = TempDir::new().unwrap();
    succeeds(folder.path(), &["init", "region"]);
    let message = fails(folder.path(), &["check", "region/project.toml"]);
    assert!(
        message.contains("boundaries.shp: no such file"),
        "{message}"
    );
    assert!(fails(folder.path(), &["init", "region"]).contains("never replaces"));
}

#[test]
fn the_manifest_lists_inputs_choices_and_results() {
    let folder = copy_fixture("jiangxi");
    succeeds(folder.path(), &["run", "project.toml"]);
    let text = fs::read_to_string(folder.path().join("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    let digest = |path: &str| manifest["inputs"][path]["sha256"].as_str().map(str::len);
    assert_eq!(digest("landuse-2020.tif"), Some(64));
    assert_eq!(digest("boundaries.geojson"), Some(64));
    assert_eq!(
        manifest["project"]["compensation"]["mean_emissions_t"],
        13_243_930.0
    );
    assert_eq!(manifest["statuses"]["energy"]["reconstructed"], 26);
    assert!(
        manifest["ledger"]["2020"]["worst_closure"]
            .as_f64()
            .unwrap()
            < 1e-12
    );
    assert!(manifest["warnings"].to_string().contains("mix units"));
    assert!(
        manifest["outputs"]["layers/budget-2020.geojson"]["bytes"]
            .as_u64()
            .unwrap()
            > 100_000
    );
    for name in [
        "figure-1-emissions",
        "figure-2-intensity",
        "figure-3-ecc",
        "figure-4-esc",
        "figure-5-budget",
        "figure-6-functional-zones",
        "figure-7-compensation",
        "figure-8-land-use",
        "figure-9-absorption",
        "figure-10-changes",
        "figure-11-ecc-esc",
        "figure-12-time-lines",
    ] {
        for extension in ["svg", "png", "pdf"] {
            let path = format!("figures/{name}.{extension}");
            assert!(manifest["outputs"][&path].is_object(), "{path}");
        }
    }
    assert!(
        !text.contains(&folder.path().display().to_string()),
        "the manifest holds a path of this machine"
    );
}

#[test]
fn tally_writes_csv_to_standard_output() {
    let folder = TempDir::new().unwrap();
    let (zones, raster) = (
        fixture("jiangxi/boundaries.geojson"),
        fixture("jiangxi/landuse-2020.tif"),
    );
    let arguments = tally_arguments(zones.to_str().unwrap(), raster.to_str().unwrap());
    let said = stdout(&succeeds(folder.path(), &arguments));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "zone,name,label,class,hectares,code");
    let hectares = lines[1]
        .strip_prefix("360100,Nanchang,landuse-2020,cultivated,")
        .and_then(|rest| rest.strip_suffix(",11;12"))
        .unwrap();
    // exactextract: 2525.24127262 and 1184.69086664 cells of 100 ha of the codes 11 and 12.
    assert!(
        (hectares.parse::<f64>().unwrap() - 370_993.213_926).abs() < 1e-3,
        "{hectares}"
    );
    assert_eq!(hectares.split('.').nth(1).map(str::len), Some(6));
    assert_eq!(
        lines.len(),
        1 + 11 * 8,
        "six classes, nodata and outside for each city"
    );
}

#[test]
fn tally_writes_json_and_parquet_by_extension_and_replaces_only_when_asked() {
    let folder = TempDir::new().unwrap();
    let (zones, raster) = (
        fixture("jiangxi/boundaries.geojson"),
        fixture("jiangxi/landuse-2020.tif"),
    );
    let tally = tally_arguments(zones.to_str().unwrap(), raster.to_str().unwrap());
    for (file, head) in [
        ("t.csv", "\u{feff}zone,"),
        ("t.json", "["),
        ("t.parquet", "PAR1"),
    ] {
        let arguments = [&tally[..], &["--out", file]].concat();
        succeeds(folder.path(), &arguments);
        assert!(
            fs::read(folder.path().join(file))
                .unwrap()
                .starts_with(head.as_bytes()),
            "{file}"
        );
        assert!(fails(folder.path(), &arguments).contains("--overwrite"));
        succeeds(folder.path(), &[&arguments[..], &["--overwrite"]].concat());
    }
    let message = fails(folder.path(), &[&tally[..], &["--out", "t.xlsx"]].concat());
    assert!(
        message.contains("xlsx") && message.contains("parquet"),
        "{message}"
    );
    assert!(
        fails(
            folder.path(),
            &[&tally[..], &["--out", "no/such/folder/t.csv"]].concat()
        )
        .contains("no/such/folder")
    );
}

#[test]
fn wrong_usage_is_status_2_and_an_error_can_be_json() {
    let folder = TempDir::new().unwrap();
    assert_eq!(
        landcarbon(folder.path())
            .arg("tally")
            .output()
            .unwrap()
            .status
            .code(),
        Some(2)
    );
    assert_eq!(
        landcarbon(folder.path())
            .args(["rnu", "x.toml"])
            .output()
            .unwrap()
            .status
            .code(),
        Some(2)
    );
    let message = fails(folder.path(), &["run", "missing.toml", "--json-errors"]);
    let error: serde_json::Value = serde_json::from_str(&message).unwrap();
    assert_eq!(error["error"], "cannot read the project missing.toml");
    assert!(
        error["causes"][0]
            .as_str()
            .unwrap()
            .contains("No such file")
    );
}

#[test]
fn progress_can_be_lines_of_json() {
    let folder = TempDir::new().unwrap();
    let zones = fixture("jiangxi/boundaries.geojson");
    let raster = fixture("jiangxi/landuse-2020.tif");
    let mut arguments = tally_arguments(zones.to_str().unwrap(), raster.to_str().unwrap());
    let plain = succeeds(folder.path(), &arguments);
    arguments.push("--json-progress");
    let told = succeeds(folder.path(), &arguments);
    assert!(told.stdout == plain.stdout);
    let said = stderr(&told);
    assert!(said.contains(&stderr(&plain)), "{said}");
    let lines: Vec<serde_json::Value> = said
        .lines()
        .filter(|line| !line.starts_with("warning: "))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(lines.iter().all(|line| line["step"] == "tallying"));
    let done: Vec<u64> = lines.iter().map(|l| l["done"].as_u64().unwrap()).collect();
    assert_eq!(done[0], 0);
    assert!(done.is_sorted_by(|a, b| a < b), "{done:?}");
    let steps = lines[0]["of"].as_u64().unwrap();
    assert_eq!(done.last(), Some(&steps));
    assert!((2..=101).contains(&done.len()), "{done:?}");

    let example = copy_fixture("jiangxi");
    let run = succeeds(example.path(), &["run", "project.toml", "--json-progress"]);
    let said = stderr(&run);
    for step in ["tallying", "drawing the figures", "writing the results"] {
        assert!(said.contains(&format!("\"step\":\"{step}\"")), "{said}");
    }
}

#[test]
fn messages_name_what_was_found_and_what_mends_it() {
    let cases: [(&str, &str, &str, &str); 8] = [
        (
            "project.toml",
            "id = \"adcode\"",
            "id = \"adcod\"",
            "no_such_field",
        ),
        (
            "project.toml",
            "legend = \"cnlucc\"",
            "legend = \"cnlucc-level1\"",
            "codes_not_in_the_legend",
        ),
        (
            "project.toml",
            "rule = \"paper\"",
            "rule = \"papers\"",
            "no_such_rule",
        ),
        (
            "project.toml",
            "preset = \"paper-2024\"",
            "preset = \"paper\"",
            "no_such_preset",
        ),
        (
            "project.toml",
            "legend = \"cnlucc\"",
            "legend = \"cnlucc\"\nbands = 1",
            "unknown_key",
        ),
        (
            "statistics.csv",
            "361100,Shangrao,2020,energy,",
            "361200,Shangrao,2020,energy,",
            "zone_without_boundary",
        ),
        (
            "statistics.csv",
            ",8311411,tce,",
            ",-8311411,tce,",
            "negative_energy",
        ),
        (
            "statistics.csv",
            ",8311411,tce,",
            ",8311411,kg,",
            "unknown_unit",
        ),
    ];
    for (file, from, to, name) in cases {
        let folder = copy_fixture("jiangxi");
        edit(&folder, file, from, to);
        insta::assert_snapshot!(
            name,
            fails(folder.path(), &["run", "project.toml", "--quiet"])
        );
    }
}

#[test]
fn a_raster_of_another_grid_is_never_resampled() {
    let folder = copy_fixture("jiangxi");
    let source = gdal::Dataset::open(folder.path().join("landuse-2015.tif")).unwrap();
    let driver = gdal::DriverManager::get_driver_by_name("GTiff").unwrap();
    let shifted = folder.path().join("shifted.tif");
    let mut copy = source
        .create_copy(&driver, &shifted, &gdal::cpl::CslStringList::new())
        .unwrap();
    let mut transform = copy.geo_transform().unwrap();
    transform[0] += 500.0;
    copy.set_geo_transform(&transform).unwrap();
    drop(copy);
    edit(&folder, "project.toml", "landuse-2015.tif", "shifted.tif");
    insta::assert_snapshot!(
        "shifted_grid",
        fails(folder.path(), &["run", "project.toml", "--quiet"])
    );
}

#[test]
fn expected_values_are_reported_and_fail_a_strict_run_after_its_results_are_written() {
    let folder = copy_fixture("jiangxi");
    let rows = "id,value,tolerance\nregion.emissions.2020,186.99,0.005\n360400.compensation.2020,114.31,0.05\nNanchang.ecc.2020,2,0.1\n";
    fs::write(folder.path().join("paper_numbers.csv"), rows).unwrap();
    let said = stdout(&succeeds(folder.path(), &["run", "project.toml"]));
    assert!(said.contains("Expected values: 2 of 3 hold."), "{said}");
    assert!(said.contains("Nanchang.ecc.2020: 1.38"), "{said}");
    let message = fails(
        folder.path(),
        &[
            "run",
            "project.toml",
            "--overwrite",
            "--strict-expect",
            "--quiet",
        ],
    );
    assert_eq!(
        message,
        "error: 1 of 3 expected values do not hold: see expect.csv among the results\n"
    );
    let outcomes = fs::read_to_string(folder.path().join("out/expect.csv")).unwrap();
    assert!(
        outcomes.lines().nth(3).unwrap().ends_with(",false"),
        "{outcomes}"
    );
    for (row, wanted) in [
        ("Atlantis.ecc.2020,1,1", "Atlantis"),
        ("region.emissions.2019,1,1", "2019"),
        ("region.emission.2020,1,1", "docs/formats.md"),
    ] {
        fs::write(
            folder.path().join("paper_numbers.csv"),
            format!("id,value,tolerance\n{row}\n"),
        )
        .unwrap();
        let message = fails(folder.path(), &["run", "project.toml", "--overwrite"]);
        assert!(message.contains(wanted), "{message}");
    }
    let other_unit = "id,unit,value,tolerance\nregion.emissions.2020,t,186990000,5000\n";
    fs::write(folder.path().join("paper_numbers.csv"), other_unit).unwrap();
    assert!(
        fails(folder.path(), &["run", "project.toml", "--overwrite"])
            .contains("is in Mt, but the table says t")
    );
}

#[test]
fn long_tables_are_written_in_each_format_that_is_asked_for() {
    let folder = copy_fixture("jiangxi");
    let export = "[export]\nfigures = false\nlong_tables = [\"json\", \"parquet\"]\n\n[project]\n";
    edit(&folder, "project.toml", "[project]\n", export);
    succeeds(folder.path(), &["run", "project.toml", "--quiet"]);
    for name in ["hectares", "expect", "tables/sensitivity"] {
        let table = |extension| folder.path().join(format!("out/{name}.{extension}"));
        assert!(!table("csv").exists(), "{name}");
        let rows = fs::read(table("json")).unwrap();
        let rows: serde_json::Value = serde_json::from_slice(&rows).unwrap();
        assert!(!rows.as_array().unwrap().is_empty(), "{name}");
        let parquet = fs::read(table("parquet")).unwrap();
        assert!(parquet.starts_with(b"PAR1"), "{name}");
    }
    edit(&folder, "project.toml", "\"parquet\"", "\"xlsx\"");
    let message = fails(folder.path(), &["check", "project.toml"]);
    assert!(
        message.contains("xlsx") && message.contains("`parquet`"),
        "{message}"
    );
}

/// Only the project may say what belongs to a region and a year; GDP per person follows from the statistics.
#[test]
fn a_compensation_takes_no_numbers_of_jiangxi_unseen() {
    let folder = copy_fixture("jiangxi");
    let numbers = "price = { yuan_per_usd = 6.8976, region_gdp_per_person_1e4_yuan = 5.6871, nation_gdp_per_person_1e4_yuan = 7.2 }\nengel = { coefficient = 0.32 }";
    edit(
        &folder,
        "project.toml",
        numbers,
        "price = { yuan_per_usd = 6.8976 }",
    );
    let message = fails(folder.path(), &["check", "project.toml"]);
    for named in [
        "`engel.coefficient`",
        "`price.nation_gdp_per_person_1e4_yuan`",
        "of 2020",
        "preset = \"paper-2024\"",
    ] {
        assert!(message.contains(named), "{named}: {message}");
    }
    for known in ["region_gdp_per_person", "yuan_per_usd"] {
        assert!(!message.contains(known), "{message}");
    }

    let own = "price = { yuan_per_usd = 6.8976, nation_gdp_per_person_1e4_yuan = 7.2 }\nengel = { coefficient = 0.32 }";
    edit(
        &folder,
        "project.toml",
        "price = { yuan_per_usd = 6.8976 }",
        own,
    );
    let said = stdout(&succeeds(folder.path(), &["run", "project.toml"]));
    // 256,914,900 · 10⁴ yuan over 45,188,635 persons: 6.8976 · (10 + 5 · 5.68539 / 7.2).
    assert!(said.contains("at 96.2090 yuan per t"), "{said}");

    edit(&folder, "project.toml", own, "preset = \"paper-2024\"");
    let jiangxi = stderr(&succeeds(folder.path(), &["check", "project.toml"]));
    assert!(!jiangxi.contains("preset"), "{jiangxi}");
    // What the paper states of 2020 is no result of another target year.
    edit(
        &folder,
        "project.toml",
        "[expect]\npath = \"paper_numbers.csv\"",
        "",
    );
    edit(
        &folder,
        "project.toml",
        "target_year = 2020",
        "target_year = 2015",
    );
    let other_year = stderr(&succeeds(folder.path(), &["check", "project.toml"]));
    assert!(
        other_year.contains("the compensation of 2015 takes price.yuan_per_usd")
            && other_year.contains("of Jiangxi in 2020 from the preset paper-2024"),
        "{other_year}"
    );
}

/// Each choice of coefficients, zoning rule and numbers that `init` offers runs on the example, with the lines as `init` writes them.
#[test]
fn every_preset_that_init_offers_runs() {
    let template = include_str!("../../templates/project.toml");
    let offered = |key: &str| {
        let lines = template.lines().map(|line| line.trim_start_matches("# "));
        let lines = lines.filter(|line| line.starts_with(key));
        lines
            .map(|line| line.split('#').next().unwrap().trim())
            .collect::<Vec<_>>()
    };
    let presets = offered("preset = ");
    assert_eq!(
        presets,
        [
            "preset = \"paper-2024\"",
            "preset = \"consistent-c\"",
            "preset = \"paper-2024\"",
        ]
    );
    let [paper, consistent, compensation] = presets[..] else {
        unreachable!()
    };
    let without = offered("without = ")[0];
    let numbers = "price = { yuan_per_usd = 6.8976, region_gdp_per_person_1e4_yuan = 5.6871, nation_gdp_per_person_1e4_yuan = 7.2 }\nengel = { coefficient = 0.32 }";
    for (from, to) in [
        (paper, format!("{consistent}\n{without}")),
        (numbers, compensation.to_owned()),
        ("rule = \"paper\"", "rule = \"quadrant\"".to_owned()),
    ] {
        let folder = copy_fixture("jiangxi");
        edit(&folder, "project.toml", from, &to);
        edit(
            &folder,
            "project.toml",
            "[project]",
            "[export]\nfigures = false\n[project]",
        );
        edit(
            &folder,
            "project.toml",
            "[expect]\npath = \"paper_numbers.csv\"",
            "",
        );
        succeeds(folder.path(), &["run", "project.toml"]);
    }
    assert!(
        template
            .contains("rule = \"paper\"                        # a reconstruction; or quadrant")
    );
}

/// The sum below the amounts is that of the amounts, which are scaled here.
#[test]
fn the_sum_of_scaled_payments_is_nothing() {
    let folder = copy_fixture("jiangxi");
    edit(
        &folder,
        "project.toml",
        "target_year = 2020",
        "target_year = 2020\nscale_to_balance = true",
    );
    let said = stdout(&succeeds(
        folder.path(),
        &["run", "project.toml", "--verbose"],
    ));
    // 114.31 · 0.3754 = 42.91.
    assert!(said.contains("Jiujiang 42.9"), "{said}");
    assert!(said.contains("Payments less receipts: 0.00\n"), "{said}");
    assert!(
        said.contains(
            "before, they were 143.18; the amounts of the payers are multiplied by 0.375"
        ),
        "{said}"
    );
}

#[test]
fn a_project_without_a_compensation_computes_none() {
    let folder = copy_fixture("jiangxi");
    let text = fs::read_to_string(folder.path().join("project.toml")).unwrap();
    let end = text.find("[compensation]").unwrap();
    fs::write(folder.path().join("project.toml"), &text[..end]).unwrap();
    let said = stdout(&succeeds(folder.path(), &["run", "project.toml"]));
    assert!(
        !said.contains("Compensation") && !said.contains("sensitivity"),
        "{said}"
    );
}

#[test]
fn energy_by_fuel_gives_the_emissions_of_its_coal_equivalent() {
    let folder = copy_fixture("jiangxi");
    // 8,311,411 tce of raw coal at 0.7 tce per t.
    edit(
        &folder,
        "statistics.csv",
        "2020,energy,8311411,tce,",
        "2020,raw_coal,1187.3444285714286,1e4 t,",
    );
    edit(
        &folder,
        "project.toml",
        "[zoning]",
        "[fuels.raw_coal]\ncoal_equivalent = 0.7\nsource = \"a test\"\n\n[zoning]",
    );
    let said = stdout(&succeeds(folder.path(), &["run", "project.toml"]));
    assert!(said.contains("Expected values: 40 of 40 hold."), "{said}");
    let manifest = fs::read_to_string(folder.path().join("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(
        manifest["fuels"]["raw_coal"]["coal_equivalent"]["source"],
        "a test"
    );
}

/// A raster of two-digit codes fits one legend, and each of the others says what it lacks.
#[test]
fn a_raster_says_which_legends_fit() {
    let folder = copy_fixture("jiangxi");
    let arguments = ["legend", "--for", "landuse-2020.tif"];
    let said = stdout(&succeeds(folder.path(), &arguments));
    let (fitting, others) = said.split_once("Legends that lack some\n").unwrap();
    let (_, fitting) = fitting
        .split_once("Legends with all of these codes\n")
        .unwrap();
    assert_eq!(fitting.lines().count(), 1, "{said}");
    assert!(fitting.starts_with("  cnlucc: cultivated "), "{said}");
    assert!(others.contains("  clcd: lacks 11, 12, 21"), "{said}");
    assert_eq!(others.lines().count(), 15);
    let zh = [&arguments[..], &["--language", "zh"]].concat();
    let said = stdout(&succeeds(folder.path(), &zh));
    assert!(said.contains("\n  cnlucc：耕地 "), "{said}");
}

/// The share of a class in a reading is that of its cells: six codes on a line of ten cells, which names no CRS.
#[test]
fn readings_of_six_codes_show_the_shares_of_their_classes() {
    let folder = TempDir::new().unwrap();
    let grid = "ncols 10\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1000\nNODATA_value -9999\n1 1 1 2 3 4 5 6 6 -9999\n";
    fs::write(folder.path().join("six.asc"), grid).unwrap();
    let said = stdout(&succeeds(folder.path(), &["legend", "--for", "six.asc"]));
    assert!(
        said.starts_with(
            "six.asc: 10 cells, 10.0 % of them without data\nCodes: 1, 2, 3, 4, 5, 6\n"
        ),
        "{said}"
    );
    for reading in [
        "\n  cnlucc-level1: cultivated 33.3 % (1), forest 11.1 % (2), grassland 11.1 % (3), water 11.1 % (4), construction 11.1 % (5), unused 22.2 % (6)\n",
        "\n  clcd: cultivated 33.3 % (1), forest 22.2 % (2, 3), grassland 11.1 % (4), water 33.3 % (5, 6)\n",
    ] {
        assert!(said.contains(reading), "{said}");
    }
}

#[test]
fn a_legend_is_printed_as_a_table_or_a_style() {
    let folder = TempDir::new().unwrap();
    let table = stdout(&succeeds(folder.path(), &["legend", "cnlucc-level1"]));
    assert!(
        table.starts_with("code,label,class,in_model,color\n1,Cultivated land,cultivated,true,#")
    );
    assert_eq!(table.lines().count(), 7);
    let style = stdout(&succeeds(
        folder.path(),
        &["legend", "clcd", "--qml", "--language", "zh"],
    ));
    assert!(style.contains("type=\"paletted\"") && style.contains("森林"));
    assert!(fails(folder.path(), &["legend", "raw", "--qml"]).contains("lists none"));
    assert!(fails(folder.path(), &["legend", "clc"]).contains("clcd"));
}

#[test]
fn the_project_for_qgis_names_its_rasters_relative_to_itself() {
    let folder = TempDir::new().unwrap();
    succeeds(folder.path(), &["demo", "--out", "demo"]);
    let file = fs::File::open(folder.path().join("demo/out/jiangxi.qgz")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let document = std::io::read_to_string(archive.by_name("jiangxi.qgs").unwrap()).unwrap();
    assert!(document.contains("<datasource>../landuse-2020.tif</datasource>"));
    assert!(document.contains("./layers/jiangxi.gpkg|layername=jiangxi_2010"));
    assert!(!document.contains(&*folder.path().to_string_lossy()));
}
