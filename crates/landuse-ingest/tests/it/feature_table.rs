//! Zones from a table of features: as those of a file, and refused with the same words.

use crate::support::*;
use gdal::vector::ToGdal;
use landuse_ingest::boundaries::{BoundaryError, BoundaryOptions, BoundaryProblem};
use landuse_ingest::boundaries::{FeatureTable, TableFeature};
use landuse_ingest::zones::Zones;

fn feature(id: &str, wkb: Option<Vec<u8>>) -> TableFeature {
    TableFeature {
        id: id.to_owned(),
        name: None,
        wkb,
    }
}

fn square() -> Option<Vec<u8>> {
    let square = rectangle(FRAME[0] + 100.0, FRAME[3] - 500.0, 400.0, 400.0);
    Some(square.to_gdal().unwrap().wkb().unwrap())
}

fn zones_of(features: Vec<TableFeature>) -> Result<Zones, BoundaryError> {
    let options = BoundaryOptions {
        id: "code".to_owned(),
        crs: Some(crs(UTM_50N)),
        ..BoundaryOptions::default()
    };
    let name = "zones".to_owned();
    Zones::of_table(&FeatureTable { name, features }, &options)
}

#[test]
fn features_are_the_zones_that_a_file_of_them_would_have() {
    let file = prefectures();
    let rows = file.zones.iter().map(|zone| TableFeature {
        id: format!(" {}", zone.id),
        name: Some(zone.name.clone()),
        wkb: Some(zone.polygons.to_gdal().unwrap().wkb().unwrap()),
    });
    let table = FeatureTable {
        name: "zones".to_owned(),
        features: rows.collect(),
    };
    let options = BoundaryOptions {
        crs: Some(file.crs.clone()),
        ..BoundaryOptions::default()
    };
    let zones = Zones::of_table(&table, &options).unwrap();
    assert_eq!(zones.zones, file.zones);
    assert!(zones.warnings.is_empty());
}

#[test]
fn a_feature_without_a_geometry_is_kept_with_a_warning() {
    let zones = zones_of(vec![feature("a", square()), feature("b", None)]).unwrap();
    assert_eq!(zones.zones.len(), 2);
    assert_eq!(
        zones.warnings,
        ["zones: zones that have no geometry are kept with 0 ha: b"]
    );
}

#[test]
fn what_is_wrong_is_named() {
    let problem = |features| zones_of(features).unwrap_err().problem;
    assert!(matches!(problem(vec![]), BoundaryProblem::NoFeatures));
    assert!(matches!(
        problem(vec![feature("a", None)]),
        BoundaryProblem::NoGeometry
    ));
    assert!(matches!(
        problem(vec![feature("a", square()), feature(" ", square())]),
        BoundaryProblem::NoId { feature: 2, .. }
    ));
    assert!(matches!(
        problem(vec![
            feature("a", square()),
            feature("b", Some(vec![1, 2, 3]))
        ]),
        BoundaryProblem::LostGeometry { feature: 2 }
    ));
    let twice = zones_of(vec![feature("a", square()), feature("a", square())]).unwrap_err();
    assert_says(&twice.advice(), &["zones: ", "same id: a", "--dissolve"]);
    let table = FeatureTable {
        name: "zones".to_owned(),
        features: vec![feature("a", square())],
    };
    let nowhere = Zones::of_table(&table, &BoundaryOptions::default()).unwrap_err();
    assert!(matches!(nowhere.problem, BoundaryProblem::NoCrs(_)));
}
