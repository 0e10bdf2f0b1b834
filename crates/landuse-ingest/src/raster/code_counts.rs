//! Which codes a raster holds.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::error::RasterError;
use super::raster::Raster;

/// Columns and rows that are read at a time, more or less.
const SIDE: u32 = 1024;

/// The codes of a raster, or of a sample of its blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeCounts {
    /// The number of cells of each code.
    pub counts: BTreeMap<i64, u64>,
    /// Cells without data, or with no whole number.
    pub without_code: u64,
    /// Whether all cells were read.
    pub is_whole: bool,
}

impl CodeCounts {
    /// All cells that were read.
    #[must_use]
    pub fn cells(&self) -> u64 {
        self.without_code + self.counts.values().sum::<u64>()
    }

    /// The codes of this and of another raster, or another sample.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (code, cells) in other.counts {
            *self.counts.entry(code).or_default() += cells;
        }
        self.without_code += other.without_code;
        self.is_whole &= other.is_whole;
        self
    }

    fn count(codes: &[Option<i64>]) -> Self {
        let mut found = Self {
            is_whole: true,
            ..Self::default()
        };
        for run in codes.chunk_by(|one, next| one == next) {
            match run[0] {
                Some(code) => *found.counts.entry(code).or_default() += run.len() as u64,
                None => found.without_code += run.len() as u64,
            }
        }
        found
    }
}

impl Raster {
    /// The codes that occur, from all cells, or from about `most` in blocks that are spread over the raster. Overviews in the file are
    /// not looked at: some are averages, which hold codes that no cell has.
    ///
    /// # Errors
    /// A block cannot be read.
    pub fn count_codes(&self, most: u64) -> Result<CodeCounts, RasterError> {
        let (windows, is_whole) = self.spread_windows(most);
        let counted = windows.par_iter().map(|window| {
            let size = [window[0].len() as u32, window[1].len() as u32];
            Ok(CodeCounts::count(&self.thinned_codes(window, size)?))
        });
        let none = || {
            Ok(CodeCounts {
                is_whole,
                ..CodeCounts::default()
            })
        };
        counted.reduce(none, |one, other| Ok(one?.and(other?)))
    }

    /// Windows of whole blocks, and whether they are all.
    fn spread_windows(&self, most: u64) -> (Vec<[Range<u32>; 2]>, bool) {
        let (width, height) = (self.grid.width, self.grid.height);
        let blocks = |cells: u32, block: u32, end: u32| {
            let block = block.clamp(1, end);
            cells.max(1).div_ceil(block).saturating_mul(block).min(end)
        };
        let cols = blocks(SIDE, self.storage.block.0, width);
        let rows = blocks(SIDE * SIDE / cols, self.storage.block.1, height);
        let (across, down) = (width.div_ceil(cols), height.div_ceil(rows));
        let all = u64::from(across) * u64::from(down);
        let kept = (most / (u64::from(cols) * u64::from(rows))).clamp(1, all);
        let step = all / kept;
        let window = |number: u64| {
            // A step that is a multiple of the columns would stay in one of them.
            let at = number * all / kept + (number * 7) % step;
            let at = at.min(all - 1);
            let (col, row) = (at % u64::from(across), at / u64::from(across));
            let (col, row) = (col as u32 * cols, row as u32 * rows);
            [col..(col + cols).min(width), row..(row + rows).min(height)]
        };
        ((0..kept).map(window).collect(), kept == all)
    }
}
