//! A ring in cell coordinates, measured.

use geo::{Coord, LineString, Rect, coord};

/// A ring with its area and its bounds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ring<'a> {
    pub(super) line: &'a LineString<f64>,
    /// Shoelace area, as of [`signed_area`].
    pub(super) area: f64,
    /// 1 or −1: what to multiply the area with, so that shells count above 0 and holes below.
    pub(super) winding: f64,
    pub(super) bounds: Rect<f64>,
}

impl<'a> Ring<'a> {
    /// Measures a ring; `None` if it has no vertex.
    pub(super) fn new(line: &'a LineString<f64>, is_hole: bool) -> Option<Self> {
        let origin = *line.0.first()?;
        let (mut min, mut max) = (origin, origin);
        let area = shoelace(line, origin, |vertex| {
            min = coord! { x: lesser(min.x, vertex.x), y: lesser(min.y, vertex.y) };
            max = coord! { x: greater(max.x, vertex.x), y: greater(max.y, vertex.y) };
        });
        let turn = area.signum();
        Some(Self {
            line,
            area,
            winding: if is_hole { -turn } else { turn },
            bounds: Rect::new(min, max),
        })
    }
}

/// Shoelace area of a closed ring, positive if its eastern side runs towards larger y.
pub(crate) fn signed_area(ring: &LineString<f64>) -> f64 {
    ring.0
        .first()
        .map_or(0.0, |origin| shoelace(ring, *origin, |_| ()))
}

fn shoelace(ring: &LineString<f64>, origin: Coord<f64>, mut see: impl FnMut(Coord<f64>)) -> f64 {
    let mut sum = Sum::default();
    let mut from = Coord::zero();
    for vertex in ring.0.iter().skip(1) {
        see(*vertex);
        let to = *vertex - origin;
        sum.add((from.x * to.y - to.x * from.y) / 2.0);
        from = to;
    }
    sum.value()
}

/// A compensated sum: what each addition rounds off is summed up beside.
#[derive(Default)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    #[inline]
    pub(super) fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        // Knuth's exact error of an addition, whichever operand is the larger.
        let of_term = sum - self.sum;
        let of_sum = sum - of_term;
        self.lost += (self.sum - of_sum) + (term - of_term);
        self.sum = sum;
    }

    pub(super) fn value(&self) -> f64 {
        self.sum + self.lost
    }
}

/// The lesser of two numbers, in one instruction since neither is NaN.
#[inline]
pub(super) fn lesser(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// The greater of two numbers, in one instruction since neither is NaN.
#[inline]
pub(super) fn greater(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}
