//! GeoJSON choropleths as other programs read them.

use std::collections::BTreeSet;
use std::fs;

use crate::support;
use carbon_core::{Quantity, Value, Year};
use gdal::Dataset;
use gdal::vector::LayerAccess;
use geojson::{Feature, FeatureCollection, GeoJson, GeometryValue};
use serde_json::{Value as Json, json};
use zoning_export::{Choropleth, ExportError, Language, ShapesError, Topic, ZoneShapes};

fn written(layer: Choropleth, year: Year, language: Language) -> String {
    let mut bytes = Vec::new();
    let caption = support::caption(language);
    layer
        .write(
            &support::themes(&support::assessment()),
            year,
            &support::shapes(),
            &caption,
            &mut bytes,
        )
        .expect("a layer");
    String::from_utf8(bytes).expect("UTF-8")
}

fn parsed(layer: Choropleth) -> FeatureCollection {
    let text = written(layer, Year(2020), Language::En);
    FeatureCollection::try_from(text.parse::<GeoJson>().expect("GeoJSON")).expect("a collection")
}

fn polygons(feature: &Feature) -> Vec<Vec<Vec<[f64; 2]>>> {
    let geometry = feature.geometry.as_ref().expect("a geometry");
    let GeometryValue::MultiPolygon { coordinates } = &geometry.value else {
        unreachable!("always a multipolygon");
    };
    let ring = |ring: &Vec<geojson::Position>| ring.iter().map(|p| [p[0], p[1]]).collect();
    let rings = |polygon: &Vec<_>| polygon.iter().map(ring).collect();
    coordinates.iter().map(rings).collect()
}

fn is_anticlockwise(ring: &[[f64; 2]]) -> bool {
    let edges = ring.windows(2);
    edges
        .map(|e| (e[1][0] - e[0][0]) * (e[1][1] + e[0][1]))
        .sum::<f64>()
        < 0.0
}

#[test]
fn every_layer_obeys_rfc_7946() {
    for layer in Choropleth::ALL {
        let collection = parsed(layer);
        assert_eq!(collection.bbox, Some(vec![115.0, 28.0, 117.5, 29.0]));
        assert_eq!(collection.features.len(), 3);
        for feature in &collection.features[..2] {
            assert_eq!(feature.bbox.as_ref().map(Vec::len), Some(4));
            for polygon in polygons(feature) {
                for (i, ring) in polygon.iter().enumerate() {
                    assert_eq!(ring.first(), ring.last());
                    assert_eq!(is_anticlockwise(ring), i == 0);
                }
            }
        }
        assert_eq!(polygons(&collection.features[0])[0].len(), 2);
        assert_eq!(polygons(&collection.features[1]).len(), 2);
        assert_eq!(collection.features[2].geometry, None);
        assert_eq!(collection.features[2].bbox, None);
    }
}

#[test]
fn neighbours_keep_exactly_the_same_vertices() {
    let collection = parsed(Choropleth::Budget);
    let vertices = |feature: usize| -> BTreeSet<String> {
        let rings = polygons(&collection.features[feature]).concat().concat();
        rings.iter().map(|p| format!("{p:?}")).collect()
    };
    let shared: Vec<_> = vertices(0).intersection(&vertices(1)).cloned().collect();
    let expected = [
        "[115.5, 28.0]",
        "[115.5, 28.6666667]",
        "[115.5, 29.0]",
        "[115.5000001, 28.3333333]",
    ];
    assert_eq!(shared, expected);
}

#[test]
fn properties_are_the_quantities_with_class_and_colour() {
    let (assessment, collection) = (support::assessment(), parsed(Choropleth::Budget));
    let west = collection.features[0]
        .properties
        .as_ref()
        .expect("properties");
    assert_eq!(west["name"], support::WEST);
    assert_eq!(west["year"], 2020);
    let zone = &assessment.years[1].zones[0];
    let absorption = Quantity::AbsorptionLand(support::forest());
    for quantity in [
        Quantity::Area,
        Quantity::Emissions,
        absorption,
        Quantity::Budget,
    ] {
        let Some(Value::Number(exact)) = quantity.value(zone) else {
            unreachable!("a number");
        };
        let rounded = west[&*quantity.field_name()].as_f64().expect("a number");
        let half = 0.5 / 10_f64.powi(quantity.decimals() as i32);
        assert!((rounded - exact).abs() <= half * 1.001, "{quantity:?}");
    }
    assert_eq!(west["class"], "3");
    assert_eq!(west["class_label"], "−10 to 0 Mt");
    assert_eq!(west["fill"], "#96c6c4");
    assert_eq!(west["fill-opacity"], 0.8);
    assert_eq!(west["stroke"], "#525252");
    assert!(!west.contains_key("ecc"));
}

#[test]
fn coefficients_have_a_class_by_each_theme() {
    let collection = parsed(Choropleth::Coefficients);
    let east = collection.features[1]
        .properties
        .as_ref()
        .expect("properties");
    for prefix in ["ecc", "esc", "intensity"] {
        for suffix in ["class", "class_label", "fill"] {
            assert!(east[&format!("{prefix}_{suffix}")].is_string());
        }
    }
    assert_eq!(east["fill"], east["ecc_fill"]);
    assert_eq!(east["esc_class"], "1");
}

#[test]
fn zones_say_why() {
    let collection = parsed(Choropleth::FunctionalZones);
    let west = collection.features[0]
        .properties
        .as_ref()
        .expect("properties");
    assert_eq!(west["functional_zone"], "carbon-sink");
    assert_eq!(west["class"], "carbon-sink");
    assert_eq!(west["class_label"], "Carbon sink functional area");
    assert!(
        west["reason"]
            .as_str()
            .expect("a reason")
            .starts_with("ESC ")
    );
}

#[test]
fn the_collection_has_title_note_and_legend() {
    let json: Json = serde_json::from_str(&written(
        Choropleth::FunctionalZones,
        Year(2010),
        Language::En,
    ))
    .expect("JSON");
    assert_eq!(
        json["title"],
        "Test'land: Functional zones, 2010 (SYNTHETIC example)"
    );
    assert_eq!(json["note"], "SYNTHETIC example");
    assert_eq!(json["year"], 2010);
    let legend = &json["legend"][0];
    assert_eq!(
        legend["classes"][0],
        json!({
            "class": "carbon-sink",
            "label": "Carbon sink functional area",
            "color": "#0c921c",
            "count": 1,
        })
    );
    assert_eq!(
        legend["breaks"],
        Topic::FunctionalZones.breaks_known(Language::En).as_ref()
    );
    let text = written(Choropleth::Budget, Year(2010), Language::Zh);
    assert!(text.contains("Test'land：碳收支，2010年（SYNTHETIC example）"));
    let json: Json = serde_json::from_str(&text).expect("JSON");
    let sinks = &json["legend"][0]["classes"][2];
    assert_eq!(
        (&sinks["from"], &sinks["to"]),
        (&json!(-10_000_000), &json!(0))
    );
}

#[test]
fn a_feature_a_line_and_the_same_bytes_again() {
    for layer in Choropleth::ALL {
        let text = written(layer, Year(2020), Language::En);
        assert_eq!(text.lines().count(), 5);
        assert_eq!(text, written(layer, Year(2020), Language::En));
    }
    let stem = Choropleth::FunctionalZones.file_stem(Year(2020));
    assert_eq!(stem, "zones-2020");
}

#[test]
fn gdal_reads_the_layer() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("coefficients-2020.geojson");
    fs::write(
        &path,
        written(Choropleth::Coefficients, Year(2020), Language::En),
    )
    .expect("a file");
    let dataset = Dataset::open(&path).expect("a dataset");
    let mut layer = dataset.layer(0).expect("a layer");
    assert_eq!(layer.name(), "coefficients-2020");
    assert_eq!(layer.feature_count(), 3);
    let esc = layer.defn().field_index("esc").expect("a field");
    let zones = support::assessment().years[1].zones.clone();
    for (feature, zone) in layer.features().zip(zones) {
        let read = feature
            .field_as_double(esc)
            .expect("a number")
            .expect("a value");
        assert!((read - zone.esc).abs() <= 0.5001e-4);
    }
}

#[test]
fn zones_without_an_entry_in_the_shapes_are_named() {
    let shapes = ZoneShapes::new(
        vec!["2".into()],
        support::albers(),
        vec![support::wgs84()[1].clone()],
        vec![support::wgs84()[1].clone()],
    );
    let (assessment, caption) = (support::assessment(), support::caption(Language::En));
    let error = Choropleth::Budget
        .write(
            &support::themes(&assessment),
            Year(2020),
            &shapes.expect("shapes"),
            &caption,
            Vec::new(),
        )
        .unwrap_err();
    assert!(matches!(
        error,
        ExportError::Shapes(ShapesError::Missing(_))
    ));
    assert!(error.to_string().contains("zones of the assessment: 1, 3;"));
}
