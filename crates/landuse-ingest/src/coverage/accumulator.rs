//! Exact coverage by sparse signed-area accumulation.
//!
//! Each piece of an edge adds to the one cell that it crosses its signed height (*cover*) and the signed area between it and the
//! cell's eastern side (*area*), as font rasterizers do. A cell's share is its area plus the covers of all cells west of it in its row.
//!
//! Heights and areas are integers of 2⁻⁵² cell. Heights telescope, so that the inside of a polygon comes out as exactly 1 and the
//! outside as exactly 0; sums do not depend on the order of edges; and since an edge is cut in the same direction whichever zone it
//! belongs to, the shares of two zones along a common border add up to exactly 1.

use geo::{Coord, LineString};

use super::spans::{FULL, Share, Span, Spans, SpansBuilder};

/// How far a share may stray outside [0, 1] by the rounding of its pieces: 2⁻³⁰ cell.
const ROUNDING: i64 = 1 << 22;

#[derive(Clone, Copy)]
struct Contribution {
    row: u32,
    col: u32,
    cover: i64,
    area: i64,
}

/// A cell whose share lies outside [0, 1]: its polygon crosses or overlaps itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImpossibleShare {
    /// Column of the cell.
    pub col: u32,
    /// Row of the cell.
    pub row: u32,
    /// The share, as a fraction of the cell.
    pub share: f64,
}

/// Collects the edges of one zone, given in cell coordinates (x: column, y: row).
pub(super) struct Accumulator {
    width: u32,
    height: u32,
    contributions: Vec<Contribution>,
}

impl Accumulator {
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            contributions: Vec::new(),
        }
    }

    /// Adds a ring. What it encloses is covered if `winding` is the sign of its shoelace sum in (column, row), and uncovered if
    /// it is the opposite.
    pub(super) fn add_ring(&mut self, ring: &LineString<f64>, winding: i64) {
        for edge in ring.lines() {
            if edge.start.y < edge.end.y {
                self.add_edge(edge.start, edge.end, -winding);
            } else if edge.start.y > edge.end.y {
                self.add_edge(edge.end, edge.start, winding);
            }
        }
    }

    /// Adds an edge from `top` to `bottom`, cut at the rows.
    fn add_edge(&mut self, top: Coord<f64>, bottom: Coord<f64>, sign: i64) {
        let height = f64::from(self.height);
        if bottom.y <= 0.0 || top.y >= height || top.x.min(bottom.x) >= f64::from(self.width) {
            return;
        }
        let slope = (bottom.x - top.x) / (bottom.y - top.y);
        let (west, east) = (top.x.min(bottom.x), top.x.max(bottom.x));
        let x_at = |y: f64| (top.x + (y - top.y) * slope).clamp(west, east);
        let first = top.y.max(0.0).floor() as u32;
        let last = bottom.y.min(height).ceil() as u32;
        for row in first..last {
            let origin = f64::from(row);
            let (x0, y0) = if top.y > origin {
                (top.x, top.y - origin)
            } else {
                (x_at(origin), 0.0)
            };
            let (x1, y1) = if bottom.y < origin + 1.0 {
                (bottom.x, bottom.y - origin)
            } else {
                (x_at(origin + 1.0), 1.0)
            };
            self.add_row_piece(row, (x0, y0), (x1, y1), sign);
        }
    }

    /// Adds a piece that lies in one row, cut at the columns. Ordinates are fractions of the row.
    fn add_row_piece(&mut self, row: u32, (x0, y0): (f64, f64), (x1, y1): (f64, f64), sign: i64) {
        let width = f64::from(self.width);
        let (west, east) = (x0.min(x1), x0.max(x1));
        let (h0, h1) = (fixed(y0), fixed(y1));
        if east <= 0.0 {
            self.add(row, 0, sign * (h1 - h0), 0.0);
            return;
        }
        if west >= width {
            return;
        }
        if east - west <= 1.0 && west >= 0.0 && east <= west.floor() + 1.0 {
            let col = west.floor();
            self.add(row, col as u32, sign * (h1 - h0), (west + east) / 2.0 - col);
            return;
        }
        let rise = (y1 - y0) / (x1 - x0);
        let h_at = |x: f64| fixed((y0 + (x - x0) * rise).clamp(y0, y1));
        let h_at_end = |x: f64| {
            if x == x0 {
                h0
            } else if x == x1 {
                h1
            } else {
                h_at(x)
            }
        };
        let direction = if x1 > x0 { sign } else { -sign };
        let mut left = west;
        let mut h_left = h_at_end(west);
        if west < 0.0 {
            let h = h_at_end(0.0);
            self.add(row, 0, direction * (h - h_left), 0.0);
            (left, h_left) = (0.0, h);
        }
        let end = east.min(width);
        while left < end {
            let col = left.floor();
            let right = end.min(col + 1.0);
            let h_right = h_at_end(right);
            self.add(
                row,
                col as u32,
                direction * (h_right - h_left),
                (left + right) / 2.0 - col,
            );
            (left, h_left) = (right, h_right);
        }
    }

    /// Adds a piece of signed height `cover` whose middle lies at the fraction `middle` of the cell's width.
    fn add(&mut self, row: u32, col: u32, cover: i64, middle: f64) {
        if cover == 0 {
            return;
        }
        let area = cover - (cover as f64 * middle).round() as i64;
        if let Some(last) = self.contributions.last_mut()
            && last.row == row
            && last.col == col
        {
            last.cover = last.cover.wrapping_add(cover);
            last.area = last.area.wrapping_add(area);
            return;
        }
        self.contributions.push(Contribution {
            row,
            col,
            cover,
            area,
        });
    }

    /// Sums up, row by row.
    ///
    /// # Errors
    /// The first cell whose share lies outside [0, 1].
    pub(super) fn finish(mut self) -> Result<Spans, ImpossibleShare> {
        self.contributions.sort_unstable_by_key(|c| (c.row, c.col));
        let mut builder = SpansBuilder::new();
        for row in self.contributions.chunk_by(|a, b| a.row == b.row) {
            sum_row(row, self.width, &mut builder)?;
        }
        Ok(builder.finish())
    }
}

fn sum_row(
    contributions: &[Contribution],
    width: u32,
    builder: &mut SpansBuilder,
) -> Result<(), ImpossibleShare> {
    let row = contributions[0].row;
    let mut cover = 0_i64;
    let mut next = 0_u32;
    for cell in contributions.chunk_by(|a, b| a.col == b.col) {
        let col = cell[0].col;
        push(builder, row, next, col, cover)?;
        let area = cell.iter().fold(cover, |sum, c| sum.wrapping_add(c.area));
        push(builder, row, col, col + 1, area)?;
        cover = cell.iter().fold(cover, |sum, c| sum.wrapping_add(c.cover));
        next = col + 1;
    }
    push(builder, row, next, width, cover)
}

fn push(
    builder: &mut SpansBuilder,
    row: u32,
    start: u32,
    end: u32,
    share: i64,
) -> Result<(), ImpossibleShare> {
    if start >= end {
        return Ok(());
    }
    if share < -ROUNDING || share > FULL as i64 + ROUNDING {
        let share = share as f64 / FULL as f64;
        return Err(ImpossibleShare {
            col: start,
            row,
            share,
        });
    }
    let share = share.clamp(0, FULL as i64) as Share;
    if share > 0 {
        builder.push(row, Span { start, end, share });
    }
    Ok(())
}

fn fixed(fraction: f64) -> i64 {
    (fraction * FULL as f64).round() as i64
}
