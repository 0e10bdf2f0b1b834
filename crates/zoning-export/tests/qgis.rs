//! Styles and projects for QGIS, without QGIS: `scripts/check-qgis` opens them in it.

use std::fs;
use std::io::{Cursor, Read};

use carbon_core::{Assessment, CompensationOptions, Quantity};
use gdal::Dataset;
use gdal::vector::LayerAccess;
use gdal::vector::sql::Dialect;
use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;
use zoning_export::palette::YL_GN;
use zoning_export::qgis::{CodeStyle, ProjectRaster, QgisProject, RasterStyle, choropleth_qml};
use zoning_export::{Caption, Choropleth, Language, Topic, write_geopackage};

mod support;

const HOSTILE: &str = "<&\"'>\n[%1%]";

fn parse(xml: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(xml, options).expect("XML")
}

fn all<'a>(document: &'a Document<'a>, tag: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    let nodes = document.descendants();
    nodes.filter(move |node| node.has_tag_name(tag))
}

fn attributes(document: &Document<'_>, tag: &'static str, name: &str) -> Vec<String> {
    let values = all(document, tag).map(|node| node.attribute(name).unwrap_or_default().to_owned());
    values.collect()
}

/// The colours of a style's fills, as `r,g,b`.
fn fills(document: &Document<'_>) -> Vec<String> {
    let colors = all(document, "Option").filter(|node| node.attribute("name") == Some("color"));
    let colors = colors.filter_map(|node| node.attribute("value"));
    colors
        .map(|color| color.trim_end_matches(",255").to_owned())
        .collect()
}

fn assessment() -> Assessment {
    support::compensated(&CompensationOptions::default())
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
    let (assessment, caption) = (assessment(), support::caption(Language::En));
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("x.gpkg");
    write_geopackage(
        &path,
        "x",
        &support::themes(&assessment),
        &support::shapes(),
        &caption,
    )
    .expect("a GeoPackage");
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
    let (assessment, caption) = (assessment(), support::caption(Language::En));
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("x.gpkg");
    write_geopackage(
        &path,
        "x",
        &support::themes(&assessment),
        &support::shapes(),
        &caption,
    )
    .expect("a GeoPackage");
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
    let (assessment, caption) = (assessment(), support::caption(Language::Zh));
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("x.gpkg");
    write_geopackage(
        &path,
        "x",
        &support::themes(&assessment),
        &support::shapes(),
        &caption,
    )
    .expect("a GeoPackage");
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
    let caption = support::caption(Language::En);
    let year = support::YEARS[1];
    let directory = tempfile::tempdir().expect("a directory");
    for (assessment, gaps) in [
        (assessment(), false),
        (support::with_gaps(assessment()), true),
    ] {
        let path = directory.path().join(format!("{gaps}.gpkg"));
        write_geopackage(
            &path,
            "x",
            &support::themes(&assessment),
            &support::shapes(),
            &caption,
        )
        .expect("a file");
        let dataset = Dataset::open(&path).expect("a dataset");
        for (name, _, qml) in styles(&dataset, "x_2020") {
            let document = parse(&qml);
            let known = ![
                "Carbon emissions",
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
fn legends_of_layouts_count_the_zones_of_each_year() {
    let assessment = assessment();
    let (_, text) = project(None);
    let document = parse(&text);
    let layout = all(&document, "Layout")
        .find(|layout| {
            layout
                .attribute("name")
                .is_some_and(|name| name.starts_with("Functional zone"))
        })
        .expect("the layout");
    let options = layout
        .descendants()
        .filter(|node| node.has_tag_name("Option"));
    let labels: Vec<_> = options
        .filter(|node| {
            node.attribute("name")
                .is_some_and(|name| name.starts_with("legend/label-"))
        })
        .filter_map(|node| node.attribute("value"))
        .collect();
    let themes = support::YEARS.map(|year| {
        let theme =
            support::themes(&assessment).theme(Topic::FunctionalZones, year, Language::Both);
        let zones = &assessment.year(year).expect("a year").zones;
        let theme = theme.expect("a theme");
        (theme.counts(zones), theme)
    });
    let [(first, theme), (last, _)] = &themes;
    let expected: Vec<_> = theme
        .classes
        .iter()
        .zip(first.iter().zip(last))
        .map(|(class, (first, last))| format!("{} ({first}, {last})", class.label))
        .collect();
    assert_eq!(labels, expected);
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
        ["#ffffcc", "#238443"]
    );
    assert_eq!(attributes(&document, "rasterrenderer", "band"), ["2"]);
}

fn raster_style() -> RasterStyle {
    let code = |code, label: &str, color| CodeStyle {
        code,
        label: label.to_owned(),
        color,
    };
    let labels = [(-3, HOSTILE), (7, "森林")].into_iter();
    let codes = labels.zip(YL_GN.colors(4).step_by(3));
    RasterStyle {
        band: 2,
        codes: codes
            .map(|((value, label), color)| code(value, label, color))
            .collect(),
    }
}

fn project(crs_wkt: Option<&str>) -> (Vec<u8>, String) {
    let rasters = support::YEARS.map(|year| ProjectRaster {
        year,
        path: format!("../a & b/{year}.tif"),
        crs_wkt: support::albers(),
    });
    let caption = Caption {
        title: HOSTILE.to_owned(),
        note: Some(HOSTILE.to_owned()),
        language: Language::Both,
    };
    let assessment = assessment();
    let project = QgisProject {
        name: "x",
        themes: &support::themes(&assessment),
        shapes: &support::shapes(),
        caption: &caption,
        rasters: &rasters,
        raster_style: &raster_style(),
        crs_wkt,
    };
    let mut archive = Cursor::new(Vec::new());
    project.write(&mut archive).expect("a project");
    (
        archive.into_inner(),
        project.document().expect("a document"),
    )
}

#[test]
fn a_project_is_one_document_in_an_archive() {
    let (bytes, document) = project(None);
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    assert_eq!(archive.len(), 1);
    let mut read = String::new();
    let mut file = archive.by_name("x.qgs").expect("the document");
    file.read_to_string(&mut read).expect("UTF-8");
    assert_eq!(read, document);
    assert_eq!(bytes, project(None).0, "two runs differ");
}

#[test]
fn a_project_has_a_layer_a_topic_and_year_over_relative_paths() {
    let (_, text) = project(Some(&support::albers()));
    let document = parse(&text);
    let ids: Vec<_> = all(&document, "maplayer")
        .filter_map(|layer| layer.children().find(|node| node.has_tag_name("id")))
        .filter_map(|id| id.text())
        .collect();
    // Borders and a mask, 6 topics and a raster in 2010, a compensation more in 2020.
    assert_eq!(ids.len(), 2 + 7 + 8);
    assert!(
        ids.iter().all(|id| id.len() > 10),
        "QGIS replaces short ids"
    );
    let mut paths = all(&document, "datasource").filter_map(|node| node.text());
    assert!(
        paths.all(|path| path.starts_with("./layers/x.gpkg|layername=x_20")
            || path.starts_with("../a & b/20"))
    );
    assert!(!text.contains("/tmp/"));
    let in_tree: Vec<_> = all(&document, "projectlayers").collect();
    assert_eq!(in_tree.len(), 1);
    for group in ["2010", "2020"] {
        assert!(attributes(&document, "layer-tree-group", "name").contains(&group.to_owned()));
    }
    // What a layer, theme or map refers to is there.
    let referred = all(&document, "visibility-preset").flat_map(|node| node.children());
    let referred = referred.filter_map(|layer| layer.attribute("id"));
    assert!(
        referred
            .chain(all(&document, "layer-tree-layer").filter_map(|l| l.attribute("id")))
            .all(|id| ids.contains(&id))
    );
    let themes = attributes(&document, "visibility-preset", "name");
    let shown = all(&document, "LayoutItem").filter_map(|item| item.attribute("followPresetName"));
    let shown: Vec<_> = shown.collect();
    assert!(
        shown
            .iter()
            .all(|theme| themes.iter().any(|known| known == theme))
    );
    // 6 topics in two years, a compensation in one, land use in two, the atlas.
    assert_eq!(shown.len(), 6 * 2 + 1 + 2 + 1);
}

#[test]
fn hostile_titles_are_shown_as_they_are() {
    let (_, text) = project(None);
    let document = parse(&text);
    let title = all(&document, "title")
        .next()
        .and_then(|title| title.text());
    assert_eq!(title, Some(HOSTILE));
    let labels = attributes(&document, "LayoutItem", "labelText");
    let shown = HOSTILE.replace("[%", "[ %");
    assert!(
        labels
            .iter()
            .filter(|label| label.starts_with(&shown))
            .count()
            >= 8 * 2
    );
}

#[test]
fn a_project_without_a_plane_gets_one_fitted_to_its_zones() {
    let (_, text) = project(None);
    let document = parse(&text);
    let crs = all(&document, "projectCrs").next().expect("a CRS");
    let proj = crs.descendants().find(|node| node.has_tag_name("proj4"));
    let proj = proj.and_then(|node| node.text()).unwrap_or_default();
    assert!(
        proj.contains("+proj=laea +lat_0=28.5 +lon_0=116.3"),
        "{proj}"
    );
    let (_, text) = project(Some(&support::albers()));
    assert!(
        parse(&text)
            .descendants()
            .any(|node| node.text().is_some_and(|t| t.contains("+proj=aea")))
    );
}

#[test]
fn a_geopackage_with_styles_has_the_same_bytes_twice() {
    let (assessment, caption) = (assessment(), support::caption(Language::En));
    let directory = tempfile::tempdir().expect("a directory");
    let bytes = ["a", "b"].map(|name| {
        let path = directory.path().join(name).with_extension("gpkg");
        write_geopackage(
            &path,
            "x",
            &support::themes(&assessment),
            &support::shapes(),
            &caption,
        )
        .expect("a file");
        fs::read(path).expect("bytes")
    });
    assert!(bytes[0] == bytes[1]);
}
