//! The built program on rasters in tiles: the results are those of the whole file.

use std::fs;

use crate::bad_inputs::small_study::SmallStudy;

/// Columns of the frame that lie in the western tile.
const WEST: usize = 9;

/// Cuts an ASCII grid of the frame into a western and an eastern tile in a folder.
fn cut(study: &SmallStudy, file: &str, folder: &str) {
    let whole = study.read(file);
    let (head, rows) = whole.split_once("-9999\n").unwrap();
    let tile = |columns: usize, corner: usize, skipped: usize| {
        let head = head
            .replace("ncols 20", &format!("ncols {columns}"))
            .replace("xllcorner 500000", &format!("xllcorner {corner}"));
        let rows = rows.lines().map(|row| {
            let cells: Vec<_> = row.split(' ').skip(skipped).take(columns).collect();
            cells.join(" ")
        });
        head + "-9999\n" + &rows.collect::<Vec<_>>().join("\n")
    };
    study.folder(folder);
    let prj = study.read("frame.prj");
    for (name, text) in [
        ("west", tile(WEST, 500_000, 0)),
        ("east", tile(20 - WEST, 500_900, WEST)),
    ] {
        study.write(&format!("{folder}/{name}.asc"), text);
        study.write(&format!("{folder}/{name}.prj"), &prj);
    }
}

fn study() -> SmallStudy {
    let study = SmallStudy::new();
    cut(&study, "frame.asc", "2010");
    cut(&study, "later.asc", "2020");
    study
}

fn said(study: &SmallStudy, arguments: &[&str]) -> String {
    let left = study.run(arguments);
    assert_eq!(left.status, Some(0), "{}", left.stderr);
    left.stdout
}

fn over<'a>(command: &'a str, rasters: [&'a str; 2]) -> Vec<&'a str> {
    let mut arguments = vec![command, "--zones", "zones.geojson", "--zone-id", "id"];
    arguments.extend(["--legend", "cnlucc", "--raster", rasters[0], rasters[1]]);
    arguments
}

const WHOLE: [&str; 2] = ["2010=frame.asc", "2020=later.asc"];
const FOLDERS: [&str; 2] = ["2010=2010", "2020=2020"];

#[test]
fn commands_give_the_bytes_of_the_whole_file() {
    let study = study();
    for command in ["tally", "transition"] {
        let whole = said(&study, &over(command, WHOLE));
        let lists = ["2010=2010/east.asc,2010/west.asc", "2020=2020/*.asc"];
        for tiles in [FOLDERS, lists] {
            assert_eq!(said(&study, &over(command, tiles)), whole);
        }
    }
    // The cell of the later year that differs is told by the tiles too.
    assert!(study.read("2020/west.asc").contains("-9999\n21 "));
}

#[test]
fn parts_of_tiles_merge_to_the_whole() {
    let study = study();
    for (rows, part) in [("0..7", "north.json"), ("7..20", "south.json")] {
        let more = ["--rows", rows, "--out", part];
        said(&study, &[&over("tally", FOLDERS)[..], &more].concat());
    }
    let merged = said(&study, &["merge", "north.json", "south.json"]);
    assert_eq!(merged, said(&study, &over("tally", WHOLE)));
}

#[test]
fn a_project_reads_tiles_and_lists_them_in_its_manifest() {
    let study = study();
    said(&study, &["run", "project.toml", "--out", "whole"]);
    study.edit(
        "project.toml",
        r#"{ 2010 = "frame.asc", 2020 = "later.asc" }"#,
        r#"{ 2010 = ["2010/west.asc", "2010/east.asc"], 2020 = "2020" }"#,
    );
    said(&study, &["check", "project.toml"]);
    said(&study, &["run", "project.toml", "--out", "tiles"]);
    let hectares = |folder: &str| study.read(&format!("{folder}/hectares.csv"));
    assert_eq!(hectares("tiles"), hectares("whole"));
    let manifest = study.read("tiles/manifest.json");
    for tile in [
        "2010/west.asc",
        "2010/east.asc",
        "2020/west.asc",
        "2020/east.asc",
    ] {
        assert!(manifest.contains(tile), "{tile}: {manifest}");
    }

    // A tile that is gone is not a hole.
    fs::remove_file(study.path("2010/east.asc")).unwrap();
    let left = study.run(&["run", "project.toml", "--out", "less"]);
    assert_eq!(left.status, Some(1));
    assert!(left.stderr.contains("2010/east.asc"), "{}", left.stderr);
}
