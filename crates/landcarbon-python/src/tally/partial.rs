//! Partial tallies, which add up to complete ones.

use landcarbon::landuse_ingest::ledger::coverage_warnings;
use landcarbon::landuse_ingest::tally::PartialTally;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use super::columns::ledger_columns;
use crate::interpreter::{raised, work};

/// The tally of some rows of rasters on one grid. Its sums are exact integers, so partial tallies add up, in any order, to the very
/// bytes of a complete one.
#[pyclass(name = "PartialTally", module = "landcarbon", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct PyPartialTally(pub(crate) PartialTally);

#[pymethods]
impl PyPartialTally {
    /// Reads what `to_json` or `landcarbon tally --rows` has written.
    #[new]
    fn new(json: &[u8]) -> PyResult<Self> {
        let partial = PartialTally::from_json(json);
        partial.map(Self).map_err(raised)
    }

    /// Reads what `to_json` or `landcarbon tally --rows` has written.
    #[staticmethod]
    fn from_json(json: &[u8]) -> PyResult<Self> {
        Self::new(json)
    }

    /// Writes the bytes of `landcarbon tally --rows`, which `landcarbon merge` reads.
    fn to_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let json = self.0.to_json().map_err(raised)?;
        Ok(PyBytes::new(py, &json))
    }

    /// The first row, and the one after the last.
    #[getter]
    fn rows(&self) -> (u32, u32) {
        let rows = self.0.rows();
        (rows.start, rows.end)
    }

    /// The rows that any zone covers. A complete tally has all of them.
    #[getter]
    fn covered(&self) -> (u32, u32) {
        let rows = self.0.covered_rows();
        (rows.start, rows.end)
    }

    /// The labels of its rasters.
    #[getter]
    fn labels(&self) -> Vec<&str> {
        self.0.labels().collect()
    }

    /// Adds neighbouring rows of the same rasters, or the same rows of other rasters.
    fn add(&self, other: &Self) -> PyResult<Self> {
        let sum = PartialTally::add(&self.named(None), &other.named(None));
        sum.map(Self).map_err(raised)
    }

    fn __add__(&self, other: &Self) -> PyResult<Self> {
        self.add(other)
    }

    fn __repr__(&self) -> String {
        let (rows, labels) = (self.0.rows(), self.labels().join(", "));
        format!(
            "<PartialTally: rows {}..{} of {labels}>",
            rows.start, rows.end
        )
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyBytes>,)> {
        Ok((self.to_json(py)?,))
    }
}

impl PyPartialTally {
    /// The partial tally with its name in messages.
    fn named(&self, number: Option<usize>) -> (String, PartialTally) {
        let number = number.map_or_else(String::new, |number| format!(" {number}"));
        let rows = self.0.rows();
        let name = format!("partial tally{number} ({}..{})", rows.start, rows.end);
        (name, self.0.clone())
    }
}

/// Adds partial tallies of all rows, and returns the columns of the complete tally and the warnings.
#[pyfunction]
pub(crate) fn merge<'py>(
    py: Python<'py>,
    partials: Vec<Bound<'py, PyPartialTally>>,
) -> PyResult<(Bound<'py, PyDict>, Vec<String>)> {
    let numbered = partials.iter().zip(1..);
    let named: Vec<_> = numbered
        .map(|(partial, number)| partial.get().named(Some(number)))
        .collect();
    let ledgers = work(py, None, |_| Ok(PartialTally::merge(&named)?))?;
    let warnings = coverage_warnings(&ledgers);
    let warnings = warnings.iter().map(ToString::to_string).collect();
    Ok((ledger_columns(py, &ledgers)?, warnings))
}
