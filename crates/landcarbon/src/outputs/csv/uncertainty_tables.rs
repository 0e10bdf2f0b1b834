//! How sure the results are, as tables: intervals, probabilities, and which input the spread is due to.

use std::io::Write;

use anyhow::Result;
use carbon_core::uncertainty::{MapChances, Propagation, QuantityInterval, SobolIndices};
use carbon_core::{Assessment, CompensationClass, FunctionalZone, Quantity, Value, Year};
use zoning_export::{Language, Themes, Topic};

use crate::files::decimal::decimal;
use crate::outputs::csv::scenario_table::REGION;

/// Writes `zone,name,year,quantity,value,mean,standard_deviation,p05,median,p95`; `value` is the base run's. Quantities are fields of
/// the layers, in their units.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_intervals(
    propagation: &Propagation,
    assessment: &Assessment,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "zone",
        "name",
        "year",
        "quantity",
        "value",
        "mean",
        "standard_deviation",
        "p05",
        "median",
        "p95",
    ])?;
    let mut write = |zone: [&str; 2], year: Year, value: Option<f64>, of: &QuantityInterval| {
        let number = |value: f64| decimal(value, of.quantity.decimals());
        let interval = &of.interval;
        writer.write_record([
            zone[0],
            zone[1],
            &year.to_string(),
            &of.quantity.field_name(),
            &value.map_or_else(String::new, number),
            &number(interval.mean),
            &number(interval.standard_deviation),
            &number(interval.p05),
            &number(interval.median),
            &number(interval.p95),
        ])
    };
    for (zone, of_zone) in assessment.zones.iter().zip(&propagation.zones) {
        for of_year in &of_zone.years {
            let base = assessment
                .year(of_year.year)
                .and_then(|annual| annual.zones.iter().find(|of| of.zone.id == zone.id));
            for interval in &of_year.intervals {
                let value = match base.and_then(|of| interval.quantity.value(of)) {
                    Some(Value::Number(value)) => Some(value),
                    _ => None,
                };
                write(
                    [zone.id.as_str(), &zone.name],
                    of_year.year,
                    value,
                    interval,
                )?;
            }
        }
    }
    for of_year in &propagation.region {
        let base = assessment.year(of_year.year).map(|annual| &annual.region);
        for interval in &of_year.intervals {
            let value = base.and_then(|of| interval.quantity.amount(of));
            write([REGION, REGION], of_year.year, value, interval)?;
        }
    }
    Ok(writer.flush()?)
}

/// Writes `zone,name,year,outcome,probability`: of each functional zone, of each class of the maps asked for (`ecc 0.6–1.2`), of paying
/// and receiving, of each compensation class.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_probabilities(
    propagation: &Propagation,
    themes: &Themes<'_>,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["zone", "name", "year", "outcome", "probability"])?;
    for (zone, of_zone) in themes.assessment.zones.iter().zip(&propagation.zones) {
        for of_year in &of_zone.years {
            let functions = FunctionalZone::ALL.map(FunctionalZone::id);
            let functions = functions.into_iter().zip(of_year.functions);
            let mut classes = Vec::new();
            for map in &of_year.maps {
                classes.extend(of_classes(map, of_year.year, themes)?);
            }
            let classes = classes.iter().map(|(name, share)| (&**name, *share));
            let paying = of_year.paying.iter().flat_map(|of| {
                let classes = CompensationClass::ALL.map(CompensationClass::id);
                [("pays", of.paying), ("receives", of.receiving)]
                    .into_iter()
                    .chain(classes.into_iter().zip(of.classes))
            });
            for (outcome, probability) in functions.chain(classes).chain(paying) {
                writer.write_record([
                    zone.id.as_str(),
                    &zone.name,
                    &of_year.year.to_string(),
                    outcome,
                    &decimal(probability, 4),
                ])?;
            }
        }
    }
    Ok(writer.flush()?)
}

/// The classes of a map by what they are called after its key.
fn of_classes(map: &MapChances, year: Year, themes: &Themes<'_>) -> Result<Vec<(String, f64)>> {
    let Some(topic) = Topic::showing(&map.quantity) else {
        return Ok(Vec::new());
    };
    let theme = themes.theme(topic, year, Language::En)?;
    let names = theme.classes.iter();
    let names = names.map(|class| format!("{} {}", topic.key(), class.label));
    Ok(names.zip(map.classes.iter().copied()).collect())
}

/// Writes `zone,year,quantity,input,first_order,first_order_se,total,total_se`: Sobol indices of the region's budgets and of what zones pay.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_sobol(sobol: &SobolIndices, assessment: &Assessment, out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "zone",
        "year",
        "quantity",
        "input",
        "first_order",
        "first_order_se",
        "total",
        "total_se",
    ])?;
    let budgets = sobol
        .budgets
        .iter()
        .map(|(year, of)| (REGION, year.to_string(), Quantity::Budget, of));
    let target = assessment.compensation.as_ref().map(|scheme| scheme.target);
    let target = target.map_or_else(String::new, |year| year.to_string());
    let payments = sobol
        .payments
        .iter()
        .map(|(zone, of)| (zone.as_str(), target.clone(), Quantity::Compensation, of));
    for (zone, year, quantity, of) in budgets.chain(payments) {
        for (input, index) in sobol.inputs.iter().zip(&of.indices) {
            let number = |value: f64| decimal(value, 4);
            writer.write_record([
                zone,
                &year,
                &quantity.field_name(),
                &input.to_string(),
                &number(index.first.value),
                &number(index.first.standard_error),
                &number(index.total.value),
                &number(index.total.standard_error),
            ])?;
        }
    }
    Ok(writer.flush()?)
}
