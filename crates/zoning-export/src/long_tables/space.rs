//! Neighbours, Moran's I and centres of gravity.

use parquet_derive::ParquetRecordWriter;
use serde::Serialize;

use crate::text::decimals;

/// A row of `neighbours`. Each pair has two rows, one from either zone; an island has one row without a neighbour.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct NeighbourRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub neighbour: Option<&'a str>,
    pub neighbour_name: Option<&'a str>,
}

/// A row of `moran`. `z` is empty where all arrangements have the same index.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct MoranRow<'a> {
    pub year: i32,
    pub quantity: &'a str,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub i: f64,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub expectation: f64,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub variance: f64,
    #[serde(serialize_with = "decimals::<4, _, _>")]
    pub z: Option<f64>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub p: f64,
    pub permutations: u32,
    pub contiguity: &'a str,
    pub weights: &'a str,
    pub pairs: usize,
    pub islands: usize,
}

/// A row of `local_moran`. An island has empty numbers. `significant` allows for 5 % of false discoveries among the zones of a quantity and year.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct LocalMoranRow<'a> {
    pub zone: &'a str,
    pub name: &'a str,
    pub year: i32,
    pub quantity: &'a str,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub i: Option<f64>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub z: Option<f64>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub lag: Option<f64>,
    pub quadrant: Option<&'a str>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub p: Option<f64>,
    pub significant: Option<bool>,
}

/// A row of `centres`. The last two columns say how the centre moved from the year before. A circle, and a centre that stayed, have no bearing.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct CentreRow<'a> {
    pub quantity: &'a str,
    pub year: i32,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub longitude: f64,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub latitude: f64,
    #[serde(serialize_with = "decimals::<1, _, _>")]
    pub east_m: f64,
    #[serde(serialize_with = "decimals::<1, _, _>")]
    pub north_m: f64,
    #[serde(serialize_with = "decimals::<1, _, _>")]
    pub major_m: f64,
    #[serde(serialize_with = "decimals::<1, _, _>")]
    pub minor_m: f64,
    #[serde(serialize_with = "decimals::<2, _, _>")]
    pub bearing: Option<f64>,
    #[serde(serialize_with = "decimals::<1, _, _>")]
    pub area_ha: f64,
    #[serde(serialize_with = "decimals::<1, _, _>")]
    pub moved_m: Option<f64>,
    #[serde(serialize_with = "decimals::<2, _, _>")]
    pub moved_bearing: Option<f64>,
}
