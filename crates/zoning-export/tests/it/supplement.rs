//! What a run found beyond its assessment: in the report, and fields that cannot be. Layers and styles are in `supplement_layers.rs`.

use std::collections::BTreeMap;
use std::fs;

use carbon_core::{CompensationClass, FunctionalZone, Quantity, Value};
use serde_json::Value as Json;
use zoning_export::content::{Supplement, SupplementError, ZoneField};
use zoning_export::qgis::QgisProject;
use zoning_export::report::{self, ReportInput};
use zoning_export::tables::Provenance;
use zoning_export::{Bilingual, Language, Subject, Themes};

use crate::support;
use crate::support::beyond::{Beyond, further_fields};
use crate::support::geopackage::{shapes, write};
use crate::support::jiangxi;
use crate::support::qml;

fn page(themes: &Themes<'_>) -> String {
    let (statuses, warnings) = (BTreeMap::new(), Vec::new());
    let provenance = Provenance {
        program: "landcarbon 0.0.0",
        fuels: None,
        statuses: &statuses,
        warnings: &warnings,
    };
    let input = ReportInput {
        land: &[],
        themes,
        coefficients: &support::coefficients(),
        sensitivity: None,
        ledger: &[],
        closures: &BTreeMap::new(),
        caption: &support::caption(Language::En),
        provenance: &provenance,
        inputs: &BTreeMap::new(),
    };
    let mut bytes = Vec::new();
    report::write(&input, &shapes(), &mut bytes).expect("a report");
    String::from_utf8(bytes).expect("text")
}

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

#[test]
fn a_supplement_without_anything_changes_no_byte() {
    let assessment = jiangxi::compensated(&jiangxi::options());
    let (without, empty) = (support::themes(&assessment), Supplement::default());
    let with = support::themes(&assessment).with_supplement(&empty);
    let with = with.expect("themes");
    let directory = tempfile::tempdir().expect("a directory");
    let [a, b] = [("a.gpkg", &without), ("b.gpkg", &with)].map(|(name, themes)| {
        let path = directory.path().join(name);
        write(&path, themes, Language::En);
        fs::read(path).expect("bytes")
    });
    assert!(a == b);
    let pages = [&without, &with].map(page);
    assert!(pages[0] == pages[1]);
    assert!(!pages[0].contains("supplement"));
    let documents = [&without, &with].map(|themes| document(themes, Language::En));
    assert!(documents[0] == documents[1]);
}

fn embedded(page: &str) -> Json {
    let start = r#"<script type="application/json" id="data">"#;
    let (_, rest) = page.split_once(start).expect("data");
    let (json, _) = rest.split_once("</script>").expect("an end");
    serde_json::from_str(json).expect("JSON")
}

#[test]
fn the_report_embeds_what_was_found() {
    let beyond = Beyond::new(jiangxi::case());
    let supplement = beyond.supplement();
    let themes = beyond.themes(&supplement);
    let page = page(&themes);
    assert!(
        !page.contains("Less <energy>"),
        "names are data, never markup"
    );
    let data = embedded(&page);
    let found = &data["supplement"];
    let uncertainty = &found["uncertainty"];
    assert_eq!(
        (&uncertainty["draws"], &uncertainty["seed"]),
        (&Json::from(300), &Json::from(7))
    );
    for (year, of_year) in jiangxi::YEARS.iter().enumerate() {
        for (zone, zone_result) in beyond.assessment.zones.iter().enumerate() {
            let drawn = beyond
                .propagation
                .zone_year(&zone_result.id, *of_year)
                .expect("a year");
            let budget = drawn.interval(&Quantity::Budget).expect("an interval");
            let read = &uncertainty["intervals"]["budget_t"][year][zone];
            for (place, end) in [budget.p05, budget.median, budget.p95].iter().enumerate() {
                assert!((read[place].as_f64().unwrap() - end).abs() <= 0.5);
            }
            let shares = uncertainty["functions"][year][zone].as_array().unwrap();
            let sum: f64 = shares.iter().map(|share| share.as_f64().unwrap()).sum();
            assert!((sum - 1.0).abs() < 1e-3);
        }
    }
    let inputs = uncertainty["inputs"].as_array().unwrap();
    assert_eq!(inputs.len(), 3);
    assert_eq!(inputs[0]["distribution"][0], "normal, sd 5 %");
    assert_eq!(inputs[1]["source"], "虚构 & invented");
    assert!(
        inputs[2]["distribution"][1]
            .as_str()
            .unwrap()
            .contains("各年误差一致")
    );
    let outputs = uncertainty["sobol"]["outputs"].as_array().unwrap();
    assert_eq!(outputs.len(), 3 + beyond.assessment.zones.len());
    assert_eq!(outputs[0]["total"].as_array().unwrap().len(), 3);

    let scenarios = found["scenarios"].as_array().unwrap();
    assert_eq!(scenarios[1]["name"], "退耕还林");
    let words = "cultivated land becomes forest land, +10 %, Ganzhou, Fuzhou, all years";
    assert_eq!(scenarios[1]["changes"][0][0], words);
    let budget = &scenarios[0]["region"][3];
    assert_eq!(budget["field"], "budget_t");
    let expected = beyond.comparisons[0].scenario.years[2].region.budget.amount;
    // All its digits; reading them back may miss the last.
    assert!(page.contains(&format!("{expected}]}}")));
    assert!((budget["scenario"][2].as_f64().unwrap() - expected).abs() < 1e-6);
    assert_eq!(found["fields"].as_array().unwrap().len(), 2);
    assert_eq!(found["fields"][1]["remarks"].as_array().unwrap().len(), 1);

    // Every theme sorts each zone as the layers do.
    let columns = data["themes"].as_array().unwrap();
    for year in 0..3 {
        let annual = &beyond.assessment.years[year];
        for subject in themes.subjects(annual.year) {
            let Subject::Field(_) = subject else { continue };
            let theme = themes
                .theme(subject, annual.year, Language::En)
                .expect("a theme");
            let read = columns
                .iter()
                .find(|item| item["quantity"] == *theme.field)
                .expect("a theme");
            for (zone, zone_result) in annual.zones.iter().enumerate() {
                let class = theme.class_of(zone_result);
                let place = theme.classes.iter().position(|known| Some(known) == class);
                let place = place.map_or(-1, |place| place as i64);
                assert_eq!(read["years"][year]["of"][zone], place, "{}", theme.field);
            }
        }
    }
}

#[test]
fn certain_zones_are_certain_and_classes_are_those_of_their_values() {
    let beyond = Beyond::new(jiangxi::case());
    let supplement = beyond.supplement();
    let themes = beyond.themes(&supplement);
    let year = jiangxi::YEARS[2];
    let annual = beyond.assessment.year(year).expect("a year");
    let theme_of_field = |name: &str| {
        let place = themes.fields().iter().position(|field| field.name == name);
        let subject = Subject::Field(place.expect(name));
        themes.theme(subject, year, Language::En).expect("a theme")
    };
    let (certainty, change) = (
        theme_of_field("zone_certainty"),
        theme_of_field("scenario_2_difference_budget_t"),
    );
    for zone in &annual.zones {
        let drawn = beyond
            .propagation
            .zone_year(&zone.zone.id, year)
            .expect("a year");
        let sure = drawn.likeliest_function().unwrap().1;
        let class = certainty.class_of(zone).expect("a class");
        assert!(class.from.is_none_or(|from| from <= sure) && class.to.is_none_or(|to| sure < to));
        // Forest grows in two cities; nothing happens elsewhere.
        let changes = ["360700", "361000"].contains(&zone.zone.id.as_str());
        let class = change.class_of(zone).expect("a class");
        assert_eq!(class.label == "no change", !changes, "{}", zone.zone.name);
        assert!(class.to.is_none_or(|to| to <= 0.5), "no budget rises");
    }
    let labels: Vec<_> = change.classes.iter().map(|class| &*class.label).collect();
    assert_eq!(labels.len(), 7);
    assert_eq!(
        (labels[3], &labels[2][labels[2].len() - 4..]),
        ("no change", "0 Mt")
    );
}

fn refused(field: ZoneField) -> SupplementError {
    let assessment = jiangxi::compensated(&jiangxi::options());
    let supplement = Supplement {
        fields: vec![field],
        ..Supplement::default()
    };
    match support::themes(&assessment).with_supplement(&supplement) {
        Err(error) => error,
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn fields_that_layers_cannot_hold_are_refused() {
    let assessment = jiangxi::compensated(&jiangxi::options());
    let [score, clusters, rate] = further_fields(&assessment)
        .try_into()
        .expect("three fields");
    let named = |name: &str| ZoneField {
        name: name.to_owned(),
        ..rate.clone()
    };
    assert_eq!(
        refused(named("Rate")),
        SupplementError::Name("Rate".to_owned())
    );
    assert_eq!(
        refused(named("budget_t")),
        SupplementError::Twice("budget_t".to_owned())
    );
    let short = ZoneField::numbers(
        "short",
        Bilingual::same("Short"),
        Bilingual::default(),
        score.group,
        0,
        [(jiangxi::YEARS[0], vec![Some(1.0)])].into(),
    );
    let error = refused(short).to_string();
    assert!(error.contains("1 values of 2010 for 11 zones"), "{error}");
    let elsewhere = ZoneField {
        maps: vec![carbon_core::Year(1990)],
        ..score.clone()
    };
    assert!(matches!(refused(elsewhere), SupplementError::Year { .. }));
    let unlisted = ZoneField {
        classes: clusters.classes[..2].to_vec(),
        ..clusters
    };
    let error = refused(unlisted).to_string();
    assert!(error.contains("the category `3`; it lists 1, 2"), "{error}");
    let unparted = ZoneField {
        classes: Vec::new(),
        ..score
    };
    assert!(matches!(
        refused(unparted),
        SupplementError::Classes {
            classes: 0,
            breaks: 2,
            ..
        }
    ));
}

#[test]
fn each_probability_of_a_class_is_a_field() {
    let beyond = Beyond::new(jiangxi::case());
    let supplement = beyond.supplement();
    let names: Vec<_> = beyond
        .themes(&supplement)
        .fields()
        .iter()
        .map(|field| field.name.clone())
        .collect();
    let ids = FunctionalZone::ALL.map(FunctionalZone::id).into_iter();
    for id in ids.chain(CompensationClass::ALL.map(CompensationClass::id)) {
        let name = format!("probability_{}", id.replace('-', "_"));
        assert!(names.contains(&name), "{name}");
    }
    // A quantity each has three fields.
    let quantiles = names.iter().filter(|name| name.ends_with("_p50"));
    assert_eq!(quantiles.count(), 15);
    let base = beyond.assessment.years[2].zones.first().expect("a zone");
    assert!(matches!(
        Quantity::Compensation.value(base),
        Some(Value::Number(_))
    ));
}
