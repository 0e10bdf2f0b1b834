//! The first failure among tiles that are counted in any order.

use std::sync::Mutex;

use super::in_progress::{Place, lock};
use crate::raster::RasterError;

/// What went wrong first, by the place of the tile, so that the message does not depend on the order of work.
#[derive(Debug, Default)]
pub(super) struct Failure(Mutex<Option<(Place, RasterError)>>);

impl Failure {
    /// Does the work of a tile, unless an earlier one has failed.
    pub(super) fn unless_earlier(
        &self,
        place: Place,
        work: impl FnOnce() -> Result<(), RasterError>,
    ) {
        if !self.would_be_first(place) {
            return;
        }
        if let Err(error) = work() {
            let mut first = lock(&self.0);
            if first.as_ref().is_none_or(|(earlier, _)| place < *earlier) {
                *first = Some((place, error));
            }
        }
    }

    fn would_be_first(&self, place: Place) -> bool {
        let first = lock(&self.0);
        first.as_ref().is_none_or(|(earlier, _)| place < *earlier)
    }

    /// # Errors
    /// What went wrong in the first tile that failed.
    pub(super) fn into_result(self) -> Result<(), RasterError> {
        let first = self.0.into_inner().unwrap_or_else(|e| e.into_inner());
        first.map_or(Ok(()), |(_, error)| Err(error))
    }
}
