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

/// The parts of α. The bounds have defaults, those of the paper; what belongs to a region and a
/// year has none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PriceOptions {
    /// How the price follows from the rest.
    pub rule: PriceRule,
    /// P_min in US dollars per tonne: 10.
    pub minimum_usd_per_t: f64,
    /// P_max in US dollars per tonne: 15.
    pub maximum_usd_per_t: f64,
    /// The exchange rate of the target year in yuan per US dollar.
    pub yuan_per_usd: Option<f64>,
    /// Gp₁, the region's GDP per person in the target year, in 10⁴ yuan at current prices.
    pub region_gdp_per_person_1e4_yuan: Option<f64>,
    /// Gp₂, the same of the nation.
    pub nation_gdp_per_person_1e4_yuan: Option<f64>,
}

impl Default for PriceOptions {
    fn default() -> Self {
        Self {
            rule: PriceRule::default(),
            minimum_usd_per_t: 10.0,
            maximum_usd_per_t: 15.0,
            yuan_per_usd: None,
            region_gdp_per_person_1e4_yuan: None,
            nation_gdp_per_person_1e4_yuan: None,
        }
    }
}

impl PriceOptions {
    /// Formula 13: α by the rule, as yuan of the target year. `None` if the rule needs a part that
    /// is not given.
    ///
    /// *Reconstruction*: the text gives the bounds, the exchange rate and that GDP per person
    /// decides, not the formula.
    ///
    /// # Units
    ///
    /// Yuan per tonne of whatever the emissions are counted in.
    ///
    /// ```
    /// use carbon_core::{CompensationPreset, PriceOptions, Year};
    ///
    /// // 6.8976 · (10 + 5 · 5.6871 / 7.2)
    /// let jiangxi = CompensationPreset::Paper2024.options().price;
    /// let alpha = jiangxi.price(Year(2020)).unwrap();
    /// assert_eq!(format!("{:.4}", alpha.yuan_per_t), "96.2172");
    /// assert_eq!(PriceOptions::default().price(Year(2020)), None);
    /// ```
    pub fn price(&self, target: Year) -> Option<CarbonPrice> {
        let in_yuan = |usd: f64| Some(usd * self.yuan_per_usd?);
        let (minimum, maximum) = (
            in_yuan(self.minimum_usd_per_t),
            in_yuan(self.maximum_usd_per_t),
        );
        let ratio =
            || Some(self.region_gdp_per_person_1e4_yuan? / self.nation_gdp_per_person_1e4_yuan?);
        let mean = || Some((minimum? + maximum?) / 2.0);
        let yuan_per_t = match self.rule {
            PriceRule::Interpolated => minimum? + (maximum? - minimum?) * ratio()?,
            PriceRule::MeanTimesRatio => mean()? * ratio()?,
            PriceRule::MaxTimesRatio => maximum? * ratio()?,
            PriceRule::MinTimesRatio => minimum? * ratio()?,
            PriceRule::Mean => mean()?,
            PriceRule::Fixed { yuan_per_t } => yuan_per_t,
        };
        Some(CarbonPrice {
            yuan_per_t,
            price_year: target,
        })
    }

    /// The parts that belong to a region and a year, with their keys.
    fn parts(&self) -> [(&'static str, Option<f64>); 3] {
        [
            ("price.yuan_per_usd", self.yuan_per_usd),
            (
                "price.region_gdp_per_person_1e4_yuan",
                self.region_gdp_per_person_1e4_yuan,
            ),
            (
                "price.nation_gdp_per_person_1e4_yuan",
                self.nation_gdp_per_person_1e4_yuan,
            ),
        ]
    }

    /// Those of them that the rule needs.
    pub(crate) fn needed_parts(&self) -> Vec<(&'static str, Option<f64>)> {
        let count = match self.rule {
            PriceRule::Fixed { .. } => 0,
            PriceRule::Mean => 1,
            _ => 3,
        };
        self.parts().into_iter().take(count).collect()
    }

    pub(crate) fn check(&self) -> Result<(), OptionError> {
        let (minimum, maximum) = (self.minimum_usd_per_t, self.maximum_usd_per_t);
        check_not_negative("price.minimum_usd_per_t", minimum)?;
        check_not_negative("price.maximum_usd_per_t", maximum)?;
        if minimum > maximum {
            return Err(OptionError::PriceBounds { minimum, maximum });
        }
        for (option, given) in self.parts() {
            given.map_or(Ok(()), |given| check_positive(option, given))?;
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
                yuan_per_usd: Some(8.0),
                region_gdp_per_person_1e4_yuan: Some(3.0),
                nation_gdp_per_person_1e4_yuan: Some(4.0),
            };
            options.price(Year(2020)).unwrap().yuan_per_t
        };
        assert_eq!(
            PriceRule::DERIVED.map(price),
            [140.0, 90.0, 120.0, 60.0, 120.0]
        );
        assert_eq!(price(PriceRule::Fixed { yuan_per_t: 50.0 }), 50.0);
    }

    #[test]
    fn a_rule_needs_what_its_formula_has() {
        let needed = |rule| {
            let options = PriceOptions {
                rule,
                ..PriceOptions::default()
            };
            assert_eq!(
                options.price(Year(2020)).is_some(),
                options.needed_parts().is_empty()
            );
            options.needed_parts().len()
        };
        assert_eq!(PriceRule::DERIVED.map(needed), [3, 3, 3, 3, 1]);
        assert_eq!(needed(PriceRule::Fixed { yuan_per_t: 50.0 }), 0);
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
            yuan_per_usd: Some(0.0),
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
