//! The 11 cities of Jiangxi with their real boundaries.

use std::collections::BTreeMap;

use carbon_core::{Assessment, Year, ZoneId};
use gdal::Dataset;
use gdal::spatial_ref::SpatialRef;
use gdal::vector::LayerAccess;
use geo::{CoordsIter, Geometry, LinesIter, MultiPolygon};
use zoning_export::{Caption, Choropleth, Classifications, Themes, ZoneShapes};

use crate::support::jiangxi::{assessment, boundaries, features, polygons};

fn jiangxi() -> (Assessment, ZoneShapes) {
    let (zones, shapes) = boundaries();
    let ids: Vec<ZoneId> = zones.iter().map(|zone| zone.id.clone()).collect();
    let wkt = SpatialRef::from_epsg(4326)
        .and_then(|srs| srs.to_wkt())
        .expect("WKT");
    let shapes = ZoneShapes::new(ids, wkt, shapes.clone(), shapes).expect("shapes");
    (assessment(zones), shapes)
}

/// How often each edge occurs, in either direction.
fn edges<'a>(
    shapes: impl IntoIterator<Item = &'a MultiPolygon<f64>>,
) -> BTreeMap<[(u64, u64); 2], usize> {
    let mut edges = BTreeMap::new();
    for line in shapes.into_iter().flat_map(|shape| shape.lines_iter()) {
        let mut ends = [line.start, line.end].map(|c| (c.x.to_bits(), c.y.to_bits()));
        ends.sort_unstable();
        *edges.entry(ends).or_default() += 1;
    }
    edges
}

/// The themes with classes of their own.
fn own(assessment: &Assessment) -> Themes<'_> {
    Themes::new(assessment, &Classifications::default()).expect("themes")
}

#[test]
fn choropleths_keep_every_edge_of_the_boundaries() {
    let (assessment, shapes) = jiangxi();
    let (_, given) = boundaries();
    let given = edges(&given);
    assert!(given.values().filter(|&&times| times == 2).count() > 10_000);
    for layer in Choropleth::ALL {
        let mut bytes = Vec::new();
        layer
            .write(
                &own(&assessment),
                Year(2020),
                &shapes,
                &Caption::default(),
                &mut bytes,
            )
            .expect("a layer");
        let features = features(&String::from_utf8(bytes).expect("UTF-8"));
        let written: Vec<_> = features.iter().map(polygons).collect();
        assert_eq!(edges(&written), given);
    }
}

#[test]
fn the_functional_zones_of_2020_are_those_of_the_paper() {
    let (assessment, shapes) = jiangxi();
    let mut bytes = Vec::new();
    Choropleth::FunctionalZones
        .write(
            &own(&assessment),
            Year(2020),
            &shapes,
            &Caption::default(),
            &mut bytes,
        )
        .expect("a layer");
    let json: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let classes = json["legend"][0]["classes"]
        .as_array()
        .expect("classes")
        .iter();
    let counts: Vec<_> = classes.map(|class| class["count"].as_u64()).collect();
    assert_eq!(counts, [3, 2, 1, 5].map(Some));
}

#[test]
fn the_geopackage_has_every_vertex_and_year() {
    let (assessment, shapes) = jiangxi();
    let (_, given) = boundaries();
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("jiangxi.gpkg");
    crate::support::write_layers(
        &path,
        "jiangxi",
        &own(&assessment),
        &shapes,
        &Caption::default(),
    )
    .expect("a GeoPackage");
    let dataset = Dataset::open(path).expect("a dataset");
    let layers: Vec<_> = dataset
        .layers()
        .filter(|layer| layer.name() != "layer_styles")
        .collect();
    assert_eq!(layers.len(), 3);
    for mut layer in layers {
        for (feature, given) in layer.features().zip(&given) {
            let read = feature
                .geometry()
                .expect("a geometry")
                .to_geo()
                .expect("polygons");
            assert_eq!(read.coords_count(), given.coords_count());
            assert_eq!(read, Geometry::MultiPolygon(given.clone()));
        }
    }
}
