//! The plane of a region: a Lambert azimuthal equal-area projection about its middle, in metres.

use geo::{BoundingRect, Centroid, Coord, Rect, coord};

use crate::crs::Crs;
use crate::crs::{reproject, transformed};
use crate::zones::{Zone, Zones, ZonesError};

/// Edges are cut until they stay within this many metres of where they were.
const TOLERANCE: f64 = 1.0;

/// The plane about the middle of zones. It keeps areas; its north is that of the meridian through the middle.
#[derive(Debug, Clone)]
pub struct RegionPlane {
    definition: String,
    crs: Crs,
    wgs84: Crs,
}

impl RegionPlane {
    /// The plane about the middle of the zones' longitudes and latitudes, which are rounded to tenths of a degree.
    ///
    /// # Errors
    /// A zone has no longitude and latitude.
    pub fn of(zones: &Zones) -> Result<Self, ZonesError> {
        let shapes = zones.in_wgs84()?;
        let bounds = shapes.iter().filter_map(BoundingRect::bounding_rect);
        let around = |a: Rect<f64>, b: Rect<f64>| {
            let (low, high) = (a.min(), a.max());
            Rect::new(
                (low.x.min(b.min().x), low.y.min(b.min().y)),
                (high.x.max(b.max().x), high.y.max(b.max().y)),
            )
        };
        let middle = bounds.reduce(around).map_or(Coord::zero(), |b| b.center());
        let tenth = |degrees: f64| (degrees * 10.0).round() / 10.0;
        let (lat, lon) = (tenth(middle.y), tenth(middle.x));
        let definition =
            format!("+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m +no_defs");
        Ok(Self {
            crs: Crs::from_definition(&definition)?,
            wgs84: Crs::from_definition("EPSG:4326")?,
            definition,
        })
    }

    /// The projection, as PROJ takes it.
    #[must_use]
    pub fn definition(&self) -> &str {
        &self.definition
    }

    /// The centroids of the zones, in metres to the east and to the north of the plane's middle; none of a zone without area.
    ///
    /// # Errors
    /// A zone has no place in the plane.
    pub fn centroids(&self, zones: &Zones) -> Result<Vec<Option<Coord<f64>>>, ZonesError> {
        let transform = zones.crs.transform_to(&self.crs)?;
        let centroid = |zone: &Zone| {
            let projected = reproject(&zone.polygons, &transform, TOLERANCE);
            let projected = projected.map_err(|source| ZonesError::unplaceable(zone, source))?;
            Ok(projected.centroid().map(Coord::from))
        };
        zones.zones.iter().map(centroid).collect()
    }

    /// Longitude (x) and latitude (y), in degrees of WGS 84, of places in the plane.
    ///
    /// # Errors
    /// A place is beyond the Earth's.
    pub fn to_wgs84(&self, places: &[(f64, f64)]) -> Result<Vec<Coord<f64>>, ZonesError> {
        let transform = self.crs.transform_to(&self.wgs84)?;
        let places: Vec<_> = places.iter().map(|&(x, y)| coord! { x: x, y: y }).collect();
        Ok(transformed(&transform, &places)?)
    }
}
