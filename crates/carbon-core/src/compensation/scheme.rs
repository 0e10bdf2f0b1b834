//! The compensation scheme: formulas 8–14 for every zone of a target year against a base year.

use serde::Serialize;

use super::balance::Balance;
use super::class::{CompensationClass, high_payment};
use super::error::CompensationError;
use super::options::{CompensationOptions, IntensityReference};
use super::preset::gdp_per_person_1e4_yuan;
use super::runaway::{Runaway, find_runaways};
use crate::accounts::Account;
use crate::formulas::kernel::{Flows, Payment, SchemeParameters};
use crate::formulas::{budget, compensation};
use crate::inputs::ZoneInYear;
use crate::region::ZoneId;
use crate::text::Listed;
use crate::units::{CarbonIntensity, CarbonPrice, Tonnes, Year, Yuan};

/// The payments of all zones, with everything that they follow from: a *reconstruction* of the
/// paper's scheme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compensation {
    /// The year compared with.
    pub base: Year,
    /// The year compensated for.
    pub target: Year,
    pub options: CompensationOptions,
    /// α, the price of a tonne (formula 13).
    pub alpha: CarbonPrice,
    /// The factor γ / K of formula 14.
    pub pearl_factor: f64,
    /// D, the mean emissions of a zone (formula 9).
    pub mean_emissions: Tonnes,
    /// Where D comes from.
    pub mean_emissions_from: MeanEmissionsFrom,
    /// Zones of next to no emissions for their GDP.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub runaways: Vec<Runaway>,
    /// The region's intensity in both years, which τ compares with.
    pub region_intensity: [CarbonIntensity; 2],
    /// The intensity that s compares with.
    pub reference_intensity: CarbonIntensity,
    /// The payment from which on a payer is of high compensation; `None` if nobody pays.
    pub high_from: Option<Yuan>,
    /// One entry a zone, in the order of the zones. Zones of which too little is classified in the
    /// target year have none.
    pub zones: Vec<ZoneCompensation>,
    /// The sum of what zones pay and receive before any scaling. The paper's scheme does not close.
    pub imbalance: Yuan,
    /// How the sum was brought to zero, if the options ask for it.
    pub balance: Option<Balance>,
}

/// The payment of one zone, with everything that it follows from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoneCompensation {
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
    /// γ, the compensation coefficient (formula 14); 0 for a zone that takes no part.
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

/// The accounts of one year, from which a scheme is computed.
pub(crate) struct SchemeYear<'a> {
    pub(crate) year: Year,
    pub(crate) region: &'a Account,
    pub(crate) zones: Vec<SchemeZone<'a>>,
}

/// A zone in a year.
#[derive(Clone, Copy)]
pub(crate) struct SchemeZone<'a> {
    pub(crate) zone: &'a ZoneId,
    pub(crate) account: &'a Account,
    pub(crate) ecc: f64,
    /// Whether enough of it is classified to know its absorption.
    pub(crate) is_covered: bool,
}

/// Computes what every zone pays or receives (formulas 8–14).
pub(crate) fn compensate_years(
    years: &[SchemeYear<'_>],
    [base, target]: [Year; 2],
    options: &CompensationOptions,
) -> Result<Compensation, CompensationError> {
    let (before, after) = (find_year(years, base)?, find_year(years, target)?);
    if target <= base {
        return Err(CompensationError::TargetNotAfterBase { base, target });
    }
    let region = after.region;
    let gdp = [region.gdp_current, Some(region.gdp)];
    let gdp_per_person = gdp_per_person_1e4_yuan(gdp, region.population, target);
    let options = &options.filled(gdp_per_person);
    options.check()?;
    let (mean_emissions, mean_emissions_from) = mean_emissions(years, after, options);
    let reference_intensity = reference_intensity(after, options.reference);
    let (alpha, pearl_factor) = options.price_and_factor(target)?;
    let region_intensity = [before, after].map(|year| year.region.intensity);
    let parameters = SchemeParameters {
        weight: options.weight,
        form: options.form,
        region_intensity: region_intensity.map(|intensity| intensity.t_per_1e4_yuan),
        region_gdp: after.region.gdp.amount,
        reference_intensity: reference_intensity.t_per_1e4_yuan,
        mean_emissions: mean_emissions.amount,
        alpha: alpha.yuan_per_t,
        pearl_factor,
    };
    let pairs = before.zones.iter().zip(&after.zones);
    let pairs = pairs.filter(|(_, later)| later.is_covered);
    let zones = pairs.map(|(earlier, later)| {
        let intensity = [earlier, later].map(|zone| zone.account.intensity.t_per_1e4_yuan);
        let payment = parameters.payment(intensity, &Flows::from(later.account), later.ecc)?;
        Some(zone_compensation(
            [*earlier, *later],
            &payment,
            mean_emissions,
            alpha,
            options,
        ))
    });
    let Some(mut zones) = zones.collect::<Option<Vec<_>>>() else {
        return Err(undefined_intensity([before, after]));
    };
    let runaways = find_runaways([before, after], mean_emissions.amount, options);
    for runaway in runaways.iter().filter(|found| !found.takes_part) {
        let left_out = zones.iter_mut().find(|zone| zone.zone == runaway.zone);
        left_out.into_iter().for_each(ZoneCompensation::leave_out);
    }
    let unscaled = || zones.iter().map(|zone| zone.unscaled.amount);
    let imbalance = Yuan::new(unscaled().sum(), target);
    let balance = options.scale_to_balance.then(|| Balance::new(unscaled()));
    for zone in &mut zones {
        if let Some(balance) = &balance {
            zone.compensation.amount = balance.scale(zone.unscaled.amount);
        }
    }
    let payments = zones.iter().map(|zone| zone.compensation.amount);
    let high_from = high_payment(payments, options.split, &mut Vec::new());
    for zone in &mut zones {
        zone.class = CompensationClass::from_payment(zone.compensation.amount, high_from);
    }
    Ok(Compensation {
        base,
        target,
        options: *options,
        alpha,
        pearl_factor,
        mean_emissions,
        mean_emissions_from,
        runaways,
        region_intensity,
        reference_intensity,
        high_from: high_from.map(|amount| Yuan::new(amount, target)),
        zones,
        imbalance,
        balance,
    })
}

/// The numbers of a payment with their bases and prices.
fn zone_compensation(
    [before, after]: [SchemeZone<'_>; 2],
    payment: &Payment,
    mean_emissions: Tonnes,
    alpha: CarbonPrice,
    options: &CompensationOptions,
) -> ZoneCompensation {
    let account = after.account;
    let (emissions, absorption) = (account.emissions, account.absorption);
    let threshold = Tonnes::new(payment.threshold, mean_emissions.basis);
    let corrected_emissions = Tonnes::new(payment.corrected_emissions, emissions.basis);
    let unscaled = Yuan::new(payment.unscaled, alpha.price_year);
    ZoneCompensation {
        zone: after.zone.clone(),
        emissions,
        absorption,
        base_value: budget::net(emissions, absorption),
        ecc: after.ecc,
        threshold,
        intensity: [before, after].map(|zone| zone.account.intensity),
        tau: payment.tau,
        s: payment.s,
        corrected_emissions,
        corrected_base_value: compensation::corrected_base_value(
            corrected_emissions,
            absorption,
            threshold,
            options.form,
        ),
        share_of_gdp: payment.share_of_gdp,
        gamma: payment.gamma,
        unscaled,
        compensation: unscaled,
        class: None,
    }
}

fn find_year<'a>(
    years: &'a [SchemeYear<'a>],
    wanted: Year,
) -> Result<&'a SchemeYear<'a>, CompensationError> {
    let found = years.iter().find(|annual| annual.year == wanted);
    found.ok_or_else(|| CompensationError::NotAssessed {
        year: wanted,
        assessed: Listed(years.iter().map(|annual| annual.year).collect()),
    })
}

/// D: as given, or the mean over zones and years.
fn mean_emissions(
    years: &[SchemeYear<'_>],
    target: &SchemeYear<'_>,
    options: &CompensationOptions,
) -> (Tonnes, MeanEmissionsFrom) {
    let basis = target.region.emissions.basis;
    if let Some(given) = options.mean_emissions_t {
        return (Tonnes::new(given, basis), MeanEmissionsFrom::Options);
    }
    let zones = || years.iter().flat_map(|annual| &annual.zones);
    let sum: f64 = zones().map(|zone| zone.account.emissions.amount).sum();
    let mean = sum / zones().count() as f64;
    let years = years.iter().map(|annual| annual.year).collect();
    (Tonnes::new(mean, basis), MeanEmissionsFrom::Years(years))
}

fn reference_intensity(target: &SchemeYear<'_>, reference: IntensityReference) -> CarbonIntensity {
    let region = target.region.intensity;
    match reference {
        IntensityReference::Region => region,
        IntensityReference::MeanOfZones => {
            let zones = target.zones.iter();
            let intensities = zones.map(|zone| zone.account.intensity.t_per_1e4_yuan);
            CarbonIntensity {
                t_per_1e4_yuan: intensities.sum::<f64>() / target.zones.len() as f64,
                ..region
            }
        }
    }
}

/// Whose intensity cannot be divided by: the region's, or else those of zones.
fn undefined_intensity(years: [&SchemeYear<'_>; 2]) -> CompensationError {
    let is_undefined = |account: &Account| {
        let intensity = account.intensity.t_per_1e4_yuan;
        !(intensity.is_finite() && intensity > 0.0)
    };
    if let Some(annual) = years.iter().find(|annual| is_undefined(annual.region)) {
        return CompensationError::RegionIntensity(annual.year);
    }
    let mut places = Vec::new();
    let pairs = years[0].zones.iter().zip(&years[1].zones);
    for (earlier, later) in pairs.filter(|(_, later)| later.is_covered) {
        for (annual, zone) in years.iter().zip([earlier, later]) {
            if is_undefined(zone.account) {
                places.push(ZoneInYear {
                    zone: zone.zone.clone(),
                    year: annual.year,
                });
            }
        }
    }
    CompensationError::Intensity(Listed(places))
}

impl From<&ZoneCompensation> for Payment {
    fn from(zone: &ZoneCompensation) -> Self {
        Self {
            base_value: zone.base_value.amount,
            threshold: zone.threshold.amount,
            tau: zone.tau,
            s: zone.s,
            corrected_emissions: zone.corrected_emissions.amount,
            corrected_base_value: zone.corrected_base_value.amount,
            share_of_gdp: zone.share_of_gdp,
            gamma: zone.gamma,
            unscaled: zone.unscaled.amount,
            compensation: zone.compensation.amount,
        }
    }
}

impl ZoneCompensation {
    /// Makes a zone that takes no part pay nothing: its γ is 0.
    fn leave_out(&mut self) {
        self.gamma = 0.0;
        self.unscaled.amount = 0.0;
        self.compensation.amount = 0.0;
    }
}

impl Compensation {
    /// Whether a zone takes part.
    pub fn has_part(&self, zone: &ZoneId) -> bool {
        let mut runaways = self.runaways.iter();
        runaways.all(|found| found.takes_part || found.zone != *zone)
    }

    /// The payment of a zone.
    pub fn zone(&self, zone: &ZoneId) -> Option<&ZoneCompensation> {
        self.zones.iter().find(|found| found.zone == *zone)
    }
}
