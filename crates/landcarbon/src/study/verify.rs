//! Finds what cannot be answered before the rasters are read, so that nothing fails after the slow part.

use anyhow::{Context, Result, bail};
use carbon_core::Said;
use carbon_core::scenario::{LevelCases, ScenarioError};
use carbon_core::{Assessment, Case};
use landuse_ingest::zones::Contiguity;

use super::expect::judge_all;
use super::feasibility::{Questions, feasible};
use super::study::{Study, StudyLevel};
use crate::project::Plan;

/// What each level is asked and can answer, in the order of the study's levels.
///
/// # Errors
/// Statistics and zones of a level do not fit together, or a question cannot be answered.
pub fn verify(study: &Study) -> Result<Vec<Questions>> {
    let mut asked = Vec::new();
    let mut cases = Vec::new();
    let mut trials = Vec::new();
    for level in &study.levels {
        let verified = verify_level(study, level);
        let (questions, case, trial) = match &level.label {
            None => verified?,
            Some(label) => verified.with_context(|| {
                format!(
                    "at the level \"{}\" (what only a higher level has is shared out if [downscaling] says by what)",
                    label.name
                )
            })?,
        };
        asked.push(questions);
        cases.push(case);
        trials.push((level.number, trial));
    }
    let cases = level_cases(study, cases);
    refuse_unfit_what_ifs(&study.plan, &cases)?;
    for (level, trial) in &trials {
        try_scenarios(&study.plan, &cases, *level, trial)?;
    }
    Ok(asked)
}

/// What a level is asked, its case, and what follows from it with trial land: whatever fails then fails with any land.
fn verify_level(study: &Study, level: &StudyLevel) -> Result<(Questions, Case, Assessment)> {
    let (questions, case) = feasible(study, level)?;
    let trial = case.run()?;
    let contiguity = compared_neighbours(level, &questions);
    questions.requests.refuse_unfit(contiguity, &case, &trial)?;
    if let Some(plan) = &questions.uncertainty {
        let monte_carlo = plan.monte_carlo(&case, Vec::new());
        let verified = monte_carlo.verify(&case, &plan.uncertainty);
        verified.context("[uncertainty]")?;
    }
    if level.number == study.plan.main_level {
        judge_all(&study.expectations, &trial).context("the table of expected values")?;
    }
    Ok((questions, case, trial))
}

/// Runs the scenarios with trial land. How much land there is to move is not known yet.
fn try_scenarios(
    plan: &Plan,
    cases: &LevelCases<'_>,
    level: usize,
    trial: &Assessment,
) -> Result<()> {
    for scenario in &plan.scenarios {
        match cases.run(scenario, level, trial) {
            Err(ScenarioError::NotEnoughLand { .. }) => {}
            tried => {
                tried.with_context(|| format!("the scenario \"{}\"", scenario.name))?;
            }
        }
    }
    Ok(())
}

/// Refuses statistics that look wrong by a power of ten, for who asks for it.
///
/// # Errors
/// There are any; each is a line.
pub fn refuse_implausible(study: &Study) -> Result<()> {
    match &study.main().implausible[..] {
        [] => Ok(()),
        found => bail!(
            "strict refuses statistics that look wrong:\n{}",
            found.join("\n")
        ),
    }
}

/// The cases of a study's levels, which scenarios and goals change together.
pub(super) fn level_cases(study: &Study, cases: Vec<Case>) -> LevelCases<'_> {
    let mut by_number = vec![None; study.hierarchy.levels().len()];
    for (level, case) in study.levels.iter().zip(cases) {
        by_number[level.number] = Some(case);
    }
    LevelCases::new(&study.hierarchy, study.plan.main_level, by_number)
}

/// Refuses scenarios and requests that name a zone, year, class, coefficient, compensation or result that no level has.
fn refuse_unfit_what_ifs(plan: &Plan, cases: &LevelCases<'_>) -> Result<()> {
    for scenario in &plan.scenarios {
        let fits = cases.fits(scenario);
        fits.with_context(|| format!("the scenario \"{}\"", scenario.name))?;
    }
    plan.requests.refuse_unfit_cases(cases)
}

/// What the user should know of the inputs of a level, and of what it leaves out.
pub fn level_warnings(level: &StudyLevel, questions: &Questions) -> Vec<Said> {
    let omissions = questions.omissions.iter().map(Said::by);
    let implausible = level.implausible.iter().cloned();
    let mut warnings: Vec<Said> = implausible.map(Said::from).collect();
    warnings.extend_from_slice(&level.warnings);
    warnings.extend(omissions);
    warnings.extend(questions.preset_doubt.iter().map(Said::by));
    if let Some(contiguity) = compared_neighbours(level, questions) {
        warnings.extend(contiguity.warnings(&level.zones));
    }
    warnings
}

/// The neighbours of each zone, if the level compares neighbours.
pub(super) fn compared_neighbours<'a>(
    level: &'a StudyLevel,
    questions: &Questions,
) -> Option<&'a Contiguity> {
    let is_asked = questions.requests.contact().is_some();
    level.contiguity.as_ref().filter(|_| is_asked)
}
