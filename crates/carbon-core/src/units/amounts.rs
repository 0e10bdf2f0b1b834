//! Years and the physical amounts that the model multiplies: hectares, persons, coal equivalent.

use bilingual::Bilingual;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A calendar year.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Year(pub i32);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The text is not a year of four digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en("`{0}` is not a year; write four digits, such as 2020")]
#[zh("`{0}` 不是年份；请写四位数字，例如 2020")]
pub struct YearError(String);

impl FromStr for Year {
    type Err = YearError;

    fn from_str(text: &str) -> Result<Self, YearError> {
        let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        match text.parse() {
            Ok(year) if digits => Ok(Self(year)),
            _ => Err(YearError(text.to_owned())),
        }
    }
}

/// An amount that a carbon coefficient multiplies.
///
/// `Coefficient<Hectares>` is tonnes per hectare, `Coefficient<Persons>` tonnes per person, and
/// so on: the compiler rejects a coefficient that is applied to the wrong amount.
pub trait Measure: Copy {
    /// The denominator of a coefficient, as in "t C per person and year".
    const PER: &'static str;

    /// The amount in that unit.
    fn amount(self) -> f64;
}

macro_rules! measure {
    ($(#[$doc:meta])* $name:ident, $unit:literal, $per:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub f64);

        impl Measure for $name {
            const PER: &'static str = $per;

            fn amount(self) -> f64 {
                self.0
            }
        }

        impl Add for $name {
            type Output = Self;

            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl Sub for $name {
            type Output = Self;

            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
                amounts.fold(Self::default(), Self::add)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)?;
                write!(f, " {}", $unit)
            }
        }
    };
}

measure!(
    /// An area in hectares (hm², 10 000 m²).
    Hectares,
    "ha",
    "ha and year"
);
impl Hectares {
    /// So many square metres.
    pub fn from_square_metres(square_metres: f64) -> Self {
        Self(square_metres / 10_000.0)
    }
}

measure!(
    /// Energy in tonnes of coal equivalent (tce, 29.3076 GJ).
    CoalEquivalent,
    "tce",
    "tce"
);
measure!(
    /// A number of residents. Not always whole: values between censuses are interpolated.
    Persons,
    "persons",
    "person and year"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_four_digits() {
        assert_eq!("2020".parse(), Ok(Year(2020)));
        for text in ["", "20", "+202", "-202", "20201", "2020 ", "２０２０"] {
            assert_eq!(text.parse::<Year>(), Err(YearError(text.to_owned())));
        }
    }

    #[test]
    fn amounts_add_up_and_print_with_their_unit() {
        let total: Hectares = [Hectares(1.5), Hectares(2.0)].into_iter().sum();
        assert_eq!(total, Hectares(3.5));
        assert_eq!(total - Hectares(0.5), Hectares(3.0));
        assert_eq!(format!("{total:.2}"), "3.50 ha");
    }
}
