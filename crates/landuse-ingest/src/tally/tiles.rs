//! Tiles: what one column of blocks holds of a band, as one worker reads and counts it.

use std::ops::Range;

use super::bands::Band;
use crate::coverage::{Coverage, Share, Span};

/// A range that any other extends.
const NOTHING: Range<u32> = Range {
    start: u32::MAX,
    end: 0,
};

/// A rectangle of cells to read at once.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Window {
    pub(super) cols: Range<u32>,
    pub(super) rows: Range<u32>,
}

impl Window {
    /// A block of a file, as wide and high as all blocks, also where it sticks out of the raster.
    pub(super) fn of_block((col, row): (usize, usize), (width, height): (u32, u32)) -> Self {
        let (west, north) = (col as u32 * width, row as u32 * height);
        Self {
            cols: west..west + width,
            rows: north..north + height,
        }
    }

    /// The part of it that lies in some columns and rows, if there is one.
    pub(super) fn intersection(&self, cols: &Range<u32>, rows: &Range<u32>) -> Option<Self> {
        let both = Self {
            cols: intersection(&self.cols, cols),
            rows: intersection(&self.rows, rows),
        };
        (!both.cols.is_empty() && !both.rows.is_empty()).then_some(both)
    }

    /// Where some columns of a row are among the cells of the window, row by row.
    #[inline]
    pub(super) fn place_columns(&self, row: u32, cols: &Range<u32>) -> Range<usize> {
        let row = (row - self.rows.start) as usize * self.cols.len();
        let place = |col: u32| row + (col - self.cols.start) as usize;
        place(cols.start)..place(cols.end)
    }

    /// Where the cells of a piece are among those of the window, row by row.
    #[inline]
    pub(super) fn place(&self, piece: &Piece) -> Range<usize> {
        self.place_columns(piece.row, &(piece.start..piece.end))
    }
}

/// Neighbouring cells of a tile's row that a zone covers by the same share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub(super) row: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) share: Share,
}

/// The pieces of all zones in a column of blocks of a band.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tile {
    /// The smallest window that holds them.
    pub(super) window: Window,
    /// The zones' pieces, one zone after another, row by row, from west to east.
    pub(super) pieces: Vec<Piece>,
    /// Each zone here, and where its pieces end.
    ends: Vec<(usize, usize)>,
}

impl Tile {
    fn new() -> Self {
        Self {
            window: Window {
                cols: NOTHING,
                rows: NOTHING,
            },
            pieces: Vec::new(),
            ends: Vec::new(),
        }
    }

    fn push(&mut self, zone: usize, piece: Piece) {
        let Window { cols, rows } = &mut self.window;
        *cols = cols.start.min(piece.start)..cols.end.max(piece.end);
        *rows = rows.start.min(piece.row)..rows.end.max(piece.row + 1);
        self.pieces.push(piece);
        match self.ends.last_mut() {
            Some((last, end)) if *last == zone => *end += 1,
            _ => self.ends.push((zone, self.pieces.len())),
        }
    }

    /// The zones here with their pieces.
    pub(super) fn zones(&self) -> impl Iterator<Item = (usize, &[Piece])> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|&(_, end)| end));
        starts
            .zip(&self.ends)
            .map(|(start, &(zone, end))| (zone, &self.pieces[start..end]))
    }
}

/// The tiles of a band that zones touch, from west to east.
pub(super) fn tiles(band: &Band, block_cols: u32, coverage: &Coverage) -> Vec<Tile> {
    let block_cols = block_cols.clamp(1, coverage.width);
    let spans = |zone: &usize| &coverage.zones[*zone].spans;
    let rows = || {
        band.zones
            .iter()
            .map(spans)
            .flat_map(|spans| intersection(&band.rows, &spans.rows()).map(|row| spans.row(row)))
    };
    let first = rows().filter_map(|row| Some(row.first()?.start)).min();
    let end = rows().filter_map(|row| Some(row.last()?.end)).max();
    let first = first.unwrap_or(0) / block_cols;
    let count = end.unwrap_or(0).div_ceil(block_cols).saturating_sub(first);
    let mut tiles = vec![Tile::new(); count as usize];
    // The block at hand: most spans lie in that of the span before.
    let (mut block, mut cols) = (0, 0..block_cols);
    for &zone in &band.zones {
        let spans = &coverage.zones[zone].spans;
        for row in intersection(&band.rows, &spans.rows()) {
            for &Span { start, end, share } in spans.row(row) {
                let mut start = start;
                while start < end {
                    if !cols.contains(&start) {
                        block = start / block_cols;
                        cols = block * block_cols..(block + 1).saturating_mul(block_cols);
                    }
                    let end = end.min(cols.end);
                    let piece = Piece {
                        row,
                        start,
                        end,
                        share,
                    };
                    tiles[(block - first) as usize].push(zone, piece);
                    start = end;
                }
            }
        }
    }
    tiles.retain(|tile| !tile.pieces.is_empty());
    tiles
}

fn intersection(a: &Range<u32>, b: &Range<u32>) -> Range<u32> {
    a.start.max(b.start)..a.end.min(b.end)
}
