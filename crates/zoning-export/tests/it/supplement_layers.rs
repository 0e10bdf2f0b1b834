//! What a run found beyond its assessment, in the layers of a GeoPackage, their styles, and the project for QGIS.

use std::path::Path;

use carbon_core::Quantity;
use gdal::vector::sql::Dialect;
use gdal::vector::{FieldValue, LayerAccess};
use gdal::{Dataset, Metadata};
use zoning_export::qgis::QgisProject;
use zoning_export::{Language, Themes, layer_name};

use crate::support;
use crate::support::beyond::Beyond;
use crate::support::geopackage::{shapes, write};
use crate::support::jiangxi;
use crate::support::qml;
use crate::support::qml::{all, attributes, fills, parse};

fn document(themes: &Themes<'_>, language: Language) -> String {
    let project = QgisProject {
        name: "x",
        themes,
        shapes: &shapes(),
        caption: &support::caption(language),
        rasters: &[],
        raster_style: &qml::raster_style(),
        crs_wkt: None,
    };
    project.document().expect("a document")
}

/// The values of a column of a layer, by zone.
fn column(path: &Path, layer: &str, field: &str) -> Vec<Option<FieldValue>> {
    let dataset = Dataset::open(path).expect("a dataset");
    let mut layer = dataset.layer_by_name(layer).expect("a layer");
    let mut names = layer.defn().fields();
    let index = names.position(|known| known.name() == field).expect(field);
    layer
        .features()
        .map(|feature| feature.field(index).expect("a field"))
        .collect()
}

fn numbers(path: &Path, layer: &str, field: &str) -> Vec<Option<f64>> {
    let values = column(path, layer, field).into_iter();
    values
        .map(|value| match value {
            Some(FieldValue::RealValue(number)) => Some(number),
            None => None,
            other => unreachable!("{field}: {other:?}"),
        })
        .collect()
}

#[test]
fn layers_have_quantiles_probabilities_and_differences() {
    let beyond = Beyond::new(jiangxi::case());
    let supplement = beyond.supplement();
    let themes = beyond.themes(&supplement);
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("x.gpkg");
    write(&path, &themes, Language::En);
    for year in jiangxi::YEARS {
        let layer = layer_name("x", year);
        let drawn = beyond.assessment.zones.iter();
        let drawn = drawn.map(|zone| {
            beyond
                .propagation
                .zone_year(&zone.id, year)
                .expect("a year")
        });
        let drawn: Vec<_> = drawn.collect();
        let budgets = drawn
            .iter()
            .map(|zone| zone.interval(&Quantity::Budget).expect("an interval"));
        let budgets: Vec<_> = budgets.collect();
        for (field, expected) in [
            (
                "budget_t_p05",
                budgets
                    .iter()
                    .map(|interval| interval.p05)
                    .collect::<Vec<_>>(),
            ),
            (
                "budget_t_p50",
                budgets.iter().map(|interval| interval.median).collect(),
            ),
            (
                "budget_t_p95",
                budgets.iter().map(|interval| interval.p95).collect(),
            ),
            (
                "zone_certainty",
                drawn
                    .iter()
                    .map(|zone| zone.likeliest_function().unwrap().1)
                    .collect(),
            ),
            (
                "probability_ecc_class_2",
                drawn.iter().map(|zone| zone.maps[0].classes[1]).collect(),
            ),
            (
                "ecc_class_certainty",
                drawn
                    .iter()
                    .map(|zone| zone.maps[0].classes.iter().copied().fold(0.0, f64::max))
                    .collect(),
            ),
            (
                "probability_carbon_sink",
                drawn
                    .iter()
                    .map(|zone| zone.functions.unwrap()[0])
                    .collect(),
            ),
        ] {
            let expected: Vec<_> = expected.into_iter().map(Some).collect();
            assert_eq!(numbers(&path, &layer, field), expected, "{field} {year}");
        }
        // Payments are compared in one year only; elsewhere there is no number rather than a zero.
        let paying = numbers(&path, &layer, "probability_paying");
        let expected: Vec<_> = drawn
            .iter()
            .map(|zone| zone.paying.map(|zone| zone.paying))
            .collect();
        assert_eq!(paying, expected);
        assert_eq!(paying[0].is_some(), year == jiangxi::YEARS[2]);

        let budget = |assessment: &carbon_core::Assessment| -> Vec<f64> {
            let annual = assessment.year(year).expect("a year");
            let zones = annual.zones.iter();
            zones.map(|zone| zone.account.budget.amount).collect()
        };
        for (number, comparison) in (1..).zip(&beyond.comparisons) {
            let field = format!("scenario_{number}_difference_budget_t");
            let (base, changed) = (budget(&comparison.base), budget(&comparison.scenario));
            let expected = base.iter().zip(&changed).map(|(a, b)| Some(b - a));
            assert_eq!(numbers(&path, &layer, &field), expected.collect::<Vec<_>>());
        }
    }
    let clusters = column(&path, "x_2020", "k_means");
    assert_eq!(clusters.last(), Some(&None));
    assert_eq!(clusters[0], Some(FieldValue::StringValue("3".to_owned())));
    let functions = column(&path, "x_2020", "scenario_1_functional_zone");
    let expected = beyond.comparisons[0].scenario.years[2].zones.iter();
    let expected = expected.map(|zone| zone.function.as_ref().unwrap().zone.id().to_owned());
    let expected: Vec<_> = expected
        .map(|id| Some(FieldValue::StringValue(id)))
        .collect();
    assert_eq!(functions, expected);
}

#[test]
fn fields_have_aliases_with_units_in_both_languages() {
    let beyond = Beyond::new(jiangxi::case());
    let supplement = beyond.supplement();
    let themes = beyond.themes(&supplement);
    let directory = tempfile::tempdir().expect("a directory");
    for (language, expected) in [
        (
            Language::En,
            [
                ("budget_t_p05", "Carbon budget, 5 % quantile (t)"),
                ("rate_m3", "A rate (m3 per ha)"),
                (
                    "scenario_1_difference_absorption_t",
                    "Carbon absorption, change by “Less <energy> & more” (t C)",
                ),
                (
                    "zone_certainty",
                    "Probability of the most probable functional zone",
                ),
            ],
        ),
        (
            Language::Zh,
            [
                ("budget_t_p05", "碳收支，5 % 分位数（t）"),
                ("rate_m3", "某比率（立方米/公顷）"),
                (
                    "scenario_1_difference_absorption_t",
                    "“Less <energy> & more”情景下的碳吸收变化（t C）",
                ),
                ("zone_certainty", "最可能功能区的概率"),
            ],
        ),
    ] {
        let path = directory.path().join(format!("{language:?}.gpkg"));
        write(&path, &themes, language);
        let dataset = Dataset::open(&path).expect("a dataset");
        for (field, alias) in expected {
            let query = format!(
                "SELECT name FROM gpkg_data_columns WHERE table_name = 'x_2015' AND column_name = \
                 '{field}'"
            );
            let rows = dataset.execute_sql(query, None, Dialect::DEFAULT);
            let mut rows = rows.expect("SQL").expect("rows");
            let found = rows.features().next().expect(field);
            let found = found.field_as_string(0).expect("a text");
            assert_eq!(found.as_deref(), Some(alias));
        }
    }
}

#[test]
fn every_map_has_a_style_of_its_classes() {
    let beyond = Beyond::new(jiangxi::case());
    let supplement = beyond.supplement();
    let themes = beyond.themes(&supplement);
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("x.gpkg");
    write(&path, &themes, Language::Zh);
    let dataset = Dataset::open(&path).expect("a dataset");
    for year in jiangxi::YEARS {
        let query = format!(
            "SELECT styleName, styleQML, description FROM layer_styles WHERE f_table_name = 'x_{year}' ORDER BY id"
        );
        let rows = dataset.execute_sql(query, None, Dialect::DEFAULT);
        let mut rows = rows.expect("SQL").expect("rows");
        let styles: Vec<_> = rows
            .features()
            .map(|row| {
                [0, 1, 2].map(|column| {
                    row.field_as_string(column)
                        .expect("text")
                        .unwrap_or_default()
                })
            })
            .collect();
        let subjects = themes.subjects(year);
        assert_eq!(styles.len(), subjects.len());
        for ([name, qml, description], subject) in styles.iter().zip(&subjects) {
            let theme = themes.theme(*subject, year, Language::Zh).expect("a theme");
            assert_eq!(*name, theme.name);
            assert!(description.ends_with(&theme.known), "{description}");
            let document = parse(qml);
            let labels: Vec<_> = theme
                .classes
                .iter()
                .map(|class| class.label.clone())
                .collect();
            let drawn: Vec<_> = ["range", "category"]
                .into_iter()
                .flat_map(|tag| attributes(&document, tag, "label"))
                .collect();
            assert_eq!(drawn[..labels.len()], labels, "{name}");
            let colors = theme.classes.iter().map(|class| {
                let color = class.color;
                format!("{},{},{}", color.red, color.green, color.blue)
            });
            let colors: Vec<_> = colors.collect();
            assert_eq!(fills(&document)[..colors.len()], colors, "{name}");
            let renderer = all(&document, "renderer-v2").next().expect("a renderer");
            let attribute = renderer.attribute("attr").expect("an attribute");
            assert!(attribute.contains(&theme.field), "{name}: {attribute}");
        }
    }
}

#[test]
fn centres_and_ellipses_are_layers_in_degrees() {
    let beyond = Beyond::new(jiangxi::case());
    let supplement = beyond.supplement();
    let themes = beyond.themes(&supplement);
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("x.gpkg");
    write(&path, &themes, Language::Zh);
    for (layer, geometry) in [("x_centres", "POINT (115.5 28"), ("x_ellipses", "POLYGON")] {
        assert_eq!(
            numbers(&path, layer, "moved_m"),
            [None, Some(5e3), Some(5e3)]
        );
        let area = std::f64::consts::PI * 150e3 * 100e3 / 1e4;
        let areas = numbers(&path, layer, "area_ha");
        assert!(
            areas
                .iter()
                .flatten()
                .all(|found| (found / area - 1.0).abs() < 1e-12)
        );
        let name = FieldValue::StringValue("碳排放".to_owned());
        assert_eq!(column(&path, layer, "name")[0], Some(name));
        let dataset = Dataset::open(&path).expect("a GeoPackage");
        let mut layer = dataset.layer_by_name(layer).expect("a layer");
        let described = layer.metadata_item("DESCRIPTION", "").expect("a status");
        assert!(described.starts_with("SYNTHETIC example; "), "{described}");
        assert_eq!(
            layer
                .spatial_ref()
                .expect("a CRS")
                .auth_code()
                .expect("a code"),
            4326
        );
        let feature = layer.features().nth(1).expect("a feature");
        let wkt = feature.geometry().expect("a shape").wkt().expect("WKT");
        assert!(wkt.starts_with(geometry), "{wkt}");
    }
}

#[test]
fn a_project_groups_the_layers_of_a_supplement_within_their_year() {
    let beyond = Beyond::new(jiangxi::case());
    let supplement = beyond.supplement();
    let themes = beyond.themes(&supplement);
    for (language, groups) in [
        (
            Language::En,
            ["Uncertainty", "Scenarios", "Zonings", "Analysis"],
        ),
        (Language::Zh, ["不确定性", "情景", "分区", "分析"]),
    ] {
        let text = document(&themes, language);
        let document = parse(&text);
        let tree: Vec<_> = all(&document, "layer-tree-group").collect();
        let of_2020 = tree
            .iter()
            .find(|group| group.attribute("name") == Some("2020"));
        let inner = of_2020.expect("a group").children();
        let inner: Vec<_> = inner
            .filter(|node| node.has_tag_name("layer-tree-group"))
            .collect();
        let names: Vec<_> = inner
            .iter()
            .filter_map(|group| group.attribute("name"))
            .collect();
        assert_eq!(names, groups);
        let ids = |group: usize| -> Vec<_> {
            let layers = inner[group].children();
            layers.filter_map(|layer| layer.attribute("id")).collect()
        };
        assert_eq!(
            ids(0),
            [
                "zones_zone_certainty_2020",
                "zones_ecc_class_certainty_2020",
                "zones_probability_paying_2020"
            ]
        );
        // The third scenario changes no budget, so that it has no map.
        assert!(ids(1).contains(&"zones_scenario_2_difference_budget_t_2020"));
        assert!(!ids(1).iter().any(|id| id.contains("scenario_3_difference")));
        assert_eq!(ids(2), ["zones_k_means_2020"]);
        assert_eq!(ids(3), ["zones_moran_local_2020"]);
        let centres = all(&document, "layer-tree-layer").filter_map(|layer| layer.attribute("id"));
        let centres: Vec<_> = centres.filter(|id| id.ends_with("s_emissions_t")).collect();
        assert_eq!(centres, ["centres_emissions_t", "ellipses_emissions_t"]);
        let themes = attributes(&document, "visibility-preset", "name");
        let shown =
            all(&document, "LayoutItem").filter_map(|item| item.attribute("followPresetName"));
        for preset in shown {
            assert!(themes.iter().any(|known| known == preset), "{preset}");
        }
    }
}
