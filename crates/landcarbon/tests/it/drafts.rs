//! Projects that `init` makes of data: they run, and compute what a project made by hand does.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use testkit::fixtures::fixture;
use testkit::program::{landcarbon, stdout, succeed};

/// A folder with files of fixtures under other names.
fn data(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (from, to) in files {
        let to = folder.path().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(fixture(from), to).unwrap();
    }
    folder
}

fn jiangxi() -> TempDir {
    data(&[
        ("jiangxi/landuse-2010.tif", "rasters/lucc_2010.tif"),
        ("jiangxi/landuse-2015.tif", "rasters/lucc_2015.tif"),
        ("jiangxi/landuse-2020.tif", "rasters/lucc_2020.tif"),
        ("jiangxi/boundaries.geojson", "cities.geojson"),
        ("jiangxi-counties/boundaries.geojson", "counties.geojson"),
        ("jiangxi/statistics.csv", "statistics.csv"),
    ])
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    stdout(&succeed(landcarbon(folder).args(arguments)))
}

fn init(folder: &Path, more: &[&str]) -> String {
    let data = ["init", "new", "--language", "en", "--rasters", "rasters"];
    said(folder, &[&data, more].concat())
}

const TABLES_ALONE: &str =
    "\n[export]\nfigures = false\ngeopackage = false\ngeojson = false\nreport = false\n";

/// With the coefficients of the paper, the one choice in which a new project differs, the results are the bytes of the example's.
#[test]
fn a_project_made_of_the_examples_data_computes_what_the_example_does() {
    let folder = jiangxi();
    let cities = [
        "--boundaries",
        "cities.geojson",
        "--statistics",
        "statistics.csv",
    ];
    let found = init(folder.path(), &cities);
    assert!(
        found.ends_with("All inputs fit together. Next: landcarbon run new/project.toml\n"),
        "{found}"
    );
    said(folder.path(), &["check", "new/project.toml"]);

    let project = folder.path().join("new/project.toml");
    let text = fs::read_to_string(&project).unwrap();
    let own = "preset = \"consistent-c\"\nwithout = [\"cultivated\", \"unused\"]\n";
    assert!(text.contains(own), "{text}");
    let text = text.replace(own, "preset = \"paper-2024\"\n");
    fs::write(&project, text + TABLES_ALONE).unwrap();
    said(folder.path(), &["run", "new/project.toml"]);

    let example = data(
        &[
            "boundaries.geojson",
            "landuse-2010.tif",
            "landuse-2015.tif",
            "landuse-2020.tif",
            "statistics.csv",
            "project.toml",
            "paper_numbers.csv",
        ]
        .map(|name| format!("jiangxi/{name}"))
        .each_ref()
        .map(|path| (path.as_str(), path.as_str())),
    );
    let project = example.path().join("jiangxi/project.toml");
    let text = fs::read_to_string(&project).unwrap();
    fs::write(&project, text + TABLES_ALONE).unwrap();
    said(example.path(), &["run", "jiangxi/project.toml"]);
    for table in [
        "hectares.csv",
        "tables/table-1.csv",
        "tables/table-2.csv",
        "tables/table-3.csv",
        "tables/table-4.csv",
    ] {
        let [new, old] = [folder.path().join("new"), example.path().join("jiangxi")]
            .map(|project| fs::read(project.join("out").join(table)).unwrap());
        assert!(new == old, "{table}");
    }
}

/// Counties with the statistics of their cities: the features of a city are united.
#[test]
fn features_of_the_zones_of_the_statistics_are_united() {
    let folder = jiangxi();
    let found = init(
        folder.path(),
        &[
            "--boundaries",
            "counties.geojson",
            "--statistics",
            "statistics.csv",
        ],
    );
    assert!(
        found.contains("counties.geojson: 11 zones, ids in \"city\""),
        "{found}"
    );
    let text = fs::read_to_string(folder.path().join("new/project.toml")).unwrap();
    assert!(text.contains("dissolve = true"), "{text}");
    said(folder.path(), &["check", "new/project.toml"]);
}

/// Of a file with more zones than the table has, those of the table are taken; a year that the table lacks is left out.
#[test]
fn zones_and_years_are_those_of_the_statistics() {
    let folder = jiangxi();
    let table = folder.path().join("statistics.csv");
    let text = fs::read_to_string(&table).unwrap();
    let kept = text
        .lines()
        .filter(|line| !line.contains(",2015,") && !line.starts_with("361"));
    fs::write(&table, kept.collect::<Vec<_>>().join("\n")).unwrap();
    init(
        folder.path(),
        &[
            "--boundaries",
            "cities.geojson",
            "--statistics",
            "statistics.csv",
        ],
    );
    let text = fs::read_to_string(folder.path().join("new/project.toml")).unwrap();
    for line in [
        "only = \"statistics\"                          # of 11 zones in the file the 9 of the statistics\n",
        "years = [2010, 2020] ",
        "# 2015 = \"../rasters/lucc_2015.tif\"          # left out: the statistics have nothing of this year\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    said(folder.path(), &["check", "new/project.toml"]);
}

/// Without statistics there is a table to be filled in, which has a row for each zone, year and variable.
#[test]
fn a_table_to_be_filled_in_makes_the_project_run() {
    let folder = jiangxi();
    let found = init(folder.path(), &["--boundaries", "cities.geojson"]);
    assert!(
        found.ends_with("Fill in new/statistics.csv, then: landcarbon run new/project.toml\n"),
        "{found}"
    );
    let table = folder.path().join("new/statistics.csv");
    let text = fs::read_to_string(&table).unwrap();
    assert_eq!(text.lines().count(), 1 + 11 * 3 * 3);
    let project = folder.path().join("new/project.toml");
    let text_of_project = fs::read_to_string(&project).unwrap();
    fs::write(
        &project,
        text_of_project.replace(
            "# deflator = { 2010 = 1.0, 2015 = …, 2020 = … }",
            "deflator = { 2010 = 1.0, 2015 = 1.1, 2020 = 1.2 }",
        ),
    )
    .unwrap();
    let filled = [
        ("population,,", "population,450,"),
        ("gdp,,", "gdp,2000,"),
        ("energy,,", "energy,1000,"),
    ];
    let filled = filled
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to));
    fs::write(&table, filled).unwrap();
    said(folder.path(), &["check", "new/project.toml"]);
}

/// Tiles side by side are one raster.
#[test]
fn tiles_of_a_year_are_one_raster() {
    let folder = jiangxi();
    fs::remove_dir_all(folder.path().join("rasters")).unwrap();
    fs::create_dir_all(folder.path().join("rasters")).unwrap();
    let grid = |east: u32| {
        format!(
            "ncols 2\nnrows 2\nxllcorner {}\nyllcorner 28\ncellsize 0.5\nNODATA_value 0\n11 21\n31 51\n",
            115 + east
        )
    };
    for (name, east) in [("2020_east", 1), ("2020_west", 0)] {
        let file = folder.path().join(format!("rasters/{name}"));
        fs::write(file.with_extension("asc"), grid(east)).unwrap();
        fs::write(file.with_extension("prj"), WGS84).unwrap();
    }
    let found = init(
        folder.path(),
        &["--boundaries", "cities.geojson", "--legend", "cnlucc"],
    );
    assert!(found.contains("2020, 4 × 2 cells"), "{found}");
    let text = fs::read_to_string(folder.path().join("new/project.toml")).unwrap();
    assert!(
        text.contains("2020 = [\"../rasters/2020_east.asc\", \"../rasters/2020_west.asc\"]"),
        "{text}"
    );
}

const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

/// The language of the project is that of the environment, unless it is said.
#[test]
fn the_environment_decides_on_the_language() {
    for (locale, said, language) in [
        ("zh_CN.UTF-8", None, "zh"),
        ("en_US.UTF-8", None, "en"),
        ("zh_CN.UTF-8", Some("en"), "en"),
    ] {
        let folder = jiangxi();
        let mut command = landcarbon(folder.path());
        command.env("LC_ALL", locale).args([
            "init",
            "new",
            "--boundaries",
            "cities.geojson",
            "--rasters",
            "rasters",
        ]);
        command.args(said.iter().flat_map(|said| ["--language", said]));
        succeed(&mut command);
        let text = fs::read_to_string(folder.path().join("new/project.toml")).unwrap();
        assert!(
            text.contains(&format!("language = \"{language}\"")),
            "{text}"
        );
        assert_eq!(
            text.contains("name = \"name_zh\""),
            language == "zh",
            "{text}"
        );
    }
}
