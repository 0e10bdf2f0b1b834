//! The four functions that the paper gives to zones.

use bilingual::Bilingual;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::text::Listed;

/// The aim of a zone's carbon policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FunctionalZone {
    /// Keep the sink.
    CarbonSink,
    /// Develop with low emissions.
    LowCarbonOptimization,
    /// Limit total emissions.
    TotalCarbonControl,
    /// Lower emissions per GDP.
    CarbonIntensityControl,
}

/// No functional zone has this id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en(
    "there is no functional zone `{found}`; legal are {}",
    Listed(FunctionalZone::ALL.to_vec())
)]
#[zh("没有功能区 `{found}`；可用的有 {}", Listed(FunctionalZone::ALL.to_vec()))]
pub struct FunctionalZoneError {
    found: String,
}

impl FromStr for FunctionalZone {
    type Err = FunctionalZoneError;

    /// The zone with this [`id`](Self::id).
    fn from_str(id: &str) -> Result<Self, FunctionalZoneError> {
        let known = Self::ALL.into_iter().find(|zone| zone.id() == id);
        known.ok_or_else(|| FunctionalZoneError {
            found: id.to_owned(),
        })
    }
}

impl FunctionalZone {
    /// All four, in the order of the paper's Table 6.
    pub const ALL: [Self; 4] = [
        Self::CarbonSink,
        Self::LowCarbonOptimization,
        Self::TotalCarbonControl,
        Self::CarbonIntensityControl,
    ];

    /// The id in layers and tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::CarbonSink => "carbon-sink",
            Self::LowCarbonOptimization => "low-carbon-optimization",
            Self::TotalCarbonControl => "total-carbon-control",
            Self::CarbonIntensityControl => "carbon-intensity-control",
        }
    }

    /// A label for people in English.
    pub const fn label_en(self) -> &'static str {
        match self {
            Self::CarbonSink => "Carbon sink functional area",
            Self::LowCarbonOptimization => "Low-carbon optimization area",
            Self::TotalCarbonControl => "Total carbon control area",
            Self::CarbonIntensityControl => "Carbon intensity control area",
        }
    }

    /// What kind of zone it is, in English within a sentence.
    pub const fn kind_en(self) -> &'static str {
        match self {
            Self::CarbonSink => "carbon sink",
            Self::LowCarbonOptimization => "low-carbon optimization",
            Self::TotalCarbonControl => "total carbon control",
            Self::CarbonIntensityControl => "carbon intensity control",
        }
    }

    /// A label for people in Chinese.
    pub const fn label_zh(self) -> &'static str {
        match self {
            Self::CarbonSink => "碳汇功能区",
            Self::LowCarbonOptimization => "低碳优化区",
            Self::TotalCarbonControl => "碳总量控制区",
            Self::CarbonIntensityControl => "碳强度控制区",
        }
    }
}

impl fmt::Display for FunctionalZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
