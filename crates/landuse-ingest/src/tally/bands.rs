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
    let height = block_rows * (ROWS / block_rows).max(1);
    let mut bands: Vec<Band> = (0..coverage.height)
        .step_by(height as usize)
        .map(|start| Band {
            rows: start.max(rows.start)..(start + height).min(rows.end),
            zones: Vec::new(),
        })
        .collect();
    for (zone, cover) in coverage.zones.iter().enumerate() {
        let covered = cover.spans.rows();
        if !covered.is_empty() {
            let last = (covered.end - 1) / height;
            for band in &mut bands[(covered.start / height) as usize..=last as usize] {
                band.zones.push(zone);
            }
        }
    }
    bands.retain(|band| !band.zones.is_empty() && !band.rows.is_empty());
    bands
}
