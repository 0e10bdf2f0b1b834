//! Computes all that a study finds.

use anyhow::{Context, Result};
use carbon_core::scenario::{Comparison, LevelCases};
use carbon_core::{Alternatives, Assessment, Case, Scheme, Sensitivity, sensitivity};
use carbon_core::{Said, say};
use landuse_ingest::ledger::Transitions;
use zoning_export::Themes;

use super::case::build_case;
use super::expect;
use super::feasibility::Questions;
use super::findings::{DrawnUncertainty, Findings, LevelFindings};
use super::input_digests::digest_inputs;
use super::read_land::{LevelLand, read_land};
use super::study::{Study, StudyLevel};
use super::verify::{compared_neighbours, level_cases, level_warnings, verify};
use crate::analyses::{Analyses, Context as AnalysisContext};
use crate::terminal::Console;

/// Verifies a study, reads its rasters, and computes everything at every level.
///
/// # Errors
/// A question cannot be answered, a raster cannot be read, or a result does not exist.
pub fn compute(study: &Study, console: &Console) -> Result<Findings> {
    let questions = verify(study)?;
    let land = read_land(study, console)?;
    let levels = compute_levels(study, questions, land, console)?;
    Ok(Findings {
        levels,
        inputs: digest_inputs(study)?,
    })
}

/// Computes everything from the land use of each level.
pub(super) fn compute_levels(
    study: &Study,
    questions: Vec<Questions>,
    land: Vec<LevelLand>,
    console: &Console,
) -> Result<Vec<LevelFindings>> {
    let mut bases = Vec::new();
    for ((level, asked), land) in study.levels.iter().zip(&questions).zip(&land) {
        let case = build_case(study, level, asked.scheme, land.rows.clone());
        bases.push(name_level(level, case)?);
    }
    let cases = level_cases(study, bases.clone());
    let mut levels: Vec<LevelFindings> = Vec::new();
    let asked = study.levels.iter().zip(questions).zip(&bases).zip(land);
    for (((level, questions), base), land) in asked {
        let is_main = levels.is_empty();
        if !is_main {
            console.step(format!("the level {}", level.title));
        }
        let work = LevelWork {
            study,
            level,
            questions,
            base,
            cases: &cases,
            console,
        };
        let found = work.compute(land);
        levels.push(if is_main {
            found?
        } else {
            name_level(level, found)?
        });
    }
    collect_warnings(study, &mut levels);
    Ok(levels)
}

/// Adds the title of a level to an error, if the project names levels.
fn name_level<T>(level: &StudyLevel, result: Result<T>) -> Result<T> {
    match level.label {
        Some(_) => result.with_context(|| level.title.clone()),
        None => result,
    }
}

/// Repeats the warnings of other levels at the main one, with the names of the levels.
fn collect_warnings(study: &Study, levels: &mut [LevelFindings]) {
    let Some((main, others)) = levels.split_first_mut() else {
        return;
    };
    for (level, found) in study.levels.iter().skip(1).zip(others) {
        let name = level.label.as_ref().map_or("", |label| &label.name);
        let prefix = say!("level {name}: ", "层级 {name}：");
        for warning in &found.warnings {
            if !main.warnings.contains(warning) {
                let bare = || warning.strip_prefix(prefix.as_str()).unwrap_or(warning);
                main.warnings.push(say!("{prefix}{}", "{prefix}{}", bare()));
            }
        }
    }
}

/// A level with what it is asked.
struct LevelWork<'a> {
    study: &'a Study,
    level: &'a StudyLevel,
    questions: Questions,
    base: &'a Case,
    cases: &'a LevelCases<'a>,
    console: &'a Console,
}

impl LevelWork<'_> {
    fn compute(&self, land: LevelLand) -> Result<LevelFindings> {
        let step = "computing the budget, the coefficients, the zones and the compensation";
        self.console.step(step);
        let assessment = self.base.run()?;
        let sensitivity = self.sensitivity(&assessment)?;
        let comparisons = self.compare(&assessment)?;
        let uncertainty = self.draw(&assessment)?;
        let analyses = self.analyse(&assessment, &land.transitions)?;
        let outcomes = match self.level.number == self.study.plan.main_level {
            true => expect::judge_all(&self.study.expectations, &assessment)
                .context("the table of expected values")?,
            false => Vec::new(),
        };
        let mut warnings = level_warnings(self.level, &self.questions);
        warnings.extend(land.warnings);
        warnings.extend(assessment.warnings.iter().map(Said::by));
        warnings.extend(assessment.runaway_warnings());
        warnings.extend(analyses.warnings().into_iter().map(Said::from));
        Ok(LevelFindings {
            ledgers: land.ledgers,
            assessment,
            sensitivity,
            comparisons,
            uncertainty,
            analyses,
            outcomes,
            warnings,
        })
    }

    /// How the compensation depends on the choices that the paper leaves open.
    fn sensitivity(&self, assessment: &Assessment) -> Result<Option<Sensitivity>> {
        let Some(scheme) = self.base.scheme else {
            return Ok(None);
        };
        let Scheme {
            base,
            target,
            options,
        } = scheme;
        let alternatives = Alternatives::all(&options);
        let found = sensitivity(assessment, base, target, &options, &alternatives);
        Ok(Some(found?))
    }

    /// Runs each scenario beside the base.
    fn compare(&self, assessment: &Assessment) -> Result<Vec<Comparison>> {
        let mut comparisons = Vec::new();
        for scenario in &self.study.plan.scenarios {
            let name = &scenario.name;
            self.console.step(format!("running the scenario {name}"));
            let comparison = self.cases.run(scenario, self.level.number, assessment);
            comparisons.push(comparison.with_context(|| format!("the scenario \"{name}\""))?);
        }
        Ok(comparisons)
    }

    /// Draws the results that follow from uncertain inputs.
    fn draw(&self, assessment: &Assessment) -> Result<Option<DrawnUncertainty>> {
        let Some(plan) = &self.questions.uncertainty else {
            return Ok(None);
        };
        self.console.step(format!("drawing {} runs", plan.draws));
        let themes = Themes::new(assessment, &self.study.plan.classes)?;
        let maps = plan.maps.iter().filter_map(|map| themes.map_classes(*map));
        let monte_carlo = plan.monte_carlo(self.base, maps.collect());
        let propagation = monte_carlo.run(self.base, &plan.uncertainty);
        let sobol = plan.sobol();
        let sobol = sobol.map(|sobol| sobol.run(self.base, &plan.uncertainty));
        Ok(Some(DrawnUncertainty {
            propagation: propagation.context("[uncertainty]")?,
            sobol: sobol.transpose().context("[uncertainty]")?,
            inputs: plan.uncertainty.clone(),
        }))
    }

    /// Works out what the plan asks beyond budgets.
    fn analyse(&self, assessment: &Assessment, transitions: &[Transitions]) -> Result<Analyses> {
        let context = AnalysisContext {
            zones: &self.level.zones,
            parents: self.level.parents.as_deref(),
            is_downscaled: !self.level.downscaled.is_empty(),
            contiguity: compared_neighbours(self.level, &self.questions),
            legend: &self.study.legend,
            coefficients: &self.study.plan.coefficients,
            transitions,
            assessment,
            cases: self.cases,
            console: self.console,
        };
        self.questions.requests.compute(&context)
    }
}
