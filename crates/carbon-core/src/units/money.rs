//! Money at the prices of a year, the two intensities that refer to it, and the price of a tonne.

use bilingual::Bilingual;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::amounts::{CoalEquivalent, Year};
use super::tonnes::CarbonBasis;

/// An amount of money in yuan at the prices of a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Yuan {
    /// The amount in yuan.
    pub amount: f64,
    /// The year whose prices it is expressed in.
    pub price_year: Year,
}

impl Yuan {
    /// An amount in yuan.
    pub const fn new(amount: f64, price_year: Year) -> Self {
        Self { amount, price_year }
    }

    /// An amount given in 10⁴ yuan (万元), the unit of Chinese yearbooks.
    pub fn from_ten_thousands(ten_thousands: f64, price_year: Year) -> Self {
        Self::new(ten_thousands * 1e4, price_year)
    }

    /// The amount in 10⁴ yuan.
    pub fn ten_thousands(self) -> f64 {
        self.amount / 1e4
    }

    /// The same amount at the prices of another year; `None` if the deflator lacks either year.
    ///
    /// ```
    /// use carbon_core::{Deflator, Year, Yuan};
    ///
    /// // Shangrao's GDP of 2020, 262.434 billion yuan, at 2010 prices.
    /// let deflator = Deflator::new(Year(2010), [(Year(2020), 1.0925)])?;
    /// let nominal = Yuan::from_ten_thousands(26_243_400.0, Year(2020));
    /// let constant = nominal.at_prices_of(Year(2010), &deflator).unwrap();
    /// assert_eq!(constant.ten_thousands().round(), 24_021_419.0);
    /// # Ok::<(), carbon_core::DeflatorError>(())
    /// ```
    pub fn at_prices_of(self, year: Year, deflator: &Deflator) -> Option<Self> {
        if year == self.price_year {
            return Some(self);
        }
        let factor = deflator.level(year)? / deflator.level(self.price_year)?;
        Some(Self::new(self.amount * factor, year))
    }

    /// The sum of the amounts; `None` if there are none or their price years differ.
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut amounts = amounts.into_iter();
        let first = amounts.next()?;
        amounts.try_fold(first, |sum, next| {
            let same_prices = sum.price_year == next.price_year;
            same_prices.then(|| Self::new(sum.amount + next.amount, sum.price_year))
        })
    }
}

/// Price levels by year, relative to a base year whose level is 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Deflator {
    base: Year,
    levels: BTreeMap<Year, f64>,
}

/// A price level that cannot be.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum DeflatorError {
    /// Zero, negative or not a number.
    #[en("the deflator of {year} is {level}; it must be a positive number, such as 1.0925")]
    #[zh("{year} 年的平减指数为 {level}；必须是正数，例如 1.0925")]
    Level {
        /// The year of the level.
        year: Year,
        /// The level found.
        level: f64,
    },
    /// The base year's own level is 1 by definition.
    #[en(
        "the deflator of {year}, the base year, is {level}; it must be 1: divide all levels by it"
    )]
    #[zh("基准年 {year} 的平减指数为 {level}；必须为 1：请将各年的值都除以它")]
    Base {
        year: Year,
        /// The level found.
        level: f64,
    },
    /// Two levels for one year.
    #[en("the deflator of {0} is given twice; keep one")]
    #[zh("{0} 年的平减指数给出了两次；请保留一个")]
    Twice(Year),
}

impl Deflator {
    /// Price levels relative to those of the base year.
    ///
    /// # Errors
    ///
    /// [`DeflatorError`] if a level is not positive, a year is given twice, or the base year's
    /// level is given and is not 1.
    pub fn new(
        base: Year,
        levels: impl IntoIterator<Item = (Year, f64)>,
    ) -> Result<Self, DeflatorError> {
        let mut known = BTreeMap::new();
        for (year, level) in levels {
            if !(level.is_finite() && level > 0.0) {
                return Err(DeflatorError::Level { year, level });
            }
            if year == base && level != 1.0 {
                return Err(DeflatorError::Base { year, level });
            }
            if known.insert(year, level).is_some() {
                return Err(DeflatorError::Twice(year));
            }
        }
        known.insert(base, 1.0);
        Ok(Self {
            base,
            levels: known,
        })
    }

    /// The price level of a year relative to the base year, if known.
    pub fn level(&self, year: Year) -> Option<f64> {
        self.levels.get(&year).copied()
    }
}

/// At whose prices an energy intensity counts the GDP that it multiplies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntensityPrices {
    /// At the price year of the inputs, as the paper's 0.346 tce per 10⁴ yuan for Shangrao.
    #[default]
    Constant,
    /// At the prices of the year that the intensity is of.
    Current,
}

/// Energy used per unit of GDP.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EnergyIntensity {
    /// Tonnes of coal equivalent per 10⁴ yuan.
    pub tce_per_1e4_yuan: f64,
    /// At whose prices the yuan are counted.
    pub prices: IntensityPrices,
}

impl EnergyIntensity {
    /// The energy that a GDP stands for. The caller sees to the GDP's prices.
    pub fn energy_for(self, gdp: Yuan) -> CoalEquivalent {
        CoalEquivalent(self.tce_per_1e4_yuan * gdp.ten_thousands())
    }
}

/// Emissions per unit of GDP.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CarbonIntensity {
    /// Tonnes per 10⁴ yuan.
    pub t_per_1e4_yuan: f64,
    /// The basis of the tonnes.
    pub basis: CarbonBasis,
    /// The year whose prices the GDP is expressed in.
    pub price_year: Year,
}

/// The price of a tonne.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CarbonPrice {
    /// Yuan per tonne, of whatever the tonnes are that it multiplies.
    pub yuan_per_t: f64,
    /// The year of the yuan.
    pub price_year: Year,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deflator() -> Deflator {
        Deflator::new(Year(2010), [(Year(2015), 1.25), (Year(2020), 1.5)]).unwrap()
    }

    #[test]
    fn prices_convert_between_any_two_known_years() {
        let gdp = Yuan::from_ten_thousands(3.0, Year(2020));
        let at = |year| gdp.at_prices_of(Year(year), &deflator());
        assert_eq!(at(2010), Some(Yuan::new(20_000.0, Year(2010))));
        assert_eq!(at(2020), Some(gdp));
        assert!((at(2015).unwrap().amount - 25_000.0).abs() < 1e-9);
        assert_eq!(at(2005), None);
    }

    #[test]
    fn money_of_different_prices_does_not_add() {
        let old = Yuan::new(1.0, Year(2010));
        assert_eq!(Yuan::total([old, old]), Some(Yuan::new(2.0, Year(2010))));
        assert_eq!(Yuan::total([old, Yuan::new(1.0, Year(2020))]), None);
        assert_eq!(Yuan::total([]), None);
    }

    #[test]
    fn a_deflator_rejects_levels_that_cannot_be() {
        let build = |levels: &[(Year, f64)]| Deflator::new(Year(2010), levels.iter().copied());
        for level in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(
                build(&[(Year(2020), level)]),
                Err(DeflatorError::Level {
                    year: Year(2020),
                    ..
                })
            ));
        }
        assert_eq!(
            build(&[(Year(2010), 100.0)]),
            Err(DeflatorError::Base {
                year: Year(2010),
                level: 100.0
            })
        );
        let twice = [(Year(2020), 1.1), (Year(2020), 1.1)];
        assert_eq!(build(&twice), Err(DeflatorError::Twice(Year(2020))));
    }
}
