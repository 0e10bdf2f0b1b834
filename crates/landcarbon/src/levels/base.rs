//! What scenarios and goals start from.

use anyhow::{Context, Result};
use carbon_core::scenario::{
    Comparison, Goal, GoalError, LevelCases, Outcome, Scenario, ScenarioError,
};
use carbon_core::{Assessment, Case, HectaresRow};

use super::Levels;
use crate::study::Study;

/// The case that scenarios change: alone, or one of a project's levels, which change together.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Base<'a> {
    /// A project without levels.
    Alone(&'a Case),
    /// A level of one with levels.
    Level(&'a LevelCases<'a>, usize),
}

impl Base<'_> {
    /// Runs a scenario beside the assessment without it.
    pub(crate) fn run(
        self,
        scenario: &Scenario,
        assessment: &Assessment,
    ) -> Result<Comparison, ScenarioError> {
        match self {
            Self::Alone(case) => scenario.run(case, assessment),
            Self::Level(levels, level) => levels.run(scenario, level, assessment),
        }
    }

    /// Looks for the amount of a goal.
    pub(crate) fn seek(self, goal: &Goal) -> Result<Outcome, GoalError> {
        match self {
            Self::Alone(case) => goal.seek(case),
            Self::Level(levels, _) => levels.seek(goal),
        }
    }

    /// Finds without a run what a scenario names and is not there.
    pub(crate) fn fits(self, scenario: &Scenario) -> Result<(), ScenarioError> {
        match self {
            Self::Alone(case) => scenario.fits(case),
            Self::Level(levels, _) => levels.fits(scenario),
        }
    }

    /// Finds without a run what a goal names and is not there.
    pub(crate) fn goal_fits(self, goal: &Goal) -> Result<(), GoalError> {
        match self {
            Self::Alone(case) => goal.fits(case),
            Self::Level(levels, _) => levels.goal_fits(goal),
        }
    }
}

impl Levels {
    /// The case of each level that there are to be results of, from the rows of its land use.
    pub(crate) fn cases(
        &self,
        studies: &[&Study],
        rows: impl Fn(&Study) -> Vec<HectaresRow>,
    ) -> Result<LevelCases<'_>> {
        let mut cases: Vec<Option<Case>> = vec![None; self.hierarchy.levels().len()];
        for study in studies {
            let case = study.case_of(rows(study));
            cases[study.level_number()] = Some(case.with_context(|| study.title())?);
        }
        let main = self.project.main_level();
        Ok(LevelCases::new(&self.hierarchy, main, cases))
    }
}
