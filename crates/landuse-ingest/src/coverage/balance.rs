//! The area of a zone in the raster's plane, measured from its edges alone: what the cells must add up to.

use geo::{Coord, Line};

use super::ring::{Ring, Sum};

/// Areas in cells, from the polygon's edges and not from the covered cells.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct PlanarBalance {
    /// Area of the polygon.
    pub total: f64,
    /// Area of the part that lies outside the raster.
    pub outside: f64,
}

/// Measures rings against a raster of `width` × `height` cells.
pub(super) struct Balance {
    width: f64,
    height: f64,
    total: Sum,
    outside: Sum,
}

impl Balance {
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self {
            width: f64::from(width),
            height: f64::from(height),
            total: Sum::default(),
            outside: Sum::default(),
        }
    }

    /// Adds the area of a ring.
    pub(super) fn add_ring(&mut self, ring: &Ring<'_>) {
        self.total.add(ring.winding * ring.area);
        if self.holds(ring.bounds.min()) && self.holds(ring.bounds.max()) {
            return;
        }
        let origin = ring.line.0[0];
        for edge in ring.line.lines() {
            if !(self.holds(edge.start) && self.holds(edge.end)) {
                self.add_edge(edge, origin, ring.winding);
            }
        }
    }

    fn holds(&self, place: Coord<f64>) -> bool {
        (0.0..=self.width).contains(&place.x) && (0.0..=self.height).contains(&place.y)
    }

    /// Adds the area between an edge and the raster, or where it lies north or south of that, between it and `origin`.
    fn add_edge(&mut self, edge: Line<f64>, origin: Coord<f64>, winding: f64) {
        let (x0, x1) = (edge.start.x, edge.end.x);
        let (y0, y1) = (edge.start.y, edge.end.y);
        if y0 == y1 {
            return;
        }
        let x_at = |y: f64| {
            if y == y0 {
                x0
            } else if y == y1 {
                x1
            } else {
                x0 + (y - y0) / (y1 - y0) * (x1 - x0)
            }
        };
        // Where the edge comes into the rows and leaves them: places of its own, however it lies.
        let on_edge = |y: f64| y.clamp(0.0, self.height).clamp(y0.min(y1), y0.max(y1));
        let cuts = [y0, on_edge(y0), on_edge(y1), y1];
        for (part, cut) in cuts.windows(2).enumerate() {
            let (from, to) = (cut[0], cut[1]);
            if from == to {
                continue;
            }
            let (a, b) = (x_at(from), x_at(to));
            let inside_rows = part == 1 && from.max(to) <= self.height && from.min(to) >= 0.0;
            let mean = if inside_rows {
                mean_below(a, b, 0.0) - mean_below(-a, -b, -self.width)
            } else {
                (a + b) / 2.0 - origin.x
            };
            self.outside.add(winding * mean * (to - from));
        }
    }

    pub(super) fn finish(self) -> PlanarBalance {
        PlanarBalance {
            total: self.total.value(),
            outside: self.outside.value().max(0.0),
        }
    }
}

/// Mean of min(x − limit, 0) for x that runs evenly from `a` to `b`.
fn mean_below(a: f64, b: f64, limit: f64) -> f64 {
    let (low, high) = (a.min(b) - limit, a.max(b) - limit);
    if high <= 0.0 {
        (low + high) / 2.0
    } else if low >= 0.0 {
        0.0
    } else {
        -low * low / (2.0 * (high - low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    fn outside(ring: &geo::Polygon) -> PlanarBalance {
        let mut balance = Balance::new(10, 8);
        balance.add_ring(&Ring::new(ring.exterior(), false).unwrap());
        balance.finish()
    }

    #[test]
    fn a_ring_inside_the_raster_has_nothing_outside() {
        let ring = polygon![(x: 1.0, y: 1.0), (x: 4.0, y: 2.0), (x: 2.0, y: 5.0)];
        assert_eq!(
            outside(&ring),
            PlanarBalance {
                total: 5.5,
                outside: 0.0
            }
        );
    }

    #[test]
    fn a_square_over_the_north_western_corner() {
        let ring =
            polygon![(x: -1.0, y: -1.0), (x: 2.0, y: -1.0), (x: 2.0, y: 2.0), (x: -1.0, y: 2.0)];
        assert_eq!(
            outside(&ring),
            PlanarBalance {
                total: 9.0,
                outside: 5.0
            }
        );
    }

    #[test]
    fn a_square_around_the_whole_raster() {
        let ring = polygon![(x: -5.0, y: -5.0), (x: 15.0, y: -5.0), (x: 15.0, y: 13.0), (x: -5.0, y: 13.0)];
        assert_eq!(
            outside(&ring),
            PlanarBalance {
                total: 360.0,
                outside: 280.0
            }
        );
    }

    #[test]
    fn a_triangle_that_crosses_the_eastern_side() {
        let ring = polygon![(x: 8.0, y: 2.0), (x: 12.0, y: 4.0), (x: 8.0, y: 6.0)];
        assert_eq!(
            outside(&ring),
            PlanarBalance {
                total: 8.0,
                outside: 2.0
            }
        );
    }

    #[test]
    fn an_edge_beyond_the_rows_is_not_drawn_out_to_them() {
        // The line of the nearly level side meets the last row half a million cells away.
        let ring = polygon![
            (x: 0.0, y: 18.5), (x: -4.285_939_9, y: 22.532_524_8), (x: -6.143_281_3, y: 22.532_476_7)
        ];
        let PlanarBalance { total, outside } = outside(&ring);
        assert!((outside - total).abs() < 1e-14, "{outside} of {total}");
    }

    #[test]
    fn a_ring_far_away_lies_wholly_outside() {
        let ring = polygon![(x: 1000.0, y: 2.0), (x: 1002.0, y: 2.0), (x: 1002.0, y: 10.0), (x: 1000.0, y: 10.0)];
        assert_eq!(
            outside(&ring),
            PlanarBalance {
                total: 16.0,
                outside: 16.0
            }
        );
    }
}
