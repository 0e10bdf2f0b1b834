//! Turns rows into columns, from which Python makes data frames.

use landcarbon::carbon_core::TransitionRow;
use landcarbon::landuse_ingest::ledger::Ledger;
use landcarbon::landuse_ingest::ledger::Transitions;
use landcarbon::zoning_export::long_tables::AreaRow;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};

/// The columns of a tally: `zone`, `name`, `label`, `class`, `hectares`, `code`.
pub(crate) fn ledger_columns<'py>(
    py: Python<'py>,
    ledgers: &[Ledger],
) -> PyResult<Bound<'py, PyDict>> {
    let coded = ledgers.iter().flat_map(Ledger::rows_with_codes);
    let rows: Vec<AreaRow> = coded.map(|(row, codes)| AreaRow::new(row, codes)).collect();
    let columns = PyDict::new(py);
    columns.set_item("zone", texts(py, rows.iter().map(|row| &row.zone))?)?;
    columns.set_item("name", texts(py, rows.iter().map(|row| &row.name))?)?;
    columns.set_item("label", texts(py, rows.iter().map(|row| &row.label))?)?;
    columns.set_item("class", texts(py, rows.iter().map(|row| &row.class))?)?;
    let hectares: Vec<f64> = rows.iter().map(|row| row.hectares).collect();
    columns.set_item("hectares", hectares)?;
    let codes: Vec<Option<String>> = rows.into_iter().map(|row| row.code).collect();
    columns.set_item("code", codes)?;
    Ok(columns)
}

/// The columns of transitions: `zone`, `name`, `from_label`, `to_label`, `from_class`, `to_class`, `hectares`.
pub(crate) fn transition_columns<'py>(
    py: Python<'py>,
    crossed: &[Transitions],
) -> PyResult<Bound<'py, PyDict>> {
    let rows: Vec<TransitionRow> = crossed.iter().flat_map(Transitions::rows).collect();
    let columns = PyDict::new(py);
    columns.set_item("zone", texts(py, rows.iter().map(|row| row.zone.as_str()))?)?;
    columns.set_item("name", texts(py, rows.iter().map(|row| &row.name))?)?;
    columns.set_item(
        "from_label",
        texts(py, rows.iter().map(|row| &row.from_label))?,
    )?;
    columns.set_item("to_label", texts(py, rows.iter().map(|row| &row.to_label))?)?;
    columns.set_item(
        "from_class",
        texts(py, rows.iter().map(|row| row.from.id()))?,
    )?;
    columns.set_item("to_class", texts(py, rows.iter().map(|row| row.to.id()))?)?;
    let hectares: Vec<f64> = rows.iter().map(|row| row.hectares.0).collect();
    columns.set_item("hectares", hectares)?;
    Ok(columns)
}

/// A list of texts in which equal neighbours are one object, since most columns repeat themselves.
fn texts<'py, T: AsRef<str>>(
    py: Python<'py>,
    values: impl Iterator<Item = T>,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    let mut last: Option<(T, Bound<'py, PyString>)> = None;
    for value in values {
        let text = match last.take() {
            Some((before, text)) if before.as_ref() == value.as_ref() => text,
            _ => PyString::new(py, value.as_ref()),
        };
        list.append(&text)?;
        last = Some((value, text));
    }
    Ok(list)
}
