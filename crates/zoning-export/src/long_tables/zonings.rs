//! Other zonings, and how far they agree.

use parquet_derive::ParquetRecordWriter;
use serde::Serialize;

use crate::text::decimals;

/// A row of `zonings`: the class of a zone, and the reason.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct ZoningRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub year: i32,
    pub zoning: &'a str,
    pub class: &'a str,
    pub reason: &'a str,
}

/// A row of `agreement`: how far two zonings agree.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct AgreementRow<'a> {
    pub first: &'a str,
    pub first_year: i32,
    pub second: &'a str,
    pub second_year: i32,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub adjusted_rand: f64,
    pub zones: usize,
    pub differing: usize,
}

/// A row of `disagreement`: a zone in which two zonings differ.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct DisagreementRow<'a> {
    pub first: &'a str,
    pub first_year: i32,
    pub second: &'a str,
    pub second_year: i32,
    pub zone: &'a str,
    pub name: &'a str,
    pub first_class: &'a str,
    pub second_class: &'a str,
    pub first_reason: &'a str,
    pub second_reason: &'a str,
}

/// A row of `silhouettes`: the mean silhouette of a number of clusters that was tried or is used.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct SilhouetteRow<'a> {
    pub zoning: &'a str,
    pub year: i32,
    pub clusters: usize,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub silhouette: f64,
    pub suggested: bool,
    pub used: bool,
}

/// A row of `nrca`: the advantage that a zone has in a quantity.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct AdvantageRow<'a> {
    pub zoning: &'a str,
    pub zone: &'a str,
    pub name: &'a str,
    pub year: i32,
    pub quantity: &'a str,
    #[serde(serialize_with = "decimals::<9, _, _>")]
    pub advantage: f64,
}
