//! An entry of `[[zoning.other]]`, by its method.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use carbon_core::clustering::{KMeansOptions, Linkage, Method as Clustering, Standardisation};
use carbon_core::rule_list::RuleList;
use carbon_core::zonings::{Clusters, FUNCTIONAL, Method, Zoning};
use carbon_core::{ZoneFields, ZoningRule};
use serde::{Deserialize, Serialize};
use toml::Table;

use crate::files::toml_text::{parse_table, take_text};

/// Default of the largest number of clusters whose silhouettes are computed.
const MOST_CLUSTERS: usize = 8;

/// A condition and the class that it assigns.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RuleEntry {
    pub when: String,
    pub zone: String,
}

/// A zoning to be compared with that of the project. Its own rules are parsed once the fields that they may name are known.
#[derive(Debug, Clone)]
pub(super) struct OtherZoning {
    pub name: String,
    /// Where it stands in the project file, for messages.
    pub place: String,
    method: Entry,
}

/// `[[zoning.other]]`, by its method.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case", deny_unknown_fields)]
enum Entry {
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
        #[serde(default = "most_clusters")]
        most: usize,
        #[serde(default = "first_seed")]
        seed: u64,
    },
    Hierarchy {
        indicators: Vec<String>,
        #[serde(default)]
        standardisation: Standardisation,
        clusters: Option<usize>,
        #[serde(default = "most_clusters")]
        most: usize,
        #[serde(default)]
        linkage: Linkage,
    },
    Nrca {
        fields: Vec<String>,
    },
}

fn most_clusters() -> usize {
    MOST_CLUSTERS
}

fn first_seed() -> u64 {
    1
}

/// Parses the other zonings, in the order of the file.
///
/// # Errors
/// A method or a key is unknown, or two zonings have one name.
pub(super) fn parse_others(tables: &[Table]) -> Result<Vec<OtherZoning>> {
    let mut zonings: Vec<OtherZoning> = Vec::new();
    for (table, number) in tables.iter().zip(1..) {
        let mut table = table.clone();
        let place = format!("[[zoning.other]] number {number}");
        let name = take_text(&mut table, "name").context(place.clone())?;
        if name == FUNCTIONAL || zonings.iter().any(|known| known.name == name) {
            bail!(
                "two zonings are called \"{name}\"; give each a name of its own (the project's own zoning is \"{FUNCTIONAL}\")"
            );
        }
        let place = format!("{place}, \"{name}\"");
        let method = parse_table(table).context(place.clone())?;
        zonings.push(OtherZoning {
            name,
            place,
            method,
        });
    }
    Ok(zonings)
}

impl OtherZoning {
    /// The zoning, whose conditions may name `fields`.
    ///
    /// # Errors
    /// A threshold or a field is unknown, or a value is impossible.
    pub(super) fn resolve(&self, fields: &ZoneFields) -> Result<Zoning> {
        let method = self.method.clone().resolve(fields);
        Ok(Zoning {
            name: self.name.clone(),
            method: method.context(self.place.clone())?,
        })
    }
}

impl Entry {
    fn resolve(self, fields: &ZoneFields) -> Result<Method> {
        Ok(match self {
            Self::Paper { thresholds } => {
                Method::Rule(built_in_rule(Some("paper"), &thresholds, "thresholds")?)
            }
            Self::Quadrant { thresholds } => {
                Method::Rule(built_in_rule(Some("quadrant"), &thresholds, "thresholds")?)
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
                check_clusters(Clusters {
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
            } => check_clusters(Clusters {
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

/// Refuses clusters without indicators, or too few for silhouettes.
fn check_clusters(clusters: Clusters) -> Result<Method> {
    if clusters.indicators.is_empty() {
        bail!(
            "`indicators` names no field; take some, such as [\"ecc\", \"esc\", \"intensity\", \"emissions_share_of_mean\"]"
        );
    }
    if clusters.most < 2 {
        bail!(
            "`most` is {}; silhouettes are of 2 clusters or more",
            clusters.most
        );
    }
    Ok(Method::Clusters(clusters))
}

/// A built-in rule, the paper's unless one is named, with other thresholds.
///
/// # Errors
/// There is no such rule or threshold, or two thresholds are in the wrong order.
pub(crate) fn built_in_rule(
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

/// The rules as pairs of condition and class.
pub(crate) fn pairs(rules: &[RuleEntry]) -> impl Iterator<Item = (&str, &str)> {
    rules.iter().map(|rule| (&*rule.when, &*rule.zone))
}
