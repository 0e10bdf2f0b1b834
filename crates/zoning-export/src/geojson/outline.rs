//! Polygons as RFC 7946 wants them: seven decimals, closed rings, exteriors anticlockwise and
//! holes clockwise.
//!
//! Rounding (to about 1 cm) depends on the vertex alone, so that a border that two zones share
//! stays shared. Consecutive equal positions become one. A ring without area left, as one of
//! fewer than four positions, is dropped: a hole, a part, or the whole geometry. Nothing is cut at
//! the antimeridian.

use geo::{Area, LineString, MapCoords, MultiPolygon, Polygon, RemoveRepeatedPoints, coord};

/// Units per degree.
const PER_DEGREE: f64 = 1e7;

/// The outline of polygons in degrees; `None` if no ring has an area.
pub(super) fn outline(shape: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    // Whole units: areas of small rings are then exact, and zero where nothing is left. Adding zero
    // takes the sign from −0.
    let units = |degrees: f64| (degrees * PER_DEGREE).round() + 0.0;
    let rounded = shape.map_coords(|c| coord! { x: units(c.x), y: units(c.y) });
    let polygons = rounded
        .remove_repeated_points()
        .into_iter()
        .filter_map(|polygon| {
            let (exterior, interiors) = polygon.into_inner();
            let exterior = wound(exterior, true)?;
            let holes = interiors.into_iter().filter_map(|hole| wound(hole, false));
            Some(Polygon::new(exterior, holes.collect()))
        });
    let outline: MultiPolygon<f64> = polygons.collect();
    let degrees = outline.map_coords(|c| coord! { x: c.x / PER_DEGREE, y: c.y / PER_DEGREE });
    (!degrees.0.is_empty()).then_some(degrees)
}

/// The ring in the direction asked for; `None` if it has no area. The sign of the area decides,
/// since geo's `Orient` looks at the lowest corner alone, where rounding may leave a spike.
fn wound(ring: LineString<f64>, anticlockwise: bool) -> Option<LineString<f64>> {
    let polygon = Polygon::new(ring, Vec::new());
    let area = polygon.signed_area();
    let (mut ring, _) = polygon.into_inner();
    if (area > 0.0) != anticlockwise {
        ring.0.reverse();
    }
    (area != 0.0).then_some(ring)
}

#[cfg(test)]
mod tests {
    use geo::{Winding, polygon};
    use proptest::prelude::*;

    use super::*;

    fn rounded(polygon: Polygon<f64>) -> Option<MultiPolygon<f64>> {
        outline(&polygon.into())
    }

    #[test]
    fn exterior_anticlockwise_and_hole_clockwise() {
        let clockwise = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 0.0, y: 3.0), (x: 3.0, y: 3.0), (x: 3.0, y: 0.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0), (x: 1.0, y: 2.0)]],
        );
        let expected = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 3.0, y: 0.0), (x: 3.0, y: 3.0), (x: 0.0, y: 3.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 2.0), (x: 2.0, y: 2.0), (x: 2.0, y: 1.0)]],
        );
        assert_eq!(rounded(clockwise), Some(expected.into()));
    }

    #[test]
    fn positions_have_seven_decimals() {
        let given = polygon![
            (x: 115.470_251_94, y: 28.0), (x: 115.5, y: -1e-8), (x: 116.000_000_04, y: 28.333_333_333),
        ];
        let expected = polygon![
            (x: 115.470_251_9, y: 28.0), (x: 115.5, y: 0.0), (x: 116.0, y: 28.333_333_3),
        ];
        let found = rounded(given).unwrap();
        assert_eq!(found, expected.into());
        assert_eq!(format!("{:?}", found.0[0].exterior().0[1].y), "0.0");
    }

    #[test]
    fn positions_that_round_to_one_are_one() {
        let jittered = polygon![
            (x: 0.0, y: 0.0), (x: 1e-9, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0),
            (x: 1.0, y: 1.0 + 2e-9), (x: -1e-9, y: 1e-9),
        ];
        let expected = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)];
        assert_eq!(rounded(jittered), Some(expected.into()));
    }

    #[test]
    fn rings_that_collapse_are_dropped() {
        let speck =
            |x: f64| LineString::from(vec![(x, 1.0), (x + 1e-9, 1.0), (x, 1.0 + 1e-9), (x, 1.0)]);
        let square = || LineString::from(vec![(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
        let with_speck = Polygon::new(square(), vec![speck(1.0)]);
        let without = Polygon::new(square(), vec![]);
        assert_eq!(rounded(with_speck), rounded(without.clone()));
        assert_eq!(rounded(Polygon::new(speck(1.0), vec![])), None);
        let spike = LineString::from(vec![(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (0.0, 0.0)]);
        let parts = vec![Polygon::new(spike, vec![]), without.clone()];
        assert_eq!(outline(&MultiPolygon::new(parts)), rounded(without));
        assert_eq!(outline(&MultiPolygon::new(vec![])), None);
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
            let line = Polygon::new(LineString::from(star), vec![]).into_inner().0;
            let found = rounded(Polygon::new(line.clone(), vec![line])).unwrap();
            let (exterior, hole) = (found.0[0].exterior(), &found.0[0].interiors()[0]);
            prop_assert!(exterior.is_ccw() && hole.is_cw());
            prop_assert_eq!(exterior.0.first(), exterior.0.last());
            prop_assert!(exterior.0.windows(2).all(|pair| pair[0] != pair[1]));
        }
    }
}
