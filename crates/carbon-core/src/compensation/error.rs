//! Errors of a compensation scheme.

use crate::formulas::OptionError;
use crate::inputs::ZoneInYear;
use crate::text::Listed;
use crate::units::Year;
use bilingual::Bilingual;

/// An assessment and options from which no compensation follows.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum CompensationError {
    /// The base or the target year has no results.
    #[en("{year} was not assessed; the years of the assessment are {assessed}")]
    #[zh("{year} 年没有核算；已核算的年份为 {assessed}")]
    NotAssessed {
        /// The year asked for.
        year: Year,
        /// The years that there are.
        assessed: Listed<Year>,
    },
    /// The target year is the base year or an earlier one.
    #[en("the target year {target} is not after the base year {base}; swap or change them")]
    #[zh("目标年 {target} 不晚于基准年 {base}；请对调或修改")]
    TargetNotAfterBase { base: Year, target: Year },
    /// Zones whose carbon intensity cannot be divided by.
    #[en(
        "carbon intensity is zero or no finite number: {0}; the compensation divides by it, so \
         emissions and GDP must be positive"
    )]
    #[zh("碳强度为零或不是有限数：{0}；补偿计算以它为除数，碳排放和 GDP 必须为正")]
    Intensity(Listed<ZoneInYear>),
    /// The region's carbon intensity cannot be divided by.
    #[en(
        "the region's carbon intensity of {0} is zero or no finite number; the compensation \
         divides by it, so emissions and GDP must be positive"
    )]
    #[zh("{0} 年全区的碳强度为零或不是有限数；补偿计算以它为除数，碳排放和 GDP 必须为正")]
    RegionIntensity(Year),
    /// An option with an impossible value.
    #[error(transparent)]
    Option(#[from] OptionError),
    /// More combinations than are worth computing.
    #[en(
        "the sensitivity has {combinations} combinations of options for {zones} zones; at most \
         {limit} results are computed: name fewer alternatives"
    )]
    #[zh(
        "敏感性分析对 {zones} 个区域有 {combinations} 种选项组合；最多计算 {limit} 个结果，请减少备选项"
    )]
    TooManyCombinations {
        /// How many combinations there would be.
        combinations: usize,
        /// How many zones each is computed for.
        zones: usize,
        /// The largest product of the two.
        limit: usize,
    },
}
