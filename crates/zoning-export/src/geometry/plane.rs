//! The equal-area plane of a region: one for figures, the report, the QGIS project and centres.
//!
//! | region | projection |
//! |---|---|
//! | at most 180° wide | Lambert azimuthal about its middle |
//! | wider | cylindrical, true to scale at half the largest latitude |
//!
//! The middle is rounded to tenths of a degree, so that it can be named exactly. Longitudes are
//! counted across 180° where the region is narrower that way.

use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
use geo::{Coord, CoordsIter, LineString, MultiPolygon, Polygon, Rect, coord};

use super::crs::CrsError;

/// WGS84, in which zones have longitudes and latitudes.
const WGS84: &str = "EPSG:4326";

/// An equal-area plane fitted to a region, in metres.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedPlane {
    surface: Surface,
    /// Longitude of the middle, in degrees.
    longitude: f64,
    /// Latitude of the middle, or the parallel that is true to scale, in degrees.
    latitude: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Surface {
    Azimuthal,
    Cylindrical,
}

impl FittedPlane {
    /// The plane about shapes in degrees of longitude and latitude.
    pub fn around<'a>(shapes: impl Iterator<Item = &'a MultiPolygon<f64>> + Clone) -> Self {
        let coords = || shapes.clone().flat_map(CoordsIter::coords_iter);
        let origin = Rect::new((0.0, 0.0), (0.0, 0.0));
        let plain = bounds(coords()).unwrap_or(origin);
        let across = coords().map(|c| coord! { x: c.x.rem_euclid(360.0), y: c.y });
        let across = bounds(across).unwrap_or(origin);
        let narrower = if across.width() < plain.width() {
            across
        } else {
            plain
        };
        let middle = narrower.center();
        let far = narrower.min().y.abs().max(narrower.max().y.abs());
        let (surface, latitude) = match narrower.width() > 180.0 {
            true => (Surface::Cylindrical, far / 2.0),
            false => (Surface::Azimuthal, middle.y),
        };
        Self {
            surface,
            longitude: tenth((middle.x + 180.0).rem_euclid(360.0) - 180.0),
            latitude: tenth(latitude),
        }
    }

    /// The projection as PROJ takes it.
    pub fn definition(&self) -> String {
        let (latitude, longitude) = (self.latitude, self.longitude);
        let projection = match self.surface {
            Surface::Azimuthal => format!("laea +lat_0={latitude}"),
            Surface::Cylindrical => format!("cea +lat_ts={latitude}"),
        };
        format!("+proj={projection} +lon_0={longitude} +datum=WGS84 +units=m +no_defs")
    }

    /// What the projection is called, in English and Chinese, with its parameters in degrees.
    pub fn names(&self) -> (String, String) {
        let meridian = degrees(self.longitude, ['E', 'W']);
        let latitude = degrees(self.latitude, ['N', 'S']);
        match self.surface {
            Surface::Azimuthal => (
                format!("Lambert azimuthal equal-area projection (centre {latitude}, {meridian})"),
                format!("兰勃特等积方位投影（中心 {latitude}，{meridian}）"),
            ),
            Surface::Cylindrical => (
                format!(
                    "cylindrical equal-area projection (parallel {latitude}, meridian {meridian})"
                ),
                format!("等积圆柱投影（标准纬线 {latitude}，中央经线 {meridian}）"),
            ),
        }
    }

    /// From degrees of longitude and latitude to metres in the plane.
    ///
    /// # Errors
    ///
    /// [`CrsError`] if GDAL has no such projection.
    pub fn from_degrees(&self) -> Result<Transform, CrsError> {
        Transform::between(WGS84, &self.definition())
    }

    /// From metres in the plane to degrees of longitude and latitude.
    ///
    /// # Errors
    ///
    /// [`CrsError`] if GDAL has no such projection.
    pub fn to_degrees(&self) -> Result<Transform, CrsError> {
        Transform::between(&self.definition(), WGS84)
    }
}

/// A transformation of places between two CRS, x before y. A worker has one of its own.
pub struct Transform(CoordTransform);

impl Transform {
    /// From one CRS to another, each in any form that GDAL takes.
    pub(crate) fn between(from: &str, to: &str) -> Result<Self, CrsError> {
        let [from, to] = [read(from)?, read(to)?];
        let failed = |source| CrsError::new(to.to_wkt().unwrap_or_default(), source);
        Ok(Self(CoordTransform::new(&from, &to).map_err(failed)?))
    }

    /// From degrees of longitude and latitude to a CRS.
    pub(crate) fn from_degrees(to: &str) -> Result<Self, CrsError> {
        Self::between(WGS84, to)
    }

    /// The places in the other CRS; `None` for one that has no place there.
    pub fn apply(&self, places: &[Coord<f64>]) -> Vec<Option<Coord<f64>>> {
        let (mut xs, mut ys): (Vec<_>, Vec<_>) = places.iter().map(|c| c.x_y()).unzip();
        // It fails if one place cannot be transformed, and the places that can are right.
        let _ = self.0.transform_coords(&mut xs, &mut ys, &mut []);
        let places = xs.into_iter().zip(ys);
        let finite =
            |(x, y): (f64, f64)| (x.is_finite() && y.is_finite()).then_some(coord! { x: x, y: y });
        places.map(finite).collect()
    }

    /// The shape in the other CRS, without the vertices that have no place there.
    pub(crate) fn apply_to_shape(&self, shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
        let ring = |ring: &LineString<f64>| self.apply(&ring.0).into_iter().flatten().collect();
        let polygons = shape.iter().map(|polygon| {
            let interiors = polygon.interiors().iter().map(ring);
            Polygon::new(ring(polygon.exterior()), interiors.collect())
        });
        polygons.collect()
    }
}

impl std::fmt::Debug for Transform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Transform")
    }
}

/// The box around places; `None` if there are none.
pub(crate) fn bounds(places: impl Iterator<Item = Coord<f64>>) -> Option<Rect<f64>> {
    places.fold(None, |bounds: Option<Rect<f64>>, place| {
        let (low, high) = bounds.map_or((place, place), |bounds| (bounds.min(), bounds.max()));
        Some(Rect::new(
            (low.x.min(place.x), low.y.min(place.y)),
            (high.x.max(place.x), high.y.max(place.y)),
        ))
    })
}

/// A CRS with x before y.
pub(crate) fn read(definition: &str) -> Result<SpatialRef, CrsError> {
    let srs = SpatialRef::from_definition(definition);
    let mut srs = srs.map_err(|source| CrsError::new(definition, source))?;
    srs.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    Ok(srs)
}

fn tenth(degrees: f64) -> f64 {
    // Adding zero takes the sign from −0.
    (degrees * 10.0).round() / 10.0 + 0.0
}

fn degrees(value: f64, [positive, negative]: [char; 2]) -> String {
    let side = if value < 0.0 { negative } else { positive };
    format!("{:.1}°{side}", value.abs())
}

#[cfg(test)]
mod tests {
    use geo::{Area, Centroid, Densify, Euclidean, GeodesicArea};
    use proptest::prelude::*;

    use super::*;

    fn rectangle(west: f64, south: f64, width: f64, height: f64) -> MultiPolygon<f64> {
        let corner = coord! { x: west, y: south };
        let size = coord! { x: width, y: height };
        Rect::new(corner, corner + size).to_polygon().into()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn areas_are_those_of_the_ellipsoid(
            west in -170.0..120.0_f64, south in -80.0..70.0_f64,
            width in 0.5..40.0_f64, height in 0.5..12.0_f64,
            inner in 0.0..0.5_f64,
        ) {
            let plane = FittedPlane::around([&rectangle(west, south, width, height)].into_iter());
            let zone = rectangle(west + inner * width, south + inner * height, width * 0.4, height * 0.4);
            // Along parallels the geodesic leaves the rectangle: many short edges follow them.
            let zone = Euclidean.densify(&zone, 0.02);
            let area = plane.from_degrees().unwrap().apply_to_shape(&zone).unsigned_area();
            let globe = zone.geodesic_area_unsigned();
            prop_assert!((area / globe - 1.0).abs() < 2e-5, "{} {area} {globe}", plane.names().0);
        }

        #[test]
        fn there_and_back_is_the_same_place(
            west in -170.0..120.0_f64, south in -80.0..60.0_f64,
            width in 0.5..40.0_f64, height in 0.5..20.0_f64,
            x in 0.0..1.0_f64, y in 0.0..1.0_f64,
        ) {
            let plane = FittedPlane::around([&rectangle(west, south, width, height)].into_iter());
            let place = coord! { x: west + x * width, y: south + y * height };
            let there = plane.from_degrees().unwrap().apply(&[place])[0].unwrap();
            let back = plane.to_degrees().unwrap().apply(&[there])[0].unwrap();
            prop_assert!((back.x - place.x).abs() < 1e-6 && (back.y - place.y).abs() < 1e-6, "{place:?} {back:?}");
        }
    }

    #[test]
    fn the_plane_lies_about_the_middle_of_the_region() {
        let jiangxi = FittedPlane::around([&rectangle(113.6, 24.5, 4.9, 5.6)].into_iter());
        assert_eq!(
            jiangxi.definition(),
            "+proj=laea +lat_0=27.3 +lon_0=116.1 +datum=WGS84 +units=m +no_defs"
        );
        assert_eq!(
            jiangxi.names().0,
            "Lambert azimuthal equal-area projection (centre 27.3°N, 116.1°E)"
        );
        // With vertices all along: two far apart would be nearer to each other across 180°.
        let world = Euclidean.densify(&rectangle(-170.0, -60.0, 340.0, 140.0), 10.0);
        let world = FittedPlane::around([&world].into_iter());
        assert!(
            world
                .definition()
                .starts_with("+proj=cea +lat_ts=40 +lon_0=0 ")
        );
        let nothing = FittedPlane::around(std::iter::empty());
        assert!(
            nothing
                .definition()
                .starts_with("+proj=laea +lat_0=0 +lon_0=0 ")
        );
    }

    /// Three zones of 2° from 177°E to 177°W. A plane about longitude 0 put their centre at 17.55°S
    /// and made their ellipse 843 km long.
    #[test]
    fn a_region_across_the_antimeridian_stays_whole() {
        let west = rectangle(177.0, -18.0, 2.0, 2.0);
        let middle = MultiPolygon::new(
            [
                rectangle(179.0, -18.0, 1.0, 2.0),
                rectangle(-180.0, -18.0, 1.0, 2.0),
            ]
            .into_iter()
            .flatten()
            .collect(),
        );
        let east = rectangle(-179.0, -18.0, 2.0, 2.0);
        let plane = FittedPlane::around([&west, &middle, &east].into_iter());
        assert!(
            plane
                .definition()
                .starts_with("+proj=laea +lat_0=-17 +lon_0=-180 "),
            "{}",
            plane.definition()
        );
        let transform = plane.from_degrees().unwrap();
        let centres = [&west, &middle, &east].map(|zone| {
            let zone = Euclidean.densify(zone, 0.01);
            Coord::from(transform.apply_to_shape(&zone).centroid().unwrap())
        });
        let x = centres.map(|centre| centre.x);
        assert!((x[0] + x[2]).abs() < 1.0 && x[1].abs() < 1.0, "{x:?}");
        assert!((x[2] - 213e3).abs() < 1e3, "{x:?}");
        let mean = coord! { x: 0.0, y: centres.map(|centre| centre.y).iter().sum::<f64>() / 3.0 };
        let place = plane.to_degrees().unwrap().apply(&[mean])[0].unwrap();
        assert!((place.y + 17.0).abs() < 0.01, "{place:?}");
    }
}
