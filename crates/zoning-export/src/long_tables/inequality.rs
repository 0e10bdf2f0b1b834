//! How unequal emissions are.

use parquet_derive::ParquetRecordWriter;
use serde::Serialize;

use crate::text::decimals;

/// A row of `inequality`. An index that does not exist is empty.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct InequalityRow<'a> {
    pub year: i32,
    pub value: &'a str,
    pub against: &'a str,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub gini: Option<f64>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub theil_t: Option<f64>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub theil_l: Option<f64>,
}

/// A row of `lorenz`: a point of a Lorenz curve. The zone is that of the stretch up to the point; the first point, the origin, has none.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct LorenzRow<'a> {
    pub year: i32,
    pub value: &'a str,
    pub against: &'a str,
    pub point: usize,
    pub zone: Option<&'a str>,
    pub name: Option<&'a str>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub weight_share: f64,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub value_share: f64,
}

/// A row of `theil`: Theil's indices between and within parents. The row without a parent has the sums, and their total as `inner`.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct TheilRow<'a> {
    pub year: i32,
    pub value: &'a str,
    pub against: &'a str,
    pub index: &'a str,
    pub parent: Option<&'a str>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub value_share: f64,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub weight_share: f64,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub inner: Option<f64>,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub between: f64,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub within: f64,
}
