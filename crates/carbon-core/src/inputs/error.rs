//! Errors of inputs.

use bilingual::Bilingual;

use super::observation::Place;
use crate::region::ZoneId;
use crate::text::{Listed, phrase};
use crate::units::{CoalEquivalent, Year};

/// Inputs that make no assessment. Each lists every problem of its kind, up to ten in print.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum InputError {
    /// No zone.
    #[en("there are no zones; the boundaries must have at least one")]
    #[zh("没有任何区域；边界中至少要有一个")]
    NoZones,
    /// No year.
    #[en("there are no years; name at least one")]
    #[zh("没有年份；请至少给出一个")]
    NoYears,
    /// One id for several zones.
    #[en("zone ids occur more than once: {0}; each zone needs an id of its own")]
    #[zh("区域编码重复：{0}；每个区域的编码必须唯一")]
    DuplicateZones(Listed<ZoneId>),
    /// A year named twice.
    #[en("years are named more than once: {0}; name each once")]
    #[zh("年份重复：{0}；每个年份只写一次")]
    DuplicateYears(Listed<Year>),
    /// Statistics or land use of zones that the boundaries lack.
    #[en(
        "the boundaries lack zones of the {table}: {found}; they have {known}: correct the ids or \
         add the zones"
    )]
    #[zh(
        "边界中缺少{}里的这些区域：{found}；边界中有 {known}。请改正编码或补充区域",
        phrase(table)
    )]
    UnknownZones {
        /// `statistics` or `land-use table`.
        table: &'static str,
        /// The ids that the boundaries lack.
        found: Listed<ZoneId>,
        /// The ids of the boundaries.
        known: Listed<ZoneId>,
    },
    /// Zones of the boundaries that the statistics never mention.
    #[en(
        "the boundaries have zones that the statistics lack: {0}; add their statistics or leave \
         the zones out (in a project file by `only = \"statistics\"` under [boundaries])"
    )]
    #[zh(
        "统计数据中缺少边界里的这些区域：{0}；请补充统计数据，或舍去这些区域（在项目文件的 [boundaries] 下写 `only = \"statistics\"`）"
    )]
    ZonesWithoutStatistics(Listed<ZoneId>),
    /// Statistics that are needed and not there.
    #[en(
        "statistics are missing: {0}; each zone needs in each year population, gdp or \
         gdp_constant, and energy, energy_intensity or fuels"
    )]
    #[zh(
        "缺少统计数据：{0}；每个区域每年需要 population，gdp 或 gdp_constant，以及 energy、energy_intensity 或燃料消费量"
    )]
    MissingStatistics(Listed<Place>),
    /// Zones without hectares in a year.
    #[en("the land-use table has no row of: {0}; each zone needs its hectares in each year")]
    #[zh("土地利用表中没有以下各行：{0}；每个区域每年都要有面积")]
    MissingLandUse(Listed<ZoneInYear>),
    /// The same statistic twice.
    #[en("statistics are given more than once: {0}; keep one of each")]
    #[zh("统计数据重复：{0}；请各保留一个")]
    DuplicateStatistics(Listed<Place>),
    /// Values below zero or not finite.
    #[en("statistics have impossible values: {0}; they are finite numbers from 0 up")]
    #[zh("统计数据的值不可能：{0}；应为不小于 0 的有限数")]
    ImpossibleValues(Listed<ValueAt>),
    /// A GDP of zero, by which an intensity would divide.
    #[en("GDP is zero: {0}; carbon intensity divides by it, so it must be positive")]
    #[zh("GDP 为零：{0}；碳强度以它为除数，必须为正")]
    ZeroGdp(Listed<Place>),
    /// A `gdp` that is not at its own year's prices.
    #[en(
        "gdp is not at the prices of its own year: {0}; enter GDP at other prices as gdp_constant"
    )]
    #[zh("gdp 不是当年价：{0}；其他价格的 GDP 请填入 gdp_constant")]
    GdpNotCurrent(Listed<Place>),
    /// Prices that cannot be converted.
    #[en(
        "no deflator converts between {price_year} prices and: {places}; give the deflator of \
         each such year, or gdp_constant at {price_year} prices"
    )]
    #[zh(
        "没有平减指数可在 {price_year} 年价格与以下各项之间换算：{places}；请给出这些年份的平减指数，或按 {price_year} 年价格给出 gdp_constant"
    )]
    NoDeflator {
        /// The inputs' price year.
        price_year: Year,
        /// The statistics that need a deflator.
        places: Listed<Place>,
    },
    /// Figures for one energy that contradict each other.
    #[en(
        "energy, energy_intensity x GDP and fuels differ by more than 0.5 %: {0}; keep the one \
         that is right"
    )]
    #[zh("energy、energy_intensity × GDP 与燃料三者相差超过 0.5 %：{0}；请保留正确的一个")]
    EnergyDisagrees(Listed<EnergyDisagreement>),
    /// Absorption of a zone.
    #[en(
        "absorption is given: {0}; it follows from a zone's land use and may be given for the \
         region only"
    )]
    #[zh("给出了区域的碳吸收：{0}；区域的碳吸收由土地利用计算，只有全区的可以给定")]
    AbsorptionOfZone(Listed<Place>),
}

/// A zone in a year.
#[derive(Debug, Clone, PartialEq, Eq, Bilingual)]
#[en("zone {zone} in {year}")]
#[zh("区域 {zone} {year} 年")]
pub struct ZoneInYear {
    pub zone: ZoneId,
    pub year: Year,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Bilingual)]
#[en("{place} is {value} {}", place.variable.unit())]
#[zh("{place}为 {value} {}", phrase(place.variable.unit()))]
pub struct ValueAt {
    pub place: Place,
    /// The value, in the [unit](super::observation::Variable::unit) of the place's variable.
    pub value: f64,
}

/// Two figures for one energy.
#[derive(Debug, Clone, PartialEq, Bilingual)]
#[en("{place} is {energy:.0}, by {by} {implied:.0}")]
#[zh("{place}为 {energy:.0}，按 {by} 为 {implied:.0}")]
pub struct EnergyDisagreement {
    /// Where; the variable is what the first figure follows from.
    pub place: Place,
    /// The first figure: as given, or as the sum of the fuels.
    pub energy: CoalEquivalent,
    /// The second figure.
    pub implied: CoalEquivalent,
    /// The source of the second figure: `intensity` (× GDP) or `fuels`.
    pub by: &'static str,
}
