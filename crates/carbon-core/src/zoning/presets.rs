//! The thresholds of the zoning rules, and how each rule decides by them.

use serde::Serialize;

use super::functional_zone::FunctionalZone;
use super::rule::Indicators;

/// Thresholds of [`ZoningRule::Paper`](super::rule::ZoningRule::Paper).
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

/// Thresholds of [`ZoningRule::Quadrant`](super::rule::ZoningRule::Quadrant).
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

impl PaperThresholds {
    /// The function that [`assign`](Self::assign) finds.
    pub(crate) fn zone(&self, of: &Indicators) -> FunctionalZone {
        let share = of.emissions.amount / of.mean_emissions.amount;
        if of.esc >= self.sink_esc {
            FunctionalZone::CarbonSink
        } else if share < self.low_emissions {
            FunctionalZone::LowCarbonOptimization
        } else if share >= self.high_emissions && of.ecc >= self.total_control_ecc {
            FunctionalZone::TotalCarbonControl
        } else {
            FunctionalZone::CarbonIntensityControl
        }
    }

    pub(crate) fn assign(&self, of: &Indicators) -> (FunctionalZone, String) {
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
    /// The function that [`assign`](Self::assign) finds.
    pub(crate) fn zone(&self, of: &Indicators) -> FunctionalZone {
        let share = of.emissions.amount / of.mean_emissions.amount;
        if of.esc >= self.sink_esc {
            FunctionalZone::CarbonSink
        } else if of.ecc < self.intensity_ecc {
            FunctionalZone::CarbonIntensityControl
        } else if share >= self.high_emissions {
            FunctionalZone::TotalCarbonControl
        } else {
            FunctionalZone::LowCarbonOptimization
        }
    }

    pub(crate) fn assign(&self, of: &Indicators) -> (FunctionalZone, String) {
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

    #[test]
    fn percentages_are_as_typed() {
        assert_eq!((percent(0.55), percent(0.125)), (55.0, 12.5));
    }
}
