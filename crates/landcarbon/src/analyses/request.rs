//! `[analysis]`: what a project asks beyond budgets.

use anyhow::{Context, Result, bail};
use carbon_core::ZoneFields;
use carbon_core::centre::EllipseAxes;
use carbon_core::moran::{Permutations, WeightStyle};
use landuse_ingest::zones::Contact;
use serde::{Deserialize, Serialize};

/// Arrangements drawn unless the project says otherwise.
const PERMUTATIONS: u32 = 9_999;

/// Fewer arrangements than this cannot tell a p-value of 0.01.
const LEAST_PERMUTATIONS: u32 = 99;

/// More arrangements than this take long and tell no more.
const MOST_PERMUTATIONS: u32 = 999_999;

/// `[analysis]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Analysis {
    /// Whether to split the change of emissions into its drivers (LMDI).
    #[serde(default)]
    pub drivers: bool,
    /// Whether to measure how unequally emissions are spread against GDP, population and absorption (Gini, Theil).
    #[serde(default)]
    pub inequality: bool,
    /// Whether to list which share of its emissions each zone absorbs.
    #[serde(default, skip_serializing_if = "is_off")]
    pub compensation_rate: bool,
    /// Whether to cross the rasters, and to split the change of absorption by what became of what.
    #[serde(default, skip_serializing_if = "is_off")]
    pub transitions: bool,
    /// The fields whose spatial autocorrelation is measured (Moran's I).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moran: Vec<String>,
    /// What neighbours have in common: `queen` (default) or `rook`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contiguity: Option<Contact>,
    /// How much a neighbour counts: `row-standardised` (default) or `binary`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<WeightStyle>,
    /// How many arrangements p-values are drawn from; 9999 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permutations: Option<u32>,
    /// What they follow from; 1 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The fields whose centres of gravity and ellipses are worked out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub centres: Vec<String>,
    /// The correction of the ellipses' axes: `root-two` (default), `standard-deviation` or `crime-stat`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ellipse: Option<EllipseAxes>,
}

fn is_off(asked: &bool) -> bool {
    !asked
}

impl Analysis {
    /// Refuses settings of what is not asked for, and impossible ones; puts defaults where something is asked for, so that the manifest
    /// has them.
    pub(crate) fn settle(&mut self) -> Result<()> {
        let of_moran = [
            ("contiguity", self.contiguity.is_some()),
            ("weights", self.weights.is_some()),
            ("permutations", self.permutations.is_some()),
            ("seed", self.seed.is_some()),
        ];
        match of_moran.into_iter().find(|(_, is_given)| *is_given) {
            Some((key, _)) if self.moran.is_empty() => bail!(
                "[analysis] {key} is a setting of `moran`, which is not asked for; add the fields, as in moran = [\"intensity\"], or take {key} out"
            ),
            _ => {}
        }
        if self.ellipse.is_some() && self.centres.is_empty() {
            bail!(
                "[analysis] ellipse is a setting of `centres`, which is not asked for; add the fields, as in centres = [\"emissions\"], or take ellipse out"
            );
        }
        refuse_repeated("moran", &self.moran)?;
        refuse_repeated("centres", &self.centres)?;
        if !self.moran.is_empty() {
            self.contiguity.get_or_insert_default();
            self.weights.get_or_insert_default();
            self.seed.get_or_insert(1);
            let count = *self.permutations.get_or_insert(PERMUTATIONS);
            if !(LEAST_PERMUTATIONS..=MOST_PERMUTATIONS).contains(&count) {
                bail!(
                    "[analysis] permutations is {count}; take {LEAST_PERMUTATIONS} to {MOST_PERMUTATIONS}: the smallest p-value is 1 / (permutations + 1)"
                );
            }
        }
        if !self.centres.is_empty() {
            self.ellipse.get_or_insert_default();
        }
        Ok(())
    }

    /// What neighbours have in common, if they are to be compared.
    #[must_use]
    pub fn contact(&self) -> Option<Contact> {
        self.contiguity.filter(|_| !self.moran.is_empty())
    }

    /// The arrangements that p-values are drawn from.
    #[must_use]
    pub fn drawn(&self) -> Permutations {
        Permutations {
            count: self.permutations.unwrap_or(PERMUTATIONS),
            seed: self.seed.unwrap_or(1),
        }
    }

    /// Refuses fields that the assessment will not have, and transitions of a single year.
    ///
    /// # Errors
    /// There is one.
    pub(super) fn refuse_unknown(&self, fields: &ZoneFields, years: usize) -> Result<()> {
        for (key, names) in [("moran", &self.moran), ("centres", &self.centres)] {
            for name in names {
                let known = fields.full_name(name);
                known.with_context(|| format!("[analysis] {key}"))?;
            }
        }
        if self.transitions && years < 2 {
            bail!(
                "[analysis] transitions lead from one year to another, and the project has one year; add another, or take transitions out"
            );
        }
        Ok(())
    }
}

fn refuse_repeated(key: &str, names: &[String]) -> Result<()> {
    let mut earlier = names.iter().enumerate();
    let repeated = earlier.find(|(place, name)| names[..*place].contains(name));
    match repeated {
        Some((_, name)) => bail!("[analysis] {key} names \"{name}\" twice; name each field once"),
        None => Ok(()),
    }
}
