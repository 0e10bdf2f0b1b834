//! Doubts about results that the user should know.

use bilingual::Bilingual;

use serde::Serialize;

use super::observation::Variable;
use crate::coefficients::MixedBases;
use crate::region::{UnclassifiedLand, Zone};
use crate::text::{Listed, Said, counted, phrase, say, with_minus};
use crate::units::{Tonnes, Year};

/// A doubt about a result.
#[derive(Debug, Clone, PartialEq, Serialize, Bilingual)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Warning {
    /// Carbon and CO₂ are added up as if they were the same.
    #[en(
        "the coefficients mix units: {bases}; the region's budget of {year}, {} Mt, adds the two, in CO₂ alone it is {} Mt",
        with_minus(budget.megatonnes(), 2),
        with_minus(restated.megatonnes(), 2)
    )]
    #[zh(
        "系数的计量口径混杂：{bases}；全区 {year} 年碳收支 {} Mt 系二者直接相加，全部按二氧化碳计则为 {} Mt",
        with_minus(budget.megatonnes(), 2),
        with_minus(restated.megatonnes(), 2)
    )]
    MixedBases {
        /// Which coefficients disagree.
        bases: MixedBases,
        /// The last year.
        year: Year,
        /// The region's budget of that year, as computed.
        budget: Tonnes,
        /// The same, restated in CO₂ term by term.
        restated: Tonnes,
    },
    /// A given total of the region is more than 0.5 % away from the sum of its zones, so that
    /// the emission-weighted means of ECC and ESC are not 1.
    #[en(
        "the region's {variable} of {year} is given as {given:.0} {unit}, but its zones add up to {sum:.0} {unit}",
        unit = variable.unit()
    )]
    #[zh(
        "给定的全区 {year} 年 {variable} 为 {given:.0} {unit}，而各区域之和为 {sum:.0} {unit}",
        unit = phrase(variable.unit())
    )]
    RegionTotal {
        year: Year,
        variable: Variable,
        /// The given total, in the variable's unit.
        given: f64,
        /// The sum of the zones, in the same unit.
        sum: f64,
    },
    /// More than 1 % of zones has no land class, so that their absorption is too small.
    #[en("{0}")]
    #[zh("{0}")]
    UnclassifiedLand(UnclassifiedLand),
    /// Zones of which too little has a land class.
    #[en(
        "less than {} % of the area of {} has a land class; they get no functional zone, no compensation and no rank: {} (min_coverage sets this limit)",
        100.0 * min_coverage,
        counted(zones.len(), "zone"),
        Listed(zones.iter().map(name_and_years).collect())
    )]
    #[zh(
        "{} 个区域有地类的面积不足 {} %，不划分功能区，不参与补偿和排名：{}（该界限由 min_coverage 设定）",
        zones.len(),
        100.0 * min_coverage,
        Listed(zones.iter().map(name_and_years).collect())
    )]
    LeftOut {
        /// With the years.
        zones: Vec<(Zone, Vec<Year>)>,
        /// The share of a zone that must have a land class.
        min_coverage: f64,
    },
}

fn name_and_years((zone, years): &(Zone, Vec<Year>)) -> Said {
    let (id, name, years) = (&zone.id, &zone.name, Listed(years.clone()));
    say!("{id} ({name}) in {years}", "{id}（{name}）{years} 年")
}
