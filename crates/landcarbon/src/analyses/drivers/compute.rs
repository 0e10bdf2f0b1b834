//! The change of emissions, split into the effects of its drivers.

use anyhow::{Context as _, Result};
use carbon_core::lmdi::{Decomposition, Drivers, decompose};
use carbon_core::{AnnualAssessment, Assessment, ZoneYear};

use super::csv::driver_rows;
use super::show::{driver_bars, driver_fields};
use crate::analyses::Put;
use crate::analyses::context::periods;
use crate::analyses::registry::{Computed, Shown};

/// The drivers from each year to the next, and from the first to the last.
#[derive(Debug)]
pub(super) struct FoundDrivers(pub(super) Vec<Decomposition>);

impl Computed for FoundDrivers {
    fn put_tables(&self, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        put("tables/drivers", &|| driver_rows(&self.0, assessment))
    }

    fn show(&self, assessment: &Assessment, shown: &mut Shown) -> Result<()> {
        shown.fields.extend(driver_fields(&self.0, assessment));
        shown.bars.extend(driver_bars(&self.0, assessment));
        Ok(())
    }
}

pub(super) fn decompose_emissions(assessment: &Assessment) -> Result<Vec<Decomposition>> {
    let periods = periods(&assessment.years).into_iter();
    periods
        .map(|[from, to]| decompose_period(from, to))
        .collect()
}

fn decompose_period(from: &AnnualAssessment, to: &AnnualAssessment) -> Result<Decomposition> {
    let drivers = |zone: &ZoneYear| Drivers::from(&zone.account);
    let pairs = from.zones.iter().zip(&to.zones);
    let zones =
        pairs.map(|(before, after)| (before.zone.id.clone(), drivers(before), drivers(after)));
    let zones: Vec<_> = zones.collect();
    decompose(from.year, to.year, &zones).context("[analysis] drivers")
}
