//! The project's CRS, and extents in it.

use gdal::errors::GdalError;
use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
use geo::{BoundingRect, Coord, CoordsIter, Rect};

use super::error::QgisError;
use super::xml::Element;
use crate::geometry::CrsError;
use crate::geometry::ZoneShapes;

/// The plane that the project draws in.
pub(super) struct Plane {
    srs: SpatialRef,
    wkt: String,
}

impl Plane {
    /// A CRS as given.
    pub fn of(wkt: &str) -> Result<Self, QgisError> {
        Ok(Self::try_of(wkt).map_err(|source| CrsError::new(wkt, source))?)
    }

    fn try_of(wkt: &str) -> Result<Self, GdalError> {
        let mut srs = SpatialRef::from_wkt(wkt)?;
        srs.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        let wkt = wkt.to_owned();
        Ok(Self { srs, wkt })
    }

    /// A Lambert azimuthal equal-area projection about the middle of the zones.
    pub fn fitted(shapes: &ZoneShapes) -> Result<Self, QgisError> {
        let bounds = shapes.all_wgs84().filter_map(BoundingRect::bounding_rect);
        let center = bounds
            .reduce(joined)
            .map_or(Coord::zero(), |bounds| bounds.center());
        let tenth = |degrees: f64| (degrees * 10.0).round() / 10.0;
        let (lat, lon) = (tenth(center.y), tenth(center.x));
        let definition =
            format!("+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m +no_defs");
        let failed = |source| CrsError::new(&*definition, source);
        let srs = SpatialRef::from_proj4(&definition).map_err(failed)?;
        Ok(Self::try_of(&srs.to_wkt().map_err(failed)?).map_err(failed)?)
    }

    /// The extent of all zones; `None` if none has a geometry.
    pub fn extent(&self, shapes: &ZoneShapes) -> Result<Option<Rect<f64>>, QgisError> {
        let project = || {
            let mut wgs84 = SpatialRef::from_epsg(4326)?;
            wgs84.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
            let transform = CoordTransform::new(&wgs84, &self.srs)?;
            let mut extent: Option<Rect<f64>> = None;
            for shape in shapes.all_wgs84() {
                let (mut x, mut y): (Vec<_>, Vec<_>) =
                    shape.coords_iter().map(|c| (c.x, c.y)).unzip();
                transform.transform_coords(&mut x, &mut y, &mut [])?;
                let points = x
                    .into_iter()
                    .zip(y)
                    .filter(|(x, y)| x.is_finite() && y.is_finite());
                for (x, y) in points {
                    let point = Rect::new((x, y), (x, y));
                    extent = Some(extent.map_or(point, |extent| joined(extent, point)));
                }
            }
            Ok(extent)
        };
        Ok(project().map_err(|source| CrsError::new(&*self.wkt, source))?)
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

fn joined(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    let (low, high) = (a.min(), a.max());
    Rect::new(
        (low.x.min(b.min().x), low.y.min(b.min().y)),
        (high.x.max(b.max().x), high.y.max(b.max().y)),
    )
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
