//! `moran` in `[analysis]`, with the settings `contiguity`, `weights`, `permutations` and `seed`.

use std::sync::Arc;

use anyhow::{Result, bail};
use carbon_core::moran::{Permutations, WeightStyle};
use landuse_ingest::zones::Contact;
use serde::{Deserialize, Serialize};
use toml::Table;

use super::compute::compare_neighbours;
use crate::analyses::context::refuse_repeated;
use crate::analyses::registry::{Analysis, Asked, Computed, Needs, Reduced, Request};
use crate::analyses::settings::Sections;
use crate::analyses::{Context, Expected};

/// Fewer arrangements than this cannot tell a p-value of 0.01.
const LEAST_PERMUTATIONS: u32 = 99;

/// More arrangements than this take long and tell no more.
const MOST_PERMUTATIONS: u32 = 999_999;

/// The smallest number of zones for which Moran's I has a variance.
pub(super) const LEAST_ZONES: usize = 4;

const KEYS: &[&str] = &["moran", "contiguity", "weights", "permutations", "seed"];

pub(in crate::analyses) const ANALYSIS: Analysis = Analysis { keys: KEYS, parse };

/// What is asked, with defaults where nothing is given.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct Moran {
    /// The fields whose spatial autocorrelation is measured.
    #[serde(rename = "moran")]
    pub fields: Vec<String>,
    /// What neighbours have in common.
    #[serde(default)]
    contiguity: Contact,
    /// How much a neighbour counts.
    #[serde(default)]
    pub weights: WeightStyle,
    /// How many arrangements p-values are drawn from.
    #[serde(default = "default_permutations")]
    permutations: u32,
    #[serde(default = "default_seed")]
    seed: u64,
}

fn default_permutations() -> u32 {
    9_999
}

fn default_seed() -> u64 {
    1
}

fn parse(sections: &Sections<'_>) -> Result<Asked> {
    let Some(request) = sections.settings::<Moran>(KEYS, "moran = [\"intensity\"]")? else {
        return Ok(None);
    };
    refuse_repeated("moran", &request.fields)?;
    let count = request.permutations;
    if !(LEAST_PERMUTATIONS..=MOST_PERMUTATIONS).contains(&count) {
        bail!(
            "[analysis] permutations is {count}; take {LEAST_PERMUTATIONS} to {MOST_PERMUTATIONS}: the smallest p-value is 1 / (permutations + 1)"
        );
    }
    Ok(Some(Arc::new(request)))
}

impl Moran {
    pub(super) fn permutations(&self) -> Permutations {
        Permutations {
            count: self.permutations,
            seed: self.seed,
        }
    }
}

impl Request for Moran {
    fn needs(&self) -> Needs {
        Needs {
            contact: Some(self.contiguity),
            places: true,
            transitions: false,
        }
    }

    fn settings(&self) -> Result<Table> {
        Ok(Table::try_from(self)?)
    }

    fn refuse_unfit(&self, level: &Expected<'_>) -> Result<()> {
        level.refuse_unknown_fields("moran", &self.fields)?;
        let zones = level.zones;
        if zones < LEAST_ZONES {
            bail!("[analysis] moran needs at least {LEAST_ZONES} zones, and there are {zones}");
        }
        if !has_neighbours(level) {
            bail!(
                "[analysis] moran compares neighbours, and no two zones have a border in common, vertex by vertex; draw common borders with the same vertices (GRASS v.clean, mapshaper -clean), or take moran out"
            );
        }
        Ok(())
    }

    fn reduce(&self, level: &Expected<'_>) -> Result<Option<Reduced>> {
        let mut reduced = Reduced::default();
        if level.zones < LEAST_ZONES {
            reduced.too_few_zones = vec![format!("moran (at least {LEAST_ZONES})")];
        } else if !has_neighbours(level) {
            let reason = "no two zones have a border in common, so that moran is left out";
            reduced.reasons = vec![reason.to_owned()];
        } else {
            return Ok(None);
        }
        Ok(Some(reduced))
    }

    fn compute(&self, context: &Context<'_>) -> Result<Box<dyn Computed>> {
        Ok(Box::new(compare_neighbours(self, context)?))
    }
}

fn has_neighbours(level: &Expected<'_>) -> bool {
    level.contiguity.is_none_or(|found| !found.pairs.is_empty())
}
