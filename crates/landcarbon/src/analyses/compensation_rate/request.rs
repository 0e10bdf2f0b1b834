//! `compensation_rate = true` in `[analysis]`.

use anyhow::Result;
use carbon_core::Assessment;

use super::csv::compensation_rate_rows;
use super::show::rate_field;
use crate::analyses::registry::{Analysis, Computed, Request, Shown};
use crate::analyses::{Context, Put};

const KEY: &str = "compensation_rate";

pub(in crate::analyses) const ANALYSIS: Analysis = Analysis {
    keys: &[KEY],
    parse: |sections| sections.switched(KEY, CompensationRate),
};

/// The request, and what is found: the rates follow from the assessment alone.
#[derive(Debug)]
struct CompensationRate;

impl Request for CompensationRate {
    fn compute(&self, _context: &Context<'_>) -> Result<Box<dyn Computed>> {
        Ok(Box::new(Self))
    }
}

impl Computed for CompensationRate {
    fn put_tables(&self, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        put("tables/compensation_rate", &|| {
            compensation_rate_rows(assessment)
        })
    }

    fn show(&self, assessment: &Assessment, shown: &mut Shown) -> Result<()> {
        shown.fields.push(rate_field(assessment)?);
        Ok(())
    }
}
