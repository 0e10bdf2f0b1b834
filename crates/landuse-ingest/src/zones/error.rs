//! What can be wrong with zones, wherever they are from.

use bilingual::Bilingual;
use carbon_core::ZoneId;
use gdal::errors::GdalError;

use super::zones::Zone;
use crate::crs::{CrsError, ReprojectError};
use crate::polygons::GeosError;
use crate::remedy::Remedy;

/// Zones that cannot be brought to another plane, or be dissolved.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum ZonesError {
    /// A place that the other CRS does not have.
    #[en("zone {zone} cannot be brought to the other coordinate reference system: {source}")]
    #[zh("区域 {zone} 无法转换到另一坐标系：{source}")]
    Unplaceable {
        /// The zone.
        zone: ZoneId,
        /// Why.
        source: ReprojectError,
    },
    /// GEOS cannot repair or unite polygons.
    #[en(
        "zone {zone}: its polygons can be neither mended nor united: {said}; mend the file (in QGIS: Fix geometries)"
    )]
    #[zh("区域 {zone}：其多边形既不能修复也不能合并：{said}；请修复文件（QGIS：修复几何图形）")]
    Geos {
        /// The zone.
        zone: String,
        /// What GEOS says.
        said: String,
    },
    /// A CRS that cannot be used.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// GDAL failed.
    #[error(transparent)]
    Gdal(#[from] GdalError),
}

impl ZonesError {
    /// What mends it, by a choice of the user.
    pub fn remedy(&self) -> Option<Remedy> {
        matches!(self, Self::Unplaceable { .. }).then_some(Remedy::CheckReprojection)
    }

    pub(crate) fn unplaceable(zone: &Zone, source: ReprojectError) -> Self {
        Self::Unplaceable {
            zone: zone.id.clone(),
            source,
        }
    }

    pub(crate) fn geos(zone: &str, error: &GeosError) -> Self {
        Self::Geos {
            zone: zone.to_owned(),
            said: error.to_string(),
        }
    }
}
