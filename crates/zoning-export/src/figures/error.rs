//! What can go wrong with figures.

use crate::geometry::{CrsError, ShapesError};
use crate::style::ThemeError;

/// A figure that could not be drawn or encoded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FigureError {
    /// A theme that no map can show.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// Zones without an entry in the shapes.
    #[error(transparent)]
    Shapes(#[from] ShapesError),
    /// A CRS that GDAL does not read, or into which the zones cannot be projected.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// A figure that could not be drawn or encoded.
    #[error("the figure could not be {step}: {reason}")]
    Draw {
        /// `drawn`, `written as PNG` or `written as PDF`.
        step: &'static str,
        /// What was said.
        reason: String,
    },
}
