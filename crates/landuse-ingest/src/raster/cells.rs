//! Cells that a program holds, rather than a file: arrays in memory.

use std::fmt::Debug;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::code_type::{CodeType, NoData};
use super::raster::Raster;
use crate::grid::Grid;

/// Columns and rows that are handed out at a time.
const BLOCK: (u32, u32) = (1024, 64);

/// Cells that a program holds. Any thread may ask for any window, at any time.
pub trait HeldCells: Debug + Send + Sync {
    /// Fills `cells`, row by row, with those of some columns and rows, all of them within the grid.
    ///
    /// # Errors
    /// What there is to say if they cannot be had.
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

impl Raster {
    /// A raster of cells that a program holds; messages call it by `name`. They are read a window at a time, where zones touch them, and
    /// never copied as a whole.
    #[must_use]
    pub fn held(
        name: &str,
        grid: Grid,
        codes: CodeType,
        nodata: Option<NoData>,
        cells: Arc<dyn HeldCells>,
    ) -> Self {
        Self {
            path: PathBuf::from(name),
            band: 1,
            block: (BLOCK.0.min(grid.width), BLOCK.1.min(grid.height)),
            grid,
            codes,
            nodata,
            masked: false,
            in_order: false,
            lists_blocks: false,
            warnings: Vec::new(),
            served: None,
            cells: Some(cells),
            stop: None,
        }
    }
}
