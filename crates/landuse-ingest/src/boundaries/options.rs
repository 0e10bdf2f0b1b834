//! What to read of a boundary file.

use super::attribute_filter::AttributeFilter;
use super::choice::ZoneChoice;
use super::datum::Datum;
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
    /// Which features are read. Default: all.
    pub filter: Option<AttributeFilter>,
    /// Which zones are kept.
    pub only: ZoneChoice,
    /// The CRS instead of the file's.
    pub crs: Option<Crs>,
    /// What longitudes and latitudes refer to instead of what the file says: they are brought to WGS 84.
    pub datum: Option<Datum>,
    /// Unites features of the same id.
    pub dissolve: bool,
    /// Mends polygons that cross or overlap themselves.
    pub repair: bool,
}

impl BoundaryOptions {
    /// The fields that are read.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        let named = std::iter::once(&self.id).chain(&self.name);
        let filter = self.filter.iter().flat_map(AttributeFilter::fields);
        named
            .chain(&self.attributes)
            .map(String::as_str)
            .chain(filter)
    }
}
