//! The Lorenz curve and the Gini coefficient.

use serde::Serialize;

use super::{InequalityError, Portion, Shares, shares};
use crate::region::ZoneId;

/// A Lorenz curve with its Gini coefficient.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lorenz {
    /// The points of the curve after its first, (0, 0): one a zone, by value per weight, the
    /// lowest first, equal ones in the order of the zones. The last is (1, 1).
    pub points: Vec<LorenzPoint>,
    /// Twice the area between the curve and the diagonal: 0 where every zone has as much of the
    /// value as of the weight, towards 1 where zones of hardly any weight have all of the value.
    pub gini: f64,
    /// Zones that have neither value nor weight: they have no place on the curve and no influence.
    pub left_out: Vec<ZoneId>,
}

/// A point of a Lorenz curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LorenzPoint {
    /// The zone that the curve's stretch up to here stands for.
    pub zone: ZoneId,
    /// The share of the weight of all zones up to here, from 0 to 1.
    pub weight_share: f64,
    /// The share of the value of all zones up to here, from 0 to 1.
    pub value_share: f64,
}

/// The Lorenz curve of a value over a weight, and G = 1 − Σ (p_k − p_{k−1}) (q_k + q_{k−1}), where
/// p and q are cumulative shares of weight and value.
///
/// The coefficient is that of the population of zones, without a correction for small samples; with
/// equal weights of n zones it cannot exceed 1 − 1/n. A zone without weight but with value comes
/// last, as a vertical stretch.
///
/// Source: Gini 1912; Lorenz 1905; for the weighted form Lerman & Yitzhaki 1989, Journal of
/// Econometrics 42, 43–47.
///
/// # Errors
///
/// [`InequalityError`] if an amount is negative or not a number, or a total is zero.
///
/// ```
/// use carbon_core::inequality::{Portion, lorenz};
///
/// // A city of 1 million that emits 3 Mt, and hills of 3 million that emit 1 Mt.
/// let city = Portion { zone: "city".into(), value: 3.0, weight: 1.0 };
/// let hills = Portion { zone: "hills".into(), value: 1.0, weight: 3.0 };
/// let curve = lorenz(&[city, hills])?;
/// assert_eq!(curve.gini, 0.5);
/// assert_eq!(curve.points[0].zone.as_str(), "hills");
/// assert_eq!((curve.points[0].weight_share, curve.points[0].value_share), (0.75, 0.25));
/// # Ok::<(), carbon_core::inequality::InequalityError>(())
/// ```
pub fn lorenz(portions: &[Portion]) -> Result<Lorenz, InequalityError> {
    let shares = shares(portions)?;
    let (mut placed, neither): (Vec<_>, Vec<_>) = portions
        .iter()
        .zip(&shares)
        .partition(|(_, share)| share.value > 0.0 || share.weight > 0.0);
    let ratio = |share: &Shares| share.value / share.weight;
    placed.sort_by(|(_, a), (_, b)| ratio(a).total_cmp(&ratio(b)));

    let (mut weight_share, mut value_share, mut doubled_area) = (0.0, 0.0, 0.0);
    let mut points = Vec::with_capacity(placed.len());
    for (portion, share) in placed {
        doubled_area += share.weight * (2.0 * value_share + share.value);
        weight_share += share.weight;
        value_share += share.value;
        points.push(LorenzPoint {
            zone: portion.zone.clone(),
            weight_share,
            value_share,
        });
    }
    if let Some(last) = points.last_mut() {
        (last.weight_share, last.value_share) = (1.0, 1.0);
    }
    let left_out = neither.into_iter().map(|(portion, _)| portion.zone.clone());
    Ok(Lorenz {
        points,
        gini: (1.0 - doubled_area).max(0.0),
        left_out: left_out.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::inequality::tests::portions;

    #[test]
    fn the_same_ratio_everywhere_is_equality() {
        let curve = lorenz(&portions(&[(1.0, 2.0), (2.0, 4.0), (8.0, 16.0)])).unwrap();
        assert!(curve.gini < 1e-15);
    }

    #[test]
    fn one_of_n_equal_zones_with_everything_is_one_less_one_nth() {
        let curve = lorenz(&portions(&[(0.0, 1.0), (0.0, 1.0), (5.0, 1.0), (0.0, 1.0)])).unwrap();
        assert_eq!(curve.gini, 0.75);
        assert_eq!(curve.points[3].zone.as_str(), "z2");
    }

    #[test]
    fn a_zone_of_value_alone_stands_upright_and_one_of_nothing_is_left_out() {
        let curve = lorenz(&portions(&[(1.0, 0.0), (0.0, 0.0), (1.0, 1.0)])).unwrap();
        assert_eq!(curve.gini, 0.5);
        assert_eq!(curve.left_out, ["z1".into()]);
        let points: Vec<_> = curve
            .points
            .iter()
            .map(|p| (p.weight_share, p.value_share))
            .collect();
        assert_eq!(points, [(1.0, 0.5), (1.0, 1.0)]);
    }

    #[test]
    fn amounts_below_zero_and_empty_totals_are_errors_that_name_them() {
        let error = lorenz(&portions(&[(1.0, 1.0), (-2.0, 1.0)])).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("value is below zero or not a number: z1;")
        );
        let error = lorenz(&portions(&[(1.0, f64::NAN)])).unwrap_err();
        assert!(error.to_string().contains("the weight is"));
        assert_eq!(
            lorenz(&portions(&[(0.0, 1.0)])),
            Err(InequalityError::ZeroTotal("value"))
        );
        assert_eq!(lorenz(&[]), Err(InequalityError::ZeroTotal("value")));
    }
}
