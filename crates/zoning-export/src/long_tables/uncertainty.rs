//! How sure results are.

use parquet_derive::ParquetRecordWriter;
use serde::Serialize;

use crate::text::decimals;

/// A row of `probabilities`: of a functional zone, of a class of a map, of paying or receiving, of a compensation class.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct ProbabilityRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub year: i32,
    pub outcome: String,
    #[serde(serialize_with = "decimals::<4, _, _>")]
    pub probability: f64,
}

/// A row of `sobol`: how much of the variance of a result is due to an input.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct SobolRow<'a> {
    pub zone: &'a str,
    pub year: Option<i32>,
    pub quantity: String,
    pub input: String,
    #[serde(serialize_with = "decimals::<4, _, _>")]
    pub first_order: f64,
    #[serde(serialize_with = "decimals::<4, _, _>")]
    pub first_order_se: f64,
    #[serde(serialize_with = "decimals::<4, _, _>")]
    pub total: f64,
    #[serde(serialize_with = "decimals::<4, _, _>")]
    pub total_se: f64,
}
