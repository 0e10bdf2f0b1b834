//! Hectares by zone, label and class, and what became of the land between two labels.

use carbon_core::{HectaresRow, TransitionRow};
use parquet_derive::ParquetRecordWriter;
use serde::Serialize;

use crate::text::decimals;

/// A row of `hectares`.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct AreaRow {
    pub zone: String,
    pub name: String,
    pub label: String,
    pub class: String,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub hectares: f64,
    /// The codes of the class in the raster, `21` or `21;22;23`; nothing for what has none.
    pub code: Option<String>,
}

impl AreaRow {
    /// A row of a tally, with the codes that it counts.
    pub fn new(row: HectaresRow, codes: &[i64]) -> Self {
        let texts: Vec<_> = codes.iter().map(ToString::to_string).collect();
        Self {
            zone: row.zone.to_string(),
            name: row.name,
            label: row.label,
            class: row.class.to_string(),
            hectares: row.hectares.0,
            code: (!texts.is_empty()).then(|| texts.join(";")),
        }
    }
}

/// A row of `transitions`.
#[derive(Debug, Clone, PartialEq, Serialize, ParquetRecordWriter)]
pub struct CrossedAreaRow {
    pub zone: String,
    pub name: String,
    pub from_label: String,
    pub to_label: String,
    pub from_class: String,
    pub to_class: String,
    #[serde(serialize_with = "decimals::<6, _, _>")]
    pub hectares: f64,
}

impl From<TransitionRow> for CrossedAreaRow {
    fn from(row: TransitionRow) -> Self {
        Self {
            zone: row.zone.to_string(),
            name: row.name,
            from_label: row.from_label,
            to_label: row.to_label,
            from_class: row.from.to_string(),
            to_class: row.to.to_string(),
            hectares: row.hectares.0,
        }
    }
}
