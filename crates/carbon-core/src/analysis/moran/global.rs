//! Global Moran's I.

use rand::seq::SliceRandom;
use rayon::prelude::*;
use serde::Serialize;

use super::{MoranError, Permutations, SpatialWeights, Tails, standardised};
use crate::numeric::{Purpose, Stream};

/// A variance below this is rounding: where every zone neighbours every other, I is the same for
/// all arrangements.
const NO_VARIANCE: f64 = 1e-14;

/// Moran's I of a region.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GlobalMoran {
    /// I: above its expectation neighbours resemble each other, below it they contrast.
    pub statistic: f64,
    /// −1 / (n − 1).
    pub expectation: f64,
    /// The variance of I if values were dealt to zones at random.
    pub variance: f64,
    /// (I − expectation) / √variance; `None` where all arrangements have the same I.
    pub z: Option<f64>,
    /// The share of random arrangements, the observed one counted in, that are at least as far out
    /// on the same side: one-sided, 0.5 at most but for ties.
    pub p: f64,
    /// How many arrangements were drawn.
    pub permutations: u32,
}

/// Global Moran's I = n/S0 · Σ_i Σ_j w_ij z_i z_j / Σ_i z_i², z the deviations from the mean.
///
/// Expectation and variance are those of *randomisation*: n! equally likely arrangements of the
/// values. Islands count in n and have no part in the sums. Each arrangement has random numbers of
/// its own, so that the number of threads changes nothing.
///
/// # Units
///
/// None; the unit of the values has no influence.
///
/// # Errors
///
/// [`MoranError`] if there are fewer than 4 zones, no neighbours, not one finite value a zone, or
/// no differences.
///
/// ```
/// use carbon_core::moran::{Permutations, SpatialWeights, WeightStyle, global};
///
/// let zones = ["a", "b", "c", "d"].map(Into::into).to_vec();
/// let pairs = [("a", "b"), ("b", "c"), ("c", "d")].map(|(a, b)| (a.into(), b.into()));
/// let chain = SpatialWeights::new(zones, &pairs, WeightStyle::Binary)?;
/// // 4/6 · 2 · (1.5 · 0.5 − 0.5 · 0.5 + 0.5 · 1.5) / 5
/// let moran = global(&[1.0, 2.0, 3.0, 4.0], &chain, Permutations::default())?;
/// assert!((moran.statistic - 1.0 / 3.0).abs() < 1e-15);
/// assert_eq!(moran.expectation, -1.0 / 3.0);
/// # Ok::<(), carbon_core::moran::MoranError>(())
/// ```
pub fn global(
    values: &[f64],
    weights: &SpatialWeights,
    permutations: Permutations,
) -> Result<GlobalMoran, MoranError> {
    let z = standardised(values, weights)?;
    let [s0, s1, s2] = weights.sums();
    if s0 == 0.0 {
        return Err(MoranError::NoNeighbours);
    }
    let observed = statistic(&z, weights, s0);
    let expectation = -1.0 / (z.len() as f64 - 1.0);
    let variance = mean_square(&z, [s0, s1, s2]) - expectation * expectation;

    let tails = (0..permutations.count).into_par_iter().map_init(
        || z.clone(),
        |arranged, number| {
            arranged.copy_from_slice(&z);
            let purpose = Purpose::Arrangements;
            arranged.shuffle(&mut Stream::for_item(
                permutations.seed,
                purpose,
                number as usize,
            ));
            let permuted = statistic(arranged, weights, s0);
            Tails::new(permuted, observed, observed.abs().max(1.0))
        },
    );
    let tails = tails.reduce(Tails::default, Tails::and);
    Ok(GlobalMoran {
        statistic: observed,
        expectation,
        variance,
        z: (variance > NO_VARIANCE).then(|| (observed - expectation) / variance.sqrt()),
        p: tails.p(permutations.count),
        permutations: permutations.count,
    })
}

/// I of standardised values, whose squares add up to their number.
fn statistic(z: &[f64], weights: &SpatialWeights, s0: f64) -> f64 {
    let product = |(place, own): (usize, &f64)| own * weights.lag(place, z).unwrap_or(0.0);
    z.iter().enumerate().map(product).sum::<f64>() / s0
}

/// The mean of I² over all arrangements (Cliff & Ord 1981, formula 2.25).
fn mean_square(z: &[f64], [s0, s1, s2]: [f64; 3]) -> f64 {
    let n = z.len() as f64;
    let kurtosis = z.iter().map(|z| z.powi(4)).sum::<f64>() / n;
    let first = n * ((n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0 * s0);
    let second = kurtosis * ((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0 * s0);
    (first - second) / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s0 * s0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::moran::weights::WeightStyle;
    use crate::region::ZoneId;

    fn weights(number: usize, pairs: impl Iterator<Item = (usize, usize)>) -> SpatialWeights {
        let id = |place: usize| ZoneId::from(format!("z{place}"));
        let pairs: Vec<_> = pairs.map(|(a, b)| (id(a), id(b))).collect();
        let zones = (0..number).map(id).collect();
        SpatialWeights::new(zones, &pairs, WeightStyle::RowStandardised).unwrap()
    }

    /// Every arrangement of the values, by Heap's algorithm.
    fn arrangements(values: &mut Vec<f64>, length: usize, visit: &mut impl FnMut(&[f64])) {
        if length <= 1 {
            return visit(values);
        }
        for place in 0..length {
            arrangements(values, length - 1, visit);
            values.swap(if length.is_multiple_of(2) { place } else { 0 }, length - 1);
        }
    }

    #[test]
    fn moments_and_p_are_those_of_all_arrangements() {
        let chain = weights(7, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)].into_iter());
        let values = [1.0, 2.0, 2.5, 4.0, 3.0, 9.0, 0.0];
        let draws = Permutations {
            count: 40_000,
            seed: 7,
        };
        let moran = global(&values, &chain, draws).unwrap();
        let (mut number, mut sum, mut squares, mut tails) = (0.0, 0.0, 0.0, Tails::default());
        let z = standardised(&values, &chain).unwrap();
        arrangements(&mut z.clone(), z.len(), &mut |z| {
            let one = statistic(z, &chain, chain.sums()[0]);
            number += 1.0;
            sum += one;
            squares += one * one;
            tails = tails.and(Tails::new(one, moran.statistic, 1.0));
        });
        assert_eq!(number, 5040.0);
        let mean = sum / number;
        assert!((mean - moran.expectation).abs() < 1e-12);
        assert!((squares / number - mean * mean - moran.variance).abs() < 1e-12);
        let p = f64::from(tails.as_high.min(tails.as_low)) / number;
        let error = (p * (1.0 - p) / f64::from(draws.count)).sqrt();
        assert!((moran.p - p).abs() < 4.0 * error, "{} {p}", moran.p);
    }

    #[test]
    fn where_all_are_neighbours_every_arrangement_is_the_same() {
        let all = (0..5).flat_map(|a| (a + 1..5).map(move |b| (a, b)));
        let moran = global(
            &[1.0, 5.0, 2.0, 8.0, 3.0],
            &weights(5, all),
            Permutations::default(),
        );
        let moran = moran.unwrap();
        assert!((moran.statistic - moran.expectation).abs() < 1e-14);
        assert_eq!((moran.z, moran.p), (None, 1.0));
    }

    #[test]
    fn a_seed_fixes_the_permutations() {
        let chain = weights(6, (0..5).map(|a| (a, a + 1)));
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0];
        let p = |seed| global(&values, &chain, Permutations { count: 999, seed });
        assert_eq!(p(1), p(1));
        assert_ne!(p(1), p(2));
    }

    #[test]
    fn what_has_no_index_is_an_error() {
        let chain = weights(4, [(0, 1)].into_iter());
        let error = |values: &[f64], weights: &SpatialWeights| {
            global(values, weights, Permutations::default()).unwrap_err()
        };
        assert_eq!(error(&[2.0; 4], &chain), MoranError::Constant);
        assert!(matches!(
            error(&[2.0; 3], &chain),
            MoranError::Length { .. }
        ));
        let odd = error(&[1.0, 2.0, f64::NAN, 3.0], &chain).to_string();
        assert!(odd.contains("finite number: z2;"), "{odd}");
        let apart = weights(4, std::iter::empty());
        assert_eq!(
            error(&[1.0, 2.0, 3.0, 4.0], &apart),
            MoranError::NoNeighbours
        );
        let few = weights(3, [(0, 1)].into_iter());
        assert_eq!(error(&[1.0, 2.0, 3.0], &few), MoranError::TooFewZones(3));
    }
}
