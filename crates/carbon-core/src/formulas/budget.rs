//! Formula 5: the carbon budget; and carbon intensity.
//!
//! Source: Frontiers in Environmental Science 2024, doi 10.3389/fenvs.2024.1404760, called the
//! paper, which fixes both by its words and numbers.

use super::kernel;
use crate::units::{CarbonIntensity, Tonnes, Yuan};

/// Formula 5: C_t = C_z − C_a, emissions less absorption. Positive is a net source.
///
/// # Units
///
/// Tonnes; mixed if the two are on different bases, as in the paper.
///
/// ```
/// use carbon_core::{CarbonBasis, Tonnes, budget};
///
/// // Jiangxi 2020.
/// let emissions = Tonnes::new(186.99e6, CarbonBasis::Mixed);
/// let absorption = Tonnes::new(59.69e6, CarbonBasis::Carbon);
/// let budget = budget::net(emissions, absorption);
/// assert_eq!(format!("{:.2}", budget.megatonnes()), "127.30");
/// ```
pub fn net(emissions: Tonnes, absorption: Tonnes) -> Tonnes {
    emissions - absorption
}

/// Carbon intensity: emissions by GDP, on the emissions' basis, at the GDP's prices.
///
/// # Units
///
/// Tonnes per 10⁴ yuan. GDP must be positive, otherwise the result is not finite.
///
/// ```
/// use carbon_core::{CarbonBasis, Tonnes, Year, Yuan, budget};
///
/// // Nanchang 2020: 16.14 % of 186.99 Mt, GDP 525.9 billion yuan at 2010 prices.
/// let emissions = Tonnes::new(0.1614 * 186.99e6, CarbonBasis::Mixed);
/// let gdp = Yuan::new(525.9e9, Year(2010));
/// let intensity = budget::intensity(emissions, gdp);
/// assert_eq!(format!("{:.2}", intensity.t_per_1e4_yuan), "0.57");
/// ```
pub fn intensity(emissions: Tonnes, gdp: Yuan) -> CarbonIntensity {
    CarbonIntensity {
        t_per_1e4_yuan: kernel::intensity(emissions.amount, gdp.amount),
        basis: emissions.basis,
        price_year: gdp.price_year,
    }
}
