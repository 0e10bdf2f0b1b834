//! What a project asks beyond its base run: how sure it is, and what if inputs were others.

use anyhow::{Context, Result, bail};
use carbon_core::scenario::Scenario;
use carbon_core::uncertainty::{MonteCarlo, Sobol, Uncertainty};

use super::{Project, text};

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
}

impl UncertaintyPlan {
    /// The draws of a case.
    #[must_use]
    pub fn monte_carlo(&self, case: &carbon_core::Case) -> MonteCarlo {
        MonteCarlo {
            seed: self.seed,
            draws: self.draws,
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
        }))
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
}
