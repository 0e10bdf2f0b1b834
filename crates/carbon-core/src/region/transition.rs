//! Land-use transitions: what was one class and became another.

use serde::Serialize;

use super::land_use::LedgerClass;
use super::zone::ZoneId;
use crate::units::Hectares;

/// Land of a zone that was of one class on one raster and is of another (or the same) on the next.
/// The rows of a zone and two rasters add up to the zone's area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TransitionRow {
    pub zone: ZoneId,
    pub name: String,
    /// What the earlier raster is called.
    pub from_label: String,
    /// What the later raster is called.
    pub to_label: String,
    /// The class or ledger row in the earlier raster.
    pub from: LedgerClass,
    /// The class or ledger row in the later raster.
    pub to: LedgerClass,
    pub hectares: Hectares,
}
