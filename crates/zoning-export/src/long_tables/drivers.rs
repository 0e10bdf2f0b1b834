//! What drives emissions and absorption.

use parquet_derive::ParquetRecordWriter;
use serde::Serialize;

use crate::text::decimals;

/// A row of `drivers`: the change of emissions between two years, split by LMDI; the driver `change` is the sum of the others.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct DriverRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub from: i32,
    pub to: i32,
    pub driver: &'a str,
    #[serde(serialize_with = "decimals::<3, _, _>")]
    pub tonnes: f64,
}

/// A row of `absorption_drivers`: how much more is absorbed a year by land of one class that became another. The row without classes is their sum.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct AbsorptionDriverRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub from_class: Option<String>,
    pub to_class: Option<String>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub hectares: f64,
    #[serde(serialize_with = "decimals::<3, _, _>")]
    pub tonnes: f64,
}

/// A row of `compensation_rate`: absorption divided by emissions.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct CompensationRateRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub year: i32,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub compensation_rate: f64,
}

/// A row of `decoupling`: the changes of emissions and GDP between two years, as shares of the first; empty where there is no elasticity.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct DecouplingRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub from: i32,
    pub to: i32,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub emissions_change: Option<f64>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub gdp_change: Option<f64>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub elasticity: Option<f64>,
    pub state: Option<&'a str>,
}
