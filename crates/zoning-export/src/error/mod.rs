//! What can go wrong with outputs.

use std::io;
use std::path::PathBuf;

use gdal::errors::GdalError;
use parquet::errors::ParquetError;
use rust_xlsxwriter::XlsxError;
use zip::result::ZipError;

use crate::geometry::{CrsError, ShapesError};
use crate::style::ThemeError;

/// An output that could not be made or written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A theme that no map can show.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// Zones without an entry in the shapes.
    #[error(transparent)]
    Shapes(#[from] ShapesError),
    /// A CRS that GDAL does not read, or into which the zones cannot be projected.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// A stream that takes no more bytes.
    #[error("the output could not be written: {0}")]
    Write(#[from] io::Error),
    /// A value that JSON cannot hold.
    #[error("the output could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A failure inside a Parquet file.
    #[error("the Parquet output could not be written: {0}")]
    Parquet(#[from] ParquetError),
    /// A workbook that a spreadsheet could not hold, such as one with a text of more than 32,767
    /// characters.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] XlsxError),
    /// A QGIS project that could not be packed.
    #[error("the QGIS project could not be written: {0}")]
    Project(#[from] ZipError),
    /// A figure that could not be drawn or encoded.
    #[error("the figure could not be {step}: {reason}")]
    Figure {
        /// `drawn`, `written as PNG` or `written as PDF`.
        step: &'static str,
        /// What was said.
        reason: String,
    },
    /// An existing file that is in the way.
    #[error(
        "the existing file {} could not be replaced: {source}; close the programs that have it \
         open",
        path.display()
    )]
    Replace {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A GeoPackage that GDAL would not write or read back.
    #[error(
        "the GeoPackage {} could not be written: {source}; its directory must exist, be writable \
         and have room",
        path.display()
    )]
    GeoPackage {
        /// The file.
        path: PathBuf,
        /// GDAL's reason.
        source: GdalError,
    },
    /// A GeoPackage that does not hold what was written: the disk may be full.
    #[error(
        "the GeoPackage {} was written but reads back wrong: {what} should be {expected} and is \
         {found}; see that the disk is not full",
        path.display()
    )]
    ReadBack {
        /// The file.
        path: PathBuf,
        /// What differs, with the layer.
        what: String,
        /// What was written.
        expected: usize,
        /// What was read.
        found: usize,
    },
}

impl ExportError {
    /// A figure that could not be drawn or encoded.
    pub(crate) fn figure(step: &'static str, reason: impl ToString) -> Self {
        let reason = reason.to_string();
        Self::Figure { step, reason }
    }
}
