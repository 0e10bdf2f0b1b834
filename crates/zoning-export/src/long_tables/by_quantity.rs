//! Rows whose numbers have the decimals of the quantity that the row is about.

use carbon_core::Quantity;
use parquet_derive::ParquetRecordWriter;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::text::Decimals;

/// A row of `uncertainty`; `value` is that of the base run.
#[derive(Debug, Clone, PartialEq, ParquetRecordWriter)]
pub struct IntervalRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub year: i32,
    pub quantity: String,
    pub value: Option<f64>,
    pub mean: f64,
    pub standard_deviation: f64,
    pub p05: f64,
    pub median: f64,
    pub p95: f64,
}

impl Serialize for IntervalRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = numbers_of(&self.quantity);
        let mut row = serializer.serialize_struct("IntervalRow", 10)?;
        row.serialize_field("zone", self.zone)?;
        row.serialize_field("name", self.name)?;
        row.serialize_field("year", &self.year)?;
        row.serialize_field("quantity", &self.quantity)?;
        row.serialize_field("value", &self.value.map(&number))?;
        row.serialize_field("mean", &number(self.mean))?;
        row.serialize_field("standard_deviation", &number(self.standard_deviation))?;
        row.serialize_field("p05", &number(self.p05))?;
        row.serialize_field("median", &number(self.median))?;
        row.serialize_field("p95", &number(self.p95))?;
        row.end()
    }
}

/// A row of `scenarios`: what a number, or the functional zone, is without and with the changes. Functional zones are listed where they
/// change, so both values are texts.
#[derive(Debug, Clone, PartialEq, ParquetRecordWriter)]
pub struct ScenarioRow<'a> {
    pub scenario: &'a str,
    pub zone: &'a str,
    pub name: &'a str,
    pub year: i32,
    pub quantity: String,
    pub base: String,
    pub scenario_value: String,
    pub difference: Option<f64>,
    pub relative: Option<f64>,
}

impl Serialize for ScenarioRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = numbers_of(&self.quantity);
        let mut row = serializer.serialize_struct("ScenarioRow", 9)?;
        row.serialize_field("scenario", self.scenario)?;
        row.serialize_field("zone", self.zone)?;
        row.serialize_field("name", self.name)?;
        row.serialize_field("year", &self.year)?;
        row.serialize_field("quantity", &self.quantity)?;
        row.serialize_field("base", &self.base)?;
        row.serialize_field("scenario_value", &self.scenario_value)?;
        row.serialize_field("difference", &self.difference.map(number))?;
        row.serialize_field("relative", &self.relative.map(|share| Decimals(share, 6)))?;
        row.end()
    }
}

/// How the numbers of a quantity, given by the name of its field, are printed.
fn numbers_of(field: &str) -> impl Fn(f64) -> Decimals + use<> {
    let decimals = field
        .parse()
        .map_or(6, |quantity: Quantity| quantity.decimals());
    move |value| Decimals(value, decimals)
}
