//! Local Moran: which zones stand among zones of their kind, and which stand out.

use rand::seq::SliceRandom;
use rayon::prelude::*;
use serde::Serialize;

use super::{MoranError, Permutations, SpatialWeights, Tails, standardised};
use crate::numeric::{Purpose, Stream};
use crate::region::ZoneId;

/// Where a zone and its neighbours stand against the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quadrant {
    /// High among high: a hot spot.
    HighHigh,
    /// Low among low: a cold spot.
    LowLow,
    /// High among low.
    HighLow,
    /// Low among high.
    LowHigh,
}

impl Quadrant {
    /// All four.
    pub const ALL: [Self; 4] = [Self::HighHigh, Self::LowLow, Self::HighLow, Self::LowHigh];

    /// The usual abbreviation: `HH`, `LL`, `HL`, `LH`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::HighHigh => "HH",
            Self::LowLow => "LL",
            Self::HighLow => "HL",
            Self::LowHigh => "LH",
        }
    }

    /// High is above the mean; the mean itself is low.
    fn new(z: f64, lag: f64) -> Self {
        match (z > 0.0, lag > 0.0) {
            (true, true) => Self::HighHigh,
            (false, false) => Self::LowLow,
            (true, false) => Self::HighLow,
            (false, true) => Self::LowHigh,
        }
    }
}

/// A zone's local Moran.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LocalMoran {
    pub zone: ZoneId,
    /// The statistic; `None` for an island, which has nothing to be compared with.
    pub local: Option<LocalStatistic>,
}

/// The statistic of a zone that has neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LocalStatistic {
    /// I_i: above zero where the zone and its neighbours are on the same side of the mean.
    pub statistic: f64,
    /// The zone's value in standard deviations from the mean.
    pub z: f64,
    /// The weighted sum (row-standardised: the mean) of its neighbours' z.
    pub lag: f64,
    /// Where both stand.
    pub quadrant: Quadrant,
    /// The share of random sets of neighbours, the observed one counted in, that are at least as
    /// far out on the same side: one-sided, 0.5 at most but for ties.
    pub p: f64,
}

/// Local Moran's I_i = (n − 1) · d_i · Σ_j w_ij d_j / Σ_k d_k², d the deviations from the mean, as
/// GeoDa and PySAL scale it. Over all zones it adds up to (n − 1)/n · S0 · I.
///
/// The p-value is *conditional*: the zone keeps its value, its neighbours' values are drawn from
/// all other zones without replacement. Each zone has random numbers of its own that follow from
/// the seed and its place, so that neither threads nor other zones change them. With as many tests
/// as zones some come out small by chance: p ≤ 0.05 for about one zone in ten, half of them on
/// either side.
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
/// use carbon_core::moran::{Permutations, Quadrant, SpatialWeights, WeightStyle, local};
///
/// let zones = ["a", "b", "c", "d", "island"].map(Into::into).to_vec();
/// let pairs = [("a", "b"), ("b", "c"), ("c", "d")].map(|(a, b)| (a.into(), b.into()));
/// let chain = SpatialWeights::new(zones, &pairs, WeightStyle::RowStandardised)?;
/// let zones = local(&[9.0, 8.0, 1.0, 2.0, 5.0], &chain, Permutations::default())?;
/// assert_eq!(zones[0].local.unwrap().quadrant, Quadrant::HighHigh);
/// assert_eq!(zones[3].local.unwrap().quadrant, Quadrant::LowLow);
/// assert_eq!(zones[4].local, None);
/// # Ok::<(), carbon_core::moran::MoranError>(())
/// ```
pub fn local(
    values: &[f64],
    weights: &SpatialWeights,
    permutations: Permutations,
) -> Result<Vec<LocalMoran>, MoranError> {
    let z = standardised(values, weights)?;
    if weights.islands().count() == z.len() {
        return Err(MoranError::NoNeighbours);
    }
    let zones = weights.zones().par_iter().enumerate();
    let local = zones.map(|(place, zone)| LocalMoran {
        zone: zone.clone(),
        local: of_zone(place, &z, weights, permutations),
    });
    Ok(local.collect())
}

/// Up to which p-value zones are significant if, of those found significant, no more than a share
/// of `rate` is to be so by chance; `None` if none is.
///
/// It is the largest i · rate / n that is not below the i-th smallest of n p-values; islands have
/// none. Neighbours share neighbours, which the procedure allows for where they resemble each other.
///
/// Sources: Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57, 289–300;
/// Caldas de Castro & Singer 2006, Geographical Analysis 38, 180–208.
pub fn significant_up_to(zones: &[LocalMoran], rate: f64) -> Option<f64> {
    let mut p: Vec<f64> = zones
        .iter()
        .filter_map(|zone| Some(zone.local?.p))
        .collect();
    p.sort_by(f64::total_cmp);
    let number = p.len() as f64;
    let limits = (1..=p.len()).map(|rank| rank as f64 * rate / number);
    let held = limits.zip(p).filter(|(limit, p)| p <= limit);
    held.map(|(limit, _)| limit).last()
}

fn of_zone(
    place: usize,
    z: &[f64],
    weights: &SpatialWeights,
    permutations: Permutations,
) -> Option<LocalStatistic> {
    let lag = weights.lag(place, z)?;
    let own = z[place];
    let number = z.len() as f64;
    let (neighbours, weight) = (weights.neighbours(place).len(), weights.weight(place));

    let mut others: Vec<f64> = [&z[..place], &z[place + 1..]].concat();
    let largest = others.iter().fold(0.0, |most: f64, z| most.max(z.abs()));
    let scale = own.abs() * weight * neighbours as f64 * largest;
    let mut tails = Tails::default();
    let mut random = Stream::for_item(permutations.seed, Purpose::Neighbours, place);
    for _ in 0..permutations.count {
        let (drawn, _) = others.partial_shuffle(&mut random, neighbours);
        let permuted = drawn.iter().sum::<f64>() * weight;
        tails = tails.and(Tails::new(own * permuted, own * lag, scale));
    }
    Some(LocalStatistic {
        statistic: (number - 1.0) / number * own * lag,
        z: own,
        lag,
        quadrant: Quadrant::new(own, lag),
        p: tails.p(permutations.count),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::moran::global;
    use crate::analysis::moran::weights::WeightStyle;

    fn ring(values: &[f64], seed: u64) -> (SpatialWeights, Vec<LocalMoran>) {
        let id = |place: usize| ZoneId::from(format!("z{place}"));
        let number = values.len();
        let pairs: Vec<_> = (0..number).map(|a| (id(a), id((a + 1) % number))).collect();
        let zones = (0..number).map(id).collect();
        let ring = SpatialWeights::new(zones, &pairs, WeightStyle::Binary).unwrap();
        let local = local(values, &ring, Permutations { count: 999, seed }).unwrap();
        (ring, local)
    }

    #[test]
    fn local_statistics_add_up_to_the_global_one() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        let (ring, local) = ring(&values, 3);
        let sum: f64 = local.iter().map(|zone| zone.local.unwrap().statistic).sum();
        let global = global(&values, &ring, Permutations { count: 0, seed: 0 }).unwrap();
        assert!((sum - 7.0 / 8.0 * 16.0 * global.statistic).abs() < 1e-12);
    }

    #[test]
    fn a_zone_at_the_mean_is_never_significant() {
        let (_, local) = ring(&[2.0, 0.0, 4.0, 1.0, 3.0], 3);
        let at_mean = local[0].local.unwrap();
        assert_eq!((at_mean.statistic, at_mean.p), (0.0, 1.0));
        assert_eq!(at_mean.quadrant.id(), "LL");
    }

    #[test]
    fn significance_is_up_to_the_last_p_below_its_limit() {
        let (_, mut zones) = ring(&[2.0, 0.0, 4.0, 1.0, 3.0], 3);
        let mut with = |p: [f64; 5]| {
            for (zone, p) in zones.iter_mut().zip(p) {
                zone.local.as_mut().unwrap().p = p;
            }
            significant_up_to(&zones, 0.1)
        };
        // Limits 0.02, 0.04, 0.06, 0.08, 0.1: the third holds although the second does not.
        assert_eq!(with([0.3, 0.05, 0.01, 0.055, 0.5]), Some(3.0 * 0.1 / 5.0));
        assert_eq!(with([0.3, 0.5, 0.03, 0.2, 0.5]), None);
    }

    #[test]
    fn a_seed_fixes_the_draws_of_every_zone() {
        let values = [3.0, 1.0, 4.0, 1.5, 5.0, 9.0, 2.0, 6.0];
        assert_eq!(ring(&values, 1).1, ring(&values, 1).1);
        assert_ne!(ring(&values, 1).1, ring(&values, 2).1);
    }
}
