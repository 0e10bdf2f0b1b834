//! The compensation with all that a payment follows from, to the bit, so that each can be explained
//! with its own numbers.

use carbon_core::{
    BalancedSide, Compensation, CorrectedForm, EngelReading, IntensityReference, Sensitivity, Year,
    ZoneCompensation, ZoneSensitivity,
};
use serde::Serialize;

use super::members::Members;
use crate::tables::{self, PriceFormula};
use crate::text::{Bilingual, Decimals, Exact};

/// A scheme: its options and constants, each formula in words, the terms of each zone.
#[derive(Serialize)]
pub(super) struct Payments {
    base: Year,
    target: Year,
    weight: Exact,
    form: &'static str,
    reference: &'static str,
    alpha: Exact,
    price: PriceFormula,
    pearl_factor: Exact,
    a: Exact,
    b: Exact,
    engel: Option<Exact>,
    reading: &'static str,
    t: Option<Exact>,
    mean_emissions: Exact,
    region_intensity: [Exact; 2],
    reference_intensity: Exact,
    high_from: Option<Exact>,
    imbalance: Exact,
    words: Vec<Bilingual>,
    /// A column for each term.
    zones: Members<&'static str, Vec<Exact>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    balance: Option<Balance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sensitivity: Option<Ranges>,
}

#[derive(Serialize)]
struct Balance {
    side: &'static str,
    factor: Exact,
}

/// What zones pay over all combinations of options: a value for each zone.
#[derive(Serialize)]
struct Ranges {
    combinations: usize,
    minimum: Vec<Decimals>,
    median: Vec<Decimals>,
    maximum: Vec<Decimals>,
    share_paying: Vec<Decimals>,
    changes_role: Vec<bool>,
}

impl Payments {
    pub(super) fn new(scheme: &Compensation, sensitivity: Option<&Sensitivity>) -> Self {
        let options = &scheme.options;
        Self {
            base: scheme.base,
            target: scheme.target,
            weight: Exact(options.weight),
            form: match options.form {
                CorrectedForm::Net => "net",
                CorrectedForm::Gross => "gross",
            },
            reference: match options.reference {
                IntensityReference::MeanOfZones => "mean-of-zones",
                IntensityReference::Region => "region",
            },
            alpha: Exact(scheme.alpha.yuan_per_t),
            price: PriceFormula::new(&options.price),
            pearl_factor: Exact(scheme.pearl_factor),
            a: Exact(options.pearl.a),
            b: Exact(options.pearl.b),
            engel: options.engel.coefficient.map(Exact),
            reading: match options.engel.reading {
                EngelReading::Engel => "E",
                EngelReading::InverseEngel => "1/E",
                EngelReading::InverseEngelMinus3 => "1/E − 3",
            },
            t: options.engel.t().map(Exact),
            mean_emissions: Exact(scheme.mean_emissions.amount),
            region_intensity: scheme
                .region_intensity
                .map(|found| Exact(found.t_per_1e4_yuan)),
            reference_intensity: Exact(scheme.reference_intensity.t_per_1e4_yuan),
            high_from: scheme.high_from.map(|from| Exact(from.amount)),
            imbalance: Exact(scheme.imbalance.amount),
            words: tables::formulas_in_words(scheme),
            zones: columns(&scheme.zones),
            balance: scheme.balance.map(|balance| Balance {
                side: match balance.side {
                    BalancedSide::Payers => "payers",
                    BalancedSide::Receivers => "receivers",
                },
                factor: Exact(balance.factor),
            }),
            sensitivity: sensitivity.map(ranges),
        }
    }
}

type Term = (&'static str, fn(&ZoneCompensation) -> f64);

const TERMS: [Term; 15] = [
    ("emissions", |zone| zone.emissions.amount),
    ("absorption", |zone| zone.absorption.amount),
    ("base_value", |zone| zone.base_value.amount),
    ("ecc", |zone| zone.ecc),
    ("threshold", |zone| zone.threshold.amount),
    ("intensity_base", |zone| zone.intensity[0].t_per_1e4_yuan),
    ("intensity_target", |zone| zone.intensity[1].t_per_1e4_yuan),
    ("tau", |zone| zone.tau),
    ("s", |zone| zone.s),
    ("corrected_emissions", |zone| {
        zone.corrected_emissions.amount
    }),
    ("corrected_base_value", |zone| {
        zone.corrected_base_value.amount
    }),
    ("share_of_gdp", |zone| zone.share_of_gdp),
    ("gamma", |zone| zone.gamma),
    ("unscaled", |zone| zone.unscaled.amount),
    ("compensation", |zone| zone.compensation.amount),
];

fn columns(zones: &[ZoneCompensation]) -> Members<&'static str, Vec<Exact>> {
    let column = |(name, term): Term| (name, zones.iter().map(|zone| Exact(term(zone))).collect());
    Members(TERMS.into_iter().map(column).collect())
}

fn ranges(sensitivity: &Sensitivity) -> Ranges {
    let column = |decimals: usize, pick: fn(&ZoneSensitivity) -> f64| {
        let numbers = sensitivity.zones.iter().map(pick);
        numbers.map(|number| Decimals(number, decimals)).collect()
    };
    let zones = sensitivity.zones.iter();
    Ranges {
        combinations: sensitivity.combinations,
        minimum: column(0, |zone| zone.minimum.amount),
        median: column(0, |zone| zone.median.amount),
        maximum: column(0, |zone| zone.maximum.amount),
        share_paying: column(4, |zone| zone.share_paying),
        changes_role: zones.map(|zone| zone.changes_role).collect(),
    }
}
