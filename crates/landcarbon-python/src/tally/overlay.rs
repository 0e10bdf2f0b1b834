//! Overlays of zones and grids, and tallies of rasters on them.

use std::sync::atomic::AtomicBool;

use anyhow::{Result, bail};
use landcarbon::files::raster_labels::refuse_same_labels;
use landcarbon::landuse_ingest::ledger::{coverage_warnings, crossed_coverage_warnings};
use landcarbon::landuse_ingest::legend::Legend;
use landcarbon::landuse_ingest::overlay::{Overlay, Overlays};
use landcarbon::landuse_ingest::raster::find_repeated;
use landcarbon::landuse_ingest::tally::{Load, TallyRequest};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::columns::{ledger_columns, transition_columns};
use super::partial::PyPartialTally;
use crate::inputs::{PyGrid, PyRaster, PyZones, read_legend};
use crate::interpreter::{overlay_options, work};

/// Rasters with their labels, in the order given.
type Labelled<'py> = Vec<(String, Bound<'py, PyRaster>)>;

/// The overlay of zones and one grid.
#[pyclass(name = "Overlay", module = "landcarbon._native", frozen)]
pub(crate) struct PyOverlay {
    overlay: Overlay,
    warnings: Vec<String>,
}

#[pymethods]
impl PyOverlay {
    #[new]
    #[pyo3(signature = (zones, grid, coverage, area, threads))]
    fn new(
        py: Python<'_>,
        zones: &PyZones,
        grid: &PyGrid,
        coverage: &str,
        area: &str,
        threads: Option<usize>,
    ) -> PyResult<Self> {
        let options = overlay_options(coverage, area)?;
        let (overlay, warnings) = work(py, threads, |_| Ok(zones.0.over(&grid.0, options)?))?;
        let warnings = warnings.iter().map(ToString::to_string).collect();
        Ok(Self { overlay, warnings })
    }

    /// The warnings about the overlay.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.warnings.clone()
    }

    /// The first row that any zone covers, and the one after the last.
    #[getter]
    fn rows(&self) -> (u32, u32) {
        let rows = self.overlay.covered_rows();
        (rows.start, rows.end)
    }

    /// Rows that are read together (the first, and the one after the last), and their bytes to decode.
    fn loads(&self, py: Python<'_>, raster: &PyRaster) -> PyResult<Vec<(u32, u32, u64)>> {
        let loads = work(py, None, |_| Ok(self.overlay.loads(&raster.raster)?))?;
        let loads = loads.into_iter();
        Ok(loads
            .map(|Load { rows, bytes }| (rows.start, rows.end, bytes))
            .collect())
    }

    #[pyo3(signature = (rasters, legend, allow_unmapped, threads))]
    fn tally<'py>(
        &self,
        py: Python<'py>,
        rasters: Labelled<'py>,
        legend: &Bound<'py, PyAny>,
        allow_unmapped: bool,
        threads: Option<usize>,
    ) -> PyResult<(Bound<'py, PyDict>, Vec<String>)> {
        let legend = read_legend(legend)?;
        let rasters = Rasters::new(&rasters);
        let ledgers = work(py, threads, |stop| {
            rasters.read(stop, &legend, allow_unmapped, |request| {
                Ok(self.overlay.tally(request)?)
            })
        })?;
        let warnings = coverage_warnings(&ledgers);
        let warnings = warnings.iter().map(ToString::to_string).collect();
        Ok((ledger_columns(py, &ledgers)?, warnings))
    }

    #[pyo3(signature = (rasters, rows, legend, allow_unmapped, threads))]
    fn tally_rows<'py>(
        &self,
        py: Python<'py>,
        rasters: Labelled<'py>,
        rows: (u32, u32),
        legend: &Bound<'py, PyAny>,
        allow_unmapped: bool,
        threads: Option<usize>,
    ) -> PyResult<PyPartialTally> {
        let legend = read_legend(legend)?;
        let rasters = Rasters::new(&rasters);
        let rows = rows.0..rows.1;
        let partial = work(py, threads, |stop| {
            if rows.is_empty() {
                bail!("rows are A, B with A below B, such as (0, 512)");
            }
            rasters.read(stop, &legend, allow_unmapped, |request| {
                Ok(self.overlay.tally_rows(request, rows)?)
            })
        })?;
        Ok(PyPartialTally(partial))
    }

    #[pyo3(signature = (rasters, legend, allow_unmapped, threads))]
    fn transition<'py>(
        &self,
        py: Python<'py>,
        rasters: Labelled<'py>,
        legend: &Bound<'py, PyAny>,
        allow_unmapped: bool,
        threads: Option<usize>,
    ) -> PyResult<(Bound<'py, PyDict>, Vec<String>)> {
        let legend = read_legend(legend)?;
        let rasters = Rasters::new(&rasters);
        let crossed = work(py, threads, |stop| {
            rasters.read(stop, &legend, allow_unmapped, |request| {
                Ok(self.overlay.transitions(request)?)
            })
        })?;
        let warnings = crossed_coverage_warnings(&crossed);
        let warnings = warnings.iter().map(ToString::to_string).collect();
        Ok((transition_columns(py, &crossed)?, warnings))
    }
}

/// Tallies rasters, each on its own grid. Returns the columns and the warnings.
#[pyfunction]
#[pyo3(signature = (zones, rasters, legend, coverage, area, allow_unmapped, threads))]
#[allow(clippy::too_many_arguments)] // as many as the command line has
pub(crate) fn tally<'py>(
    py: Python<'py>,
    zones: &PyZones,
    rasters: Labelled<'py>,
    legend: &Bound<'py, PyAny>,
    coverage: &str,
    area: &str,
    allow_unmapped: bool,
    threads: Option<usize>,
) -> PyResult<(Bound<'py, PyDict>, Vec<String>)> {
    let legend = read_legend(legend)?;
    let options = overlay_options(coverage, area)?;
    let rasters = Rasters::new(&rasters);
    let labelled = rasters.0.iter();
    let labelled = labelled.map(|(label, raster)| ((*label).to_owned(), &*raster.raster));
    let repeated = find_repeated(labelled)
        .into_iter()
        .map(|found| found.to_string());
    let mut repeated: Vec<_> = repeated.collect();
    let (ledgers, warnings) = work(py, threads, |stop| {
        rasters.read(stop, &legend, allow_unmapped, |request| {
            let mut overlays = Overlays::new(&zones.0, options);
            let ledgers = overlays.tally(request)?;
            let laid = overlays.warnings().iter().cloned();
            let warnings = laid.chain(coverage_warnings(&ledgers));
            let warnings: Vec<String> = warnings.map(|warning| warning.to_string()).collect();
            Ok((ledgers, warnings))
        })
    })?;
    repeated.extend(warnings);
    Ok((ledger_columns(py, &ledgers)?, repeated))
}

/// Rasters that can be read without the interpreter's lock.
struct Rasters<'a>(Vec<(&'a str, &'a PyRaster)>);

impl<'a> Rasters<'a> {
    fn new(labelled: &'a Labelled<'_>) -> Self {
        let labelled = labelled.iter();
        Self(
            labelled
                .map(|(label, raster)| (label.as_str(), raster.get()))
                .collect(),
        )
    }

    /// Calls `read` with the rasters, and fails if a file has changed meanwhile.
    fn read<T>(
        &self,
        stop: &AtomicBool,
        legend: &Legend,
        allow_unmapped: bool,
        read: impl FnOnce(&TallyRequest<'_>) -> Result<T>,
    ) -> Result<T> {
        refuse_same_labels(self.0.iter().map(|(label, _)| *label))?;
        let rasters = self.0.iter();
        let rasters: Vec<_> = rasters
            .map(|(label, raster)| (*label, &*raster.raster))
            .collect();
        let done = read(&TallyRequest {
            stop: Some(stop),
            ..TallyRequest::new(&rasters, legend).allow_unmapped(allow_unmapped)
        })?;
        self.0
            .iter()
            .try_for_each(|(_, raster)| raster.refuse_changes())?;
        Ok(done)
    }
}
