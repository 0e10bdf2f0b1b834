//! Folders that somebody else has filled: nothing of theirs, and nothing of the user's, is removed or replaced.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;

use crate::bad_inputs::cases::TALLY;
use crate::bad_inputs::small_study::{CELLS, EPSG, Outcome, SmallStudy, TRANSFORM};

const RUN: [&str; 4] = ["run", "project.toml", "--quiet", "--overwrite"];

fn tally(study: &SmallStudy, out: &str) -> Outcome {
    study.run(&[TALLY, &["--out", out]].concat())
}

/// The study with results of an earlier run.
fn with_results() -> SmallStudy {
    let study = SmallStudy::new();
    assert_eq!(study.run(&RUN).status, Some(0));
    study
}

#[test]
fn hidden_files_and_folders_of_the_user_stay() {
    let study = with_results();
    for folder in ["out/.landcarbon-notes", ".landcarbon-notes"] {
        study.folder(folder);
        study.write(&format!("{folder}/mine.txt"), "mine");
    }
    study.write("out/.landcarbon-file", "mine");
    study.write(".landcarbon-settings.toml", "mine");
    assert_eq!(study.run(&RUN).status, Some(0));
    assert_eq!(tally(&study, "t.csv").status, Some(0));
    for file in [
        "out/.landcarbon-notes/mine.txt",
        "out/.landcarbon-file",
        ".landcarbon-notes/mine.txt",
        ".landcarbon-settings.toml",
    ] {
        assert_eq!(study.read(file), "mine");
    }
}

#[test]
fn a_folder_with_a_hidden_folder_of_the_user_is_not_empty() {
    let study = SmallStudy::new();
    study.folder("out/.landcarbon-notes");
    let Outcome { status, stderr, .. } = study.run(&RUN);
    assert_eq!(status, Some(1), "{stderr}");
    assert!(
        stderr.contains("out is not empty and holds no earlier results"),
        "{stderr}"
    );
}

/// What a folder of a run says of itself, made for the folder of this number.
fn owner(folder: u64, earlier: &str) -> String {
    format!(r#"{{"program":"landcarbon","folder":"{folder}","earlier":["{earlier}"]}}"#)
}

#[test]
fn a_planted_folder_neither_removes_nor_replaces_anything() {
    let study = with_results();
    study.write("out/mine.txt", "mine");
    study.folder("out/.landcarbon-moving");
    for planted in ["{}", "", "not json", &owner(1, "mine.txt")] {
        study.write("out/.landcarbon-moving/.owner", planted);
        study.write("out/.landcarbon-moving/.earlier", "[\"mine.txt\"]");
        study.write("out/.landcarbon-moving/manifest.json", "{}");
        let before = study.contents();
        let Outcome { status, stderr, .. } = study.run(&RUN);
        assert_eq!(status, Some(1), "{stderr}");
        assert!(
            stderr.contains("out/.landcarbon-moving is not of an earlier run into this folder"),
            "{stderr}"
        );
        assert_eq!(study.contents(), before);
        assert_eq!(study.read("out/mine.txt"), "mine");
    }
    fs::remove_dir_all(study.path("out/.landcarbon-moving")).unwrap();
    study.folder("out/.landcarbon-x");
    study.write("out/.landcarbon-x/.owner", owner(1, ""));
    assert_eq!(study.run(&RUN).status, Some(0));
    assert!(study.path("out/.landcarbon-x/.owner").exists());
    // One that a run was killed in goes.
    let number = fs::metadata(study.path("out")).unwrap().ino();
    study.write("out/.landcarbon-x/.owner", owner(number, ""));
    assert_eq!(study.run(&RUN).status, Some(0));
    assert!(!study.path("out/.landcarbon-x").exists());
}

#[test]
fn a_folder_that_a_run_was_killed_in_before_it_said_whose_it_is_goes() {
    let study = with_results();
    let number = |folder: &str| fs::metadata(study.path(folder)).unwrap().ino();
    let unowned = [
        format!("out/.landcarbon-{}-abcdef", number("out")),
        format!(".landcarbon-{}-abcdef", number("")),
    ];
    for half in [None, Some(&owner(number("out"), "")[..20])] {
        for folder in &unowned {
            study.folder(folder);
            if let Some(half) = half {
                study.write(&format!("{folder}/.owner.new"), half);
            }
        }
        assert_eq!(study.run(&RUN).status, Some(0));
        assert_eq!(
            tally(&study, &format!("{}.csv", half.is_some())).status,
            Some(0)
        );
        for folder in &unowned {
            assert!(!study.path(folder).exists(), "{folder}");
        }
    }
    // Not with something in it, nor of another place.
    study.folder(&unowned[0]);
    study.write(&format!("{}/mine.txt", unowned[0]), "mine");
    study.folder("out/.landcarbon-1-abcdef");
    study.folder("out/.landcarbon-abcdef");
    assert_eq!(study.run(&RUN).status, Some(0));
    assert_eq!(study.read(&format!("{}/mine.txt", unowned[0])), "mine");
    assert!(study.path("out/.landcarbon-1-abcdef").exists());
    assert!(study.path("out/.landcarbon-abcdef").exists());
}

#[test]
fn a_table_has_the_permissions_that_the_user_gives_new_files() {
    for (mask, mode) in [("077", 0o600), ("022", 0o644), ("002", 0o664)] {
        let study = SmallStudy::new();
        let script = format!("umask {mask}; exec \"$0\" \"$@\"");
        let output = Command::new("sh")
            .current_dir(study.path(""))
            .args(["-c", &script, env!("CARGO_BIN_EXE_landcarbon")])
            .args(TALLY)
            .args(["--out", "t.csv"])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let found = fs::metadata(study.path("t.csv"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(found & 0o777, mode, "umask {mask}");
    }
}

#[test]
fn no_raster_behind_a_vrt_is_replaced_at_any_depth() {
    let study = SmallStudy::new();
    // A GeoTIFF of a name that a table may have.
    study.tiff("frame.csv", |_| ());
    let vrt = |source: &str| {
        let place = TRANSFORM.map(|number| number.to_string()).join(",");
        let whole = format!("xOff=\"0\" yOff=\"0\" xSize=\"{CELLS}\" ySize=\"{CELLS}\"");
        format!(
            "<VRTDataset rasterXSize=\"{CELLS}\" rasterYSize=\"{CELLS}\"><SRS>EPSG:{EPSG}</SRS><GeoTransform>{place}</GeoTransform>\
            <VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource><SourceFilename relativeToVRT=\"1\">{source}</SourceFilename>\
            <SourceBand>1</SourceBand><SrcRect {whole}/><DstRect {whole}/></SimpleSource></VRTRasterBand></VRTDataset>"
        )
    };
    study.write("inner.vrt", vrt("frame.csv"));
    study.write("outer.vrt", vrt("inner.vrt"));
    let before = study.contents();
    for (raster, out, expected) in [
        ("frame.csv", "frame.csv", 1),
        ("inner.vrt", "frame.csv", 1),
        ("outer.vrt", "frame.csv", 1),
        ("outer.vrt", "t.csv", 0),
    ] {
        let more = [raster, "--overwrite", "--out", out];
        let Outcome { status, stderr, .. } = study.run(&[&TALLY[..8], &more].concat());
        assert_eq!(status, Some(expected), "{raster}: {stderr}");
        assert_eq!(stderr.contains("is one of the inputs"), expected == 1);
        assert_eq!(study.contents() == before, expected == 1);
    }
}
