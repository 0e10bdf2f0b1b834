//! The rules that assign functional zones.
//!
//! Both rules are a *reconstruction*. The paper (Frontiers in Environmental Science 2024, doi
//! 10.3389/fenvs.2024.1404760) prints its assignment of 2020 but no thresholds;
//! [`ZoningRule::Paper`] is the smallest rule found that gives its assignment of all 11 cities,
//! [`ZoningRule::Quadrant`] is the literature's common rule, which gives 10 of them (Shangrao
//! differs).

use std::str::FromStr;

use serde::Serialize;

use crate::{FunctionalZone, Listed, Tonnes};

/// What decides a zone's function.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Indicators {
    /// The zone's emissions.
    pub emissions: Tonnes,
    /// The unweighted mean of the zones' emissions.
    pub mean_emissions: Tonnes,
    /// The economic contribution coefficient.
    pub ecc: f64,
    /// The ecological support coefficient.
    pub esc: f64,
}

/// A zone's function and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assignment {
    /// The function.
    pub zone: FunctionalZone,
    /// Which conditions decided, in English, with the numbers.
    pub reason: String,
}

/// Thresholds of [`ZoningRule::Paper`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PaperThresholds {
    /// ESC from which a zone is a sink: 1.8.
    pub sink_esc: f64,
    /// Share of the mean emissions below which a zone is one of low-carbon optimization: 0.5.
    pub low_emissions: f64,
    /// Share of the mean emissions from which total control is considered: 1.5.
    pub high_emissions: f64,
    /// ECC from which a large emitter is put under total control: 1.
    pub total_control_ecc: f64,
}

impl Default for PaperThresholds {
    fn default() -> Self {
        Self {
            sink_esc: 1.8,
            low_emissions: 0.5,
            high_emissions: 1.5,
            total_control_ecc: 1.0,
        }
    }
}

/// Thresholds of [`ZoningRule::Quadrant`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct QuadrantThresholds {
    /// ESC from which a zone is a sink: 1.
    pub sink_esc: f64,
    /// ECC below which intensity is to be controlled: 1.
    pub intensity_ecc: f64,
    /// Share of the mean emissions from which the total is to be controlled: 1.
    pub high_emissions: f64,
}

impl Default for QuadrantThresholds {
    fn default() -> Self {
        Self {
            sink_esc: 1.0,
            intensity_ecc: 1.0,
            high_emissions: 1.0,
        }
    }
}

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
///     assignment.reason,
///     "emissions are 177.53 % of the zones' mean, at least 150 %, and ECC 1.4000 >= 1"
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ZoningRule {
    /// The reconstruction of the paper's rule: (1) a high ESC is a carbon sink; (2) low
    /// emissions, low-carbon optimization; (3) high emissions with a high ECC, total carbon
    /// control; (4) otherwise carbon intensity control.
    Paper(PaperThresholds),
    /// The literature's quadrants: (1) a high ESC is a carbon sink; (2) a low ECC, carbon
    /// intensity control; (3) high emissions, total carbon control; (4) otherwise low-carbon
    /// optimization.
    Quadrant(QuadrantThresholds),
}

/// No rule has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no zoning rule `{found}`; legal are {}", Listed(ZoningRule::NAMES.to_vec()))]
pub struct ZoningRuleError {
    found: String,
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

    /// The thresholds by name.
    pub fn thresholds(&self) -> Vec<(&'static str, f64)> {
        match self {
            Self::Paper(thresholds) => vec![
                ("sink_esc", thresholds.sink_esc),
                ("low_emissions", thresholds.low_emissions),
                ("high_emissions", thresholds.high_emissions),
                ("total_control_ecc", thresholds.total_control_ecc),
            ],
            Self::Quadrant(thresholds) => vec![
                ("sink_esc", thresholds.sink_esc),
                ("intensity_ecc", thresholds.intensity_ecc),
                ("high_emissions", thresholds.high_emissions),
            ],
        }
    }

    /// The function of a zone and why.
    pub fn assign(&self, of: &Indicators) -> Assignment {
        let (zone, reason) = match self {
            Self::Paper(thresholds) => thresholds.assign(of),
            Self::Quadrant(thresholds) => thresholds.assign(of),
        };
        Assignment { zone, reason }
    }
}

impl PaperThresholds {
    fn assign(&self, of: &Indicators) -> (FunctionalZone, String) {
        let share = of.emissions.amount / of.mean_emissions.amount;
        let esc = compared("ESC", of.esc, self.sink_esc);
        let ecc = compared("ECC", of.ecc, self.total_control_ecc);
        let low = against_mean(share, self.low_emissions);
        let high = against_mean(share, self.high_emissions);
        if of.esc >= self.sink_esc {
            (FunctionalZone::CarbonSink, esc)
        } else if share < self.low_emissions {
            (FunctionalZone::LowCarbonOptimization, low)
        } else if share < self.high_emissions {
            let high = percent(self.high_emissions);
            let reason = format!("{esc}, {low} and below {high} %");
            (FunctionalZone::CarbonIntensityControl, reason)
        } else if of.ecc >= self.total_control_ecc {
            (
                FunctionalZone::TotalCarbonControl,
                format!("{high}, and {ecc}"),
            )
        } else {
            (
                FunctionalZone::CarbonIntensityControl,
                format!("{esc}, {high}, and {ecc}"),
            )
        }
    }
}

impl QuadrantThresholds {
    fn assign(&self, of: &Indicators) -> (FunctionalZone, String) {
        let share = of.emissions.amount / of.mean_emissions.amount;
        let esc = compared("ESC", of.esc, self.sink_esc);
        let ecc = compared("ECC", of.ecc, self.intensity_ecc);
        let emissions = against_mean(share, self.high_emissions);
        if of.esc >= self.sink_esc {
            (FunctionalZone::CarbonSink, esc)
        } else if of.ecc < self.intensity_ecc {
            (
                FunctionalZone::CarbonIntensityControl,
                format!("{esc} and {ecc}"),
            )
        } else if share >= self.high_emissions {
            (
                FunctionalZone::TotalCarbonControl,
                format!("{esc}, {ecc}, and {emissions}"),
            )
        } else {
            (
                FunctionalZone::LowCarbonOptimization,
                format!("{esc}, {ecc}, and {emissions}"),
            )
        }
    }
}

fn compared(name: &str, value: f64, threshold: f64) -> String {
    let sign = if value >= threshold { ">=" } else { "<" };
    format!("{name} {value:.4} {sign} {threshold}")
}

fn against_mean(share: f64, threshold: f64) -> String {
    let side = if share >= threshold {
        "at least"
    } else {
        "below"
    };
    let (share, threshold) = (share * 100.0, percent(threshold));
    format!("emissions are {share:.2} % of the zones' mean, {side} {threshold} %")
}

/// A threshold in per cent, as typed: 0.55 is 55 and not 55.00000000000001.
fn percent(threshold: f64) -> f64 {
    (threshold * 1e6).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CarbonBasis;
    use FunctionalZone::{
        CarbonIntensityControl, CarbonSink, LowCarbonOptimization, TotalCarbonControl,
    };

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
            assert_eq!(
                assignment,
                Assignment {
                    zone,
                    reason: reason.to_owned()
                }
            );
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
        assert_eq!((percent(0.55), percent(0.125)), (55.0, 12.5));
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
