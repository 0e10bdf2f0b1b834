//! Formulas 1–14 on plain numbers: the whole model on one page.
//!
//! Amounts are tonnes of one basis, energy is in tce, land in hectares, GDP in yuan at the prices
//! of one year. The typed functions of the other files check bases and prices, and call these;
//! uncertainty, which draws millions of runs, calls these directly.

use super::compensation::CorrectedForm;

/// Formula 1: C_e = E · σ.
pub(crate) fn emissions_of_energy(energy: f64, sigma: f64) -> f64 {
    sigma * energy
}

/// Formula 2: C_p = P · θ.
pub(crate) fn emissions_of_respiration(population: f64, theta: f64) -> f64 {
    theta * population
}

/// The emissions of a land class, part of formula 3: L · λ if λ is positive, otherwise nothing.
pub(crate) fn emissions_of_land(hectares: f64, lambda: f64) -> f64 {
    if lambda > 0.0 { lambda * hectares } else { 0.0 }
}

/// One term of formula 4: L · |λ|, or nothing if λ is positive.
pub(crate) fn absorption_of_land(hectares: f64, lambda: f64) -> f64 {
    if lambda > 0.0 {
        0.0
    } else {
        (lambda * hectares).abs()
    }
}

/// Carbon intensity in tonnes per 10⁴ yuan.
pub(crate) fn intensity(emissions: f64, gdp: f64) -> f64 {
    emissions / (gdp / 1e4)
}

/// Formulas 6 and 7: a zone's share of something by its share of emissions. Each pair is the zone's
/// amount and that of the whole; `None` if a total or the zone's emissions are not positive.
pub(crate) fn contribution(amounts: [f64; 2], emissions: [f64; 2]) -> Option<f64> {
    let defined = amounts[1] > 0.0 && emissions[1] > 0.0 && emissions[0] > 0.0;
    defined.then(|| (amounts[0] / amounts[1]) / (emissions[0] / emissions[1]))
}

/// Formula 9: P = ECC · D.
pub(crate) fn threshold(ecc: f64, mean_emissions: f64) -> f64 {
    ecc * mean_emissions
}

/// τ of formula 10, from intensities in the base and the target year.
pub(crate) fn temporal_ratio(zone: [f64; 2], region: [f64; 2]) -> Option<f64> {
    let [zone, region] = [zone, region].map(|[base, target]| positive_ratio(target, base));
    Some(zone? / region?).filter(|ratio| ratio.is_finite())
}

/// s of formula 10.
pub(crate) fn spatial_ratio(zone: f64, reference: f64) -> Option<f64> {
    positive_ratio(zone, reference).filter(|ratio| ratio.is_finite())
}

/// Formula 10: C′ = C_z · (w·τ + (1 − w)·s).
pub(crate) fn corrected_emissions(emissions: f64, weight: f64, tau: f64, s: f64) -> f64 {
    emissions * (weight * tau + (1.0 - weight) * s)
}

/// Formula 11: L′ = C′ − C_a − P, or C′ − P.
pub(crate) fn corrected_base_value(
    corrected_emissions: f64,
    absorption: f64,
    threshold: f64,
    form: CorrectedForm,
) -> f64 {
    match form {
        CorrectedForm::Net => corrected_emissions - absorption - threshold,
        CorrectedForm::Gross => corrected_emissions - threshold,
    }
}

/// Formula 12: M = α · γ · L′.
pub(crate) fn payment(alpha: f64, gamma: f64, corrected_base_value: f64) -> f64 {
    alpha * gamma * corrected_base_value
}

/// The ratio of two intensities; `None` unless both are positive numbers.
fn positive_ratio(intensity: f64, reference: f64) -> Option<f64> {
    let is_positive = |intensity: f64| intensity.is_finite() && intensity > 0.0;
    (is_positive(intensity) && is_positive(reference)).then(|| intensity / reference)
}

/// The energy, people, GDP, emissions and absorption of a zone or of the region in a year.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Flows {
    pub(crate) energy: f64,
    pub(crate) population: f64,
    pub(crate) gdp: f64,
    pub(crate) emissions_energy: f64,
    pub(crate) emissions_respiration: f64,
    pub(crate) emissions_land: f64,
    pub(crate) emissions: f64,
    pub(crate) absorption: f64,
}

impl Flows {
    /// Formulas 1–4: from energy, population and GDP, and from the hectares and the λ of each class.
    pub(crate) fn new(
        [energy, population, gdp]: [f64; 3],
        [sigma, theta]: [f64; 2],
        land: impl Iterator<Item = (f64, f64)>,
    ) -> Self {
        let mut flows = Self {
            energy,
            population,
            gdp,
            emissions_energy: emissions_of_energy(energy, sigma),
            emissions_respiration: emissions_of_respiration(population, theta),
            ..Self::default()
        };
        flows.emissions = flows.emissions_energy + flows.emissions_respiration;
        for (hectares, lambda) in land {
            let emitted = emissions_of_land(hectares, lambda);
            flows.emissions += emitted;
            flows.emissions_land += emitted;
            flows.absorption += absorption_of_land(hectares, lambda);
        }
        flows
    }

    /// Formulas 5 and 8: C_t = C_z − C_a, which is also the base value L.
    pub(crate) fn budget(&self) -> f64 {
        self.emissions - self.absorption
    }

    pub(crate) fn intensity(&self) -> f64 {
        intensity(self.emissions, self.gdp)
    }

    /// ECC and ESC within a whole (formulas 6 and 7).
    pub(crate) fn contributions(&self, whole: &Self) -> [Option<f64>; 2] {
        let emissions = [self.emissions, whole.emissions];
        [
            contribution([self.gdp, whole.gdp], emissions),
            contribution([self.absorption, whole.absorption], emissions),
        ]
    }
}

/// The numbers of a scheme that the payments of all zones share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SchemeParameters {
    /// w of formula 10.
    pub(crate) weight: f64,
    /// The reading of formula 11.
    pub(crate) form: CorrectedForm,
    /// The region's intensity in the base and in the target year.
    pub(crate) region_intensity: [f64; 2],
    pub(crate) region_gdp: f64,
    /// The reference of s.
    pub(crate) reference_intensity: f64,
    /// D of formula 9.
    pub(crate) mean_emissions: f64,
    /// α of formula 13.
    pub(crate) alpha: f64,
    /// The factor γ / K of formula 14.
    pub(crate) pearl_factor: f64,
}

/// The payment of a zone, with everything that it follows from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Payment {
    pub(crate) base_value: f64,
    pub(crate) threshold: f64,
    pub(crate) tau: f64,
    pub(crate) s: f64,
    pub(crate) corrected_emissions: f64,
    pub(crate) corrected_base_value: f64,
    /// K, the share of the region's GDP.
    pub(crate) share_of_gdp: f64,
    pub(crate) gamma: f64,
    /// M as formula 12 gives it.
    pub(crate) unscaled: f64,
    /// M, scaled if the options ask for balance.
    pub(crate) compensation: f64,
}

impl Payment {
    /// The payment, or nothing of a zone that takes no part: its γ is 0.
    pub(crate) fn if_taking_part(self, takes_part: bool) -> Self {
        if takes_part {
            return self;
        }
        Self {
            gamma: 0.0,
            unscaled: 0.0,
            compensation: 0.0,
            ..self
        }
    }
}

impl SchemeParameters {
    /// Formulas 8–12 and 14, not scaled: from a zone's intensity in the base and in the target
    /// year, and its flows and ECC in the target year. `None` if an intensity cannot be divided by.
    pub(crate) fn payment(&self, intensity: [f64; 2], target: &Flows, ecc: f64) -> Option<Payment> {
        let tau = temporal_ratio(intensity, self.region_intensity)?;
        let s = spatial_ratio(intensity[1], self.reference_intensity)?;
        let threshold = threshold(ecc, self.mean_emissions);
        let corrected_emissions = corrected_emissions(target.emissions, self.weight, tau, s);
        let corrected_base_value =
            corrected_base_value(corrected_emissions, target.absorption, threshold, self.form);
        let share_of_gdp = target.gdp / self.region_gdp;
        let gamma = share_of_gdp * self.pearl_factor;
        let unscaled = payment(self.alpha, gamma, corrected_base_value);
        Some(Payment {
            base_value: target.budget(),
            threshold,
            tau,
            s,
            corrected_emissions,
            corrected_base_value,
            share_of_gdp,
            gamma,
            unscaled,
            compensation: unscaled,
        })
    }
}
