//! The quantities of every zone and year, column by column, and fields of a supplement.

use carbon_core::{Assessment, Quantity, Value, ValueKind};
use serde::Serialize;

use super::members::unless_empty;
use crate::content::{Group, Themes, ZoneField, unit_of};
use crate::text::{Bilingual, Decimals};

/// A quantity or a field: a value for each year and zone, rounded; `None` for a year without any. Fields of categories say so; quantities of
/// the region have a value for each year too.
#[derive(Serialize)]
pub(super) struct Column<'a> {
    field: String,
    label: Bilingual,
    unit: Bilingual,
    decimals: usize,
    values: Vec<Option<Vec<Option<Cell<'a>>>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    categories: Option<bool>,
    /// For each year whether zones have the quantity only from the zones above them.
    #[serde(skip_serializing_if = "Option::is_none")]
    inherited: Option<Vec<bool>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Vec<Option<Decimals>>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Cell<'a> {
    Number(Decimals),
    Integer(i64),
    Text(&'a str),
}

impl<'a> Cell<'a> {
    fn new(value: Value<'a>, decimals: usize) -> Self {
        match value {
            Value::Number(number) => Self::Number(Decimals(number, decimals)),
            Value::Integer(integer) => Self::Integer(integer),
            Value::Text(text) => Self::Text(text),
        }
    }
}

/// Every quantity but the zone's id and name and the year; of a supplement the fields that have maps, and all of scenarios.
pub(super) fn columns<'a>(themes: &'a Themes<'_>) -> Vec<Column<'a>> {
    let assessment = themes.assessment;
    let quantities = Quantity::all(assessment).into_iter();
    let quantities = quantities
        .filter(|quantity| !matches!(quantity, Quantity::Zone | Quantity::Name | Quantity::Year));
    let fields = themes.fields().iter();
    let fields = fields.filter(|field| !field.maps.is_empty() || field.group == Group::Scenarios);
    let fields = fields.map(|field| field_column(field, assessment));
    let columns = quantities.map(|quantity| quantity_column(&quantity, themes));
    columns.chain(fields).collect()
}

fn field_column<'a>(field: &'a ZoneField, assessment: &Assessment) -> Column<'a> {
    let decimals = field.decimals().unwrap_or_default();
    let years = assessment.years.iter().map(|annual| {
        let zones = 0..assessment.zones.len();
        let values = zones.map(|zone| Some(Cell::new(field.value(annual.year, zone)?, decimals)));
        unless_empty(values.collect())
    });
    Column {
        field: field.name.clone(),
        label: field.title.clone(),
        unit: field.unit.clone(),
        decimals,
        values: years.collect(),
        categories: (field.kind() == ValueKind::Text).then_some(true),
        inherited: None,
        region: None,
    }
}

fn quantity_column<'a>(quantity: &Quantity, themes: &'a Themes<'_>) -> Column<'a> {
    let assessment = themes.assessment;
    let decimals = quantity.decimals();
    let inherited = assessment.years.iter();
    let inherited = inherited.map(|annual| themes.is_inherited(quantity, annual.year));
    let inherited: Vec<bool> = inherited.collect();
    let years = assessment.years.iter();
    let values = years.clone().map(|annual| {
        let zones = annual.zones.iter();
        let values = zones.map(|zone| Some(Cell::new(quantity.value(zone)?, decimals)));
        unless_empty(values.collect())
    });
    let amounts = years.map(|annual| Some(Decimals(quantity.amount(&annual.region)?, decimals)));
    Column {
        field: quantity.field_name().into_owned(),
        label: Bilingual::new(quantity.label_en(), quantity.label_zh()),
        unit: unit_of(quantity, assessment),
        decimals,
        values: values.collect(),
        categories: None,
        inherited: inherited.contains(&true).then_some(inherited),
        region: (quantity.kind() == ValueKind::Number).then(|| amounts.collect()),
    }
}
