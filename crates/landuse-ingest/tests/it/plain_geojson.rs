//! GeoJSON is read directly where it is plain, and through GDAL where it is not: the same zones, or the same words.

use std::path::{Path, PathBuf};

use crate::support::*;
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::zones::Zones;

/// Zones, CRS and warnings, or the error, without the file's name.
fn said(path: &Path, id: &str, name: Option<&str>, dissolve: bool) -> String {
    let options = BoundaryOptions {
        id: id.to_owned(),
        name: name.map(str::to_owned),
        attributes: name.map(str::to_owned).into_iter().collect(),
        dissolve,
        ..BoundaryOptions::default()
    };
    let said = match Zones::read(path, &options) {
        Ok(Zones {
            zones,
            crs,
            warnings,
        }) => format!("{zones:?} {} {warnings:?}", crs.wkt()),
        Err(error) => error.to_string(),
    };
    said.replace(path.to_str().unwrap(), "FILE")
}

/// The same file under a name that is left to GDAL.
fn through_gdal(path: &Path, folder: &Path) -> PathBuf {
    let copy = folder.join("zones.through-gdal");
    std::fs::copy(path, &copy).unwrap();
    copy
}

#[track_caller]
fn assert_alike(path: &Path, id: &str, name: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    for dissolve in [false, true] {
        let direct = said(path, id, name, dissolve);
        let by_gdal = said(&through_gdal(path, folder.path()), id, name, dissolve);
        assert_eq!(direct, by_gdal, "{}", path.display());
    }
}

#[test]
fn the_prefectures_are_the_same_to_the_last_bit() {
    let path = fixture("jiangxi/boundaries.geojson");
    for name in [None, Some("name"), Some("name_zh"), Some("no such field")] {
        assert_alike(&path, "adcode", name);
    }
}

#[test]
fn every_odd_file_is_the_same() {
    let mut files = 0;
    for entry in std::fs::read_dir(fixture("edge")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "geojson") {
            files += 1;
            assert_alike(&path, "id", None);
        }
    }
    assert!(files > 10, "{files} files");
}

#[test]
fn what_is_not_plain_is_left_to_gdal() {
    const SQUARE: &str =
        r#"{"type":"Polygon","coordinates":[[[115,28],[116,28],[116,29],[115,29],[115,28]]]}"#;
    let feature = |properties: &str, geometry: &str| {
        format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
    };
    let zones = |features: &[String]| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{}]}}"#,
            features.join(",")
        )
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zones.geojson");
    let cases = [
        zones(&[feature(r#"{"id":1.5}"#, SQUARE)]),
        zones(&[
            feature(r#"{"id":1}"#, SQUARE),
            feature(r#"{"id":2.5}"#, SQUARE),
        ]),
        zones(&[
            feature(r#"{"id":1}"#, SQUARE),
            feature(r#"{"id":"b"}"#, SQUARE),
        ]),
        zones(&[feature(r#"{"id":true}"#, SQUARE)]),
        zones(&[feature(r#"{"id":["a","b"]}"#, SQUARE)]),
        zones(&[
            feature(r#"{"id":" a ","name":" "}"#, SQUARE),
            feature(r#"{"id":"b","name":null}"#, SQUARE),
        ]),
        zones(&[
            feature(r#"{"id":"a"}"#, SQUARE),
            feature(r#"{"name":"b"}"#, SQUARE),
        ]),
        zones(&[feature(r#"{"id":18446744073709551615}"#, SQUARE)]),
        zones(&[feature("null", SQUARE)]),
        zones(&[feature(r#"{"id":"a"}"#, "null")]),
        zones(&[
            feature(r#"{"id":"a"}"#, "null"),
            feature(r#"{"id":"b"}"#, SQUARE),
        ]),
        zones(&[
            feature(r#"{"id":"a"}"#, r#"{"type":"Polygon","coordinates":[]}"#),
            feature(r#"{"id":"b"}"#, SQUARE),
        ]),
        zones(&[
            feature(r#"{"id":"a"}"#, r#"{"type":"Polygon","coordinates":[[]]}"#),
            feature(r#"{"id":"b"}"#, SQUARE),
        ]),
        zones(&[feature(
            r#"{"id":"a"}"#,
            r#"{"type":"Point","coordinates":[115,28]}"#,
        )]),
        zones(&[feature(
            r#"{"id":"a"}"#,
            r#"{"coordinates":[[[[115,28],[116,28],[116,29,7],[115,28]]]],"bbox":[1],"type":"MultiPolygon"}"#,
        )]),
        zones(&[feature(
            r#"{"id":"a"}"#,
            r#"{"type":"Polygon","coordinates":[[[115,28],[116,28],[116,1e400],[115,28]]]}"#,
        )]),
        zones(&[]),
        feature(r#"{"id":"a"}"#, SQUARE),
        SQUARE.to_owned(),
        zones(&[feature(r#"{"id":"a"}"#, SQUARE)]).replacen(
            '{',
            r#"{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"#,
            1,
        ),
        zones(&[feature(r#"{"id":"a"}"#, SQUARE)]).replacen(
            '{',
            r#"{"crs":{"type":"name","properties":{"name":"EPSG:4490"}},"#,
            1,
        ),
        zones(&[feature(r#"{"id":"a"}"#, SQUARE)]).replacen('{', r#"{"crs":null,"#, 1),
        zones(&[feature(r#"{"id":"a"}"#, SQUARE)])[1..].to_owned(),
        format!("\u{feff}{}", zones(&[feature(r#"{"id":"a"}"#, SQUARE)])),
    ];
    for case in cases {
        std::fs::write(&path, &case).unwrap();
        assert_alike(&path, "id", None);
        assert_alike(&path, "id", Some("name"));
    }
}
