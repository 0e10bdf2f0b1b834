//! Which zones are neighbours, and the weight of each.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::MoranError;
use crate::region::ZoneId;

/// How much a neighbour counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeightStyle {
    /// Each neighbour counts 1.
    Binary,
    /// The neighbours of a zone count the same and add up to 1: a lag is a mean of neighbours.
    #[default]
    RowStandardised,
}

/// Neighbours among zones.
#[derive(Debug, Clone, PartialEq)]
pub struct SpatialWeights {
    zones: Vec<ZoneId>,
    neighbours: Vec<Vec<usize>>,
    style: WeightStyle,
}

impl SpatialWeights {
    /// The weights of zones of which these pairs are neighbours. A pair counts both ways, however
    /// often and in which order it is named.
    ///
    /// # Errors
    ///
    /// [`MoranError`] if a zone is listed twice, a pair names a zone that is not there, or a zone
    /// is its own neighbour.
    ///
    /// ```
    /// use carbon_core::moran::{SpatialWeights, WeightStyle};
    ///
    /// let zones = ["a", "b", "c", "island"].map(Into::into);
    /// let pairs = [("a".into(), "b".into()), ("b".into(), "c".into())];
    /// let weights = SpatialWeights::new(zones.to_vec(), &pairs, WeightStyle::RowStandardised)?;
    /// assert_eq!(weights.lag(1, &[2.0, 0.0, 4.0, 9.0]), Some(3.0));
    /// assert_eq!(weights.lag(3, &[2.0, 0.0, 4.0, 9.0]), None);
    /// # Ok::<(), carbon_core::moran::MoranError>(())
    /// ```
    pub fn new(
        zones: Vec<ZoneId>,
        pairs: &[(ZoneId, ZoneId)],
        style: WeightStyle,
    ) -> Result<Self, MoranError> {
        let mut places = BTreeMap::new();
        for (place, zone) in zones.iter().enumerate() {
            if places.insert(zone, place).is_some() {
                return Err(MoranError::DuplicateZone(zone.clone()));
            }
        }
        let place = |zone: &ZoneId| match places.get(zone) {
            Some(&place) => Ok(place),
            None => Err(MoranError::UnknownZone(zone.clone())),
        };
        let mut neighbours = vec![BTreeSet::new(); zones.len()];
        for (one, other) in pairs {
            if one == other {
                return Err(MoranError::OwnNeighbour(one.clone()));
            }
            let (one, other) = (place(one)?, place(other)?);
            neighbours[one].insert(other);
            neighbours[other].insert(one);
        }
        let neighbours = neighbours.into_iter().map(|set| set.into_iter().collect());
        Ok(Self {
            neighbours: neighbours.collect(),
            zones,
            style,
        })
    }

    /// The zones.
    pub fn zones(&self) -> &[ZoneId] {
        &self.zones
    }

    /// How much a neighbour counts.
    pub fn style(&self) -> WeightStyle {
        self.style
    }

    /// The places of a zone's neighbours, ascending; none for an island.
    pub fn neighbours(&self, place: usize) -> &[usize] {
        &self.neighbours[place]
    }

    /// The zones without neighbours.
    pub fn islands(&self) -> impl Iterator<Item = &ZoneId> {
        let zones = self.zones.iter().zip(&self.neighbours);
        zones
            .filter(|(_, neighbours)| neighbours.is_empty())
            .map(|(zone, _)| zone)
    }

    /// The spatial lag of a zone, Σ_j w_ij x_j, of values in the order of the zones; `None` for an
    /// island.
    pub fn lag(&self, place: usize, values: &[f64]) -> Option<f64> {
        let neighbours = self.neighbours(place);
        let sum = |neighbours: &[usize]| neighbours.iter().map(|&other| values[other]).sum::<f64>();
        (!neighbours.is_empty()).then(|| sum(neighbours) * self.weight(place))
    }

    /// The weight of each neighbour of a zone. It does not matter for an island, which has no neighbours.
    pub(super) fn weight(&self, place: usize) -> f64 {
        match self.style {
            WeightStyle::Binary => 1.0,
            WeightStyle::RowStandardised => 1.0 / self.neighbours(place).len().max(1) as f64,
        }
    }

    /// S0, S1 and S2 of Cliff & Ord: Σ w_ij, ½ Σ (w_ij + w_ji)², Σ_i (Σ_j w_ij + Σ_j w_ji)².
    pub(super) fn sums(&self) -> [f64; 3] {
        let (mut s0, mut s1, mut s2) = (0.0, 0.0, 0.0);
        for place in 0..self.zones.len() {
            let neighbours = self.neighbours(place);
            let out = neighbours.len() as f64 * self.weight(place);
            let weights_in = neighbours.iter().map(|&other| self.weight(other));
            s0 += out;
            s1 += weights_in
                .clone()
                .map(|incoming| (self.weight(place) + incoming).powi(2))
                .sum::<f64>()
                / 2.0;
            s2 += (out + weights_in.sum::<f64>()).powi(2);
        }
        [s0, s1, s2]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(pairs: &[(&str, &str)], style: WeightStyle) -> Result<SpatialWeights, MoranError> {
        let zones = ["a", "b", "c", "d"].map(ZoneId::from).to_vec();
        let pairs: Vec<_> = pairs
            .iter()
            .map(|&(one, other)| (one.into(), other.into()))
            .collect();
        SpatialWeights::new(zones, &pairs, style)
    }

    #[test]
    fn a_pair_counts_once_and_both_ways() {
        let pairs = [("a", "b"), ("b", "a"), ("a", "b"), ("b", "c")];
        let binary = weights(&pairs, WeightStyle::Binary).unwrap();
        assert_eq!(binary.neighbours(0), [1]);
        assert_eq!(binary.neighbours(1), [0, 2]);
        assert_eq!(binary.islands().collect::<Vec<_>>(), [&"d".into()]);
        // Four entries of 1; each of the two borders (1 + 1)²; rows and columns 2, 4, 2.
        assert_eq!(binary.sums(), [4.0, 8.0, 24.0]);
        let rows = weights(&pairs, WeightStyle::RowStandardised).unwrap();
        // Three rows of 1; each border (1 + ½)²; rows and columns 1 + ½, 1 + 2, 1 + ½.
        assert_eq!(rows.sums(), [3.0, 4.5, 13.5]);
    }

    #[test]
    fn impossible_pairs_are_named() {
        let error = |pair| weights(&[pair], WeightStyle::Binary).unwrap_err();
        assert_eq!(error(("a", "x")), MoranError::UnknownZone("x".into()));
        assert_eq!(error(("a", "a")), MoranError::OwnNeighbour("a".into()));
        let twice = vec!["a".into(), "a".into()];
        assert_eq!(
            SpatialWeights::new(twice, &[], WeightStyle::Binary),
            Err(MoranError::DuplicateZone("a".into()))
        );
    }
}
