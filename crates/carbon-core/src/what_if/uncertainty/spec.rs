//! The uncertain inputs of a run.

use bilingual::Bilingual;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    AccuracyError, ConfusionMatrix, Dependence, DistributionError, Scale, Uncertain,
    UncertainStatistic,
};
use crate::compensation::Alternatives;
use crate::region::LandClass;
use crate::text::Listed;
use crate::units::Year;
use crate::what_if::CaseError;

/// The uncertain inputs of a run with their distributions. All other inputs are certain.
///
/// No spread has a default: none comes with the paper, and a spread without a source would be an
/// invention. A normal distribution's standard deviation is half the width of a published 95 %
/// interval by 1.96.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Uncertainty {
    /// The coefficients σ, θ and λ.
    pub coefficients: UncertainCoefficients,
    /// The statistics.
    pub statistics: UncertainStatistics,
    /// α of formula 13, whichever rule gives it; yuan per tonne where absolute. Truncated at 0.
    pub price: Option<Uncertain>,
    /// The Engel coefficient of formula 14, between 0 and 1.
    pub engel: Option<Uncertain>,
    /// The inferred choices of formulas 9–11, 13 and 14: each alternative of a list is equally
    /// likely. What has no list is as in the scheme of the case.
    pub choices: Option<Alternatives>,
    /// How well the land-use maps were classified.
    pub map_accuracy: Vec<MapAccuracy>,
}

impl Uncertainty {
    /// The statistics that err in each zone by itself, or by an amount in each. Sums of such zones
    /// err otherwise than a larger zone that is drawn by the same distribution, so that levels
    /// would contradict each other.
    pub fn of_single_zones(&self) -> Vec<&'static str> {
        let statistics = &self.statistics;
        let all = [
            ("energy", &statistics.energy),
            ("population", &statistics.population),
            ("gdp", &statistics.gdp),
        ];
        let errs_alone = |statistic: &UncertainStatistic| {
            statistic.zones == Dependence::Independent
                || statistic.uncertain.distribution.scale == Scale::Absolute
        };
        all.into_iter()
            .filter(|(_, statistic)| statistic.as_ref().is_some_and(errs_alone))
            .map(|(name, _)| name)
            .collect()
    }
}

/// Which coefficients are uncertain.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UncertainCoefficients {
    /// σ, truncated at 0.
    pub sigma: Option<Uncertain>,
    /// θ, truncated at 0.
    pub theta: Option<Uncertain>,
    /// λ of land classes. Not truncated: of either sign a λ has a meaning, and a class that absorbs
    /// may emit in some draws.
    pub land: BTreeMap<LandClass, Uncertain>,
}

/// Which statistics are uncertain. All are truncated at 0.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UncertainStatistics {
    /// Energy in tce, also where it comes from fuels or from an intensity.
    pub energy: Option<UncertainStatistic>,
    pub population: Option<UncertainStatistic>,
    /// GDP at constant prices in yuan.
    pub gdp: Option<UncertainStatistic>,
}

/// How well the land-use maps of some years were classified.
///
/// The maps of one entry err alike: in a draw all its years have the same errors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapAccuracy {
    /// The years of the maps; all years if the list is empty.
    #[serde(default)]
    pub years: Vec<Year>,
    /// Sample points by mapped and by true class.
    pub matrix: ConfusionMatrix,
    /// Where the sample comes from.
    pub source: String,
}

/// An input that may be uncertain: what a Sobol index is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UncertainInput {
    /// σ.
    Sigma,
    /// θ.
    Theta,
    /// The λ of a class.
    Lambda(LandClass),
    /// The energy of all zones and years.
    Energy,
    /// The population of all zones and years.
    Population,
    /// The GDP of all zones and years.
    Gdp,
    /// α of formula 13.
    Price,
    /// The Engel coefficient.
    Engel,
    /// The choice of w.
    Weight,
    /// The choice of formula 11.
    Form,
    /// The choice of what s compares with.
    Reference,
    /// The choice of D.
    MeanEmissions,
    /// The choice of the price rule.
    PriceRule,
    /// The choice of t.
    EngelReading,
    /// The errors of the land-use maps of an entry, counted from 0.
    MapAccuracy(usize),
}

impl fmt::Display for UncertainInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sigma => "sigma",
            Self::Theta => "theta",
            Self::Lambda(class) => return write!(f, "lambda_{class}"),
            Self::Energy => "energy",
            Self::Population => "population",
            Self::Gdp => "gdp",
            Self::Price => "price",
            Self::Engel => "engel",
            Self::Weight => "weight",
            Self::Form => "form",
            Self::Reference => "reference",
            Self::MeanEmissions => "mean_emissions",
            Self::PriceRule => "price_rule",
            Self::EngelReading => "engel_reading",
            Self::MapAccuracy(entry) => return write!(f, "map_accuracy_{entry}"),
        })
    }
}

/// Why uncertainty cannot be propagated.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum UncertaintyError {
    /// The run itself fails.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// A distribution that does not fit its number.
    #[en("the distribution of {input}{place}: {error}")]
    #[zh("{input}{place} 的分布：{error}")]
    Distribution {
        input: UncertainInput,
        /// Where, if it is of one zone and year, such as ` of 360100 in 2020`.
        place: String,
        error: DistributionError,
    },
    /// A class with a distribution, but without a λ or unknown to the land use.
    #[en(
        "λ of {class} is uncertain, but the run has no λ of that class; the classes with one are \
         {legal}"
    )]
    #[zh("{class} 的 λ 设为不确定，但本次计算没有该地类的 λ；有 λ 的地类为 {legal}")]
    NoLambda {
        class: LandClass,
        /// The classes that have a λ.
        legal: Listed<LandClass>,
    },
    /// A distribution of σ where there is none.
    #[en(
        "σ is uncertain, but emissions are those of each fuel; say how uncertain `energy` is, with which the fuels vary"
    )]
    #[zh("σ 设为不确定，但碳排放按各燃料分别计算；请给出 `energy` 的不确定性，燃料随之变化")]
    NoSigma,
    /// Price, Engel coefficient or choices, but no compensation.
    #[en("{0} is uncertain, but the run has no compensation; add one or leave it out")]
    #[zh("{0} 设为不确定，但本次计算没有补偿；请加上补偿或去掉它")]
    NoCompensation(&'static str),
    /// A confusion matrix that does not fit.
    #[en("map accuracy {entry}: {error}")]
    #[zh("地图精度第 {entry} 条：{error}")]
    Accuracy {
        /// The entry, counted from 0.
        entry: usize,
        error: AccuracyError,
    },
    /// Two confusion matrices for one year.
    #[en("the maps of {0} have two confusion matrices; keep one")]
    #[zh("{0} 年的土地利用图有两个混淆矩阵；请保留一个")]
    TwoMatrices(Year),
    /// A confusion matrix for a year that is not assessed.
    #[en("map accuracy {entry} names {year}, which is not among the years of the run")]
    #[zh("地图精度第 {entry} 条写了 {year} 年，而它不在本次计算的年份之中")]
    UnknownYear {
        /// The entry, counted from 0.
        entry: usize,
        year: Year,
    },
    /// No draws.
    #[en("{found} draws are too few; at least {least} are needed")]
    #[zh("抽样 {found} 次太少；至少需要 {least} 次")]
    TooFewDraws {
        /// How many were asked for.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// No draw has results.
    #[en(
        "none of the {0} draws has results: emissions, absorption or intensities are zero in each; \
         narrow the distributions"
    )]
    #[zh("{0} 次抽样全都没有结果：每次的碳排放、碳吸收或碳强度为零；请缩小分布")]
    NoResults(usize),
    /// A quantity without a number.
    #[en("{0} has no number of which an interval could be given")]
    #[zh("{0} 没有数值，无法给出区间")]
    NotNumeric(String),
    /// Class breaks that do not ascend.
    #[en("class breaks must be finite and each larger than the one before; found {0}")]
    #[zh("分级界限必须是有限数且依次增大；现为 {0}")]
    Breaks(Listed<f64>),
    /// Nothing varies.
    #[en("nothing is uncertain; give at least one distribution, choice or confusion matrix")]
    #[zh("没有不确定的输入；请至少给出一个分布、一个选项或一个混淆矩阵")]
    NothingUncertain,
}
