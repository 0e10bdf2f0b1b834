//! `[zoning]` and `[[zoning.other]]`: how zones are parted, and how else.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use carbon_core::clustering::{KMeansOptions, Linkage, Method as Clustering, Standardisation};
use carbon_core::rule_list::RuleList;
use carbon_core::zonings::{Clusters, FUNCTIONAL, Method, Zoning as OtherZoning};
use carbon_core::{FunctionRules, ZoneFields, ZoningRule};
use serde::{Deserialize, Serialize};

use super::{Project, text};

/// Silhouettes are told up to so many clusters unless the project says otherwise.
const MOST_CLUSTERS: usize = 8;

/// `[zoning]`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Zoning {
    /// `paper` (the default) or `quadrant`.
    pub rule: Option<String>,
    /// Other thresholds than the rule's own.
    #[serde(default)]
    pub thresholds: BTreeMap<String, f64>,
    /// A rule of the project's own instead: the first condition that holds decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleEntry>,
    /// The functional zone where no condition holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
    /// Other zonings, to be held against this one and each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<toml::Table>,
}

/// A condition and the class that it assigns.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RuleEntry {
    /// When the rule decides.
    pub when: String,
    /// What it then assigns.
    pub zone: String,
}

/// `[[zoning.other]]`, by its method.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Entry {
    Paper {
        #[serde(default)]
        thresholds: BTreeMap<String, f64>,
    },
    Quadrant {
        #[serde(default)]
        thresholds: BTreeMap<String, f64>,
    },
    Rules {
        rules: Vec<RuleEntry>,
        otherwise: String,
    },
    KMeans {
        indicators: Vec<String>,
        #[serde(default)]
        standardisation: Standardisation,
        clusters: Option<usize>,
        #[serde(default = "most")]
        most: usize,
        #[serde(default = "one")]
        seed: u64,
    },
    Hierarchy {
        indicators: Vec<String>,
        #[serde(default)]
        standardisation: Standardisation,
        clusters: Option<usize>,
        #[serde(default = "most")]
        most: usize,
        #[serde(default)]
        linkage: Linkage,
    },
    Nrca {
        fields: Vec<String>,
    },
}

fn most() -> usize {
    MOST_CLUSTERS
}

fn one() -> u64 {
    1
}

impl Project {
    /// The zoning rule: a built-in one with the project's thresholds, or the project's own.
    ///
    /// # Errors
    /// There is no such rule, threshold, field or functional zone, or two thresholds are in the wrong order.
    pub fn zoning_rule(&self) -> Result<ZoningRule> {
        let Zoning {
            rule,
            thresholds,
            rules,
            otherwise,
            ..
        } = &self.zoning;
        if rules.is_empty() && otherwise.is_none() {
            return built_in(rule.as_deref(), thresholds, "[zoning.thresholds]");
        }
        if rule.is_some() || !thresholds.is_empty() {
            bail!(
                "[zoning] has `rules` of its own beside `rule` or `thresholds`; keep one of both, and write numbers into the conditions"
            );
        }
        let Some(otherwise) = otherwise else {
            bail!(
                "[zoning] rules lacks `otherwise`, the functional zone where no condition holds, such as \"carbon-intensity-control\""
            );
        };
        let own = FunctionRules::new(pairs(rules), otherwise).context("[zoning] rules")?;
        Ok(ZoningRule::Own(own))
    }

    /// The other zonings, in the order of the file; conditions may name `fields`.
    ///
    /// # Errors
    /// A method, key or field is unknown, a value is impossible, or two have one name.
    pub fn other_zonings(&self, fields: &ZoneFields) -> Result<Vec<OtherZoning>> {
        let zonings = self.other_entries()?.into_iter().zip(1..);
        zonings
            .map(|((name, entry), number)| {
                let method = entry.method(fields);
                let method = method.with_context(|| place(&name, number))?;
                Ok(OtherZoning { name, method })
            })
            .collect()
    }

    /// Finds before any cell is read what the other zonings need and will not have.
    ///
    /// # Errors
    /// A field is unknown, or there are too few zones.
    pub fn refuse_unfit_zonings(&self, fields: &ZoneFields, zones: usize) -> Result<()> {
        let zonings = self.other_zonings(fields)?;
        if zones < 2 && !zonings.is_empty() {
            bail!("[[zoning.other]] needs at least 2 zones to part, and there are {zones}");
        }
        for (zoning, number) in zonings.iter().zip(1..) {
            let fits = zoning.fits(fields, zones);
            fits.with_context(|| place(&zoning.name, number))?;
        }
        Ok(())
    }

    /// The entries with their names, read but for the names of fields.
    pub(super) fn other_entries(&self) -> Result<Vec<(String, Entry)>> {
        let mut entries: Vec<(String, Entry)> = Vec::new();
        for (table, number) in self.zoning.other.iter().zip(1..) {
            let mut table = table.clone();
            let name = text::taken(&mut table, "name")
                .with_context(|| format!("[[zoning.other]] number {number}"))?;
            if name == FUNCTIONAL || entries.iter().any(|(known, _)| *known == name) {
                bail!(
                    "two zonings are called \"{name}\"; give each a name of its own (the project's own zoning is \"{FUNCTIONAL}\")"
                );
            }
            let entry: Entry = table
                .try_into()
                .map_err(|error: toml::de::Error| text::with_hint(&error.to_string()))
                .with_context(|| place(&name, number))?;
            entries.push((name, entry));
        }
        Ok(entries)
    }
}

impl Entry {
    fn method(self, fields: &ZoneFields) -> Result<Method> {
        Ok(match self {
            Self::Paper { thresholds } => {
                Method::Rule(built_in(Some("paper"), &thresholds, "thresholds")?)
            }
            Self::Quadrant { thresholds } => {
                Method::Rule(built_in(Some("quadrant"), &thresholds, "thresholds")?)
            }
            Self::Rules { rules, otherwise } => {
                Method::List(RuleList::new(pairs(&rules), &otherwise, &fields.names())?)
            }
            Self::KMeans {
                indicators,
                standardisation,
                clusters,
                most,
                seed,
            } => {
                let options = KMeansOptions {
                    seed,
                    ..KMeansOptions::default()
                };
                clustered(Clusters {
                    indicators,
                    standardisation,
                    method: Clustering::KMeans(options),
                    number: clusters,
                    most,
                })?
            }
            Self::Hierarchy {
                indicators,
                standardisation,
                clusters,
                most,
                linkage,
            } => clustered(Clusters {
                indicators,
                standardisation,
                method: Clustering::Hierarchy(linkage),
                number: clusters,
                most,
            })?,
            Self::Nrca { fields } => Method::Advantages(fields),
        })
    }
}

/// Clusters that have indicators, and may be as many as silhouettes need.
fn clustered(of: Clusters) -> Result<Method> {
    if of.indicators.is_empty() {
        bail!(
            "`indicators` names no field; take some, such as [\"ecc\", \"esc\", \"intensity\", \"emissions_share_of_mean\"]"
        );
    }
    if of.most < 2 {
        bail!(
            "`most` is {}; silhouettes are of 2 clusters or more",
            of.most
        );
    }
    Ok(Method::Clusters(of))
}

/// A built-in rule, the paper's unless one is named, with other thresholds.
fn built_in(
    name: Option<&str>,
    thresholds: &BTreeMap<String, f64>,
    place: &'static str,
) -> Result<ZoningRule> {
    let mut rule: ZoningRule = name.map_or_else(|| Ok(ZoningRule::default()), str::parse)?;
    for (name, value) in thresholds {
        rule = rule.with_threshold(name, *value).context(place)?;
    }
    let value = |wanted: &str| {
        let mut thresholds = rule.thresholds().into_iter();
        thresholds.find_map(|(name, value)| (name == wanted).then_some(value))
    };
    if let (Some(low), Some(high)) = (value("low_emissions"), value("high_emissions"))
        && low > high
    {
        bail!("{place} low_emissions is {low}, above high_emissions {high}; swap or change them");
    }
    Ok(rule)
}

fn pairs(rules: &[RuleEntry]) -> impl Iterator<Item = (&str, &str)> {
    rules.iter().map(|rule| (&*rule.when, &*rule.zone))
}

fn place(name: &str, number: usize) -> String {
    format!("[[zoning.other]] number {number}, \"{name}\"")
}
