//! The worker of a tally: reads the tiles of one raster, and counts their cells.

use super::counter::Counter;
use super::mosaic::refuse_gaps;
use super::pool::Worker;
use super::reader::Reader;
use super::request::Stop;
use super::slots::SlotPlan;
use super::sums::Sums;
use super::tiles::Tile;
use crate::overlay::Overlay;
use crate::raster::{Pixel, Raster, RasterError, with_pixel};

/// A worker on a raster, whatever the type of its codes.
pub(super) trait TallyWorker: Worker + Send {
    /// What it counted, if it was to count.
    fn into_sums(self: Box<Self>) -> Option<Sums>;
}

/// Starts a worker that tallies a raster by a plan; without one its cells are only read.
pub(super) fn start<'a>(
    overlay: &'a Overlay,
    raster: &'a Raster,
    plan: Option<&'a SlotPlan>,
    stop: Stop<'a>,
) -> Result<Box<dyn TallyWorker + 'a>, RasterError> {
    let zones = overlay.coverage.zones.len();
    with_pixel!(raster.codes, T => Ok(Box::new(RasterWorker::<T> {
        raster,
        reader: Reader::open(raster, stop)?,
        counter: plan.map(|plan| Counter::new(raster, zones, &overlay.areas, plan)),
    })))
}

struct RasterWorker<'a, T> {
    raster: &'a Raster,
    reader: Reader<'a, T>,
    counter: Option<Counter<'a, T>>,
}

impl<T: Pixel> Worker for RasterWorker<'_, T> {
    fn count(&mut self, tile: &Tile) -> Result<(), RasterError> {
        let cells = self.reader.read(&tile.window)?;
        refuse_gaps(self.raster, tile, &cells)?;
        match &mut self.counter {
            Some(counter) => counter.count(tile, &cells),
            None => Ok(()),
        }
    }
}

impl<T: Pixel> TallyWorker for RasterWorker<'_, T> {
    fn into_sums(self: Box<Self>) -> Option<Sums> {
        self.counter.map(Counter::into_sums)
    }
}
