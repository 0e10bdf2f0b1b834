//! Spatial autocorrelation: whether neighbours resemble each other, over the region (global
//! Moran's I) and zone by zone (local Moran).
//!
//! Sources: Moran 1950, Biometrika 37, 17–23; Cliff & Ord 1981, Spatial Processes; Anselin 1995,
//! Geographical Analysis 27, 93–115.

mod global;
mod local;
mod weights;

pub use global::{GlobalMoran, global};
pub use local::{LocalMoran, LocalStatistic, Quadrant, local, significant_up_to};
pub use weights::{SpatialWeights, WeightStyle};

use crate::region::ZoneId;
use crate::text::Listed;
use bilingual::Bilingual;

/// Two counts that differ by no more than this share of their scale are taken to be equal when
/// permutations are compared with what was observed: sums in another order round differently.
const TIE: f64 = 1e-12;

/// How many permutations a p-value is drawn from, and by which seed. The same seed gives the same
/// permutations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permutations {
    /// How many; the smallest p-value is 1 / (count + 1).
    pub count: u32,
    pub seed: u64,
}

impl Default for Permutations {
    /// 9999 permutations.
    fn default() -> Self {
        Self {
            count: 9999,
            seed: 0,
        }
    }
}

/// Values and neighbours without a Moran's I.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
pub enum MoranError {
    /// A pair of neighbours with a zone that is not there.
    #[en("zone {0} is named as a neighbour but is not one of the zones; give pairs of their ids")]
    #[zh("区域 {0} 被列为邻域，却不在区域之中；请成对给出区域的编码")]
    UnknownZone(ZoneId),
    /// The same zone twice.
    #[en("zone {0} is listed twice; list each zone once")]
    #[zh("区域 {0} 列出了两次；每个区域只列一次")]
    DuplicateZone(ZoneId),
    /// A zone as its own neighbour.
    #[en("zone {0} is its own neighbour; a pair names two zones")]
    #[zh("区域 {0} 与自身相邻；一对邻域应是两个不同的区域")]
    OwnNeighbour(ZoneId),
    /// No zone has a neighbour.
    #[en("no zone has a neighbour; Moran's I compares neighbours")]
    #[zh("没有任何区域有邻域；莫兰指数比较的是相邻区域")]
    NoNeighbours,
    /// Too few zones for the variance.
    #[en("there are {0} zones; Moran's I and its variance need at least 4")]
    #[zh("只有 {0} 个区域；莫兰指数及其方差至少需要 4 个")]
    TooFewZones(usize),
    /// Another number of values than of zones.
    #[en("there are {values} values for {zones} zones; give one for each zone, in their order")]
    #[zh("有 {values} 个值、{zones} 个区域；请按区域的顺序为每个区域给出一个值")]
    Length {
        /// How many values were given.
        values: usize,
        /// How many zones there are.
        zones: usize,
    },
    /// Values that are infinite or not numbers.
    #[en("the value is not a finite number: {0}; leave these zones out or mend them")]
    #[zh("值不是有限数：{0}；请去掉这些区域或改正其值")]
    NotFinite(Listed<ZoneId>),
    /// Every zone has the same value.
    #[en("every zone has the same value; without differences there is no autocorrelation")]
    #[zh("所有区域的值都相同；没有差异就没有自相关")]
    Constant,
}

/// The values as multiples of their standard deviation (of the population) from their mean.
fn standardised(values: &[f64], weights: &SpatialWeights) -> Result<Vec<f64>, MoranError> {
    let zones = weights.zones();
    if values.len() != zones.len() {
        return Err(MoranError::Length {
            values: values.len(),
            zones: zones.len(),
        });
    }
    if values.len() < 4 {
        return Err(MoranError::TooFewZones(values.len()));
    }
    let odd = zones.iter().zip(values).filter(|(_, v)| !v.is_finite());
    Listed::refuse(odd.map(|(zone, _)| zone.clone()), MoranError::NotFinite)?;
    if values.iter().all(|value| *value == values[0]) {
        return Err(MoranError::Constant);
    }
    let number = values.len() as f64;
    let mean = values.iter().sum::<f64>() / number;
    let deviations = values.iter().map(|value| value - mean);
    let variance = deviations.clone().map(|d| d * d).sum::<f64>() / number;
    Ok(deviations.map(|d| d / variance.sqrt()).collect())
}

/// How many permuted statistics are as high and as low as the observed one.
#[derive(Debug, Clone, Copy, Default)]
struct Tails {
    as_high: u32,
    as_low: u32,
}

impl Tails {
    /// One permuted statistic.
    fn new(permuted: f64, observed: f64, scale: f64) -> Self {
        let tie = TIE * scale;
        Self {
            as_high: u32::from(permuted >= observed - tie),
            as_low: u32::from(permuted <= observed + tie),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            as_high: self.as_high + other.as_high,
            as_low: self.as_low + other.as_low,
        }
    }

    /// (m + 1) / (permutations + 1), m the count of the smaller tail.
    fn p(self, permutations: u32) -> f64 {
        let extreme = self.as_high.min(self.as_low);
        (f64::from(extreme) + 1.0) / (f64::from(permutations) + 1.0)
    }
}
