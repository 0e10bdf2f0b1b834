//! What to read of a boundary file.

use crate::crs::Crs;

/// What to read of a boundary file, and how.
#[derive(Debug, Clone, Default)]
pub struct BoundaryOptions {
    /// The layer. Default: the only one.
    pub layer: Option<String>,
    /// The field with the zones' ids.
    pub id: String,
    /// The field with their names. Default: the ids.
    pub name: Option<String>,
    /// Further fields that are wanted of each zone, as text.
    pub attributes: Vec<String>,
    /// The CRS instead of the file's.
    pub crs: Option<Crs>,
    /// Unites features of the same id.
    pub dissolve: bool,
    /// Mends polygons that cross or overlap themselves.
    pub repair: bool,
}
