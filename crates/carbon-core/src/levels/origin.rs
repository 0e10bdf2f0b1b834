//! How a level comes by a statistic.

use serde::Serialize;

use crate::region::ZoneId;
use crate::units::Year;

/// How a level comes by a statistic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// It is given.
    Given,
    /// It is the sum of the zones of a lower level; for an energy intensity, their mean by GDP.
    Summed {
        /// The lower level.
        from: String,
    },
    /// It is the parent's, of which the zone is the only part.
    Whole {
        /// The parent's level; `region` above the top.
        from: String,
        /// The parent; none is the region.
        parent: Option<ZoneId>,
    },
    /// It is a share of the parent's, no observation.
    Shared {
        /// The parent's level; `region` above the top.
        from: String,
        /// The parent; none is the region.
        parent: Option<ZoneId>,
        /// In proportion to which variable.
        by: String,
        /// Of which year.
        year: Year,
    },
    /// It is the parent's energy intensity, taken to hold in each of its parts.
    Inherited {
        /// The parent's level; `region` above the top.
        from: String,
        /// The parent; none is the region.
        parent: Option<ZoneId>,
    },
}

impl Origin {
    /// Whether the value is derived from a larger zone's: *downscaled*.
    pub fn is_downscaled(&self) -> bool {
        matches!(self, Self::Shared { .. } | Self::Inherited { .. })
    }

    /// The parent that the value is from; within, none is the region.
    pub fn parent(&self) -> Option<Option<&ZoneId>> {
        match self {
            Self::Given | Self::Summed { .. } => None,
            Self::Whole { parent, .. }
            | Self::Shared { parent, .. }
            | Self::Inherited { parent, .. } => Some(parent.as_ref()),
        }
    }

    /// In English words.
    pub fn label_en(&self) -> String {
        match self {
            Self::Given => "given".to_owned(),
            Self::Summed { from } => format!("summed from {from}"),
            Self::Whole { from, .. } => format!("that of its only {from}"),
            Self::Shared { from, by, year, .. } => {
                format!("downscaled from {from} by {by} of {year}")
            }
            Self::Inherited { from, .. } => format!("downscaled: the intensity of its {from}"),
        }
    }

    /// In Chinese words.
    pub fn label_zh(&self) -> String {
        match self {
            Self::Given => "给定".to_owned(),
            Self::Summed { from } => format!("由 {from} 汇总"),
            Self::Whole { from, .. } => format!("取所在 {from} 的值（唯一下级单元）"),
            Self::Shared { from, by, year, .. } => {
                format!("按{year}年 {by} 由 {from} 降尺度分摊")
            }
            Self::Inherited { from, .. } => format!("降尺度：取所在 {from} 的强度"),
        }
    }
}
