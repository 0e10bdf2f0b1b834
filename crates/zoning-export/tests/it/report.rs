//! The report: what is embedded, what cannot get out of it, how large it is.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::support;
use crate::support::jiangxi;
use carbon_core::{
    Alternatives, Assessment, CoalEquivalent, CompensationPreset, Inputs, LandUseTable,
    Observation, Persons, Quantity, RawInputs, Sensitivity, Statistic, Value, Variable, Warning,
    Year, Yuan, Zone, ZoneCompensation, ZoneId, ZoningRule, assess, compensate, sensitivity,
};
use geo::{LineString, MultiPolygon, Polygon};
use serde_json::Value as Json;
use zoning_export::report::{self, ReportInput};
use zoning_export::tables::Provenance;
use zoning_export::{Caption, ExportError, Language, ShapesError, ZoneShapes};

/// A report of an assessment, with everything that a caller can give.
fn report(
    assessment: &Assessment,
    sensitivity: Option<&Sensitivity>,
    shapes: &ZoneShapes,
    caption: &Caption,
) -> String {
    let statuses = BTreeMap::from([(
        "gdp".to_owned(),
        BTreeMap::from([("official".to_owned(), 3)]),
    )]);
    let warnings: Vec<_> = assessment
        .warnings
        .iter()
        .map(carbon_core::Said::by)
        .collect();
    let provenance = Provenance {
        program: "landcarbon 0.0.0",
        fuels: None,
        statuses: &statuses,
        warnings: &warnings,
    };
    let palette = zoning_export::palette::QUALITATIVE_12.into_iter();
    let land: Vec<_> = assessment.classes.iter().cloned().zip(palette).collect();
    let input = ReportInput {
        land: &land,
        themes: &support::themes(assessment),
        coefficients: &support::coefficients(),
        sensitivity,
        ledger: &support::rows(),
        closures: &BTreeMap::from([("2010".to_owned(), 2.5e-12)]),
        caption,
        provenance: &provenance,
        inputs: &BTreeMap::from([("boundaries.geojson".to_owned(), "00ff".to_owned())]),
    };
    let mut bytes = Vec::new();
    report::write(&input, shapes, &mut bytes).expect("a report");
    String::from_utf8(bytes).expect("text")
}

/// The example: 11 cities with their real borders.
fn jiangxi() -> (Assessment, Sensitivity, ZoneShapes) {
    let options = jiangxi::options();
    let assessment = jiangxi::compensated(&options);
    let [base, _, target] = jiangxi::YEARS;
    let alternatives = Alternatives::all(&options);
    let sensitivity =
        sensitivity(&assessment, base, target, &options, &alternatives).expect("a sensitivity");
    let (zones, polygons) = jiangxi::boundaries();
    let ids = zones.into_iter().map(|zone| zone.id).collect();
    let shapes = ZoneShapes::new(ids, "", polygons.clone(), polygons).expect("shapes");
    (assessment, sensitivity, shapes)
}

fn embedded(page: &str) -> Json {
    let start = r#"<script type="application/json" id="data">"#;
    let (_, rest) = page.split_once(start).expect("data");
    let (json, _) = rest.split_once("</script>").expect("an end");
    serde_json::from_str(json).expect("JSON")
}

/// A term of a payment by its name.
type Term = (&'static str, fn(&ZoneCompensation) -> f64);

#[test]
fn the_embedded_numbers_are_those_of_the_assessment() {
    let (assessment, sensitivity, shapes) = jiangxi();
    let caption = support::caption(Language::En);
    let page = report(&assessment, Some(&sensitivity), &shapes, &caption);
    let data = embedded(&page);
    let mut compared = 0;
    for quantity in Quantity::all(&assessment) {
        let field = quantity.field_name();
        let columns = data["quantities"].as_array().unwrap();
        let Some(column) = columns.iter().find(|column| column["field"] == *field) else {
            assert!(
                matches!(field.as_ref(), "zone" | "name" | "year"),
                "{field}"
            );
            continue;
        };
        let half = 0.5 * 10_f64.powi(-(quantity.decimals() as i32)) + 1e-9;
        for (y, annual) in assessment.years.iter().enumerate() {
            for (z, zone) in annual.zones.iter().enumerate() {
                let embedded = &column["values"][y][z];
                match quantity.value(zone) {
                    Some(Value::Number(number)) => {
                        assert!(
                            (embedded.as_f64().unwrap() - number).abs() <= half,
                            "{field}"
                        );
                    }
                    Some(Value::Text(text)) => assert_eq!(embedded, text),
                    other => assert!(other.is_none() && embedded.is_null(), "{field}"),
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 900, "{compared}");

    // Terms of a payment are embedded with all their digits.
    let scheme = assessment.compensation.as_ref().unwrap();
    let terms: [Term; 4] = [
        ("tau", |zone| zone.tau),
        ("gamma", |zone| zone.gamma),
        ("corrected_base_value", |zone| {
            zone.corrected_base_value.amount
        }),
        ("compensation", |zone| zone.compensation.amount),
    ];
    for (name, term) in terms {
        let values: Vec<_> = scheme
            .zones
            .iter()
            .map(|zone| term(zone).to_string())
            .collect();
        let column = format!("\"{name}\":[{}]", values.join(","));
        assert!(page.contains(&column), "{column}");
    }
    assert_eq!(data["compensation"]["sensitivity"]["combinations"], 720);
}

#[test]
fn every_zone_is_counted_in_one_class_of_every_theme() {
    let (assessment, _, shapes) = jiangxi();
    let caption = support::caption(Language::En);
    let data = embedded(&report(&assessment, None, &shapes, &caption));
    let themes = data["themes"].as_array().unwrap();
    assert_eq!(themes.len(), 8);
    for theme in themes {
        let years = theme["years"].as_array().unwrap().iter();
        for annual in years.filter(|annual| !annual.is_null()) {
            let classes = annual["classes"].as_array().unwrap();
            let positions = annual["of"].as_array().unwrap();
            for (position, class) in classes.iter().enumerate() {
                let count = positions.iter().filter(|other| **other == position).count();
                assert_eq!(class["count"], count, "{}", theme["quantity"]);
            }
            assert_eq!(positions.len(), 11);
        }
    }
}

#[test]
fn the_example_is_small_and_loads_nothing() {
    let (assessment, sensitivity, shapes) = jiangxi();
    let caption = support::caption(Language::Zh);
    let page = report(&assessment, Some(&sensitivity), &shapes, &caption);
    assert!(page.len() < 2_000_000, "{} bytes", page.len());
    for scheme in ["http://", "https://", "//cdn", "@import", "url("] {
        let loads = page.matches(scheme).count();
        // The hatching of zones without value, and the namespace of SVG, which names and loads not.
        let known = match scheme {
            "url(" => page.matches("url(#nodata)").count(),
            "http://" => page.matches("http://www.w3.org/2000/svg").count(),
            _ => 0,
        };
        assert_eq!(loads, known, "{scheme}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-Hans\">"));
    assert!(!page.contains("{{"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (assessment, sensitivity, shapes) = jiangxi();
    let caption = support::caption(Language::En);
    let page = || report(&assessment, Some(&sensitivity), &shapes, &caption);
    assert_eq!(page(), page());
}

#[test]
fn names_are_data_and_never_markup() {
    let hostile = "</script><script>alert(1)</script><!-- <b>&amp; {{data}} \u{2028}\"'`${x}";
    let mut assessment = support::compensated(&CompensationPreset::Paper2024.options());
    assessment.zones[0].name = hostile.to_owned();
    let caption = Caption {
        title: hostile.to_owned(),
        note: Some(hostile.to_owned()),
        language: Language::En,
    };
    let page = report(&assessment, None, &support::shapes(), &caption);
    assert_eq!(page.matches("</script>").count(), 2);
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("<!--").count(), 0);
    let data = embedded(&page);
    assert_eq!(data["names"][0], hostile);
    assert_eq!(data["title"], hostile);
    assert_eq!(data["note"], hostile);
    let title = page.split_once("<title>").unwrap().1;
    let title = title.split_once("</title>").unwrap().0;
    assert!(title.starts_with("&lt;/script&gt;"), "{title}");
}

#[test]
fn a_zone_without_geometry_is_in_the_table_and_not_on_the_map() {
    let assessment = support::assessment();
    let caption = support::caption(Language::En);
    let data = embedded(&report(&assessment, None, &support::shapes(), &caption));
    assert_eq!(data["names"].as_array().unwrap().len(), 3);
    let shapes = &data["shapes"];
    assert_eq!(shapes["zones"][2].as_array().unwrap().len(), 0);
    assert!(shapes["labels"][2].is_null());
    assert!(data.get("compensation").is_none());
    // West with its hole, east with its island, and the border that both share.
    assert_eq!(shapes["arcs"].as_array().unwrap().len(), 5);
}

#[test]
fn without_any_geometry_there_is_a_report_without_a_map() {
    let ids: Vec<ZoneId> = ["1", "2", "3"].map(Into::into).to_vec();
    let none = vec![MultiPolygon::new(vec![]); 3];
    let shapes = ZoneShapes::new(ids, "", none.clone(), none).unwrap();
    let caption = support::caption(Language::En);
    let data = embedded(&report(&support::assessment(), None, &shapes, &caption));
    assert!(data["shapes"].is_null());
}

#[test]
fn shapes_must_have_every_zone() {
    let shapes = ZoneShapes::new(vec![], "", vec![], vec![]).unwrap();
    let assessment = support::assessment();
    let provenance = Provenance {
        program: "",
        fuels: None,
        statuses: &BTreeMap::new(),
        warnings: &[],
    };
    let input = ReportInput {
        land: &[],
        themes: &support::themes(&assessment),
        coefficients: &support::coefficients(),
        sensitivity: None,
        ledger: &[],
        closures: &BTreeMap::new(),
        caption: &Caption::default(),
        provenance: &provenance,
        inputs: &BTreeMap::new(),
    };
    let error = report::write(&input, &shapes, Vec::new()).unwrap_err();
    assert!(
        matches!(error, ExportError::Shapes(ShapesError::Missing(_))),
        "{error}"
    );
}

#[test]
fn warnings_of_the_model_are_said_in_both_languages() {
    let caption = support::caption(Language::En);
    let data = embedded(&report(
        &support::assessment(),
        None,
        &support::shapes(),
        &caption,
    ));
    let warning = &data["warnings"][0];
    assert!(
        warning[0].as_str().unwrap().contains("mix units"),
        "{warning}"
    );
    assert!(
        warning[1].as_str().unwrap().contains("口径混用"),
        "{warning}"
    );
}

#[test]
fn a_total_of_the_region_is_named_in_chinese_with_its_unit() {
    let mut assessment = support::assessment();
    assessment.warnings = vec![Warning::RegionTotal {
        year: Year(2020),
        variable: Variable::GdpConstant,
        given: 1_200.0,
        sum: 1_000.0,
    }];
    let caption = support::caption(Language::En);
    let data = embedded(&report(&assessment, None, &support::shapes(), &caption));
    assert_eq!(
        data["warnings"][0][1],
        "2020年全区生产总值（不变价）给定值为 1200 万元，各区域之和为 1000 万元。"
    );
}

/// A region of 60 × 50 counties with wavy borders, three years.
fn counties() -> (Assessment, ZoneShapes) {
    let (columns, rows) = (60_i32, 50_i32);
    // Positions in 25ths of a county, so that neighbours have the same.
    let corner = |x: i32, y: i32| {
        let (x, y) = (f64::from(x) / 25.0, f64::from(y) / 25.0);
        let wave = 0.02 * (x * 3.7 + y * 2.3).sin();
        (105.0 + 0.2 * x + wave, 25.0 + 0.2 * y + wave)
    };
    let years = [Year(2010), Year(2015), Year(2020)];
    let (mut zones, mut shapes, mut land, mut observations) = (vec![], vec![], vec![], vec![]);
    for i in 0..columns * rows {
        let id = format!("{}", 100_000 + i);
        let (x, y) = (i % columns * 25, i / columns * 25);
        let ring: LineString<f64> = (0..25)
            .map(|k| corner(x + k, y))
            .chain((0..25).map(|k| corner(x + 25, y + k)))
            .chain((0..25).map(|k| corner(x + 25 - k, y + 25)))
            .chain((0..25).map(|k| corner(x, y + 25 - k)))
            .collect();
        shapes.push(MultiPolygon::new(vec![Polygon::new(ring, vec![])]));
        zones.push(Zone::new(id.as_str(), format!("县{i}")));
        for year in years {
            let grown = 1.0 + f64::from(year.0 - 2010) / 20.0 * f64::from(i % 7 + 1) / 7.0;
            for (class, hectares) in [("forest", 900.0), ("cultivated", 700.0), ("water", 50.0)] {
                land.push(support::row(&id, year, class, hectares + f64::from(i % 97)));
            }
            let statistics = [
                Statistic::Population(Persons(1e5 + f64::from(i))),
                Statistic::GdpConstant(Yuan::from_ten_thousands(2e5 * grown, years[0])),
                Statistic::Energy(CoalEquivalent(1e5 * grown.sqrt() * f64::from(i % 31 + 1))),
            ];
            observations.extend(statistics.map(|s| Observation::of_zone(id.as_str(), year, s)));
        }
    }
    let ids = zones.iter().map(|zone| zone.id.clone()).collect();
    let inputs = Inputs::new(RawInputs {
        zones,
        years: years.to_vec(),
        land_use: LandUseTable::new(land).expect("a table"),
        observations,
        deflator: None,
        price_year: None,
    });
    let coefficients = support::coefficients();
    let assessment = assess(
        &inputs.expect("inputs"),
        &coefficients,
        &ZoningRule::default(),
    )
    .expect("an assessment");
    let options = CompensationPreset::Paper2024.options();
    let scheme = compensate(&assessment, years[0], years[2], &options).expect("a compensation");
    let shapes = ZoneShapes::new(ids, "", shapes.clone(), shapes).expect("shapes");
    (assessment.with_compensation(scheme), shapes)
}

#[test]
fn three_thousand_zones_stay_usable() {
    let (assessment, shapes) = counties();
    let caption = support::caption(Language::Zh);
    let start = Instant::now();
    let page = report(&assessment, None, &shapes, &caption);
    let took = start.elapsed().as_secs_f64();
    assert!(took < 5.0, "{took} s");
    assert!(page.len() < 6_000_000, "{} bytes", page.len());
    let data = embedded(&page);
    let arcs = data["shapes"]["arcs"].as_array().unwrap();
    // A border of 60 × 50 zones is shared by two: 60 · 51 + 61 · 50 lines, but for those that bend
    // around a corner of the region.
    assert!((6_000..6_110).contains(&arcs.len()), "{}", arcs.len());
    if let Ok(path) = std::env::var("LANDCARBON_KEEP_REPORT") {
        std::fs::write(path, page).unwrap();
    }
}
