//! What is asked of a tally.

use std::sync::atomic::AtomicBool;

use super::slots::SlotPlan;
use crate::legend::Legend;
use crate::overlay::Overlay;
use crate::raster::{Raster, RasterError, RasterProblem};

/// Set to true by another thread when the tally is to stop.
pub(super) type Stop<'a> = Option<&'a AtomicBool>;

/// Rasters to tally, and how.
#[derive(Clone, Copy)]
pub struct TallyRequest<'a> {
    /// The rasters with their labels.
    pub rasters: &'a [(&'a str, &'a Raster)],
    /// What their codes mean.
    pub legend: &'a Legend,
    /// Keeps codes that the legend lacks as rows of their own, instead of refusing them.
    pub allow_unmapped: bool,
    /// Reading fails with [`RasterProblem::Stopped`] as soon as it is true.
    pub stop: Option<&'a AtomicBool>,
    /// Is told the rows that are done, from any thread.
    pub progress: &'a (dyn Fn(u32) + Sync),
}

impl<'a> TallyRequest<'a> {
    /// Rasters, given with their labels, whose codes must all be in the legend.
    pub fn new(rasters: &'a [(&'a str, &'a Raster)], legend: &'a Legend) -> Self {
        Self {
            rasters,
            legend,
            allow_unmapped: false,
            stop: None,
            progress: &|_| {},
        }
    }

    /// The same, with codes that the legend lacks kept or refused.
    #[must_use]
    pub fn allow_unmapped(self, allow_unmapped: bool) -> Self {
        Self {
            allow_unmapped,
            ..self
        }
    }

    /// Whether codes that the legend lacks are refused.
    pub(super) fn refuses_unmapped(&self) -> bool {
        !self.allow_unmapped && !self.legend.is_raw()
    }

    /// The plan of each raster.
    ///
    /// # Errors
    /// A raster is on another grid or would cost too much, or its nodata value is a class.
    pub(super) fn plans(
        &self,
        overlay: &Overlay,
        first_cells: bool,
    ) -> Result<Vec<SlotPlan>, RasterError> {
        let plan = |&(_, raster): &(&str, &Raster)| {
            overlay.refuse_costly(raster)?;
            raster.refuse_nodata_as_class(self.legend)?;
            Ok(SlotPlan::new(raster, self.legend, first_cells))
        };
        self.rasters.iter().map(plan).collect()
    }
}

impl Overlay {
    /// Refuses a raster whose tally would cost too much, before any cell is read.
    ///
    /// # Errors
    /// Zones touch too many of its blocks, or it is on another grid.
    pub fn refuse_costly(&self, raster: &Raster) -> Result<(), RasterError> {
        refuse_other_grid(self, raster)?;
        self.refuse_many_blocks(raster.storage.block)
            .map_err(|exceeded| raster.error(exceeded.into()))
    }
}

/// # Errors
/// The raster is on another grid than the zones were laid over.
pub(super) fn refuse_other_grid(overlay: &Overlay, raster: &Raster) -> Result<(), RasterError> {
    match overlay.grid.difference(&raster.grid) {
        None => Ok(()),
        Some(difference) => Err(raster.error(RasterProblem::OtherGrid {
            difference,
            ours: overlay.grid.to_string(),
            theirs: raster.grid.to_string(),
        })),
    }
}
