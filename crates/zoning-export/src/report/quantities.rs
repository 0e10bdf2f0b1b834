//! The quantities of every zone and year, column by column, and fields of a supplement.

use carbon_core::{AnnualAssessment, Assessment, Quantity, Value, ValueKind};

use super::words::{bilingual, both};
use crate::content::{Group, Themes, ZoneField, unit_of};
use crate::text::json::{self, Object};

/// Every quantity but the zone's id and name and the year: `field`, `label`, `unit`, `decimals`,
/// `values` (a list a year of a value a zone, rounded; `null` for a year without any) and `region`
/// (a value a year). Of a supplement the fields that have maps, and all of scenarios, which have no
/// `region`; those of categories say `categories`.
pub(super) fn json(themes: &Themes<'_>) -> String {
    let assessment = themes.assessment;
    let quantities = Quantity::all(assessment).into_iter();
    let columns = quantities
        .filter(|quantity| !matches!(quantity, Quantity::Zone | Quantity::Name | Quantity::Year));
    let fields = themes
        .fields()
        .iter()
        .filter(|field| !field.maps.is_empty() || field.group == Group::Scenarios);
    let columns = columns.map(|quantity| column(&quantity, assessment));
    json::array(columns.chain(fields.map(|field| field_column(field, assessment))))
}

fn field_column(field: &ZoneField, assessment: &Assessment) -> String {
    let decimals = field.decimals().unwrap_or_default();
    let zones = 0..assessment.zones.len();
    let years = assessment.years.iter().map(|annual| {
        let values: Vec<_> = zones
            .clone()
            .map(|zone| field.value(annual.year, zone))
            .collect();
        cells(&values, decimals)
    });
    let object = Object::new()
        .text("field", &field.name)
        .member("label", bilingual(&field.title))
        .member("unit", bilingual(&field.unit))
        .member("decimals", decimals)
        .member("values", json::array(years));
    match field.kind() {
        ValueKind::Text => object.member("categories", true),
        _ => object,
    }
    .finish()
}

fn column(quantity: &Quantity, assessment: &Assessment) -> String {
    let years = assessment.years.iter();
    let mut object = Object::new()
        .text("field", &quantity.field_name())
        .member("label", both(&quantity.label_en(), &quantity.label_zh()))
        .member("unit", bilingual(&unit_of(quantity, assessment)))
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
    cells(&values, quantity.decimals())
}

/// A value a zone; `null` if none has any.
fn cells(values: &[Option<Value<'_>>], decimals: usize) -> String {
    if values.iter().all(Option::is_none) {
        return "null".to_owned();
    }
    json::array(values.iter().map(|value| match value {
        Some(Value::Number(number)) => json::number(*number, decimals),
        Some(Value::Integer(integer)) => integer.to_string(),
        Some(Value::Text(text)) => json::text(text),
        None => "null".to_owned(),
    }))
}
