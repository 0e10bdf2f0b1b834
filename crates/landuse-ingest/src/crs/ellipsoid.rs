//! Areas on an ellipsoid of revolution, in closed form.

use std::f64::consts::FRAC_PI_2;

use geo::{LineString, MultiPolygon};

/// An ellipsoid of revolution, on which true areas are measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ellipsoid {
    semi_major_m: f64,
    eccentricity: f64,
}

/// Nodes and weights of the five-point Gauss–Legendre rule on [0, 1].
const GAUSS_5: [(f64, f64); 5] = [
    (0.046_910_077_030_668_0, 0.118_463_442_528_094_5),
    (0.230_765_344_947_158_5, 0.239_314_335_249_683_2),
    (0.5, 0.284_444_444_444_444_4),
    (0.769_234_655_052_841_5, 0.239_314_335_249_683_2),
    (0.953_089_922_969_332, 0.118_463_442_528_094_5),
];

impl Ellipsoid {
    /// The ellipsoid of WGS 84.
    pub const WGS84: Self = Self {
        semi_major_m: 6_378_137.0,
        eccentricity: 0.081_819_190_842_621_49,
    };

    /// An ellipsoid from its semi-axes in metres. Equal axes make a sphere.
    ///
    /// A prolate or degenerate pair (`semi_minor_m` above `semi_major_m`, or not positive) is read as the sphere of the major axis.
    pub fn from_axes(semi_major_m: f64, semi_minor_m: f64) -> Self {
        let ratio = semi_minor_m / semi_major_m;
        let squared = if ratio > 0.0 && ratio <= 1.0 {
            1.0 - ratio * ratio
        } else {
            0.0
        };
        Self {
            semi_major_m,
            eccentricity: squared.sqrt(),
        }
    }

    /// Whether both have the same axes, to a millimetre.
    pub fn is_like(&self, other: Self) -> bool {
        (self.semi_major_m - other.semi_major_m).abs() < 1e-3
            && (self.eccentricity - other.eccentricity).abs() < 1e-10
    }

    /// Whether it is a sphere of the Earth's size, which stands for an ellipsoid.
    pub(crate) fn is_spherical_earth(&self) -> bool {
        self.eccentricity == 0.0 && (6.35e6..6.39e6).contains(&self.semi_major_m)
    }

    /// Whether it is, to a metre, that of the datums about the centre of the Earth (WGS 84, CGCS 2000, ETRS89 …), which lie within a
    /// metre of each other.
    pub(crate) fn is_geocentric(&self) -> bool {
        (self.semi_major_m - Self::WGS84.semi_major_m).abs() < 1.0
            && (self.eccentricity - Self::WGS84.eccentricity).abs() < 1e-6
    }

    /// Area in m² of the band between two latitudes (radians), for one radian of longitude.
    ///
    /// The closed form of the authalic latitude, arranged so that thin bands lose no digits. Positive where `to` lies north of
    /// `from`. Latitudes beyond a pole count as the pole.
    pub fn band_area_per_radian(&self, from: f64, to: f64) -> f64 {
        let (from, to) = (
            from.clamp(-FRAC_PI_2, FRAC_PI_2),
            to.clamp(-FRAC_PI_2, FRAC_PI_2),
        );
        let (south, north) = (from.sin(), to.sin());
        let rise = 2.0 * ((from + to) / 2.0).cos() * ((to - from) / 2.0).sin();
        let e = self.eccentricity;
        let e2 = e * e;
        let rational = rise * (1.0 + e2 * south * north)
            / ((1.0 - e2 * south * south) * (1.0 - e2 * north * north));
        let logarithmic = if e > 0.0 {
            (e * rise / (1.0 - e2 * south * north)).atanh() / e
        } else {
            rise
        };
        self.semi_major_m * self.semi_major_m * (1.0 - e2) / 2.0 * (rational + logarithmic)
    }

    /// Area in m² of polygons given as longitude and latitude in radians, their edges straight in that plane.
    ///
    /// Shells count positively and holes negatively, whatever their direction.
    pub fn area(&self, polygons: &MultiPolygon<f64>) -> f64 {
        polygons
            .iter()
            .map(|polygon| {
                let holes: f64 = polygon
                    .interiors()
                    .iter()
                    .map(|ring| self.ring_area(ring).abs())
                    .sum();
                self.ring_area(polygon.exterior()).abs() - holes
            })
            .sum()
    }

    /// Signed area in m² that a closed ring of longitudes and latitudes (radians) encloses; positive if anticlockwise.
    pub fn ring_area(&self, ring: &LineString<f64>) -> f64 {
        let Some(origin) = ring.0.first().map(|c| c.x) else {
            return 0.0;
        };
        ring.lines()
            .map(|edge| {
                let rise = edge.end.y - edge.start.y;
                if rise == 0.0 {
                    return 0.0;
                }
                let moment: f64 = GAUSS_5
                    .iter()
                    .map(|(node, weight)| {
                        let longitude = edge.start.x - origin + node * (edge.end.x - edge.start.x);
                        weight * longitude * self.area_density(edge.start.y + node * rise)
                    })
                    .sum();
                moment * rise
            })
            .sum()
    }

    /// m² per radian of latitude and of longitude.
    fn area_density(&self, latitude: f64) -> f64 {
        let e2 = self.eccentricity * self.eccentricity;
        let flat = 1.0 - e2 * latitude.sin().powi(2);
        self.semi_major_m * self.semi_major_m * (1.0 - e2) * latitude.cos() / (flat * flat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{GeodesicArea, Polygon, polygon};
    use std::f64::consts::TAU;

    #[test]
    fn the_whole_earth_has_the_published_area() {
        let area = Ellipsoid::WGS84.band_area_per_radian(-FRAC_PI_2, FRAC_PI_2) * TAU;
        assert!((area - 510_065_621_724_088.4).abs() < 1.0, "{area}");
    }

    #[test]
    fn a_sphere_follows_archimedes() {
        let sphere = Ellipsoid::from_axes(1.0, 1.0);
        assert!((sphere.band_area_per_radian(0.0, 30_f64.to_radians()) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn thin_bands_add_up_to_a_thick_one() {
        let bands = 100_000;
        let step = 0.5 / f64::from(bands);
        let sum: f64 = (0..bands)
            .map(|i| {
                Ellipsoid::WGS84.band_area_per_radian(f64::from(i) * step, f64::from(i + 1) * step)
            })
            .sum();
        let whole = Ellipsoid::WGS84.band_area_per_radian(0.0, 0.5);
        assert!((sum / whole - 1.0).abs() < 1e-12);
    }

    #[test]
    fn short_edges_agree_with_the_geodesic_area() {
        let circle: Polygon = Polygon::new(
            (0..720)
                .map(|i| f64::from(i).to_radians() / 2.0)
                .map(|t| (115.0 + t.cos(), 28.0 + t.sin()))
                .collect(),
            vec![],
        );
        let radians = MultiPolygon::new(vec![geo::MapCoords::map_coords(
            &circle,
            |c| geo::coord! { x: c.x.to_radians(), y: c.y.to_radians() },
        )]);
        let ours = Ellipsoid::WGS84.area(&radians);
        assert!((ours / circle.geodesic_area_unsigned() - 1.0).abs() < 1e-8);
    }

    #[test]
    fn holes_are_subtracted_whatever_their_direction() {
        let unit = polygon!(exterior: [(x: 0.0, y: 0.0), (x: 0.4, y: 0.0), (x: 0.4, y: 0.4), (x: 0.0, y: 0.4)],
            interiors: [[(x: 0.1, y: 0.1), (x: 0.3, y: 0.1), (x: 0.3, y: 0.3), (x: 0.1, y: 0.3)]]);
        let sphere = Ellipsoid::from_axes(1.0, 1.0);
        let expected = 0.4 * 0.4_f64.sin() - 0.2 * (0.3_f64.sin() - 0.1_f64.sin());
        assert!((sphere.area(&MultiPolygon::new(vec![unit])) - expected).abs() < 1e-12);
    }
}
