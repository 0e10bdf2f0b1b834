//! What can go wrong with the report.

use std::io;

use crate::geometry::{CrsError, ShapesError};
use crate::style::ThemeError;

/// A report that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A theme that no map can show.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// Zones without an entry in the shapes.
    #[error(transparent)]
    Shapes(#[from] ShapesError),
    /// A plane that GDAL does not have.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// A stream that takes no more bytes.
    #[error("the output could not be written: {0}")]
    Write(#[from] io::Error),
}
