//! What can go wrong with a GeoPackage.

use std::io;
use std::path::PathBuf;

use gdal::errors::GdalError;

use crate::geometry::{CrsError, ShapesError};

/// A GeoPackage that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GeoPackageError {
    /// Zones without an entry in the shapes.
    #[error(transparent)]
    Shapes(#[from] ShapesError),
    /// A CRS that GDAL does not read, or into which the zones cannot be projected.
    #[error(transparent)]
    Crs(#[from] CrsError),
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
    Write {
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
