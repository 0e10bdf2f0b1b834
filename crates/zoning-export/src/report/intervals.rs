//! How sure results are: intervals, probabilities, Sobol indices, and what is uncertain.

use carbon_core::uncertainty::{
    Interval, OutputIndices, Propagation, QuantityInterval, SobolIndex, SobolIndices,
    ZoneYearIntervals,
};
use carbon_core::{Assessment, Quantity, Year, ZoneId};
use serde::Serialize;

use super::members::{Members, unless_empty};
use crate::content::{Distributed, Spread, class_certainty, distributed, input_label};
use crate::text::{Bilingual, Decimals};

/// Decimals of probabilities and indices.
const DECIMALS: usize = 4;

/// A value for each year and zone; `None` for a year without any.
type ByYear<T> = Vec<Option<Vec<Option<T>>>>;

/// The quantiles of 5, 50 and 95 %.
type Quantiles = [Decimals; 3];

#[derive(Serialize)]
pub(super) struct Uncertainty {
    draws: usize,
    seed: u64,
    without_results: usize,
    inputs: Vec<Distributed>,
    /// By field.
    intervals: Members<String, ByYear<Quantiles>>,
    /// By field, a value for each year.
    region: Members<String, Vec<Option<Quantiles>>>,
    /// The probability of each functional zone, in the order of the classes of their theme.
    functions: ByYear<Vec<Decimals>>,
    /// The probabilities of paying and receiving.
    paying: ByYear<Vec<Decimals>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    classes: Vec<MapShares>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sobol: Option<Indices>,
}

/// The probability of each class of a map, and the field that says how sure the most probable one is.
#[derive(Serialize)]
struct MapShares {
    field: String,
    certainty: String,
    shares: ByYear<Vec<Decimals>>,
}

#[derive(Serialize)]
struct Indices {
    samples: usize,
    inputs: Vec<Bilingual>,
    /// The region's budget of each year, then the payment of each zone.
    outputs: Vec<Output>,
}

/// The indices of an output, one for each input.
#[derive(Serialize)]
struct Output {
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<Year>,
    /// The position of the zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<usize>,
    standard_deviation: Decimals,
    first: Vec<Decimals>,
    first_se: Vec<Decimals>,
    total: Vec<Decimals>,
    total_se: Vec<Decimals>,
}

impl Uncertainty {
    pub(super) fn new(assessment: &Assessment, spread: &Spread<'_>) -> Self {
        let propagation = spread.propagation;
        let intervals = spread.quantities().into_iter().map(|quantity| {
            let column = by_year(assessment, propagation, |zone| {
                Some(quantiles(zone.interval(&quantity)?, &quantity))
            });
            (quantity.field_name().into_owned(), column)
        });
        let classes = spread.topics().into_iter().map(|topic| {
            let quantity = topic.quantity();
            MapShares {
                certainty: class_certainty(topic),
                shares: by_year(assessment, propagation, |zone| {
                    Some(shares(&zone.map(&quantity)?.classes))
                }),
                field: quantity.field_name().into_owned(),
            }
        });
        Self {
            draws: propagation.draws,
            seed: propagation.seed,
            without_results: propagation.without_results,
            inputs: distributed(spread.inputs),
            intervals: Members(intervals.collect()),
            region: region(assessment, propagation),
            functions: by_year(assessment, propagation, |zone| {
                Some(shares(&zone.functions?))
            }),
            paying: by_year(assessment, propagation, |zone| {
                let chances = zone.paying.as_ref()?;
                Some(shares(&[chances.paying, chances.receiving]))
            }),
            classes: classes.collect(),
            sobol: spread.sobol.map(|sobol| indices(assessment, sobol)),
        }
    }
}

fn shares(shares: &[f64]) -> Vec<Decimals> {
    shares
        .iter()
        .map(|share| Decimals(*share, DECIMALS))
        .collect()
}

fn by_year<T>(
    assessment: &Assessment,
    propagation: &Propagation,
    value: impl Fn(&ZoneYearIntervals) -> Option<T>,
) -> ByYear<T> {
    let years = assessment.years.iter().map(|annual| {
        let zones = propagation.zones.iter();
        unless_empty(zones.map(|zone| value(zone.year(annual.year)?)).collect())
    });
    years.collect()
}

fn quantiles(interval: &Interval, quantity: &Quantity) -> Quantiles {
    let ends = [interval.p05, interval.median, interval.p95];
    ends.map(|end| Decimals(end, quantity.decimals()))
}

fn region(
    assessment: &Assessment,
    propagation: &Propagation,
) -> Members<String, Vec<Option<Quantiles>>> {
    let first = propagation.region.first();
    let intervals = first.iter().flat_map(|annual| &annual.intervals);
    let by_field = intervals.map(|QuantityInterval { quantity, .. }| {
        let years = assessment.years.iter().map(|annual| {
            let mut region = propagation.region.iter();
            let found = region.find(|found| found.year == annual.year)?;
            Some(quantiles(found.interval(quantity)?, quantity))
        });
        (quantity.field_name().into_owned(), years.collect())
    });
    Members(by_field.collect())
}

fn indices(assessment: &Assessment, sobol: &SobolIndices) -> Indices {
    let place = |id: &ZoneId| assessment.zones.iter().position(|zone| zone.id == *id);
    let budgets = sobol.budgets.iter();
    let budgets = budgets.map(|(year, indices)| output(Some(*year), None, indices));
    let payments = sobol.payments.iter();
    let payments =
        payments.filter_map(|(zone, indices)| Some(output(None, Some(place(zone)?), indices)));
    Indices {
        samples: sobol.samples,
        inputs: sobol.inputs.iter().map(input_label).collect(),
        outputs: budgets.chain(payments).collect(),
    }
}

fn output(year: Option<Year>, zone: Option<usize>, found: &OutputIndices) -> Output {
    let column = |pick: fn(&SobolIndex) -> f64| {
        let numbers = found.indices.iter().map(pick);
        numbers.map(|number| Decimals(number, DECIMALS)).collect()
    };
    Output {
        year,
        zone,
        standard_deviation: Decimals(found.standard_deviation, 0),
        first: column(|index| index.first.value),
        first_se: column(|index| index.first.standard_error),
        total: column(|index| index.total.value),
        total_se: column(|index| index.total.standard_error),
    }
}
