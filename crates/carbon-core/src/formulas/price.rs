//! Formula 13: α, the price of a tonne.

use serde::{Deserialize, Serialize};

use super::option_error::{OptionError, check_not_negative, check_positive};
use crate::units::{CarbonPrice, Year};

/// How α follows from the two price bounds and from how rich the region is.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PriceRule {
    /// P_min + (P_max − P_min) · Gp₁/Gp₂: the default.
    #[default]
    Interpolated,
    /// The mean of the bounds · Gp₁/Gp₂.
    MeanTimesRatio,
    /// P_max · Gp₁/Gp₂.
    MaxTimesRatio,
    /// P_min · Gp₁/Gp₂.
    MinTimesRatio,
    /// The mean of the bounds.
    Mean,
    /// A given price, whatever the bounds.
    Fixed {
        /// The price in yuan per tonne.
        yuan_per_t: f64,
    },
}

impl PriceRule {
    /// The rules that need no price of their own.
    pub const DERIVED: [Self; 5] = [
        Self::Interpolated,
        Self::MeanTimesRatio,
        Self::MaxTimesRatio,
        Self::MinTimesRatio,
        Self::Mean,
    ];
}

/// The parts of α. The defaults are those of Jiangxi in 2020.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PriceOptions {
    /// How the price follows from the rest.
    pub rule: PriceRule,
    /// P_min in US dollars per tonne: 10.
    pub minimum_usd_per_t: f64,
    /// P_max in US dollars per tonne: 15.
    pub maximum_usd_per_t: f64,
    /// The exchange rate in yuan per US dollar: 6.8976.
    pub yuan_per_usd: f64,
    /// Gp₁, the region's GDP per person in 10⁴ yuan: 5.6871, official and unchecked (revised:
    /// 5.7065).
    pub region_gdp_per_person_1e4_yuan: f64,
    /// Gp₂, the nation's GDP per person in 10⁴ yuan: 7.2, official and unchecked (revised:
    /// 7.2447).
    pub nation_gdp_per_person_1e4_yuan: f64,
}

impl Default for PriceOptions {
    fn default() -> Self {
        Self {
            rule: PriceRule::default(),
            minimum_usd_per_t: 10.0,
            maximum_usd_per_t: 15.0,
            yuan_per_usd: 6.8976,
            region_gdp_per_person_1e4_yuan: 5.6871,
            nation_gdp_per_person_1e4_yuan: 7.2,
        }
    }
}

impl PriceOptions {
    /// Formula 13: α by the rule, as yuan of the target year.
    ///
    /// *Reconstruction*: the text gives the bounds, the exchange rate and that GDP per person
    /// decides, not the formula.
    ///
    /// # Units
    ///
    /// Yuan per tonne of whatever the emissions are counted in.
    ///
    /// ```
    /// use carbon_core::{PriceOptions, Year};
    ///
    /// // 6.8976 · (10 + 5 · 5.6871 / 7.2)
    /// let alpha = PriceOptions::default().price(Year(2020));
    /// assert_eq!(format!("{:.4}", alpha.yuan_per_t), "96.2172");
    /// ```
    pub fn price(&self, target: Year) -> CarbonPrice {
        let [minimum, maximum] =
            [self.minimum_usd_per_t, self.maximum_usd_per_t].map(|usd| usd * self.yuan_per_usd);
        let ratio = self.region_gdp_per_person_1e4_yuan / self.nation_gdp_per_person_1e4_yuan;
        let mean = (minimum + maximum) / 2.0;
        let yuan_per_t = match self.rule {
            PriceRule::Interpolated => minimum + (maximum - minimum) * ratio,
            PriceRule::MeanTimesRatio => mean * ratio,
            PriceRule::MaxTimesRatio => maximum * ratio,
            PriceRule::MinTimesRatio => minimum * ratio,
            PriceRule::Mean => mean,
            PriceRule::Fixed { yuan_per_t } => yuan_per_t,
        };
        CarbonPrice {
            yuan_per_t,
            price_year: target,
        }
    }

    pub(crate) fn check(&self) -> Result<(), OptionError> {
        let (minimum, maximum) = (self.minimum_usd_per_t, self.maximum_usd_per_t);
        check_not_negative("price.minimum_usd_per_t", minimum)?;
        check_not_negative("price.maximum_usd_per_t", maximum)?;
        if minimum > maximum {
            return Err(OptionError::PriceBounds { minimum, maximum });
        }
        check_positive("price.yuan_per_usd", self.yuan_per_usd)?;
        for (option, gdp) in [
            (
                "price.region_gdp_per_person_1e4_yuan",
                self.region_gdp_per_person_1e4_yuan,
            ),
            (
                "price.nation_gdp_per_person_1e4_yuan",
                self.nation_gdp_per_person_1e4_yuan,
            ),
        ] {
            check_positive(option, gdp)?;
        }
        match self.rule {
            PriceRule::Fixed { yuan_per_t } => {
                check_not_negative("price.rule.fixed.yuan_per_t", yuan_per_t)
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_by_hand() {
        let price = |rule| {
            let options = PriceOptions {
                rule,
                minimum_usd_per_t: 10.0,
                maximum_usd_per_t: 20.0,
                yuan_per_usd: 8.0,
                region_gdp_per_person_1e4_yuan: 3.0,
                nation_gdp_per_person_1e4_yuan: 4.0,
            };
            options.price(Year(2020)).yuan_per_t
        };
        assert_eq!(
            PriceRule::DERIVED.map(price),
            [140.0, 90.0, 120.0, 60.0, 120.0]
        );
        assert_eq!(price(PriceRule::Fixed { yuan_per_t: 50.0 }), 50.0);
    }

    #[test]
    fn impossible_prices_are_named() {
        let default = PriceOptions::default();
        let reversed = PriceOptions {
            minimum_usd_per_t: 20.0,
            ..default
        };
        assert_eq!(
            reversed.check().unwrap_err().to_string(),
            "the price bounds are reversed: from 20 to 15 US$ per t"
        );
        let rate = PriceOptions {
            yuan_per_usd: 0.0,
            ..default
        };
        let fixed = PriceOptions {
            rule: PriceRule::Fixed {
                yuan_per_t: f64::INFINITY,
            },
            ..default
        };
        for (options, name) in [(rate, "price.yuan_per_usd"), (fixed, "price.rule.fixed")] {
            assert!(options.check().unwrap_err().to_string().contains(name));
        }
    }
}
