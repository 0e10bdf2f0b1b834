//! Projects that `init` makes of data: they run, and compute what a project made by hand does.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use testkit::fixtures::{copy_fixtures, fixture};
use testkit::program::{landcarbon, refusal, stdout, succeed};

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

/// Without statistics there is a workbook to be filled in, with a row for each zone and year; filled in, in either language, it makes the
/// project run.
#[test]
fn a_workbook_to_be_filled_in_makes_the_project_run() {
    for language in ["en", "zh"] {
        let folder = jiangxi();
        said(
            folder.path(),
            &[
                "init",
                "new",
                "--language",
                language,
                "--boundaries",
                "cities.geojson",
                "--rasters",
                "rasters",
            ],
        );
        let project = folder.path().join("new/project.toml");
        let text = fs::read_to_string(&project).unwrap();
        let deflator = "deflator = { 2010 = 1.0, 2015 = 1.1, 2020 = 1.2 }";
        let text = text.replace("# deflator = { 2010 = 1.0, 2015 = …, 2020 = … }", deflator);
        assert!(text.contains(deflator), "{text}");
        fs::write(&project, text).unwrap();
        assert_eq!(
            fill_in(&folder.path().join("new/statistics.xlsx")),
            11 * 3 * 3
        );
        let checked = said(folder.path(), &["check", "new/project.toml"]);
        for (variable, unit) in [
            ("population", ["1e4 persons", "万人"]),
            ("gdp", ["1e8 yuan", "亿元"]),
            ("energy", ["1e4 tce", "万吨标准煤"]),
        ] {
            let unit = unit[usize::from(language == "zh")];
            let part = format!("{variable} in {unit}, 2010, 2015, 2020, 11 zones\n");
            assert!(checked.contains(&part), "{checked}");
        }
    }
}

/// Writes a likely value into each blank cell of the first sheet. Returns how many there were.
fn fill_in(path: &Path) -> usize {
    let mut book = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut filled = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut count = 0;
    for place in 0..book.len() {
        let mut part = book.by_index(place).unwrap();
        let name = part.name().unwrap().to_string();
        let mut text = std::io::read_to_string(&mut part).unwrap();
        if name.ends_with("sheet1.xml") {
            for (column, value) in [("D", 450), ("E", 2000), ("F", 1000)] {
                let mark = format!("<c r=\"{column}");
                let mut cells = text.split(mark.as_str());
                let head = cells.next().unwrap().to_owned();
                text = cells.fold(head, |text, cell| {
                    let blank = cell
                        .split_once("/>")
                        .filter(|(cell, _)| !cell.contains('>'));
                    let cell = match blank {
                        Some((cell, rest)) => {
                            count += 1;
                            format!("{cell}><v>{value}</v></c>{rest}")
                        }
                        None => cell.to_owned(),
                    };
                    format!("{text}{mark}{cell}")
                });
            }
        }
        filled
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut filled, text.as_bytes()).unwrap();
    }
    fs::write(path, filled.finish().unwrap().into_inner()).unwrap();
    count
}

/// The two commands of the README, on the example's own files and a workbook as yearbooks have them: what they print stands there, and the
/// statistics are those of the example's table.
#[test]
fn two_commands_print_what_the_readme_shows() {
    let folder = copy_fixtures(&["jiangxi"]);
    fs::create_dir(folder.path().join("fixtures")).unwrap();
    fs::rename(
        folder.path().join("jiangxi"),
        folder.path().join("fixtures/jiangxi"),
    )
    .unwrap();
    let data = "--boundaries fixtures/jiangxi/boundaries.geojson --rasters fixtures/jiangxi --statistics fixtures/jiangxi/yearbook.xlsx";
    let run = "run my-region/project.toml";
    for (readme, locale) in [
        (include_str!("../../../../README.md"), "C"),
        (include_str!("../../../../README.zh.md"), "zh_CN.UTF-8"),
    ] {
        let init = format!("init my-region {data}");
        let mut command = landcarbon(folder.path());
        command.env("LC_ALL", locale).args(init.split(' '));
        let mut said = stdout(&succeed(&mut command));
        if locale == "C" {
            said += &format!("$ landcarbon {run}\n");
            said += &stdout(&succeed(landcarbon(folder.path()).args(run.split(' '))));
        }
        let (_, shown) = readme
            .split_once(&format!("$ landcarbon {init}\n"))
            .unwrap();
        assert_eq!(said, shown.split_once("```").unwrap().0);
        fs::remove_dir_all(folder.path().join("my-region")).unwrap();
    }
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

/// Data may lie in the folder of the new project; what would be written must not be there.
#[test]
fn data_in_the_folder_of_the_project_are_named_from_it() {
    let folder = jiangxi();
    let data = [
        "init",
        ".",
        "--language",
        "en",
        "--boundaries",
        "cities.geojson",
        "--rasters",
        "rasters",
    ];
    let with_statistics = [&data[..], &["--statistics", "statistics.csv"]].concat();
    said(folder.path(), &with_statistics);
    let text = fs::read_to_string(folder.path().join("project.toml")).unwrap();
    for path in [
        "path = \"cities.geojson\"",
        "path = \"statistics.csv\"",
        "2010 = \"rasters/lucc_2010.tif\"",
    ] {
        assert!(text.contains(path), "{text}");
    }
    fs::remove_file(folder.path().join("project.toml")).unwrap();
    fs::write(folder.path().join("statistics.xlsx"), "mine").unwrap();
    let refused = landcarbon(folder.path()).args(data).output().unwrap();
    assert!(refusal(&refused).contains("statistics.xlsx exists; init never replaces a file"));
}
