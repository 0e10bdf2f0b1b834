//! The example of Jiangxi: eleven cities, three years, as a case.

use carbon_core::{
    Case, CoalEquivalent, Coefficients, CompensationPreset, Hectares, HectaresRow, Inputs,
    LandUseTable, Observation, Persons, RawInputs, Scheme, Statistic, Year, Yuan, Zone, ZoningRule,
};

const STATISTICS: &str = include_str!("../../../../../fixtures/jiangxi/statistics.csv");
const LAND_USE: &str = include_str!("../../../../../fixtures/jiangxi/land_use_targets.csv");

/// The year compared with.
pub const BASE: Year = Year(2010);
/// The year compensated for.
pub const TARGET: Year = Year(2020);

/// The leading fields of each row; none of them is quoted.
fn rows<const N: usize>(csv: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    csv.lines().skip(1).map(|line| {
        let fields: Vec<_> = line.split(',').take(N).collect();
        fields.try_into().expect("enough fields")
    })
}

/// What the example gives, before validation.
pub fn raw_inputs() -> RawInputs {
    let mut zones: Vec<Zone> = Vec::new();
    let land_use = rows(LAND_USE).map(|[zone, name, year, class, hectares]| {
        if zones.iter().all(|known| known.id.as_str() != zone) {
            zones.push(Zone::new(zone, name));
        }
        HectaresRow {
            zone: zone.into(),
            name: name.to_owned(),
            label: year.to_owned(),
            class: class.parse().expect("a class"),
            hectares: Hectares(hectares.parse().expect("hectares")),
        }
    });
    let land_use = LandUseTable::new(land_use.collect()).expect("a table");
    let observations = rows(STATISTICS).filter_map(|[zone, _, year, variable, value]| {
        let value: f64 = value.parse().expect("a value");
        let statistic = match variable {
            "population" => Statistic::Population(Persons(value)),
            "gdp_constant" => Statistic::GdpConstant(Yuan::from_ten_thousands(value, BASE)),
            "energy" => Statistic::Energy(CoalEquivalent(value)),
            _ => return None,
        };
        let year = year.parse().expect("a year");
        Some(Observation::of_zone(zone, year, statistic))
    });
    RawInputs {
        observations: observations.collect(),
        zones,
        years: vec![BASE, Year(2015), TARGET],
        land_use,
        deflator: None,
        price_year: None,
    }
}

/// The example with the paper's coefficients and the default compensation.
pub fn case() -> Case {
    Case {
        inputs: Inputs::new(raw_inputs()).expect("inputs"),
        coefficients: Coefficients::preset("paper-2024").expect("the preset"),
        zoning: ZoningRule::default(),
        scheme: Some(Scheme {
            base: BASE,
            target: TARGET,
            options: CompensationPreset::Paper2024.options(),
        }),
    }
}
