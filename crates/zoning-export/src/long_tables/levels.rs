//! What a level has beside its results.

use parquet_derive::ParquetRecordWriter;
use serde::Serialize;

use crate::text::decimals;

/// A row of `coefficients-within`: what a zone is to a larger one in which it lies. A coefficient that does not exist is empty.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct WithinRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub year: i32,
    pub level: &'a str,
    pub ancestor: &'a str,
    pub ancestor_name: &'a str,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub emissions_share: f64,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub gdp_share: f64,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub absorption_share: Option<f64>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub ecc: Option<f64>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub esc: Option<f64>,
    pub downscaled: String,
}

/// A row of `downscaled`: a statistic that is downscaled. `by` is empty where an intensity is the parent's.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct DownscaledRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub year: i32,
    pub variable: &'a str,
    #[serde(serialize_with = "decimals::<3, _, _>")]
    pub value: f64,
    pub unit: &'a str,
    pub from: &'a str,
    pub parent: &'a str,
    pub by: Option<&'a str>,
    pub weight_year: Option<i32>,
}
