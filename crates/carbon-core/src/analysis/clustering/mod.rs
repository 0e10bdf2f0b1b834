//! Zonings by clustering: zones that resemble each other in chosen indicators.
//!
//! [`IndicatorTable`] → [`standardised`](IndicatorTable::standardised) → [`partition`] by k-means
//! or by merging → [`silhouette`]; [`suggest`] tries a range of numbers of clusters.

mod hierarchy;
mod indicators;
mod kmeans;
mod silhouette;

pub use hierarchy::{Dendrogram, Linkage, Merge, merge};
pub use indicators::{IndicatorTable, Standardisation, StandardisedTable};
pub use kmeans::{KMeans, KMeansOptions, k_means};
pub use silhouette::{Score, Silhouette, Suggestion, silhouette, suggest};

use bilingual::Bilingual;
use serde::Serialize;

use crate::region::ZoneId;
use crate::text::Listed;

/// Zones parted into clusters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partition {
    /// The cluster of each zone, in the order of the zones, from 0. Clusters are numbered in the
    /// order in which they first occur among the zones, so that the same parting has the same
    /// numbers by whichever method.
    pub clusters: Vec<usize>,
    /// How many clusters there are.
    pub number: usize,
}

impl Partition {
    fn new(labels: &[usize]) -> Self {
        let mut seen: Vec<usize> = Vec::new();
        let mut number = |label: usize| {
            let known = seen.iter().position(|known| *known == label);
            known.unwrap_or_else(|| {
                seen.push(label);
                seen.len() - 1
            })
        };
        let clusters = labels.iter().map(|&label| number(label)).collect();
        Self {
            clusters,
            number: seen.len(),
        }
    }

    /// How many zones each cluster has.
    pub fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.number];
        for &cluster in &self.clusters {
            sizes[cluster] += 1;
        }
        sizes
    }
}

/// How zones are clustered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// [`k_means`].
    KMeans(KMeansOptions),
    /// [`merge`], cut at the number of clusters.
    Hierarchy(Linkage),
}

/// Indicators that cannot be clustered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
pub enum ClusteringError {
    /// No indicators or no zones.
    #[en("there are {zones} zones and {indicators} indicators; clustering needs some of each")]
    #[zh("有 {zones} 个区域、{indicators} 个指标；聚类二者都不能没有")]
    Empty {
        /// How many zones there are.
        zones: usize,
        /// How many indicators there are.
        indicators: usize,
    },
    /// A row of another length than the indicators, or not one row a zone.
    #[en(
        "the table is not {zones} zones by {indicators} indicators; give each zone one value of each"
    )]
    #[zh("数据表不是 {zones} 个区域 × {indicators} 个指标；请为每个区域给出每个指标的一个值")]
    Shape {
        /// How many zones there are.
        zones: usize,
        /// How many indicators there are.
        indicators: usize,
    },
    /// Values that are not numbers.
    #[en("indicator {indicator} is not a finite number: {zones}; leave it or these zones out")]
    #[zh("指标 {indicator} 不是有限数：{zones}；请去掉该指标或这些区域")]
    NotFinite {
        /// The indicator.
        indicator: String,
        zones: Listed<ZoneId>,
    },
    /// The same value in all zones.
    #[en("indicator {0} is the same in all zones and tells none from another; leave it out")]
    #[zh("指标 {0} 在所有区域中都相同，无法区分区域；请去掉它")]
    Constant(String),
    /// A number of clusters that cannot be.
    #[en("{clusters} clusters cannot be made of {distinct} different zones; take 1 to {distinct}")]
    #[zh("{distinct} 个互不相同的区域不能聚成 {clusters} 类；可取 1 至 {distinct} 类")]
    Clusters {
        /// The number of clusters asked for.
        clusters: usize,
        /// How many zones differ in some indicator.
        distinct: usize,
    },
    /// A silhouette of one cluster, or of single zones only.
    #[en("there are {clusters} clusters of {zones} zones; a silhouette needs 2 to {}", zones - 1)]
    #[zh("{zones} 个区域聚成 {clusters} 类；轮廓系数需要 2 至 {} 类", zones - 1)]
    NoSilhouette {
        /// The number of clusters.
        clusters: usize,
        /// The number of zones.
        zones: usize,
    },
    /// No start of k-means.
    #[en("k-means has 0 starts; take at least 1")]
    #[zh("k-means 的初始化次数为 0；至少取 1")]
    NoStarts,
    /// An empty range of numbers of clusters.
    #[en("there is no number of clusters to try; give a range such as 2 to 6")]
    #[zh("没有可尝试的类数；请给出一个范围，例如 2 至 6")]
    NothingToTry,
}

/// Parts the zones into a number of clusters.
///
/// # Errors
///
/// [`ClusteringError`] if the number is 0 or above that of different zones.
pub fn partition(
    table: &StandardisedTable,
    clusters: usize,
    method: Method,
) -> Result<Partition, ClusteringError> {
    match method {
        Method::KMeans(options) => Ok(k_means(table, clusters, options)?.partition),
        Method::Hierarchy(linkage) => merge(table, linkage).cut(clusters),
    }
}

pub(crate) fn squared_distance(one: &[f64], other: &[f64]) -> f64 {
    let differences = one.iter().zip(other).map(|(a, b)| a - b);
    differences.map(|difference| difference * difference).sum()
}
