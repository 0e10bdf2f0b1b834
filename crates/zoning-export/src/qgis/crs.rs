//! The project's CRS, and extents in it.

use gdal::spatial_ref::SpatialRef;
use geo::{Coord, CoordsIter, Rect};

use super::xml::Element;
use crate::geometry::{CrsError, FittedPlane, Transform, ZoneShapes, bounds, read_crs};

/// The plane that the project draws in.
pub(super) struct Plane {
    srs: SpatialRef,
    wkt: String,
}

impl Plane {
    /// A CRS as given.
    pub fn read(wkt: &str) -> Result<Self, CrsError> {
        let (srs, wkt) = (read_crs(wkt)?, wkt.to_owned());
        Ok(Self { srs, wkt })
    }

    /// The equal-area plane about the zones.
    pub fn fitted(shapes: &ZoneShapes) -> Result<Self, CrsError> {
        let definition = FittedPlane::around(shapes.all_wgs84()).definition();
        let wkt = read_crs(&definition)?.to_wkt();
        Self::read(&wkt.map_err(|source| CrsError::new(definition, source))?)
    }

    /// The extent of all zones; `None` if none has a geometry.
    pub fn extent(&self, shapes: &ZoneShapes) -> Result<Option<Rect<f64>>, CrsError> {
        let transform = Transform::from_degrees(&self.wkt)?;
        let places = shapes.all_wgs84().flat_map(|shape| {
            let places: Vec<Coord<f64>> = shape.coords_iter().collect();
            transform.apply(&places)
        });
        Ok(bounds(places.flatten()))
    }

    /// The CRS as projects and layers carry it.
    pub fn element(&self) -> Element {
        let authority = || {
            let name = self.srs.auth_name()?;
            Some(format!("{name}:{}", self.srs.auth_code().ok()?))
        };
        let (proj4, name) = (self.srs.to_proj4(), self.srs.name());
        Element::new("spatialrefsys")
            .text("wkt", &self.wkt)
            .text("proj4", proj4.unwrap_or_default())
            .text("srsid", 0)
            .text("srid", 0)
            .text("authid", authority().unwrap_or_default())
            .text("description", name.unwrap_or_default())
            .text("projectionacronym", "")
            .text("ellipsoidacronym", "")
            .text("geographicflag", self.srs.is_geographic())
    }
}

/// The corners of a box by name.
pub(super) fn corners(extent: Rect<f64>) -> [(&'static str, f64); 4] {
    let (low, high) = (extent.min(), extent.max());
    [
        ("xmin", low.x),
        ("ymin", low.y),
        ("xmax", high.x),
        ("ymax", high.y),
    ]
}

/// An element with a box as its attributes.
pub(super) fn bounded(element: Element, extent: Rect<f64>) -> Element {
    let corners = corners(extent).into_iter();
    corners.fold(element, |element, (name, place)| element.attr(name, place))
}
