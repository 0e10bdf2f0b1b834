//! How sure the results are, as rows of long tables.

use anyhow::Result;
use carbon_core::uncertainty::{MapChances, Propagation, QuantityInterval, SobolIndices};
use carbon_core::{Assessment, CompensationClass, FunctionalZone, Quantity, Value, Year};
use zoning_export::long_tables::{IntervalRow, ProbabilityRow, REGION, SobolRow};
use zoning_export::{Language, Themes, Topic};

/// The intervals of each zone, then those of the region, with the values of the base run. Quantities are fields of the layers, in their units.
pub fn interval_rows<'a>(
    propagation: &Propagation,
    assessment: &'a Assessment,
) -> Vec<IntervalRow<'a>> {
    let mut rows = Vec::new();
    for (zone, intervals) in assessment.zones.iter().zip(&propagation.zones) {
        for annual in &intervals.years {
            let base = assessment.year(annual.year);
            let base =
                base.and_then(|base| base.zones.iter().find(|found| found.zone.id == zone.id));
            rows.extend(annual.intervals.iter().map(|interval| {
                let value = base.and_then(|base| interval.quantity.value(base));
                let value = match value {
                    Some(Value::Number(value)) => Some(value),
                    _ => None,
                };
                interval_row([zone.id.as_str(), &zone.name], annual.year, value, interval)
            }));
        }
    }
    for annual in &propagation.region {
        let base = assessment.year(annual.year).map(|base| &base.region);
        rows.extend(annual.intervals.iter().map(|interval| {
            let value = base.and_then(|account| interval.quantity.amount(account));
            interval_row([REGION, REGION], annual.year, value, interval)
        }));
    }
    rows
}

fn interval_row<'a>(
    [zone, name]: [&'a str; 2],
    year: Year,
    value: Option<f64>,
    QuantityInterval { quantity, interval }: &QuantityInterval,
) -> IntervalRow<'a> {
    IntervalRow {
        zone,
        name,
        year: year.0,
        quantity: quantity.field_name().into_owned(),
        value,
        mean: interval.mean,
        standard_deviation: interval.standard_deviation,
        p05: interval.p05,
        median: interval.median,
        p95: interval.p95,
    }
}

/// The probabilities of each functional zone, of each class of the maps asked for (`ecc 0.6–1.2`), of paying and receiving, and of each
/// compensation class.
///
/// # Errors
/// The classes of a map cannot be made.
pub fn probability_rows<'a>(
    propagation: &Propagation,
    themes: &Themes<'a>,
) -> Result<Vec<ProbabilityRow<'a>>> {
    let mut rows = Vec::new();
    for (zone, chances) in themes.assessment.zones.iter().zip(&propagation.zones) {
        for annual in &chances.years {
            let functions = FunctionalZone::ALL.map(|zone| zone.id().to_owned());
            let shares = annual.functions.into_iter().flatten();
            let mut outcomes: Vec<_> = functions.into_iter().zip(shares).collect();
            for map in &annual.maps {
                outcomes.extend(map_classes(map, annual.year, themes)?);
            }
            if let Some(paying) = &annual.paying {
                outcomes.push(("pays".to_owned(), paying.paying));
                outcomes.push(("receives".to_owned(), paying.receiving));
                let classes = CompensationClass::ALL.map(|class| class.id().to_owned());
                outcomes.extend(classes.into_iter().zip(paying.classes));
            }
            let outcomes = outcomes.into_iter();
            rows.extend(outcomes.map(|(outcome, probability)| ProbabilityRow {
                zone: zone.id.as_str(),
                name: &zone.name,
                year: annual.year.0,
                outcome,
                probability,
            }));
        }
    }
    Ok(rows)
}

/// The classes of a map, each called by the map's key and its own label.
fn map_classes(map: &MapChances, year: Year, themes: &Themes<'_>) -> Result<Vec<(String, f64)>> {
    let Some(topic) = Topic::showing(&map.quantity) else {
        return Ok(Vec::new());
    };
    let theme = themes.theme(topic, year, Language::En)?;
    let names = theme.classes.iter();
    let names = names.map(|class| format!("{} {}", topic.key(), class.label));
    Ok(names.zip(map.classes.iter().copied()).collect())
}

/// Sobol indices of the region's budgets, and of what each zone pays.
pub fn sobol_rows<'a>(
    sobol: &'a SobolIndices,
    assessment: &Assessment,
) -> impl Iterator<Item = SobolRow<'a>> {
    let target = assessment.compensation.as_ref().map(|scheme| scheme.target);
    let budgets = sobol.budgets.iter();
    let budgets = budgets.map(|(year, output)| (REGION, Some(*year), Quantity::Budget, output));
    let payments = sobol.payments.iter();
    let payments =
        payments.map(move |(zone, output)| (zone.as_str(), target, Quantity::Compensation, output));
    let all = budgets.chain(payments);
    all.flat_map(|(zone, year, quantity, output)| {
        let inputs = sobol.inputs.iter().zip(&output.indices);
        inputs.map(move |(input, index)| SobolRow {
            zone,
            year: year.map(|year| year.0),
            quantity: quantity.field_name().into_owned(),
            input: input.to_string(),
            first_order: index.first.value,
            first_order_se: index.first.standard_error,
            total: index.total.value,
            total_se: index.total.standard_error,
        })
    })
}
