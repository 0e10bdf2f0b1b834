//! Layouts: how rasters store their cells, and which can be read together.

use crate::raster::Raster;

/// Rasters that are tallied side by side at most: each worker has a handle on each.
const TOGETHER: usize = 8;

/// How rasters that are read together store their cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// Width and height of blocks, in cells.
    pub(super) block: (u32, u32),
    /// Whether a block can only be decoded behind all that precede it.
    pub(super) in_order: bool,
}

impl Layout {
    pub(super) fn of(raster: &Raster) -> Self {
        Self {
            block: raster.block,
            in_order: raster.in_order,
        }
    }

    /// Blocks that hold those of either.
    pub(super) fn around(self, other: Self) -> Self {
        Self {
            block: (
                self.block.0.max(other.block.0),
                self.block.1.max(other.block.1),
            ),
            in_order: self.in_order || other.in_order,
        }
    }
}

/// Rasters to tally together, by number: those of one layout, and not too many.
pub(super) fn groups(rasters: &[(&str, &Raster)]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (number, (_, raster)) in rasters.iter().enumerate() {
        let fits = |group: &&mut Vec<usize>| {
            let other = rasters[group[0]].1;
            group.len() < TOGETHER && Layout::of(other) == Layout::of(raster)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(number),
            None => groups.push(vec![number]),
        }
    }
    groups
}
