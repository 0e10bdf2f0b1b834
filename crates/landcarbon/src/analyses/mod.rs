//! What a project asks beyond budgets: other zonings, inequality, space, drivers, goals. Found once, as plain data in the order of the
//! assessment's zones and years; [`files`] writes it as tables, [`fields`] shows what has
//! a value a zone and year.

mod bars;
mod centres;
mod curves;
mod driver_fields;
pub mod fields;
pub mod files;
mod inequality;
mod land;
mod moran;

use anyhow::{Context, Result, bail};
use carbon_core::lmdi::{Decomposition, Drivers, decompose};
use carbon_core::scenario::{Goal, GoalError, Outcome};
use carbon_core::transition_absorption::AbsorptionChange;
use carbon_core::zonings::{Compared, Zoned, compare};
use carbon_core::{AnnualAssessment, Assessment, Case, ZoneFields, ZoneId, ZoneYear};
use landuse_ingest::transition::Transitions;
use zoning_export::content::{Bars, Centres, Curves};

pub use centres::{Centre, CentresOf, Centrography};
pub use inequality::{Against, Inequality};
pub use moran::{Autocorrelation, MoranOf, NeighboursOf};

use crate::console::Console;
use crate::levels::Base;
use crate::project::NamedGoal;
use crate::study::Study;

/// Of fewer zones the spread of Moran's I does not exist.
pub(crate) const LEAST_OF_MORAN: usize = 4;

/// What a project asks beyond budgets; what it does not ask for is empty.
#[derive(Debug, Default)]
pub struct Analyses {
    /// What drove emissions, from each year to the next and from the first to the last.
    pub drivers: Vec<Decomposition>,
    /// How unequally emissions are spread, in each year against each weight.
    pub inequality: Vec<Inequality>,
    /// Whether the share of its emissions that each zone absorbs is to be listed.
    pub compensation_rate: bool,
    /// The functional zones of the assessment, then the project's other zonings; empty if it has none.
    pub zonings: Vec<Zoned>,
    /// How far each two of them agree.
    pub compared: Vec<Compared>,
    /// Whether neighbours resemble each other.
    pub moran: Option<Autocorrelation>,
    /// Where the weight of the region lies.
    pub centres: Option<Centrography>,
    /// What became of what: from each raster to the next, and from the first to the last.
    pub transitions: Vec<Transitions>,
    /// What that changed of each zone's absorption.
    pub absorption: Vec<AbsorptionChange>,
    /// What was sought, and what was found.
    pub goals: Vec<Sought>,
}

/// A goal with its answer.
#[derive(Debug)]
pub struct Sought {
    /// Its name.
    pub name: String,
    /// What is sought.
    pub goal: Goal,
    /// What was found; an error if a run in the bracket has no results.
    pub answer: Result<Outcome, GoalError>,
}

impl Analyses {
    /// Works out all that the study's project asks for.
    ///
    /// # Errors
    /// A method cannot be used on the results.
    pub(crate) fn of(
        study: &Study,
        base: Base<'_>,
        assessment: &Assessment,
        transitions: Vec<Transitions>,
        console: &Console,
    ) -> Result<Self> {
        let project = &study.project;
        let asked = project.analysis.clone().unwrap_or_default();
        let fields = ZoneFields::new(assessment);
        let zonings = zonings(study, assessment, &fields)?;
        let ids: Vec<ZoneId> = assessment
            .zones
            .iter()
            .map(|zone| zone.id.clone())
            .collect();
        Ok(Self {
            drivers: drivers(assessment, asked.drivers)?,
            inequality: if asked.inequality {
                inequality::of(assessment, study.parents().as_deref())
            } else {
                Vec::new()
            },
            compensation_rate: asked.compensation_rate,
            compared: compare(&zonings, &ids).context("[[zoning.other]]")?,
            zonings,
            moran: moran::of(study, &asked, assessment, &fields, console)?,
            centres: centres::of(study, &asked, assessment, &fields)?,
            absorption: land::absorption(study, &transitions)?,
            transitions,
            goals: sought(project.goals()?, base, console),
        })
    }

    /// How unequally emissions are spread, as curves.
    #[must_use]
    pub fn curves(&self) -> Option<Curves> {
        curves::of(&self.inequality)
    }

    /// What is of the whole region, as bars.
    #[must_use]
    pub fn bars(&self, assessment: &Assessment) -> Vec<Bars> {
        bars::of(self, assessment)
    }

    /// Where the weight of the region lies, as figures, report and layers show it.
    #[must_use]
    pub fn centres_shown(&self, assessment: &Assessment) -> Option<Centres> {
        Some(self.centres.as_ref()?.shown(assessment))
    }

    /// What the user should know: goals that are not reached.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let said = |of: &Sought| {
            let why = match &of.answer {
                Ok(Outcome::Reached(_)) => return None,
                Ok(Outcome::Not(why)) => why.to_string(),
                Err(error) => error.to_string(),
            };
            Some(format!("the goal \"{}\" is not reached: {why}", of.name))
        };
        self.goals.iter().filter_map(said).collect()
    }
}

/// Finds before any cell is read what cannot be worked out.
///
/// # Errors
/// A field is unknown, there are too few zones or years, or none has a neighbour.
pub(crate) fn verify(study: &Study, case: &Case) -> Result<()> {
    let fields = case.fields();
    let (project, zones) = (&study.project, study.zones.zones.len());
    project.refuse_unfit_zonings(&fields, zones)?;
    let Some(asked) = &project.analysis else {
        return Ok(());
    };
    asked.refuse_unknown(&fields, project.years().len())?;
    match &study.contiguity {
        Some(_) if zones < LEAST_OF_MORAN => {
            bail!("[analysis] moran needs at least {LEAST_OF_MORAN} zones, and there are {zones}")
        }
        Some(contiguity) if contiguity.pairs.is_empty() => bail!(
            "[analysis] moran compares neighbours, and no two zones have a border in common, vertex by vertex; draw common borders with the same vertices (GRASS v.clean, mapshaper -clean), or take moran out"
        ),
        _ => Ok(()),
    }
}

/// The functional zones and the other zonings, if there are any.
fn zonings(study: &Study, assessment: &Assessment, fields: &ZoneFields) -> Result<Vec<Zoned>> {
    let others = study.project.other_zonings(fields)?;
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let mut zonings = vec![Zoned::functional(assessment)];
    for zoning in others {
        let zoned = zoning.zoned(assessment);
        zonings.push(zoned.with_context(|| format!("[[zoning.other]] \"{}\"", zoning.name))?);
    }
    Ok(zonings)
}

fn drivers(assessment: &Assessment, are_asked: bool) -> Result<Vec<Decomposition>> {
    if !are_asked {
        return Ok(Vec::new());
    }
    let between = |(from, to): (&AnnualAssessment, &AnnualAssessment)| {
        let drivers = |of: &ZoneYear| Drivers::from(&of.account);
        let pairs = from.zones.iter().zip(&to.zones);
        let zones: Vec<_> = pairs
            .map(|(before, after)| (before.zone.id.clone(), drivers(before), drivers(after)))
            .collect();
        decompose(from.year, to.year, &zones).context("[analysis] drivers")
    };
    spans(&assessment.years).map(between).collect()
}

/// Each year with the next, and the first with the last.
fn spans(
    years: &[AnnualAssessment],
) -> impl Iterator<Item = (&AnnualAssessment, &AnnualAssessment)> {
    let whole = match years {
        [first, _, .., last] => Some((first, last)),
        _ => None,
    };
    years
        .windows(2)
        .map(|pair| (&pair[0], &pair[1]))
        .chain(whole)
}

fn sought(goals: Vec<NamedGoal>, base: Base<'_>, console: &Console) -> Vec<Sought> {
    let answered = |NamedGoal { name, goal }| {
        console.step(format!("seeking the goal {name}"));
        let answer = base.seek(&goal);
        Sought { name, goal, answer }
    };
    goals.into_iter().map(answered).collect()
}

/// The years in which zones have a field, with its values. What only the target year has is left out of others.
fn columns<'a>(
    name: &str,
    fields: &ZoneFields,
    assessment: &'a Assessment,
) -> Result<Vec<(&'a AnnualAssessment, Vec<f64>)>> {
    let mut columns = Vec::new();
    for annual in &assessment.years {
        let has_one = |of: &ZoneYear| fields.value(name, annual, of).is_some();
        if annual.zones.iter().any(has_one) {
            columns.push((annual, fields.column(name, annual)?));
        }
    }
    Ok(columns)
}
