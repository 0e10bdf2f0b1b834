//! Which fields and features of a boundary file are read: ids of all types, numbers of features, conditions, lists of zones.

use std::path::{Path, PathBuf};

use crate::support::*;
use gdal::DriverManager;
use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Feature, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType, ToGdal};
use landuse_ingest::boundaries::{BoundaryError, BoundaryOptions, ZoneChoice};
use landuse_ingest::zones::Zones;

const NAMES: [&str; 3] = ["南昌市", "景德镇市", "萍乡市"];
const CODES: [f64; 3] = [360_100.0, 360_200.0, 360_300.0];

/// Zones with a name, a code as a number with decimals, and the province.
fn written(folder: &Path, driver: &str, file: &str) -> PathBuf {
    let path = folder.join(file);
    let options = (driver == "ESRI Shapefile").then_some(&["ENCODING=UTF-8"][..]);
    let driver = DriverManager::get_driver_by_name(driver).unwrap();
    let mut dataset = driver.create_vector_only(&path).unwrap();
    let srs = SpatialRef::from_epsg(32650).unwrap();
    let layer = dataset
        .create_layer(LayerOptions {
            name: "zones",
            srs: Some(&srs),
            ty: OGRwkbGeometryType::wkbPolygon,
            options,
        })
        .unwrap();
    let fields = [
        ("name", OGRFieldType::OFTString),
        ("code", OGRFieldType::OFTReal),
        ("province", OGRFieldType::OFTString),
    ];
    layer.create_defn_fields(&fields).unwrap();
    for (place, name) in NAMES.iter().enumerate() {
        let mut feature = Feature::new(layer.defn()).unwrap();
        feature.set_field_string(0, name).unwrap();
        feature.set_field_double(1, CODES[place]).unwrap();
        let province = if place == 2 { "湖南省" } else { "江西省" };
        feature.set_field_string(2, province).unwrap();
        let west = 500_000.0 + 1_000.0 * place as f64;
        let square = rectangle(west, 3_000_000.0, 1_000.0, 1_000.0);
        feature.set_geometry(square.to_gdal().unwrap()).unwrap();
        feature.create(&layer).unwrap();
    }
    path
}

fn read(
    path: &Path,
    id: &str,
    change: impl FnOnce(&mut BoundaryOptions),
) -> Result<Zones, BoundaryError> {
    let mut options = BoundaryOptions {
        id: id.to_owned(),
        ..BoundaryOptions::default()
    };
    change(&mut options);
    Zones::read(path, &options)
}

fn ids(zones: &Zones) -> Vec<&str> {
    zones.zones.iter().map(|zone| zone.id.as_str()).collect()
}

#[test]
fn whole_numbers_have_no_decimals_whatever_the_format() {
    let folder = tempfile::tempdir().unwrap();
    for (driver, file) in [
        ("ESRI Shapefile", "z.shp"),
        ("GPKG", "z.gpkg"),
        ("OpenFileGDB", "z.gdb"),
        ("GeoJSON", "z.geojson"),
        ("MapInfo File", "z.tab"),
    ] {
        let path = written(folder.path(), driver, file);
        let zones = read(&path, "code", |options| {
            options.attributes = vec!["code".to_owned()]
        })
        .unwrap();
        assert_eq!(ids(&zones), ["360100", "360200", "360300"], "{driver}");
        assert_eq!(zones.zones[1].attributes, ["360200"], "{driver}");
    }
}

#[test]
fn the_numbers_of_features_can_be_ids() {
    let folder = tempfile::tempdir().unwrap();
    for (driver, file, name, first, is_kept) in [
        ("GPKG", "z.gpkg", "fid", 1, true),
        ("OpenFileGDB", "z.gdb", "OBJECTID", 1, true),
        ("ESRI Shapefile", "z.shp", "FID", 0, false),
    ] {
        let path = written(folder.path(), driver, file);
        let zones = read(&path, name, |_| {}).unwrap();
        let expected: Vec<String> = (first..first + 3).map(|id| id.to_string()).collect();
        assert_eq!(ids(&zones), expected, "{driver}");
        match is_kept {
            true => assert_eq!(zones.warnings, [] as [&str; 0], "{driver}"),
            false => assert_says(&zones.warnings[0], &["places of the features in the file"]),
        }
        let error = read(&path, "number", |_| {}).unwrap_err();
        assert_says(&error.to_string(), &["no field \"number\""]);
    }
}

fn geojson(folder: &Path, members: &str, properties: [&str; 2]) -> PathBuf {
    let [first, second] = properties;
    let square = |west: f64| {
        let east = west + 1.0;
        format!(
            r#"{{"type":"Polygon","coordinates":[[[{west},28],[{east},28],[{east},29],[{west},29],[{west},28]]]}}"#
        )
    };
    let path = folder.join("z.geojson");
    let text = format!(
        r#"{{"type":"FeatureCollection",{members}"features":[{{"type":"Feature",{first},"geometry":{}}},{{"type":"Feature",{second},"geometry":{}}}]}}"#,
        square(115.0),
        square(116.0)
    );
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn the_ids_that_features_of_geojson_have_beside_their_properties_can_be_ids() {
    let folder = tempfile::tempdir().unwrap();
    let degrees = r#""crs":{"type":"name","properties":{"name":"EPSG:4490"}},"#;
    for members in ["", degrees] {
        for (first, second, expected) in [
            ("360100", "360200", ["360100", "360200"]),
            ("\"a\"", "\"b\"", ["a", "b"]),
        ] {
            let feature = |id: &str| format!(r#""id":{id},"properties":{{"name":"x"}}"#);
            let (first, second) = (feature(first), feature(second));
            let path = geojson(folder.path(), members, [&first, &second]);
            assert_eq!(ids(&read(&path, "id", |_| {}).unwrap()), expected);
        }
        let nameless = r#""properties":{"name":"x"}"#;
        let path = geojson(folder.path(), members, [nameless; 2]);
        assert_says(
            &read(&path, "id", |_| {}).unwrap_err().to_string(),
            &["no field \"id\""],
        );
    }
}

#[test]
fn a_condition_chooses_features_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    for (driver, file) in [
        ("ESRI Shapefile", "z.shp"),
        ("GPKG", "z.gpkg"),
        ("OpenFileGDB", "z.gdb"),
        ("GeoJSON", "z.geojson"),
        ("FlatGeobuf", "z.fgb"),
    ] {
        let path = written(folder.path(), driver, file);
        let chosen = |condition: &str| {
            let filter = condition.parse().unwrap();
            read(&path, "name", |options| options.filter = Some(filter))
        };
        for (condition, expected) in [
            ("province = '江西省'", &NAMES[..2]),
            ("province LIKE '江西%' AND code > 360100", &NAMES[1..2]),
            ("name IN ('萍乡市', '南昌市')", &[NAMES[0], NAMES[2]]),
        ] {
            let zones = chosen(condition).unwrap();
            let mut found = ids(&zones);
            found.sort_by_key(|id| NAMES.iter().position(|name| name == id));
            assert_eq!(found, expected, "{driver}: {condition}");
        }
        let error = chosen("provnice = '江西省'").unwrap_err().to_string();
        assert_says(
            &error,
            &["no field \"provnice\"", "did you mean \"province\"?"],
        );
        let error = chosen("province = '福建省'").unwrap_err().to_string();
        assert_says(&error, &["province = '福建省'", "no feature meets it"]);
    }
}

#[test]
fn a_condition_is_heard_by_a_shapefile_in_gbk() {
    for stem in ["ldid-4d", "ldid-00", "cpg-utf8"] {
        let path = fixture(&format!("gbk-shapefile/{stem}.shp"));
        let filter = "名称 = '赣江以西' OR NAME = '进贤县'".parse().unwrap();
        let zones = read(&path, "ZONE_ID", |options| options.filter = Some(filter)).unwrap();
        assert_eq!(ids(&zones), ["360112", "360124"], "{stem}");
    }
}

#[test]
fn zones_are_chosen_by_their_ids() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "GPKG", "z.gpkg");
    let chosen = |only: ZoneChoice| {
        read(&path, "code", |options| {
            options.attributes = vec!["province".to_owned()];
            options.only = only;
        })
    };
    let listed = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let zones = chosen(ZoneChoice::Ids(listed(&["360300", "360100"]))).unwrap();
    assert_eq!(ids(&zones), ["360100", "360300"]);
    assert_eq!(zones.warnings, [] as [&str; 0]);
    let error = chosen(ZoneChoice::Ids(listed(&["360400", "360100"]))).unwrap_err();
    assert_says(
        &error.to_string(),
        &["no zones of these ids: 360400", "did you mean \"360"],
    );
    let known = |ids: &[&str]| ZoneChoice::OfStatistics(listed(ids).into_iter().collect());
    let zones = chosen(known(&["360100", "湖南省", "x"])).unwrap();
    assert_eq!(ids(&zones), ["360100", "360300"]);
    assert_says(
        &zones.warnings[0],
        &["2 of its 3 zones are read, those of the statistics"],
    );
    let error = chosen(known(&["x"])).unwrap_err();
    assert_says(
        &error.to_string(),
        &["none of its 3 zones", "360100, 360200, 360300"],
    );
}
