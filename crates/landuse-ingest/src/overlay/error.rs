//! Why zones cannot be laid over a raster.

use carbon_core::ZoneId;
use gdal::errors::GdalError;

use crate::cell_area::CellAreaError;
use crate::limits::Exceeded;
use crate::remedy::Remedy;
use crate::zones::ZonesError;

/// Zones that cannot be laid over a raster.
#[derive(Debug, thiserror::Error)]
pub enum OverlayError {
    /// A polygon that crosses or overlaps itself.
    #[error(
        "zone {zone}: its polygon crosses or overlaps itself near ({x:.6}, {y:.6}), where it covers a cell {share:.6} times"
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
    #[error("all zones lie outside the raster: zones {zones}; raster {raster}{}", if *a_turn_away {
        ". They would meet if longitudes were counted alike, from -180° or from 0°: shift the raster by 360° (`gdal_translate -a_ullr`)"
    } else {
        ""
    })]
    AllOutside {
        /// Extent of the zones in the raster's plane.
        zones: String,
        /// Extent of the raster.
        raster: String,
        /// Whether they would touch if longitudes differed by 360°.
        a_turn_away: bool,
    },
    /// No zone touches the raster, but all would if x and y were swapped.
    #[error(
        "all zones lie outside the raster: zones {zones}; raster {raster}. With x and y swapped they lie inside: the file has latitude first; swap them (`ogr2ogr -ct \"+proj=axisswap +order=2,1\" swapped.gpkg FILE`), or mend its CRS"
    )]
    AxesSwapped {
        /// Extent of the zones in their own plane.
        zones: String,
        /// Extent of the raster.
        raster: String,
    },
    /// A polygon across the 180th meridian.
    #[error(
        "zone {zone} crosses the 180th meridian; an edge spans more than half the globe; cut it there first (`ogr2ogr -wrapdateline`), or give the edge more vertices if it does run the long way"
    )]
    Antimeridian {
        /// The zone.
        zone: ZoneId,
    },
    /// Coordinates beyond the Earth, in metres or feet: there projections give no places that hang together.
    #[error(
        "zone {zone} reaches to {x:e}, {y:e}, too far off to be brought to the other coordinate reference system"
    )]
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
