//! Formula 4: carbon absorption of land.
//!
//! Source: Frontiers in Environmental Science 2024, doi 10.3389/fenvs.2024.1404760, called the
//! paper, which fixes the formula by its words and numbers.

use super::kernel;
use crate::coefficients::Coefficient;
use crate::units::{Hectares, Tonnes};

/// One term of formula 4, C_a = Σ L_k · |λ_k|: the absorption of land class k in a year. Zero if
/// λ is positive: such a class [emits](super::emissions::of_land).
///
/// # Units
///
/// L in hectares, λ in t per hectare and year, the result in tonnes on the basis of λ.
///
/// ```
/// use carbon_core::{Coefficients, Hectares, LandClass, absorption};
///
/// // Jiangxi 2020: 4.407 million hectares of cultivated land absorb 0.573 Mt. (The text of the
/// // paper prints 5.73, which its own total of 59.69 Mt excludes.)
/// let paper = Coefficients::preset("paper-2024")?;
/// let lambda = paper.lambda(&LandClass::cultivated()).unwrap();
/// let absorbed = absorption::of_land(Hectares(4_406_983.0), lambda);
/// assert_eq!(format!("{:.3}", absorbed.megatonnes()), "0.573");
/// # Ok::<(), carbon_core::CoefficientError>(())
/// ```
pub fn of_land(area: Hectares, lambda: &Coefficient<Hectares>) -> Tonnes {
    let amount = kernel::absorption_of_land(area.0, lambda.value());
    Tonnes::new(amount, lambda.basis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coefficients::Provenance;
    use crate::units::CarbonBasis;

    #[test]
    fn a_negative_lambda_absorbs_and_a_positive_one_does_not() {
        let lambda = |value| {
            Coefficient::new(value, CarbonBasis::CarbonDioxide, "test", Provenance::User).unwrap()
        };
        let area = Hectares(200.0);
        let dioxide = |amount| Tonnes::new(amount, CarbonBasis::CarbonDioxide);
        assert_eq!(of_land(area, &lambda(-0.5)), dioxide(100.0));
        assert_eq!(of_land(area, &lambda(0.5)), dioxide(0.0));
    }
}
