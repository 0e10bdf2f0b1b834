//! Names of files from old Chinese systems, which are GBK.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use testkit::program::{landcarbon, succeed};

use crate::bad_inputs::small_study::SmallStudy;

/// 江西 in GBK.
const FOLDER: &[u8] = b"\xbd\xad\xce\xf7";

#[test]
#[cfg(target_os = "linux")]
fn a_project_in_a_folder_with_a_name_in_gbk_has_the_same_results() {
    let study = SmallStudy::new();
    study.tiff("frame.tif", |_| ());
    study.edit(
        "project.toml",
        "2010 = \"frame.asc\"",
        "2010 = \"frame.tif\"",
    );
    let folder = study.path("").join(OsStr::from_bytes(FOLDER));
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir(study.path("")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
    }
    succeed(landcarbon(&study.path("")).args(["run", "project.toml", "--quiet"]));
    let project = folder.join("project.toml");
    let mut command = landcarbon(&study.path(""));
    succeed(command.args([
        OsStr::new("run"),
        project.as_os_str(),
        OsStr::new("--quiet"),
    ]));
    let ours = fs::read(folder.join("out/hectares.csv")).unwrap();
    assert!(ours == fs::read(study.path("out/hectares.csv")).unwrap());
}

#[test]
#[cfg(target_os = "linux")]
fn a_raster_whose_own_name_is_in_gbk_has_the_same_tally() {
    let study = SmallStudy::new();
    study.tiff("frame.tif", |_| ());
    let named = OsStr::from_bytes(b"\xbd\xad\xce\xf7.tif");
    fs::copy(study.path("frame.tif"), study.path("").join(named)).unwrap();
    let tally = |raster: &OsStr| {
        let zones = ["tally", "--zones", "zones.geojson", "--zone-id", "id"];
        let mut command = landcarbon(&study.path(""));
        succeed(command.args(zones).arg("--raster").arg(raster)).stdout
    };
    let labelled = |name: &[u8]| OsStr::from_bytes(&[b"2010=", name].concat()).to_owned();
    let expected = tally(&labelled(b"frame.tif"));
    assert!(tally(&labelled(named.as_bytes())) == expected);
    let alone = String::from_utf8(tally(named)).unwrap();
    assert!(alone.contains("a,a,����,code-11,"), "{alone}");
}
