//! Theil's two indices and how they split between and within parents.

use std::fmt;

use serde::Serialize;

use super::{InequalityError, Portion, Shares, shares, zones_where};
use crate::region::ZoneId;
use crate::text::{Listed, speaks_chinese};

/// Which of Theil's indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TheilIndex {
    /// T = Σ s ln(s/p), s a zone's share of the value and p of the weight.
    T,
    /// L = Σ p ln(p/s), the mean logarithmic deviation.
    L,
}

impl fmt::Display for TheilIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match speaks_chinese() {
            true => write!(f, "泰尔 {} 指数", self.letter()),
            false => write!(f, "Theil's {}", self.letter()),
        }
    }
}

/// An index with its split between and within parents: total = between + within.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TheilSplit {
    /// Which index.
    pub index: TheilIndex,
    /// The index over all zones.
    pub total: f64,
    /// What would remain if each parent's zones were equal among themselves.
    pub between: f64,
    /// The sum of what the parents contribute by being unequal inside.
    pub within: f64,
    /// One entry a parent, in the order in which they first occur.
    pub parents: Vec<TheilGroup>,
}

/// One parent's part of an index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TheilGroup {
    /// The parent.
    pub parent: ZoneId,
    /// Its share of the value.
    pub value_share: f64,
    /// Its share of the weight.
    pub weight_share: f64,
    /// The index over its own zones; `None` if it has no value or no weight.
    pub index: Option<f64>,
    /// Its term of the index between parents; may be negative.
    pub between: f64,
    /// What its inner inequality adds to the total: its index times its share of the value (T) or
    /// of the weight (L).
    pub within: f64,
}

impl TheilIndex {
    /// Its letter: T or L.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::T => "T",
            Self::L => "L",
        }
    }

    /// The share that a term counts with, and the one that it is held against.
    fn ordered(self, shares: &Shares) -> (f64, f64) {
        match self {
            Self::T => (shares.value, shares.weight),
            Self::L => (shares.weight, shares.value),
        }
    }

    /// Zero where nothing counts, which is the limit of x ln x.
    fn term(self, shares: &Shares) -> f64 {
        let (counts, against) = self.ordered(shares);
        if counts == 0.0 {
            0.0
        } else {
            counts * (counts / against).ln()
        }
    }

    fn checked_shares(self, portions: &[Portion]) -> Result<Vec<Shares>, InequalityError> {
        let shares = shares(portions)?;
        let (lacking, held, other) = match self {
            Self::T => ("weight", "value", Self::L),
            Self::L => ("value", "weight", Self::T),
        };
        let zones = zones_where(portions, |portion| {
            let Portion { value, weight, .. } = *portion;
            let (counts, against) = self.ordered(&Shares { value, weight });
            counts > 0.0 && against == 0.0
        });
        Listed::refuse(zones, |zones| InequalityError::Infinite {
            index: self,
            zones,
            lacking,
            held,
            other,
        })?;
        Ok(shares)
    }
}

/// Theil's T or L of a value over a weight, in nats: 0 where all shares are equal, without an upper
/// bound that regions share.
///
/// Source: Theil 1967, Economics and Information Theory, chapter 4.
///
/// # Errors
///
/// [`InequalityError`] if an amount is negative or not a number, a total is zero, or the index is
/// infinite: T where a zone has value but no weight, L where it has weight but no value.
///
/// ```
/// use carbon_core::inequality::{Portion, TheilIndex, theil};
///
/// let city = Portion { zone: "city".into(), value: 3.0, weight: 1.0 };
/// let hills = Portion { zone: "hills".into(), value: 1.0, weight: 3.0 };
/// let t = theil(TheilIndex::T, &[city, hills])?;
/// assert!((t - 0.5 * 3f64.ln()).abs() < 1e-15);
/// # Ok::<(), carbon_core::inequality::InequalityError>(())
/// ```
pub fn theil(index: TheilIndex, portions: &[Portion]) -> Result<f64, InequalityError> {
    let shares = index.checked_shares(portions)?;
    Ok(shares.iter().map(|share| index.term(share)).sum())
}

/// Theil's T or L with its split between and within parents, such as the cities of counties.
///
/// T = Σ_g S_g ln(S_g/P_g) + Σ_g S_g T_g with S_g and P_g the shares of parent g and T_g the index
/// over its own zones; for L the shares of weight count: L = Σ_g P_g ln(P_g/S_g) + Σ_g P_g L_g.
///
/// Source: Shorrocks 1980, Econometrica 48, 613–625.
///
/// # Errors
///
/// [`InequalityError`] as for [`theil`], and if there is not one parent for each portion.
pub fn theil_split(
    index: TheilIndex,
    portions: &[Portion],
    parents: &[ZoneId],
) -> Result<TheilSplit, InequalityError> {
    if parents.len() != portions.len() {
        return Err(InequalityError::Parents {
            parents: parents.len(),
            zones: portions.len(),
        });
    }
    let shares = index.checked_shares(portions)?;
    let mut distinct: Vec<&ZoneId> = Vec::new();
    for parent in parents {
        if !distinct.contains(&parent) {
            distinct.push(parent);
        }
    }
    let groups: Vec<_> = distinct
        .into_iter()
        .map(|parent| {
            let all = shares.iter().zip(parents);
            let own = all
                .filter(|(_, share)| *share == parent)
                .map(|(share, _)| share);
            group(index, parent, own.collect())
        })
        .collect();
    Ok(TheilSplit {
        index,
        total: shares.iter().map(|share| index.term(share)).sum(),
        between: groups.iter().map(|group| group.between).sum(),
        within: groups.iter().map(|group| group.within).sum(),
        parents: groups,
    })
}

fn group(index: TheilIndex, parent: &ZoneId, zones: Vec<&Shares>) -> TheilGroup {
    let sum = Shares {
        value: zones.iter().map(|share| share.value).sum(),
        weight: zones.iter().map(|share| share.weight).sum(),
    };
    let (counts, _) = index.ordered(&sum);
    let inner = (sum.value > 0.0 && sum.weight > 0.0).then(|| {
        let of_parent = |share: &&Shares| {
            index.term(&Shares {
                value: share.value / sum.value,
                weight: share.weight / sum.weight,
            })
        };
        zones.iter().map(of_parent).sum()
    });
    TheilGroup {
        parent: parent.clone(),
        value_share: sum.value,
        weight_share: sum.weight,
        index: inner,
        between: index.term(&sum),
        within: inner.map_or(0.0, |inner: f64| counts * inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::inequality::tests::portions;

    #[test]
    fn equal_parents_leave_all_within_and_equal_zones_all_between() {
        let amounts = portions(&[(1.0, 2.0), (3.0, 2.0), (3.0, 2.0), (1.0, 2.0)]);
        let total = 0.75 * 1.5f64.ln() + 0.25 * 0.5f64.ln();
        let parents = |ids: [&str; 4]| ids.map(ZoneId::from);
        let mixed = theil_split(TheilIndex::T, &amounts, &parents(["a", "a", "b", "b"])).unwrap();
        assert!((mixed.within - total).abs() < 1e-15 && mixed.between.abs() < 1e-15);
        let sorted = theil_split(TheilIndex::T, &amounts, &parents(["a", "b", "b", "a"])).unwrap();
        assert!((sorted.between - total).abs() < 1e-15 && sorted.within.abs() < 1e-15);
        assert_eq!(sorted.parents[1].parent.as_str(), "b");
    }

    #[test]
    fn zeros_are_limits_where_there_is_one_and_errors_where_not() {
        let no_value = portions(&[(0.0, 1.0), (1.0, 1.0)]);
        assert_eq!(theil(TheilIndex::T, &no_value), Ok(2f64.ln()));
        assert_eq!(
            theil(TheilIndex::L, &no_value).unwrap_err().to_string(),
            "Theil's L is infinite: z0 have none of the value but some of the weight; leave them \
             out, or take the Gini coefficient or Theil's T"
        );
        let no_weight = portions(&[(1.0, 0.0), (1.0, 1.0)]);
        assert_eq!(theil(TheilIndex::L, &no_weight), Ok(2f64.ln()));
        assert!(theil(TheilIndex::T, &no_weight).is_err());
    }

    #[test]
    fn a_parent_of_nothing_has_no_index_and_no_part() {
        let amounts = portions(&[(0.0, 0.0), (1.0, 1.0), (2.0, 1.0)]);
        let parents = ["a", "b", "b"].map(ZoneId::from);
        let split = theil_split(TheilIndex::L, &amounts, &parents).unwrap();
        assert_eq!(split.parents[0].index, None);
        assert_eq!(
            (split.parents[0].between, split.parents[0].within),
            (0.0, 0.0)
        );
        assert!(theil_split(TheilIndex::L, &amounts, &parents[..2]).is_err());
    }
}
