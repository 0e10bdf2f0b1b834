//! An Albers equal-area conic of the WGS84 ellipsoid, fitted to a region.
//!
//! Snyder 1987, *Map projections: a working manual*, USGS Professional Paper 1395, pp. 101–102;
//! doi 10.3133/pp1395. The standard parallels are a sixth of the region's height from its south
//! and north, the central meridian is in its middle.

use geo::Coord;

/// The semi-major axis of WGS84 in metres.
const A: f64 = 6_378_137.0;
/// The eccentricity of WGS84.
const E: f64 = 0.081_819_190_842_621_5;
/// The smallest height in degrees by which the parallels are set apart.
const LEAST_HEIGHT: f64 = 1.0;
/// Parallels nearer to the poles make no cone.
const HIGHEST: f64 = 85.0;

/// The projection of a region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Albers {
    /// The central meridian in degrees.
    meridian: f64,
    /// Whether western longitudes count as beyond 180° east.
    over_antimeridian: bool,
    n: f64,
    c: f64,
    rho_0: f64,
}

impl Albers {
    /// The projection of a region, which all these positions in degrees lie in; `None` without
    /// positions.
    pub(super) fn fitted(positions: &[Coord<f64>]) -> Option<Self> {
        let [west, east] = extent(positions.iter().map(|c| c.x))?;
        let [shifted_west, shifted_east] = extent(positions.iter().map(|c| eastward(c.x)))?;
        let over_antimeridian = east - west > 180.0 && shifted_east - shifted_west < east - west;
        let meridian = match over_antimeridian {
            true => (shifted_west + shifted_east) / 2.0,
            false => (west + east) / 2.0,
        };
        let [south, north] = extent(positions.iter().map(|c| c.y))?;
        let middle = (south + north) / 2.0;
        let apart = (north - south).max(LEAST_HEIGHT) / 3.0;
        let parallel = |latitude: f64| latitude.clamp(-HIGHEST, HIGHEST).to_radians();
        let (first, mut second) = (parallel(middle - apart), parallel(middle + apart));
        if (first + second).abs() < 1f64.to_radians() {
            // Parallels symmetrical about the equator would make a cylinder.
            second = first.abs() + 1f64.to_radians();
        }
        let [m_1, m_2] = [first, second].map(|latitude| {
            let sin = E * latitude.sin();
            latitude.cos() / (1.0 - sin * sin).sqrt()
        });
        let [q_1, q_2] = [first, second].map(q);
        let n = (m_1 * m_1 - m_2 * m_2) / (q_2 - q_1);
        let c = m_1 * m_1 + n * q_1;
        let rho_0 = rho(n, c, middle.to_radians());
        Some(Self {
            meridian,
            over_antimeridian,
            n,
            c,
            rho_0,
        })
    }

    /// Metres east and north of the region's middle.
    pub(super) fn project(&self, position: Coord<f64>) -> Coord<f64> {
        let longitude = match self.over_antimeridian {
            true => eastward(position.x),
            false => position.x,
        };
        let theta = self.n * (longitude - self.meridian).to_radians();
        let rho = rho(self.n, self.c, position.y.to_radians());
        Coord {
            x: rho * theta.sin(),
            y: self.rho_0 - rho * theta.cos(),
        }
    }
}

fn rho(n: f64, c: f64, latitude: f64) -> f64 {
    A * (c - n * q(latitude)).max(0.0).sqrt() / n
}

/// Snyder's q, to which the area south of a latitude is proportional.
fn q(latitude: f64) -> f64 {
    let sin = latitude.sin();
    let e_sin = E * sin;
    (1.0 - E * E) * (sin / (1.0 - e_sin * e_sin) - ((1.0 - e_sin) / (1.0 + e_sin)).ln() / (2.0 * E))
}

fn eastward(longitude: f64) -> f64 {
    if longitude < 0.0 {
        longitude + 360.0
    } else {
        longitude
    }
}

fn extent(values: impl Iterator<Item = f64>) -> Option<[f64; 2]> {
    values.fold(None, |extent, value| {
        let [low, high] = extent.unwrap_or([value, value]);
        Some([low.min(value), high.max(value)])
    })
}

#[cfg(test)]
mod tests {
    use geo::{Area, GeodesicArea, MapCoords, Polygon, coord};

    use super::*;

    /// A box of degrees with a vertex every hundredth of a degree.
    fn degrees(west: f64, south: f64, side: f64) -> Polygon<f64> {
        let steps = 100;
        let along = |i: i32| side * f64::from(i) / f64::from(steps);
        let ring = (0..steps)
            .map(|i| (west + along(i), south))
            .chain((0..steps).map(|i| (west + side, south + along(i))))
            .chain((0..steps).map(|i| (west + side - along(i), south + side)))
            .chain((0..steps).map(|i| (west, south + side - along(i))));
        Polygon::new(ring.collect::<Vec<_>>().into(), vec![])
    }

    #[test]
    fn areas_are_those_of_the_ellipsoid() {
        for (west, south) in [(113.5, 24.5), (-60.0, -34.0), (20.0, -1.0), (10.0, 70.0)] {
            let cell = degrees(west, south, 2.0);
            let albers = Albers::fitted(&cell.exterior().0).unwrap();
            let projected = cell.map_coords(|c| albers.project(c));
            let error = projected.unsigned_area() / cell.geodesic_area_unsigned() - 1.0;
            assert!(error.abs() < 1e-5, "{west} {south}: {error}");
        }
    }

    #[test]
    fn north_is_up_and_the_middle_is_zero() {
        let corners = [coord! { x: 114.0, y: 24.0 }, coord! { x: 118.0, y: 30.0 }];
        let albers = Albers::fitted(&corners).unwrap();
        let middle = albers.project(coord! { x: 116.0, y: 27.0 });
        assert!(middle.x.abs() < 1e-6 && middle.y.abs() < 1e-6);
        let north = albers.project(coord! { x: 116.0, y: 28.0 });
        assert!((110e3..112e3).contains(&north.y), "{north:?}");
    }

    #[test]
    fn a_region_over_the_antimeridian_stays_together() {
        let corners = [
            coord! { x: 179.0, y: -18.0 },
            coord! { x: -179.0, y: -16.0 },
        ];
        let albers = Albers::fitted(&corners).unwrap();
        let [west, east] = corners.map(|c| albers.project(c).x);
        assert!(west < 0.0 && east > 0.0 && east - west < 250e3);
    }

    #[test]
    fn nothing_has_no_projection() {
        assert_eq!(Albers::fitted(&[]), None);
    }
}
