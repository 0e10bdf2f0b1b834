//! A worker's own handle on a raster.

use std::sync::atomic::Ordering;

use gdal::raster::RasterBand;
use gdal::{Dataset, Metadata};

use super::mosaic::MosaicReader;
use super::request::Stop;
use super::tiles::Window;
use crate::gdal::Messages;
use crate::http;
use crate::raster::{
    Location, MemoryCells, Pixel, Raster, RasterError, RasterProblem, block_offset, refuse_absent,
    refuse_failures,
};

/// Reads windows of a raster into buffers that it reuses.
pub(super) struct Reader<'a, T> {
    raster: &'a Raster,
    stop: Stop<'a>,
    source: Source<'a, T>,
    cells: Vec<T>,
    mask: Vec<u8>,
}

/// Where cells come from.
enum Source<'a, T> {
    File(Dataset),
    Memory(&'a dyn MemoryCells),
    Mosaic(MosaicReader<'a, T>),
}

/// Cells of a window, row by row, and their mask (0: no data) if the raster has one.
pub(super) struct Cells<'a, T> {
    pub(super) cells: &'a [T],
    pub(super) mask: Option<&'a [u8]>,
    pub(super) window: Window,
}

impl<'a, T: Pixel> Reader<'a, T> {
    pub(super) fn open(raster: &'a Raster, stop: Stop<'a>) -> Result<Self, RasterError> {
        Ok(Self {
            raster,
            stop,
            source: match &raster.location {
                Location::Memory(_, cells) => Source::Memory(&**cells),
                Location::Mosaic(_, mosaic) => {
                    Source::Mosaic(MosaicReader::new(raster, mosaic, stop))
                }
                _ => Source::File(raster.dataset()?),
            },
            cells: Vec::new(),
            mask: Vec::new(),
        })
    }

    /// Reads a window, or a block that holds it.
    ///
    /// # Errors
    /// A block cannot be read, or the tally is to stop.
    pub(super) fn read(&mut self, window: &Window) -> Result<Cells<'_, T>, RasterError> {
        let raster = self.raster;
        if self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            return Err(raster.error(RasterProblem::Stopped));
        }
        if let Source::Mosaic(mosaic) = &mut self.source {
            mosaic.read(window, &mut self.cells, &mut self.mask)?;
            return Ok(Cells {
                cells: &self.cells,
                mask: raster.storage.masked.then_some(&self.mask[..]),
                window: window.clone(),
            });
        }
        let window = raster.location.retry(|number| {
            if number > 1 {
                self.source = Source::File(raster.reopened()?);
            }
            let (filled, messages) = raster.location.listen(|| self.fill(window));
            let window = filled.map_err(|problem| problem.or_of_server(&messages))?;
            refuse_failures(&messages, raster.storage.served.as_ref())?;
            Ok(window)
        })?;
        Ok(Cells {
            cells: &self.cells,
            mask: raster.storage.masked.then_some(&self.mask[..]),
            window,
        })
    }

    /// Fills the buffers, and returns the window that they hold.
    fn fill(&mut self, window: &Window) -> Result<Window, RasterProblem> {
        let raster = self.raster;
        let storage = &raster.storage;
        let cells = window.cols.len() * window.rows.len();
        let dataset = match &self.source {
            Source::File(dataset) => dataset,
            Source::Memory(memory) => {
                self.cells.resize(cells, T::default());
                let to_fill = T::to_fill(&mut self.cells);
                memory
                    .read(window.cols.clone(), window.rows.clone(), to_fill)
                    .map_err(|said| RasterProblem::Withheld { said })?;
                return Ok(window.clone());
            }
            // A mosaic is read above, tile by tile.
            Source::Mosaic(_) => return Ok(window.clone()),
        };
        let band = dataset.rasterband(storage.band)?;
        if storage.lists_blocks && raster.nodata.is_none() && !storage.in_order {
            refuse_absent(&band, blocks(&band, window))?;
        }
        if let Some(block) = self.whole_block(&band, window) {
            self.cells = read_block(raster, &band, window, block)?;
            return Ok(Window::of_block(block, storage.block));
        }
        if self.cells.capacity() < cells {
            refuse_without_memory::<T>(cells)?;
        }
        self.cells.resize(cells, T::default());
        read_window(raster, &band, window, &mut self.cells)?;
        if storage.masked {
            let mask = band.open_mask_band()?;
            self.mask.resize(cells, 0);
            read_window(raster, &mask, window, &mut self.mask)?;
        }
        Ok(window.clone())
    }

    /// The block that a window lies in, if GDAL can hand it out as it is, without a copy in its cache.
    fn whole_block(&self, band: &RasterBand<'_>, window: &Window) -> Option<(usize, usize)> {
        let storage = &self.raster.storage;
        if !storage.lists_blocks || storage.in_order || storage.masked {
            return None;
        }
        let mut blocks = blocks(band, window);
        let block = blocks.next().filter(|_| blocks.next().is_none())?;
        (band.band_type() as u32 == T::gdal_ordinal()).then_some(block)
    }
}

fn read_block<T: Pixel>(
    raster: &Raster,
    band: &RasterBand<'_>,
    window: &Window,
    block: (usize, usize),
) -> Result<Vec<T>, RasterProblem> {
    let (width, height) = raster.storage.block;
    refuse_without_memory::<T>(width as usize * height as usize)?;
    let (result, messages) = raster.location.listen(|| band.read_block::<T>(block));
    let cells = intact::<T, _>(raster, band, window, result, &messages)?;
    Ok(cells.into_shape_and_vec().1)
}

/// Refuses to read cells that there is no memory for: without it the program could not go on.
fn refuse_without_memory<T: Pixel>(cells: usize) -> Result<(), RasterProblem> {
    // GDAL decodes them, and hands out a copy.
    let mut room: Vec<[T; 2]> = Vec::new();
    let bytes = cells.saturating_mul(size_of::<[T; 2]>());
    room.try_reserve_exact(cells)
        .map_err(|_| RasterProblem::NoMemory { bytes })
}

fn read_window<T: Pixel>(
    raster: &Raster,
    band: &RasterBand<'_>,
    window: &Window,
    cells: &mut [T],
) -> Result<(), RasterProblem> {
    let (width, height) = (window.cols.len(), window.rows.len());
    let origin = (window.cols.start as isize, window.rows.start as isize);
    let read = || band.read_into_slice(origin, (width, height), (width, height), cells, None);
    let (result, messages) = raster.location.listen(read);
    intact::<T, _>(raster, band, window, result, &messages)
}

/// What was read, unless the messages of GDAL show a failure, be it only in passing.
fn intact<T: Pixel, R>(
    raster: &Raster,
    band: &RasterBand<'_>,
    window: &Window,
    result: gdal::errors::Result<R>,
    messages: &Messages,
) -> Result<R, RasterProblem> {
    http::verify(messages, raster.storage.served.as_ref())?;
    let failure = match (result, messages.failure()) {
        (Ok(read), None) => return Ok(read),
        (Ok(_), Some(failure)) => failure.to_owned(),
        (Err(error), failure) => failure.map_or_else(|| error.to_string(), str::to_owned),
    };
    Err(match http::server_failure(messages) {
        Some(server) => server.into(),
        None => broken_block::<T>(raster, band, window, failure),
    })
}

/// The blocks that a window touches, as column and row.
fn blocks(band: &RasterBand<'_>, window: &Window) -> impl Iterator<Item = (usize, usize)> {
    let (width, height) = band.block_size();
    let (width, height) = (width.max(1), height.max(1));
    let rows = window.rows.start as usize / height..(window.rows.end as usize).div_ceil(height);
    let cols = window.cols.start as usize / width..(window.cols.end as usize).div_ceil(width);
    rows.flat_map(move |y| cols.clone().map(move |x| (x, y)))
}

/// Names the first block of a window that cannot be read.
fn broken_block<T: Pixel>(
    raster: &Raster,
    band: &RasterBand<'_>,
    window: &Window,
    mut said: String,
) -> RasterProblem {
    let (width, height) = band.block_size();
    let first = blocks(band, window).next().unwrap_or_default();
    let (x, y) = blocks(band, window)
        .find(|&block| {
            let (_, here) = raster.location.listen(|| band.read_block::<T>(block));
            if let Some(here) = here.failure() {
                here.clone_into(&mut said);
            }
            here.failure().is_some()
        })
        .unwrap_or(first);
    let size = band.metadata_item(&format!("BLOCK_SIZE_{x}_{y}"), "TIFF");
    let at = block_offset(band, x, y)
        .zip(size)
        .map(|(offset, size)| format!(", {size} bytes from byte {offset}"));
    RasterProblem::Block {
        block_x: x as u32,
        block_y: y as u32,
        col: (x * width) as u32,
        row: (y * height) as u32,
        at,
        said,
    }
}
