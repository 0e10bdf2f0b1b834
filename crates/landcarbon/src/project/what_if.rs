//! What a project asks beyond its base run: how sure it is, and what if inputs were others.

use anyhow::{Context, Result, bail};
use carbon_core::Case;
use carbon_core::scenario::{Goal, Scenario};
use carbon_core::uncertainty::{MapClasses, MonteCarlo, Sobol, Uncertainty};
use zoning_export::{Classification, Topic};

use super::{Project, text};
use crate::levels::Base;

/// Runs drawn unless the project says otherwise.
const DRAWS: i64 = 10_000;

/// Samples of the Sobol indices unless the project says otherwise.
const SAMPLES: i64 = 1_000;

/// Fewer runs than this tell nothing of the tails.
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
    /// How many samples are drawn for the Sobol indices; 0: none.
    pub samples: usize,
    /// The maps of whose classes there are to be probabilities.
    pub maps: Vec<Topic>,
}

/// A goal under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedGoal {
    /// The name for people.
    pub name: String,
    /// What is sought.
    pub goal: Goal,
}

impl UncertaintyPlan {
    /// The draws of a case, with the classes of [`maps`](Self::maps).
    #[must_use]
    pub fn monte_carlo(&self, case: &Case, maps: Vec<MapClasses>) -> MonteCarlo {
        MonteCarlo {
            seed: self.seed,
            draws: self.draws,
            maps,
            ..MonteCarlo::new(case)
        }
    }

    /// The samples, if any.
    #[must_use]
    pub fn sobol(&self) -> Option<Sobol> {
        (self.samples > 0).then_some(Sobol {
            seed: self.seed,
            samples: self.samples,
        })
    }
}

impl Project {
    /// What is uncertain, if the project says.
    ///
    /// # Errors
    /// A key or a distribution is unknown or impossible.
    pub fn uncertainty_plan(&self) -> Result<Option<UncertaintyPlan>> {
        let Some(table) = &self.uncertainty else {
            return Ok(None);
        };
        let mut table = table.clone();
        let maps = self.drawn_maps(table.remove("maps"))?;
        let mut number = |key: &str, otherwise: i64| match table.remove(key) {
            None => Ok(otherwise),
            Some(value) => value.as_integer().with_context(|| {
                format!("[uncertainty] {key} is {value}; it must be a whole number")
            }),
        };
        let (draws, seed) = (number("draws", DRAWS)?, number("seed", 1)?);
        let samples = number("sobol_samples", SAMPLES)?;
        if draws < LEAST || (samples != 0 && samples < LEAST) {
            bail!(
                "[uncertainty] has draws = {draws} and sobol_samples = {samples}; fewer than {LEAST} tell nothing (sobol_samples = 0 leaves the indices out)"
            );
        }
        let uncertainty = table
            .try_into()
            .map_err(|error: toml::de::Error| text::with_hint(&error.to_string()))
            .context("[uncertainty]")?;
        Ok(Some(UncertaintyPlan {
            uncertainty,
            seed: u64::try_from(seed).context("[uncertainty] seed must not be below 0")?,
            draws: usize::try_from(draws)?,
            samples: usize::try_from(samples)?,
            maps,
        }))
    }

    /// The maps that `[uncertainty] maps` names.
    fn drawn_maps(&self, named: Option<toml::Value>) -> Result<Vec<Topic>> {
        let legal = Topic::GRADUATED.map(Topic::key);
        let Some(named) = named else {
            return Ok(Vec::new());
        };
        let listed: Vec<String> = named.clone().try_into().with_context(|| {
            format!(
                "[uncertainty] maps is {named}; it must be a list of {}",
                legal.join(", ")
            )
        })?;
        let mut maps = Vec::new();
        for key in &listed {
            let Some(topic) = Topic::GRADUATED.into_iter().find(|of| of.key() == key) else {
                bail!(
                    "[uncertainty] maps has \"{key}\"; maps with classes are {}",
                    legal.join(", ")
                );
            };
            if maps.contains(&topic) {
                bail!("[uncertainty] maps has \"{key}\" twice; keep one");
            }
            let of_mean = matches!(
                self.classes.of(topic),
                Some(Classification::ShareOfMean { .. })
            );
            if of_mean && topic != Topic::Emissions {
                bail!(
                    "[uncertainty] maps has \"{key}\", whose [classes] are shares of the mean, which are drawn of emissions only; give it another scheme, such as value"
                );
            }
            maps.push(topic);
        }
        Ok(maps)
    }

    /// The scenarios, in the order of the file.
    ///
    /// # Errors
    /// A change is unknown or impossible, or two scenarios have one name.
    pub fn scenarios(&self) -> Result<Vec<Scenario>> {
        let mut scenarios: Vec<Scenario> = Vec::new();
        for (table, number) in self.scenarios.iter().zip(1..) {
            let scenario: Scenario = table
                .clone()
                .try_into()
                .map_err(|error: toml::de::Error| text::with_hint(&error.to_string()))
                .with_context(|| format!("[[scenario]] number {number}"))?;
            if scenarios.iter().any(|known| known.name == scenario.name) {
                bail!(
                    "two scenarios are called \"{}\"; give each a name of its own",
                    scenario.name
                );
            }
            scenarios.push(scenario);
        }
        Ok(scenarios)
    }

    /// The goals, in the order of the file.
    ///
    /// # Errors
    /// A key, an input or a quantity is unknown, a number impossible, or two goals have one name.
    pub fn goals(&self) -> Result<Vec<NamedGoal>> {
        let mut goals: Vec<NamedGoal> = Vec::new();
        for (table, number) in self.goals.iter().zip(1..) {
            let place = || format!("[[goal]] number {number}");
            let mut table = table.clone();
            let name = text::taken(&mut table, "name").with_context(place)?;
            let goal: Goal = table
                .try_into()
                .map_err(|error: toml::de::Error| text::with_hint(&error.to_string()))
                .with_context(place)?;
            if goals.iter().any(|known| known.name == name) {
                bail!("two goals are called \"{name}\"; give each a name of its own");
            }
            goals.push(NamedGoal { name, goal });
        }
        Ok(goals)
    }

    /// Finds before any cell is read what scenarios and goals name and the case will not have.
    ///
    /// # Errors
    /// A zone, year, class, coefficient, compensation or result is not there.
    pub(crate) fn refuse_unfit_what_ifs(&self, base: Base<'_>) -> Result<()> {
        for scenario in self.scenarios()? {
            let fits = base.fits(&scenario);
            fits.with_context(|| format!("the scenario \"{}\"", scenario.name))?;
        }
        for NamedGoal { name, goal } in self.goals()? {
            let fits = base.goal_fits(&goal);
            fits.with_context(|| format!("the goal \"{name}\""))?;
        }
        Ok(())
    }
}
