//! What a study finds.

use carbon_core::Said;
use std::collections::BTreeMap;

use carbon_core::scenario::Comparison;
use carbon_core::uncertainty::{Propagation, SobolIndices, Uncertainty};
use carbon_core::{Assessment, Sensitivity};
use landuse_ingest::ledger::Ledger;

use super::expect::Outcome;
use super::study::{Study, StudyLevel};
use crate::analyses::Analyses;
use crate::files::digest::InputDigest;

/// All that a study finds.
#[derive(Debug)]
pub struct Findings {
    /// What was found at each level of the study, in their order: the main one first.
    pub levels: Vec<LevelFindings>,
    /// Digests of the files that were read, by their paths as the project gives them, and what is known of those on servers.
    pub inputs: BTreeMap<String, InputDigest>,
}

/// All that is found at a level.
#[derive(Debug)]
pub struct LevelFindings {
    /// The tally of each year.
    pub ledgers: Vec<Ledger>,
    /// The assessment, with the compensation if there is one.
    pub assessment: Assessment,
    /// How the compensation depends on the choices that the paper leaves open.
    pub sensitivity: Option<Sensitivity>,
    /// Each scenario of the plan beside the base.
    pub comparisons: Vec<Comparison>,
    /// How sure the results are, if the plan says what is uncertain.
    pub uncertainty: Option<DrawnUncertainty>,
    /// What the plan asks beyond budgets.
    pub analyses: Analyses,
    /// Expected values with what was obtained; at the main level only.
    pub outcomes: Vec<Outcome>,
    /// What the user should know, of inputs and model; at the main level of all levels.
    pub warnings: Vec<Said>,
}

/// The spread of results that follows from uncertain inputs.
#[derive(Debug)]
pub struct DrawnUncertainty {
    /// The distributions of the inputs.
    pub inputs: Uncertainty,
    /// The distributions of the results.
    pub propagation: Propagation,
    /// Which input they are due to.
    pub sobol: Option<SobolIndices>,
}

impl Findings {
    /// What was found at the main level.
    pub fn main(&self) -> &LevelFindings {
        &self.levels[0]
    }
}

/// A level of a study beside what was found at it.
#[derive(Debug, Clone, Copy)]
pub struct LevelResults<'a> {
    /// The whole study.
    pub study: &'a Study,
    /// The level.
    pub level: &'a StudyLevel,
    /// What was found at it.
    pub findings: &'a LevelFindings,
    /// Digests of the files that were read.
    pub inputs: &'a BTreeMap<String, InputDigest>,
}

impl Findings {
    /// Each level of the study with what was found at it, the main one first.
    pub fn by_level<'a>(&'a self, study: &'a Study) -> Vec<LevelResults<'a>> {
        let levels = study.levels.iter().zip(&self.levels);
        let results = levels.map(|(level, findings)| LevelResults {
            study,
            level,
            findings,
            inputs: &self.inputs,
        });
        results.collect()
    }
}
