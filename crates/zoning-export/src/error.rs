//! What can go wrong on the way out.

use std::io;
use std::path::PathBuf;

use carbon_core::{Listed, Year, ZoneId};
use gdal::errors::GdalError;
use parquet::errors::ParquetError;
use rust_xlsxwriter::XlsxError;
use zip::result::ZipError;

use crate::content::SupplementError;
use crate::style::{BreaksError, ClassificationError};

/// An output that could not be written. Writers into a stream know no path; their caller does.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// A year that was not assessed.
    #[error("the assessment has no year {year}; it has {known}")]
    UnknownYear {
        /// The year asked for.
        year: Year,
        /// The years of the assessment.
        known: Listed<Year>,
    },
    /// Zones without an entry in the shapes.
    #[error(
        "the boundaries have no feature for zones of the assessment: {0}; add the features or \
         leave the zones out"
    )]
    MissingShapes(Listed<ZoneId>),
    /// Values that no class breaks fit.
    #[error(transparent)]
    Breaks(#[from] BreaksError),
    /// Classes that no map can show.
    #[error(transparent)]
    Classification(#[from] ClassificationError),
    /// A field of a supplement that layers cannot hold.
    #[error(transparent)]
    Supplement(#[from] SupplementError),
    /// A stream that takes no more bytes.
    #[error("the output could not be written: {0}")]
    Write(#[from] io::Error),
    /// A failure inside a Parquet file.
    #[error("the Parquet output could not be written: {0}")]
    Parquet(#[from] ParquetError),
    /// A workbook that a spreadsheet could not hold, such as one with a text of more than 32,767
    /// characters.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] XlsxError),
    /// A figure that could not be drawn or encoded.
    #[error("the figure could not be {step}: {reason}")]
    Figure {
        /// `drawn`, `written as PNG` or `written as PDF`.
        step: &'static str,
        /// What was said.
        reason: String,
    },
    /// A QGIS project that could not be packed.
    #[error("the QGIS project could not be written: {0}")]
    Archive(#[from] ZipError),
    /// A CRS that GDAL does not read, or into which the zones cannot be projected.
    #[error("GDAL does not understand the CRS `{wkt}`: {source}")]
    Crs {
        /// The CRS as given.
        wkt: String,
        /// GDAL's reason.
        source: GdalError,
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
