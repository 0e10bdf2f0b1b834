//! `[uncertainty]`: what is uncertain, and how many runs are drawn.

use anyhow::{Context, Result, bail};
use carbon_core::Case;
use carbon_core::uncertainty::{MapClasses, MonteCarlo, Sobol, Uncertainty};
use landuse_ingest::limits::{Exceeded, Limit};
use toml::{Table, Value};
use zoning_export::{Classification, Classifications, Topic};

use crate::files::toml_text::parse_table;

/// Default number of runs.
const DRAWS: i64 = 10_000;

/// Default number of samples for the Sobol indices.
const SAMPLES: i64 = 1_000;

/// Fewer runs than this say nothing about the tails of a distribution.
const LEAST: i64 = 100;

/// What is uncertain, and how many runs are drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct UncertaintyPlan {
    /// The distributions.
    pub uncertainty: Uncertainty,
    /// What all random numbers follow from.
    pub seed: u64,
    /// How many runs are drawn for intervals and probabilities.
    pub draws: usize,
    /// How many samples are drawn for the Sobol indices; with 0 there are none.
    pub samples: usize,
    /// The maps for whose classes probabilities are computed.
    pub maps: Vec<Topic>,
}

impl UncertaintyPlan {
    /// The draws of a case, with the classes of [`maps`](Self::maps).
    pub fn monte_carlo(&self, case: &Case, maps: Vec<MapClasses>) -> MonteCarlo {
        MonteCarlo {
            seed: self.seed,
            draws: self.draws,
            maps,
            ..MonteCarlo::new(case)
        }
    }

    /// Refuses more draws of a region of so many zones times years than the user allows.
    ///
    /// # Errors
    /// [`Limit::Draws`] is exceeded.
    pub fn refuse_costly(&self, zone_years: usize) -> Result<(), Exceeded> {
        let samples = (self.samples as u64).saturating_mul(RUNS_PER_SAMPLE);
        let runs = samples.saturating_add(self.draws as u64);
        Limit::Draws.refuse_above(runs.saturating_mul(PER_DRAW.max(zone_years as u64)))
    }

    /// The samples for the Sobol indices, if any.
    pub fn sobol(&self) -> Option<Sobol> {
        (self.samples > 0).then_some(Sobol {
            seed: self.seed,
            samples: self.samples,
        })
    }
}

/// Runs that a sample of the Sobol indices takes, about.
const RUNS_PER_SAMPLE: u64 = 20;

/// What a draw costs beside its zones and years, in these.
const PER_DRAW: u64 = 2_000;

/// What is uncertain, if the project says.
pub(super) fn parse(
    section: Option<&Table>,
    classes: &Classifications,
) -> Result<Option<UncertaintyPlan>> {
    let Some(section) = section else {
        return Ok(None);
    };
    let mut section = section.clone();
    let maps = parse_maps(section.remove("maps"), classes)?;
    let draws = take_number(&mut section, "draws", DRAWS)?;
    let seed = take_number(&mut section, "seed", 1)?;
    let samples = take_number(&mut section, "sobol_samples", SAMPLES)?;
    if draws < LEAST || (samples != 0 && samples < LEAST) {
        bail!(
            "[uncertainty] has draws = {draws} and sobol_samples = {samples}; fewer than {LEAST} tell nothing (sobol_samples = 0 leaves the indices out)"
        );
    }
    Ok(Some(UncertaintyPlan {
        uncertainty: parse_table(section).context("[uncertainty]")?,
        seed: u64::try_from(seed).context("[uncertainty] seed must not be below 0")?,
        draws: usize::try_from(draws)?,
        samples: usize::try_from(samples)?,
        maps,
    }))
}

fn take_number(section: &mut Table, key: &str, default: i64) -> Result<i64> {
    match section.remove(key) {
        None => Ok(default),
        Some(value) => value
            .as_integer()
            .with_context(|| format!("[uncertainty] {key} is {value}; it must be a whole number")),
    }
}

/// The maps that `[uncertainty] maps` names.
fn parse_maps(named: Option<Value>, classes: &Classifications) -> Result<Vec<Topic>> {
    let legal = Topic::GRADUATED.map(Topic::key).join(", ");
    let Some(named) = named else {
        return Ok(Vec::new());
    };
    let keys: Vec<String> = named
        .clone()
        .try_into()
        .with_context(|| format!("[uncertainty] maps is {named}; it must be a list of {legal}"))?;
    let mut maps = Vec::new();
    for key in &keys {
        let Some(topic) = Topic::GRADUATED
            .into_iter()
            .find(|topic| topic.key() == key)
        else {
            bail!("[uncertainty] maps has \"{key}\"; maps with classes are {legal}");
        };
        if maps.contains(&topic) {
            bail!("[uncertainty] maps has \"{key}\" twice; keep one");
        }
        let has_mean = matches!(
            classes.choice(topic),
            Some(Classification::ShareOfMean { .. })
        );
        if has_mean && topic != Topic::Emissions {
            bail!(
                "[uncertainty] maps has \"{key}\", whose [classes] are shares of the mean, which are drawn of emissions only; give it another scheme, such as value"
            );
        }
        maps.push(topic);
    }
    Ok(maps)
}
