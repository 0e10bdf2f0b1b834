//! Styles for QGIS, without QGIS: `scripts/check-qgis` opens them in it.

use std::fs;
use std::path::Path;

use carbon_core::{Assessment, Quantity};
use gdal::Dataset;
use gdal::vector::LayerAccess;
use gdal::vector::sql::Dialect;
use roxmltree::Document;
use zoning_export::qgis::choropleth_qml;
use zoning_export::{Choropleth, Language, Topic};

use crate::support;
use crate::support::qml::{HOSTILE, all, assessment, attributes, fills, parse, raster_style};

fn write(path: &Path, assessment: &Assessment, language: Language) {
    let (themes, caption) = (support::themes(assessment), support::caption(language));
    support::write_layers(path, "x", &themes, &support::shapes(), &caption).expect("a GeoPackage");
}

/// Name, default flag and QML of each style of a layer, as SQL gives them.
fn styles(dataset: &Dataset, layer: &str) -> Vec<(String, String, String)> {
    let query = format!(
        "SELECT styleName, useAsDefault, styleQML FROM layer_styles WHERE f_table_name = '{layer}' \
         AND f_table_catalog = '' AND f_table_schema = '' AND f_geometry_column = 'geom' \
         AND update_time = '1970-01-01T00:00:00.000Z' ORDER BY id"
    );
    let rows = dataset.execute_sql(query, None, Dialect::DEFAULT);
    let mut rows = rows.expect("SQL").expect("rows");
    let rows = rows.features().map(|row| {
        let text = |column| {
            row.field_as_string(column)
                .expect("a text")
                .unwrap_or_default()
        };
        (text(0), text(1), text(2))
    });
    rows.collect()
}

#[test]
fn each_layer_of_a_geopackage_has_a_style_a_topic() {
    let assessment = assessment();
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("x.gpkg");
    write(&path, &assessment, Language::En);
    let dataset = Dataset::open(&path).expect("a dataset");
    for (year, layer) in support::YEARS.into_iter().zip(["x_2010", "x_2020"]) {
        let styles = styles(&dataset, layer);
        let topics = Topic::in_year(&assessment, year);
        assert_eq!(styles.len(), topics.len());
        let defaults: Vec<_> = styles.iter().filter(|style| style.1 == "1").collect();
        assert_eq!(defaults.len(), 1);
        assert_eq!(defaults[0].0, "Carbon budget");
        for (topic, (name, _, qml)) in topics.into_iter().zip(&styles) {
            assert_eq!(*name, topic.quantity().label_en());
            let theme = support::themes(&assessment)
                .theme(topic, year, Language::En)
                .expect("a theme");
            let document = parse(qml);
            let tag = if theme.classes[0].to.is_some() {
                "range"
            } else {
                "category"
            };
            let labels = attributes(&document, tag, "label");
            let expected: Vec<_> = theme
                .classes
                .iter()
                .map(|class| class.label.clone())
                .collect();
            assert_eq!(labels[..expected.len()], expected);
            let colors = theme.classes.iter().map(|class| {
                let color = class.color;
                format!("{},{},{}", color.red, color.green, color.blue)
            });
            let colors: Vec<_> = colors.collect();
            assert_eq!(fills(&document)[..colors.len()], colors);
        }
    }
}

#[test]
fn ranges_end_just_below_the_next() {
    let assessment = assessment();
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("x.gpkg");
    write(&path, &assessment, Language::En);
    let dataset = Dataset::open(&path).expect("a dataset");
    for (name, _, qml) in styles(&dataset, "x_2020") {
        let document = parse(&qml);
        let ends = |end| {
            let ends = attributes(&document, "range", end).into_iter();
            ends.map(|end| end.parse::<f64>().expect("a number"))
                .collect::<Vec<_>>()
        };
        let (lower, upper) = (ends("lower"), ends("upper"));
        for (upper, lower) in upper.iter().zip(lower.iter().skip(1)) {
            assert!(upper < lower, "{name}");
            assert!(lower - upper <= (lower.abs() * 1e-15).max(1e-300), "{name}");
        }
    }
}

#[test]
fn every_field_has_an_alias_in_the_style() {
    let assessment = assessment();
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("x.gpkg");
    write(&path, &assessment, Language::Zh);
    let dataset = Dataset::open(&path).expect("a dataset");
    let fields = dataset.layer_by_name("x_2020").expect("a layer");
    let fields: Vec<_> = fields.defn().fields().map(|field| field.name()).collect();
    for (_, _, qml) in styles(&dataset, "x_2020") {
        let document = parse(&qml);
        assert_eq!(attributes(&document, "alias", "field"), fields);
        let names = attributes(&document, "alias", "name");
        let expected = Quantity::all(&assessment);
        let expected: Vec<_> = expected.iter().map(|q| q.alias_zh(&assessment)).collect();
        assert_eq!(names, expected);
        let tip = all(&document, "mapTip").next().and_then(|tip| tip.text());
        assert!(tip.is_some_and(|tip| tip.contains("\"name\"")));
    }
}

#[test]
fn a_choropleth_is_drawn_by_the_class_of_each_zone() {
    let assessment = assessment();
    let year = support::YEARS[1];
    for choropleth in Choropleth::ALL {
        let qml = choropleth_qml(
            choropleth,
            &support::themes(&assessment),
            year,
            Language::En,
        )
        .expect("a style");
        let mut geojson = Vec::new();
        let (shapes, caption) = (support::shapes(), support::caption(Language::En));
        choropleth
            .write(
                &support::themes(&assessment),
                year,
                &shapes,
                &caption,
                &mut geojson,
            )
            .expect("GeoJSON");
        let geojson: serde_json::Value = serde_json::from_slice(&geojson).expect("JSON");
        let legend = &geojson["legend"][0];
        let document = parse(&qml);
        let renderer = all(&document, "renderer-v2").next().expect("a renderer");
        assert_eq!(
            renderer.attribute("attr"),
            legend["class_property"].as_str()
        );
        let classes = legend["classes"].as_array().expect("classes").iter();
        let expected: Vec<_> = classes
            .map(|class| class["class"].as_str().unwrap_or(""))
            .collect();
        assert_eq!(attributes(&document, "category", "value"), expected);
        let properties = geojson["features"][0]["properties"]
            .as_object()
            .expect("properties");
        for field in attributes(&document, "alias", "field") {
            assert!(properties.contains_key(&field), "{field}");
        }
    }
}

/// The hatched symbols of a document, by name.
fn hatched<'a>(document: &'a Document<'a>) -> Vec<&'a str> {
    all(document, "layer")
        .filter(|layer| layer.attribute("class") == Some("LinePatternFill"))
        .filter_map(|layer| layer.parent()?.attribute("name"))
        .collect()
}

#[test]
fn zones_without_a_value_are_hatched_in_every_style() {
    let year = support::YEARS[1];
    let directory = tempfile::tempdir().expect("a directory");
    for (assessment, gaps) in [
        (assessment(), false),
        (support::with_gaps(assessment()), true),
    ] {
        let path = directory.path().join(format!("{gaps}.gpkg"));
        write(&path, &assessment, Language::En);
        let dataset = Dataset::open(&path).expect("a dataset");
        for (name, _, qml) in styles(&dataset, "x_2020") {
            let document = parse(&qml);
            let known = ![
                "Carbon emissions",
                // These two follow from the emissions.
                "Carbon budget",
                "Carbon intensity",
                "Economic contribution coefficient",
                "Compensation class",
            ]
            .contains(&&*name);
            let labels = attributes(&document, "category", "label");
            if known || !gaps {
                assert_eq!(hatched(&document), [""; 0], "{name}");
                continue;
            }
            // The last category, whose value is empty, takes what has no other.
            assert_eq!(
                attributes(&document, "category", "value")
                    .last()
                    .map(String::as_str),
                Some("")
            );
            let position = (labels.len() - 1).to_string();
            assert_eq!(hatched(&document), [&*position], "{name}: {labels:?}");
        }
        let qml = choropleth_qml(
            Choropleth::Emissions,
            &support::themes(&assessment),
            year,
            Language::En,
        );
        assert_eq!(
            hatched(&parse(&qml.expect("a style"))).len(),
            usize::from(gaps)
        );
    }
}

#[test]
fn a_raster_style_has_a_colour_and_a_name_a_code() {
    let style = raster_style();
    let qml = style.qml();
    let document = parse(&qml);
    assert_eq!(attributes(&document, "paletteEntry", "value"), ["-3", "7"]);
    assert_eq!(
        attributes(&document, "paletteEntry", "label"),
        [HOSTILE, "森林"]
    );
    assert_eq!(
        attributes(&document, "paletteEntry", "color"),
        ["#fbfdd0", "#016536"]
    );
    assert_eq!(attributes(&document, "rasterrenderer", "band"), ["2"]);
}

#[test]
fn a_geopackage_with_styles_has_the_same_bytes_twice() {
    let assessment = assessment();
    let directory = tempfile::tempdir().expect("a directory");
    let bytes = ["a", "b"].map(|name| {
        let path = directory.path().join(name).with_extension("gpkg");
        write(&path, &assessment, Language::En);
        fs::read(path).expect("bytes")
    });
    assert!(bytes[0] == bytes[1]);
}
