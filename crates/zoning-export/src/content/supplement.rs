//! What a run found beyond its assessment.

use bilingual::Bilingual;
use carbon_core::scenario::{Comparison, Scenario};
use carbon_core::uncertainty::{Propagation, SobolIndices, Uncertainty};
use carbon_core::{Assessment, Listed, Quantity, Year};

use super::bars::Bars;
use super::centres::Centres;
use super::curves::Curves;
use super::field::ZoneField;
use crate::style::{BreaksError, ThemeError, Topic};
use crate::text::Bilingual;

/// What a run found beyond its assessment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Supplement<'a> {
    /// How sure results are.
    pub uncertainty: Option<Spread<'a>>,
    /// Scenarios, each beside the same base.
    pub scenarios: Vec<ScenarioRun<'a>>,
    /// Fields of further analyses.
    pub fields: Vec<ZoneField>,
    /// How unequally something is spread.
    pub curves: Option<Curves>,
    /// Numbers of the whole region.
    pub bars: Vec<Bars>,
    /// Where the weight of the region lies.
    pub centres: Option<Centres>,
}

/// How sure results are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread<'a> {
    /// What is uncertain, with sources.
    pub inputs: &'a Uncertainty,
    /// Intervals and probabilities.
    pub propagation: &'a Propagation,
    /// Which input the spread is due to.
    pub sobol: Option<&'a SobolIndices>,
}

/// A scenario with what it changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScenarioRun<'a> {
    /// Its changes of the inputs.
    pub scenario: &'a Scenario,
    /// The run with them beside that without.
    pub comparison: &'a Comparison,
}

/// A field that layers cannot hold.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum SupplementError {
    /// A name that is no field name.
    #[en("`{0}` cannot be the name of a field; take lower-case letters, digits and _")]
    #[zh("`{0}` 不能作为字段名；请用小写字母、数字和 _")]
    Name(String),
    /// A name or title that another field has.
    #[en("two fields are called `{0}`; give each a name and a title of its own")]
    #[zh("有两个字段都叫 `{0}`；请给每个字段各自的名称和标题")]
    Twice(String),
    /// Not a value a zone.
    #[en("the field `{field}` has {found} values of {year} for {zones} zones; give one a zone")]
    #[zh("字段 `{field}` 在 {year} 年有 {found} 个值，而区域有 {zones} 个；请为每个区域给出一个值")]
    Values {
        /// The field.
        field: String,
        /// The year.
        year: Year,
        /// How many values there are.
        found: usize,
        /// How many zones there are.
        zones: usize,
    },
    /// Values or a map of a year that was not assessed.
    #[en("the field `{field}` has values or a map of {year}; the assessment has {known}")]
    #[zh("字段 `{field}` 有 {year} 年的值或地图；而核算的年份为 {known}")]
    Year {
        /// The field.
        field: String,
        /// The year.
        year: Year,
        /// The years of the assessment.
        known: Listed<Year>,
    },
    /// A category that the field does not list.
    #[en("the field `{field}` has the category `{found}`; it lists {known}")]
    #[zh("字段 `{field}` 有类别 `{found}`；所列的类别为 {known}")]
    Category {
        /// The field.
        field: String,
        /// The category.
        found: String,
        /// The categories listed.
        known: Listed<String>,
    },
    /// A theme that no map can show.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// Differences so large that no class breaks fit.
    #[error(transparent)]
    Breaks(#[from] BreaksError),
    /// Not as many classes as the breaks part.
    #[en("the field `{field}` has {classes} classes for {breaks} breaks; give one class more")]
    #[zh("字段 `{field}` 有 {classes} 个类、{breaks} 个界限；类数应比界限数多一")]
    Classes {
        /// The field.
        field: String,
        /// How many classes it lists.
        classes: usize,
        /// How many breaks part them.
        breaks: usize,
    },
}

impl Spread<'_> {
    /// The topics of the maps whose classes have probabilities, in their order.
    pub(crate) fn topics(&self) -> Vec<Topic> {
        let first = self.propagation.zones.first();
        let first = first.and_then(|zone| zone.years.first());
        let maps = first.iter().flat_map(|annual| &annual.maps);
        maps.filter_map(|map| Topic::showing(&map.quantity))
            .collect()
    }

    /// The quantities that have intervals, in their order.
    pub(crate) fn quantities(&self) -> Vec<Quantity> {
        let mut quantities: Vec<Quantity> = Vec::new();
        let first = self.propagation.zones.first();
        let years = first.iter().flat_map(|zone| &zone.years);
        for interval in years.flat_map(|annual| &annual.intervals) {
            if !quantities.contains(&interval.quantity) {
                quantities.push(interval.quantity.clone());
            }
        }
        quantities
    }
}

impl Supplement<'_> {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The texts of what is of the whole region.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let curves = self.curves.iter().flat_map(Curves::texts);
        let bars = self.bars.iter().flat_map(Bars::texts);
        let centres = self.centres.iter().flat_map(Centres::texts);
        curves.chain(bars).chain(centres)
    }
}

/// The unit of a quantity in both languages.
pub(crate) fn unit_of(quantity: &Quantity, assessment: &Assessment) -> Bilingual {
    let (en, zh) = (
        quantity.unit_in(assessment),
        quantity.unit_zh_in(assessment),
    );
    Bilingual::new(en, zh)
}
