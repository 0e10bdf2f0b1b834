//! The tally of one raster in progress: its workers, and what went wrong first.

use std::sync::{Mutex, MutexGuard};

use super::counter::Counter;
use super::failure::Failure;
use super::pixel::Pixel;
use super::reader::Reader;
use super::slots::SlotPlan;
use super::sums::Sums;
use super::tiles::Tile;
use crate::overlay::Overlay;
use crate::raster::{CodeType, Raster, RasterError};

/// Band and tile, by number.
pub(super) type Place = (usize, usize);

/// Takes tiles from any thread, in any order.
pub(super) trait CountsTiles: Sync {
    /// Reads and counts a tile, unless an earlier one has failed.
    fn count(&self, place: Place, tile: &Tile);
}

/// A raster that is being tallied, whatever the type of its codes.
pub(super) trait InProgress: CountsTiles {
    /// The sums of all tiles.
    ///
    /// # Errors
    /// What went wrong in the first tile that failed.
    fn finish(self: Box<Self>) -> Result<Sums, RasterError>;
}

/// Begins to tally a raster by a plan; without one its cells are only read.
pub(super) fn begin<'a>(
    overlay: &'a Overlay,
    raster: &'a Raster,
    plan: Option<&'a SlotPlan>,
) -> Box<dyn InProgress + 'a> {
    match raster.codes {
        CodeType::U8 | CodeType::I8 => Workers::<u8>::boxed(overlay, raster, plan),
        CodeType::U16 => Workers::<u16>::boxed(overlay, raster, plan),
        CodeType::I16 => Workers::<i16>::boxed(overlay, raster, plan),
        CodeType::U32 => Workers::<u32>::boxed(overlay, raster, plan),
        CodeType::I32 => Workers::<i32>::boxed(overlay, raster, plan),
        CodeType::U64 => Workers::<u64>::boxed(overlay, raster, plan),
        CodeType::I64 => Workers::<i64>::boxed(overlay, raster, plan),
        CodeType::F32 => Workers::<f32>::boxed(overlay, raster, plan),
        CodeType::F64 => Workers::<f64>::boxed(overlay, raster, plan),
    }
}

struct Workers<'a, T> {
    overlay: &'a Overlay,
    raster: &'a Raster,
    plan: Option<&'a SlotPlan>,
    idle: Mutex<Vec<Worker<'a, T>>>,
    failure: Failure,
}

struct Worker<'a, T> {
    reader: Reader<'a, T>,
    counter: Option<Counter<'a, T>>,
}

impl<'a, T: Pixel + 'a> Workers<'a, T> {
    fn boxed(
        overlay: &'a Overlay,
        raster: &'a Raster,
        plan: Option<&'a SlotPlan>,
    ) -> Box<dyn InProgress + 'a> {
        Box::new(Self {
            overlay,
            raster,
            plan,
            idle: Mutex::default(),
            failure: Failure::default(),
        })
    }

    fn worker(&self) -> Result<Worker<'a, T>, RasterError> {
        if let Some(worker) = lock(&self.idle).pop() {
            return Ok(worker);
        }
        let Overlay {
            coverage, areas, ..
        } = self.overlay;
        let counter = |plan| Counter::new(self.raster, coverage.zones.len(), areas, plan);
        Ok(Worker {
            reader: Reader::open(self.raster)?,
            counter: self.plan.map(counter),
        })
    }

    fn try_count(&self, tile: &Tile) -> Result<(), RasterError> {
        let mut worker = self.worker()?;
        let cells = worker.reader.read(&tile.window)?;
        if let Some(counter) = &mut worker.counter {
            counter.count(tile, &cells)?;
        }
        lock(&self.idle).push(worker);
        Ok(())
    }
}

impl<'a, T: Pixel + 'a> CountsTiles for Workers<'a, T> {
    fn count(&self, place: Place, tile: &Tile) {
        self.failure.unless_earlier(place, || self.try_count(tile));
    }
}

impl<'a, T: Pixel + 'a> InProgress for Workers<'a, T> {
    fn finish(self: Box<Self>) -> Result<Sums, RasterError> {
        let Self {
            overlay,
            plan,
            idle,
            failure,
            ..
        } = *self;
        failure.into_result()?;
        let none = plan.map_or_else(Sums::default, |plan| {
            Sums::none(plan, overlay.coverage.zones.len())
        });
        let workers = idle.into_inner().unwrap_or_else(|e| e.into_inner());
        Ok(workers
            .into_iter()
            .filter_map(|worker| worker.counter.map(Counter::into_sums))
            .fold(none, Sums::merge))
    }
}

/// Whoever held the lock before and panicked has left a whole value.
pub(super) fn lock<V>(mutex: &Mutex<V>) -> MutexGuard<'_, V> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}
