//! Writes tables of areas as the command line does.

use std::path::PathBuf;

use anyhow::{Context, Result};
use landcarbon::carbon_core::{Hectares, HectaresRow, LedgerClass, TransitionRow};
use landcarbon::zoning_export::TableFormat;
use landcarbon::zoning_export::long_tables::{AreaRow, CrossedAreaRow, write_rows};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::interpreter::raised;

/// Formats a table of hectares, given by columns, by the extension of the file. There is a code, or `None`, for each row.
#[pyfunction]
pub(crate) fn hectares_table<'py>(
    py: Python<'py>,
    path: PathBuf,
    texts: [Vec<String>; 4],
    hectares: Vec<f64>,
    codes: Vec<Option<String>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let written = hectares_rows(texts, hectares).and_then(|rows| {
        let format = TableFormat::from_path(path)?;
        let mut bytes = Vec::new();
        format.write_mark(&mut bytes)?;
        write_rows(
            rows.into_iter().zip(codes).map(|(row, code)| AreaRow {
                code,
                ..AreaRow::new(row, &[])
            }),
            format,
            &mut bytes,
        )?;
        Ok(bytes)
    });
    Ok(PyBytes::new(py, &written.map_err(raised)?))
}

/// Formats a table of transitions, given by columns, by the extension of the file.
#[pyfunction]
pub(crate) fn transitions_table<'py>(
    py: Python<'py>,
    path: PathBuf,
    texts: [Vec<String>; 6],
    hectares: Vec<f64>,
) -> PyResult<Bound<'py, PyBytes>> {
    let written = rows(texts, hectares)
        .map(|([zone, name, from_label, to_label, from, to], hectares)| {
            Ok(TransitionRow {
                zone: zone.into(),
                name,
                from_label,
                to_label,
                from: ledger_class(&from)?,
                to: ledger_class(&to)?,
                hectares,
            })
        })
        .collect::<Result<Vec<_>>>()
        .and_then(|rows| {
            let format = TableFormat::from_path(path)?;
            let mut bytes = Vec::new();
            format.write_mark(&mut bytes)?;
            write_rows(
                rows.into_iter().map(CrossedAreaRow::from),
                format,
                &mut bytes,
            )?;
            Ok(bytes)
        });
    Ok(PyBytes::new(py, &written.map_err(raised)?))
}

/// Makes the rows of a tally from its columns.
pub(crate) fn hectares_rows(
    texts: [Vec<String>; 4],
    hectares: Vec<f64>,
) -> Result<Vec<HectaresRow>> {
    rows(texts, hectares)
        .map(|([zone, name, label, class], hectares)| {
            Ok(HectaresRow {
                zone: zone.into(),
                name,
                label,
                class: ledger_class(&class)?,
                hectares,
            })
        })
        .collect()
}

fn rows<const TEXTS: usize>(
    texts: [Vec<String>; TEXTS],
    hectares: Vec<f64>,
) -> impl Iterator<Item = ([String; TEXTS], Hectares)> {
    let mut texts = texts.map(Vec::into_iter);
    hectares.into_iter().map(move |hectares| {
        let row = texts
            .each_mut()
            .map(|column| column.next().unwrap_or_default());
        (row, Hectares(hectares))
    })
}

fn ledger_class(id: &str) -> Result<LedgerClass> {
    id.parse().with_context(|| format!("the class \"{id}\""))
}
