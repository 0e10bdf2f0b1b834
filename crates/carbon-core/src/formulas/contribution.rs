//! Formulas 6–7: a zone's share of GDP and of absorption against its share of emissions.
//!
//! Source: Frontiers in Environmental Science 2024, doi 10.3389/fenvs.2024.1404760, called the
//! paper, which fixes both by its words. Both have an emission-weighted mean of 1 over the zones
//! wherever the region's totals are the sums of its zones.

use super::kernel;
use crate::units::{Tonnes, Yuan};

/// A zone's amount and that of its region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share<T> {
    /// The zone's amount.
    pub zone: T,
    /// The region's amount.
    pub region: T,
}

/// Formula 6: the economic contribution coefficient ECC = (G_i/G) / (C_i/C).
///
/// Above 1, a zone contributes more to GDP than to emissions. It equals the region's carbon
/// intensity by the zone's.
///
/// # Units
///
/// None. GDP and emissions each on one basis. `None` if a region's total or the zone's emissions
/// are not positive, or if prices or bases differ.
///
/// ```
/// use carbon_core::contribution::{Share, economic};
/// use carbon_core::{CarbonBasis, Tonnes, Year, Yuan};
///
/// // Nanchang 2020: emissions 16.14 % of 186.99 Mt; intensities 0.57 and 0.80, so ECC is 1.4.
/// let mt = |amount: f64| Tonnes::new(amount * 1e6, CarbonBasis::Mixed);
/// let yuan = |emitted: Tonnes, intensity| {
///     Yuan::from_ten_thousands(emitted.amount / intensity, Year(2010))
/// };
/// let emissions = Share { zone: mt(30.18), region: mt(186.99) };
/// let gdp = Share { zone: yuan(emissions.zone, 0.57), region: yuan(emissions.region, 0.80) };
/// assert_eq!(format!("{:.2}", economic(gdp, emissions).unwrap()), "1.40");
/// ```
pub fn economic(gdp: Share<Yuan>, emissions: Share<Tonnes>) -> Option<f64> {
    let same_prices = gdp.zone.price_year == gdp.region.price_year;
    let amounts = [gdp.zone.amount, gdp.region.amount];
    kernel::contribution(same_prices.then_some(amounts)?, tonnes(emissions)?)
}

/// Formula 7: the ecological support coefficient ESC = (A_i/A) / (C_i/C).
///
/// Above 1, a zone absorbs more than its share of emissions.
///
/// # Units
///
/// None. Absorption and emissions each on one basis. `None` if a region's total or the zone's
/// emissions are not positive, or if bases differ.
///
/// ```
/// use carbon_core::contribution::{Share, ecological};
/// use carbon_core::{CarbonBasis, Tonnes};
///
/// // Ganzhou 2020: 28.08 % of 59.69 Mt absorbed, 21.09 of 186.99 Mt emitted.
/// let mt = |amount: f64| Tonnes::new(amount * 1e6, CarbonBasis::Mixed);
/// let absorption = Share { zone: mt(0.2808 * 59.69), region: mt(59.69) };
/// let emissions = Share { zone: mt(21.09), region: mt(186.99) };
/// assert_eq!(format!("{:.2}", ecological(absorption, emissions).unwrap()), "2.49");
/// ```
pub fn ecological(absorption: Share<Tonnes>, emissions: Share<Tonnes>) -> Option<f64> {
    kernel::contribution(tonnes(absorption)?, tonnes(emissions)?)
}

/// The amounts of the zone and of the region, if both are on one basis.
fn tonnes(share: Share<Tonnes>) -> Option<[f64; 2]> {
    let same_basis = share.zone.basis == share.region.basis;
    same_basis.then_some([share.zone.amount, share.region.amount])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{CarbonBasis, Year};

    fn shares(zone: f64, region: f64) -> Share<Tonnes> {
        let carbon = |amount| Tonnes::new(amount, CarbonBasis::Carbon);
        Share {
            zone: carbon(zone),
            region: carbon(region),
        }
    }

    fn yuan(zone: f64, region: f64) -> Share<Yuan> {
        let yuan = |amount| Yuan::new(amount, Year(2010));
        Share {
            zone: yuan(zone),
            region: yuan(region),
        }
    }

    #[test]
    fn half_the_gdp_at_a_quarter_of_the_emissions_is_two() {
        assert_eq!(economic(yuan(50.0, 100.0), shares(2.0, 8.0)), Some(2.0));
        assert_eq!(ecological(shares(1.0, 8.0), shares(2.0, 8.0)), Some(0.5));
        assert_eq!(ecological(shares(0.0, 8.0), shares(2.0, 8.0)), Some(0.0));
    }

    #[test]
    fn no_coefficient_without_emissions_or_totals() {
        assert_eq!(economic(yuan(1.0, 2.0), shares(0.0, 8.0)), None);
        assert_eq!(economic(yuan(0.0, 0.0), shares(1.0, 8.0)), None);
        assert_eq!(ecological(shares(0.0, 0.0), shares(1.0, 8.0)), None);
        assert_eq!(ecological(shares(1.0, 2.0), shares(0.0, 0.0)), None);
    }

    #[test]
    fn no_coefficient_across_prices_or_bases() {
        let mut gdp = yuan(1.0, 2.0);
        gdp.zone.price_year = Year(2020);
        assert_eq!(economic(gdp, shares(1.0, 8.0)), None);
        let mut absorption = shares(1.0, 2.0);
        absorption.zone.basis = CarbonBasis::CarbonDioxide;
        assert_eq!(ecological(absorption, shares(1.0, 8.0)), None);
    }
}
