//! Which zone lies where in a panel, on a fine lattice: for placing labels only.

use geo::{Coord, coord};
use ndarray::{Array2, s};

/// Points of a panel to the side of a cell.
const CELL: f64 = 0.5;

/// How much depth a point of distance from the centre of gravity is worth.
const OFF_CENTRE: f64 = 0.25;

/// A cell of no zone.
const NONE: u32 = u32::MAX;

/// The zones of a panel, rasterised.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    /// The zone of each cell, by row and column.
    zones: Array2<u32>,
    /// Cells to the nearest one of another zone.
    depth: Array2<f32>,
    /// How many cells above and left of a corner have a zone, for counting in rectangles.
    sums: Array2<u32>,
}

/// A rectangle in a panel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Frame {
    pub(crate) fn around(middle: Coord<f64>, width: f64, height: f64) -> Self {
        Self {
            left: middle.x - width / 2.0,
            top: middle.y - height / 2.0,
            right: middle.x + width / 2.0,
            bottom: middle.y + height / 2.0,
        }
    }

    /// Whether both share a place, or come nearer than `gap`.
    pub(crate) fn touches(&self, other: &Self, gap: f64) -> bool {
        self.left < other.right + gap
            && other.left < self.right + gap
            && self.top < other.bottom + gap
            && other.top < self.bottom + gap
    }

    /// Whether a straight line crosses the rectangle.
    pub(crate) fn is_crossed(&self, from: Coord<f64>, to: Coord<f64>) -> bool {
        // Liang and Barsky's clipping.
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (p, q) in [
            (-dx, from.x - self.left),
            (dx, self.right - from.x),
            (-dy, from.y - self.top),
            (dy, self.bottom - from.y),
        ] {
            if p == 0.0 {
                if q < 0.0 {
                    return false;
                }
            } else if p < 0.0 {
                enter = enter.max(q / p);
            } else {
                leave = leave.min(q / p);
            }
        }
        enter <= leave
    }
}

impl Ground {
    /// Zones as rings in points of a panel of this size.
    pub(crate) fn new(zones: &[Vec<Vec<Coord<f64>>>], width: f64, height: f64) -> Self {
        Self::of_larger(zones, |zone| zone, width, height)
    }

    /// The same where each zone is a part of a larger one, by whose number it goes.
    pub(crate) fn of_larger(
        zones: &[Vec<Vec<Coord<f64>>>],
        number: impl Fn(usize) -> usize,
        width: f64,
        height: f64,
    ) -> Self {
        let (width, height) = ((width / CELL) as usize + 1, (height / CELL) as usize + 1);
        let mut ground = Self {
            zones: Array2::from_elem((height, width), NONE),
            depth: Array2::from_elem((height, width), f32::MAX),
            sums: Array2::zeros((height + 1, width + 1)),
        };
        for (zone, rings) in zones.iter().enumerate() {
            ground.fill(u32::try_from(number(zone)).unwrap_or(NONE), rings);
        }
        ground.measure_depth();
        ground.sum();
        ground
    }

    /// Fills the cells whose middle is inside, by the even-odd rule.
    fn fill(&mut self, zone: u32, rings: &[Vec<Coord<f64>>]) {
        let mut crossings: Vec<(usize, f64)> = Vec::new();
        for pair in rings.iter().flat_map(|ring| ring.windows(2)) {
            let (a, b) = (pair[0], pair[1]);
            let (top, bottom) = if a.y < b.y { (a, b) } else { (b, a) };
            let first = (top.y / CELL - 0.5).ceil().max(0.0) as usize;
            let end = ((bottom.y / CELL - 0.5).ceil().max(0.0) as usize).min(self.zones.nrows());
            for row in first..end {
                let y = (row as f64 + 0.5) * CELL;
                let x = top.x + (y - top.y) / (bottom.y - top.y) * (bottom.x - top.x);
                crossings.push((row, x));
            }
        }
        crossings.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for pair in crossings.chunks_exact(2) {
            let (row, from, to) = (pair[0].0, pair[0].1, pair[1].1);
            let first = (from / CELL - 0.5).ceil().max(0.0) as usize;
            let end = ((to / CELL - 0.5).ceil().max(0.0) as usize).min(self.zones.ncols());
            if first < end {
                self.zones.slice_mut(s![row, first..end]).fill(zone);
            }
        }
    }

    /// The chamfer distance of each cell to the next of another zone, in two passes: one from the
    /// upper left, one back.
    fn measure_depth(&mut self) {
        const NEIGHBOURS: [([isize; 2], f32); 4] = [
            ([0, -1], 1.0),
            ([-1, 0], 1.0),
            ([-1, -1], 1.4),
            ([-1, 1], 1.4),
        ];
        let (rows, columns) = self.zones.dim();
        let cells = rows * columns;
        for sign in [1, -1] {
            for index in 0..cells {
                let cell = if sign > 0 { index } else { cells - 1 - index };
                let at = [cell / columns, cell % columns];
                for ([down, right], step) in NEIGHBOURS {
                    let there = at[0].checked_add_signed(sign * down);
                    let there = there.zip(at[1].checked_add_signed(sign * right));
                    let same =
                        there.filter(|&there| self.zones.get(there) == Some(&self.zones[at]));
                    let through = same.map_or(step / 2.0, |there| self.depth[there] + step);
                    self.depth[at] = self.depth[at].min(through);
                }
            }
        }
    }

    fn sum(&mut self) {
        for ((row, column), &zone) in self.zones.indexed_iter() {
            self.sums[[row + 1, column + 1]] = self.sums[[row, column + 1]]
                + self.sums[[row + 1, column]]
                + u32::from(zone != NONE)
                - self.sums[[row, column]];
        }
    }

    /// The columns and rows that a frame covers: first and end of each; `None` if it leaves the
    /// panel.
    fn cells(&self, frame: &Frame) -> Option<[usize; 4]> {
        let inside = frame.left >= 0.0
            && frame.top >= 0.0
            && frame.right <= self.size()[0]
            && frame.bottom <= self.size()[1];
        let ends = [
            frame.left / CELL,
            frame.top / CELL,
            (frame.right / CELL).ceil(),
            (frame.bottom / CELL).ceil(),
        ];
        inside.then(|| ends.map(|end| end as usize))
    }

    /// The share of a frame that a zone covers; 0 if the frame leaves the panel.
    pub(crate) fn share_of(&self, zone: u32, frame: &Frame) -> f64 {
        let Some([left, top, right, bottom]) = self.cells(frame) else {
            return 0.0;
        };
        let covered = self.zones.slice(s![top..bottom, left..right]);
        let inside = covered.iter().filter(|&&other| other == zone).count();
        inside as f64 / ((right - left) * (bottom - top)) as f64
    }

    /// The share of a frame that any zone covers; `None` if the frame leaves the panel.
    pub(crate) fn share_covered(&self, frame: &Frame) -> Option<f64> {
        let [left, top, right, bottom] = self.cells(frame)?;
        let sum = |row: usize, column: usize| f64::from(self.sums[[row, column]]);
        let covered = sum(bottom, right) - sum(top, right) - sum(bottom, left) + sum(top, left);
        Some(covered / ((right - left) * (bottom - top)) as f64)
    }

    /// How much of a straight line lies in other zones than this one, in points.
    pub(crate) fn length_elsewhere(&self, zone: usize, from: Coord<f64>, to: Coord<f64>) -> f64 {
        let length = (to.x - from.x).hypot(to.y - from.y);
        let steps = (length / CELL).ceil().max(1.0);
        let elsewhere = |step: &usize| {
            let along = (*step as f64 + 0.5) / steps;
            let [x, y] =
                [(from.x, to.x), (from.y, to.y)].map(|(a, b)| (a + along * (b - a)) / CELL);
            let [column, row] = [x, y].map(|at| at.max(0.0) as usize);
            let found = self.zones.get([row, column]);
            found.is_some_and(|&found| ![NONE as usize, zone].contains(&(found as usize)))
        };
        let steps_elsewhere = (0..steps as usize).filter(elsewhere).count();
        steps_elsewhere as f64 / steps * length
    }

    /// The middles of each zone's cells with their depth in points. The first are those where a
    /// label stands best: deep inside, which counts most, and near the centre of gravity.
    pub(crate) fn depths(&self, zones: usize) -> Vec<Vec<(Coord<f64>, f64)>> {
        let mut depths = vec![Vec::new(); zones];
        for ((row, column), &zone) in self.zones.indexed_iter() {
            if let Some(zone_depths) = depths.get_mut(zone as usize) {
                let middle = |cell: usize| (cell as f64 + 0.5) * CELL;
                let place = coord! { x: middle(column), y: middle(row) };
                zone_depths.push((place, f64::from(self.depth[[row, column]]) * CELL));
            }
        }
        for zone_depths in &mut depths {
            let count = zone_depths.len() as f64;
            let places = zone_depths.iter();
            let centre = places.fold(Coord::zero(), |sum, (c, _)| sum + *c / count);
            let worth = |(c, depth): &(Coord<f64>, f64)| {
                depth - OFF_CENTRE * (c.x - centre.x).hypot(c.y - centre.y)
            };
            zone_depths.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
        }
        depths
    }

    /// Whether a place is in a zone, away from its border.
    pub(crate) fn is_well_inside(&self, place: Coord<f64>) -> bool {
        let at = [place.y, place.x].map(|along| (along / CELL) as usize);
        self.zones.get(at).is_some_and(|&zone| zone != NONE)
            && f64::from(self.depth[at]) * CELL > 2.0
    }

    /// Width and height in points.
    pub(crate) fn size(&self) -> [f64; 2] {
        [self.zones.ncols(), self.zones.nrows()].map(|cells| (cells - 1) as f64 * CELL)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use geo::coord;

    use super::*;

    pub(crate) fn square(x: f64, y: f64, side: f64) -> Vec<Vec<Coord<f64>>> {
        let corners = [
            (0.0, 0.0),
            (side, 0.0),
            (side, side),
            (0.0, side),
            (0.0, 0.0),
        ];
        vec![
            corners
                .map(|(dx, dy)| coord! { x: x + dx, y: y + dy })
                .to_vec(),
        ]
    }

    #[test]
    fn the_deepest_place_of_a_square_is_its_middle() {
        let ground = Ground::new(
            &[square(10.0, 10.0, 20.0), square(30.0, 10.0, 5.0)],
            60.0,
            40.0,
        );
        let depths = ground.depths(2);
        let (pole, depth) = depths[0][0];
        assert!(
            (pole.x - 20.0).abs() < 1.0 && (pole.y - 20.0).abs() < 1.0,
            "{pole:?}"
        );
        assert!((depth - 10.0).abs() < 0.5, "{depth}");
        assert!((depths[1][0].0.x - 32.5).abs() < 0.6);
    }

    #[test]
    fn frames_know_what_lies_under_them() {
        let ground = Ground::new(&[square(10.0, 10.0, 20.0)], 60.0, 40.0);
        let frame = |x| Frame::around(coord! { x: x, y: 20.0 }, 10.0, 4.0);
        assert_eq!(ground.share_of(0, &frame(20.0)), 1.0);
        assert_eq!(ground.share_covered(&frame(30.0)), Some(0.5));
        assert_eq!(ground.share_covered(&frame(40.0)), Some(0.0));
        assert_eq!(ground.share_covered(&frame(58.0)), None);
    }

    #[test]
    fn lines_cross_frames_or_pass_them() {
        let frame = Frame::around(coord! { x: 10.0, y: 10.0 }, 4.0, 4.0);
        let from = coord! { x: 0.0, y: 10.0 };
        assert!(frame.is_crossed(from, coord! { x: 20.0, y: 10.0 }));
        assert!(!frame.is_crossed(from, coord! { x: 7.0, y: 10.0 }));
        assert!(!frame.is_crossed(from, coord! { x: 20.0, y: 30.0 }));
    }
}
