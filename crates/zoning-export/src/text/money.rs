//! Amounts of money in a unit that fits them.

use carbon_core::with_minus;

use super::digits::is_zero;

/// The most decimals that an amount gets so as not to read as zero.
const MOST_DECIMALS: usize = 9;

/// A unit of money in which a set of amounts is short.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MoneyUnit {
    /// How many yuan it has.
    pub yuan: f64,
    /// Its English name.
    pub en: &'static str,
    /// Its Chinese name.
    pub zh: &'static str,
}

impl MoneyUnit {
    /// Millions if an amount reaches a million, otherwise yuan.
    pub fn fitting(amounts: impl IntoIterator<Item = f64>) -> Self {
        let largest = amounts.into_iter().map(f64::abs).fold(0.0, f64::max);
        let (yuan, en, zh) = match largest >= 1e6 {
            true => (1e6, "million yuan", "百万元"),
            false => (1.0, "yuan", "元"),
        };
        Self { yuan, en, zh }
    }

    /// An amount of yuan in this unit, with so many decimals, or as many as it needs so that an
    /// amount that is paid or received does not read as zero.
    ///
    /// ```
    /// use zoning_export::MoneyUnit;
    ///
    /// let unit = MoneyUnit::fitting([114.31e6, -4.0]);
    /// assert_eq!(unit.digits(114.31e6, 1), "114.3");
    /// assert_eq!(unit.digits(-4.0, 1), "−0.000004");
    /// assert_eq!(unit.digits(0.0, 1), "0.0");
    /// assert_eq!(MoneyUnit::fitting([812.4, -4.0]).digits(-4.0, 1), "−4.0");
    /// ```
    #[must_use]
    pub fn digits(&self, yuan: f64, decimals: usize) -> String {
        let amount = yuan / self.yuan;
        let mut shown = (decimals..MOST_DECIMALS).map(|decimals| with_minus(amount, decimals));
        let least = match amount == 0.0 {
            true => None,
            false => shown.find(|digits| !is_zero(digits)),
        };
        least.unwrap_or_else(|| with_minus(amount, decimals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_fits_the_largest_amount_and_no_sign_is_wrong() {
        let million = MoneyUnit::fitting([999.0, -34.04e6]);
        assert_eq!(million.digits(-34.04e6, 1), "−34.0");
        assert_eq!(million.digits(999.0, 1), "0.001");
        assert_eq!(million.digits(-0.0, 1), "0.0");
        assert_eq!(million.digits(-1e-9, 1), "0.0");
        let yuan = MoneyUnit::fitting([999_999.0, -4.0]);
        assert_eq!((&*yuan.digits(999_999.0, 1), yuan.en), ("999999.0", "yuan"));
        assert_eq!(MoneyUnit::fitting([]).yuan, 1.0);
    }
}
