//! `inequality = true` in `[analysis]`.

use anyhow::Result;

use super::compute::{FoundInequality, measure_inequality};
use crate::analyses::Context;
use crate::analyses::registry::{Analysis, Computed, Request};

pub(in crate::analyses) const ANALYSIS: Analysis = Analysis {
    keys: &["inequality"],
    parse: |sections| sections.switched("inequality", InequalityOfEmissions),
};

#[derive(Debug)]
struct InequalityOfEmissions;

impl Request for InequalityOfEmissions {
    fn compute(&self, context: &Context<'_>) -> Result<Box<dyn Computed>> {
        let found = measure_inequality(context.assessment, context.parents);
        Ok(Box::new(FoundInequality(found)))
    }
}
