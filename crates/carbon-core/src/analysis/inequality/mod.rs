//! How unequally one quantity is spread over another: Lorenz curve, Gini coefficient, Theil's
//! indices with their split between and within parents.
//!
//! Every measure compares each zone's share of a value (emissions) with its share of a weight
//! (GDP, population, absorption). Equal shares everywhere are equality.

mod lorenz;
mod theil;

pub use lorenz::{Lorenz, LorenzPoint, lorenz};
pub use theil::{TheilGroup, TheilIndex, TheilSplit, theil, theil_split};

use crate::region::ZoneId;
use crate::text::{Listed, phrase};
use bilingual::Bilingual;

/// A zone's value, and the weight that the value is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Portion {
    pub zone: ZoneId,
    /// The value, such as emissions, in any unit that all zones share.
    pub value: f64,
    /// The weight, such as residents, in any unit that all zones share.
    pub weight: f64,
}

/// Portions whose inequality is not defined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
pub enum InequalityError {
    /// Values or weights below zero, infinite, or not numbers.
    #[en(
        "the {what} is below zero or not a number: {zones}; shares need amounts from 0 up, so \
         take emissions or absorption rather than their balance"
    )]
    #[zh(
        "{}为负或不是数：{zones}；份额要求数值不为负，请改用碳排放或碳吸收，而不是二者之差",
        phrase(what)
    )]
    Impossible {
        /// `value` or `weight`.
        what: &'static str,
        zones: Listed<ZoneId>,
    },
    /// A total of zero, of which there are no shares.
    #[en("the {0}s of all zones add up to zero; there are no shares of nothing")]
    #[zh("所有区域的{}之和为零，无法计算份额", phrase(_0))]
    ZeroTotal(&'static str),
    /// An index that is infinite.
    #[en(
        "{index} is infinite: {zones} have none of the {lacking} but some of the {held}; leave \
         them out, or take the Gini coefficient or {other}"
    )]
    #[zh(
        "{index} 为无穷大：{zones} 没有{}，却有{}；请去掉这些区域，或改用基尼系数或 {other}",
        phrase(lacking),
        phrase(held)
    )]
    Infinite {
        /// The index.
        index: TheilIndex,
        zones: Listed<ZoneId>,
        /// `value` or `weight`.
        lacking: &'static str,
        /// The other of the two.
        held: &'static str,
        /// The index that allows it.
        other: TheilIndex,
    },
    /// Another number of parents than of zones.
    #[en("there are {parents} parents for {zones} zones; give one for each zone, in their order")]
    #[zh("有 {parents} 个上级、{zones} 个区域；请按区域的顺序为每个区域给出一个上级")]
    Parents {
        /// How many parents were given.
        parents: usize,
        /// How many zones were given.
        zones: usize,
    },
}

/// A zone's shares of the totals.
struct Shares {
    value: f64,
    weight: f64,
}

type Amount = fn(&Portion) -> f64;

fn zones_where(
    portions: &[Portion],
    holds: impl Fn(&Portion) -> bool,
) -> impl Iterator<Item = ZoneId> {
    let found = portions.iter().filter(move |portion| holds(portion));
    found.map(|portion| portion.zone.clone())
}

/// Each portion's shares of the totals, which are positive.
fn shares(portions: &[Portion]) -> Result<Vec<Shares>, InequalityError> {
    let possible = |amount: f64| amount.is_finite() && amount >= 0.0;
    let columns: [(_, Amount); 2] = [
        ("value", |portion| portion.value),
        ("weight", |portion| portion.weight),
    ];
    for (what, amount) in columns {
        let zones = zones_where(portions, |portion| !possible(amount(portion)));
        Listed::refuse(zones, |zones| InequalityError::Impossible { what, zones })?;
    }
    let value: f64 = portions.iter().map(|portion| portion.value).sum();
    let weight: f64 = portions.iter().map(|portion| portion.weight).sum();
    for (what, total) in [("value", value), ("weight", weight)] {
        if total == 0.0 {
            return Err(InequalityError::ZeroTotal(what));
        }
    }
    let share = |portion: &Portion| Shares {
        value: portion.value / value,
        weight: portion.weight / weight,
    };
    Ok(portions.iter().map(share).collect())
}

#[cfg(test)]
mod tests {
    use super::Portion;

    /// Portions of zones `z0`, `z1`, … with these values and weights.
    pub(super) fn portions(amounts: &[(f64, f64)]) -> Vec<Portion> {
        let portion = |(index, &(value, weight)): (usize, &(f64, f64))| Portion {
            zone: format!("z{index}").into(),
            value,
            weight,
        };
        amounts.iter().enumerate().map(portion).collect()
    }
}
