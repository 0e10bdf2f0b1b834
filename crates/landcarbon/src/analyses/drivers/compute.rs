//! The change of emissions, split into the effects of its drivers.

use anyhow::{Context as _, Result};
use carbon_core::lmdi::{Decomposition, Drivers, decompose};
use carbon_core::{AnnualAssessment, Assessment, ZoneYear};

use super::csv::driver_rows;
use super::show::{driver_bars, driver_fields};
use crate::analyses::Put;
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
    let years = &assessment.years;
    let mut found = Vec::new();
    for pair in years.windows(2) {
        found.push(decompose_period(&pair[0], &pair[1])?);
    }
    if let [first, _, .., last] = &years[..] {
        found.push(decompose_period(first, last)?);
    }
    Ok(found)
}

fn decompose_period(from: &AnnualAssessment, to: &AnnualAssessment) -> Result<Decomposition> {
    let drivers = |zone: &ZoneYear| Drivers::from(&zone.account);
    let pairs = from.zones.iter().zip(&to.zones);
    let zones: Vec<_> = pairs
        .map(|(before, after)| (before.zone.id.clone(), drivers(before), drivers(after)))
        .collect();
    decompose(from.year, to.year, &zones).context("[analysis] drivers")
}
