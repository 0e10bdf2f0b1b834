//! Legends that can be sent to other machines.

use anyhow::{Context, Result};
use landcarbon::landuse_ingest::legend::Legend;
use pyo3::prelude::*;

use crate::interpreter::raised;

/// What the codes of rasters mean. A pickle contains the text of the legend's file, so the file need not exist where it is unpickled.
#[pyclass(name = "Legend", module = "landcarbon._native", frozen)]
pub(crate) struct PyLegend {
    pub(crate) legend: Legend,
    name: String,
    text: Option<String>,
}

#[pymethods]
impl PyLegend {
    /// Makes a legend from a built-in name or a file, or from the text of a file if that is given.
    #[new]
    #[pyo3(signature = (name, text=None))]
    fn new(name: String, text: Option<String>) -> PyResult<Self> {
        let legend = match &text {
            Some(text) => Legend::from_toml(text).map_err(raised)?,
            None => named_legend(&name)?,
        };
        let is_file = Legend::built_in(&name).is_none();
        let text = text.or_else(|| std::fs::read_to_string(&name).ok().filter(|_| is_file));
        Ok(Self { legend, name, text })
    }

    fn __getnewargs__(&self) -> (&str, Option<&str>) {
        (&self.name, self.text.as_deref())
    }
}

/// Reads the argument of a legend: an object, a built-in name or a file.
pub(crate) fn read_legend(legend: &Bound<'_, PyAny>) -> PyResult<Legend> {
    match legend.cast::<PyLegend>() {
        Ok(made) => Ok(made.get().legend.clone()),
        Err(_) => named_legend(&legend.extract::<String>()?),
    }
}

fn named_legend(name: &str) -> PyResult<Legend> {
    let found: Result<Legend> = Legend::find(name).context("legend");
    found.map_err(raised)
}
