//! Inputs that vanish, change or never end while they are read.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use gdal::Dataset;
use tempfile::TempDir;

use crate::faults::study::{
    contents, edit, example, landcarbon, refusal, run, short_example, stderr, tally,
};

/// The message of a run while `change` is done to its inputs, as soon as it says that it has opened them.
fn disturbed(folder: &TempDir, change: impl Fn(&Path)) -> Option<String> {
    let mut child = landcarbon(folder.path())
        .args(["run", "project.toml"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    stdout.read_line(&mut said).unwrap();
    assert!(said.starts_with("Read "), "{said}");
    change(folder.path());
    stdout.read_to_string(&mut said).unwrap();
    let output = child.wait_with_output().unwrap();
    (!output.status.success()).then(|| refusal(&output))
}

/// What happens to a folder meanwhile.
type Change = fn(&Path);

#[test]
fn a_raster_that_changes_while_it_is_read_is_no_result() {
    let cases: [(&str, Change); 5] = [
        ("is truncated", |folder| {
            let file = File::options()
                .write(true)
                .open(folder.join("landuse-2015.tif"));
            file.unwrap().set_len(5_000).unwrap();
        }),
        ("grows", |folder| {
            let file = File::options()
                .append(true)
                .open(folder.join("landuse-2015.tif"));
            file.unwrap().write_all(b"more").unwrap();
        }),
        ("is written anew with the same bytes", |folder| {
            let path = folder.join("landuse-2015.tif");
            fs::write(&path, fs::read(&path).unwrap()).unwrap();
        }),
        ("is replaced by another", |folder| {
            fs::rename(
                folder.join("landuse-2020.tif"),
                folder.join("landuse-2015.tif"),
            )
            .unwrap();
        }),
        ("vanishes", |folder| {
            fs::remove_file(folder.join("landuse-2015.tif")).unwrap()
        }),
    ];
    for (case, change) in cases {
        let folder = example();
        let said = disturbed(&folder, change);
        let said =
            said.unwrap_or_else(|| panic!("a raster that {case} is read as if nothing were"));
        assert!(said.contains("landuse-20"), "{case}: {said}");
        assert!(!folder.path().join("out").exists(), "{case}");
    }
}

/// Makes the raster of 2015 a VRT of a file beside it.
fn lead_by_vrt(folder: &Path) {
    let path = folder.join("landuse-2015.tif");
    let raster = Dataset::open(&path).unwrap();
    let (width, height) = raster.raster_size();
    let place = raster
        .geo_transform()
        .unwrap()
        .map(|number| number.to_string());
    let srs = raster.spatial_ref().unwrap().to_wkt().unwrap();
    let nodata = raster.rasterband(1).unwrap().no_data_value();
    let nodata = nodata.map(|code| format!("<NoDataValue>{code}</NoDataValue>"));
    drop(raster);
    fs::rename(&path, folder.join("source.tif")).unwrap();
    let text = format!(
        r#"<VRTDataset rasterXSize="{width}" rasterYSize="{height}"><SRS>{}</SRS><GeoTransform>{}</GeoTransform>
        <VRTRasterBand dataType="Byte" band="1">{}<SimpleSource><SourceFilename relativeToVRT="1">source.tif</SourceFilename>
        <SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"#,
        srs.replace('"', "&quot;"),
        place.join(","),
        nodata.unwrap_or_default()
    );
    fs::write(path, text).unwrap();
}

#[test]
fn a_source_of_a_vrt_and_what_lies_beside_a_raster_are_inputs_like_others() {
    let folder = example();
    lead_by_vrt(folder.path());
    fs::write(
        folder.path().join("landuse-2020.TFW"),
        "1\n0\n0\n-1\n0\n0\n",
    )
    .unwrap();
    let said = disturbed(&folder, |folder| {
        fs::copy(folder.join("landuse-2020.tif"), folder.join("source.tif")).unwrap();
    });
    assert!(
        said.unwrap()
            .contains("source.tif has changed while it was read")
    );
    let folder = short_example();
    lead_by_vrt(folder.path());
    fs::write(
        folder.path().join("landuse-2020.TFW"),
        "1\n0\n0\n-1\n0\n0\n",
    )
    .unwrap();
    let done = run(folder.path(), &[]);
    assert!(done.status.success(), "{}", stderr(&done));
    let manifest = fs::read(folder.path().join("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    for input in ["landuse-2015.tif", "source.tif", "landuse-2020.TFW"] {
        assert!(manifest["inputs"][input]["sha256"].is_string(), "{input}");
    }
}

#[test]
fn statistics_that_are_saved_during_a_run_are_no_result() {
    let folder = example();
    let said = disturbed(&folder, |folder| {
        let file = File::options()
            .append(true)
            .open(folder.join("statistics.csv"));
        file.unwrap().write_all(b"\n").unwrap();
    });
    assert!(
        said.unwrap()
            .contains("statistics.csv has changed while it was read")
    );
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let folder = short_example();
    for (input, key) in [
        ("landuse-2015.tif", "rasters"),
        ("boundaries.geojson", "boundaries"),
        ("statistics.csv", "statistics"),
        ("paper_numbers.csv", "expect"),
    ] {
        let path = folder.path().join(input);
        let kept = folder.path().join("kept");
        fs::rename(&path, &kept).unwrap();
        assert!(
            Command::new("mkfifo")
                .arg(&path)
                .status()
                .unwrap()
                .success()
        );
        let said = refusal(&run(folder.path(), &[]));
        assert!(
            said.contains(input) && said.contains("neither a file nor a folder"),
            "{key}: {said}"
        );
        fs::remove_file(&path).unwrap();
        fs::rename(&kept, &path).unwrap();
    }
    let pipe = folder.path().join("landuse-2010.tif");
    fs::remove_file(&pipe).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let output = tally(folder.path(), "t.csv").output().unwrap();
    assert!(refusal(&output).contains("neither a file nor a folder"));
    assert!(!folder.path().join("t.csv").exists());
}

/// Puts a pipe in the place of a file, or where none is.
fn pipe(folder: &Path, file: &str) {
    let path = folder.join(file);
    fs::remove_file(&path).unwrap_or_default();
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
}

/// What the program says within some seconds that refuses a pipe.
fn refused_soon(folder: &Path, file: &str, arguments: &[&str]) {
    let mut child = landcarbon(folder)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begin.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("{file}: {arguments:?} waits for it");
        }
        sleep(Duration::from_millis(5));
    }
    let said = refusal(&child.wait_with_output().unwrap());
    assert!(
        said.contains(file) && said.contains("neither a file nor a folder"),
        "{file}: {said}"
    );
}

#[test]
fn a_pipe_is_refused_wherever_a_file_is_read() {
    let folder = short_example();
    let at = folder.path();
    let tally = ["tally", "--zone-id", "adcode", "--zones"];
    let of_legend = [
        &tally[..],
        &[
            "boundaries.geojson",
            "--raster",
            "landuse-2010.tif",
            "--legend",
        ],
    ]
    .concat();
    let legend: Vec<_> = of_legend.iter().copied().chain(["pipe.toml"]).collect();
    let item: Vec<_> = [
        &tally[..],
        &[
            "boundaries.geojson",
            "--legend",
            "cnlucc",
            "--raster",
            "pipe.json",
        ],
    ]
    .concat();
    for (file, arguments) in [
        ("pipe.toml", &["check", "pipe.toml"][..]),
        ("pipe.toml", &["run", "pipe.toml"]),
        ("pipe.toml", &["legend", "pipe.toml"]),
        ("pipe.toml", &legend),
        ("pipe.json", &item),
        ("pipe.json", &["merge", "pipe.json"]),
        ("out/manifest.json", &["run", "project.toml", "--overwrite"]),
        ("landuse-2010.tif.aux.xml", &["check", "project.toml"]),
        ("landuse-2010.tfw", &["check", "project.toml"]),
    ] {
        fs::create_dir_all(at.join("out")).unwrap();
        pipe(at, file);
        refused_soon(at, file, arguments);
        fs::remove_file(at.join(file)).unwrap();
    }
    let study = crate::bad_inputs::small_study::SmallStudy::new();
    study.remove("frame.prj");
    pipe(&study.path(""), "frame.prj");
    refused_soon(&study.path(""), "frame.prj", &["check", "project.toml"]);
    let shapefile = testkit::fixtures::copy_fixture("gbk-shapefile");
    let at = shapefile.path();
    let shp = fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path());
    let shp = shp
        .into_iter()
        .find(|path| path.extension().is_some_and(|e| e == "shp"))
        .unwrap();
    for extension in ["shp", "shx", "dbf", "prj", "cpg", "qix"] {
        let part = shp.with_extension(extension);
        let kept = fs::read(&part).ok();
        let name = part.file_name().unwrap().to_str().unwrap();
        pipe(at, name);
        let zones = shp.to_str().unwrap();
        refused_soon(
            at,
            name,
            &[
                "tally",
                "--zones",
                zones,
                "--zone-id",
                "x",
                "--legend",
                "raw",
                "--raster",
                "no.tif",
            ],
        );
        fs::remove_file(&part).unwrap();
        kept.into_iter()
            .for_each(|bytes| fs::write(&part, bytes).unwrap());
    }
}

#[test]
fn a_proj_without_its_database_is_told() {
    let folder = short_example();
    let mut command = tally(folder.path(), "t.csv");
    for variable in ["PROJ_LIB", "PROJ_DATA"] {
        command.env(variable, folder.path());
    }
    let said = refusal(&command.output().unwrap());
    assert!(
        said.contains("lacks its database") && said.contains("PROJ_LIB"),
        "{said}"
    );
    assert!(!said.contains("-crs"), "{said}");
}

#[test]
fn a_device_is_no_input() {
    let folder = short_example();
    edit(&folder, "project.toml", |text| {
        text.replace("statistics.csv", "/dev/zero")
    });
    assert!(refusal(&run(folder.path(), &[])).contains("/dev/zero is neither a file nor a folder"));
    assert_eq!(contents(&folder.path().join("out")).len(), 0);
}

#[test]
fn a_raster_without_permission_is_named() {
    let folder = short_example();
    let script = "chmod 000 landuse-2015.tif; chmod a+rx .; chmod a+r *.toml *.csv *.geojson landuse-2010.tif landuse-2020.tif; \
        if [ \"$(id -u)\" = 0 ]; then chmod a+w .; drop='setpriv --reuid 65534 --clear-groups'; fi; \
        $drop test -r landuse-2015.tif && exit 77; $drop test -x $0 || exit 77; $drop $0 run project.toml --quiet";
    let output = Command::new("sh")
        .current_dir(folder.path())
        .args(["-c", script, env!("CARGO_BIN_EXE_landcarbon")])
        .output()
        .unwrap();
    if output.status.code() == Some(77) {
        return eprintln!("no way to be another user here: not tried");
    }
    let said = refusal(&output);
    assert!(
        said.contains("landuse-2015.tif") && said.contains("Permission denied"),
        "{said}"
    );
    assert!(!stderr(&output).contains("panicked"));
}
