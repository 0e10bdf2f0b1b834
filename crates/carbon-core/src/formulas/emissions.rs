//! Formulas 1–3: carbon emissions of energy, of people, and in total.
//!
//! Source: Frontiers in Environmental Science 2024, doi 10.3389/fenvs.2024.1404760, called the
//! paper. All three are fixed by its words, symbols and numbers.

use super::kernel;
use crate::coefficients::Coefficient;
use crate::units::{CoalEquivalent, Hectares, Persons, Tonnes};

/// Formula 1: C_e = E · σ, the emissions of the energy used in a year.
///
/// # Units
///
/// E in tce, σ in t per tce, the result in tonnes on the basis of σ.
///
/// ```
/// use carbon_core::{CoalEquivalent, Coefficients, emissions};
///
/// // Jiangxi 2020: 98.09 Mtce emit 183.42 Mt, with the paper's 1.87 t CO₂ per tce.
/// let paper = Coefficients::preset("paper-2024")?;
/// let sigma = paper.sigma().unwrap();
/// let emitted = emissions::of_energy(CoalEquivalent(98_085_561.0), sigma);
/// assert_eq!(format!("{:.2}", emitted.megatonnes()), "183.42");
/// # Ok::<(), carbon_core::CoefficientError>(())
/// ```
pub fn of_energy(energy: CoalEquivalent, sigma: &Coefficient<CoalEquivalent>) -> Tonnes {
    let amount = kernel::emissions_of_energy(energy.0, sigma.value());
    Tonnes::new(amount, sigma.basis())
}

/// Formula 2: C_p = P · θ, the emissions of people's breathing in a year.
///
/// # Units
///
/// P in persons, θ in t per person and year, the result in tonnes on the basis of θ.
///
/// ```
/// use carbon_core::{Coefficients, Persons, emissions};
///
/// // Jiangxi 2020: 45,188,635 persons emit 3.57 Mt, with the paper's 0.079 t C per person.
/// let paper = Coefficients::preset("paper-2024")?;
/// let emitted = emissions::of_respiration(Persons(45_188_635.0), paper.theta());
/// assert_eq!(format!("{:.3}", emitted.megatonnes()), "3.570");
/// # Ok::<(), carbon_core::CoefficientError>(())
/// ```
pub fn of_respiration(population: Persons, theta: &Coefficient<Persons>) -> Tonnes {
    let amount = kernel::emissions_of_respiration(population.0, theta.value());
    Tonnes::new(amount, theta.basis())
}

/// The emissions of a land class whose λ is positive, in a year: L · λ. Zero if λ is not.
///
/// The paper has no such class. Its sign convention makes a positive λ an emission, so that it
/// counts among the emissions (formula 3) and never as a negative absorption (formula 4).
///
/// # Units
///
/// L in hectares, λ in t per hectare and year, the result in tonnes on the basis of λ.
pub fn of_land(area: Hectares, lambda: &Coefficient<Hectares>) -> Tonnes {
    let amount = kernel::emissions_of_land(area.0, lambda.value());
    Tonnes::new(amount, lambda.basis())
}

/// Formula 3: C_z = C_e + C_p, the total emissions, plus those of emitting land classes.
///
/// # Units
///
/// Tonnes; mixed if the terms are on different bases, as in the paper.
///
/// ```
/// use carbon_core::{CarbonBasis, Tonnes, emissions};
///
/// // Jiangxi 2020: 183.42 Mt of energy and 3.57 Mt of respiration.
/// let energy = Tonnes::new(183.42e6, CarbonBasis::CarbonDioxide);
/// let respiration = Tonnes::new(3.57e6, CarbonBasis::Carbon);
/// let total = emissions::total(energy, respiration, []);
/// assert_eq!(format!("{:.2}", total.megatonnes()), "186.99");
/// assert_eq!(total.basis, CarbonBasis::Mixed);
/// ```
pub fn total(
    energy: Tonnes,
    respiration: Tonnes,
    land: impl IntoIterator<Item = Tonnes>,
) -> Tonnes {
    land.into_iter()
        .fold(energy + respiration, |sum, emitted| sum + emitted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coefficients::Provenance;
    use crate::units::CarbonBasis;

    #[test]
    fn a_positive_lambda_emits_and_a_negative_one_does_not() {
        let lambda =
            |value| Coefficient::new(value, CarbonBasis::Carbon, "test", Provenance::User).unwrap();
        let area = Hectares(200.0);
        assert_eq!(
            of_land(area, &lambda(0.5)),
            Tonnes::new(100.0, CarbonBasis::Carbon)
        );
        assert_eq!(
            of_land(area, &lambda(-0.5)),
            Tonnes::new(0.0, CarbonBasis::Carbon)
        );
    }

    #[test]
    fn emitting_land_is_a_third_term_of_the_total() {
        let carbon = |amount| Tonnes::new(amount, CarbonBasis::Carbon);
        let all = total(carbon(1.0), carbon(2.0), [carbon(4.0), carbon(8.0)]);
        assert_eq!(all, carbon(15.0));
    }
}
