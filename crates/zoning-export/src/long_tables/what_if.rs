//! Scenarios, goals, the choices that the paper leaves open, and expected values.

use parquet_derive::ParquetRecordWriter;
use serde::Serialize;

use crate::text::{decimals, exact};

/// A row of `goals`: what was sought between which amounts, and the amount found, or why there is none. Numbers have all their digits.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct GoalRow<'a> {
    pub goal: &'a str,
    pub input: String,
    pub amount_kind: &'a str,
    pub zones: String,
    pub years: String,
    pub quantity: String,
    pub zone: &'a str,
    pub year: i32,
    #[serde(serialize_with = "exact")]
    pub value: f64,
    #[serde(serialize_with = "exact")]
    pub bracket_low: f64,
    #[serde(serialize_with = "exact")]
    pub bracket_high: f64,
    #[serde(serialize_with = "exact")]
    pub tolerance: f64,
    pub outcome: &'a str,
    #[serde(serialize_with = "exact")]
    pub amount: Option<f64>,
    #[serde(serialize_with = "exact")]
    pub result: Option<f64>,
    #[serde(serialize_with = "exact")]
    pub residual: Option<f64>,
    pub crossings: Option<usize>,
    pub is_monotone: Option<bool>,
    pub why_not: Option<String>,
}

/// A row of `sensitivity`: what a zone pays over all combinations of the choices that the paper leaves open.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct SensitivityRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    #[serde(serialize_with = "decimals::<0, _, _>")]
    pub minimum_yuan: f64,
    #[serde(serialize_with = "decimals::<0, _, _>")]
    pub median_yuan: f64,
    #[serde(serialize_with = "decimals::<0, _, _>")]
    pub maximum_yuan: f64,
    #[serde(serialize_with = "decimals::<4, _, _>")]
    pub share_paying: f64,
    #[serde(serialize_with = "decimals::<4, _, _>")]
    pub share_receiving: f64,
    pub changes_role: bool,
}

/// A row of `expect`: an expected value, and whether the result agrees with it.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct ExpectationRow<'a> {
    pub id: String,
    pub unit: &'a str,
    pub expected: f64,
    pub tolerance: f64,
    pub obtained: f64,
    pub holds: bool,
}
