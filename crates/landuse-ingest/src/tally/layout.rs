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
    /// Whether blocks are fetched from a server.
    pub(super) fetched: bool,
}

impl From<&Raster> for Layout {
    fn from(raster: &Raster) -> Self {
        Self {
            block: raster.storage.block,
            in_order: raster.storage.in_order,
            fetched: raster
                .sources()
                .iter()
                .any(|source| source.storage.served.is_some()),
        }
    }
}

impl Layout {
    /// Pieces of a raster in the order in which to read them, numbered: from a server the last first. GDAL takes ascending reads for a
    /// sign that a file is wanted whole, and fetches more than it is asked for.
    pub(super) fn in_reading_order<P>(self, pieces: &[P]) -> Vec<(usize, &P)> {
        let mut ordered: Vec<_> = pieces.iter().collect();
        if self.fetched && !self.in_order {
            ordered.reverse();
        }
        ordered.into_iter().enumerate().collect()
    }

    /// Blocks that hold those of either.
    pub(super) fn around(self, other: Self) -> Self {
        Self {
            block: (
                self.block.0.max(other.block.0),
                self.block.1.max(other.block.1),
            ),
            in_order: self.in_order || other.in_order,
            fetched: self.fetched || other.fetched,
        }
    }
}

/// Rasters to tally together, by number: those of one layout, and not too many.
pub(super) fn groups(rasters: &[(&str, &Raster)]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (number, (_, raster)) in rasters.iter().enumerate() {
        let fits = |group: &&mut Vec<usize>| {
            let other = rasters[group[0]].1;
            group.len() < TOGETHER && Layout::from(other) == Layout::from(*raster)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(number),
            None => groups.push(vec![number]),
        }
    }
    groups
}
