//! `drivers = true` in `[analysis]`.

use anyhow::Result;

use super::compute::{FoundDrivers, decompose_emissions};
use crate::analyses::Context;
use crate::analyses::context::Expected;
use crate::analyses::registry::{Analysis, Computed, Request};

pub(in crate::analyses) const ANALYSIS: Analysis = Analysis {
    keys: &["drivers"],
    parse: |sections| sections.switched("drivers", Drivers),
};

#[derive(Debug)]
struct Drivers;

impl Request for Drivers {
    fn refuse_unfit(&self, level: &Expected<'_>) -> Result<()> {
        level.trial.map_or(Ok(Vec::new()), decompose_emissions)?;
        Ok(())
    }

    fn compute(&self, context: &Context<'_>) -> Result<Box<dyn Computed>> {
        let found = decompose_emissions(context.assessment)?;
        Ok(Box::new(FoundDrivers(found)))
    }
}
