//! Tonnes, and what they are tonnes of.

use bilingual::Bilingual;
use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Mass of CO₂ per mass of carbon, from the rounded molar masses 44 and 12.
const CO2_PER_CARBON: f64 = 44.0 / 12.0;

/// Whether tonnes are counted as carbon or as carbon dioxide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CarbonBasis {
    /// Tonnes of carbon (t C).
    Carbon,
    /// Tonnes of carbon dioxide (t CO₂).
    CarbonDioxide,
    /// A sum over both: not convertible.
    Mixed,
}

impl CarbonBasis {
    /// The unit of an amount on this basis: `t C`, `t CO₂`, or `t` where mixed.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Carbon => "t C",
            Self::CarbonDioxide => "t CO₂",
            Self::Mixed => "t",
        }
    }

    fn joined(self, other: Self) -> Self {
        if self == other { self } else { Self::Mixed }
    }
}

/// The text names no carbon basis.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en("`{0}` is not a carbon basis; write `C` (tonnes of carbon) or `CO2` (tonnes of CO₂)")]
#[zh("`{0}` 不是碳计量基准；请写 `C`（吨碳）或 `CO2`（吨二氧化碳）")]
pub struct CarbonBasisError(String);

impl FromStr for CarbonBasis {
    type Err = CarbonBasisError;

    /// Reads `C` or `CO2` (also `CO₂`). `Mixed` arises from sums only and cannot be written.
    fn from_str(text: &str) -> Result<Self, CarbonBasisError> {
        match text {
            "C" => Ok(Self::Carbon),
            "CO2" | "CO₂" => Ok(Self::CarbonDioxide),
            _ => Err(CarbonBasisError(text.to_owned())),
        }
    }
}

/// A mass in tonnes, with what it is a mass of.
///
/// Adding or subtracting amounts on different bases gives a [`CarbonBasis::Mixed`] amount, as the
/// paper does; a mixed amount stays mixed.
///
/// ```
/// use carbon_core::{CarbonBasis, Tonnes};
///
/// let carbon = Tonnes::new(12.0, CarbonBasis::Carbon);
/// let dioxide = carbon.restated_as(CarbonBasis::CarbonDioxide);
/// assert_eq!(dioxide, Some(Tonnes::new(44.0, CarbonBasis::CarbonDioxide)));
///
/// let mixed = carbon + Tonnes::new(1.0, CarbonBasis::CarbonDioxide);
/// assert_eq!(mixed, Tonnes::new(13.0, CarbonBasis::Mixed));
/// assert_eq!(mixed.restated_as(CarbonBasis::Carbon), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tonnes {
    /// The mass in tonnes.
    pub amount: f64,
    /// The basis: carbon or CO₂.
    pub basis: CarbonBasis,
}

impl Tonnes {
    /// An amount on a basis.
    pub const fn new(amount: f64, basis: CarbonBasis) -> Self {
        Self { amount, basis }
    }

    /// The amount in megatonnes (10⁶ t).
    pub fn megatonnes(self) -> f64 {
        self.amount / 1e6
    }

    /// The same mass on another basis, at 44 t CO₂ to 12 t C.
    ///
    /// `None` if either basis is mixed: a mixed amount has no equivalent.
    pub fn restated_as(self, basis: CarbonBasis) -> Option<Self> {
        use CarbonBasis::{Carbon, CarbonDioxide};
        let amount = match (self.basis, basis) {
            (Carbon, Carbon) | (CarbonDioxide, CarbonDioxide) => self.amount,
            (Carbon, CarbonDioxide) => self.amount * CO2_PER_CARBON,
            (CarbonDioxide, Carbon) => self.amount / CO2_PER_CARBON,
            _ => return None,
        };
        Some(Self { amount, basis })
    }

    /// The sum of the amounts; `None` if there are none.
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().reduce(Self::add)
    }
}

impl Add for Tonnes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.amount + other.amount, self.basis.joined(other.basis))
    }
}

impl Sub for Tonnes {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.amount - other.amount, self.basis.joined(other.basis))
    }
}

impl fmt::Display for Tonnes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.amount.fmt(f)?;
        write!(f, " {}", self.basis.unit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CarbonBasis::{Carbon, CarbonDioxide, Mixed};

    #[test]
    fn one_basis_is_kept_and_two_become_mixed() {
        let carbon = Tonnes::new(2.0, Carbon);
        let dioxide = Tonnes::new(5.0, CarbonDioxide);
        assert_eq!(carbon + carbon, Tonnes::new(4.0, Carbon));
        assert_eq!(dioxide - carbon, Tonnes::new(3.0, Mixed));
        assert_eq!((dioxide - carbon) + carbon, Tonnes::new(5.0, Mixed));
        assert_eq!(
            Tonnes::total([carbon, dioxide]),
            Some(Tonnes::new(7.0, Mixed))
        );
        assert_eq!(Tonnes::total([]), None);
    }

    #[test]
    fn restating_converts_both_ways_and_never_from_or_to_mixed() {
        let carbon = Tonnes::new(3.0, Carbon);
        let dioxide = Tonnes::new(11.0, CarbonDioxide);
        assert_eq!(carbon.restated_as(CarbonDioxide), Some(dioxide));
        assert_eq!(dioxide.restated_as(Carbon), Some(carbon));
        assert_eq!(carbon.restated_as(Carbon), Some(carbon));
        assert_eq!(carbon.restated_as(Mixed), None);
        let mixed = carbon + dioxide;
        assert_eq!(
            [Carbon, CarbonDioxide, Mixed].map(|to| mixed.restated_as(to)),
            [None; 3]
        );
    }

    #[test]
    fn a_mixed_basis_cannot_be_written() {
        assert_eq!("CO2".parse(), Ok(CarbonDioxide));
        assert!("mixed".parse::<CarbonBasis>().is_err());
    }
}
