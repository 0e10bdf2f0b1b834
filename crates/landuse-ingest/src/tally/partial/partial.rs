//! Partial tallies: the sums of some rows, which add up to the ledgers of all.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::identity::{Digests, describe};
use crate::overlay::Overlay;
use crate::raster::{RasterError, RasterProblem};
use crate::tally::TallyRequest;
use crate::tally::frame::LedgerFrame;
use crate::tally::sums::Sums;

/// The tally of some rows of rasters on one grid. Sums are exact integers: partial tallies of rows that follow one another add up to
/// the very bytes of a whole tally, in any order.
#[derive(Debug, Clone, PartialEq)]
pub struct PartialTally {
    pub(super) digests: Digests,
    /// The rows tallied.
    pub(super) rows: Range<u32>,
    /// The rows that any zone covers, all of which a whole tally has.
    pub(super) covered: Range<u32>,
    pub(super) frame: LedgerFrame,
    pub(super) rasters: Vec<PartialRaster>,
}

/// The sums of one raster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartialRaster {
    pub(super) label: String,
    /// What tells the raster from others: name, bytes, band.
    pub(super) file: String,
    pub(super) sums: Sums,
}

impl Overlay {
    /// Tallies some rows of rasters on this grid.
    ///
    /// # Errors
    /// As [`Self::tally`]; the grid has no such rows.
    pub fn tally_rows(
        &self,
        request: &TallyRequest<'_>,
        rows: Range<u32>,
    ) -> Result<PartialTally, RasterError> {
        let height = self.grid.height;
        if let Some((_, raster)) = request.rasters.first().filter(|_| rows.end > height) {
            return Err(raster.error(RasterProblem::NoSuchRows { rows, height }));
        }
        let sums = self.sums(request, rows.clone())?;
        let rasters = request.rasters.iter().zip(sums);
        let rasters = rasters.map(|((label, raster), sums)| PartialRaster {
            label: (*label).to_owned(),
            file: describe(raster),
            sums,
        });
        Ok(PartialTally {
            digests: Digests::new(self, request.legend),
            rows,
            covered: self.covered_rows(),
            frame: LedgerFrame::new(self, request.legend),
            rasters: rasters.collect(),
        })
    }
}

impl PartialTally {
    /// The rows tallied.
    #[must_use]
    pub fn rows(&self) -> Range<u32> {
        self.rows.clone()
    }

    /// The rows that any zone covers, all of which a whole tally has.
    #[must_use]
    pub fn covered_rows(&self) -> Range<u32> {
        self.covered.clone()
    }

    /// The labels of its rasters.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.rasters.iter().map(|raster| raster.label.as_str())
    }

    pub(super) fn raster(&self, label: &str) -> Option<&PartialRaster> {
        self.rasters.iter().find(|raster| raster.label == label)
    }
}
