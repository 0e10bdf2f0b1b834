//! In how many places outlines cross: what repairing or uniting them costs.

use geo::{Line, LinesIter, MultiPolygon};

use crate::limits::{Exceeded, Limit};

/// Pairs of edges that are compared at most, so that counting never costs much.
const PAIRS: u64 = 1_000_000_000;

/// Refuses outlines that cross in too many places.
///
/// # Errors
/// [`Limit::Crossings`] is exceeded.
pub(super) fn refuse_many_crossings(outlines: &[MultiPolygon<f64>]) -> Result<(), Exceeded> {
    let mut edges: Vec<Line<f64>> = outlines.iter().flat_map(LinesIter::lines_iter).collect();
    edges.sort_by(|a, b| west(a).total_cmp(&west(b)));
    let (mut crossings, mut pairs) = (0, 0);
    for (place, edge) in edges.iter().enumerate() {
        let east = edge.start.x.max(edge.end.x);
        let near = edges[place + 1..]
            .iter()
            .take_while(|other| west(other) <= east);
        for other in near {
            pairs += 1;
            crossings += u64::from(cross(edge, other));
        }
        Limit::Crossings.refuse_above(crossings)?;
        if pairs > PAIRS {
            break;
        }
    }
    Ok(())
}

fn west(edge: &Line<f64>) -> f64 {
    edge.start.x.min(edge.end.x)
}

/// Whether two edges cross between their ends. Rounding may err: this is for counting.
fn cross(one: &Line<f64>, other: &Line<f64>) -> bool {
    parts(one, other) && parts(other, one)
}

/// Whether the ends of another edge lie on both sides of the line through an edge.
fn parts(line: &Line<f64>, other: &Line<f64>) -> bool {
    let side = |x: f64, y: f64| line.dx() * (y - line.start.y) - line.dy() * (x - line.start.x);
    side(other.start.x, other.start.y) * side(other.end.x, other.end.y) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Coord, Polygon, coord};

    /// A ring whose edges up and down cross all of its edges to and fro: `half`² places and some.
    fn zigzag(half: u32) -> MultiPolygon<f64> {
        let vertex = |number: u32| {
            let (step, side) = (f64::from(number % half), f64::from(number % 2) * 100.0);
            let along = 1.0 + step * 98.0 / f64::from(half);
            match number < half {
                true => coord! { x: along, y: side },
                false => coord! { x: side, y: along },
            }
        };
        let ring: Vec<Coord<f64>> = (0..2 * half).map(vertex).collect();
        Polygon::new(ring.into(), Vec::new()).into()
    }

    #[test]
    fn more_crossings_than_real_outlines_have_are_refused() {
        assert!(refuse_many_crossings(&[zigzag(200)]).is_ok());
        let error = refuse_many_crossings(&[zigzag(1_000)]).unwrap_err();
        assert_eq!(error.limit, Limit::Crossings);
        assert!(error.found > 100_000, "{error}");
    }
}
