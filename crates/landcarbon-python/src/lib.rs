//! The native half of the Python package `landcarbon`, which `python/landcarbon` wraps: zones, rasters and tallies as Python objects.
//!
//! Work is done without the interpreter's lock. Texts and numbers cross over as columns, of which Python makes data frames.

mod array;
mod assessment;
mod columns;
mod coverage;
mod errors;
mod grid;
mod legend;
mod options;
mod partial;
mod raster;
mod tables;
mod work;
mod zones;

use pyo3::prelude::*;

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("gdal_version", landcarbon::landuse_ingest::gdal_version())?;
    errors::add_to(module)?;
    module.add_class::<grid::PyGrid>()?;
    module.add_class::<legend::PyLegend>()?;
    module.add_class::<raster::PyRaster>()?;
    module.add_class::<array::PyArrayRaster>()?;
    module.add_class::<zones::PyZones>()?;
    module.add_class::<coverage::PyOverlay>()?;
    module.add_class::<partial::PyPartialTally>()?;
    module.add_class::<assessment::PyAssessment>()?;
    module.add_function(wrap_pyfunction!(coverage::tally, module)?)?;
    module.add_function(wrap_pyfunction!(partial::merge, module)?)?;
    module.add_function(wrap_pyfunction!(tables::hectares_table, module)?)?;
    module.add_function(wrap_pyfunction!(tables::transitions_table, module)?)?;
    module.add_function(wrap_pyfunction!(options::wkt, module)?)?;
    module.add_function(wrap_pyfunction!(raster::stem, module)?)?;
    Ok(())
}
