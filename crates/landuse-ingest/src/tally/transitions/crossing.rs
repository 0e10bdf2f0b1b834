//! Crossing: rasters read side by side, and which class of one meets which class of another.

use std::collections::BTreeMap;

use super::side::{self, Key, Side};
use crate::overlay::Overlay;
use crate::raster::{Raster, RasterError};
use crate::tally::counter::Counter;
use crate::tally::pool::Worker;
use crate::tally::reader::Cells;
use crate::tally::request::TallyRequest;
use crate::tally::slots::{Slot, SlotPlan};
use crate::tally::tiles::Tile;

/// Sums of share × weight by zone, for each pair of what two rasters hold.
pub(super) type PairSums = BTreeMap<(Key, Key), Vec<u128>>;

/// The rasters of a request, and which of them are crossed.
#[derive(Clone, Copy)]
pub(super) struct Crossing<'a> {
    pub(super) request: &'a TallyRequest<'a>,
    pub(super) overlay: &'a Overlay,
    pub(super) plans: &'a [SlotPlan],
    /// Pairs of rasters, by number.
    pub(super) pairs: &'a [(usize, usize)],
    /// Nothing is planned: each pair of slots gets a slot as it turns up.
    pub(super) pair_plan: &'a SlotPlan,
}

/// Reads all rasters, and counts the pairs of their slots.
pub(super) struct CrossingWorker<'a> {
    pairs: &'a [(usize, usize)],
    sides: Vec<Box<dyn Side + Send + 'a>>,
    /// By raster: the slots of the cells of the tile at hand.
    slots: Vec<Vec<Slot>>,
    /// The pairs of slots of the cells of the tile at hand.
    cells: Vec<u64>,
    /// By pair of rasters.
    counters: Vec<Counter<'a, u64>>,
}

impl<'a> Crossing<'a> {
    /// Starts a worker.
    pub(super) fn start(self) -> Result<CrossingWorker<'a>, RasterError> {
        let rasters: Vec<&Raster> = self.request.rasters.iter().map(|&(_, r)| r).collect();
        let sides = rasters.iter().zip(self.plans);
        let zones = self.overlay.coverage.zones.len();
        let areas = &self.overlay.areas;
        let counter =
            |&(from, _): &(usize, usize)| Counter::new(rasters[from], zones, areas, self.pair_plan);
        Ok(CrossingWorker {
            pairs: self.pairs,
            sides: sides
                .map(|(raster, plan)| side::open(raster, plan, self.request.stop))
                .collect::<Result<_, _>>()?,
            slots: vec![Vec::new(); rasters.len()],
            cells: Vec::new(),
            counters: self.pairs.iter().map(counter).collect(),
        })
    }

    /// The sums of each pair of rasters over all workers.
    pub(super) fn add_up(self, workers: Vec<CrossingWorker<'_>>) -> Vec<PairSums> {
        let mut all = vec![PairSums::new(); self.pairs.len()];
        for worker in workers {
            let sides = worker.sides;
            let counted = self.pairs.iter().zip(worker.counters).zip(&mut all);
            for ((&(from, to), counter), sums) in counted {
                for (code, found) in counter.into_sums().unmapped {
                    let (a, b) = slots_of(code as u64);
                    let here = sums
                        .entry((sides[from].key(a), sides[to].key(b)))
                        .or_insert_with(|| vec![0; found.by_zone.len()]);
                    for (sum, amount) in here.iter_mut().zip(&found.by_zone) {
                        *sum += amount;
                    }
                }
            }
        }
        all
    }
}

impl Worker for CrossingWorker<'_> {
    fn count(&mut self, tile: &Tile) -> Result<(), RasterError> {
        let size = tile.window.cols.len() * tile.window.rows.len();
        for (side, slots) in self.sides.iter_mut().zip(&mut self.slots) {
            slots.resize(size, 0);
            side.read(tile, slots)?;
        }
        self.cells.resize(size, 0);
        for (&(from, to), counter) in self.pairs.iter().zip(&mut self.counters) {
            for piece in &tile.pieces {
                let place = tile.window.place(piece);
                let (from, to) = (
                    &self.slots[from][place.clone()],
                    &self.slots[to][place.clone()],
                );
                for ((pair, &a), &b) in self.cells[place].iter_mut().zip(from).zip(to) {
                    *pair = pair_of(a, b);
                }
            }
            let cells = Cells {
                cells: &self.cells,
                mask: None,
                window: tile.window.clone(),
            };
            counter.count(tile, &cells)?;
        }
        Ok(())
    }
}

/// Marks pairs of slots of more than eight bits.
const WIDE: u64 = 1 << 62;

/// Two slots as one value, small if both are.
#[inline]
fn pair_of(a: Slot, b: Slot) -> u64 {
    let (a, b) = (u64::from(a), u64::from(b));
    if (a | b) < 1 << 8 {
        a << 8 | b
    } else {
        WIDE | a << 31 | b
    }
}

fn slots_of(pair: u64) -> (Slot, Slot) {
    let bits = if pair & WIDE == 0 { 8 } else { 31 };
    let low = |value: u64| (value & ((1 << bits) - 1)) as Slot;
    (low(pair >> bits), low(pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_keep_both_slots() {
        for (a, b) in [(0, 0), (3, 255), (256, 1), (1, 256), (70_000, 1 << 30)] {
            assert_eq!(slots_of(pair_of(a, b)), (a, b));
        }
    }
}
