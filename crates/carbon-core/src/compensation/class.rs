//! The three classes that the paper sorts zones into by their compensation.

use std::fmt;

use serde::Serialize;

use super::options::PayerSplit;
use crate::numeric::median;

/// The role of a zone in the compensation scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CompensationClass {
    /// Pays, and much.
    HighCompensation,
    /// Pays, and little.
    LowCompensation,
    /// Receives.
    Compensated,
}

impl CompensationClass {
    /// All three, from those that pay most to those that receive.
    pub const ALL: [Self; 3] = [
        Self::HighCompensation,
        Self::LowCompensation,
        Self::Compensated,
    ];

    /// The class by what a zone pays, where payers from `high_from` on are of high compensation;
    /// `None` if it neither pays nor receives.
    pub(crate) fn from_payment(payment: f64, high_from: Option<f64>) -> Option<Self> {
        if payment < 0.0 {
            Some(Self::Compensated)
        } else if payment > 0.0 && high_from.is_some_and(|from| payment >= from) {
            Some(Self::HighCompensation)
        } else if payment > 0.0 {
            Some(Self::LowCompensation)
        } else {
            None
        }
    }

    /// The id in layers and tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::HighCompensation => "high-compensation",
            Self::LowCompensation => "low-compensation",
            Self::Compensated => "compensated",
        }
    }

    /// A label for people in English.
    pub const fn label_en(self) -> &'static str {
        match self {
            Self::HighCompensation => "High compensation area",
            Self::LowCompensation => "Low compensation area",
            Self::Compensated => "Compensated area",
        }
    }

    /// A label for people in Chinese.
    pub const fn label_zh(self) -> &'static str {
        match self {
            Self::HighCompensation => "高补偿区",
            Self::LowCompensation => "低补偿区",
            Self::Compensated => "受偿区",
        }
    }
}

impl fmt::Display for CompensationClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// The payment from which on a payer is of high compensation; `None` if nobody pays. `payers` is a
/// scratch buffer.
pub(crate) fn high_payment(
    payments: impl Iterator<Item = f64>,
    split: PayerSplit,
    payers: &mut Vec<f64>,
) -> Option<f64> {
    payers.clear();
    payers.extend(payments.filter(|payment| *payment > 0.0));
    match split {
        PayerSplit::Amount { yuan } => (!payers.is_empty()).then_some(yuan),
        PayerSplit::Median => {
            payers.sort_unstable_by(f64::total_cmp);
            median(payers)
        }
    }
}
