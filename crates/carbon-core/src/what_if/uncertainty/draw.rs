//! One draw of the whole region.

use crate::compensation::median;
use crate::compensation::{CompensationClass, IntensityReference, PayerSplit};
use crate::formulas::compensation::IntensityChange;
use crate::units::CarbonIntensity;

use super::numbers::{Amounts, Payment, Terms};
use super::region::{ENERGY, GDP, POPULATION};
use super::sampling::{Sampling, Shared};
use super::source::Source;

/// What the zones of a draw share: enough to work out each zone by itself.
#[derive(Debug, Clone)]
pub(crate) struct Draw {
    /// Its number among the draws.
    pub(crate) number: u64,
    pub(crate) shared: Shared,
    pub(crate) years: Vec<RegionYear>,
    pub(crate) scheme: Option<DrawnScheme>,
}

/// The region in a year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RegionYear {
    pub(crate) region: Amounts,
    /// The unweighted mean of the zones' emissions.
    pub(crate) mean_emissions: f64,
}

/// The compensation of a draw.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DrawnScheme {
    pub(crate) terms: Terms,
    /// The sum of all payments before scaling.
    pub(crate) imbalance: f64,
    /// The sign of the payments that are scaled, and by what.
    scaled: (f64, f64),
    /// From which payment on a payer is of high compensation.
    high_from: Option<f64>,
}

/// Room for the numbers of all zones, to be used again for the next draw.
#[derive(Default)]
pub(crate) struct Room {
    amounts: Vec<Amounts>,
    /// What each zone pays in the draw.
    pub(crate) payments: Vec<f64>,
    statistics: Vec<[f64; 3]>,
    land: Vec<f64>,
    payers: Vec<f64>,
}

impl Sampling {
    /// Draws the whole region; `None` where the run would fail: emissions, absorption or an
    /// intensity that is to be divided by is zero.
    pub(crate) fn draw(&self, source: &Source<'_>, room: &mut Room) -> Option<Draw> {
        let shared = self.shared(source);
        let mut streams = self.zones_from(source, 0);
        let years = self.region.years;
        room.amounts.clear();
        room.statistics.resize(years, [0.0; 3]);
        let mut sums = vec![([0.0; 3], 0.0); years];
        for zone in 0..self.region.zones {
            self.statistics(zone, &shared, &mut streams, &mut room.statistics);
            for (year, statistics) in room.statistics.iter().enumerate() {
                let mapped = self.region.land_of(zone, year);
                let land = self.land(year, mapped, &shared, &mut room.land);
                let amounts = Amounts::new(*statistics, land, &shared);
                let (totals, emissions) = &mut sums[year];
                for (total, value) in totals.iter_mut().zip(statistics) {
                    *total += value;
                }
                *emissions += amounts.emissions;
                room.amounts.push(amounts);
            }
        }
        let of_years = sums.into_iter().enumerate().map(|(year, sums)| {
            let mapped = self.region.land_of_region(year);
            let land = self.land(year, mapped, &shared, &mut room.land);
            self.region_year(year, sums, land, &shared)
        });
        let years = of_years.collect::<Option<Vec<_>>>()?;
        let scheme = match self.region.compared {
            None => None,
            Some(compared) => Some(self.scheme(compared, &shared, &years, room)?),
        };
        let all_emit = room.amounts.iter().all(|of| of.emissions > 0.0);
        all_emit.then_some(Draw {
            number: source.draw,
            shared,
            years,
            scheme,
        })
    }

    fn region_year(
        &self,
        year: usize,
        (sums, emissions): ([f64; 3], f64),
        land: &[f64],
        shared: &Shared,
    ) -> Option<RegionYear> {
        let to_sum = self.region.total_to_sum[year];
        let total = |statistic: usize| sums[statistic] * to_sum[statistic];
        let totals = [total(ENERGY), total(POPULATION), total(GDP)];
        let mut region = Amounts::new(totals, land, shared);
        region.absorption *= self.region.absorption_to_sum[year];
        let defined = region.emissions > 0.0 && region.absorption > 0.0 && totals[GDP] > 0.0;
        defined.then_some(RegionYear {
            region,
            mean_emissions: emissions / self.region.zones as f64,
        })
    }

    /// Works out all payments.
    fn scheme(
        &self,
        [base, target]: [usize; 2],
        shared: &Shared,
        years: &[RegionYear],
        room: &mut Room,
    ) -> Option<DrawnScheme> {
        let options = shared.options?;
        let of_year = |year: usize| room.amounts[year..].iter().step_by(self.region.years);
        let region = years[target].region;
        let reference = match options.reference {
            IntensityReference::Region => region.intensity(),
            IntensityReference::MeanOfZones => {
                let sum: f64 = of_year(target)
                    .map(|of| of.intensity().t_per_1e4_yuan)
                    .sum();
                CarbonIntensity {
                    t_per_1e4_yuan: sum / self.region.zones as f64,
                    ..region.intensity()
                }
            }
        };
        let mean_emissions = options.mean_emissions_t.unwrap_or_else(|| {
            years.iter().map(|of| of.mean_emissions).sum::<f64>() / years.len() as f64
        });
        let terms = Terms {
            region: IntensityChange {
                base: years[base].region.intensity(),
                target: region.intensity(),
            },
            region_gdp: region.statistics[GDP],
            reference,
            mean_emissions,
            alpha: options.price.price(crate::units::Year(0)).yuan_per_t,
            pearl_factor: options.pearl.factor(options.engel.t()),
            options,
        };
        let unscaled = of_year(base).zip(of_year(target)).map(|(before, after)| {
            let [ecc, _] = after.coefficients(&region)?;
            Some(terms.payment(before, after, ecc)?.unscaled)
        });
        room.payments.clear();
        for amount in unscaled {
            room.payments.push(amount?);
        }
        Some(DrawnScheme::new(
            terms,
            &mut room.payments,
            &mut room.payers,
        ))
    }

    /// The amounts of a zone in a draw, year by year.
    pub(crate) fn zone(&self, zone: usize, draw: &Draw, source: &Source<'_>, room: &mut Room) {
        let mut streams = self.zones_from(source, zone);
        room.statistics.resize(self.region.years, [0.0; 3]);
        self.statistics(zone, &draw.shared, &mut streams, &mut room.statistics);
        room.amounts.clear();
        for (year, statistics) in room.statistics.iter().enumerate() {
            let mapped = self.region.land_of(zone, year);
            let land = self.land(year, mapped, &draw.shared, &mut room.land);
            room.amounts
                .push(Amounts::new(*statistics, land, &draw.shared));
        }
    }
}

impl Room {
    /// What was worked out last: of all zones and years, or of one zone.
    pub(crate) fn amounts(&self) -> &[Amounts] {
        &self.amounts
    }
}

impl DrawnScheme {
    /// Scales the payments if the options ask for it, and finds what divides the payers.
    fn new(terms: Terms, payments: &mut [f64], payers: &mut Vec<f64>) -> Self {
        let imbalance = payments.iter().sum();
        let scaled = if terms.options.scale_to_balance {
            scaling(payments)
        } else {
            (1.0, 1.0)
        };
        let mut scheme = Self {
            terms,
            imbalance,
            scaled,
            high_from: None,
        };
        for amount in payments.iter_mut() {
            *amount = scheme.compensation(*amount);
        }
        payers.clear();
        payers.extend(payments.iter().filter(|amount| **amount > 0.0));
        scheme.high_from = match terms.options.split {
            PayerSplit::Amount { yuan } => Some(yuan),
            PayerSplit::Median => {
                payers.sort_unstable_by(f64::total_cmp);
                median(payers)
            }
        };
        scheme
    }

    /// A payment, scaled if the options ask for it.
    pub(crate) fn compensation(&self, unscaled: f64) -> f64 {
        let (sign, factor) = self.scaled;
        if sign * unscaled > 0.0 {
            unscaled * factor
        } else {
            unscaled
        }
    }

    pub(crate) fn payment(&self, before: &Amounts, after: &Amounts, ecc: f64) -> Option<Payment> {
        self.terms.payment(before, after, ecc)
    }

    pub(crate) fn class(&self, compensation: f64) -> Option<CompensationClass> {
        if compensation < 0.0 {
            Some(CompensationClass::Compensated)
        } else if compensation > 0.0 && self.high_from.is_some_and(|from| compensation >= from) {
            Some(CompensationClass::HighCompensation)
        } else if compensation > 0.0 {
            Some(CompensationClass::LowCompensation)
        } else {
            None
        }
    }
}

/// The sign of the side with the larger total, and what scales it down to the smaller.
fn scaling(payments: &[f64]) -> (f64, f64) {
    let total = |sign: f64| -> f64 {
        let amounts = payments.iter().map(|amount| sign * amount);
        amounts.filter(|amount| *amount > 0.0).sum()
    };
    let (paid, received) = (total(1.0), total(-1.0));
    let (sign, larger, smaller) = if paid >= received {
        (1.0, paid, received)
    } else {
        (-1.0, received, paid)
    };
    (sign, if larger > 0.0 { smaller / larger } else { 1.0 })
}
