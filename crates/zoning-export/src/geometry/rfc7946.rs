//! Polygons as RFC 7946 wants them: seven decimals, closed rings, exteriors anticlockwise and
//! holes clockwise.
//!
//! Coordinates are rounded to ten-millionths of a degree (about 1 cm) and kept as integers, so
//! that rounding depends on the vertex alone (a border that two zones share stays shared) and the
//! winding is exact. Consecutive equal positions become one. A ring without area left, as one of
//! fewer than four positions, is dropped: a hole, a part, or the whole geometry. Nothing is cut at
//! the antimeridian.

use geo::{LineString, MultiPolygon};

/// Units per degree.
const PER_DEGREE: i64 = 10_000_000;

/// Longitude and latitude in ten-millionths of a degree.
type Position = [i64; 2];

/// The first and last position are the same.
type Ring = Vec<Position>;

/// A multipolygon with at least one polygon; of each the exterior and then the holes.
#[derive(Debug, PartialEq)]
pub(crate) struct Outline(Vec<Vec<Ring>>);

/// The box around outlines: west and south, east and north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct BoundingBox {
    min: Position,
    max: Position,
}

impl Outline {
    /// The outline of polygons in degrees; `None` if no ring has an area.
    pub(crate) fn of(polygons: &MultiPolygon<f64>) -> Option<Self> {
        let polygons: Vec<Vec<Ring>> = polygons
            .iter()
            .filter_map(|polygon| {
                let exterior = ring(polygon.exterior(), true)?;
                let holes = polygon
                    .interiors()
                    .iter()
                    .filter_map(|hole| ring(hole, false));
                Some([exterior].into_iter().chain(holes).collect())
            })
            .collect();
        (!polygons.is_empty()).then_some(Self(polygons))
    }

    /// The geometry object, always a `MultiPolygon`.
    pub(crate) fn geometry(&self) -> String {
        let coordinates = nested(&self.0, |rings| {
            nested(rings, |ring| nested(ring, position))
        });
        format!(r#"{{"type":"MultiPolygon","coordinates":{coordinates}}}"#)
    }

    pub(crate) fn bounding_box(&self) -> BoundingBox {
        let mut bounds = BoundingBox {
            min: [i64::MAX; 2],
            max: [i64::MIN; 2],
        };
        for &position in self.0.iter().flatten().flatten() {
            bounds = bounds.joined(BoundingBox {
                min: position,
                max: position,
            });
        }
        bounds
    }
}

impl BoundingBox {
    /// The box around both.
    pub(crate) fn joined(self, other: Self) -> Self {
        let pick =
            |a: Position, b: Position, f: fn(i64, i64) -> i64| [f(a[0], b[0]), f(a[1], b[1])];
        Self {
            min: pick(self.min, other.min, Ord::min),
            max: pick(self.max, other.max, Ord::max),
        }
    }

    /// The `bbox` array.
    pub(crate) fn json(&self) -> String {
        nested(
            &[self.min[0], self.min[1], self.max[0], self.max[1]],
            |&x| degrees(x),
        )
    }
}

/// A closed ring that winds as told; `None` if it has no area.
fn ring(line: &LineString<f64>, anticlockwise: bool) -> Option<Ring> {
    let round = |degrees: f64| (degrees * PER_DEGREE as f64).round() as i64;
    let mut ring: Ring = line.coords().map(|c| [round(c.x), round(c.y)]).collect();
    ring.dedup();
    let first = *ring.first()?;
    if ring.last() != Some(&first) {
        ring.push(first);
    }
    match doubled_area(&ring) {
        0 => return None,
        area if (area > 0) != anticlockwise => ring.reverse(),
        _ => {}
    }
    Some(ring)
}

/// Twice the signed area of a closed ring, positive if it runs anticlockwise.
fn doubled_area(ring: &[Position]) -> i128 {
    let edges = ring.windows(2);
    edges
        .map(|edge| {
            let [[x1, y1], [x2, y2]] = [edge[0], edge[1]].map(|p| p.map(i128::from));
            x1 * y2 - x2 * y1
        })
        .sum()
}

fn position([longitude, latitude]: &Position) -> String {
    format!("[{},{}]", degrees(*longitude), degrees(*latitude))
}

/// Degrees without trailing zeros.
fn degrees(ten_millionths: i64) -> String {
    let sign = if ten_millionths < 0 { "-" } else { "" };
    let magnitude = ten_millionths.abs();
    let (whole, fraction) = (magnitude / PER_DEGREE, magnitude % PER_DEGREE);
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{fraction:07}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

fn nested<T>(items: &[T], print: impl Fn(&T) -> String) -> String {
    crate::text::json::array(items.iter().map(print))
}

#[cfg(test)]
mod tests {
    use geo::polygon;
    use proptest::prelude::*;

    use super::*;

    fn outline(polygon: geo::Polygon<f64>) -> Option<Outline> {
        Outline::of(&MultiPolygon::new(vec![polygon]))
    }

    #[test]
    fn exterior_anticlockwise_and_hole_clockwise() {
        let clockwise = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 0.0, y: 3.0), (x: 3.0, y: 3.0), (x: 3.0, y: 0.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0), (x: 1.0, y: 2.0)]],
        );
        assert_eq!(
            outline(clockwise).unwrap().geometry(),
            concat!(
                r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[3,0],[3,3],[0,3],[0,0]],"#,
                r#"[[1,1],[1,2],[2,2],[2,1],[1,1]]]]}"#
            )
        );
    }

    #[test]
    fn seven_decimals_without_trailing_zeros() {
        for (value, expected) in [
            (1_154_702_519, "115.4702519"),
            (1_150_000_000, "115"),
            (1_155_000_000, "115.5"),
            (1, "0.0000001"),
            (-1, "-0.0000001"),
            (-1_800_000_000, "-180"),
            (0, "0"),
        ] {
            assert_eq!(degrees(value), expected);
        }
    }

    #[test]
    fn positions_that_round_to_one_are_one() {
        let jittered = polygon![
            (x: 0.0, y: 0.0), (x: 1e-9, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0),
            (x: 1.0, y: 1.0 + 2e-9), (x: -1e-9, y: 1e-9),
        ];
        let Outline(polygons) = outline(jittered).unwrap();
        let expected = [[0, 0], [1, 0], [1, 1], [0, 0]].map(|p| p.map(|x| x * PER_DEGREE));
        assert_eq!(polygons, [[expected]]);
    }

    #[test]
    fn rings_that_collapse_are_dropped() {
        let speck =
            |x: f64| LineString::from(vec![(x, 1.0), (x + 1e-9, 1.0), (x, 1.0 + 1e-9), (x, 1.0)]);
        let square = || LineString::from(vec![(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
        let with_speck = geo::Polygon::new(square(), vec![speck(1.0)]);
        let without = geo::Polygon::new(square(), vec![]);
        assert_eq!(outline(with_speck), outline(without.clone()));
        assert_eq!(outline(geo::Polygon::new(speck(1.0), vec![])), None);
        let spike = LineString::from(vec![(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (0.0, 0.0)]);
        let parts = vec![geo::Polygon::new(spike, vec![]), without.clone()];
        assert_eq!(Outline::of(&MultiPolygon::new(parts)), outline(without));
        assert_eq!(Outline::of(&MultiPolygon::new(vec![])), None);
    }

    #[test]
    fn the_box_is_around_all_parts() {
        let square = |x: f64| {
            outline(polygon![(x: x, y: 1.0), (x: x + 1.5, y: 1.0), (x: x, y: 2.25)]).unwrap()
        };
        let both = square(-4.0)
            .bounding_box()
            .joined(square(7.0).bounding_box());
        assert_eq!(both.json(), "[-4,1,8.5,2.25]");
    }

    proptest! {
        #[test]
        fn winding_is_right_whatever_the_input_direction(
            radii in prop::collection::vec(0.1..1.0_f64, 3..20),
            (x, y) in (-170.0..170.0_f64, -80.0..80.0_f64),
            reversed: bool,
        ) {
            let step = std::f64::consts::TAU / radii.len() as f64;
            let mut star: Vec<_> = radii
                .iter()
                .enumerate()
                .map(|(i, r)| (x + r * (i as f64 * step).cos(), y + r * (i as f64 * step).sin()))
                .collect();
            if reversed {
                star.reverse();
            }
            let line = geo::Polygon::new(LineString::from(star), vec![]).into_inner().0;
            let [exterior, hole] = [true, false].map(|anticlockwise| {
                ring(&line, anticlockwise).expect("a star has an area")
            });
            prop_assert!(doubled_area(&exterior) > 0);
            prop_assert!(doubled_area(&hole) < 0);
            prop_assert_eq!(exterior.first(), exterior.last());
            prop_assert!(exterior.windows(2).all(|pair| pair[0] != pair[1]));
        }
    }
}
