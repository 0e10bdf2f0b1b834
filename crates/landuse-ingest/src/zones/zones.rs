//! Zones: the polygons that land use is tallied over.

use carbon_core::ZoneId;
use geo::{Centroid, Coord, MultiPolygon};
use serde::{Deserialize, Serialize};

use super::error::ZonesError;
use crate::crs::{Crs, reproject, reproject_vertices};

/// Edges are cut for centroids until they stay within this many metres of where they were.
const CENTROID_TOLERANCE: f64 = 1.0;

/// One zone: a city, a county, a catchment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Zone {
    /// Its id, by which statistics are joined.
    pub id: ZoneId,
    /// Its name for people.
    pub name: String,
    /// What it has in the further fields that were asked for.
    pub attributes: Vec<String>,
    /// Its polygons in the CRS of [`Zones`]; none if the feature has no geometry.
    pub polygons: MultiPolygon<f64>,
}

/// The zones of a boundary file, in its order.
#[derive(Debug, Clone)]
pub struct Zones {
    /// The zones.
    pub zones: Vec<Zone>,
    /// The CRS of their polygons.
    pub crs: Crs,
    /// What the user should know.
    pub warnings: Vec<String>,
}

impl Zones {
    /// The zones' polygons in WGS 84, vertex by vertex: borders that zones share stay shared.
    ///
    /// # Errors
    /// A place has no longitude and latitude.
    pub fn in_wgs84(&self) -> Result<Vec<MultiPolygon<f64>>, ZonesError> {
        let wgs84 = Crs::from_definition("EPSG:4326")?;
        if self.crs.is_same(&wgs84) {
            return Ok(self.zones.iter().map(|z| z.polygons.clone()).collect());
        }
        let transform = self.crs.transform_to(&wgs84)?;
        let reprojected = |zone: &Zone| {
            let polygons = reproject_vertices(&zone.polygons, &transform);
            polygons.map_err(|source| ZonesError::unplaceable(zone, source))
        };
        self.zones.iter().map(reprojected).collect()
    }

    /// The centroids of the zones in a plane; `None` for a zone without area. Edges are cut until
    /// they stay within a metre of where they were.
    ///
    /// # Errors
    /// A zone has no place in the plane.
    pub fn centroids(&self, plane: &Crs) -> Result<Vec<Option<Coord<f64>>>, ZonesError> {
        let transform = self.crs.transform_to(plane)?;
        let centroid = |zone: &Zone| {
            let projected = reproject(&zone.polygons, &transform, CENTROID_TOLERANCE);
            let projected = projected.map_err(|source| ZonesError::unplaceable(zone, source))?;
            Ok(projected.centroid().map(Coord::from))
        };
        self.zones.iter().map(centroid).collect()
    }
}
