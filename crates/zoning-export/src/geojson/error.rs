//! What can go wrong with a choropleth.

use std::io;

use crate::geometry::ShapesError;
use crate::style::ThemeError;

/// A choropleth that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GeoJsonError {
    /// A theme that no map can show.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// Zones without an entry in the shapes.
    #[error(transparent)]
    Shapes(#[from] ShapesError),
    /// A stream that takes no more bytes.
    #[error("the output could not be written: {0}")]
    Write(#[from] io::Error),
    /// A value that JSON cannot hold.
    #[error("the output could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}
