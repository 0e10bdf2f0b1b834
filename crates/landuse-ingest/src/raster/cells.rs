//! Cells that a program holds in memory, rather than a file.

use std::fmt::Debug;
use std::ops::Range;

/// Cells that a program holds. Any thread may ask for any window, at any time.
pub trait MemoryCells: Debug + Send + Sync {
    /// Fills `cells`, row by row, with those of some columns and rows, all of them within the grid.
    ///
    /// # Errors
    /// The reason why they cannot be handed out.
    fn read(&self, cols: Range<u32>, rows: Range<u32>, cells: CellsMut<'_>) -> Result<(), String>;
}

/// Cells to be filled, of the type that the raster has; `I8` as the bytes of `U8`.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum CellsMut<'a> {
    U8(&'a mut [u8]),
    U16(&'a mut [u16]),
    I16(&'a mut [i16]),
    U32(&'a mut [u32]),
    I32(&'a mut [i32]),
    U64(&'a mut [u64]),
    I64(&'a mut [i64]),
    F32(&'a mut [f32]),
    F64(&'a mut [f64]),
}
