//! Histograms: the weights of cells, slot by slot.

use std::collections::BTreeMap;

use super::slots::{Slot, SlotTable, UNKNOWN};
use crate::coverage::{FULL, Share};
use crate::raster::Pixel;

/// Sums of a slot that whole cells are added to in turn, so that neighbours of one class do not wait for each other.
const LANES: usize = 8;

/// Cells that are looked at together: if all are alike, one addition counts them.
const CHUNK: usize = 64;

/// Whole cells that are counted before the tables must be emptied: a weight has at most 44 bits and a little.
pub(super) const ROOM: usize = 1 << 19;

/// Sums of shares × weights by slot.
pub(super) struct Histogram {
    /// Weights of whole cells by slot. Those of unknown slots gather at [`UNKNOWN`].
    whole: Box<[[u64; LANES]; 256]>,
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
            whole: Box::new([[0; LANES]; 256]),
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
                    self.whole[usize::from(table[cell.index()])][index % LANES] += weight;
                }
            }
        }
        let unknown = std::mem::take(&mut self.whole[usize::from(UNKNOWN)]);
        unknown.iter().fold(0, |all, lane| all | lane) != 0
    }

    #[inline]
    fn add_chunk<T: Pixel>(&mut self, chunk: &[T], table: &SlotTable, weight: u64) {
        let slot = |cell: T| usize::from(table[cell.index()]);
        let first = chunk[0];
        if chunk
            .iter()
            .fold(true, |alike, &cell| alike & (cell == first))
        {
            self.whole[slot(first)][0] += weight * chunk.len() as u64;
            return;
        }
        let mut groups = chunk.chunks_exact(LANES);
        for group in &mut groups {
            for (lane, &cell) in group.iter().enumerate() {
                self.whole[slot(cell)][lane] += weight;
            }
        }
        for (lane, &cell) in groups.remainder().iter().enumerate() {
            self.whole[slot(cell)][lane] += weight;
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
        let tables = self.whole.iter_mut().zip(self.part.iter_mut());
        for (sum, (whole, part)) in sums.iter_mut().zip(tables) {
            let whole: u64 = std::mem::take(whole).iter().sum();
            *sum += u128::from(whole) * u128::from(FULL) + std::mem::take(part);
        }
        for (slot, amount) in std::mem::take(&mut self.rare) {
            sums[slot as usize] += amount;
        }
        self.counted = 0;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::raster::NO_PLACE;

    /// Codes up to 7 have slots, code 8 and those from 65,536 have none.
    fn table() -> Box<SlotTable> {
        let mut table = Box::new([UNKNOWN; NO_PLACE + 1]);
        for code in 0..8_u8 {
            table[usize::from(code)] = code / 2;
        }
        table
    }

    /// Runs of codes, from constant stretches to one cell each.
    fn cells() -> impl Strategy<Value = Vec<u32>> {
        let run = (
            prop_oneof![9 => 0..8_u32, 1 => Just(8), 1 => Just(70_000)],
            1..200_usize,
        );
        proptest::collection::vec(run, 0..30)
            .prop_map(|runs| runs.into_iter().flat_map(|(c, n)| vec![c; n]).collect())
    }

    proptest! {
        #[test]
        fn whole_cells_are_counted_as_one_by_one(
            runs in proptest::collection::vec((cells(), 1..1_u64 << 44), 0..4),
            each in any::<bool>(),
        ) {
            let (mut histogram, table) = (Histogram::new(), table());
            let mut naive = vec![0_u128; 4];
            for (cells, weight) in &runs {
                let weights: Vec<u64> = (0..cells.len() as u64).map(|i| weight.abs_diff(i) + 1).collect();
                let weights = if each { Weights::Each(&weights) } else { Weights::Uniform(*weight) };
                let unknown = histogram.add_whole(cells, &table, weights);
                prop_assert_eq!(unknown, cells.iter().any(|&c| c >= 8));
                for (index, &cell) in cells.iter().enumerate().filter(|&(_, &c)| c < 8) {
                    naive[cell as usize / 2] += u128::from(FULL) * u128::from(weights.get(index));
                }
            }
            let mut sums = Vec::new();
            histogram.drain(4, &mut sums);
            prop_assert_eq!(&sums, &naive);
            histogram.drain(4, &mut sums);
            prop_assert_eq!(sums, naive, "drained, but not empty");
        }
    }

    #[test]
    fn as_many_cells_as_there_is_room_for_do_not_overflow() {
        let (mut histogram, table) = (Histogram::new(), table());
        let heaviest = (1 << 44) + (1 << 34);
        assert!(histogram.has_room(ROOM));
        histogram.add_whole(&vec![1_u8; ROOM], &table, Weights::Uniform(heaviest));
        assert!(!histogram.has_room(1));
        let mut sums = Vec::new();
        histogram.drain(1, &mut sums);
        assert_eq!(
            sums,
            [(ROOM as u128) * u128::from(heaviest) * u128::from(FULL)]
        );
        assert!(histogram.has_room(ROOM));
    }

    #[test]
    fn slots_beyond_the_tables_are_summed_too() {
        let mut histogram = Histogram::new();
        histogram.add(254, 3, 5);
        histogram.add(255, 4, 5);
        histogram.add(300, 5, 5);
        histogram.add(300, 6, 5);
        let mut sums = vec![1];
        histogram.drain(301, &mut sums);
        let found: Vec<_> = (0..301).filter(|&slot| sums[slot] != 0).collect();
        assert_eq!(found, [0, 254, 255, 300]);
        assert_eq!([sums[0], sums[254], sums[255], sums[300]], [1, 15, 20, 55]);
    }
}
