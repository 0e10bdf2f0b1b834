//! The 11 cities of Jiangxi with their real boundaries.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use carbon_core::{
    Assessment, CoalEquivalent, Coefficients, Hectares, HectaresRow, Inputs, LandUseTable,
    Observation, Persons, RawInputs, Statistic, Year, Yuan, Zone, ZoneId, ZoningRule, assess,
};
use gdal::Dataset;
use gdal::spatial_ref::SpatialRef;
use gdal::vector::LayerAccess;
use geo::{CoordsIter, Geometry, LinesIter, MultiPolygon};
use geojson::{Feature, FeatureCollection, GeoJson};
use zoning_export::{Caption, Choropleth, ZoneShapes, write_geopackage};

const YEARS: [Year; 3] = [Year(2010), Year(2015), Year(2020)];

fn file(name: &str) -> String {
    let fixture = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/jiangxi");
    fs::read_to_string(fixture.join(name)).expect(name)
}

/// The first five columns of a table of the fixture.
fn records(name: &str) -> Vec<[String; 5]> {
    let text = file(name);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records = reader.records().map(|record| {
        let record = record.expect("a record");
        std::array::from_fn(|column| record[column].to_owned())
    });
    records.collect()
}

fn features(text: &str) -> Vec<Feature> {
    let parsed = text.parse::<GeoJson>().expect("GeoJSON");
    FeatureCollection::try_from(parsed)
        .expect("a collection")
        .features
}

fn polygons(feature: &Feature) -> MultiPolygon<f64> {
    let geometry = feature.geometry.clone().expect("a geometry");
    match Geometry::try_from(geometry).expect("polygons") {
        Geometry::Polygon(polygon) => polygon.into(),
        Geometry::MultiPolygon(polygons) => polygons,
        other => unreachable!("{other:?}"),
    }
}

/// The ids, names and shapes of the boundary file.
fn boundaries() -> (Vec<Zone>, Vec<MultiPolygon<f64>>) {
    let features = features(&file("boundaries.geojson"));
    let text = |feature: &Feature, key| -> String {
        let value = feature.property(key).expect("a property");
        value.as_str().expect("a text").to_owned()
    };
    let zones = features
        .iter()
        .map(|f| Zone::new(text(f, "adcode"), text(f, "name")));
    (zones.collect(), features.iter().map(polygons).collect())
}

fn assessment(zones: Vec<Zone>) -> Assessment {
    let rows = records("land_use_targets.csv").into_iter();
    let rows = rows.map(|[zone, name, label, class, hectares]| HectaresRow {
        zone: zone.into(),
        name,
        label,
        class: class.parse().expect("a class"),
        hectares: Hectares(hectares.parse().expect("a number")),
    });
    let observations = records("statistics.csv").into_iter();
    let observations = observations.filter_map(|[zone, _, year, variable, value]| {
        let (year, value) = (
            year.parse().expect("a year"),
            value.parse().expect("a number"),
        );
        let statistic = match variable.as_str() {
            "population" => Statistic::Population(Persons(value)),
            "gdp_constant" => Statistic::GdpConstant(Yuan::from_ten_thousands(value, YEARS[0])),
            "energy" => Statistic::Energy(CoalEquivalent(value)),
            _ => return None,
        };
        Some(Observation::of_zone(zone, year, statistic))
    });
    let inputs = Inputs::new(RawInputs {
        zones,
        years: YEARS.to_vec(),
        land_use: LandUseTable::new(rows.collect()).expect("a table"),
        observations: observations.collect(),
        deflator: None,
        price_year: None,
    });
    let coefficients = Coefficients::preset("paper-2024").expect("the preset");
    assess(
        &inputs.expect("inputs"),
        &coefficients,
        &ZoningRule::default(),
    )
    .expect("an assessment")
}

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
                &assessment,
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
            &assessment,
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
    write_geopackage(&path, "jiangxi", &assessment, &shapes, &Caption::default())
        .expect("a GeoPackage");
    let dataset = Dataset::open(path).expect("a dataset");
    assert_eq!(dataset.layer_count(), 3);
    for mut layer in dataset.layers() {
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
