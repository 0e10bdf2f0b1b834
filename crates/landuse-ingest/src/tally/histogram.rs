//! Histograms: the weights of cells, slot by slot.

use std::collections::BTreeMap;

use super::slots::{Slot, SlotTable, UNKNOWN};
use crate::coverage::{FULL, Share};
use crate::pixel::Pixel;

/// Tables that whole cells are added to in turn, so that neighbours of one class do not wait for each other.
const LANES: usize = 4;

/// Cells that are looked at together: if all are alike, one addition counts them.
const CHUNK: usize = 64;

/// Whole cells that are counted before the tables must be emptied: a weight has at most 44 bits and a little.
pub(super) const ROOM: usize = 1 << 19;

/// Sums of shares × weights by slot.
pub(super) struct Histogram {
    /// Weights of whole cells. Those of unknown slots gather at [`UNKNOWN`].
    whole: Box<[[u64; 256]; LANES]>,
    /// Shares × weights of partly covered cells.
    part: Box<[u128; 256]>,
    /// Shares × weights of slots that the tables have no room for.
    rare: BTreeMap<Slot, u128>,
    counted: usize,
}

/// What cells weigh.
#[derive(Debug, Clone, Copy)]
pub(super) enum Weights<'a> {
    /// All the same.
    Uniform(u64),
    /// Each its own.
    Each(&'a [u64]),
}

impl Weights<'_> {
    pub(super) fn get(self, index: usize) -> u64 {
        match self {
            Weights::Uniform(weight) => weight,
            Weights::Each(weights) => weights[index],
        }
    }
}

impl Histogram {
    pub(super) fn new() -> Self {
        Self {
            whole: Box::new([[0; 256]; LANES]),
            part: Box::new([0; 256]),
            rare: BTreeMap::new(),
            counted: 0,
        }
    }

    /// Whether so many whole cells can be added before [`Self::drain`].
    pub(super) fn has_room(&self, cells: usize) -> bool {
        self.counted + cells <= ROOM
    }

    /// Adds whole cells, [`ROOM`] at most. Returns whether there were some of unknown slots, which are not counted.
    pub(super) fn add_whole<T: Pixel>(
        &mut self,
        cells: &[T],
        table: &SlotTable,
        weights: Weights<'_>,
    ) -> bool {
        self.counted += cells.len();
        match weights {
            Weights::Uniform(weight) => {
                for chunk in cells.chunks(CHUNK) {
                    self.add_chunk(chunk, table, weight);
                }
            }
            Weights::Each(weights) => {
                for (index, (cell, weight)) in cells.iter().zip(weights).enumerate() {
                    self.whole[index % LANES][usize::from(table[cell.index()])] += weight;
                }
            }
        }
        let unknown = usize::from(UNKNOWN);
        let some = self.whole.iter().any(|lane| lane[unknown] != 0);
        self.whole.iter_mut().for_each(|lane| lane[unknown] = 0);
        some
    }

    #[inline]
    fn add_chunk<T: Pixel>(&mut self, chunk: &[T], table: &SlotTable, weight: u64) {
        let slot = |cell: T| usize::from(table[cell.index()]);
        let first = chunk[0];
        if chunk
            .iter()
            .fold(true, |alike, &cell| alike & (cell == first))
        {
            self.whole[0][slot(first)] += weight * chunk.len() as u64;
            return;
        }
        let mut fours = chunk.chunks_exact(LANES);
        for four in &mut fours {
            for (lane, &cell) in self.whole.iter_mut().zip(four) {
                lane[slot(cell)] += weight;
            }
        }
        for &cell in fours.remainder() {
            self.whole[0][slot(cell)] += weight;
        }
    }

    /// Adds a cell of a known slot.
    #[inline]
    pub(super) fn add(&mut self, slot: Slot, share: Share, weight: u64) {
        let amount = u128::from(share) * u128::from(weight);
        if slot < Slot::from(UNKNOWN) {
            self.part[slot as usize] += amount;
        } else {
            *self.rare.entry(slot).or_default() += amount;
        }
    }

    /// Adds the sums of the first `slots` slots, which are all there are, to `sums`, and begins anew.
    pub(super) fn drain(&mut self, slots: usize, sums: &mut Vec<u128>) {
        if sums.len() < slots {
            sums.resize(slots, 0);
        }
        for (slot, sum) in sums.iter_mut().enumerate().take(UNKNOWN.into()) {
            let mut whole = 0;
            for lane in self.whole.iter_mut() {
                whole += std::mem::take(&mut lane[slot]);
            }
            *sum += u128::from(whole) * u128::from(FULL) + std::mem::take(&mut self.part[slot]);
        }
        for (slot, amount) in std::mem::take(&mut self.rare) {
            sums[slot as usize] += amount;
        }
        self.counted = 0;
    }
}
