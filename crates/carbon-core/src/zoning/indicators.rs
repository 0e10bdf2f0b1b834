//! The indicators that decide the function of a zone.

use crate::units::Tonnes;

/// The numbers of a zone that decide its function.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Indicators {
    pub emissions: Tonnes,
    /// The unweighted mean of the zones' emissions.
    pub mean_emissions: Tonnes,
    /// The economic contribution coefficient.
    pub ecc: f64,
    /// The ecological support coefficient.
    pub esc: f64,
}

/// A number that a rule for the functional zones may compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indicator {
    /// The economic contribution coefficient.
    Ecc,
    /// The ecological support coefficient.
    Esc,
    /// Emissions in tonnes.
    Emissions,
    /// Emissions divided by the mean of the zones' emissions.
    EmissionsShareOfMean,
}

impl Indicator {
    pub(super) const ALL: [Self; 4] = [
        Self::Ecc,
        Self::Esc,
        Self::Emissions,
        Self::EmissionsShareOfMean,
    ];

    /// The name in conditions, as in tables.
    pub(super) const fn field_name(self) -> &'static str {
        match self {
            Self::Ecc => "ecc",
            Self::Esc => "esc",
            Self::Emissions => "emissions_t",
            Self::EmissionsShareOfMean => "emissions_share_of_mean",
        }
    }

    /// The name for people in Chinese.
    pub(super) const fn label_zh(self) -> &'static str {
        match self {
            Self::Ecc => "ECC",
            Self::Esc => "ESC",
            Self::Emissions => "碳排放",
            Self::EmissionsShareOfMean => "碳排放与各区均值之比",
        }
    }
}

impl Indicators {
    pub(super) fn value(&self, indicator: Indicator) -> f64 {
        match indicator {
            Indicator::Ecc => self.ecc,
            Indicator::Esc => self.esc,
            Indicator::Emissions => self.emissions.amount,
            Indicator::EmissionsShareOfMean => self.emissions.amount / self.mean_emissions.amount,
        }
    }
}
