//! The native half of the Python package `landcarbon`, which `python/landcarbon` wraps: zones, rasters, tallies and assessments as
//! Python objects. Tables cross over as columns, of which Python makes data frames.
//!
//! | what | where |
//! |---|---|
//! | arguments, exceptions, threads and interrupts | `interpreter` |
//! | grids, legends, rasters, zones | `inputs` |
//! | hectares and transitions, whole or in parts | `tally` |
//! | assessments of projects and of tables | `budget` |
//!
//! Work is done without the interpreter's lock. A folder imports only from those that stand before it.

mod interpreter;

mod inputs;

mod tally;

mod budget;

use pyo3::prelude::*;

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add(
        "gdal_version",
        landcarbon::landuse_ingest::gdal::gdal_version(),
    )?;
    interpreter::add_errors(module)?;
    module.add_class::<inputs::PyGrid>()?;
    module.add_class::<inputs::PyLegend>()?;
    module.add_class::<inputs::PyRaster>()?;
    module.add_class::<inputs::PyArrayRaster>()?;
    module.add_class::<inputs::PyZones>()?;
    module.add_class::<tally::PyOverlay>()?;
    module.add_class::<tally::PyPartialTally>()?;
    module.add_class::<budget::PyAssessment>()?;
    module.add_function(wrap_pyfunction!(tally::tally, module)?)?;
    module.add_function(wrap_pyfunction!(tally::merge, module)?)?;
    module.add_function(wrap_pyfunction!(tally::hectares_table, module)?)?;
    module.add_function(wrap_pyfunction!(tally::transitions_table, module)?)?;
    module.add_function(wrap_pyfunction!(interpreter::set_limit, module)?)?;
    module.add_function(wrap_pyfunction!(interpreter::wkt, module)?)?;
    module.add_function(wrap_pyfunction!(inputs::stem, module)?)?;
    Ok(())
}
