//! Bands: the rows that one worker reads and counts at a time, aligned with the file's blocks.

use std::ops::Range;

use crate::coverage::Coverage;

/// A band has at least this many rows, unless a block has more.
const ROWS: u32 = 64;

/// Rows of whole blocks, and the zones that they may touch.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    pub(super) rows: Range<u32>,
    pub(super) zones: Vec<usize>,
}

/// The bands of `rows` that zones touch, from the first row to the last.
pub(super) fn bands(block_rows: u32, coverage: &Coverage, rows: &Range<u32>) -> Vec<Band> {
    let block_rows = block_rows.max(1);
    let height = block_rows.saturating_mul((ROWS / block_rows).max(1));
    let covered = || coverage.zones.iter().map(|zone| zone.spans.rows());
    let touched = || covered().filter(|rows| !rows.is_empty());
    let first = touched().map(|rows| rows.start / height).min();
    let end = touched().map(|rows| (rows.end - 1) / height + 1).max();
    let first = first.unwrap_or(0);
    let mut bands: Vec<Band> = (first..end.unwrap_or(0))
        .map(|band| {
            let start = band * height;
            Band {
                rows: start.max(rows.start)..start.saturating_add(height).min(rows.end),
                zones: Vec::new(),
            }
        })
        .collect();
    for (zone, covered) in covered().enumerate() {
        if !covered.is_empty() {
            let last = (covered.end - 1) / height;
            let [from, to] = [covered.start / height, last].map(|band| (band - first) as usize);
            for band in &mut bands[from..=to] {
                band.zones.push(zone);
            }
        }
    }
    bands.retain(|band| !band.zones.is_empty() && !band.rows.is_empty());
    bands
}
