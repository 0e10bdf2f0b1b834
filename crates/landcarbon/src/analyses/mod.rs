//! What a project asks beyond budgets: other zonings, inequality, space, drivers, goals. Found once, as plain data in the order of the
//! assessment's zones and years; [`files`] writes it as tables, [`fields`] shows what has
//! a value a zone and year.

mod bars;
mod centres;
mod curves;
mod driver_fields;
mod feasibility;
pub mod fields;
pub mod files;
mod goals;
mod inequality;
mod land;
mod moran;
mod request;
mod zonings;

use anyhow::{Context as _, Result, bail};
use carbon_core::lmdi::{Decomposition, Drivers, decompose};
use carbon_core::scenario::{Goal, GoalError, LevelCases, Outcome};
use carbon_core::transition_absorption::AbsorptionChange;
use carbon_core::zonings::{Compared, ZoningResult, compare};
use carbon_core::{AnnualAssessment, Assessment, Case, Coefficients, ZoneFields, ZoneId, ZoneYear};
use landuse_ingest::ledger::Transitions;
use landuse_ingest::legend::Legend;
use landuse_ingest::zones::{Contiguity, Zones};
use zoning_export::content::{Bars, Centres, Curves};

pub(crate) use feasibility::leave_out_unfit;
pub use goals::NamedGoal;
pub(crate) use goals::parse_goals;
pub use request::Analysis;
pub use zonings::{OtherZoning, RuleEntry};
pub(crate) use zonings::{built_in_rule, pairs, parse_others};

pub use centres::{Centre, CentresOf, Centrography};
pub use inequality::{Against, Inequality};
pub use moran::{Autocorrelation, MoranOf, NeighboursOf};

use crate::terminal::Console;

/// The smallest number of zones for which Moran's I has a variance.
const LEAST_OF_MORAN: usize = 4;

/// What a project asks beyond budgets.
#[derive(Debug, Clone, Default)]
pub struct Requests {
    /// `[analysis]`
    pub analysis: Analysis,
    /// `[[zoning.other]]`
    pub zonings: Vec<OtherZoning>,
    /// `[[goal]]`
    pub goals: Vec<NamedGoal>,
}

/// What analyses compute from: the zones of a level, and the results of its assessment.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The zones of the level.
    pub zones: &'a Zones,
    /// The zone above each zone, if there is a level above.
    pub parents: Option<&'a [ZoneId]>,
    /// Which zones are neighbours, if neighbours are compared.
    pub contiguity: Option<&'a Contiguity>,
    /// What the codes of the rasters mean.
    pub legend: &'a Legend,
    /// σ, θ and λ.
    pub coefficients: &'a Coefficients,
    /// The results of the level.
    pub assessment: &'a Assessment,
    /// The cases of all levels, which goals change.
    pub cases: &'a LevelCases<'a>,
    /// Where progress is reported.
    pub console: &'a Console,
}

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
    pub zonings: Vec<ZoningResult>,
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
    /// Computes all that is asked for; `transitions` are those of the level.
    ///
    /// # Errors
    /// A method cannot be used on the results.
    pub(crate) fn compute(
        requests: &Requests,
        context: &Context<'_>,
        transitions: Vec<Transitions>,
    ) -> Result<Self> {
        let (asked, assessment) = (&requests.analysis, context.assessment);
        let fields = ZoneFields::new(assessment);
        let zonings = zonings(&requests.zonings, assessment, &fields)?;
        let zones = assessment.zones.iter();
        let ids: Vec<ZoneId> = zones.map(|zone| zone.id.clone()).collect();
        Ok(Self {
            drivers: drivers(assessment, asked.drivers)?,
            inequality: match asked.inequality {
                true => inequality::of(assessment, context.parents),
                false => Vec::new(),
            },
            compensation_rate: asked.compensation_rate,
            compared: compare(&zonings, &ids).context("[[zoning.other]]")?,
            zonings,
            moran: moran::of(asked, context, &fields)?,
            centres: centres::of(asked, context, &fields)?,
            absorption: land::absorption(context, &transitions)?,
            transitions,
            goals: sought(&requests.goals, context),
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

/// The neighbours of each zone, if neighbours are compared.
pub(crate) fn neighbours(requests: &Requests, zones: &Zones) -> Option<Contiguity> {
    let contact = requests.analysis.contact()?;
    Some(zones.contiguity(contact))
}

/// Refuses requests that cannot be answered, before the rasters are read.
///
/// # Errors
/// A field is unknown, there are too few zones or years, or no zone has a neighbour.
pub(crate) fn verify(
    requests: &Requests,
    contiguity: Option<&Contiguity>,
    case: &Case,
) -> Result<()> {
    let fields = case.fields();
    let zones = case.inputs.zones().len();
    zonings::refuse_unfit(&requests.zonings, &fields, zones)?;
    requests
        .analysis
        .refuse_unknown(&fields, case.inputs.annual().len())?;
    match contiguity {
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
fn zonings(
    others: &[OtherZoning],
    assessment: &Assessment,
    fields: &ZoneFields,
) -> Result<Vec<ZoningResult>> {
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let mut zonings = vec![ZoningResult::functional(assessment)];
    for other in others {
        let zoned = other.resolve(fields)?.classify(assessment);
        zonings.push(zoned.with_context(|| format!("[[zoning.other]] \"{}\"", other.name))?);
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

fn sought(goals: &[NamedGoal], context: &Context<'_>) -> Vec<Sought> {
    let answer = |NamedGoal { name, goal }: &NamedGoal| {
        context.console.step(format!("seeking the goal {name}"));
        Sought {
            name: name.clone(),
            goal: goal.clone(),
            answer: context.cases.seek(goal),
        }
    };
    goals.iter().map(answer).collect()
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
