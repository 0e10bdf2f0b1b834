//! Agglomerative hierarchical clustering, by the crate `kodama`.

use kodama::linkage;
use serde::{Deserialize, Serialize};

use super::{ClusteringError, Partition, StandardisedTable, squared_distance};

/// How the distance of two clusters is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Linkage {
    /// Ward: how much their union adds to the squared distances from the centres. Heights are
    /// Euclidean, as in SciPy and R's `ward.D2`.
    #[default]
    Ward,
    /// The mean of the distances between their zones (UPGMA).
    Average,
}

/// The merges that lead from single zones to one cluster.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dendrogram {
    /// The merges, the nearest first; one less than there are zones.
    pub merges: Vec<Merge>,
}

/// Two clusters that became one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Merge {
    /// Both clusters: a number below that of the zones, n, is a zone, n + m the result of merge m,
    /// from 0.
    pub clusters: [usize; 2],
    /// How far apart they were, in standardised indicators.
    pub height: f64,
    /// How many zones are in the result.
    pub zones: usize,
}

/// Merges the two nearest clusters until one is left. Distances of zones are Euclidean.
///
/// Sources: Ward 1963, Journal of the American Statistical Association 58, 236–244; Müllner 2013,
/// Journal of Statistical Software 53 (9), for the algorithm.
pub fn merge(table: &StandardisedTable, by: Linkage) -> Dendrogram {
    let number = table.number();
    let pairs = (0..number).flat_map(|one| (one + 1..number).map(move |other| (one, other)));
    let distance = |(one, other)| squared_distance(table.row(one), table.row(other)).sqrt();
    let mut distances: Vec<f64> = pairs.map(distance).collect();
    let method = match by {
        Linkage::Ward => kodama::Method::Ward,
        Linkage::Average => kodama::Method::Average,
    };
    let dendrogram = linkage(&mut distances, number, method);
    let merges = dendrogram.steps().iter().map(|step| Merge {
        clusters: [step.cluster1, step.cluster2],
        height: step.dissimilarity,
        zones: step.size,
    });
    Dendrogram {
        merges: merges.collect(),
    }
}

impl Dendrogram {
    /// The clusters before the last merges, as many as asked for. Zones of equal indicators may be
    /// parted where there are more clusters than different zones.
    ///
    /// # Errors
    ///
    /// [`ClusteringError::Clusters`] if the number is 0 or above that of the zones.
    pub fn cut(&self, clusters: usize) -> Result<Partition, ClusteringError> {
        let zones = self.merges.len() + 1;
        if !(1..=zones).contains(&clusters) {
            return Err(ClusteringError::Clusters {
                clusters,
                distinct: zones,
            });
        }
        let mut members: Vec<Vec<usize>> = (0..zones).map(|zone| vec![zone]).collect();
        for merge in &self.merges[..zones - clusters] {
            let united = merge
                .clusters
                .map(|cluster| std::mem::take(&mut members[cluster]));
            members.push(united.concat());
        }
        let mut labels = vec![0; zones];
        for (cluster, members) in members.iter().enumerate() {
            for &zone in members {
                labels[zone] = cluster;
            }
        }
        Ok(Partition::new(&labels))
    }
}
