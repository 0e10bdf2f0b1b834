//! Crossing: rasters read side by side, and which class of one meets which class of another.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::counter::Counter;
use super::failure::Failure;
use super::in_progress::{CountsTiles, Place, lock};
use super::reader::Cells;
use super::side::{self, Key, Side};
use super::slots::{Slot, SlotPlan};
use super::tiles::Tile;
use crate::overlay::Overlay;
use crate::raster::{Raster, RasterError};

/// Sums of share × weight by zone, for each pair of what two rasters hold.
pub(super) type PairSums = BTreeMap<(Key, Key), Vec<u128>>;

/// Rasters of one grid that are being crossed.
pub(super) struct Crossing<'a> {
    overlay: &'a Overlay,
    rasters: &'a [&'a Raster],
    plans: &'a [SlotPlan],
    /// Which rasters are crossed, by number.
    crossed: &'a [(usize, usize)],
    /// Nothing is planned: each pair gets a slot as it turns up.
    pairs: &'a SlotPlan,
    idle: Mutex<Vec<Worker<'a>>>,
    failure: Failure,
}

struct Worker<'a> {
    sides: Vec<Box<dyn Side + Send + 'a>>,
    /// By raster: the slots of the cells of the tile at hand.
    slots: Vec<Vec<Slot>>,
    pairs: Vec<u64>,
    /// By pair of rasters.
    counters: Vec<Counter<'a, u64>>,
}

impl<'a> Crossing<'a> {
    pub(super) fn new(
        overlay: &'a Overlay,
        rasters: &'a [&'a Raster],
        plans: &'a [SlotPlan],
        crossed: &'a [(usize, usize)],
        pairs: &'a SlotPlan,
    ) -> Self {
        Self {
            overlay,
            rasters,
            plans,
            crossed,
            pairs,
            idle: Mutex::default(),
            failure: Failure::default(),
        }
    }

    fn worker(&self) -> Result<Worker<'a>, RasterError> {
        if let Some(worker) = lock(&self.idle).pop() {
            return Ok(worker);
        }
        let sides = self.rasters.iter().zip(self.plans);
        let Overlay {
            coverage, areas, ..
        } = self.overlay;
        let counter = |&(from, _): &(usize, usize)| {
            Counter::new(self.rasters[from], coverage.zones.len(), areas, self.pairs)
        };
        Ok(Worker {
            sides: sides
                .map(|(raster, plan)| side::open(raster, plan))
                .collect::<Result<_, _>>()?,
            slots: vec![Vec::new(); self.rasters.len()],
            pairs: Vec::new(),
            counters: self.crossed.iter().map(counter).collect(),
        })
    }

    fn try_count(&self, tile: &Tile) -> Result<(), RasterError> {
        let mut worker = self.worker()?;
        worker.count(tile, self.crossed)?;
        lock(&self.idle).push(worker);
        Ok(())
    }

    /// The sums of each pair of rasters.
    ///
    /// # Errors
    /// What went wrong in the first tile that failed.
    pub(super) fn finish(self) -> Result<Vec<PairSums>, RasterError> {
        self.failure.into_result()?;
        let mut all = vec![PairSums::new(); self.crossed.len()];
        for Worker {
            sides, counters, ..
        } in self.idle.into_inner().unwrap_or_else(|e| e.into_inner())
        {
            let crossed = self.crossed.iter().zip(counters).zip(&mut all);
            for ((&(from, to), counter), sums) in crossed {
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
        Ok(all)
    }
}

impl CountsTiles for Crossing<'_> {
    fn count(&self, place: Place, tile: &Tile) {
        self.failure.unless_earlier(place, || self.try_count(tile));
    }
}

impl Worker<'_> {
    fn count(&mut self, tile: &Tile, crossed: &[(usize, usize)]) -> Result<(), RasterError> {
        let cells = tile.window.cols.len() * tile.window.rows.len();
        for (side, slots) in self.sides.iter_mut().zip(&mut self.slots) {
            slots.resize(cells, 0);
            side.read(tile, slots)?;
        }
        self.pairs.resize(cells, 0);
        for (&(from, to), counter) in crossed.iter().zip(&mut self.counters) {
            for piece in &tile.pieces {
                let place = tile.window.place(piece);
                let (from, to) = (
                    &self.slots[from][place.clone()],
                    &self.slots[to][place.clone()],
                );
                for ((pair, &a), &b) in self.pairs[place].iter_mut().zip(from).zip(to) {
                    *pair = pair_of(a, b);
                }
            }
            let cells = Cells {
                cells: &self.pairs,
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
