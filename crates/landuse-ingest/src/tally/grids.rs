//! Tallies of rasters on several grids: those of one grid side by side.

use carbon_core::levels::Level;

use super::request::TallyRequest;
use crate::ledger::Ledger;
use crate::overlay::{Overlay, OverlayError, Overlays};
use crate::raster::RasterError;
use crate::remedy::Remedy;

/// Rasters that cannot be tallied over some zones.
#[derive(Debug, thiserror::Error)]
pub enum TallyError {
    /// The zones cannot be laid over a grid.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
    /// Something is wrong with a raster.
    #[error(transparent)]
    Raster(#[from] RasterError),
}

impl TallyError {
    /// What mends it, by a choice of the user.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Overlay(error) => error.remedy(),
            Self::Raster(error) => error.problem.remedy(),
        }
    }
}

impl Overlays<'_> {
    /// Tallies rasters, each on its grid. The ledgers are in the order of the rasters.
    ///
    /// # Errors
    /// As [`Zones::over`](crate::zones::Zones::over) and [`Overlay::tally`].
    pub fn tally(&mut self, request: &TallyRequest<'_>) -> Result<Vec<Ledger>, TallyError> {
        self.tally_each_grid(request, Overlay::tally)
    }

    /// Tallies as [`Self::tally`], and adds the sums up for each level, of which the zones are the leaves. By level, then by raster.
    ///
    /// # Errors
    /// As [`Self::tally`].
    pub fn tally_levels(
        &mut self,
        request: &TallyRequest<'_>,
        levels: &[Level],
    ) -> Result<Vec<Vec<Ledger>>, TallyError> {
        let by_raster = self.tally_each_grid(request, |overlay, request| {
            Ok(transpose(
                overlay.tally_levels(request, levels)?,
                request.rasters.len(),
            ))
        })?;
        Ok(transpose(by_raster, levels.len()))
    }

    /// What a tally gives for each raster, in their order.
    fn tally_each_grid<T>(
        &mut self,
        request: &TallyRequest<'_>,
        tally: impl Fn(&Overlay, &TallyRequest<'_>) -> Result<Vec<T>, RasterError>,
    ) -> Result<Vec<T>, TallyError> {
        let rasters = request.rasters;
        let numbers = rasters
            .iter()
            .map(|(_, raster)| self.number(&raster.grid))
            .collect::<Result<Vec<_>, _>>()?;
        let mut found: Vec<Option<T>> = rasters.iter().map(|_| None).collect();
        for (number, overlay) in self.laid().iter().enumerate() {
            let is_on_it = |&place: &usize| numbers[place] == number;
            let places: Vec<usize> = (0..rasters.len()).filter(is_on_it).collect();
            let rasters: Vec<_> = places.iter().map(|&place| rasters[place]).collect();
            let request = TallyRequest {
                rasters: &rasters,
                ..*request
            };
            for (place, tallied) in places.into_iter().zip(tally(overlay, &request)?) {
                found[place] = Some(tallied);
            }
        }
        Ok(found.into_iter().flatten().collect())
    }
}

/// Rows of a table as columns, of which there are so many.
fn transpose<T>(rows: Vec<Vec<T>>, columns: usize) -> Vec<Vec<T>> {
    let mut transposed: Vec<Vec<T>> = (0..columns).map(|_| Vec::new()).collect();
    for row in rows {
        for (column, value) in transposed.iter_mut().zip(row) {
            column.push(value);
        }
    }
    transposed
}
