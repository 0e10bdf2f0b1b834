//! The model on plain numbers: what [`assess`](crate::assessment::assess) and
//! [`compensate`](crate::compensation::compensate) compute, without names, bases and reasons.
//!
//! Tests hold it against both, at the inputs as given and at drawn ones.

use crate::compensation::CompensationOptions;
use crate::formulas::budget;
use crate::formulas::compensation::{
    IntensityChange, corrected_base_value, corrected_emissions, payment, spatial_ratio,
    temporal_ratio, threshold,
};
use crate::formulas::contribution::{Share, ecological, economic};
use crate::units::{CarbonBasis, CarbonIntensity, CarbonPrice, Tonnes, Year, Yuan};

use super::region::{ENERGY, GDP, POPULATION};
use super::sampling::Shared;

/// The year of prices, which the numbers of a draw all share.
const PRICES: Year = Year(0);

/// What a zone, or the region, emits and absorbs in a year.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Amounts {
    /// Energy in tce, persons, GDP in yuan.
    pub(crate) statistics: [f64; 3],
    pub(crate) emissions_energy: f64,
    pub(crate) emissions_respiration: f64,
    pub(crate) emissions_land: f64,
    pub(crate) emissions: f64,
    pub(crate) absorption: f64,
}

/// What a zone pays, with all that it follows from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Payment {
    pub(crate) threshold: f64,
    pub(crate) tau: f64,
    pub(crate) s: f64,
    pub(crate) corrected_emissions: f64,
    pub(crate) corrected_base_value: f64,
    pub(crate) gamma: f64,
    pub(crate) unscaled: f64,
}

/// What the payments of all zones share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) options: CompensationOptions,
    pub(crate) region: IntensityChange,
    pub(crate) region_gdp: f64,
    pub(crate) reference: CarbonIntensity,
    pub(crate) mean_emissions: f64,
    pub(crate) alpha: f64,
    pub(crate) pearl_factor: f64,
}

/// An amount on the one basis that the numbers of a draw are taken to share.
fn tonnes(amount: f64) -> Tonnes {
    Tonnes::new(amount, CarbonBasis::Carbon)
}

impl Amounts {
    /// Formulas 1–4.
    pub(crate) fn new(statistics: [f64; 3], land: &[f64], shared: &Shared) -> Self {
        let emissions_energy = shared.sigma * statistics[ENERGY];
        let emissions_respiration = shared.theta * statistics[POPULATION];
        let mut emissions = emissions_energy + emissions_respiration;
        let (mut emissions_land, mut absorption) = (0.0, 0.0);
        for (hectares, lambda) in land.iter().zip(&shared.lambda) {
            let amount = lambda * hectares;
            if *lambda > 0.0 {
                emissions += amount;
                emissions_land += amount;
            } else {
                absorption += amount.abs();
            }
        }
        Self {
            statistics,
            emissions_energy,
            emissions_respiration,
            emissions_land,
            emissions,
            absorption,
        }
    }

    pub(crate) fn budget(&self) -> f64 {
        budget::net(tonnes(self.emissions), tonnes(self.absorption)).amount
    }

    pub(crate) fn intensity(&self) -> CarbonIntensity {
        budget::intensity(tonnes(self.emissions), self.gdp())
    }

    fn gdp(&self) -> Yuan {
        Yuan::new(self.statistics[GDP], PRICES)
    }

    /// ECC and ESC (formulas 6 and 7) within a region.
    pub(crate) fn coefficients(&self, region: &Self) -> Option<[f64; 2]> {
        let emissions = Share {
            zone: tonnes(self.emissions),
            region: tonnes(region.emissions),
        };
        let gdp = Share {
            zone: self.gdp(),
            region: region.gdp(),
        };
        let absorption = Share {
            zone: tonnes(self.absorption),
            region: tonnes(region.absorption),
        };
        let pair = economic(gdp, emissions).zip(ecological(absorption, emissions));
        pair.map(|(ecc, esc)| [ecc, esc])
    }
}

impl Terms {
    /// Formulas 9–12 and 14 for a zone; `None` if an intensity cannot be divided by.
    pub(crate) fn payment(&self, before: &Amounts, after: &Amounts, ecc: f64) -> Option<Payment> {
        let intensity = IntensityChange {
            base: before.intensity(),
            target: after.intensity(),
        };
        let tau = temporal_ratio(intensity, self.region)?;
        let s = spatial_ratio(intensity.target, self.reference)?;
        let threshold = threshold(ecc, tonnes(self.mean_emissions));
        let corrected = corrected_emissions(tonnes(after.emissions), self.options.weight, tau, s);
        let absorption = tonnes(after.absorption);
        let value = corrected_base_value(corrected, absorption, threshold, self.options.form);
        let gamma = after.statistics[GDP] / self.region_gdp * self.pearl_factor;
        let alpha = CarbonPrice {
            yuan_per_t: self.alpha,
            price_year: PRICES,
        };
        Some(Payment {
            threshold: threshold.amount,
            tau,
            s,
            corrected_emissions: corrected.amount,
            corrected_base_value: value.amount,
            gamma,
            unscaled: payment(alpha, gamma, value).amount,
        })
    }
}
