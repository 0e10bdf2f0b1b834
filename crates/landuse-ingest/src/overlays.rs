//! Zones laid over several grids: once over each.

use crate::grid::Grid;
use crate::overlay::Overlay;
use crate::overlay_error::OverlayError;
use crate::zones::{OverlayOptions, Zones};

/// The overlays of some zones, one for each grid that was asked for.
#[derive(Debug)]
pub struct Overlays<'z> {
    zones: &'z Zones,
    options: OverlayOptions,
    laid: Vec<Overlay>,
    warnings: Vec<String>,
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
        let known = |overlay: &Overlay| overlay.grid.difference(grid).is_none();
        let index = match self.laid.iter().position(known) {
            Some(index) => index,
            None => {
                let (overlay, warnings) = self.zones.over(grid, self.options)?;
                for warning in warnings {
                    if !self.warnings.contains(&warning) {
                        self.warnings.push(warning);
                    }
                }
                self.laid.push(overlay);
                self.laid.len() - 1
            }
        };
        Ok(&self.laid[index])
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
