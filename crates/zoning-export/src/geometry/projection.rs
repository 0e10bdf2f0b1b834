//! An equal-area projection fitted to a region.
//!
//! WGS84 latitudes become authalic ones on the sphere of the ellipsoid's area, which keeps areas
//! exactly; the sphere is then projected in closed form (Snyder 1987, "Map projections: a working
//! manual", USGS Professional Paper 1395, doi 10.3133/pp1395: equations 3-11, 3-12, 14-1 to 14-6,
//! 10-1 to 10-5 and 24-2 to 24-4).
//!
//! | region | projection |
//! |---|---|
//! | between 8° and 84° on one side of the equator | Albers conic, standard parallels at 1/6 and 5/6 of the latitudes |
//! | within 30° of the equator, or more than 180° wide | cylindrical, true to scale at half the largest latitude |
//! | else | Lambert azimuthal about the middle |

use geo::CoordsIter;
use geo::{Coord, MultiPolygon, coord};

/// The first eccentricity of WGS84, squared.
const E2: f64 = 0.006_694_379_990_141_316;

/// The equatorial radius of WGS84, in metres.
const EQUATORIAL_RADIUS: f64 = 6_378_137.0;

/// A projection from WGS84 to a plane, in metres, which keeps areas.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    surface: Surface,
    /// In degrees.
    central_meridian: f64,
    /// The radius of the authalic sphere, in metres.
    radius: f64,
}

#[derive(Debug, Clone, PartialEq)]
enum Surface {
    Albers {
        n: f64,
        c: f64,
        rho0: f64,
        parallels: [f64; 2],
    },
    Cylindrical {
        cos_standard: f64,
        parallel: f64,
    },
    Azimuthal {
        sin: f64,
        cos: f64,
        latitude: f64,
    },
}

impl Projection {
    /// The projection for shapes in degrees of longitude and latitude.
    pub fn fitted(shapes: &[&MultiPolygon<f64>]) -> Self {
        let coords = || shapes.iter().flat_map(|shape| shape.coords_iter());
        let (south, north) = range(coords().map(|c| c.y)).unwrap_or((0.0, 0.0));
        let plain = range(coords().map(|c| c.x)).unwrap_or((0.0, 0.0));
        let across = range(coords().map(|c| c.x.rem_euclid(360.0))).unwrap_or(plain);
        let (west, east) = if across.1 - across.0 < plain.1 - plain.0 {
            across
        } else {
            plain
        };
        Self::of_bounds([west, south, east, north])
    }

    /// The projection for bounds in degrees: west, south, east, north.
    pub fn of_bounds([west, south, east, north]: [f64; 4]) -> Self {
        let radius = EQUATORIAL_RADIUS * (authalic_q(1.0) / 2.0).sqrt();
        let middle = f64::midpoint(south, north);
        let one_side = south * north > 0.0 || south == north;
        let far = south.abs().max(north.abs());
        let surface = if one_side && middle.abs() >= 8.0 && far <= 84.0 && east - west <= 180.0 {
            let span = north - south;
            let parallels = [south + span / 6.0, north - span / 6.0];
            let [s1, s2] = parallels.map(sin_authalic);
            let n = f64::midpoint(s1, s2);
            let c = 1.0 - s1 * s1 + 2.0 * n * s1;
            let rho0 = radius * (c - 2.0 * n * sin_authalic(middle)).max(0.0).sqrt() / n;
            Surface::Albers {
                n,
                c,
                rho0,
                parallels,
            }
        } else if far <= 30.0 || east - west > 180.0 {
            let parallel = far / 2.0;
            let cos_standard = (1.0 - sin_authalic(parallel).powi(2)).sqrt();
            Surface::Cylindrical {
                cos_standard,
                parallel,
            }
        } else {
            let sin = sin_authalic(middle);
            Surface::Azimuthal {
                sin,
                cos: (1.0 - sin * sin).sqrt(),
                latitude: middle,
            }
        };
        Self {
            surface,
            central_meridian: f64::midpoint(west, east),
            radius,
        }
    }

    /// Metres east and north of the middle, of a place in degrees.
    pub fn forward(&self, place: Coord<f64>) -> Coord<f64> {
        let east = (place.x - self.central_meridian + 180.0).rem_euclid(360.0) - 180.0;
        let lambda = east.to_radians();
        let s = sin_authalic(place.y);
        match self.surface {
            Surface::Albers { n, c, rho0, .. } => {
                let rho = self.radius * (c - 2.0 * n * s).max(0.0).sqrt() / n;
                let theta = n * lambda;
                coord! { x: rho * theta.sin(), y: rho0 - rho * theta.cos() }
            }
            Surface::Cylindrical { cos_standard, .. } => coord! {
                x: self.radius * lambda * cos_standard,
                y: self.radius * s / cos_standard,
            },
            Surface::Azimuthal { sin, cos, .. } => {
                let cos_s = (1.0 - s * s).max(0.0).sqrt();
                let denominator = 1.0 + sin * s + cos * cos_s * lambda.cos();
                let k = self.radius * (2.0 / denominator.max(1e-12)).sqrt();
                coord! {
                    x: k * cos_s * lambda.sin(),
                    y: k * (cos * s - sin * cos_s * lambda.cos()),
                }
            }
        }
    }

    /// Degrees of longitude and latitude of a place in the plane; `None` off the globe.
    pub fn inverse(&self, place: Coord<f64>) -> Option<Coord<f64>> {
        let (lambda, s) = match self.surface {
            Surface::Albers { n, c, rho0, .. } => {
                let (x, y) = (place.x * n.signum(), (rho0 - place.y) * n.signum());
                let rho = x.hypot(y);
                let s = (c - (rho * n / self.radius).powi(2)) / (2.0 * n);
                (x.atan2(y) / n, s)
            }
            Surface::Cylindrical { cos_standard, .. } => (
                place.x / (self.radius * cos_standard),
                place.y * cos_standard / self.radius,
            ),
            Surface::Azimuthal { sin, cos, .. } => {
                let rho = place.x.hypot(place.y);
                if rho == 0.0 {
                    (0.0, sin)
                } else {
                    let half = rho / (2.0 * self.radius);
                    let angle = 2.0 * (half <= 1.0).then(|| half.asin())?;
                    let s = angle.cos() * sin + place.y * angle.sin() * cos / rho;
                    let lambda = (place.x * angle.sin())
                        .atan2(rho * cos * angle.cos() - place.y * sin * angle.sin());
                    (lambda, s)
                }
            }
        };
        let on_globe = s.abs() <= 1.0 && lambda.abs() <= std::f64::consts::PI;
        on_globe.then(|| {
            coord! {
                x: (self.central_meridian + lambda.to_degrees() + 180.0).rem_euclid(360.0) - 180.0,
                y: latitude(s),
            }
        })
    }

    /// What it is called, in English and Chinese, with its parameters in degrees.
    pub fn names(&self) -> (String, String) {
        let meridian = degrees(self.central_meridian, ['E', 'W']);
        match self.surface {
            Surface::Albers { parallels, .. } => {
                let [a, b] = parallels.map(|parallel| degrees(parallel, ['N', 'S']));
                (
                    format!(
                        "Albers equal-area conic projection (parallels {a} and {b}, meridian \
                         {meridian})"
                    ),
                    format!("阿尔伯斯等积圆锥投影（标准纬线 {a}、{b}，中央经线 {meridian}）"),
                )
            }
            Surface::Cylindrical { parallel, .. } => {
                let parallel = degrees(parallel, ['N', 'S']);
                (
                    format!(
                        "cylindrical equal-area projection (parallel {parallel}, meridian \
                         {meridian})"
                    ),
                    format!("等积圆柱投影（标准纬线 {parallel}，中央经线 {meridian}）"),
                )
            }
            Surface::Azimuthal { latitude, .. } => {
                let latitude = degrees(latitude, ['N', 'S']);
                (
                    format!(
                        "Lambert azimuthal equal-area projection (centre {latitude}, {meridian})"
                    ),
                    format!("兰勃特等积方位投影（中心 {latitude}，{meridian}）"),
                )
            }
        }
    }
}

/// The smallest and the largest.
fn range(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |range, x| match range {
        None => Some((x, x)),
        Some((low, high)) => Some((x.min(low), x.max(high))),
    })
}

fn degrees(value: f64, [positive, negative]: [char; 2]) -> String {
    let side = if value < 0.0 { negative } else { positive };
    format!("{:.1}°{side}", value.abs())
}

/// Snyder's q of the sine of a geodetic latitude.
fn authalic_q(sin: f64) -> f64 {
    let e = E2.sqrt();
    let es = e * sin;
    (1.0 - E2) * (sin / (1.0 - es * es) + es.atanh() / e)
}

/// The sine of the authalic latitude of a geodetic latitude in degrees.
fn sin_authalic(latitude: f64) -> f64 {
    authalic_q(latitude.to_radians().sin()) / authalic_q(1.0)
}

/// The geodetic latitude, in degrees, of the sine of an authalic one.
fn latitude(sin: f64) -> f64 {
    let beta = sin.asin();
    let (e4, e6) = (E2 * E2, E2 * E2 * E2);
    let phi = beta
        + (E2 / 3.0 + 31.0 * e4 / 180.0 + 517.0 * e6 / 5040.0) * (2.0 * beta).sin()
        + (23.0 * e4 / 360.0 + 251.0 * e6 / 3780.0) * (4.0 * beta).sin()
        + 761.0 * e6 / 45360.0 * (6.0 * beta).sin();
    phi.to_degrees()
}

#[cfg(test)]
mod tests {
    use geo::{Area, Densify, Euclidean, GeodesicArea, MapCoords, Rect};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn areas_are_those_of_the_ellipsoid(
            west in -170.0..120.0_f64, south in -80.0..70.0_f64,
            width in 0.5..40.0_f64, height in 0.5..12.0_f64,
            inner in 0.0..0.5_f64,
        ) {
            let projection = Projection::of_bounds([west, south, west + width, south + height]);
            let corner = coord! { x: west + inner * width, y: south + inner * height };
            let size = coord! { x: width * 0.4, y: height * 0.4 };
            // Along parallels the geodesic leaves the rectangle: many short edges follow them.
            let rect = Euclidean.densify(&Rect::new(corner, corner + size).to_polygon(), 0.02);
            let plane = rect.map_coords(|c| projection.forward(c)).unsigned_area();
            let globe = rect.geodesic_area_unsigned();
            prop_assert!((plane / globe - 1.0).abs() < 2e-5, "{} {plane} {globe}", projection.names().0);
        }

        #[test]
        fn there_and_back_is_the_same_place(
            west in -170.0..120.0_f64, south in -80.0..60.0_f64,
            width in 0.5..40.0_f64, height in 0.5..20.0_f64,
            x in 0.0..1.0_f64, y in 0.0..1.0_f64,
        ) {
            let projection = Projection::of_bounds([west, south, west + width, south + height]);
            let place = coord! { x: west + x * width, y: south + y * height };
            let back = projection.inverse(projection.forward(place)).unwrap();
            prop_assert!((back.x - place.x).abs() < 1e-6 && (back.y - place.y).abs() < 1e-6, "{place:?} {back:?}");
        }
    }

    #[test]
    fn the_projection_suits_the_region() {
        let name = |bounds| Projection::of_bounds(bounds).names().0;
        assert_eq!(
            name([113.6, 24.5, 118.6, 30.1]),
            "Albers equal-area conic projection (parallels 25.4°N and 29.2°N, meridian 116.1°E)"
        );
        assert!(name([95.0, -11.0, 141.0, 6.0]).starts_with("cylindrical"));
        assert!(name([-60.0, 60.0, -10.0, 89.0]).starts_with("Lambert"));
    }

    #[test]
    fn a_region_across_the_antimeridian_stays_whole() {
        let at = |x: f64| {
            let corner = coord! { x: x, y: 60.0 };
            MultiPolygon::new(vec![
                Rect::new(corner, corner + coord! { x: 1.0, y: 1.0 }).to_polygon(),
            ])
        };
        let (west, east) = (at(178.0), at(-179.0));
        let projection = Projection::fitted(&[&west, &east]);
        let distance = projection.forward(coord! { x: -179.0, y: 60.0 }).x
            - projection.forward(coord! { x: 178.0, y: 60.0 }).x;
        assert!((150e3..180e3).contains(&distance), "{distance}");
    }
}
