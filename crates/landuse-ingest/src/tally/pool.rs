//! The workers of a tally: each with handles of its own, taking tiles in any order.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::tiles::Tile;
use crate::raster::RasterError;

/// Band and tile, by number.
pub(super) type Place = (usize, usize);

/// Reads tiles and counts what they hold. One thread at a time has it.
pub(super) trait Worker {
    /// Reads and counts a tile.
    ///
    /// # Errors
    /// A block cannot be read, or a cell holds a fraction.
    fn count(&mut self, tile: &Tile) -> Result<(), RasterError>;
}

impl<W: Worker + ?Sized> Worker for Box<W> {
    fn count(&mut self, tile: &Tile) -> Result<(), RasterError> {
        (**self).count(tile)
    }
}

/// Takes tiles from any thread, in any order.
pub(super) trait CountsTiles: Sync {
    /// Reads and counts a tile, unless an earlier one has failed.
    fn count(&self, place: Place, tile: &Tile);
}

/// Workers that are started when they are needed, and what went wrong first.
pub(super) struct Pool<W, F> {
    start: F,
    idle: Mutex<Vec<W>>,
    /// By the place of the tile, so that the message does not depend on the order of work.
    first_failure: Mutex<Option<(Place, RasterError)>>,
}

impl<W: Worker + Send, F: Fn() -> Result<W, RasterError> + Sync> Pool<W, F> {
    /// A pool whose workers `start` makes.
    pub(super) fn new(start: F) -> Self {
        Self {
            start,
            idle: Mutex::default(),
            first_failure: Mutex::default(),
        }
    }

    /// The workers, each with what it counted.
    ///
    /// # Errors
    /// What went wrong in the first tile that failed.
    pub(super) fn finish(self) -> Result<Vec<W>, RasterError> {
        let failure = self.first_failure.into_inner();
        match failure.unwrap_or_else(PoisonError::into_inner) {
            Some((_, error)) => Err(error),
            None => Ok(self
                .idle
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner)),
        }
    }

    fn try_count(&self, tile: &Tile) -> Result<(), RasterError> {
        let idle = lock(&self.idle).pop();
        let mut worker = idle.map_or_else(&self.start, Ok)?;
        worker.count(tile)?;
        lock(&self.idle).push(worker);
        Ok(())
    }

    fn would_be_first(&self, place: Place) -> bool {
        let first = lock(&self.first_failure);
        first.as_ref().is_none_or(|(earlier, _)| place < *earlier)
    }
}

impl<W: Worker + Send, F: Fn() -> Result<W, RasterError> + Sync> CountsTiles for Pool<W, F> {
    fn count(&self, place: Place, tile: &Tile) {
        if !self.would_be_first(place) {
            return;
        }
        if let Err(error) = self.try_count(tile) {
            let mut first = lock(&self.first_failure);
            if first.as_ref().is_none_or(|(earlier, _)| place < *earlier) {
                *first = Some((place, error));
            }
        }
    }
}

/// A poisoned lock is safe here: no value behind it is ever half written.
fn lock<V>(mutex: &Mutex<V>) -> MutexGuard<'_, V> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
