//! Zones laid over several grids: once over each.

use carbon_core::levels::Level;

use super::error::OverlayError;
use super::overlay::Overlay;
use crate::grid::Grid;
use crate::ledger::Ledger;
use crate::legend::Legend;
use crate::raster::{Raster, RasterError};
use crate::zones::{OverlayOptions, Zones};

/// The overlays of some zones, one for each grid that was asked for.
#[derive(Debug)]
pub struct Overlays<'z> {
    zones: &'z Zones,
    options: OverlayOptions,
    laid: Vec<Overlay>,
    warnings: Vec<String>,
}

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

impl<'z> Overlays<'z> {
    /// No grid yet.
    #[must_use]
    pub fn new(zones: &'z Zones, options: OverlayOptions) -> Self {
        Self {
            zones,
            options,
            laid: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The overlay on a grid, laid if there is none yet.
    ///
    /// # Errors
    /// As [`Zones::over`].
    pub fn on(&mut self, grid: &Grid) -> Result<&Overlay, OverlayError> {
        let index = self.number(grid)?;
        Ok(&self.laid[index])
    }

    /// The number of the overlay on a grid, laid if there is none yet.
    fn number(&mut self, grid: &Grid) -> Result<usize, OverlayError> {
        let known = |overlay: &Overlay| overlay.grid.difference(grid).is_none();
        if let Some(number) = self.laid.iter().position(known) {
            return Ok(number);
        }
        let (overlay, warnings) = self.zones.over(grid, self.options)?;
        for warning in warnings {
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
        self.laid.push(overlay);
        Ok(self.laid.len() - 1)
    }

    /// Tallies rasters, given with their labels, each on its grid: those of one grid side by side. The ledgers are in the order of the rasters.
    ///
    /// # Errors
    /// As [`Zones::over`] and [`Overlay::tally`].
    pub fn tally(
        &mut self,
        rasters: &[(&str, &Raster)],
        legend: &Legend,
        allow_unmapped: bool,
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Vec<Ledger>, TallyError> {
        self.each_grid(rasters, |overlay, rasters| {
            overlay.tally_all(rasters, legend, allow_unmapped, progress)
        })
    }

    /// Tallies as [`Self::tally`], and adds the sums up for each level, of which the zones are the leaves. By level, then by raster.
    ///
    /// # Errors
    /// As [`Self::tally`].
    pub fn tally_levels(
        &mut self,
        rasters: &[(&str, &Raster)],
        legend: &Legend,
        allow_unmapped: bool,
        levels: &[Level],
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Vec<Vec<Ledger>>, TallyError> {
        let by_raster = self.each_grid(rasters, |overlay, rasters| {
            let found = overlay.tally_levels(rasters, legend, allow_unmapped, levels, progress)?;
            let of = |raster: usize| found.iter().map(|of| of[raster].clone()).collect();
            Ok((0..rasters.len()).map(of).collect::<Vec<Vec<Ledger>>>())
        })?;
        let of = |level: usize| by_raster.iter().map(|of| of[level].clone()).collect();
        Ok((0..levels.len()).map(of).collect())
    }

    /// What the rasters give, in their order: those of one grid at once.
    fn each_grid<T: Clone>(
        &mut self,
        rasters: &[(&str, &Raster)],
        tally: impl Fn(&Overlay, &[(&str, &Raster)]) -> Result<Vec<T>, RasterError>,
    ) -> Result<Vec<T>, TallyError> {
        let numbers = rasters
            .iter()
            .map(|(_, raster)| self.number(&raster.grid))
            .collect::<Result<Vec<_>, _>>()?;
        let mut found = vec![None; rasters.len()];
        for (number, overlay) in self.laid.iter().enumerate() {
            let on_it = |&place: &usize| numbers[place] == number;
            let places: Vec<usize> = (0..rasters.len()).filter(on_it).collect();
            let rasters: Vec<_> = places.iter().map(|&place| rasters[place]).collect();
            for (place, of) in places.into_iter().zip(tally(overlay, &rasters)?) {
                found[place] = Some(of);
            }
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// The overlays laid so far.
    #[must_use]
    pub fn laid(&self) -> &[Overlay] {
        &self.laid
    }

    /// What the user should know of them, each once.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}
