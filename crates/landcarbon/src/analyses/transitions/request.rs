//! `transitions = true` in `[analysis]`.

use anyhow::{Result, bail};

use super::compute::{FoundTransitions, absorption_changes};
use crate::analyses::registry::{Analysis, Computed, Needs, Request};
use crate::analyses::{Context, Expected};

pub(in crate::analyses) const ANALYSIS: Analysis = Analysis {
    keys: &["transitions"],
    parse: |sections| sections.switched("transitions", LandTransitions),
};

#[derive(Debug)]
struct LandTransitions;

impl Request for LandTransitions {
    fn needs(&self) -> Needs {
        Needs {
            transitions: true,
            ..Needs::default()
        }
    }

    fn refuse_unfit(&self, level: &Expected<'_>) -> Result<()> {
        if level.years < 2 {
            bail!(
                "[analysis] transitions lead from one year to another, and the project has one year; add another, or take transitions out"
            );
        }
        Ok(())
    }

    fn compute(&self, context: &Context<'_>) -> Result<Box<dyn Computed>> {
        Ok(Box::new(FoundTransitions {
            absorption: absorption_changes(context)?,
            transitions: context.transitions.to_vec(),
        }))
    }
}
