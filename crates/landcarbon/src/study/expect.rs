//! Expected values: what a user knows of the result beforehand, and whether it holds.

use std::path::Path;

use anyhow::{Context, Result, bail};
use carbon_core::Assessment;
use serde::Deserialize;
use zoning_export::long_tables::ExpectationRow;

use crate::files::{Row, Table, number};
use crate::study::measure::measure;

/// A row of a table of expected values. Further columns are allowed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Expectation {
    /// The name of a result: see [`crate::study::measure`].
    pub id: String,
    /// The unit, if the table has one: it must be the name's own.
    pub unit: Option<String>,
    /// The expected value.
    pub value: f64,
    /// How far the result may be from it.
    pub tolerance: f64,
}

/// An expected value with what was obtained.
pub type Outcome = ExpectationRow<'static>;

/// Reads a table of expected values: `id,value,tolerance`, and `unit` if it has one.
///
/// # Errors
/// The file is not there, a column is missing, or a value is no number.
pub fn read(path: &Path) -> Result<Vec<Expectation>> {
    let name = path.display();
    let bytes = landuse_ingest::files::read(path);
    let bytes = bytes.with_context(|| format!("cannot read the expected values {name}"))?;
    from_bytes(&bytes).with_context(|| format!("expected values {name}"))
}

fn from_bytes(bytes: &[u8]) -> Result<Vec<Expectation>> {
    let table = Table::from_bytes(bytes, &["id", "value", "tolerance"], &["unit"])?;
    let rows = table.rows();
    rows.map(|row| Expectation::parse(&row).with_context(|| format!("line {}", row.line)))
        .collect()
}

impl Expectation {
    fn parse(row: &Row<'_>) -> Result<Self> {
        let cell = |heading: &str| row.cell(heading).unwrap_or_default();
        let expectation = Self {
            id: cell("id").to_owned(),
            unit: row.cell("unit").map(str::to_owned),
            value: number(cell("value"))?,
            tolerance: number(cell("tolerance")).context("tolerance")?,
        };
        let Self {
            value, tolerance, ..
        } = expectation;
        if !(value.is_finite() && tolerance.is_finite() && tolerance >= 0.0) {
            bail!(
                "{} needs a finite value and a tolerance from 0 up, not {value} and {tolerance}",
                expectation.id
            );
        }
        Ok(expectation)
    }

    /// Holds the expected value against the result.
    ///
    /// # Errors
    /// There is no result of that name, or it has another unit.
    pub fn judge(&self, assessment: &Assessment) -> Result<Outcome> {
        let measured = measure(&self.id, assessment)?;
        self.refuse_other_unit(measured.unit)?;
        Ok(Outcome {
            id: self.id.clone(),
            unit: measured.unit,
            expected: self.value,
            tolerance: self.tolerance,
            obtained: measured.value,
            holds: (measured.value - self.value).abs() <= self.tolerance,
        })
    }

    fn refuse_other_unit(&self, unit: &str) -> Result<()> {
        match &self.unit {
            Some(stated) if !stated.is_empty() && stated != unit => {
                bail!("{} is in {unit}, but the table says {stated}", self.id)
            }
            _ => Ok(()),
        }
    }
}

/// Holds all expected values against the result.
///
/// # Errors
/// As [`Expectation::judge`].
pub fn judge_all(expectations: &[Expectation], assessment: &Assessment) -> Result<Vec<Outcome>> {
    let expectations = expectations.iter();
    expectations
        .map(|expectation| expectation.judge(assessment))
        .collect()
}
