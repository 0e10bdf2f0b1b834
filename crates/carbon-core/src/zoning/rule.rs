//! The rules that assign functional zones.
//!
//! Both built-in rules are a *reconstruction*. The paper (Frontiers in Environmental Science 2024, doi
//! 10.3389/fenvs.2024.1404760) prints its assignment of 2020 but no thresholds;
//! [`ZoningRule::Paper`] is the smallest rule found that gives its assignment of all 11 cities,
//! [`ZoningRule::Quadrant`] is the literature's common rule, which gives 10 of them (Shangrao
//! differs).

use bilingual::Bilingual;
use std::str::FromStr;

use serde::Serialize;

use super::function_rules::{Assignment, FunctionRules};
use super::indicators::Indicators;
use super::presets::{PaperThresholds, QuadrantThresholds};
use crate::text::Listed;

/// How zones are assigned. The first condition that holds decides.
///
/// ```
/// use carbon_core::{CarbonBasis, FunctionalZone, Indicators, Tonnes, ZoningRule};
///
/// // Nanchang 2020: 16.14 % of the emissions of 11 cities, ECC 1.40, ESC 0.08.
/// let assignment = ZoningRule::default().assign(&Indicators {
///     emissions: Tonnes::new(30.18e6, CarbonBasis::Mixed),
///     mean_emissions: Tonnes::new(17.0e6, CarbonBasis::Mixed),
///     ecc: 1.40,
///     esc: 0.08,
/// });
/// assert_eq!(assignment.zone, FunctionalZone::TotalCarbonControl);
/// assert_eq!(
///     assignment.reason.to_string(),
///     "emissions are 177.53 % of the zones' mean, at least 150 %, and ECC 1.4000 >= 1"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
pub enum ZoningRule {
    /// The reconstruction of the paper's rule: (1) a high ESC is a carbon sink; (2) low
    /// emissions, low-carbon optimization; (3) high emissions with a high ECC, total carbon
    /// control; (4) otherwise carbon intensity control.
    Paper(PaperThresholds),
    /// The literature's quadrants: (1) a high ESC is a carbon sink; (2) a low ECC, carbon
    /// intensity control; (3) high emissions, total carbon control; (4) otherwise low-carbon
    /// optimization.
    Quadrant(QuadrantThresholds),
    /// The user's own rules.
    Own(FunctionRules),
}

/// No rule has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en("there is no zoning rule `{found}`; legal are {}", Listed(ZoningRule::NAMES.to_vec()))]
#[zh("没有分区规则 `{found}`；可用的有 {}", Listed(ZoningRule::NAMES.to_vec()))]
pub struct ZoningRuleError {
    found: String,
}

/// A threshold that cannot be set.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum ThresholdError {
    /// The rule has no threshold with this name.
    #[en("the zoning rule has no threshold `{found}`; legal are {legal}")]
    #[zh("该分区规则没有阈值 `{found}`；可用的有 {legal}")]
    Unknown {
        found: String,
        /// The names of the rule's thresholds.
        legal: Listed<&'static str>,
    },
    /// The user's own rules have no thresholds by name.
    #[en("a rule of one's own has no threshold `{0}`; write the number into its condition")]
    #[zh("自定义规则没有阈值 `{0}`；请把数值直接写进条件")]
    Own(String),
    /// Negative or not a number.
    #[en("the threshold `{name}` is {value}; it must be a number from 0 up")]
    #[zh("阈值 `{name}` 为 {value}；必须是不小于 0 的数")]
    Value { name: String, value: f64 },
}

impl Default for ZoningRule {
    fn default() -> Self {
        Self::Paper(PaperThresholds::default())
    }
}

impl FromStr for ZoningRule {
    type Err = ZoningRuleError;

    /// The rule of this name with its default thresholds.
    fn from_str(name: &str) -> Result<Self, ZoningRuleError> {
        match name {
            "paper" => Ok(Self::Paper(PaperThresholds::default())),
            "quadrant" => Ok(Self::Quadrant(QuadrantThresholds::default())),
            _ => Err(ZoningRuleError {
                found: name.to_owned(),
            }),
        }
    }
}

impl ZoningRule {
    /// The names that [`from_str`](Self::from_str) knows.
    pub const NAMES: [&str; 2] = ["paper", "quadrant"];

    /// The thresholds by name; a rule of the user's has none.
    pub fn thresholds(&self) -> Vec<(&'static str, f64)> {
        let mut rule = self.clone();
        let thresholds = rule.thresholds_mut().into_iter();
        thresholds.map(|(name, value)| (name, *value)).collect()
    }

    fn thresholds_mut(&mut self) -> Vec<(&'static str, &mut f64)> {
        match self {
            Self::Paper(thresholds) => vec![
                ("sink_esc", &mut thresholds.sink_esc),
                ("low_emissions", &mut thresholds.low_emissions),
                ("high_emissions", &mut thresholds.high_emissions),
                ("total_control_ecc", &mut thresholds.total_control_ecc),
            ],
            Self::Quadrant(thresholds) => vec![
                ("sink_esc", &mut thresholds.sink_esc),
                ("intensity_ecc", &mut thresholds.intensity_ecc),
                ("high_emissions", &mut thresholds.high_emissions),
            ],
            Self::Own(_) => Vec::new(),
        }
    }

    /// The rule with another threshold, by the name that [`thresholds`](Self::thresholds) gives it.
    ///
    /// # Errors
    ///
    /// [`ThresholdError`] if the rule has no such threshold, or the value is not a number from 0 up.
    pub fn with_threshold(mut self, name: &str, value: f64) -> Result<Self, ThresholdError> {
        let found = name.to_owned();
        if !(value.is_finite() && value >= 0.0) {
            return Err(ThresholdError::Value { name: found, value });
        }
        if matches!(self, Self::Own(_)) {
            return Err(ThresholdError::Own(found));
        }
        let legal = self.thresholds().into_iter().map(|(name, _)| name);
        let legal = Listed(legal.collect());
        let mut thresholds = self.thresholds_mut().into_iter();
        let Some((_, threshold)) = thresholds.find(|(known, _)| *known == name) else {
            return Err(ThresholdError::Unknown { found, legal });
        };
        *threshold = value;
        Ok(self)
    }

    /// The rule as a list of conditions.
    pub fn rules(&self) -> FunctionRules {
        match self {
            Self::Paper(thresholds) => thresholds.rules(),
            Self::Quadrant(thresholds) => thresholds.rules(),
            Self::Own(rules) => rules.clone(),
        }
    }

    /// The function of a zone and why.
    pub fn assign(&self, indicators: &Indicators) -> Assignment {
        self.rules().assign(indicators)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{CarbonBasis, Tonnes};
    use crate::zoning::FunctionalZone;
    use FunctionalZone::{
        CarbonIntensityControl, CarbonSink, LowCarbonOptimization, TotalCarbonControl,
    };

    #[test]
    fn every_threshold_can_be_set_by_its_name_and_no_other() {
        for rule in ZoningRule::NAMES.map(|name| name.parse::<ZoningRule>().unwrap()) {
            for (index, (name, _)) in rule.thresholds().into_iter().enumerate() {
                let changed = rule.clone().with_threshold(name, 7.5).unwrap();
                assert_eq!(changed.thresholds()[index], (name, 7.5));
            }
            let unknown = rule.clone().with_threshold("sink", 1.0);
            let unknown = unknown.unwrap_err().to_string();
            assert!(
                unknown.contains("`sink`") && unknown.contains("sink_esc"),
                "{unknown}"
            );
            assert!(rule.with_threshold("sink_esc", -1.0).is_err());
        }
    }
    fn indicators(esc: f64, share: f64, ecc: f64) -> Indicators {
        let tonnes = |amount| Tonnes::new(amount, CarbonBasis::Carbon);
        Indicators {
            emissions: tonnes(share * 64.0),
            mean_emissions: tonnes(64.0),
            ecc,
            esc,
        }
    }

    fn check(rule: ZoningRule, cases: &[((f64, f64, f64), FunctionalZone, &str)]) {
        for &((esc, share, ecc), zone, reason) in cases {
            let assignment = rule.assign(&indicators(esc, share, ecc));
            assert_eq!(rule.rules().function(&indicators(esc, share, ecc)), zone);
            assert_eq!(assignment.zone, zone);
            assert_eq!(assignment.reason.to_string(), reason);
        }
    }

    #[test]
    fn the_papers_rule_decides_at_its_thresholds() {
        check(
            ZoningRule::default(),
            &[
                ((1.8, 0.1, 0.5), CarbonSink, "ESC 1.8000 >= 1.8"),
                (
                    (1.79, 0.25, 2.0),
                    LowCarbonOptimization,
                    "emissions are 25.00 % of the zones' mean, below 50 %",
                ),
                (
                    (0.5, 1.5, 1.0),
                    TotalCarbonControl,
                    "emissions are 150.00 % of the zones' mean, at least 150 %, and ECC 1.0000 >= 1",
                ),
                (
                    (0.5, 1.5, 0.99),
                    CarbonIntensityControl,
                    "ESC 0.5000 < 1.8, emissions are 150.00 % of the zones' mean, at least 150 %, \
                     and ECC 0.9900 < 1",
                ),
                (
                    (0.5, 0.5, 2.0),
                    CarbonIntensityControl,
                    "ESC 0.5000 < 1.8, emissions are 50.00 % of the zones' mean, at least 50 % \
                     and below 150 %",
                ),
            ],
        );
    }

    #[test]
    fn the_quadrant_rule_decides_at_its_thresholds() {
        check(
            "quadrant".parse().unwrap(),
            &[
                ((1.0, 2.0, 0.5), CarbonSink, "ESC 1.0000 >= 1"),
                (
                    (0.9, 2.0, 0.5),
                    CarbonIntensityControl,
                    "ESC 0.9000 < 1 and ECC 0.5000 < 1",
                ),
                (
                    (0.9, 1.0, 1.0),
                    TotalCarbonControl,
                    "ESC 0.9000 < 1, ECC 1.0000 >= 1, and emissions are 100.00 % of the zones' \
                     mean, at least 100 %",
                ),
                (
                    (0.9, 0.75, 1.5),
                    LowCarbonOptimization,
                    "ESC 0.9000 < 1, ECC 1.5000 >= 1, and emissions are 75.00 % of the zones' \
                     mean, below 100 %",
                ),
            ],
        );
    }

    #[test]
    fn thresholds_are_parameters() {
        let rule = ZoningRule::Paper(PaperThresholds {
            sink_esc: 1.0,
            ..PaperThresholds::default()
        });
        assert_eq!(rule.assign(&indicators(1.2, 1.0, 1.0)).zone, CarbonSink);
    }

    #[test]
    fn an_unknown_rule_is_told_the_legal_names() {
        let message = "papr".parse::<ZoningRule>().unwrap_err().to_string();
        assert_eq!(
            message,
            "there is no zoning rule `papr`; legal are paper, quadrant"
        );
    }
}
