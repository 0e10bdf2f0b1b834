//! Other zonings of an assessment: by a built-in rule, by the user's rules, by clusters, by
//! advantages; and how far each two of them agree.
//!
//! | what | where |
//! |---|---|
//! | how zones are parted | [`Zoning`], [`Method`] |
//! | which class each zone is of in each year, and why | [`Zoning::classify`] → [`ZoningResult`] |
//! | the functional zones of the assessment itself | [`ZoningResult::functional`] |
//! | how far each two agree | [`compare`] → [`Compared`] |

mod clusters;
mod compared;
mod recognised;

pub use clusters::{Clustered, Clusters};
pub use compared::{Compared, Differing, ZoningOfYear, compare};
pub use recognised::Profile;

use bilingual::Bilingual;
use serde::Serialize;

use crate::analysis::clustering::ClusteringError;
use crate::analysis::nrca::{Advantage, Attribute, NrcaError, nrca};
use crate::assessment::{AnnualAssessment, Assessment, ZoneYear};
use crate::results::{MissingField, UnknownField, ZoneFields};
use crate::units::Year;
use crate::zoning::{Assignment, FunctionalZone, RuleList, ZoningRule};

/// The name of the functional zones of the assessment, as of their field.
pub const FUNCTIONAL: &str = "functional_zone";

/// A way to part the zones.
#[derive(Debug, Clone, PartialEq)]
pub struct Zoning {
    /// What it is called.
    pub name: String,
    /// How.
    pub method: Method,
}

/// How zones are parted.
#[derive(Debug, Clone, PartialEq)]
pub enum Method {
    /// A rule for the functional zones.
    Rule(ZoningRule),
    /// Rules that may assign classes of any name.
    List(RuleList),
    /// Clusters of zones that resemble each other.
    Clusters(Clusters),
    /// The field of which a zone has most beyond its size, by [`nrca`](mod@crate::analysis::nrca); the first
    /// of several.
    Advantages(Vec<String>),
}

/// The classes of all zones in all years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoningResult {
    /// What the zoning is called.
    pub name: String,
    /// The classes that it may assign; `None` for clusters, which are known by their profiles alone.
    pub classes: Option<Vec<String>>,
    /// What sets each cluster apart, by number; empty unless zones are clustered.
    pub profiles: Vec<Profile>,
    /// One entry a year, ascending.
    pub years: Vec<ZoningYear>,
}

/// The classes of all zones in a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoningYear {
    pub year: Year,
    /// One entry a zone, in the order of the assessment; `None` where too little of the zone is
    /// classified.
    pub zones: Vec<Option<Class>>,
    /// Further results of the method.
    pub evidence: Evidence,
}

/// The class of a zone, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Class {
    /// Its id.
    pub id: String,
    /// Why, in English, with the numbers.
    pub reason: String,
}

/// Results of a method beyond the classes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Nothing: a rule has its reasons.
    Rules,
    /// How well the clusters fit.
    Clusters(Clustered),
    /// The advantages, one entry a zone, by the fields in their order.
    Advantages {
        fields: Vec<String>,
        /// The advantages of each zone.
        zones: Vec<Advantage>,
    },
}

/// A zoning that cannot be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum ZoningError {
    /// There is no field with this name.
    #[error(transparent)]
    Field(#[from] UnknownField),
    /// A number that is missing.
    #[error(transparent)]
    Missing(#[from] MissingField),
    /// Indicators that cannot be clustered.
    #[en("in {year} {error}")]
    #[zh("{year} 年：{error}")]
    Clustering { year: Year, error: ClusteringError },
    /// Amounts without an advantage.
    #[en("in {year} {error}")]
    #[zh("{year} 年：{error}")]
    Nrca { year: Year, error: NrcaError },
    /// Fewer attributes than an advantage needs.
    #[error(transparent)]
    Attributes(NrcaError),
    /// More clusters than zones, or too few zones for any.
    #[en(
        "{clusters} clusters of {zones} zones have no silhouette; take \
         2 to {}", zones.saturating_sub(1)
    )]
    #[zh("{zones} 个区域聚成 {clusters} 类时没有轮廓系数；可取 2 至 {} 类", zones.saturating_sub(1))]
    Clusters {
        /// How many clusters are asked for.
        clusters: usize,
        /// How many zones there are.
        zones: usize,
    },
    /// Too few zones to part.
    #[en("there are {0} zones; clusters need at least 3")]
    #[zh("只有 {0} 个区域；聚类至少需要 3 个")]
    TooFewZones(usize),
}

impl From<&Assignment> for Class {
    fn from(assignment: &Assignment) -> Self {
        Self {
            id: assignment.zone.id().to_owned(),
            reason: assignment.reason.to_string(),
        }
    }
}

impl Zoning {
    /// The class of each zone in each year.
    ///
    /// # Errors
    ///
    /// [`ZoningError`] if a field is unknown or lacks a number, or zones cannot be clustered or have
    /// no advantages.
    pub fn classify(&self, assessment: &Assessment) -> Result<ZoningResult, ZoningError> {
        let fields = ZoneFields::new(assessment);
        let years = assessment.years.iter();
        let years = years.map(|annual| self.method.of_year(&fields, annual));
        let mut years = years.collect::<Result<Vec<_>, _>>()?;
        Ok(ZoningResult {
            name: self.name.clone(),
            classes: self.method.classes(&fields)?,
            profiles: recognised::recognise(&mut years),
            years,
        })
    }

    /// Checks, before there is an assessment, that it will have what the zoning needs.
    ///
    /// # Errors
    ///
    /// [`ZoningError`] if a field is unknown, or there are too few zones or attributes.
    pub fn fits(&self, fields: &ZoneFields, zones: usize) -> Result<(), ZoningError> {
        match &self.method {
            Method::Clusters(clusters) => clusters.fits(fields, zones),
            Method::Advantages(named) if named.len() < 2 => {
                Err(ZoningError::Attributes(NrcaError::Attributes(named.len())))
            }
            method => method.classes(fields).map(drop),
        }
    }
}

impl Method {
    /// The fields by whose numbers it tells zones apart, as they are named; none of rules, which hold
    /// each zone against thresholds.
    pub fn compared_fields(&self) -> &[String] {
        match self {
            Self::Clusters(clusters) => &clusters.indicators,
            Self::Advantages(named) => named,
            Self::Rule(_) | Self::List(_) => &[],
        }
    }

    fn classes(&self, fields: &ZoneFields) -> Result<Option<Vec<String>>, ZoningError> {
        let of_list = |list: &RuleList| {
            let rules = list.rules().iter().map(|rule| rule.zone.clone());
            let all = rules.chain([list.otherwise().to_owned()]);
            let mut classes: Vec<String> = Vec::new();
            for class in all {
                if !classes.contains(&class) {
                    classes.push(class);
                }
            }
            classes
        };
        Ok(match self {
            Self::Rule(rule) => Some(of_list(&RuleList::from(&rule.rules()))),
            Self::List(list) => Some(of_list(list)),
            Self::Clusters(_) => None,
            Self::Advantages(named) => Some(full_names(named, fields)?),
        })
    }

    fn of_year(
        &self,
        fields: &ZoneFields,
        annual: &AnnualAssessment,
    ) -> Result<ZoningYear, ZoningError> {
        let covered = &annual.covered();
        let (classes, evidence) = match self {
            Self::Rule(rule) => (by_rule(rule, covered), Evidence::Rules),
            Self::List(list) => {
                let assigned = fields.assign_year(list, covered)?.into_iter();
                let classes = assigned.map(|assignment| Class {
                    id: assignment.zone,
                    reason: assignment.reason,
                });
                (classes.collect(), Evidence::Rules)
            }
            Self::Clusters(clusters) => {
                let (classes, clustered) = clusters.of_year(fields, covered)?;
                (classes, Evidence::Clusters(clustered))
            }
            Self::Advantages(named) => advantages(named, fields, covered)?,
        };
        let mut classes = classes.into_iter();
        let class = |zone: &ZoneYear| zone.is_covered().then(|| classes.next()).flatten();
        Ok(ZoningYear {
            year: annual.year,
            zones: annual.zones.iter().map(class).collect(),
            evidence,
        })
    }
}

impl ZoningResult {
    /// The functional zones of an assessment.
    pub fn functional(assessment: &Assessment) -> Self {
        let of_year = |annual: &AnnualAssessment| ZoningYear {
            year: annual.year,
            zones: annual
                .zones
                .iter()
                .map(|zone| zone.function.as_ref().map(Class::from))
                .collect(),
            evidence: Evidence::Rules,
        };
        let functions = FunctionalZone::ALL.map(|function| function.id().to_owned());
        Self {
            name: FUNCTIONAL.to_owned(),
            classes: Some(functions.to_vec()),
            profiles: Vec::new(),
            years: assessment.years.iter().map(of_year).collect(),
        }
    }
}

fn full_names(named: &[String], fields: &ZoneFields) -> Result<Vec<String>, ZoningError> {
    let names = named.iter().map(|name| Ok(fields.full_name(name)?));
    names.collect()
}

fn by_rule(rule: &ZoningRule, annual: &AnnualAssessment) -> Vec<Class> {
    let rules = rule.rules();
    let zones = annual.zones.iter();
    zones
        .map(|zone| Class::from(&rules.assign(&annual.indicators(zone))))
        .collect()
}

fn advantages(
    named: &[String],
    fields: &ZoneFields,
    annual: &AnnualAssessment,
) -> Result<(Vec<Class>, Evidence), ZoningError> {
    let names = full_names(named, fields)?;
    let attribute = |name: &String| {
        let amounts = fields.column(name, annual)?;
        let name = name.clone();
        Ok(Attribute { name, amounts })
    };
    let attributes = names.iter().map(attribute);
    let attributes = attributes.collect::<Result<Vec<_>, MissingField>>()?;
    let ids: Vec<_> = annual
        .zones
        .iter()
        .map(|zone| zone.zone.id.clone())
        .collect();
    let zones = nrca(&ids, &attributes).map_err(|error| ZoningError::Nrca {
        year: annual.year,
        error,
    })?;
    let class = |advantage: &Advantage| {
        let places = advantage.by_attribute.iter().enumerate().rev();
        let most = places.max_by(|(_, a), (_, b)| a.total_cmp(b));
        let (place, value) = most.map_or((0, 0.0), |(place, value)| (place, *value));
        Class {
            id: names[place].clone(),
            reason: format!("advantage {value:.6} in {}, its largest", names[place]),
        }
    };
    let classes = zones.iter().map(class).collect();
    let evidence = Evidence::Advantages {
        fields: names.clone(),
        zones,
    };
    Ok((classes, evidence))
}
