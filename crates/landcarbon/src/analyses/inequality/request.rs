//! `inequality = true` in `[analysis]`.

use std::sync::Arc;

use anyhow::Result;

use super::compute::{FoundInequality, measure_inequality};
use crate::analyses::Context;
use crate::analyses::registry::{Analysis, Computed, Request};

pub(in crate::analyses) const ANALYSIS: Analysis = Analysis {
    keys: &["inequality"],
    parse: |sections| {
        let is_on = sections.is_on("inequality")?;
        Ok(is_on.then(|| Arc::new(InequalityOfEmissions) as _))
    },
};

#[derive(Debug)]
struct InequalityOfEmissions;

impl Request for InequalityOfEmissions {
    fn compute(&self, context: &Context<'_>) -> Result<Box<dyn Computed>> {
        let found = measure_inequality(context.assessment, context.parents);
        Ok(Box::new(FoundInequality(found)))
    }
}
