//! Counting: the sums of one worker.

use super::histogram::{Histogram, ROOM, Weights};
use super::reader::Cells;
use super::slots::{Fraction, Slot, SlotFinder, SlotPlan, UNKNOWN};
use super::sums::Sums;
use super::tiles::{Piece, Tile};
use crate::cell_area::{CellAreas, RowWeight};
use crate::coverage::{FULL, Share};
use crate::raster::{Pixel, Raster, RasterError, RasterProblem};

/// Counts the tiles that one worker reads.
pub(super) struct Counter<'a, T> {
    raster: &'a Raster,
    areas: &'a CellAreas,
    plan: &'a SlotPlan,
    slots: SlotFinder<'a, T>,
    histogram: Histogram,
    /// By zone, then by slot as far as any turned up.
    sums: Vec<Vec<u128>>,
    /// First cells (row, column) of the slots that are not planned, if asked for.
    first_cells: Vec<(u32, u32)>,
    /// Weights of a row's cells where they vary.
    weights: Vec<u64>,
}

/// Neighbouring cells of one share.
#[derive(Clone, Copy)]
struct Run<'a, T> {
    row: u32,
    col: u32,
    share: Share,
    cells: &'a [T],
    weights: Weights<'a>,
}

impl<'a, T: Pixel> Counter<'a, T> {
    pub(super) fn new(
        raster: &'a Raster,
        zones: usize,
        areas: &'a CellAreas,
        plan: &'a SlotPlan,
    ) -> Self {
        Self {
            raster,
            areas,
            plan,
            slots: SlotFinder::new(plan),
            histogram: Histogram::new(),
            sums: vec![Vec::new(); zones],
            first_cells: Vec::new(),
            weights: Vec::new(),
        }
    }

    pub(super) fn into_sums(self) -> Sums {
        Sums::new(
            self.plan,
            self.sums,
            &self.slots.unmapped,
            &self.first_cells,
        )
    }

    /// Counts the cells of a tile.
    pub(super) fn count(&mut self, tile: &Tile, cells: &Cells<'_, T>) -> Result<(), RasterError> {
        for (zone, pieces) in tile.zones() {
            for row in pieces.chunk_by(|a, b| a.row == b.row) {
                match self.areas.row(row[0].row) {
                    RowWeight::Uniform(weight) => {
                        for piece in row {
                            self.count_piece(zone, piece, cells, Weights::Uniform(weight))?;
                        }
                    }
                    RowWeight::Varying => self.count_varying(zone, row, cells)?,
                }
            }
            self.settle(zone);
        }
        Ok(())
    }

    /// Counts the pieces of a row whose cells have weights of their own.
    fn count_varying(
        &mut self,
        zone: usize,
        row: &[Piece],
        cells: &Cells<'_, T>,
    ) -> Result<(), RasterError> {
        let first = row[0].start;
        let mut weights = std::mem::take(&mut self.weights);
        let cols = first..row[row.len() - 1].end;
        self.areas.fill_row(row[0].row, cols, &mut weights);
        for piece in row {
            let here = (piece.start - first) as usize..(piece.end - first) as usize;
            self.count_piece(zone, piece, cells, Weights::Each(&weights[here]))?;
        }
        self.weights = weights;
        Ok(())
    }

    #[inline]
    fn count_piece(
        &mut self,
        zone: usize,
        piece: &Piece,
        cells: &Cells<'_, T>,
        weights: Weights<'_>,
    ) -> Result<(), RasterError> {
        let place = cells.window.place(piece);
        let run = Run {
            row: piece.row,
            col: piece.start,
            share: piece.share,
            cells: &cells.cells[place.clone()],
            weights,
        };
        let Some(mask) = cells.mask else {
            return self.count_run(zone, &run);
        };
        let mut start = 0;
        for alike in mask[place].chunk_by(|a, b| (*a == 0) == (*b == 0)) {
            let part = run.part(start, alike.len());
            start += alike.len();
            if alike[0] == 0 {
                for index in 0..part.cells.len() {
                    let weight = part.weights.get(index);
                    self.histogram
                        .add(self.plan.no_data_slot, part.share, weight);
                }
            } else {
                self.count_run(zone, &part)?;
            }
        }
        Ok(())
    }

    #[inline]
    fn count_run(&mut self, zone: usize, run: &Run<'_, T>) -> Result<(), RasterError> {
        if run.share != FULL {
            return self.count_singly(run, true);
        }
        let cells = run.cells.len();
        if cells > ROOM {
            self.count_run(zone, &run.part(0, ROOM))?;
            return self.count_run(zone, &run.part(ROOM, cells - ROOM));
        }
        if !self.histogram.has_room(cells) {
            self.settle(zone);
        }
        let some_unknown = self
            .histogram
            .add_whole(run.cells, self.slots.table(), run.weights);
        if some_unknown {
            self.count_singly(run, false)?;
        }
        Ok(())
    }

    /// Counts one by one the cells of a run whose slots the table does not know, and the others too `if known`.
    #[inline]
    fn count_singly(&mut self, run: &Run<'_, T>, known: bool) -> Result<(), RasterError> {
        for (index, &cell) in run.cells.iter().enumerate() {
            let slot = match self.slots.table()[cell.index()] {
                UNKNOWN => self.unknown_slot(cell, (run.row, run.col + index as u32))?,
                slot if known => Slot::from(slot),
                _ => continue,
            };
            self.histogram.add(slot, run.share, run.weights.get(index));
        }
        self.slots.publish();
        Ok(())
    }

    fn unknown_slot(&mut self, cell: T, place: (u32, u32)) -> Result<Slot, RasterError> {
        match self.slots.slot(cell) {
            Ok(slot) => {
                if slot > self.plan.no_data_slot && self.plan.first_cells {
                    self.note_first_cell(slot, place);
                }
                Ok(slot)
            }
            Err(Fraction(value)) => Err(self.raster.error(RasterProblem::Fraction {
                col: place.1,
                row: place.0,
                value,
            })),
        }
    }

    fn note_first_cell(&mut self, slot: Slot, cell: (u32, u32)) {
        let index = (slot - self.plan.no_data_slot - 1) as usize;
        if index >= self.first_cells.len() {
            self.first_cells.resize(index + 1, (u32::MAX, u32::MAX));
        }
        self.first_cells[index] = self.first_cells[index].min(cell);
    }

    /// Moves what the histogram holds to a zone.
    fn settle(&mut self, zone: usize) {
        self.histogram.drain(self.slots.len(), &mut self.sums[zone]);
    }
}

impl<'a, T> Run<'a, T> {
    fn part(&self, start: usize, len: usize) -> Self {
        Self {
            row: self.row,
            col: self.col + start as u32,
            share: self.share,
            cells: &self.cells[start..start + len],
            weights: match self.weights {
                Weights::Uniform(weight) => Weights::Uniform(weight),
                Weights::Each(weights) => Weights::Each(&weights[start..start + len]),
            },
        }
    }
}
