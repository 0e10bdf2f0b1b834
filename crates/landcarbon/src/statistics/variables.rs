//! The variables of a table of statistics, and their units.

use carbon_core::{
    CarbonBasis, CoalEquivalent, EnergyIntensity, Fuel, IntensityPrices, Persons, Statistic,
    Tonnes, Year, Yuan,
};

/// A variable of the table: its name, its units with the factor to the model's own, and what it becomes.
pub(super) struct VariableKind {
    pub(super) name: &'static str,
    pub(super) units: &'static [(&'static str, f64)],
    pub(super) statistic: fn(f64, &Reading) -> Statistic,
}

/// What decides how a value is meant.
pub(super) struct Reading {
    pub(super) year: Year,
    pub(super) price_year: Year,
    pub(super) prices: IntensityPrices,
}

const PERSONS: &[(&str, f64)] = &[
    ("persons", 1.0),
    ("person", 1.0),
    ("人", 1.0),
    ("1e4 persons", 1e4),
    ("万人", 1e4),
    ("10000 persons", 1e4),
];
const YUAN: &[(&str, f64)] = &[
    ("1e4 yuan", 1e4),
    ("yuan", 1.0),
    ("1e8 yuan", 1e8),
    ("元", 1.0),
    ("万元", 1e4),
    ("亿元", 1e8),
    ("10000 yuan", 1e4),
    ("100 million yuan", 1e8),
    ("1e8 RMB", 1e8),
];
const COAL: &[(&str, f64)] = &[
    ("tce", 1.0),
    ("1e4 tce", 1e4),
    ("Mtce", 1e6),
    ("吨标准煤", 1.0),
    ("万吨标准煤", 1e4),
    ("吨标煤", 1.0),
    ("万吨标煤", 1e4),
    ("10000 tce", 1e4),
];
const COAL_PER_YUAN: &[(&str, f64)] = &[
    ("tce per 1e4 yuan", 1.0),
    ("tce/1e4 yuan", 1.0),
    ("吨标准煤/万元", 1.0),
    ("吨标煤/万元", 1.0),
];
const TONNES_CARBON: &[(&str, f64)] = &[("t C", 1.0), ("Mt C", 1e6)];

const TONNES: &[(&str, f64)] = &[("t", 1.0), ("1e4 t", 1e4), ("吨", 1.0), ("万吨", 1e4)];
const CUBIC_METRES: &[(&str, f64)] = &[
    ("m3", 1.0),
    ("m³", 1.0),
    ("1e4 m3", 1e4),
    ("1e8 m3", 1e8),
    ("立方米", 1.0),
    ("万立方米", 1e4),
    ("亿立方米", 1e8),
];
const GIGAJOULES: &[(&str, f64)] = &[("GJ", 1.0), ("TJ", 1e3), ("百万千焦", 1.0)];
const KILOWATT_HOURS: &[(&str, f64)] = &[
    ("kWh", 1.0),
    ("1e4 kWh", 1e4),
    ("1e8 kWh", 1e8),
    ("万千瓦时", 1e4),
    ("亿千瓦时", 1e8),
];

/// The units that amounts of a fuel may be given in.
pub(super) fn fuel_units(fuel: Fuel) -> &'static [(&'static str, f64)] {
    match fuel {
        Fuel::NaturalGas => CUBIC_METRES,
        Fuel::Heat => GIGAJOULES,
        Fuel::Electricity => KILOWATT_HOURS,
        _ => TONNES,
    }
}

/// All variables but fuels.
pub(super) static VARIABLES: [VariableKind; 6] = [
    VariableKind {
        name: "population",
        units: PERSONS,
        statistic: |value, _| Statistic::Population(Persons(value)),
    },
    VariableKind {
        name: "gdp",
        units: YUAN,
        statistic: |value, context| Statistic::Gdp(yuan(value, context.year)),
    },
    VariableKind {
        name: "gdp_constant",
        units: YUAN,
        statistic: |value, context| Statistic::GdpConstant(yuan(value, context.price_year)),
    },
    VariableKind {
        name: "energy",
        units: COAL,
        statistic: |value, _| Statistic::Energy(CoalEquivalent(value)),
    },
    VariableKind {
        name: "energy_intensity",
        units: COAL_PER_YUAN,
        statistic: |value, context| {
            Statistic::EnergyIntensity(EnergyIntensity {
                tce_per_1e4_yuan: value,
                prices: context.prices,
            })
        },
    },
    VariableKind {
        name: "absorption",
        units: TONNES_CARBON,
        statistic: |value, _| Statistic::Absorption(Tonnes::new(value, CarbonBasis::Carbon)),
    },
];

/// The variable of a name; none for fuels.
pub(super) fn variable_kind(name: &str) -> Option<&'static VariableKind> {
    VARIABLES.iter().find(|kind| kind.name == name)
}

pub(super) const fn yuan(amount: f64, price_year: Year) -> Yuan {
    Yuan { amount, price_year }
}
