//! How sure results are: intervals, probabilities, Sobol indices, and what is uncertain.

use carbon_core::uncertainty::{
    Interval, OutputIndices, Propagation, QuantityInterval, SobolIndex, SobolIndices,
    ZoneYearIntervals,
};
use carbon_core::{Assessment, Quantity, Year, ZoneId};

use super::words::bilingual;
use crate::content::{Spread, class_certainty, distributed, input_label};
use crate::text::json::{self, Object};

/// Decimals of probabilities and indices.
const DECIMALS: usize = 4;

/// `draws`, `seed`, `without_results`, `inputs` (each with `input`, `distribution`, `source`),
/// `intervals` (by field: by year and zone the quantiles of 5, 50 and 95 %) and `region` (by year the
/// same), `functions` (by year and zone the probability of each functional zone, in the order of the
/// classes of their theme), `paying` (by year and zone the probabilities of paying and receiving,
/// `null` without), `classes` (of each map asked for: `field`, the field `certainty`, and `shares`, by
/// year and zone the probability of each class of its theme), `sobol`.
pub(super) fn json(assessment: &Assessment, spread: &Spread<'_>) -> String {
    let propagation = spread.propagation;
    let inputs = distributed(spread.inputs).into_iter().map(|of| {
        Object::new()
            .member("input", bilingual(&of.input))
            .member("distribution", bilingual(&of.distribution))
            .text("source", &of.source)
            .finish()
    });
    let mut object = Object::new()
        .member("draws", propagation.draws)
        .member("seed", propagation.seed)
        .member("without_results", propagation.without_results)
        .member("inputs", json::array(inputs))
        .member("intervals", intervals(assessment, spread))
        .member("region", region(assessment, propagation))
        .member(
            "functions",
            by_year(assessment, propagation, |of| Some(shares(&of.functions))),
        )
        .member(
            "paying",
            by_year(assessment, propagation, |of| {
                let of = of.paying.as_ref()?;
                Some(shares(&[of.paying, of.receiving]))
            }),
        );
    let topics = spread.topics();
    if !topics.is_empty() {
        let classes = topics.into_iter().map(|topic| {
            let quantity = topic.quantity();
            let shares = by_year(assessment, propagation, |of| {
                Some(shares(&of.map(&quantity)?.classes))
            });
            Object::new()
                .text("field", &quantity.field_name())
                .text("certainty", &class_certainty(topic))
                .member("shares", shares)
                .finish()
        });
        object = object.member("classes", json::array(classes));
    }
    if let Some(sobol) = spread.sobol {
        object = object.member("sobol", indices(assessment, sobol));
    }
    object.finish()
}

fn shares(of: &[f64]) -> String {
    json::array(of.iter().map(|share| json::number(*share, DECIMALS)))
}

/// What each zone has in each year; `null` for a year without any.
fn by_year(
    assessment: &Assessment,
    propagation: &Propagation,
    value: impl Fn(&ZoneYearIntervals) -> Option<String>,
) -> String {
    json::array(assessment.years.iter().map(|annual| {
        let values: Vec<_> = propagation
            .zones
            .iter()
            .map(|zone| value(zone.years.iter().find(|of| of.year == annual.year)?))
            .collect();
        if values.iter().all(Option::is_none) {
            return "null".to_owned();
        }
        json::array(
            values
                .into_iter()
                .map(|value| value.unwrap_or("null".to_owned())),
        )
    }))
}

fn quantiles(of: &Interval, quantity: &Quantity) -> String {
    let ends = [of.p05, of.median, of.p95];
    json::array(ends.map(|end| json::number(end, quantity.decimals())))
}

fn intervals(assessment: &Assessment, spread: &Spread<'_>) -> String {
    let quantities = spread.quantities();
    let by_field = quantities.iter().fold(Object::new(), |object, quantity| {
        let column = by_year(assessment, spread.propagation, |of| {
            Some(quantiles(of.interval(quantity)?, quantity))
        });
        object.member(&quantity.field_name(), column)
    });
    by_field.finish()
}

fn region(assessment: &Assessment, propagation: &Propagation) -> String {
    let of_year = |year: Year| propagation.region.iter().find(|of| of.year == year);
    let first = propagation.region.first();
    let quantities = first.iter().flat_map(|of| &of.intervals);
    let by_field = quantities.fold(
        Object::new(),
        |object, QuantityInterval { quantity, .. }| {
            let years = assessment.years.iter().map(|annual| {
                let interval = of_year(annual.year).and_then(|of| of.interval(quantity));
                interval.map_or("null".to_owned(), |of| quantiles(of, quantity))
            });
            object.member(&quantity.field_name(), json::array(years))
        },
    );
    by_field.finish()
}

/// `samples`, `inputs`, and `outputs`: the region's budget of each `year`, then the payment of each
/// `zone` (its place), each with its `standard_deviation` and, an input each, `first`, `total` and
/// their standard errors `first_se`, `total_se`.
fn indices(assessment: &Assessment, sobol: &SobolIndices) -> String {
    let inputs = sobol.inputs.iter().map(|of| bilingual(&input_label(of)));
    let place = |id: &ZoneId| assessment.zones.iter().position(|zone| zone.id == *id);
    let budgets = sobol
        .budgets
        .iter()
        .map(|(year, of)| output(Object::new().member("year", year), of));
    let payments = sobol.payments.iter().filter_map(|(zone, of)| {
        let object = Object::new().member("zone", place(zone)?);
        Some(output(object, of))
    });
    Object::new()
        .member("samples", sobol.samples)
        .member("inputs", json::array(inputs))
        .member("outputs", json::array(budgets.chain(payments)))
        .finish()
}

fn output(object: Object, of: &OutputIndices) -> String {
    let column = |pick: fn(&SobolIndex) -> f64| {
        json::array(
            of.indices
                .iter()
                .map(|index| json::number(pick(index), DECIMALS)),
        )
    };
    object
        .number("standard_deviation", of.standard_deviation, 0)
        .member("first", column(|of| of.first.value))
        .member("first_se", column(|of| of.first.standard_error))
        .member("total", column(|of| of.total.value))
        .member("total_se", column(|of| of.total.standard_error))
        .finish()
}
