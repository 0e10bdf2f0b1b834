//! The edges of a zone by the row in which they begin.

use std::ops::Range;

use geo::Coord;

use super::ring::{Ring, greater, lesser};

/// An edge from its northern end to its southern one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) top: Coord<f64>,
    pub(super) bottom: Coord<f64>,
    /// 1 if the zone lies east of it, −1 if west.
    pub(super) sign: i64,
}

/// The edges of a zone, sorted by row: those that begin in a row, or above a band whose first row it is.
///
/// Bands are swept apart from one another, so each has all the edges that it needs.
#[derive(Debug)]
pub(super) struct Edges {
    bands: Bands,
    /// Where the edges of each row end.
    ends: Vec<usize>,
    edges: Vec<Edge>,
}

impl Edges {
    /// Sorts the edges of `rings` that matter to a grid of `width` columns.
    pub(super) fn new(rings: &[Ring<'_>], bands: Bands, width: u32) -> Self {
        let width = f64::from(width);
        let mut ends = vec![0; bands.rows.len()];
        for_each(rings, &bands, width, |index, _| ends[index] += 1);
        let mut count = 0;
        for end in &mut ends {
            // For now the place of the row's first edge: it moves to their end as they are put there.
            count += std::mem::replace(end, count);
        }
        let nowhere = Edge {
            top: Coord::zero(),
            bottom: Coord::zero(),
            sign: 0,
        };
        let mut edges = vec![nowhere; count];
        for_each(rings, &bands, width, |index, edge| {
            edges[ends[index]] = edge;
            ends[index] += 1;
        });
        Self { bands, ends, edges }
    }

    /// The edges that begin in a row, or above the band whose first row it is.
    pub(super) fn beginning_in(&self, row: u32) -> &[Edge] {
        let index = (row - self.bands.rows.start) as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.edges[start..self.ends[index]]
    }
}

/// Rows in bands that are swept apart from one another.
#[derive(Debug, Clone)]
pub(super) struct Bands {
    rows: Range<u32>,
    /// A band has 2 to the power of this rows.
    bits: u32,
}

impl Bands {
    /// About `count` bands of the same number of rows.
    pub(super) fn new(rows: Range<u32>, count: usize) -> Self {
        let bits = match count {
            0 | 1 => u32::BITS,
            _ => (rows.len() / count).max(1).ilog2(),
        };
        Self { rows, bits }
    }

    /// The rows of each band, from north to south.
    pub(super) fn rows(&self) -> Vec<Range<u32>> {
        let mut start = self.rows.start;
        let next = || {
            let band = start..self.behind(start).min(self.rows.end);
            start = band.end;
            (!band.is_empty()).then_some(band)
        };
        std::iter::from_fn(next).collect()
    }

    /// The first row behind the band of `row`.
    #[inline]
    fn behind(&self, row: u32) -> u32 {
        let band = (u64::from(row) >> self.bits) + 1;
        u32::try_from(band << self.bits).unwrap_or(u32::MAX)
    }
}

/// Calls `list` with each edge and the place of the row in which it begins, and again for each band that it reaches into.
#[inline]
fn for_each(rings: &[Ring<'_>], bands: &Bands, width: f64, mut list: impl FnMut(usize, Edge)) {
    let first = bands.rows.start;
    let (north, south) = (f64::from(first), f64::from(bands.rows.end));
    for ring in rings {
        let winding = ring.winding as i64;
        for ends in ring.line.0.windows(2) {
            let (start, end) = (ends[0], ends[1]);
            let (top, bottom, sign) = if start.y < end.y {
                (start, end, -winding)
            } else {
                (end, start, winding)
            };
            if top.y == bottom.y
                || top.y >= south
                || bottom.y <= north
                || lesser(top.x, bottom.x) >= width
            {
                continue;
            }
            let edge = Edge { top, bottom, sign };
            let mut row = greater(top.y, north) as u32;
            let last = lesser(bottom.y, south);
            while f64::from(row) < last {
                list((row - first) as usize, edge);
                row = bands.behind(row);
            }
        }
    }
}
