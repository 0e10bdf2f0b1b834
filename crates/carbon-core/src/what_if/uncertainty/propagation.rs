//! Results of Monte Carlo: intervals and probabilities.

use serde::Serialize;

use super::Interval;
use crate::compensation::CompensationClass;
use crate::region::ZoneId;
use crate::results::Quantity;
use crate::units::Year;
use crate::zoning::FunctionalZone;

/// Intervals and probabilities of all results.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Propagation {
    /// The seed of all random numbers.
    pub seed: u64,
    /// How many runs were drawn.
    pub draws: usize,
    /// How many of them have no results and are left out everywhere.
    pub without_results: usize,
    /// One entry a zone, in the order of the zones.
    pub zones: Vec<ZoneIntervals>,
    /// The region, a year at a time, ascending.
    pub region: Vec<RegionIntervals>,
    /// The sum of what zones pay and receive before any scaling, if there is a compensation.
    pub imbalance: Option<Interval>,
}

/// The results of a zone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoneIntervals {
    pub zone: ZoneId,
    /// The years, ascending.
    pub years: Vec<ZoneYearIntervals>,
}

/// The results of a zone in a year. Probabilities are shares of the draws that have results.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoneYearIntervals {
    pub year: Year,
    /// The quantities asked for; those of a compensation in its target year only.
    pub intervals: Vec<QuantityInterval>,
    /// The probability of each functional zone, in the order of [`FunctionalZone::ALL`]; `None` where
    /// too little of the zone is classified.
    pub functions: Option<[f64; FunctionalZone::ALL.len()]>,
    /// The probability of each class of the maps asked for.
    pub maps: Vec<MapChances>,
    /// In the target year of a compensation, whether the zone pays, if it takes part.
    pub paying: Option<PayingChances>,
}

/// The interval of a quantity, in its unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuantityInterval {
    /// The quantity.
    #[serde(serialize_with = "Quantity::by_field_name")]
    pub quantity: Quantity,
    /// Its interval.
    #[serde(flatten)]
    pub interval: Interval,
}

/// The probability of each class of a map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapChances {
    /// The quantity on the map.
    #[serde(serialize_with = "Quantity::by_field_name")]
    pub quantity: Quantity,
    /// The probabilities, from the lowest class to the highest.
    pub classes: Vec<f64>,
}

/// How likely a zone pays or receives. The rest to 1 does neither.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PayingChances {
    /// The probability that it pays.
    pub paying: f64,
    /// The probability that it receives.
    pub receiving: f64,
    /// The probability of each class, in the order of [`CompensationClass::ALL`].
    pub classes: [f64; CompensationClass::ALL.len()],
}

/// The results of the region in a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionIntervals {
    pub year: Year,
    /// The quantities asked for that the region has.
    pub intervals: Vec<QuantityInterval>,
}

fn find_interval<'a>(
    intervals: &'a [QuantityInterval],
    quantity: &Quantity,
) -> Option<&'a Interval> {
    let found = intervals.iter().find(|known| known.quantity == *quantity);
    found.map(|known| &known.interval)
}

impl Propagation {
    /// The results of a zone in a year.
    pub fn zone_year(&self, zone: &ZoneId, year: Year) -> Option<&ZoneYearIntervals> {
        self.zones
            .iter()
            .find(|known| known.zone == *zone)?
            .year(year)
    }
}

impl ZoneIntervals {
    /// The results of a year.
    pub fn year(&self, year: Year) -> Option<&ZoneYearIntervals> {
        self.years.iter().find(|annual| annual.year == year)
    }
}

impl ZoneYearIntervals {
    /// The interval of a quantity, if it was asked for.
    pub fn interval(&self, quantity: &Quantity) -> Option<&Interval> {
        find_interval(&self.intervals, quantity)
    }

    /// The probability of each class of the map that shows a quantity, if it was asked for.
    pub fn map(&self, quantity: &Quantity) -> Option<&MapChances> {
        self.maps.iter().find(|map| map.quantity == *quantity)
    }

    /// The most likely functional zone and its probability: how sure the zoning is.
    pub fn likeliest_function(&self) -> Option<(FunctionalZone, f64)> {
        let pairs = FunctionalZone::ALL.into_iter().zip(self.functions?);
        pairs.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}

impl MapChances {
    /// The place of the most likely class and its probability; the lowest of several. `None` where no
    /// draw has a number.
    pub fn likeliest(&self) -> Option<(usize, f64)> {
        let classes = self.classes.iter().copied().enumerate();
        classes.fold(None, |best, next| match best {
            Some((_, most)) if most >= next.1 => best,
            _ if next.1 > 0.0 => Some(next),
            _ => best,
        })
    }
}

impl RegionIntervals {
    /// The interval of a quantity, if it was asked for.
    pub fn interval(&self, quantity: &Quantity) -> Option<&Interval> {
        find_interval(&self.intervals, quantity)
    }
}
