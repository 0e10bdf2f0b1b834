//! The Jiangxi example.

use carbon_core::{
    AnnualAssessment, Assessment, Case, Year, ZoneFields, ZoneId, ZoningRule, assess,
};

use crate::support::jiangxi;

pub fn assessment(rule: &ZoningRule) -> Assessment {
    let case = case(rule);
    assess(&case.inputs, &case.coefficients, rule).expect("an assessment")
}

pub fn case(rule: &ZoningRule) -> Case {
    Case {
        zoning: rule.clone(),
        scheme: None,
        ..jiangxi::case()
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
