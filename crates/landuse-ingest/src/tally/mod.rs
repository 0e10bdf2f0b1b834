//! Tallying: from covered cells and rasters of codes to hectares.
//!
//! Row bands aligned with the file's blocks are cut into tiles, one for each column of blocks that zones touch. Tiles are read, decoded
//! and counted in parallel, each worker with a handle of its own; what a tile holds of which zone is worked out once for all rasters of one
//! layout. Blocks that no zone touches are not read. All sums are exact integers, so that neither the number of workers nor the
//! order of tiles or zones can change them.

mod bands;
mod counter;
mod frame;
mod grids;
mod histogram;
mod layout;
mod load;
mod mosaic;
mod partial;
mod pool;
mod reader;
mod request;
mod slots;
mod sums;
mod tiles;
mod transitions;
mod worker;

use std::ops::Range;

use carbon_core::levels::Level;
use rayon::prelude::*;

pub use grids::TallyError;
pub use load::Load;
pub use partial::{MergeError, PartialTally, PartialTallyError};
pub use request::TallyRequest;

use crate::ledger::Ledger;
use crate::legend::{LegendFit, fit_legends};
use crate::overlay::Overlay;
use crate::raster::{Raster, RasterError, RasterProblem, UnmappedCode};

use bands::{Band, bands};
use frame::LedgerFrame;
use layout::{Layout, groups};
use pool::{CountsTiles, Pool};
use request::refuse_other_grid;
use sums::Sums;
use tiles::tiles;

/// Fewer cells than this are not worth the start of threads, nor of a handle for each.
const SMALL: u64 = 1 << 20;

/// Cells from which the legends are told that an error names.
const LOOKED_AT: u64 = 1 << 25;

/// A task of a worker has at least this many cells.
const TASK: usize = 1 << 16;

impl Overlay {
    /// Tallies rasters on this grid: one ledger each. Several at once are quicker than one after the other.
    ///
    /// # Errors
    /// A raster is on another grid, a block cannot be read, a cell holds a fraction, nodata is a class, or the legend lacks a code and
    /// that is not allowed; the first raster that something is wrong with.
    pub fn tally(&self, request: &TallyRequest<'_>) -> Result<Vec<Ledger>, RasterError> {
        let sums = self.sums(request, 0..self.grid.height)?;
        Ok(LedgerFrame::new(self, request.legend).ledgers(request, &sums))
    }

    /// Tallies rasters once, and adds up for each level the sums of its leaves, which are these zones: the ledgers of a level are as exact
    /// as those of the zones. By level, then by raster.
    ///
    /// # Errors
    /// As [`Self::tally`].
    pub fn tally_levels(
        &self,
        request: &TallyRequest<'_>,
        levels: &[Level],
    ) -> Result<Vec<Vec<Ledger>>, RasterError> {
        let sums = self.sums(request, 0..self.grid.height)?;
        let frame = LedgerFrame::new(self, request.legend);
        let ledgers_at = |level: &Level| {
            let sums: Vec<Sums> = sums.iter().map(|sums| sums.at(level)).collect();
            frame.at(level).ledgers(request, &sums)
        };
        Ok(levels.iter().map(ledgers_at).collect())
    }

    /// The sums of some rows of each raster.
    fn sums(&self, request: &TallyRequest<'_>, rows: Range<u32>) -> Result<Vec<Sums>, RasterError> {
        let rasters = request.rasters;
        let first_cells = request.refuses_unmapped();
        let plans = request.plans(self, first_cells)?;
        let mut all = vec![None; rasters.len()];
        for group in groups(rasters) {
            let pools: Vec<_> = group
                .iter()
                .map(|&i| (rasters[i].1, &plans[i]))
                .map(|(raster, plan)| {
                    Pool::new(move || worker::start(self, raster, Some(plan), request.stop))
                })
                .collect();
            let layout = Layout::from(rasters[group[0]].1);
            self.run(layout, &rows, &as_counters(&pools), request.progress);
            for (&i, pool) in group.iter().zip(pools) {
                let counted = pool.finish()?.into_iter();
                let sums = counted.filter_map(|worker| worker.into_sums()).fold(
                    Sums::none(&plans[i], self.coverage.zones.len()),
                    Sums::merge,
                );
                if first_cells && !sums.unmapped.is_empty() {
                    return Err(self.unmapped_error(request, rasters[i].1, &sums));
                }
                all[i] = Some(sums);
            }
        }
        Ok(all.into_iter().flatten().collect())
    }

    fn unmapped_error(
        &self,
        request: &TallyRequest<'_>,
        raster: &Raster,
        sums: &Sums,
    ) -> RasterError {
        let frame = LedgerFrame::new(self, request.legend);
        let codes = sums.unmapped.iter().map(|(&code, sums)| UnmappedCode {
            code,
            hectares: frame.hectares(sums.by_zone.iter().sum()).0,
            first_cell: (sums.first_cell.1, sums.first_cell.0),
        });
        raster.error(RasterProblem::Unmapped {
            codes: codes.collect(),
            legend: request.legend.name.clone(),
            nodata: raster.nodata.is_some(),
            fitting: fitting_legends(raster, sums.unmapped.keys()),
        })
    }

    /// Reads the blocks that a tally of these rasters would read, by the same route, and counts nothing: the least that a tally can cost.
    ///
    /// # Errors
    /// The raster is on another grid, or a block cannot be read.
    pub fn decode(&self, rasters: &[&Raster]) -> Result<(), RasterError> {
        let rasters: Vec<_> = rasters.iter().map(|&raster| ("", raster)).collect();
        for (_, raster) in &rasters {
            refuse_other_grid(self, raster)?;
        }
        for group in groups(&rasters) {
            let pools: Vec<_> = group
                .iter()
                .map(|&i| rasters[i].1)
                .map(|raster| Pool::new(move || worker::start(self, raster, None, None)))
                .collect();
            let layout = Layout::from(rasters[group[0]].1);
            let all = 0..self.grid.height;
            self.run(layout, &all, &as_counters(&pools), &|_| {});
            for pool in pools {
                pool.finish()?;
            }
        }
        Ok(())
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
                    tallies
                        .iter()
                        .for_each(|tally| tally.count((number, index), tile));
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

/// The legends that have these codes, and all that the raster holds. It is not read again from a server.
fn fitting_legends<'c>(raster: &Raster, codes: impl Iterator<Item = &'c i64>) -> Vec<String> {
    let mut sources = raster.sources().into_iter();
    if sources.any(|source| source.location.url().is_some()) {
        return Vec::new();
    }
    let Ok(mut found) = raster.count_codes(LOOKED_AT) else {
        return Vec::new();
    };
    codes.for_each(|code| *found.counts.entry(*code).or_default() += 1);
    let fits = fit_legends(&found.counts).into_iter();
    let fits = fits.take_while(LegendFit::fits);
    fits.map(|fit| fit.legend.name).collect()
}

fn as_counters<C: CountsTiles>(pools: &[C]) -> Vec<&dyn CountsTiles> {
    pools.iter().map(|pool| pool as &dyn CountsTiles).collect()
}
