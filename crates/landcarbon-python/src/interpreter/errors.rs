//! Exceptions, with the messages of the command line.

use landcarbon::landuse_ingest::boundaries::BoundaryError;
use landcarbon::landuse_ingest::overlay::OverlayError;
use landcarbon::landuse_ingest::tally::TallyError;
use landcarbon::landuse_ingest::{raster, tally};
use landcarbon::terminal::{Vocabulary, causes};
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(
    landcarbon,
    Error,
    PyException,
    "Nothing was computed. The message says what was found and where, what is legal, and what mends it."
);
create_exception!(landcarbon, ZonesError, Error, "Zones that cannot be used.");
create_exception!(
    landcarbon,
    RasterError,
    Error,
    "A raster that cannot be tallied."
);
create_exception!(
    landcarbon,
    MergeError,
    Error,
    "Partial tallies that do not belong together, or are not complete."
);

pub(crate) fn add_errors(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("Error", py.get_type::<Error>())?;
    module.add("ZonesError", py.get_type::<ZonesError>())?;
    module.add("RasterError", py.get_type::<RasterError>())?;
    module.add("MergeError", py.get_type::<MergeError>())
}

/// The exception for an error: of the class of the first cause that has one, with the messages of all.
fn exception(error: &anyhow::Error) -> PyErr {
    let sentences = causes(error, Vocabulary::Parameters).join("\n  because ");
    let is_raster = |tally: &TallyError| matches!(tally, TallyError::Raster(_));
    let tally = error.downcast_ref::<TallyError>();
    if error.is::<raster::RasterError>() || tally.is_some_and(is_raster) {
        RasterError::new_err(sentences)
    } else if error.is::<BoundaryError>() || error.is::<OverlayError>() || tally.is_some() {
        ZonesError::new_err(sentences)
    } else if error.is::<tally::MergeError>() {
        MergeError::new_err(sentences)
    } else {
        Error::new_err(sentences)
    }
}

/// Turns an error of the libraries into the exception to raise.
pub(crate) fn raised(error: impl Into<anyhow::Error>) -> PyErr {
    exception(&error.into())
}
