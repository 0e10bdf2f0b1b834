//! The three classes that the paper sorts zones into by their compensation.

use std::fmt;

use serde::Serialize;

/// What a zone does in the compensation scheme.
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
