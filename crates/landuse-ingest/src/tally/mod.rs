//! Tallying: from covered cells and rasters of codes to hectares.
//!
//! Row bands aligned with the file's blocks are cut into tiles, one for each column of blocks that zones touch. Tiles are read, decoded
//! and counted in parallel, each worker with a handle of its own; what a tile holds of which zone is worked out once for all rasters of one
//! layout. Blocks that no zone touches are not read. All sums are exact integers, so that neither the number of workers nor the
//! order of tiles or zones can change them.

mod bands;
mod counter;
mod crossing;
mod failure;
mod frame;
mod histogram;
mod in_progress;
mod layout;
mod load;
mod partial;
mod pixel;
mod reader;
mod side;
mod slots;
mod sums;
mod tiles;
mod transitions;

pub(crate) use frame::{FramedZone, LedgerFrame};
pub use load::Load;
pub use partial::{MergeError, PartialTally};

use std::ops::Range;

use carbon_core::levels::Level;
use rayon::prelude::*;

use crate::ledger::Ledger;
use crate::legend::Legend;
use crate::overlay::Overlay;
use crate::raster::{Raster, RasterError, RasterProblem, UnmappedCode};

use bands::{Band, bands};
use in_progress::{CountsTiles, InProgress, begin};
use layout::{Layout, groups};
use slots::SlotPlan;
use sums::Sums;
use tiles::tiles;

/// Fewer cells than this are not worth the start of threads, nor of a handle for each.
const SMALL: u64 = 1 << 20;

/// A task of a worker has at least this many cells.
const TASK: usize = 1 << 16;

impl Overlay {
    /// Tallies a raster on this grid. `progress` is told the rows that are done, from any thread.
    ///
    /// # Errors
    /// The raster is on another grid, a block cannot be read, a cell holds a fraction, nodata is a class, or the legend lacks a code (unless `allow_unmapped`).
    pub fn tally(
        &self,
        raster: &Raster,
        label: &str,
        legend: &Legend,
        allow_unmapped: bool,
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Ledger, RasterError> {
        let mut ledgers = self.tally_all(&[(label, raster)], legend, allow_unmapped, progress)?;
        Ok(ledgers.remove(0))
    }

    /// Tallies several rasters on this grid, given with their labels: quicker than one after the other.
    ///
    /// # Errors
    /// As [`Self::tally`]; the first raster that something is wrong with.
    pub fn tally_all(
        &self,
        rasters: &[(&str, &Raster)],
        legend: &Legend,
        allow_unmapped: bool,
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Vec<Ledger>, RasterError> {
        let all = 0..self.grid.height;
        let sums = self.sums(rasters, legend, allow_unmapped, all, progress)?;
        let frame = self.frame(legend);
        let labels = rasters.iter().map(|(label, _)| label);
        Ok(labels
            .zip(&sums)
            .map(|(label, sums)| frame.ledger(label, sums))
            .collect())
    }

    /// Tallies several rasters once, and adds up for each level the sums of its leaves, which are these zones: the ledgers of a level are
    /// as exact as those of the zones. By level, then by raster.
    ///
    /// # Errors
    /// As [`Self::tally_all`].
    pub fn tally_levels(
        &self,
        rasters: &[(&str, &Raster)],
        legend: &Legend,
        allow_unmapped: bool,
        levels: &[Level],
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Vec<Vec<Ledger>>, RasterError> {
        let all = 0..self.grid.height;
        let sums = self.sums(rasters, legend, allow_unmapped, all, progress)?;
        let frame = self.frame(legend);
        let at = |level: &Level| {
            let frame = frame.at(level);
            let labels = rasters.iter().map(|(label, _)| label);
            labels
                .zip(&sums)
                .map(|(label, sums)| frame.ledger(label, &sums.at(level)))
                .collect()
        };
        Ok(levels.iter().map(at).collect())
    }

    /// The sums of some rows of each raster.
    fn sums(
        &self,
        rasters: &[(&str, &Raster)],
        legend: &Legend,
        allow_unmapped: bool,
        rows: Range<u32>,
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Vec<Sums>, RasterError> {
        let first_cells = !allow_unmapped && !legend.is_raw();
        let mut plans = Vec::new();
        for (_, raster) in rasters {
            self.refuse_other_grid(raster)?;
            raster.refuse_nodata_as_class(legend)?;
            plans.push(SlotPlan::new(raster, legend, first_cells));
        }
        let mut all = vec![None; rasters.len()];
        for group in groups(rasters) {
            let tallies: Vec<_> = group
                .iter()
                .map(|&i| begin(self, rasters[i].1, Some(&plans[i])))
                .collect();
            let layout = Layout::of(rasters[group[0]].1);
            self.run(layout, &rows, &tiled(&tallies), progress);
            for (&i, tally) in group.iter().zip(tallies) {
                let (_, raster) = rasters[i];
                let sums = tally.finish()?;
                if first_cells && !sums.unmapped.is_empty() {
                    return Err(raster.error(RasterProblem::Unmapped {
                        codes: unmapped_codes(&sums, &self.frame(legend)),
                        legend: legend.name.clone(),
                        nodata: raster.nodata.is_some(),
                    }));
                }
                all[i] = Some(sums);
            }
        }
        Ok(all.into_iter().flatten().collect())
    }

    /// Reads the blocks that a tally of these rasters would read, by the same route, and counts nothing: the least that a tally can cost.
    ///
    /// # Errors
    /// The raster is on another grid, or a block cannot be read.
    pub fn decode(&self, rasters: &[&Raster]) -> Result<(), RasterError> {
        let rasters: Vec<_> = rasters.iter().map(|&raster| ("", raster)).collect();
        for (_, raster) in &rasters {
            self.refuse_other_grid(raster)?;
        }
        for group in groups(&rasters) {
            let readings: Vec<_> = group
                .iter()
                .map(|&i| begin(self, rasters[i].1, None))
                .collect();
            let layout = Layout::of(rasters[group[0]].1);
            let all = 0..self.grid.height;
            self.run(layout, &all, &tiled(&readings), &|_| {});
            for reading in readings {
                reading.finish()?;
            }
        }
        Ok(())
    }

    fn refuse_other_grid(&self, raster: &Raster) -> Result<(), RasterError> {
        match self.grid.difference(&raster.grid) {
            None => Ok(()),
            Some(difference) => Err(raster.error(RasterProblem::OtherGrid {
                difference,
                ours: self.grid.to_string(),
                theirs: raster.grid.to_string(),
            })),
        }
    }

    /// Takes all tiles of some rows through tallies of rasters of one layout.
    fn run(
        &self,
        layout: Layout,
        rows: &Range<u32>,
        tallies: &[&dyn CountsTiles],
        progress: &(dyn Fn(u32) + Sync),
    ) {
        let (block_cols, block_rows) = layout.block;
        let coverage = &self.coverage;
        let bands = bands(block_rows, coverage, rows);
        let bands = layout.in_reading_order(&bands);
        let one_by_one = |tallies: &[&dyn CountsTiles]| {
            for &(number, band) in &bands {
                let tiles = tiles(band, block_cols, coverage);
                for (index, tile) in layout.in_reading_order(&tiles) {
                    tallies.iter().for_each(|t| t.count((number, index), tile));
                }
                progress(band.rows.len() as u32 * tallies.len() as u32);
            }
        };
        let side_by_side = |&(number, band): &(usize, &Band)| {
            let tiles = tiles(band, block_cols, coverage);
            let tiles = layout.in_reading_order(&tiles);
            let task = TASK / (block_cols as usize * band.rows.len()).max(1);
            tallies.par_iter().for_each(|tally| {
                tiles
                    .par_iter()
                    .with_min_len(task)
                    .for_each(|&(index, tile)| tally.count((number, index), tile));
                progress(band.rows.len() as u32);
            });
        };
        let cells = u64::from(self.grid.width) * rows.len() as u64;
        if cells * tallies.len() as u64 <= SMALL {
            one_by_one(tallies);
        } else if layout.in_order {
            tallies.par_chunks(1).for_each(one_by_one);
        } else {
            bands.par_iter().for_each(side_by_side);
        }
    }
}

fn unmapped_codes(sums: &Sums, frame: &LedgerFrame) -> Vec<UnmappedCode> {
    let codes = sums.unmapped.iter();
    codes
        .map(|(&code, sums)| UnmappedCode {
            code,
            hectares: frame.hectares(sums.by_zone.iter().sum()).0,
            first_cell: (sums.first_cell.1, sums.first_cell.0),
        })
        .collect()
}

fn tiled<'a>(tallies: &'a [Box<dyn InProgress + '_>]) -> Vec<&'a dyn CountsTiles> {
    tallies
        .iter()
        .map(|tally| &**tally as &dyn CountsTiles)
        .collect()
}
