//! The compensation with all that a payment follows from, to the bit, so that each can be explained
//! with its own numbers.

use carbon_core::{
    BalancedSide, Compensation, CorrectedForm, EngelReading, IntensityReference, Sensitivity, Year,
    Zone, ZoneCompensation, ZoneSensitivity,
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
    /// A column for each term; nothing for zones that take no part.
    zones: Members<&'static str, Vec<Option<Exact>>>,
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

/// What zones pay over all combinations of options: a value for each zone that takes part.
#[derive(Serialize)]
struct Ranges {
    combinations: usize,
    minimum: Vec<Option<Decimals>>,
    median: Vec<Option<Decimals>>,
    maximum: Vec<Option<Decimals>>,
    share_paying: Vec<Option<Decimals>>,
    changes_role: Vec<Option<bool>>,
}

impl Payments {
    pub(super) fn new(
        zones: &[Zone],
        scheme: &Compensation,
        sensitivity: Option<&Sensitivity>,
    ) -> Self {
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
            zones: columns(zones, scheme),
            balance: scheme.balance.map(|balance| Balance {
                side: match balance.side {
                    BalancedSide::Payers => "payers",
                    BalancedSide::Receivers => "receivers",
                },
                factor: Exact(balance.factor),
            }),
            sensitivity: sensitivity.map(|sensitivity| ranges(zones, sensitivity)),
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

fn columns(zones: &[Zone], scheme: &Compensation) -> Members<&'static str, Vec<Option<Exact>>> {
    let found: Vec<_> = zones.iter().map(|zone| scheme.zone(&zone.id)).collect();
    let column = |(name, term): Term| {
        let terms = found.iter().map(|zone| Some(Exact(term((*zone)?))));
        (name, terms.collect())
    };
    Members(TERMS.into_iter().map(column).collect())
}

fn ranges(zones: &[Zone], sensitivity: &Sensitivity) -> Ranges {
    let found = zones.iter().map(|zone| {
        let mut known = sensitivity.zones.iter();
        known.find(|known| known.zone == zone.id)
    });
    let found: Vec<_> = found.collect();
    let column = |decimals: usize, pick: fn(&ZoneSensitivity) -> f64| {
        let numbers = found
            .iter()
            .map(|zone| Some(Decimals(pick((*zone)?), decimals)));
        numbers.collect()
    };
    Ranges {
        combinations: sensitivity.combinations,
        minimum: column(0, |zone| zone.minimum.amount),
        median: column(0, |zone| zone.median.amount),
        maximum: column(0, |zone| zone.maximum.amount),
        share_paying: column(4, |zone| zone.share_paying),
        changes_role: found
            .iter()
            .map(|zone| Some((*zone)?.changes_role))
            .collect(),
    }
}
