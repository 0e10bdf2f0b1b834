//! Files of strangers: whatever an input is or is called, nothing is executed, no library is loaded, nothing is connected to, and
//! nothing is written beside it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use gdal::DriverManager;
use gdal::config::{clear_thread_local_config_option, set_thread_local_config_option};
use gdal::spatial_ref::SpatialRef;
use gdal::vector::{
    Feature, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType,
};

use crate::bad_inputs::small_study::{EPSG, SmallStudy};
use crate::faults::study::{contents, landcarbon, refusal, stderr};

/// What leads GDAL's drivers of databases, programs and services to what a stranger has put there.
const LURES: [&str; 10] = [
    "PGEO:DRIVER=./driver.dat;",
    "ODBC:DRIVER=./driver.dat;",
    "MSSQL:DRIVER=./driver.dat;server=127.0.0.1",
    "PG:host=127.0.0.1 port=9",
    "MYSQL:x,host=127.0.0.1,port=9",
    "GPSBABEL:gpx:track.gpx",
    "MONGODBV3:mongodb://127.0.0.1:9",
    "WFS:http://127.0.0.1:9",
    "ESRIJSON:http://127.0.0.1:9",
    "/vsicurl/http://127.0.0.1:9/x.geojson",
];

/// Where the system keeps its libraries.
const SYSTEM: [&str; 4] = ["/lib", "/usr/lib", "/usr/local/lib", "/etc/"];

/// Runs the program, under strace if there is one, and verifies that it only did what a reader of files does.
fn watched(study: &SmallStudy, arguments: &[&str]) -> Output {
    let folder = study.path("");
    let before = contents(&folder);
    let plain = landcarbon(&folder);
    let trace = tempfile::NamedTempFile::new().unwrap();
    let has_strace = Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .status()
        .is_ok_and(|status| status.success());
    let mut command = match has_strace {
        true => {
            let mut strace = Command::new("strace");
            strace.args(["-f", "-qq", "-e", "trace=execve,open,openat,connect", "-o"]);
            strace
                .arg(trace.path())
                .arg(plain.get_program())
                .current_dir(&folder);
            strace
        }
        false => plain,
    };
    let output = command.args(arguments).output().unwrap();
    let calls = fs::read_to_string(trace.path()).unwrap();
    let started = calls.lines().filter(|call| call.contains("execve("));
    assert_eq!(
        started.count(),
        usize::from(has_strace),
        "{arguments:?}: {calls}"
    );
    for call in calls.lines() {
        assert!(!call.contains("AF_INET"), "{arguments:?}: {call}");
        let path = call.split('"').nth(1).unwrap_or_default();
        assert!(!path.ends_with("driver.dat"), "{arguments:?}: {call}");
        let is_library = path.contains(".so") && !call.contains("ENOENT");
        let of_system = SYSTEM.iter().any(|folder| path.starts_with(folder));
        assert!(!is_library || of_system, "{arguments:?}: {call}");
    }
    assert!(
        contents(&folder) == before,
        "{arguments:?}: the folder has changed"
    );
    output
}

fn tally<'a>(zones: &'a str, raster: &'a str) -> [&'a str; 7] {
    [
        "tally",
        "--zones",
        zones,
        "--zone-id",
        "id",
        "--raster",
        raster,
    ]
}

#[test]
fn no_name_and_no_boundary_file_runs_code() {
    let study = SmallStudy::new();
    study.write("driver.dat", "no library");
    study.write("track.gpx", "<gpx/>");
    let (zones, project) = (study.read("zones.geojson"), study.read("project.toml"));
    for lure in LURES {
        let virtual_layer = format!(
            "<OGRVRTDataSource><OGRVRTLayer name=\"zones\"><SrcDataSource>{lure}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
        );
        study.write("zones.geojson", virtual_layer);
        let said = refusal(&watched(&study, &tally("zones.geojson", "frame.asc")));
        assert!(said.contains("it is a virtual layer (OGR VRT)"), "{said}");
        refusal(&watched(&study, &["check", "project.toml"]));
        study.write("zones.geojson", &zones);
        refusal(&watched(&study, &tally(lure, "frame.asc")));
        for named in ["\"zones.geojson\"", "\"frame.asc\""] {
            study.write(
                "project.toml",
                project.replace(named, &format!("\"{lure}\"")),
            );
            refusal(&watched(&study, &["check", "project.toml"]));
        }
        study.write("project.toml", &project);
    }
}

#[test]
fn settings_of_the_environment_load_nothing() {
    let study = SmallStudy::new();
    study.write("settings.rc", "[configoptions]\nGDAL_DRIVER_PATH=.\n");
    study.write("gdal_driver.so", "no library");
    study.write("gdal_driver.py", "# gdal: DRIVER_NAME = \"STRANGE\"\n");
    let output = landcarbon(&study.path(""))
        .env("GDAL_DRIVER_PATH", study.path(""))
        .env("GDAL_PYTHON_DRIVER_PATH", study.path(""))
        .env("GDAL_CONFIG_FILE", study.path("settings.rc"))
        .env("OGR_SQLITE_LOAD_EXTENSIONS", study.path("gdal_driver.so"))
        .args(tally("zones.geojson", "frame.asc"))
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!(stderr(&output), "");
}

/// Writes a zone into a layer, and what `change` does while the file is open.
fn write_zones(path: &Path, driver: &str, change: impl FnOnce()) {
    let driver = DriverManager::get_driver_by_name(driver).unwrap();
    let mut dataset = driver.create_vector_only(path).unwrap();
    let srs = SpatialRef::from_epsg(EPSG).unwrap();
    let options = LayerOptions {
        name: "zones",
        srs: Some(&srs),
        ty: OGRwkbGeometryType::wkbPolygon,
        ..LayerOptions::default()
    };
    {
        let layer = dataset.create_layer(options).unwrap();
        layer
            .create_defn_fields(&[("id", OGRFieldType::OFTString)])
            .unwrap();
        let mut feature = Feature::new(layer.defn()).unwrap();
        feature.set_field_string(0, "a").unwrap();
        let square = "POLYGON ((500200 3000200, 501000 3000200, 501000 3001000, 500200 3001000, 500200 3000200))";
        feature
            .set_geometry(Geometry::from_wkt(square).unwrap())
            .unwrap();
        feature.create(&layer).unwrap();
    }
    dataset.flush_cache().unwrap();
    change();
}

#[test]
fn a_geopackage_that_is_open_elsewhere_is_read_with_its_log_and_not_changed() {
    let study = SmallStudy::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let open = elsewhere.path().join("zones.gpkg");
    set_thread_local_config_option("OGR_SQLITE_JOURNAL", "WAL").unwrap();
    write_zones(&open, "GPKG", || {
        for name in ["zones.gpkg", "zones.gpkg-wal"] {
            fs::copy(elsewhere.path().join(name), study.path(name)).unwrap();
        }
    });
    clear_thread_local_config_option("OGR_SQLITE_JOURNAL").unwrap();
    assert!(study.path("zones.gpkg-wal").metadata().unwrap().len() > 0);
    let output = watched(&study, &tally("zones.gpkg", "frame.asc"));
    assert_eq!(stderr(&output), "");
    let table = String::from_utf8(output.stdout).unwrap();
    // Two columns of each of the four codes in 8 rows.
    assert!(table.contains("a,a,frame,code-11,16.000000"), "{table}");
    // Without its log the database lacks what was written last, but it stays as it is all the same.
    study.remove("zones.gpkg-wal");
    watched(&study, &tally("zones.gpkg", "frame.asc"));
    study.write("zones.gpkg-journal", "a change");
    let said = refusal(&watched(&study, &tally("zones.gpkg", "frame.asc")));
    assert!(said.contains("a program is writing it"), "{said}");
}

#[test]
fn inputs_of_every_format_stay_as_they_are() {
    let study = SmallStudy::new();
    for (driver, file) in [
        ("ESRI Shapefile", "shape.shp"),
        ("GPKG", "package.gpkg"),
        ("GeoJSON", "json.json"),
        ("FlatGeobuf", "flat.fgb"),
        ("OpenFileGDB", "base.gdb"),
        ("MapInfo File", "map.tab"),
        ("MapInfo File", "interchange.mif"),
    ] {
        write_zones(&study.path(file), driver, || {});
        let output = watched(&study, &tally(file, "frame.asc"));
        assert!(output.status.success(), "{file}: {}", stderr(&output));
        let table = String::from_utf8(output.stdout).unwrap();
        // A .tab keeps coordinates as integers, which moves these borders by a centimetre.
        let hectares = if file == "map.tab" {
            "16.000"
        } else {
            "16.0000"
        };
        assert!(
            table.contains(&format!("a,a,frame,code-11,{hectares}")),
            "{file}: {table}"
        );
    }
    study.remove("shape.shx");
    let output = landcarbon(&study.path(""))
        .env("SHAPE_RESTORE_SHX", "YES")
        .args(tally("shape.shp", "frame.asc"))
        .output()
        .unwrap();
    assert!(refusal(&output).contains(".shx beside it is missing"));
    assert!(!study.path("shape.shx").exists());
}

#[test]
fn every_part_of_a_boundary_file_is_in_the_manifest() {
    let study = SmallStudy::new();
    write_zones(&study.path("z.shp"), "ESRI Shapefile", || {});
    for (from, to) in [
        ("shp", "SHP"),
        ("shx", "SHX"),
        ("dbf", "DBF"),
        ("prj", "PRJ"),
    ] {
        fs::rename(
            study.path(&format!("z.{from}")),
            study.path(&format!("Z.{to}")),
        )
        .unwrap();
    }
    study.write("Z.CPG", "UTF-8");
    study.edit("project.toml", "zones.geojson", "Z.SHP");
    study.edit("project.toml", "name = \"name\"", "name = \"id\"");
    let statistics = study.read("statistics.csv");
    let of_a: Vec<_> = statistics
        .lines()
        .filter(|line| !line.starts_with('b'))
        .collect();
    study.write("statistics.csv", of_a.join("\n"));
    let left = study.run(&["run", "project.toml"]);
    assert_eq!(left.status, Some(0), "{}", left.stderr);
    let manifest: serde_json::Value =
        serde_json::from_str(&study.read("out/manifest.json")).unwrap();
    for part in ["Z.SHP", "Z.SHX", "Z.DBF", "Z.PRJ", "Z.CPG"] {
        assert!(
            manifest["inputs"][part]["sha256"].is_string(),
            "{part}: {manifest}"
        );
    }
}
