//! Counting: the sums of one worker.

use std::collections::BTreeMap;

use super::bands::{Band, Window, intersection};
use super::reader::Cells;
use super::slots::{Fraction, Slot, SlotFinder, SlotPlan};
use crate::cell_area::{CellAreas, RowWeight};
use crate::coverage::{Coverage, FULL, Share};
use crate::pixel::Pixel;
use crate::raster::{Raster, RasterError, RasterProblem};

/// Exact sums of share × weight.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// By zone, then by slot of the plan.
    pub(super) planned: Vec<Vec<u128>>,
    /// Codes that the legend lacks.
    pub(super) unmapped: BTreeMap<i64, UnmappedSums>,
}

/// The sums of a code that the legend lacks.
#[derive(Debug, Clone)]
pub(super) struct UnmappedSums {
    pub(super) by_zone: BTreeMap<usize, u128>,
    /// Row and column of the first such cell.
    pub(super) first_cell: (u32, u32),
}

impl Sums {
    fn new(zones: usize, slots: usize) -> Self {
        Self {
            planned: vec![vec![0; slots]; zones],
            unmapped: BTreeMap::new(),
        }
    }

    /// Adds the sums of other rows.
    pub(super) fn merge(mut self, other: Self) -> Self {
        if self.planned.is_empty() {
            return other;
        }
        for (ours, theirs) in self.planned.iter_mut().zip(&other.planned) {
            for (a, b) in ours.iter_mut().zip(theirs) {
                *a += b;
            }
        }
        for (code, theirs) in other.unmapped {
            let ours = self.unplanned(code, theirs.first_cell);
            for (zone, sum) in theirs.by_zone {
                *ours.by_zone.entry(zone).or_default() += sum;
            }
        }
        self
    }

    /// The sums of a code that the legend lacks, of which a cell is known.
    fn unplanned(&mut self, code: i64, cell: (u32, u32)) -> &mut UnmappedSums {
        let sums = self.unmapped.entry(code).or_insert(UnmappedSums {
            by_zone: BTreeMap::new(),
            first_cell: cell,
        });
        sums.first_cell = sums.first_cell.min(cell);
        sums
    }
}

/// Counts the cells that one worker reads.
pub(super) struct Counter<'a, T> {
    raster: &'a Raster,
    coverage: &'a Coverage,
    areas: &'a CellAreas,
    no_data_slot: Slot,
    slots: SlotFinder<'a, T>,
    sums: Sums,
    /// Weights of the wholly covered cells of the zone and row at hand, by slot.
    whole: Vec<u64>,
    /// Shares × weights of its partly covered cells, by slot.
    part: Vec<u128>,
    /// First cells (row, column) of the slots that are not planned.
    first_cells: Vec<(u32, u32)>,
    /// Weights of the row's cells in the window, where they vary.
    weights: Vec<u64>,
}

/// The cells of a span in a window.
struct Run<'a, T> {
    row: u32,
    first_col: u32,
    share: Share,
    cells: &'a [T],
    mask: Option<&'a [u8]>,
    /// Place of the first cell among the weights of the row.
    offset: usize,
}

impl<'a, T: Pixel> Counter<'a, T> {
    pub(super) fn new(
        raster: &'a Raster,
        coverage: &'a Coverage,
        areas: &'a CellAreas,
        plan: &'a SlotPlan,
    ) -> Self {
        let planned = plan.no_data_slot as usize + 1;
        Self {
            raster,
            coverage,
            areas,
            no_data_slot: plan.no_data_slot,
            slots: SlotFinder::new(plan),
            sums: Sums::new(coverage.zones.len(), planned),
            whole: vec![0; planned],
            part: vec![0; planned],
            first_cells: Vec::new(),
            weights: Vec::new(),
        }
    }

    pub(super) fn into_sums(self) -> Sums {
        self.sums
    }

    /// Counts a window of a band.
    pub(super) fn count(
        &mut self,
        band: &Band,
        window: &Window,
        cells: &Cells<'_, T>,
    ) -> Result<(), RasterError> {
        let width = window.cols.len();
        for row in window.rows.clone() {
            let weight = self.areas.row(row);
            if weight == RowWeight::Varying {
                self.areas
                    .fill_row(row, window.cols.clone(), &mut self.weights);
            }
            let start = (row - window.rows.start) as usize * width;
            for &zone in &band.zones {
                let spans = self.coverage.zones[zone].spans.row(row);
                let first = spans.partition_point(|span| span.end <= window.cols.start);
                let here = spans[first..]
                    .iter()
                    .take_while(|span| span.start < window.cols.end);
                let mut any = false;
                for span in here {
                    let cols = intersection(&(span.start..span.end), &window.cols);
                    let offset = (cols.start - window.cols.start) as usize;
                    let place = start + offset..start + offset + cols.len();
                    let run = Run {
                        row,
                        first_col: cols.start,
                        share: span.share,
                        cells: &cells.cells[place.clone()],
                        mask: cells.mask.map(|mask| &mask[place]),
                        offset,
                    };
                    self.count_run(&run, weight)?;
                    any = true;
                }
                if any {
                    self.settle(zone, weight);
                }
            }
        }
        Ok(())
    }

    fn count_run(&mut self, run: &Run<'_, T>, weight: RowWeight) -> Result<(), RasterError> {
        if run.share == FULL && run.mask.is_none() && weight != RowWeight::Varying {
            for index in 0..run.cells.len() {
                let slot = self.slot(run, index)?;
                self.whole[slot] += 1;
            }
            return Ok(());
        }
        for index in 0..run.cells.len() {
            let slot = match run.mask {
                Some(mask) if mask[index] == 0 => self.no_data_slot as usize,
                _ => self.slot(run, index)?,
            };
            let weight = match weight {
                RowWeight::Uniform(_) => 1,
                RowWeight::Varying => self.weights[run.offset + index],
            };
            if run.share == FULL {
                self.whole[slot] += weight;
            } else {
                self.part[slot] += u128::from(run.share) * u128::from(weight);
            }
        }
        Ok(())
    }

    #[inline]
    fn slot(&mut self, run: &Run<'_, T>, index: usize) -> Result<usize, RasterError> {
        let col = run.first_col + index as u32;
        match self.slots.slot(run.cells[index]) {
            Ok(slot) => {
                if slot > self.no_data_slot {
                    self.note_unplanned(slot, (run.row, col));
                }
                Ok(slot as usize)
            }
            Err(Fraction(value)) => Err(self.raster.error(RasterProblem::Fraction {
                col,
                row: run.row,
                value,
            })),
        }
    }

    fn note_unplanned(&mut self, slot: Slot, cell: (u32, u32)) {
        let index = (slot - self.no_data_slot - 1) as usize;
        if index >= self.first_cells.len() {
            self.first_cells.resize(index + 1, (u32::MAX, u32::MAX));
            self.whole.resize(slot as usize + 1, 0);
            self.part.resize(slot as usize + 1, 0);
        }
        self.first_cells[index] = self.first_cells[index].min(cell);
    }

    /// Moves the sums of a zone's row to the zone.
    fn settle(&mut self, zone: usize, weight: RowWeight) {
        let factor = match weight {
            RowWeight::Uniform(weight) => u128::from(weight),
            RowWeight::Varying => 1,
        };
        let planned = self.no_data_slot as usize + 1;
        for slot in 0..self.whole.len() {
            let sum = u128::from(self.whole[slot]) * u128::from(FULL) + self.part[slot];
            if sum == 0 {
                continue;
            }
            (self.whole[slot], self.part[slot]) = (0, 0);
            if slot < planned {
                self.sums.planned[zone][slot] += sum * factor;
            } else {
                let index = slot - planned;
                let sums = self
                    .sums
                    .unplanned(self.slots.unmapped[index], self.first_cells[index]);
                *sums.by_zone.entry(zone).or_default() += sum * factor;
            }
        }
    }
}
