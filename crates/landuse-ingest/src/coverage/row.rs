//! One row of cells, upon which the pieces of edges are summed up.

use std::ops::Range;

use super::column_set::ColumnSet;
use super::fixed::{fixed, part};
use super::ring::{greater, lesser};
use super::spans::{FULL, Span, SpansBuilder};

/// How far a share may stray outside [0, 1] by the rounding of its pieces: 2⁻³⁰ cell.
const ROUNDING: i64 = 1 << 22;

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

/// A piece of an edge that lies in one row. Ordinates are fractions of the row's height, from 0 to 1, `y0` above `y1`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
    /// As of [`Edge`](super::edges::Edge).
    pub(super) sign: i64,
}

/// Cover and area of a cell, in units of 2⁻⁵² cell.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    cover: i64,
    area: i64,
}

impl Cell {
    /// Adds a piece of height `height` and of the area `area` to its east.
    #[inline]
    fn add(&mut self, sign: i64, height: i64, area: i64) {
        self.cover = self.cover.wrapping_add(sign * height);
        self.area = self.area.wrapping_add(sign * area);
    }
}

/// The cells of one row in a range of columns. Sums do not depend on the order of pieces, since they are integers.
#[derive(Debug)]
pub(super) struct RowCells {
    first_col: u32,
    /// Columns of the grid.
    width: u32,
    cells: Vec<Cell>,
    crossed: ColumnSet,
}

impl RowCells {
    /// No piece yet in the columns `cols` of a grid of `width` columns.
    pub(super) fn new(cols: Range<u32>, width: u32) -> Self {
        Self {
            first_col: cols.start,
            width,
            cells: vec![Cell::default(); cols.len()],
            crossed: ColumnSet::new(cols.len()),
        }
    }

    /// Adds a piece, cut at the columns.
    #[inline(always)]
    pub(super) fn add(&mut self, piece: Piece) {
        let Piece {
            x0,
            y0,
            x1,
            y1,
            sign,
        } = piece;
        let (west, east) = (lesser(x0, x1), greater(x0, x1));
        let col = west as u32;
        if west >= 0.0 && east <= f64::from(col) + 1.0 {
            if col < self.width {
                self.add_part(col, west, east, fixed(y1) - fixed(y0), sign);
                self.crossed.insert((col - self.first_col) as usize);
            }
        } else {
            self.add_across(x0, y0, x1, y1, sign);
        }
    }

    /// Adds a piece that runs across columns, or west of them. Its numbers are those of a [`Piece`].
    #[inline(never)]
    fn add_across(&mut self, x0: f64, y0: f64, x1: f64, y1: f64, sign: i64) {
        let (west, east) = (lesser(x0, x1), greater(x0, x1));
        let width = f64::from(self.width);
        if west >= width {
            return;
        }
        if east <= 0.0 {
            self.add_part(0, 0.0, 0.0, fixed(y1) - fixed(y0), sign);
            self.crossed.insert(0);
            return;
        }
        let rise = (y1 - y0) / (x1 - x0);
        let height_at = |x: f64| fixed(lesser(greater(y0 + (x - x0) * rise, y0), y1));
        let (mut from, height_at_east) = if x0 < x1 {
            (fixed(y0), fixed(y1))
        } else {
            (fixed(y1), fixed(y0))
        };
        let mut left = west;
        if west < 0.0 {
            let to = height_at(0.0);
            self.add_part(0, 0.0, 0.0, to.abs_diff(from) as i64, sign);
            (left, from) = (0.0, to);
        }
        let (right, height_at_right) = if east <= width {
            (east, height_at_east)
        } else {
            (width, height_at(width))
        };
        let (first, last) = (left as u32, column_before(right));
        if first < last {
            let mut boundary = f64::from(first) + 1.0;
            let to = height_at(boundary);
            self.add_part(first, left, boundary, to.abs_diff(from) as i64, sign);
            from = to;
            for cell in &mut self.cells
                [(first + 1 - self.first_col) as usize..(last - self.first_col) as usize]
            {
                boundary += 1.0;
                let to = height_at(boundary);
                let height = to.abs_diff(from) as i64;
                cell.add(sign, height, height >> 1);
                from = to;
            }
            left = boundary;
        }
        self.add_part(
            last,
            left,
            right,
            height_at_right.abs_diff(from) as i64,
            sign,
        );
        self.crossed.insert_range(
            (first - self.first_col) as usize,
            (last - self.first_col) as usize,
        );
    }

    /// Adds a piece of a height that runs from `left` to `right` in one column.
    #[inline]
    fn add_part(&mut self, col: u32, left: f64, right: f64, height: i64, sign: i64) {
        let middle = (left + right) / 2.0 - f64::from(col);
        let area = height - part(height, middle);
        self.cells[(col - self.first_col) as usize].add(sign, height, area);
    }

    /// Appends the shares of the row to `spans`, and begins anew.
    ///
    /// # Errors
    /// The first cell whose share lies outside [0, 1].
    pub(super) fn settle(
        &mut self,
        row: u32,
        spans: &mut SpansBuilder,
    ) -> Result<(), ImpossibleShare> {
        spans.begin_row(row);
        let mut cover = 0_i64;
        let mut next = 0_u32;
        let Self {
            first_col,
            width,
            cells,
            crossed,
        } = self;
        crossed.drain(|index| {
            let col = *first_col + index as u32;
            let cell = std::mem::take(&mut cells[index]);
            if next < col {
                push(spans, row, next..col, cover)?;
            }
            push(spans, row, col..col + 1, cover.wrapping_add(cell.area))?;
            cover = cover.wrapping_add(cell.cover);
            next = col + 1;
            Ok(())
        })?;
        if next < *width {
            push(spans, row, next..*width, cover)?;
        }
        Ok(())
    }
}

#[inline]
fn push(
    spans: &mut SpansBuilder,
    row: u32,
    cols: Range<u32>,
    share: i64,
) -> Result<(), ImpossibleShare> {
    let full = FULL as i64;
    if share < -ROUNDING || share > full + ROUNDING {
        return Err(ImpossibleShare {
            col: cols.start,
            row,
            share: share as f64 / FULL as f64,
        });
    }
    if share > 0 {
        spans.push(Span {
            start: cols.start,
            end: cols.end,
            share: share.min(full) as u64,
        });
    }
    Ok(())
}

/// The column that ends at or holds `x`, which is above 0.
fn column_before(x: f64) -> u32 {
    let col = x as u32;
    if f64::from(col) == x { col - 1 } else { col }
}
