//! How unequally something is spread: Lorenz curves.

use carbon_core::Year;
use serde::{Serialize, Serializer};

use crate::text::{Bilingual, Decimals, decimals};

/// Lorenz curves, a panel a weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curves {
    /// What they show.
    pub title: Bilingual,
    /// What is spread, such as emissions.
    pub value: Bilingual,
    /// How they came about.
    pub known: Bilingual,
    /// A panel for each weight that there are curves of.
    pub panels: Vec<CurvePanel>,
}

/// The curves against one weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurvePanel {
    /// The weight, such as population.
    pub weight: Bilingual,
    /// One a year, ascending.
    pub curves: Vec<Curve>,
}

/// A Lorenz curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curve {
    /// The year.
    pub year: Year,
    /// Its Gini coefficient.
    #[serde(serialize_with = "decimals::<4, _, _>")]
    pub gini: f64,
    /// Shares of weight and value, cumulative, from (0, 0) to (1, 1).
    #[serde(serialize_with = "drawn")]
    pub points: Vec<[f64; 2]>,
}

/// So many points at most: the first, the last, and others spread evenly.
fn thinned(points: &[[f64; 2]], most: usize) -> impl Iterator<Item = &[f64; 2]> {
    let last = points.len().saturating_sub(1);
    let step = last.div_ceil(most.saturating_sub(1).max(1)).max(1);
    let inner = points.iter().take(last).step_by(step);
    inner.chain(points.last())
}

/// Points that the report draws at most: no screen shows more.
const DRAWN: usize = 200;

/// Serialises points as shares of weight and value in turn.
fn drawn<S: Serializer>(points: &[[f64; 2]], serializer: S) -> Result<S::Ok, S::Error> {
    let shares = thinned(points, DRAWN).flatten();
    serializer.collect_seq(shares.map(|share| Decimals(*share, 4)))
}

impl Curves {
    /// All texts that people read of them.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let weights = self.panels.iter().map(|panel| &panel.weight);
        let whole = [&self.title, &self.value, &self.known].into_iter();
        whole.chain(weights).flat_map(|text| [&*text.en, &*text.zh])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thinned_curve_keeps_its_ends() {
        let curve = Curve {
            year: Year(2020),
            gini: 0.0,
            points: (0..=100).map(|n| [f64::from(n) / 100.0; 2]).collect(),
        };
        let fewer: Vec<_> = thinned(&curve.points, 6).copied().collect();
        assert_eq!(
            fewer,
            [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|share| [share; 2])
        );
        assert_eq!(thinned(&curve.points, 1000).count(), 101);
    }
}
