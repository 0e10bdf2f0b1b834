//! The Jiangxi example.

use carbon_core::{
    AnnualAssessment, Assessment, Case, CoalEquivalent, Coefficients, Hectares, HectaresRow,
    Inputs, LandUseTable, Observation, Persons, RawInputs, Statistic, Year, Yuan, Zone, ZoneFields,
    ZoneId, ZoningRule, assess,
};

use crate::analysis::oracle::{number, rows};

const STATISTICS: &str = include_str!("../../../../../fixtures/jiangxi/statistics.csv");
const LAND_USE: &str = include_str!("../../../../../fixtures/jiangxi/land_use_targets.csv");

pub fn assessment(rule: &ZoningRule) -> Assessment {
    let case = case(rule);
    assess(&case.inputs, &case.coefficients, rule).expect("an assessment")
}

pub fn case(rule: &ZoningRule) -> Case {
    let mut zones: Vec<Zone> = Vec::new();
    let land_use = rows(LAND_USE).into_iter().map(|row| {
        if zones.iter().all(|known| known.id.as_str() != row["zone"]) {
            zones.push(Zone::new(row["zone"], row["name"]));
        }
        HectaresRow {
            zone: row["zone"].into(),
            name: row["name"].to_owned(),
            label: row["year"].to_owned(),
            class: row["class"].parse().expect("a class"),
            hectares: Hectares(number(row["hectares"])),
        }
    });
    let land_use = LandUseTable::new(land_use.collect()).expect("a table");
    let observations = rows(STATISTICS).into_iter().filter_map(|row| {
        let value = || number(row["value"]);
        let statistic = match row["variable"] {
            "population" => Statistic::Population(Persons(value())),
            "gdp_constant" => Statistic::GdpConstant(Yuan::from_ten_thousands(value(), Year(2010))),
            "energy" => Statistic::Energy(CoalEquivalent(value())),
            _ => return None,
        };
        let year = row["year"].parse().expect("a year");
        Some(Observation::of_zone(row["zone"], year, statistic))
    });
    let inputs = Inputs::new(RawInputs {
        observations: observations.collect(),
        zones,
        years: [2010, 2015, 2020].map(Year).to_vec(),
        land_use,
        deflator: None,
        price_year: None,
    });
    Case {
        inputs: inputs.expect("inputs"),
        coefficients: Coefficients::preset("paper-2024").expect("the preset"),
        zoning: rule.clone(),
        scheme: None,
    }
}

pub fn zones(annual: &AnnualAssessment) -> Vec<ZoneId> {
    annual
        .zones
        .iter()
        .map(|zone| zone.zone.id.clone())
        .collect()
}

/// What each city has of a field in a year, by the names of the expected values.
pub fn column(assessment: &Assessment, year: i32, name: &str) -> Vec<f64> {
    let field = match name {
        "emissions" => "emissions_t",
        "absorption" => "absorption_t",
        "gdp" => "gdp_1e4_yuan",
        "intensity" => "intensity_t_per_1e4_yuan",
        other => other,
    };
    let annual = assessment.year(Year(year)).expect("the year");
    let column = ZoneFields::new(assessment).column(field, annual);
    column.expect("a number for each city")
}
