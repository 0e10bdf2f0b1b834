//! Clusters of zones as classes.

use serde::Serialize;

use super::{Class, ZoningError, full_names};
use crate::analysis::clustering::{
    ClusteringError, IndicatorTable, Method, Partition, Score, Silhouette, Standardisation,
    StandardisedTable, partition, silhouette, suggest,
};
use crate::assessment::AnnualAssessment;
use crate::results::{MissingField, ZoneFields};

/// How zones are clustered, in each year on its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    /// The fields that they are clustered by.
    pub indicators: Vec<String>,
    /// How the indicators are made comparable.
    pub standardisation: Standardisation,
    /// k-means, or a hierarchy.
    pub method: Method,
    /// How many clusters; as many as the silhouettes suggest, if none are given.
    pub number: Option<usize>,
    /// The largest number of clusters whose silhouette is computed, if there are enough zones.
    pub most: usize,
}

/// How well the clusters of a year fit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clustered {
    /// The indicators, as fields.
    pub indicators: Vec<String>,
    /// How many clusters there are.
    pub number: usize,
    /// How many the silhouettes suggest.
    pub suggested: usize,
    /// The mean silhouette of each number tried, ascending.
    pub scores: Vec<Score>,
    /// The silhouettes of the zones in the clusters that there are.
    pub silhouette: Silhouette,
    /// The mean of each cluster's zones in each indicator, in standard deviations from the mean of
    /// all zones; clusters in the order in which they first occur among the zones.
    pub centres: Vec<Vec<f64>>,
}

/// The class of the zones of a cluster, numbered from 0.
pub(super) fn cluster_id(number: usize) -> String {
    format!("cluster-{}", number + 1)
}

/// The mean of the rows of each cluster.
fn centres(table: &StandardisedTable, partition: &Partition) -> Vec<Vec<f64>> {
    let sizes = partition.sizes();
    let mut centres = vec![vec![0.0; table.row(0).len()]; sizes.len()];
    for (place, &cluster) in partition.clusters.iter().enumerate() {
        for (sum, value) in centres[cluster].iter_mut().zip(table.row(place)) {
            *sum += value / sizes[cluster] as f64;
        }
    }
    centres
}

impl Clusters {
    pub(super) fn fits(&self, fields: &ZoneFields, zones: usize) -> Result<(), ZoningError> {
        full_names(&self.indicators, fields)?;
        if zones < 3 {
            return Err(ZoningError::TooFewZones(zones));
        }
        match self.number {
            Some(clusters) if !(2..zones).contains(&clusters) => {
                Err(ZoningError::Clusters { clusters, zones })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn of_year(
        &self,
        fields: &ZoneFields,
        annual: &AnnualAssessment,
    ) -> Result<(Vec<Class>, Clustered), ZoningError> {
        self.fits(fields, annual.zones.len())?;
        let indicators = full_names(&self.indicators, fields)?;
        let columns = indicators.iter().map(|name| fields.column(name, annual));
        let columns = columns.collect::<Result<Vec<_>, MissingField>>()?;
        let clustered = self.clustered(indicators, &columns, annual);
        clustered.map_err(|error| ZoningError::Clustering {
            year: annual.year,
            error,
        })
    }

    fn clustered(
        &self,
        indicators: Vec<String>,
        columns: &[Vec<f64>],
        annual: &AnnualAssessment,
    ) -> Result<(Vec<Class>, Clustered), ClusteringError> {
        let zones: Vec<_> = annual
            .zones
            .iter()
            .map(|zone| zone.zone.id.clone())
            .collect();
        let row = |place: usize| columns.iter().map(|column| column[place]).collect();
        let rows = (0..zones.len()).map(row).collect();
        let table = IndicatorTable::new(zones, indicators.clone(), rows)?;
        let in_deviations = table.standardised(Standardisation::ZScore)?;
        let table = table.standardised(self.standardisation)?;
        let most = self.most.min(table.different() - 1);
        let suggestion = suggest(&table, 2..=most.max(2), self.method)?;
        let number = self.number.unwrap_or(suggestion.clusters);
        let partition = partition(&table, number, self.method)?;
        let silhouette = silhouette(&table, &partition)?;
        let sizes = partition.sizes();
        let class = |(&cluster, fit): (&usize, &f64)| Class {
            id: cluster_id(cluster),
            reason: format!("silhouette {fit:.4} among {} zones", sizes[cluster]),
        };
        let fits = partition.clusters.iter().zip(&silhouette.zones);
        let classes = fits.map(class).collect();
        let clustered = Clustered {
            indicators,
            number,
            suggested: suggestion.clusters,
            scores: suggestion.scores,
            silhouette,
            centres: centres(&in_deviations, &partition),
        };
        Ok((classes, clustered))
    }
}
