//! Boundaries whose coordinates are not what they seem: shifted, packed, with the number of a zone, or among other geometries.

use std::path::{Path, PathBuf};

use crate::support::*;
use landuse_ingest::boundaries::{BoundaryError, BoundaryOptions, Datum};
use landuse_ingest::zones::Zones;

fn read(path: &Path, change: impl FnOnce(&mut BoundaryOptions)) -> Result<Zones, BoundaryError> {
    let mut options = BoundaryOptions {
        id: "adcode".to_owned(),
        ..BoundaryOptions::default()
    };
    change(&mut options);
    Zones::read(path, &options)
}

/// A file with one feature.
fn written(folder: &Path, properties: &str, geometry: &str) -> PathBuf {
    let path = folder.join("z.geojson");
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{properties},"geometry":{geometry}}}]}}"#
    );
    std::fs::write(&path, text).unwrap();
    path
}

/// A triangle whose corners eviltransform publishes in WGS 84 and in GCJ-02: Shanghai, Shenzhen, Beijing.
const WGS84: [[f64; 2]; 3] = [
    [121.527_210_6, 31.177_427_6],
    [113.912_316, 22.543_847],
    [116.377_817, 39.911_954],
];
const GCJ02: &str = r#"{"type":"Polygon","coordinates":[[[121.531541859215,31.17530398364597],[113.9171764808363,22.540796131694766],[116.38404722455657,39.91334545536069],[121.531541859215,31.17530398364597]]]}"#;

#[test]
fn boundaries_of_datav_are_known_and_brought_to_wgs_84() {
    let folder = tempfile::tempdir().unwrap();
    let datav = r#"{"adcode":360100,"name":"南昌市","childrenNum":9,"level":"city","acroutes":"[100000,360000]"}"#;
    let path = written(folder.path(), datav, GCJ02);
    let zones = read(&path, |_| {}).unwrap();
    let words = [
        "acroutes",
        "childrenNum",
        "DataV",
        "GCJ-02",
        "set the datum to gcj02",
    ];
    assert_says(&zones.warnings[0], &words);
    assert_eq!(zones.warnings.len(), 1);
    let zones = read(&path, |options| options.datum = Some(Datum::Gcj02)).unwrap();
    assert_eq!(zones.warnings, [] as [&str; 0]);
    let ring = zones.zones[0].polygons.0[0].exterior();
    for (vertex, [longitude, latitude]) in ring.coords().zip(WGS84) {
        let off = (vertex.x - longitude)
            .abs()
            .max((vertex.y - latitude).abs());
        assert!(off < 1e-6, "{vertex:?}");
    }
    let zones = read(&path, |options| options.datum = Some(Datum::Wgs84)).unwrap();
    assert_eq!(zones.warnings, [] as [&str; 0]);
    assert_eq!(
        zones.zones[0].polygons.0[0].exterior().0[0].x,
        121.531_541_859_215
    );
    // Through GDAL, and without the fields that betray it.
    let copy = folder.path().join("z.copy");
    std::fs::copy(&path, &copy).unwrap();
    assert_says(&read(&copy, |_| {}).unwrap().warnings[0], &["DataV"]);
    let path = written(folder.path(), r#"{"adcode":360100,"name":"x"}"#, GCJ02);
    assert_eq!(read(&path, |_| {}).unwrap().warnings, [] as [&str; 0]);
}

#[test]
fn a_datum_of_web_maps_needs_degrees() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), r#"{"adcode":1}"#, GCJ02);
    let error = read(&path, |options| {
        options.datum = Some(Datum::Bd09);
        options.crs = Some(crs(UTM_50N));
    });
    assert_says(
        &error.unwrap_err().to_string(),
        &["longitudes and latitudes", "UTM zone 50N"],
    );
}

#[test]
fn maps_for_echarts_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let packed = r#"{"type":"Polygon","coordinates":["@@ĊÆ"],"encodeOffsets":[[117000,29000]]}"#;
    let path = written(folder.path(), r#"{"adcode":"1"}"#, packed);
    let text = std::fs::read_to_string(&path).unwrap();
    let head = r#"{"type":"FeatureCollection","#;
    let text = text.replace(head, &format!(r#"{head}"UTF8Encoding":true,"#));
    std::fs::write(&path, text).unwrap();
    let error = read(&path, |_| {}).unwrap_err().to_string();
    assert_says(&error, &["ECharts", "packed", "1/1024 of a degree"]);
    let script = folder.path().join("china.js");
    std::fs::write(
        &script,
        "(function (root, factory) { echarts.registerMap('china', {}); })",
    )
    .unwrap();
    assert_says(
        &read(&script, |_| {}).unwrap_err().to_string(),
        &["JavaScript", "ECharts"],
    );
}

#[test]
fn the_polygons_of_a_collection_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let square =
        r#"{"type":"Polygon","coordinates":[[[115,28],[116,28],[116,29],[115,29],[115,28]]]}"#;
    let point = r#"{"type":"Point","coordinates":[115.5,28.5]}"#;
    let collection = |parts: &[&str]| {
        format!(
            r#"{{"type":"GeometryCollection","geometries":[{}]}}"#,
            parts.join(",")
        )
    };
    let read = |geometry: &str| {
        let path = written(folder.path(), r#"{"adcode":"a"}"#, geometry);
        read(&path, |_| {})
    };
    let zones = read(&collection(&[point, square])).unwrap();
    assert_eq!(zones.zones[0].polygons.0.len(), 1);
    assert_says(
        &zones.warnings[0],
        &["zone a is a collection", "left out (POINT)"],
    );
    let zones = read(&collection(&[square])).unwrap();
    assert_eq!(zones.warnings, [] as [&str; 0]);
    let error = read(&collection(&[point])).unwrap_err().to_string();
    assert_says(&error, &["zones must be polygons", "POINT"]);
}

#[test]
fn eastings_with_the_number_of_a_zone_are_told_from_those_without() {
    for (definition, west, right) in [
        ("EPSG:4547", 38_500_000.0, "EPSG:4526"),
        ("EPSG:4526", 500_000.0, "EPSG:4547"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("z.shp");
        let square = zone("a", rectangle(west, 3_100_000.0, 1_000.0, 1_000.0));
        write_zones(&path, "ESRI Shapefile", &zones(definition, vec![square]));
        let options = BoundaryOptions {
            id: "id".to_owned(),
            ..BoundaryOptions::default()
        };
        let said = Zones::read(&path, &options).unwrap_err().advice();
        assert_says(&said, &[&format!("x {west} to"), right, "--zones-crs"]);
    }
}

#[test]
fn boundaries_in_text_formats_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let ring = "115,28 116,28 116,29 115,29 115,28";
    let kml = format!(
        "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark><name>a</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"
    );
    let esri = r#"{"geometryType":"esriGeometryPolygon","spatialReference":{"wkid":4326},"fields":[{"name":"Name","type":"esriFieldTypeString"}],"features":[{"attributes":{"Name":"a"},"geometry":{"rings":[[[115,28],[115,29],[116,29],[116,28],[115,28]]]}}]}"#;
    let topology = r#"{"type":"Topology","objects":{"z":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0]],"properties":{"Name":"a"}}]}},"arcs":[[[115,28],[116,28],[116,29],[115,29],[115,28]]]}"#;
    for (file, text) in [
        ("z.kml", &kml[..]),
        ("z.json", esri),
        ("z.topojson", topology),
    ] {
        let path = folder.path().join(file);
        std::fs::write(&path, text).unwrap();
        let options = BoundaryOptions {
            id: "Name".to_owned(),
            crs: Some(crs("EPSG:4326")),
            ..BoundaryOptions::default()
        };
        let zones = Zones::read(&path, &options).unwrap();
        assert_eq!(zones.zones[0].id.as_str(), "a", "{file}");
        assert_eq!(zones.zones[0].polygons.0.len(), 1, "{file}");
    }
}
