//! Loads: what a tally decodes of a raster, band by band, for whoever shares its rows out.

use std::ops::Range;

use rayon::prelude::*;

use super::bands::bands;
use super::layout::Layout;
use super::request::refuse_other_grid;
use super::tiles::{Tile, tiles};
use crate::overlay::Overlay;
use crate::raster::{Raster, RasterError};

/// Rows that are read together, and what there is to decode of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// Whole rows of blocks, but where the raster ends.
    pub rows: Range<u32>,
    /// Bytes of the blocks that zones touch, decoded.
    pub bytes: u64,
}

impl Overlay {
    /// What a tally of a raster on this grid decodes, from the first row to the last. Rows that no zone touches are in no load. A raster
    /// whose blocks can only be decoded one behind the other is one load.
    ///
    /// # Errors
    /// The raster is on another grid.
    pub fn loads(&self, raster: &Raster) -> Result<Vec<Load>, RasterError> {
        refuse_other_grid(self, raster)?;
        let layout = Layout::from(raster);
        let all = 0..self.grid.height;
        let load = |rows: &Range<u32>, tiles: &[Tile]| Load {
            rows: rows.clone(),
            bytes: tiles.iter().map(|tile| blocks(tile, layout)).sum::<u64>() * block_bytes(raster),
        };
        let bands = bands(layout.block.1, &self.coverage, &all);
        let loads: Vec<_> = bands
            .par_iter()
            .map(|band| load(&band.rows, &tiles(band, layout.block.0, &self.coverage)))
            .collect();
        Ok(match (layout.in_order, loads.first(), loads.last()) {
            (true, Some(first), Some(last)) => vec![Load {
                rows: first.rows.start..last.rows.end,
                bytes: u64::from(self.grid.width)
                    * u64::from(self.grid.height)
                    * raster.codes.bytes(),
            }],
            _ => loads,
        })
    }
}

/// The blocks that the window of a tile, which is one block wide, touches.
fn blocks(tile: &Tile, layout: Layout) -> u64 {
    let rows = &tile.window.rows;
    let height = layout.block.1.max(1);
    u64::from((rows.end - 1) / height - rows.start / height + 1)
}

fn block_bytes(raster: &Raster) -> u64 {
    u64::from(raster.storage.block.0) * u64::from(raster.storage.block.1) * raster.codes.bytes()
}
