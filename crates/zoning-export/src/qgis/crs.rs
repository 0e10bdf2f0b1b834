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
        let flag = if self.srs.is_geographic() {
            "true"
        } else {
            "false"
        };
        Element::new("spatialrefsys")
            .child(Element::of_text("wkt", &self.wkt))
            .child(Element::of_text(
                "proj4",
                self.srs.to_proj4().unwrap_or_default(),
            ))
            .child(Element::of_text("srsid", 0))
            .child(Element::of_text("srid", 0))
            .child(Element::of_text("authid", authority().unwrap_or_default()))
            .child(Element::of_text(
                "description",
                self.srs.name().unwrap_or_default(),
            ))
            .child(Element::of_text("projectionacronym", ""))
            .child(Element::of_text("ellipsoidacronym", ""))
            .child(Element::of_text("geographicflag", flag))
    }
}

/// A box as children of an element.
pub(super) fn corners(name: &'static str, extent: Rect<f64>) -> Element {
    let (low, high) = (extent.min(), extent.max());
    Element::new(name)
        .child(Element::of_text("xmin", low.x))
        .child(Element::of_text("ymin", low.y))
        .child(Element::of_text("xmax", high.x))
        .child(Element::of_text("ymax", high.y))
}
