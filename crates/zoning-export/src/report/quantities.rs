//! The quantities of every zone and year, column by column.

use carbon_core::{AnnualAssessment, Assessment, Quantity, Value, ValueKind};

use super::words::both;
use crate::json::{self, Object};

/// Every quantity but the zone's id and name and the year: `field`, `label`, `unit`, `decimals`,
/// `values` (a list a year of a value a zone, rounded; `null` for a year without any) and `region`
/// (a value a year).
pub(super) fn json(assessment: &Assessment) -> String {
    let quantities = Quantity::all(assessment).into_iter();
    let columns = quantities
        .filter(|quantity| !matches!(quantity, Quantity::Zone | Quantity::Name | Quantity::Year));
    json::array(columns.map(|quantity| column(&quantity, assessment)))
}

fn column(quantity: &Quantity, assessment: &Assessment) -> String {
    let years = assessment.years.iter();
    let mut object = Object::new()
        .text("field", &quantity.field_name())
        .member("label", both(&quantity.label_en(), &quantity.label_zh()))
        .member("unit", unit(quantity, assessment))
        .member("decimals", quantity.decimals())
        .member(
            "values",
            json::array(years.map(|annual| values(quantity, annual))),
        );
    if quantity.kind() == ValueKind::Number {
        let regions = assessment.years.iter().map(|annual| {
            let amount = quantity.amount(&annual.region);
            amount.map_or("null".to_owned(), |amount| {
                json::number(amount, quantity.decimals())
            })
        });
        object = object.member("region", json::array(regions));
    }
    object.finish()
}

fn values(quantity: &Quantity, annual: &AnnualAssessment) -> String {
    let values: Vec<_> = annual.zones.iter().map(|of| quantity.value(of)).collect();
    if values.iter().all(Option::is_none) {
        return "null".to_owned();
    }
    json::array(values.into_iter().map(|value| match value {
        Some(Value::Number(number)) => json::number(number, quantity.decimals()),
        Some(Value::Integer(integer)) => integer.to_string(),
        Some(Value::Text(text)) => json::text(text),
        None => "null".to_owned(),
    }))
}

/// The unit in both languages, from the labels that have it in parentheses.
pub(super) fn unit(quantity: &Quantity, assessment: &Assessment) -> String {
    let in_parentheses = |alias: &str, label: &str| {
        let rest = alias.strip_prefix(label).unwrap_or_default();
        rest.trim_matches([' ', '(', ')']).to_owned()
    };
    both(
        &in_parentheses(&quantity.alias_en(assessment), &quantity.label_en()),
        &in_parentheses(&quantity.alias_zh(assessment), &quantity.label_zh()),
    )
}
