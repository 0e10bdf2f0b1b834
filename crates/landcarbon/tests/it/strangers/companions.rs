//! What lies beside a raster and is read with it: no change of it goes unseen.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use gdal::raster::RasterCreationOptions;
use gdal::{Dataset, DriverManager};

use crate::bad_inputs::small_study::{Outcome, SmallStudy};

/// GDAL's names of drivers that write several files, the name of the raster, options, and what is written beside it.
const FORMATS: [(&str, &str, &[&str], &[&str]); 5] = [
    ("GTiff", "r.tif", &["TFW=YES"], &["r.tfw"]),
    ("AAIGrid", "r.asc", &[], &["r.prj"]),
    ("ENVI", "r.dat", &[], &["r.hdr"]),
    ("EHdr", "r.bil", &[], &["r.hdr", "r.prj"]),
    ("HFA", "r.img", &["USE_SPILL=YES"], &["r.ige"]),
];

/// The digests of the inputs that the manifest of a new run lists; none if it is refused.
fn digests(study: &SmallStudy) -> Option<BTreeMap<String, serde_json::Value>> {
    let run = ["run", "project.toml", "--quiet", "--overwrite"];
    let Outcome { status, stderr, .. } = study.run(&run);
    if status != Some(0) {
        assert!(stderr.starts_with("error: "), "{stderr}");
        return None;
    }
    let manifest: serde_json::Value =
        serde_json::from_str(&study.read("out/manifest.json")).unwrap();
    Some(serde_json::from_value(manifest["inputs"].clone()).unwrap())
}

#[test]
fn a_change_of_what_lies_beside_a_raster_changes_the_digests_of_every_format() {
    for (driver, raster, options, written) in FORMATS {
        let study = SmallStudy::new();
        study.tiff("source.tif", |_| ());
        let source = Dataset::open(study.path("source.tif")).unwrap();
        let driver = DriverManager::get_driver_by_name(driver).unwrap();
        let options = RasterCreationOptions::from_iter(options.iter().copied());
        drop(
            source
                .create_copy(&driver, study.path(raster), &options)
                .unwrap(),
        );
        study.edit("project.toml", "later.asc", raster);
        let added = format!("{raster}.aux.xml");
        if !study.path(&added).exists() {
            study.write(&added, "<PAMDataset/>");
        }
        let before = digests(&study).expect(raster);
        for companion in written.iter().copied().chain([raster, &added]) {
            assert!(before.contains_key(companion), "{companion}: {before:?}");
            let path: PathBuf = study.path(companion);
            let own = fs::read(&path).unwrap();
            let file = File::options().append(true).open(&path);
            file.unwrap().write_all(b"\n").unwrap();
            // Or the raster is refused, which is no less seen.
            if let Some(after) = digests(&study) {
                let changed = before.keys().filter(|key| before[*key] != after[*key]);
                assert_eq!(changed.collect::<Vec<_>>(), [companion]);
            }
            fs::write(&path, own).unwrap();
        }
    }
}
