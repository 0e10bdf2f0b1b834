//! The compensation scheme: formulas 8–14 for every zone of a target year against a base year.

use serde::Serialize;

use super::class::CompensationClass;
use super::error::CompensationError;
use super::options::{CompensationOptions, IntensityReference, PayerSplit};
use crate::assessment::{AnnualAssessment, Assessment, ZoneYear};
use crate::formulas::compensation::{
    IntensityChange, base_value, corrected_base_value, corrected_emissions, payment, spatial_ratio,
    temporal_ratio, threshold,
};
use crate::inputs::ZoneInYear;
use crate::region::ZoneId;
use crate::text::Listed;
use crate::units::{CarbonIntensity, CarbonPrice, Tonnes, Year, Yuan};

/// What every zone pays or receives, with all that it follows from: a *reconstruction* of the
/// paper's scheme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compensation {
    /// The year compared with.
    pub base: Year,
    /// The year compensated for.
    pub target: Year,
    /// The options used.
    pub options: CompensationOptions,
    /// α, the price of a tonne (formula 13).
    pub alpha: CarbonPrice,
    /// What γ is to a zone's share of GDP (formula 14).
    pub pearl_factor: f64,
    /// D, the mean emissions of a zone (formula 9).
    pub mean_emissions: Tonnes,
    /// Where D comes from.
    pub mean_emissions_from: MeanEmissionsFrom,
    /// The region's intensity in both years, which τ compares with.
    pub region_intensity: [CarbonIntensity; 2],
    /// The intensity that s compares with.
    pub reference_intensity: CarbonIntensity,
    /// The payment from which on a payer is of high compensation; `None` if nobody pays.
    pub high_from: Option<Yuan>,
    /// One entry a zone, in the order of the zones.
    pub zones: Vec<ZoneCompensation>,
    /// The sum of what zones pay and receive before any scaling. The paper's scheme does not close.
    pub imbalance: Yuan,
    /// How the sum was brought to zero, if the options ask for it.
    pub balance: Option<Balance>,
}

/// What one zone pays or receives, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoneCompensation {
    /// The zone.
    pub zone: ZoneId,
    /// C_z, the emissions of the target year.
    pub emissions: Tonnes,
    /// C_a, the absorption of the target year.
    pub absorption: Tonnes,
    /// L, the base value (formula 8).
    pub base_value: Tonnes,
    /// ECC of the target year (formula 6).
    pub ecc: f64,
    /// P, the emission threshold (formula 9).
    pub threshold: Tonnes,
    /// The zone's intensity in the base and in the target year.
    pub intensity: [CarbonIntensity; 2],
    /// τ, how intensity changed against the region's (formula 10).
    pub tau: f64,
    /// s, how intensity compares in the target year (formula 10).
    pub s: f64,
    /// C′, the corrected emissions (formula 10).
    pub corrected_emissions: Tonnes,
    /// L′, the corrected base value (formula 11).
    pub corrected_base_value: Tonnes,
    /// K, the zone's share of the region's GDP at constant prices in the target year.
    pub share_of_gdp: f64,
    /// γ, the compensation coefficient (formula 14).
    pub gamma: f64,
    /// M as formula 12 gives it: above zero the zone pays, below it receives.
    pub unscaled: Yuan,
    /// M, scaled if the options ask for balance, and otherwise the same.
    pub compensation: Yuan,
    /// The class, by the compensation; `None` for a zone that neither pays nor receives.
    pub class: Option<CompensationClass>,
}

/// Where the mean emissions D come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeanEmissionsFrom {
    /// The options give it.
    Options,
    /// The mean over all zones and these years.
    Years(Vec<Year>),
}

/// How payments were scaled to sum to zero.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Balance {
    /// The side that was scaled down, the one with the larger total.
    pub side: BalancedSide,
    /// The factor, from 0 to 1, by which each amount of that side was multiplied. Zero where the
    /// other side is empty.
    pub factor: f64,
}

/// The two sides of a compensation scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BalancedSide {
    /// Those that pay.
    Payers,
    /// Those that receive.
    Receivers,
}

/// Computes what every zone pays or receives for a target year, compared with a base year
/// (formulas 8–14, a *reconstruction*).
///
/// # Units
///
/// Yuan of the target year. Tonnes as the assessment counts them; a price per tonne multiplies them
/// whatever they are of.
///
/// # Errors
///
/// [`CompensationError`] if an option is impossible, a year was not assessed, the target year is
/// not after the base year, or a carbon intensity is not positive.
pub fn compensate(
    assessment: &Assessment,
    base: Year,
    target: Year,
    options: &CompensationOptions,
) -> Result<Compensation, CompensationError> {
    options.check()?;
    let [before, after] = [base, target].map(|year| annual(assessment, year));
    let (before, after) = (before?, after?);
    if target <= base {
        return Err(CompensationError::TargetNotAfterBase { base, target });
    }
    let (mean_emissions, mean_emissions_from) = mean_emissions(assessment, after, options);
    let scheme = Scheme {
        options,
        region: IntensityChange {
            base: before.region.intensity,
            target: after.region.intensity,
        },
        region_gdp: after.region.gdp,
        reference: reference_intensity(after, options.reference),
        mean_emissions,
        alpha: options.price.price(target),
        pearl_factor: options.pearl.factor(options.engel.t()),
    };
    let mut zones = Vec::with_capacity(after.zones.len());
    let mut undefined = Vec::new();
    for (earlier, later) in before.zones.iter().zip(&after.zones) {
        match scheme.zone(earlier, later) {
            Some(zone) => zones.push(zone),
            None => undefined.push((earlier, later)),
        }
    }
    if !undefined.is_empty() {
        return Err(undefined_intensity([before, after], &undefined));
    }
    let imbalance = Yuan::new(zones.iter().map(|zone| zone.unscaled.amount).sum(), target);
    let balance = options.scale_to_balance.then(|| scale(&mut zones));
    let high_from = classify(&mut zones, options.split, target);
    Ok(Compensation {
        base,
        target,
        options: *options,
        alpha: scheme.alpha,
        pearl_factor: scheme.pearl_factor,
        mean_emissions,
        mean_emissions_from,
        region_intensity: [scheme.region.base, scheme.region.target],
        reference_intensity: scheme.reference,
        high_from,
        zones,
        imbalance,
        balance,
    })
}

/// What is the same for all zones.
struct Scheme<'a> {
    options: &'a CompensationOptions,
    region: IntensityChange,
    region_gdp: Yuan,
    reference: CarbonIntensity,
    mean_emissions: Tonnes,
    alpha: CarbonPrice,
    pearl_factor: f64,
}

impl Scheme<'_> {
    /// `None` if an intensity cannot be divided by.
    fn zone(&self, before: &ZoneYear, after: &ZoneYear) -> Option<ZoneCompensation> {
        let account = &after.account;
        let (emissions, absorption) = (account.emissions, account.absorption);
        let intensity = IntensityChange {
            base: before.account.intensity,
            target: account.intensity,
        };
        let tau = temporal_ratio(intensity, self.region)?;
        let s = spatial_ratio(intensity.target, self.reference)?;
        let threshold = threshold(after.ecc, self.mean_emissions);
        let corrected = corrected_emissions(emissions, self.options.weight, tau, s);
        let value = corrected_base_value(corrected, absorption, threshold, self.options.form);
        let share_of_gdp = account.gdp.amount / self.region_gdp.amount;
        let gamma = share_of_gdp * self.pearl_factor;
        let compensation = payment(self.alpha, gamma, value);
        Some(ZoneCompensation {
            zone: after.zone.id.clone(),
            emissions,
            absorption,
            base_value: base_value(emissions, absorption),
            ecc: after.ecc,
            threshold,
            intensity: [intensity.base, intensity.target],
            tau,
            s,
            corrected_emissions: corrected,
            corrected_base_value: value,
            share_of_gdp,
            gamma,
            unscaled: compensation,
            compensation,
            class: None,
        })
    }
}

fn annual(assessment: &Assessment, year: Year) -> Result<&AnnualAssessment, CompensationError> {
    assessment
        .year(year)
        .ok_or_else(|| CompensationError::NotAssessed {
            year,
            assessed: Listed(assessment.years.iter().map(|annual| annual.year).collect()),
        })
}

/// D: as given, or the mean over zones and years.
fn mean_emissions(
    assessment: &Assessment,
    target: &AnnualAssessment,
    options: &CompensationOptions,
) -> (Tonnes, MeanEmissionsFrom) {
    let basis = target.region.emissions.basis;
    if let Some(given) = options.mean_emissions_t {
        return (Tonnes::new(given, basis), MeanEmissionsFrom::Options);
    }
    let sum: f64 = assessment
        .zone_years()
        .map(|of| of.account.emissions.amount)
        .sum();
    let mean = sum / assessment.zone_years().count() as f64;
    let years = assessment.years.iter().map(|annual| annual.year).collect();
    (Tonnes::new(mean, basis), MeanEmissionsFrom::Years(years))
}

fn reference_intensity(of: &AnnualAssessment, reference: IntensityReference) -> CarbonIntensity {
    let region = of.region.intensity;
    match reference {
        IntensityReference::Region => region,
        IntensityReference::MeanOfZones => {
            let intensities = of
                .zones
                .iter()
                .map(|of| of.account.intensity.t_per_1e4_yuan);
            CarbonIntensity {
                t_per_1e4_yuan: intensities.sum::<f64>() / of.zones.len() as f64,
                ..region
            }
        }
    }
}

/// Whose intensity it is that cannot be divided by: the region's, or else those of zones.
fn undefined_intensity(
    years: [&AnnualAssessment; 2],
    undefined: &[(&ZoneYear, &ZoneYear)],
) -> CompensationError {
    let divides = |intensity: CarbonIntensity| {
        intensity.t_per_1e4_yuan.is_finite() && intensity.t_per_1e4_yuan > 0.0
    };
    let region = years.iter().find(|of| !divides(of.region.intensity));
    if let Some(of) = region {
        return CompensationError::RegionIntensity(of.year);
    }
    let pairs = undefined.iter().flat_map(|(before, after)| [before, after]);
    let zones = pairs
        .filter(|of| !divides(of.account.intensity))
        .map(|of| ZoneInYear {
            zone: of.zone.id.clone(),
            year: of.year,
        });
    CompensationError::Intensity(Listed(zones.collect()))
}

/// Scales the side with the larger total down to the smaller.
fn scale(zones: &mut [ZoneCompensation]) -> Balance {
    let total = |sign: f64| -> f64 {
        let amounts = zones.iter().map(|zone| sign * zone.unscaled.amount);
        amounts.filter(|amount| *amount > 0.0).sum()
    };
    let (paid, received) = (total(1.0), total(-1.0));
    let (side, sign, larger, smaller) = if paid >= received {
        (BalancedSide::Payers, 1.0, paid, received)
    } else {
        (BalancedSide::Receivers, -1.0, received, paid)
    };
    let factor = if larger > 0.0 { smaller / larger } else { 1.0 };
    for zone in zones {
        if sign * zone.unscaled.amount > 0.0 {
            zone.compensation.amount = zone.unscaled.amount * factor;
        }
    }
    Balance { side, factor }
}

/// Gives every zone its class and says from which payment on a payer is of high compensation.
fn classify(zones: &mut [ZoneCompensation], split: PayerSplit, target: Year) -> Option<Yuan> {
    let payments = zones.iter().map(|zone| zone.compensation.amount);
    let mut payments: Vec<f64> = payments.filter(|amount| *amount > 0.0).collect();
    payments.sort_by(f64::total_cmp);
    let high_from = median(&payments).map(|median| match split {
        PayerSplit::Median => median,
        PayerSplit::Amount { yuan } => yuan,
    });
    for zone in zones {
        let amount = zone.compensation.amount;
        zone.class = if amount < 0.0 {
            Some(CompensationClass::Compensated)
        } else if amount > 0.0 && high_from.is_some_and(|from| amount >= from) {
            Some(CompensationClass::HighCompensation)
        } else if amount > 0.0 {
            Some(CompensationClass::LowCompensation)
        } else {
            None
        };
    }
    high_from.map(|amount| Yuan::new(amount, target))
}

/// The middle of sorted amounts, or the mean of the two in the middle; `None` if there are none.
pub(crate) fn median(sorted: &[f64]) -> Option<f64> {
    let (below, above) = (sorted.len().checked_sub(1)? / 2, sorted.len() / 2);
    Some((sorted.get(below)? + sorted.get(above)?) / 2.0)
}

impl Compensation {
    /// What a zone pays or receives.
    pub fn zone(&self, zone: &ZoneId) -> Option<&ZoneCompensation> {
        self.zones.iter().find(|of| of.zone == *zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[1.0, 4.0]), Some(2.5));
        assert_eq!(median(&[1.0, 4.0, 10.0]), Some(4.0));
    }
}
