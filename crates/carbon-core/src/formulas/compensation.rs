//! Formulas 8–12: from a zone's budget to what it pays or receives. Formulas 13 and 14 are
//! [`PriceOptions::price`](super::PriceOptions::price) and
//! [`PearlCurve::factor`](super::PearlCurve::factor).
//!
//! Source: Frontiers in Environmental Science 2024, doi 10.3389/fenvs.2024.1404760, called the
//! paper. Its formulas are known only by its words and symbols. Each formula says how well: *stated*
//! is fixed by words, symbols and numbers; *reconstruction* is inferred from the wording and tried
//! against every number and sign that the text gives. [`compensate`](crate::compensate)
//! applies all of them, and [`CompensationOptions`](crate::CompensationOptions) has each inferred
//! choice.
//!
//! Tonnes keep the basis of the coefficients: where these mix carbon and CO₂, as the paper's do,
//! the corrected base value is mixed too, and a price per tonne multiplies it as it stands.

use serde::{Deserialize, Serialize};

use super::{budget, kernel};
use crate::units::{CarbonIntensity, CarbonPrice, Tonnes, Yuan};

/// Formula 8: L = C_z − C_a, the base value. Above zero a zone would pay, below it receive.
///
/// Stated. The same as the budget (formula 5).
///
/// # Units
///
/// Tonnes; mixed if the two are on different bases, as in the paper.
///
/// ```
/// use carbon_core::formulas::compensation;
/// use carbon_core::{CarbonBasis, Tonnes};
///
/// // Ganzhou 2020: 21.09 Mt emitted, 28.08 % of 59.69 Mt absorbed.
/// let emissions = Tonnes::new(21.09e6, CarbonBasis::Mixed);
/// let absorption = Tonnes::new(0.2808 * 59.69e6, CarbonBasis::Carbon);
/// let base_value = compensation::base_value(emissions, absorption);
/// assert_eq!(format!("{:.2}", base_value.megatonnes()), "4.33");
/// ```
pub fn base_value(emissions: Tonnes, absorption: Tonnes) -> Tonnes {
    budget::net(emissions, absorption)
}

/// Formula 9: P = ECC · D, the emissions that a zone is granted: those of a mean zone, more where
/// they yield more GDP.
///
/// The symbols are stated, the product is a *reconstruction*.
///
/// # Units
///
/// ECC is a ratio, D in tonnes (mean yearly emissions of a zone), the result on the basis of D.
///
/// ```
/// use carbon_core::formulas::compensation;
/// use carbon_core::{CarbonBasis, Tonnes};
///
/// // Nanchang 2020: ECC 1.40; the paper's compensations imply D = 13,243,930 t.
/// let mean = Tonnes::new(13_243_930.0, CarbonBasis::Mixed);
/// assert_eq!(compensation::threshold(1.40, mean).amount.round(), 18_541_502.0);
/// ```
pub fn threshold(ecc: f64, mean_emissions: Tonnes) -> Tonnes {
    Tonnes::new(
        kernel::threshold(ecc, mean_emissions.amount),
        mean_emissions.basis,
    )
}

/// Carbon intensity in the base and in the target year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IntensityChange {
    /// In the base year.
    pub base: CarbonIntensity,
    /// In the target year.
    pub target: CarbonIntensity,
}

/// τ of formula 10: the change of a zone's intensity against the change of its region's,
/// τ = (I_i,target / I_i,base) / (I_target / I_base).
///
/// Above 1, a zone improved less than its region. *Reconstruction.*
///
/// # Units
///
/// None. `None` if an intensity is not positive or not finite, or if prices or bases differ.
///
/// ```
/// use carbon_core::formulas::compensation::{IntensityChange, temporal_ratio};
/// use carbon_core::{CarbonBasis, CarbonIntensity, Year};
///
/// // Nanchang fell from 1.47 to 0.57 t per 10⁴ yuan, Jiangxi from 1.28 to 0.80.
/// let change = |base, target| {
///     let [base, target] = [base, target].map(|t_per_1e4_yuan| CarbonIntensity {
///         t_per_1e4_yuan,
///         basis: CarbonBasis::Mixed,
///         price_year: Year(2010),
///     });
///     IntensityChange { base, target }
/// };
/// let tau = temporal_ratio(change(1.47, 0.57), change(1.28, 0.80)).unwrap();
/// assert_eq!(format!("{tau:.2}"), "0.62");
/// ```
pub fn temporal_ratio(zone: IntensityChange, region: IntensityChange) -> Option<f64> {
    let intensities = [zone.base, zone.target, region.base, region.target];
    let [zone_base, zone_target, region_base, region_target] = comparable(intensities)?;
    kernel::temporal_ratio([zone_base, zone_target], [region_base, region_target])
}

/// s of formula 10: a zone's intensity in the target year against a reference, I_i / I̅.
///
/// Above 1, a zone emits more per GDP than the reference. *Reconstruction*, and so is the
/// reference: see [`IntensityReference`](crate::IntensityReference).
///
/// # Units
///
/// None. `None` if an intensity is not positive or not finite, or if prices or bases differ.
///
/// ```
/// use carbon_core::formulas::compensation;
/// use carbon_core::{CarbonBasis, CarbonIntensity, Year};
///
/// // Nanchang against Jiangxi in 2020: 0.57 and 0.80 t per 10⁴ yuan.
/// let [zone, region] = [0.57, 0.80].map(|t_per_1e4_yuan| CarbonIntensity {
///     t_per_1e4_yuan,
///     basis: CarbonBasis::Mixed,
///     price_year: Year(2010),
/// });
/// let s = compensation::spatial_ratio(zone, region).unwrap();
/// assert_eq!(format!("{s:.4}"), "0.7125");
/// ```
pub fn spatial_ratio(zone: CarbonIntensity, reference: CarbonIntensity) -> Option<f64> {
    let [zone, reference] = comparable([zone, reference])?;
    kernel::spatial_ratio(zone, reference)
}

/// Formula 10: C′ = C_z · (w·τ + (1 − w)·s), emissions corrected by how a zone's intensity
/// develops and compares.
///
/// *Reconstruction.* Without a ratio over time the text's payers do not come out; w is not
/// printed, and 0.8 gives them.
///
/// # Units
///
/// Tonnes, on the basis of the emissions; w from 0 to 1, τ and s are ratios.
///
/// ```
/// use carbon_core::formulas::compensation;
/// use carbon_core::{CarbonBasis, Tonnes};
///
/// let emissions = Tonnes::new(100.0, CarbonBasis::Carbon);
/// let corrected = compensation::corrected_emissions(emissions, 0.75, 0.5, 1.5);
/// assert_eq!(corrected, Tonnes::new(75.0, CarbonBasis::Carbon)); // 100 · (0.375 + 0.375)
/// ```
pub fn corrected_emissions(emissions: Tonnes, weight: f64, tau: f64, s: f64) -> Tonnes {
    let corrected = kernel::corrected_emissions(emissions.amount, weight, tau, s);
    Tonnes::new(corrected, emissions.basis)
}

/// The two readings of formula 11.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectedForm {
    /// L′ = C′ − C_a − P: the default, which gives the paper's payers and receivers.
    #[default]
    Net,
    /// L′ = C′ − P: absorption is not credited.
    Gross,
}

/// Formula 11: L′ = C′ − C_a − P, the corrected base value, or C′ − P in the form `gross`.
///
/// *Reconstruction.* Zero where a zone's corrected emissions are what it absorbs and is granted.
///
/// # Units
///
/// Tonnes; mixed if the terms are on different bases, as in the paper.
///
/// ```
/// use carbon_core::formulas::compensation;
/// use carbon_core::{CarbonBasis, CorrectedForm, Tonnes};
///
/// let [corrected, absorption, threshold] =
///     [90.0, 20.0, 40.0].map(|amount| Tonnes::new(amount, CarbonBasis::Carbon));
/// let value = |form| {
///     compensation::corrected_base_value(corrected, absorption, threshold, form).amount
/// };
/// assert_eq!((value(CorrectedForm::Net), value(CorrectedForm::Gross)), (30.0, 50.0));
/// ```
pub fn corrected_base_value(
    corrected_emissions: Tonnes,
    absorption: Tonnes,
    threshold: Tonnes,
    form: CorrectedForm,
) -> Tonnes {
    let amount = kernel::corrected_base_value(
        corrected_emissions.amount,
        absorption.amount,
        threshold.amount,
        form,
    );
    let sum = match form {
        CorrectedForm::Net => corrected_emissions + absorption + threshold,
        CorrectedForm::Gross => corrected_emissions + threshold,
    };
    Tonnes::new(amount, sum.basis)
}

/// Formula 12: M = α · γ · L′. Above zero a zone pays, below it receives.
///
/// Stated.
///
/// # Units
///
/// α in yuan per tonne, γ a ratio, L′ in tonnes, the result in yuan of the price's year.
///
/// ```
/// use carbon_core::formulas::compensation;
/// use carbon_core::{CarbonBasis, CarbonPrice, Tonnes, Year};
///
/// let alpha = CarbonPrice { yuan_per_t: 96.0, price_year: Year(2020) };
/// let value = Tonnes::new(1_000_000.0, CarbonBasis::Carbon);
/// assert_eq!(compensation::payment(alpha, 0.0625, value).amount, 6_000_000.0);
/// ```
pub fn payment(alpha: CarbonPrice, gamma: f64, corrected_base_value: Tonnes) -> Yuan {
    let amount = kernel::payment(alpha.yuan_per_t, gamma, corrected_base_value.amount);
    Yuan::new(amount, alpha.price_year)
}

/// The numbers of intensities that have one basis and one price year.
fn comparable<const N: usize>(intensities: [CarbonIntensity; N]) -> Option<[f64; N]> {
    let first = intensities[0];
    let is_alike = |other: &CarbonIntensity| {
        other.basis == first.basis && other.price_year == first.price_year
    };
    let all = intensities.iter().all(is_alike);
    all.then(|| intensities.map(|intensity| intensity.t_per_1e4_yuan))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{CarbonBasis, Year};

    fn intensity(t_per_1e4_yuan: f64) -> CarbonIntensity {
        CarbonIntensity {
            t_per_1e4_yuan,
            basis: CarbonBasis::Carbon,
            price_year: Year(2010),
        }
    }

    #[test]
    fn no_ratio_with_an_intensity_that_is_not_positive() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(spatial_ratio(intensity(bad), intensity(1.0)), None);
            assert_eq!(spatial_ratio(intensity(1.0), intensity(bad)), None);
        }
    }

    #[test]
    fn no_ratio_across_prices_or_bases() {
        let (mut prices, mut basis) = (intensity(1.0), intensity(1.0));
        prices.price_year = Year(2020);
        basis.basis = CarbonBasis::CarbonDioxide;
        assert_eq!(spatial_ratio(intensity(1.0), prices), None);
        assert_eq!(spatial_ratio(intensity(1.0), basis), None);
    }

    #[test]
    fn a_zone_that_emits_what_it_absorbs_and_is_granted_pays_nothing() {
        let carbon = |amount| Tonnes::new(amount, CarbonBasis::Carbon);
        let value =
            corrected_base_value(carbon(60.0), carbon(20.0), carbon(40.0), CorrectedForm::Net);
        let alpha = CarbonPrice {
            yuan_per_t: 100.0,
            price_year: Year(2020),
        };
        assert_eq!(payment(alpha, 0.5, value), Yuan::new(0.0, Year(2020)));
    }

    #[test]
    fn terms_on_two_bases_make_a_mixed_value() {
        let emissions = Tonnes::new(60.0, CarbonBasis::CarbonDioxide);
        let absorption = Tonnes::new(20.0, CarbonBasis::Carbon);
        let value = |form| corrected_base_value(emissions, absorption, emissions, form).basis;
        assert_eq!(value(CorrectedForm::Net), CarbonBasis::Mixed);
        assert_eq!(value(CorrectedForm::Gross), CarbonBasis::CarbonDioxide);
    }
}
