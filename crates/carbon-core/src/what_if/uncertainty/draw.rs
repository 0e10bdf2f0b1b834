//! One draw of the whole region.

use super::region::{ENERGY, GDP};
use super::sampling::{Sampling, Shared};
use super::source::Source;
use crate::compensation::{
    Balance, CompensationClass, CompensationOptions, IntensityReference, high_payment,
};
use crate::formulas::kernel::{Flows, Payment, SchemeParameters};
use crate::units::Year;

/// The numbers of a draw that all zones share. With them each zone can be computed by itself.
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
    pub(crate) region: Flows,
    /// The unweighted mean of the zones' emissions.
    pub(crate) mean_emissions: f64,
}

/// The compensation of a draw.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DrawnScheme {
    parameters: SchemeParameters,
    /// The sum of all payments before scaling.
    pub(crate) imbalance: f64,
    balance: Option<Balance>,
    /// The payment from which on a payer is of high compensation.
    high_from: Option<f64>,
}

/// Scratch buffers for the numbers of all zones, used again for the next draw.
#[derive(Default)]
pub(crate) struct Scratch {
    /// The flows computed last: of all zones and years, or of one zone.
    pub(crate) flows: Vec<Flows>,
    /// The payment of each zone that takes part, in the draw.
    pub(crate) payments: Vec<f64>,
    statistics: Vec<[f64; 3]>,
    land: Vec<f64>,
    payers: Vec<f64>,
}

/// What the zones have in a year.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    statistics: [f64; 3],
    emissions: f64,
    emissions_energy: f64,
}

impl Sums {
    fn add(&mut self, statistics: &[f64; 3], flows: &Flows) {
        for (total, value) in self.statistics.iter_mut().zip(statistics) {
            *total += value;
        }
        self.emissions += flows.emissions;
        self.emissions_energy += flows.emissions_energy;
    }
}

impl Sampling {
    /// Draws the whole region; `None` where the run would fail because emissions, absorption or an
    /// intensity that is to be divided by is zero.
    pub(crate) fn draw(&self, source: &Source<'_>, scratch: &mut Scratch) -> Option<Draw> {
        let shared = self.shared(source);
        let mut streams = self.zones_from(source, 0);
        let years = self.region.years();
        scratch.flows.clear();
        scratch.statistics.resize(years, [0.0; 3]);
        let mut sums = vec![Sums::default(); years];
        for zone in 0..self.region.zones() {
            self.statistics(zone, &shared, &mut streams, &mut scratch.statistics);
            for (year, statistics) in scratch.statistics.iter().enumerate() {
                let mapped = self.region.zone_land(zone, year);
                let land = self.land(year, mapped, &shared, &mut scratch.land);
                let carbon = self.region.carbon_per_tce(zone, year);
                let flows = shared.flows(*statistics, carbon, land);
                sums[year].add(statistics, &flows);
                scratch.flows.push(flows);
            }
        }
        let region_years = sums.into_iter().enumerate().map(|(year, sums)| {
            let mapped = self.region.region_land(year);
            let land = self.land(year, mapped, &shared, &mut scratch.land);
            self.region_year(year, &sums, land, &shared)
        });
        let years = region_years.collect::<Option<Vec<_>>>()?;
        let scheme = match self.region.compared {
            None => None,
            Some(compared) => Some(self.scheme(compared, &shared, &years, scratch)?),
        };
        let all_emit = scratch.flows.iter().all(|zone| zone.emissions > 0.0);
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
        sums: &Sums,
        land: &[f64],
        shared: &Shared,
    ) -> Option<RegionYear> {
        let to_sum = self.region.total_to_sum[year];
        let totals = [0, 1, 2].map(|statistic| sums.statistics[statistic] * to_sum[statistic]);
        let carbon = self.region.carbon_to_sum.as_ref();
        let per_tce = |carbon: f64| match totals[ENERGY] {
            0.0 => 0.0,
            energy => carbon / energy,
        };
        let carbon = carbon.map(|to_sum| per_tce(sums.emissions_energy * to_sum[year]));
        let mut region = shared.flows(totals, carbon, land);
        region.absorption *= self.region.absorption_to_sum[year];
        let defined = region.emissions > 0.0 && region.absorption > 0.0 && totals[GDP] > 0.0;
        defined.then_some(RegionYear {
            region,
            mean_emissions: sums.emissions / self.region.zones() as f64,
        })
    }

    /// Computes all payments.
    fn scheme(
        &self,
        [base, target]: [usize; 2],
        shared: &Shared,
        years: &[RegionYear],
        scratch: &mut Scratch,
    ) -> Option<DrawnScheme> {
        let options = shared.options?;
        let flows = &scratch.flows;
        let zones = |year: usize| flows[year..].iter().step_by(self.region.years());
        let region = years[target].region;
        let reference_intensity = match options.reference {
            IntensityReference::Region => region.intensity(),
            IntensityReference::MeanOfZones => {
                let sum: f64 = zones(target).map(Flows::intensity).sum();
                sum / self.region.zones() as f64
            }
        };
        let mean_emissions = options.mean_emissions_t.unwrap_or_else(|| {
            let means = years.iter().map(|annual| annual.mean_emissions);
            means.sum::<f64>() / years.len() as f64
        });
        // The year of the prices is no part of the amount.
        let (alpha, pearl_factor) = options.price_and_factor(Year(0)).ok()?;
        let parameters = SchemeParameters {
            weight: options.weight,
            form: options.form,
            region_intensity: [base, target].map(|year| years[year].region.intensity()),
            region_gdp: region.gdp,
            reference_intensity,
            mean_emissions,
            alpha: alpha.yuan_per_t,
            pearl_factor,
        };
        scratch.payments.clear();
        let is_covered = self.region.covered.column(target);
        let parts = is_covered.iter().zip(&self.region.takes_part);
        for ((before, after), (is_covered, takes_part)) in zones(base).zip(zones(target)).zip(parts)
        {
            if !is_covered {
                continue;
            }
            let [ecc, _] = after.contributions(&region);
            let payment =
                parameters.payment([before.intensity(), after.intensity()], after, ecc?)?;
            let payment = payment.if_taking_part(*takes_part);
            scratch.payments.push(payment.unscaled);
        }
        let Scratch {
            payments, payers, ..
        } = scratch;
        Some(DrawnScheme::new(parameters, &options, payments, payers))
    }

    /// Computes the flows of a zone in a draw, year by year.
    pub(crate) fn zone(
        &self,
        zone: usize,
        draw: &Draw,
        source: &Source<'_>,
        scratch: &mut Scratch,
    ) {
        let mut streams = self.zones_from(source, zone);
        scratch.statistics.resize(self.region.years(), [0.0; 3]);
        self.statistics(zone, &draw.shared, &mut streams, &mut scratch.statistics);
        scratch.flows.clear();
        for (year, statistics) in scratch.statistics.iter().enumerate() {
            let mapped = self.region.zone_land(zone, year);
            let land = self.land(year, mapped, &draw.shared, &mut scratch.land);
            let carbon = self.region.carbon_per_tce(zone, year);
            scratch
                .flows
                .push(draw.shared.flows(*statistics, carbon, land));
        }
    }
}

impl DrawnScheme {
    /// Scales the payments if the options ask for it, and finds what divides the payers.
    fn new(
        parameters: SchemeParameters,
        options: &CompensationOptions,
        payments: &mut [f64],
        payers: &mut Vec<f64>,
    ) -> Self {
        let imbalance = payments.iter().sum();
        let unscaled = payments.iter().copied();
        let balance = options.scale_to_balance.then(|| Balance::new(unscaled));
        if let Some(balance) = &balance {
            for amount in payments.iter_mut() {
                *amount = balance.scale(*amount);
            }
        }
        Self {
            parameters,
            imbalance,
            balance,
            high_from: high_payment(payments.iter().copied(), options.split, payers),
        }
    }

    /// The payment of a zone, scaled if the options ask for it.
    pub(crate) fn payment(&self, base: &Flows, target: &Flows, ecc: f64) -> Option<Payment> {
        let mut payment =
            self.parameters
                .payment([base.intensity(), target.intensity()], target, ecc)?;
        if let Some(balance) = &self.balance {
            payment.compensation = balance.scale(payment.unscaled);
        }
        Some(payment)
    }

    pub(crate) fn class(&self, payment: &Payment) -> Option<CompensationClass> {
        CompensationClass::from_payment(payment.compensation, self.high_from)
    }
}
