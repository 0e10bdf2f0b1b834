//! Bands: the rows that one worker reads and counts at a time, aligned with the file's blocks.

use std::ops::Range;

use crate::coverage::Coverage;
use crate::raster::Raster;

/// A band has at least this many rows, unless a block has more.
const ROWS: u32 = 64;

/// A range that any other extends.
pub(super) const NOTHING: Range<u32> = Range {
    start: u32::MAX,
    end: 0,
};

/// Rows of whole blocks, and the zones that they may touch.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    pub(super) rows: Range<u32>,
    pub(super) zones: Vec<usize>,
}

/// The bands that zones touch, from the first row to the last.
pub(super) fn bands(raster: &Raster, coverage: &Coverage) -> Vec<Band> {
    let block_rows = raster.block.1.max(1);
    let height = block_rows * (ROWS / block_rows).max(1);
    let mut bands: Vec<Band> = (0..coverage.height)
        .step_by(height as usize)
        .map(|start| Band {
            rows: start..(start + height).min(coverage.height),
            zones: Vec::new(),
        })
        .collect();
    for (zone, cover) in coverage.zones.iter().enumerate() {
        let rows = cover.spans.rows();
        if !rows.is_empty() {
            for band in
                &mut bands[(rows.start / height) as usize..=((rows.end - 1) / height) as usize]
            {
                band.zones.push(zone);
            }
        }
    }
    bands.retain(|band| !band.zones.is_empty());
    bands
}

impl Band {
    /// The windows of the band that zones touch, block by block from west to east, each no larger than what they touch.
    pub(super) fn windows(&self, raster: &Raster, coverage: &Coverage) -> Vec<Window> {
        let block_cols = raster.block.0.clamp(1, coverage.width);
        let blocks = coverage.width.div_ceil(block_cols) as usize;
        let mut touched = vec![Window::EMPTY; blocks];
        for &zone in &self.zones {
            let spans = &coverage.zones[zone].spans;
            for row in intersection(&self.rows, &spans.rows()) {
                for span in spans.row(row) {
                    for block in span.start / block_cols..=(span.end - 1) / block_cols {
                        let start = block * block_cols;
                        let cols =
                            intersection(&(span.start..span.end), &(start..start + block_cols));
                        touched[block as usize].extend(&cols, row);
                    }
                }
            }
        }
        touched.retain(|window| !window.rows.is_empty());
        touched
    }
}

/// A rectangle of cells to read at once.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Window {
    pub(super) cols: Range<u32>,
    pub(super) rows: Range<u32>,
}

impl Window {
    const EMPTY: Self = Self {
        cols: NOTHING,
        rows: NOTHING,
    };

    fn extend(&mut self, cols: &Range<u32>, row: u32) {
        self.cols = self.cols.start.min(cols.start)..self.cols.end.max(cols.end);
        self.rows = self.rows.start.min(row)..self.rows.end.max(row + 1);
    }
}

pub(super) fn intersection(a: &Range<u32>, b: &Range<u32>) -> Range<u32> {
    a.start.max(b.start)..a.end.min(b.end)
}
