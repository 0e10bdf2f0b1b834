//! Zones laid over several grids: once over each.

use super::error::OverlayError;
use super::overlay::{Overlay, OverlayOptions};
use crate::grid::Grid;
use crate::zones::Zones;
use carbon_core::Said;

/// The overlays of some zones, one for each grid that was asked for.
#[derive(Debug)]
pub struct Overlays<'z> {
    zones: &'z Zones,
    options: OverlayOptions,
    laid: Vec<Overlay>,
    warnings: Vec<Said>,
}

impl<'z> Overlays<'z> {
    /// No grid yet.
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
    pub(crate) fn number(&mut self, grid: &Grid) -> Result<usize, OverlayError> {
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

    /// The overlays laid so far.
    pub fn laid(&self) -> &[Overlay] {
        &self.laid
    }

    /// What the user should know of them, each once.
    pub fn warnings(&self) -> &[Said] {
        &self.warnings
    }
}
