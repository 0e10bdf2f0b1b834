//! Why zones cannot be laid over a raster.

use bilingual::Bilingual;
use carbon_core::ZoneId;
use gdal::errors::GdalError;

use crate::cell_area::CellAreaError;
use crate::limits::Exceeded;
use crate::remedy::Remedy;
use crate::zones::ZonesError;

/// Zones that cannot be laid over a raster.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum OverlayError {
    /// A polygon that crosses or overlaps itself.
    #[en(
        "zone {zone}: its polygon crosses or overlaps itself near ({x:.6}, {y:.6}), where it covers a cell {share:.6} times"
    )]
    #[zh(
        "区域 {zone}：其多边形在 ({x:.6}, {y:.6}) 附近自相交或重叠，对一个像元覆盖了 {share:.6} 次"
    )]
    Crossing {
        /// The zone.
        zone: ZoneId,
        /// Where, in the raster's plane.
        x: f64,
        /// Where, in the raster's plane.
        y: f64,
        /// The share of the cell.
        share: f64,
    },
    /// No zone touches the raster.
    #[en("all zones lie outside the raster: zones {zones}; raster {raster}{}", if *a_turn_away {
        ". They would meet if longitudes were counted alike, from -180° or from 0°: shift the raster by 360° (`gdal_translate -a_ullr`)"
    } else {
        ""
    })]
    #[zh("所有区域都在栅格之外：区域范围 {zones}；栅格范围 {raster}{}", if *a_turn_away { "。如果经度按同样方式计（从 -180° 或从 0° 起），二者会相交：请把栅格平移 360°（`gdal_translate -a_ullr`）" } else { "" })]
    AllOutside {
        /// Extent of the zones in the raster's plane.
        zones: String,
        /// Extent of the raster.
        raster: String,
        /// Whether they would touch if longitudes differed by 360°.
        a_turn_away: bool,
    },
    /// No zone touches the raster, but all would if x and y were swapped.
    #[en(
        "all zones lie outside the raster: zones {zones}; raster {raster}. With x and y swapped they lie inside: the file has latitude first; swap them (`ogr2ogr -ct \"+proj=axisswap +order=2,1\" swapped.gpkg FILE`), or mend its CRS"
    )]
    #[zh(
        "所有区域都在栅格之外：区域范围 {zones}；栅格范围 {raster}。x 与 y 对调后区域就在其内：文件把纬度写在前面；请对调（`ogr2ogr -ct \"+proj=axisswap +order=2,1\" swapped.gpkg FILE`），或改正其坐标系"
    )]
    AxesSwapped {
        /// Extent of the zones in their own plane.
        zones: String,
        /// Extent of the raster.
        raster: String,
    },
    /// A polygon across the 180th meridian.
    #[en(
        "zone {zone} crosses the 180th meridian; an edge spans more than half the globe; cut it there first (`ogr2ogr -wrapdateline`), or give the edge more vertices if it does run the long way"
    )]
    #[zh(
        "区域 {zone} 跨越 180° 经线，有一条边跨越半个地球以上；请先在该处切开（`ogr2ogr -wrapdateline`）；如果它确实走远路，请给这条边增加顶点"
    )]
    Antimeridian {
        /// The zone.
        zone: ZoneId,
    },
    /// Coordinates beyond the Earth, in metres or feet: there projections give no places that hang together.
    #[en(
        "zone {zone} reaches to {x:e}, {y:e}, too far off to be brought to the other coordinate reference system"
    )]
    #[zh("区域 {zone} 延伸到 {x:e}, {y:e}，过于遥远，无法转换到另一坐标系")]
    TooFarOff {
        /// The zone.
        zone: ZoneId,
        /// First coordinate of a vertex, in the CRS of the zones.
        x: f64,
        /// Its second coordinate.
        y: f64,
    },
    /// Outlines that pass through too many cells.
    #[error(transparent)]
    Costly(#[from] Exceeded),
    /// Areas that cannot be had.
    #[error(transparent)]
    Areas(#[from] CellAreaError),
    /// Zones that have no place in the raster's plane.
    #[error(transparent)]
    Zones(#[from] ZonesError),
    /// GDAL failed.
    #[error(transparent)]
    Gdal(#[from] GdalError),
}

impl OverlayError {
    /// What mends it, by a choice of the user.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Crossing { .. } => Some(Remedy::Repair),
            Self::AllOutside {
                a_turn_away: false, ..
            } => Some(Remedy::CheckBothCrs),
            Self::TooFarOff { .. } => Some(Remedy::CheckCoordinates),
            Self::Areas(error) => error.remedy(),
            Self::Zones(error) => error.remedy(),
            _ => None,
        }
    }
}
