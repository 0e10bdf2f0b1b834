//! Finds what cannot be answered before the rasters are read, so that nothing fails after the slow part.

use anyhow::{Context, Result};
use carbon_core::Case;
use carbon_core::scenario::LevelCases;
use landuse_ingest::zones::Contiguity;

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
    for level in &study.levels {
        let verified = verify_level(study, level);
        let (questions, case) = match &level.label {
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
    }
    refuse_unfit_what_ifs(&study.plan, &level_cases(study, cases))?;
    Ok(asked)
}

fn verify_level(study: &Study, level: &StudyLevel) -> Result<(Questions, Case)> {
    let (questions, case) = feasible(study, level)?;
    let contiguity = compared_neighbours(level, &questions);
    questions.requests.refuse_unfit(contiguity, &case)?;
    Ok((questions, case))
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
pub fn level_warnings(level: &StudyLevel, questions: &Questions) -> Vec<String> {
    let omissions = questions.omissions.iter().map(ToString::to_string);
    let mut warnings = level.warnings.clone();
    warnings.extend(omissions);
    warnings.extend(questions.preset_doubt.iter().map(ToString::to_string));
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
