//! What zones over a grid cost, reckoned before they are laid and before cells are read.

use geo::{LinesIter, MultiPolygon};

use super::overlay::{Overlay, covered_window};
use crate::limits::{Exceeded, Limit};

/// A column of blocks has a place in each row of blocks, which costs about this part of reading a block.
const COLUMNS_PER_BLOCK: u64 = 64;

/// Refuses zones, given in cell coordinates, whose outlines pass through too many cells of a grid.
///
/// # Errors
/// [`Limit::BorderCells`] is exceeded.
pub(super) fn refuse_long_borders(
    zones: &[MultiPolygon<f64>],
    width: u32,
    height: u32,
) -> Result<(), Exceeded> {
    let within = |from: f64, to: f64, end: u32| {
        let end = f64::from(end);
        from.max(to).clamp(0.0, end) - from.min(to).clamp(0.0, end)
    };
    let cells = zones.iter().flat_map(LinesIter::lines_iter).map(|edge| {
        1.0 + within(edge.start.x, edge.end.x, width) + within(edge.start.y, edge.end.y, height)
    });
    Limit::BorderCells.refuse_above(cells.sum::<f64>() as u64)
}

impl Overlay {
    /// Refuses blocks of this size of which zones touch too many.
    ///
    /// # Errors
    /// [`Limit::Blocks`] is exceeded.
    pub(crate) fn refuse_many_blocks(&self, (width, height): (u32, u32)) -> Result<(), Exceeded> {
        let count = |range: std::ops::Range<u32>, size: u32| match range.is_empty() {
            true => 0,
            false => u64::from((range.end - 1) / size.max(1) - range.start / size.max(1) + 1),
        };
        let (cols, rows) = covered_window(&self.coverage);
        let (across, down) = (count(cols, width), count(rows, height));
        let zones = self.coverage.zones.iter().map(|zone| &zone.spans);
        let touched = zones.map(|spans| count(spans.cols(), width) * count(spans.rows(), height));
        let touched = touched.fold(0, u64::saturating_add).min(across * down);
        Limit::Blocks.refuse_above(touched.max(across * COLUMNS_PER_BLOCK))
    }
}
