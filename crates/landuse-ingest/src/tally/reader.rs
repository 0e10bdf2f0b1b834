//! A worker's own handle on a raster.

use gdal::raster::RasterBand;
use gdal::{Dataset, Metadata};

use super::bands::Window;
use crate::gdal_log::listen;
use crate::pixel::Pixel;
use crate::raster::{Raster, RasterError, RasterProblem};

/// Reads windows of a raster into buffers that it reuses.
pub(super) struct Reader<'a, T> {
    raster: &'a Raster,
    dataset: Dataset,
    cells: Vec<T>,
    mask: Vec<u8>,
}

/// Cells of a window, row by row, and its mask (0: no data) if the raster has one.
pub(super) struct Cells<'a, T> {
    pub(super) cells: &'a [T],
    pub(super) mask: Option<&'a [u8]>,
}

impl<'a, T: Pixel> Reader<'a, T> {
    pub(super) fn open(raster: &'a Raster) -> Result<Self, RasterError> {
        Ok(Self {
            raster,
            dataset: raster.dataset()?,
            cells: Vec::new(),
            mask: Vec::new(),
        })
    }

    pub(super) fn read(&mut self, window: &Window) -> Result<Cells<'_, T>, RasterError> {
        let raster = self.raster;
        let fail = |problem: RasterProblem| raster.error(problem);
        let band = self
            .dataset
            .rasterband(raster.band)
            .map_err(|e| fail(e.into()))?;
        let cells = window.cols.len() * window.rows.len();
        self.cells.resize(cells, T::default());
        read_window(&band, raster, window, &mut self.cells).map_err(fail)?;
        if raster.masked {
            let mask = band.open_mask_band().map_err(|e| fail(e.into()))?;
            self.mask.resize(cells, 0);
            read_window(&mask, raster, window, &mut self.mask).map_err(fail)?;
        }
        Ok(Cells {
            cells: &self.cells,
            mask: raster.masked.then_some(&self.mask[..]),
        })
    }
}

fn read_window<T: Pixel>(
    band: &RasterBand<'_>,
    raster: &Raster,
    window: &Window,
    cells: &mut [T],
) -> Result<(), RasterProblem> {
    let (width, height) = (window.cols.len(), window.rows.len());
    let origin = (window.cols.start as isize, window.rows.start as isize);
    let read = || band.read_into_slice(origin, (width, height), (width, height), cells, None);
    let (result, said) = listen(read);
    result.map_err(|error| {
        let said = said.last().cloned().unwrap_or_else(|| error.to_string());
        broken_block::<T>(band, raster, window, said)
    })
}

/// Names the first block of a window that cannot be read.
fn broken_block<T: Pixel>(
    band: &RasterBand<'_>,
    raster: &Raster,
    window: &Window,
    mut said: String,
) -> RasterProblem {
    let (block_cols, block_rows) = (raster.block.0.max(1), raster.block.1.max(1));
    let block_x = window.cols.start / block_cols;
    let first = window.rows.start / block_rows;
    let mut block_y = first;
    for candidate in first..window.rows.end.div_ceil(block_rows) {
        let (block, messages) =
            listen(|| band.read_block::<T>((block_x as usize, candidate as usize)));
        if block.is_err() {
            block_y = candidate;
            said = messages.last().cloned().unwrap_or(said);
            break;
        }
    }
    let place =
        |what: &str| band.metadata_item(&format!("BLOCK_{what}_{block_x}_{block_y}"), "TIFF");
    let at = place("OFFSET")
        .zip(place("SIZE"))
        .map(|(offset, size)| format!(", {size} bytes from byte {offset}"));
    RasterProblem::Block {
        block_x,
        block_y,
        col: block_x * block_cols,
        row: block_y * block_rows,
        at,
        said,
    }
}
