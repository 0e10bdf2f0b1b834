//! The indicators by which zones are clustered.

use serde::{Deserialize, Serialize};

use super::ClusteringError;
use crate::region::ZoneId;
use crate::text::Listed;

/// One value a zone and indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorTable {
    zones: Vec<ZoneId>,
    indicators: Vec<String>,
    rows: Vec<Vec<f64>>,
}

/// How indicators of different units are made comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standardisation {
    /// (x − mean) / standard deviation, of the population of zones.
    #[default]
    ZScore,
    /// (x − minimum) / (maximum − minimum). One extreme zone presses all others together.
    MinMax,
}

/// Indicators without units, each row a zone.
#[derive(Debug, Clone, PartialEq)]
pub struct StandardisedTable {
    pub(super) rows: Vec<Vec<f64>>,
}

impl IndicatorTable {
    /// A table of zones by indicators, each row in the order of the indicators.
    ///
    /// # Errors
    ///
    /// [`ClusteringError`] if it is empty, a row has another length, or a value is not finite.
    pub fn new(
        zones: Vec<ZoneId>,
        indicators: Vec<String>,
        rows: Vec<Vec<f64>>,
    ) -> Result<Self, ClusteringError> {
        let (number, columns) = (zones.len(), indicators.len());
        if number == 0 || columns == 0 {
            return Err(ClusteringError::Empty {
                zones: number,
                indicators: columns,
            });
        }
        if rows.len() != number || rows.iter().any(|row| row.len() != columns) {
            return Err(ClusteringError::Shape {
                zones: number,
                indicators: columns,
            });
        }
        for (column, indicator) in indicators.iter().enumerate() {
            let odd = zones.iter().zip(&rows);
            let odd = odd.filter(|(_, row)| !row[column].is_finite());
            Listed::refuse(odd.map(|(zone, _)| zone.clone()), |zones| {
                let indicator = indicator.clone();
                ClusteringError::NotFinite { indicator, zones }
            })?;
        }
        Ok(Self {
            zones,
            indicators,
            rows,
        })
    }

    /// The zones.
    pub fn zones(&self) -> &[ZoneId] {
        &self.zones
    }

    /// The names of the indicators.
    pub fn indicators(&self) -> &[String] {
        &self.indicators
    }

    /// The table with every indicator on the same scale, so that each counts the same.
    ///
    /// # Errors
    ///
    /// [`ClusteringError::Constant`] if an indicator is the same in all zones.
    ///
    /// ```
    /// use carbon_core::clustering::{IndicatorTable, Standardisation};
    ///
    /// let zones = ["a", "b", "c"].map(Into::into).to_vec();
    /// let rows = [10.0, 20.0, 40.0].map(|value| vec![value]).to_vec();
    /// let table = IndicatorTable::new(zones, vec!["esc".to_owned()], rows)?;
    /// let standardised = table.standardised(Standardisation::MinMax)?;
    /// assert_eq!(standardised.row(1), [1.0 / 3.0]);
    /// # Ok::<(), carbon_core::clustering::ClusteringError>(())
    /// ```
    pub fn standardised(&self, by: Standardisation) -> Result<StandardisedTable, ClusteringError> {
        let mut rows = self.rows.clone();
        for (column, indicator) in self.indicators.iter().enumerate() {
            let values: Vec<f64> = self.rows.iter().map(|row| row[column]).collect();
            let (origin, scale) = by.origin_and_scale(&values);
            if scale == 0.0 {
                return Err(ClusteringError::Constant(indicator.clone()));
            }
            for row in &mut rows {
                row[column] = (row[column] - origin) / scale;
            }
        }
        Ok(StandardisedTable { rows })
    }
}

impl Standardisation {
    fn origin_and_scale(self, values: &[f64]) -> (f64, f64) {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if self == Self::MinMax || least == most {
            return (least, most - least);
        }
        let number = values.len() as f64;
        let mean = values.iter().sum::<f64>() / number;
        let squares = values.iter().map(|value| (value - mean).powi(2));
        (mean, (squares.sum::<f64>() / number).sqrt())
    }
}

impl StandardisedTable {
    /// The indicators of a zone.
    pub fn row(&self, place: usize) -> &[f64] {
        &self.rows[place]
    }

    /// How many zones there are.
    pub fn number(&self) -> usize {
        self.rows.len()
    }

    /// How many zones differ from all before them.
    pub(crate) fn different(&self) -> usize {
        let mut different: Vec<&[f64]> = self.rows.iter().map(Vec::as_slice).collect();
        different.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        different.dedup();
        different.len()
    }

    /// An error unless that many clusters can be made.
    pub(super) fn check(&self, clusters: usize) -> Result<(), ClusteringError> {
        let distinct = self.different();
        if (1..=distinct).contains(&clusters) {
            return Ok(());
        }
        Err(ClusteringError::Clusters { clusters, distinct })
    }
}
