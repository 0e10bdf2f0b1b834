//! The built-in rules, as lists of conditions on their thresholds.

use serde::Serialize;

use super::condition::{Comparison, Condition, Operand, Operator};
use super::function_rules::{FunctionRules, Wording};
use super::functional_zone::FunctionalZone::{
    CarbonIntensityControl, CarbonSink, LowCarbonOptimization, TotalCarbonControl,
};
use super::indicators::Indicator;

/// Thresholds of [`ZoningRule::Paper`](super::ZoningRule::Paper).
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

/// Thresholds of [`ZoningRule::Quadrant`](super::ZoningRule::Quadrant).
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

const SHARE: Indicator = Indicator::EmissionsShareOfMean;

impl PaperThresholds {
    pub(super) fn rules(&self) -> FunctionRules {
        let is_large = at_least(SHARE, self.high_emissions);
        let contributes = at_least(Indicator::Ecc, self.total_control_ecc);
        FunctionRules {
            rules: vec![
                (at_least(Indicator::Esc, self.sink_esc), CarbonSink),
                (below(SHARE, self.low_emissions), LowCarbonOptimization),
                (
                    Condition::All(vec![is_large, contributes]),
                    TotalCarbonControl,
                ),
            ],
            otherwise: CarbonIntensityControl,
            wording: Wording::Paper,
        }
    }
}

impl QuadrantThresholds {
    pub(super) fn rules(&self) -> FunctionRules {
        FunctionRules {
            rules: vec![
                (at_least(Indicator::Esc, self.sink_esc), CarbonSink),
                (
                    below(Indicator::Ecc, self.intensity_ecc),
                    CarbonIntensityControl,
                ),
                (at_least(SHARE, self.high_emissions), TotalCarbonControl),
            ],
            otherwise: LowCarbonOptimization,
            wording: Wording::Quadrant,
        }
    }
}

fn at_least(indicator: Indicator, threshold: f64) -> Condition<Indicator> {
    compare(indicator, Operator::AtLeast, threshold)
}

fn below(indicator: Indicator, threshold: f64) -> Condition<Indicator> {
    compare(indicator, Operator::Below, threshold)
}

fn compare(indicator: Indicator, operator: Operator, threshold: f64) -> Condition<Indicator> {
    Condition::Comparison(Comparison {
        left: Operand::Field(indicator),
        operator,
        right: Operand::Number(threshold),
    })
}
