//! What can go wrong with styles and projects for QGIS.

use std::io;

use zip::result::ZipError;

use crate::geometry::CrsError;
use crate::style::ThemeError;

/// A style or project that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QgisError {
    /// A theme that no map can show.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// A CRS that GDAL does not read, or into which the zones cannot be projected.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// A QGIS project that could not be packed.
    #[error("the QGIS project could not be written: {0}")]
    Archive(#[from] ZipError),
    /// A stream that takes no more bytes.
    #[error("the output could not be written: {0}")]
    Write(#[from] io::Error),
}
