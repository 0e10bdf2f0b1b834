//! Exact coverage by signed-area accumulation, row by row.
//!
//! Each piece of an edge adds to the one cell that it crosses its signed height (*cover*) and the signed area between it and the
//! cell's eastern side (*area*), as font rasterizers do. A cell's share is its area plus the covers of all cells west of it in its row.
//!
//! Heights and areas are integers of 2⁻⁵² cell. Heights telescope, so that the inside of a polygon comes out as exactly 1 and the
//! outside as exactly 0; sums do not depend on the order of edges; and since an edge is cut in the same direction whichever zone it
//! belongs to, the shares of two zones along a common border add up to exactly 1.

use std::ops::Range;

use super::edges::{Edge, Edges};
use super::ring::{greater, lesser};
use super::row::{ImpossibleShare, Piece, RowCells};
use super::spans::{Spans, SpansBuilder};

/// Sums up the edges of `rows`, which are a band of `edges`. The columns `cols` are those that edges cross, of a grid of `width`.
///
/// # Errors
/// The first cell whose share lies outside [0, 1].
pub(super) fn sweep(
    edges: &Edges,
    rows: Range<u32>,
    cols: Range<u32>,
    width: u32,
) -> Result<Spans, ImpossibleShare> {
    let mut cells = RowCells::new(cols, width);
    let mut open: Vec<OpenEdge> = Vec::new();
    let mut spans = SpansBuilder::new();
    for row in rows {
        let mut index = 0;
        while let Some(edge) = open.get_mut(index) {
            if edge.advance(row, &mut cells) {
                index += 1;
            } else {
                open.swap_remove(index);
            }
        }
        for edge in edges.beginning_in(row) {
            open.extend(begin(edge, row, &mut cells));
        }
        cells.settle(row, &mut spans)?;
    }
    Ok(spans.finish())
}

/// Adds the piece of an edge in the first row that it is known of. Returns the rest of the edge.
fn begin(edge: &Edge, row: u32, cells: &mut RowCells) -> Option<OpenEdge> {
    let Edge { top, bottom, sign } = *edge;
    let (origin, below) = (f64::from(row), f64::from(row) + 1.0);
    if top.y > origin && bottom.y < below {
        cells.add(Piece {
            x0: top.x,
            y0: top.y - origin,
            x1: bottom.x,
            y1: bottom.y - origin,
            sign,
        });
        return None;
    }
    let mut rest = OpenEdge {
        edge: *edge,
        slope: (bottom.x - top.x) / (bottom.y - top.y),
        x: top.x,
    };
    let mut y0 = top.y - origin;
    if top.y <= origin {
        rest.x = rest.x_at(origin);
        y0 = 0.0;
    }
    rest.add_from(y0, row, cells).then_some(rest)
}

/// An edge that reaches into rows below.
#[derive(Debug, Clone, Copy)]
struct OpenEdge {
    edge: Edge,
    slope: f64,
    /// Where it crosses into the row at hand.
    x: f64,
}

impl OpenEdge {
    /// Adds its piece in a row that it crosses into. Returns whether it goes on.
    #[inline]
    fn advance(&mut self, row: u32, cells: &mut RowCells) -> bool {
        self.add_from(0.0, row, cells)
    }

    /// Adds its piece in a row, from the ordinate `y0` on. Returns whether it goes on.
    #[inline]
    fn add_from(&mut self, y0: f64, row: u32, cells: &mut RowCells) -> bool {
        let Edge { bottom, sign, .. } = self.edge;
        let below = f64::from(row) + 1.0;
        let x0 = self.x;
        if bottom.y < below {
            let y1 = bottom.y - f64::from(row);
            cells.add(Piece {
                x0,
                y0,
                x1: bottom.x,
                y1,
                sign,
            });
            return false;
        }
        self.x = self.x_at(below);
        cells.add(Piece {
            x0,
            y0,
            x1: self.x,
            y1: 1.0,
            sign,
        });
        bottom.y > below
    }

    #[inline]
    fn x_at(&self, y: f64) -> f64 {
        let Edge { top, bottom, .. } = self.edge;
        let x = top.x + (y - top.y) * self.slope;
        lesser(
            greater(x, lesser(top.x, bottom.x)),
            greater(top.x, bottom.x),
        )
    }
}
