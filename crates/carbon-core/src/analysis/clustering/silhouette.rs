//! How well zones fit their clusters, and how many clusters fit.

use std::ops::RangeInclusive;

use serde::Serialize;

use super::{
    ClusteringError, Method, Partition, StandardisedTable, merge, partition, squared_distance,
};

/// How well zones fit their clusters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Silhouette {
    /// From −1 (nearer to another cluster) to 1 (much nearer to its own), one a zone; 0 for a zone
    /// alone in its cluster.
    pub zones: Vec<f64>,
    /// The mean over the zones.
    pub mean: f64,
}

/// The numbers of clusters tried, and the one with the highest silhouette.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The suggested number; of equally good ones the smallest.
    pub clusters: usize,
    /// The numbers of clusters that were tried, ascending.
    pub scores: Vec<Score>,
}

/// The silhouette of a number of clusters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// The number of clusters.
    pub clusters: usize,
    /// The mean silhouette.
    pub silhouette: f64,
}

/// The silhouette (b − a) / max(a, b) of each zone: a its mean distance from the other zones of its
/// cluster, b the least mean distance from the zones of another. Distances are Euclidean.
///
/// Source: Rousseeuw 1987, Journal of Computational and Applied Mathematics 20, 53–65.
///
/// # Errors
///
/// [`ClusteringError::NoSilhouette`] if there is one cluster, or as many as zones.
pub fn silhouette(
    table: &StandardisedTable,
    partition: &Partition,
) -> Result<Silhouette, ClusteringError> {
    let (zones, clusters) = (table.number(), partition.number);
    if clusters < 2 || clusters >= zones {
        return Err(ClusteringError::NoSilhouette { clusters, zones });
    }
    let sizes = partition.sizes();
    let of_zone = |place: usize| {
        let own = partition.clusters[place];
        if sizes[own] == 1 {
            return 0.0;
        }
        let mut sums = vec![0.0; clusters];
        for (row, &cluster) in table.rows.iter().zip(&partition.clusters) {
            sums[cluster] += squared_distance(table.row(place), row).sqrt();
        }
        let inside = sums[own] / (sizes[own] - 1) as f64;
        let means = sums
            .iter()
            .zip(&sizes)
            .map(|(sum, size)| sum / *size as f64);
        let others = means.enumerate().filter(|(cluster, _)| *cluster != own);
        let outside = others.map(|(_, mean)| mean).fold(f64::INFINITY, f64::min);
        let larger = inside.max(outside);
        if larger > 0.0 {
            (outside - inside) / larger
        } else {
            0.0
        }
    };
    let each: Vec<f64> = (0..zones).map(of_zone).collect();
    Ok(Silhouette {
        mean: each.iter().sum::<f64>() / zones as f64,
        zones: each,
    })
}

/// Tries numbers of clusters and suggests the one whose mean silhouette is highest.
///
/// A suggestion, no proof: a region may have no clusters at all, and then the best of bad numbers
/// is suggested. Means below 0.25 are commonly read as no structure, above 0.5 as a fair one.
///
/// # Errors
///
/// [`ClusteringError`] if the range is empty, reaches below 2, up to the number of zones, or above
/// the number of different ones.
pub fn suggest(
    table: &StandardisedTable,
    numbers: RangeInclusive<usize>,
    method: Method,
) -> Result<Suggestion, ClusteringError> {
    let dendrogram = match method {
        Method::Hierarchy(linkage) => Some(merge(table, linkage)),
        Method::KMeans(_) => None,
    };
    let score = |clusters: usize| {
        let partition = match &dendrogram {
            Some(dendrogram) => dendrogram.cut(clusters)?,
            None => partition(table, clusters, method)?,
        };
        let silhouette = silhouette(table, &partition)?;
        Ok(Score {
            clusters,
            silhouette: silhouette.mean,
        })
    };
    let scores = numbers.map(score).collect::<Result<Vec<_>, _>>()?;
    let best = scores.iter().copied().reduce(|best, next| {
        if next.silhouette > best.silhouette {
            next
        } else {
            best
        }
    });
    Ok(Suggestion {
        clusters: best.ok_or(ClusteringError::NothingToTry)?.clusters,
        scores,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_far_apart_fit_well_and_a_zone_alone_is_zero() {
        let rows = [0.0, 1.0, 10.0, 11.0, 50.0].map(|value| vec![value]);
        let table = StandardisedTable {
            rows: rows.to_vec(),
        };
        let three = Partition::new(&[4, 4, 2, 2, 0]);
        assert_eq!(three.clusters, [0, 0, 1, 1, 2]);
        let found = silhouette(&table, &three).unwrap();
        assert_eq!(found.zones[4], 0.0);
        assert_eq!(found.zones[0], (10.5 - 1.0) / 10.5);
        let one = Partition::new(&[0; 5]);
        assert_eq!(
            silhouette(&table, &one).unwrap_err().to_string(),
            "there are 1 clusters of 5 zones; a silhouette needs 2 to 4"
        );
    }
}
