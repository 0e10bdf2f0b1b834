//! Sides of a transition: the cells of one raster as slots.

use crate::raster::{Pixel, Raster, RasterError, RasterProblem, with_pixel};
use crate::tally::mosaic::refuse_gaps;
use crate::tally::reader::Reader;
use crate::tally::request::Stop;
use crate::tally::slots::{Fraction, Slot, SlotFinder, SlotPlan, UNKNOWN};
use crate::tally::tiles::{Piece, Tile};

/// What a slot holds, the same for every worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A slot of the plan: a class, or no data.
    Planned(Slot),
    /// A code that the legend lacks.
    Code(i64),
}

/// A raster whose cells one worker reads as slots.
pub(super) trait Side {
    /// Puts the slots of a tile's pieces into `slots`, which has a place for each cell of the tile's window. Cells that no zone
    /// covers are not looked at.
    ///
    /// # Errors
    /// A block cannot be read, or a cell holds a fraction.
    fn read(&mut self, tile: &Tile, slots: &mut [Slot]) -> Result<(), RasterError>;

    /// What a slot of this worker holds.
    fn key(&self, slot: Slot) -> Key;
}

/// A worker's handle on a raster, whatever the type of its codes.
pub(super) fn open<'a>(
    raster: &'a Raster,
    plan: &'a SlotPlan,
    stop: Stop<'a>,
) -> Result<Box<dyn Side + Send + 'a>, RasterError> {
    with_pixel!(raster.codes, T => Ok(Box::new(RasterSide::<T> {
        raster,
        plan,
        reader: Reader::open(raster, stop)?,
        finder: SlotFinder::new(plan),
    })))
}

struct RasterSide<'a, T> {
    raster: &'a Raster,
    plan: &'a SlotPlan,
    reader: Reader<'a, T>,
    finder: SlotFinder<'a, T>,
}

impl<T: Pixel> Side for RasterSide<'_, T> {
    fn read(&mut self, tile: &Tile, slots: &mut [Slot]) -> Result<(), RasterError> {
        let cells = self.reader.read(&tile.window)?;
        refuse_gaps(self.raster, tile, &cells)?;
        for piece in &tile.pieces {
            let from = cells.window.place(piece);
            let to = tile.window.place(piece);
            let pairs = slots[to].iter_mut().zip(&cells.cells[from.clone()]);
            for (index, (slot, &cell)) in pairs.enumerate() {
                let has_data = cells.mask.is_none_or(|mask| mask[from.start + index] != 0);
                *slot = if has_data {
                    slot_of(&mut self.finder, cell, piece, index)
                        .map_err(|problem| self.raster.error(problem))?
                } else {
                    self.plan.no_data_slot
                };
            }
            self.finder.publish();
        }
        Ok(())
    }

    fn key(&self, slot: Slot) -> Key {
        match slot.checked_sub(self.plan.no_data_slot + 1) {
            None => Key::Planned(slot),
            Some(index) => Key::Code(self.finder.unmapped[index as usize]),
        }
    }
}

/// The slot of the cell at a place of a piece.
#[inline]
fn slot_of<T: Pixel>(
    finder: &mut SlotFinder<'_, T>,
    cell: T,
    piece: &Piece,
    index: usize,
) -> Result<Slot, RasterProblem> {
    match finder.table()[cell.index()] {
        UNKNOWN => {}
        slot => return Ok(Slot::from(slot)),
    }
    finder
        .slot(cell)
        .map_err(|Fraction(value)| RasterProblem::Fraction {
            col: piece.start + index as u32,
            row: piece.row,
            value,
        })
}
