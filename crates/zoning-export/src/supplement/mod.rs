//! What a run found beyond its assessment, for all writers: how sure results are, what other inputs
//! would change, and fields of further analyses.
//!
//! | what | where |
//! |---|---|
//! | a propagation, with Sobol indices | [`Spread`] → fields `budget_t_p05`, `zone_certainty`, `probability_paying` … |
//! | scenarios beside the base | [`ScenarioRun`] → fields `scenario_1_difference_budget_t` … |
//! | anything else a zone and year, such as another zoning | [`ZoneField`] |
//! | what is of the whole region | [`Bars`], [`Curves`], [`Centres`]: figures and the report, centres in layers too |
//!
//! [`Themes`](crate::Themes) that [take](crate::Themes::with_supplement) a supplement have its fields
//! and their maps, and with them all outputs; without one, outputs are the same to the byte.

mod bars;
mod centres;
mod certainty;
mod changes;
mod curves;
mod distributions;
mod field;

use std::collections::BTreeSet;

use carbon_core::scenario::{Comparison, Scenario};
use carbon_core::uncertainty::{Propagation, SobolIndices, Uncertainty};
use carbon_core::{Assessment, Listed, Quantity, Year};

use crate::tables::Bilingual;
use crate::theme::Topic;
use crate::{ExportError, Themes};

pub use bars::{Bar, BarColumn, Bars, Part};
pub use centres::{Centre, Centres, CentresOf};
pub use certainty::functional_zone_classes;
pub use curves::{Curve, CurvePanel, Curves};
pub use field::{FieldClass, FieldValues, Group, ZoneField};

pub(crate) use certainty::{class_certainty, draws_in_words};
pub(crate) use changes::{change_in_words, scenario_field};
pub(crate) use distributions::{distributed, input_label};

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
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SupplementError {
    /// A name that is no field name.
    #[error("`{0}` cannot be the name of a field; take lower-case letters, digits and _")]
    Name(String),
    /// A name or title that another field has.
    #[error("two fields are called `{0}`; give each a name and a title of its own")]
    Twice(String),
    /// Not a value a zone.
    #[error("the field `{field}` has {found} values of {year} for {zones} zones; give one a zone")]
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
    #[error("the field `{field}` has values or a map of {year}; the assessment has {known}")]
    Year {
        /// The field.
        field: String,
        /// The year.
        year: Year,
        /// The years of the assessment.
        known: Listed<Year>,
    },
    /// A category that the field does not list.
    #[error("the field `{field}` has the category `{found}`; it lists {known}")]
    Category {
        /// The field.
        field: String,
        /// The category.
        found: String,
        /// The categories listed.
        known: Listed<String>,
    },
    /// A place beyond the last field.
    #[error("there is no field {place}, counted from 0; there are {fields}")]
    NoField {
        /// The place asked for.
        place: usize,
        /// How many fields there are.
        fields: usize,
    },
    /// Not as many classes as the breaks part.
    #[error("the field `{field}` has {classes} classes for {breaks} breaks; give one class more")]
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
        let maps = first.iter().flat_map(|of| &of.maps);
        maps.filter_map(|map| Topic::of(&map.quantity)).collect()
    }

    /// The quantities that have intervals, in their order.
    pub(crate) fn quantities(&self) -> Vec<Quantity> {
        let mut quantities: Vec<Quantity> = Vec::new();
        let first = self.propagation.zones.first();
        let years = first.iter().flat_map(|zone| &zone.years);
        for of in years.flat_map(|of| &of.intervals) {
            if !quantities.contains(&of.quantity) {
                quantities.push(of.quantity.clone());
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

    /// All fields, by their groups: those of the uncertainty, of the scenarios, and the further ones.
    ///
    /// # Errors
    ///
    /// [`ExportError::Supplement`] if layers cannot hold a field.
    pub(crate) fn all_fields(&self, themes: &Themes<'_>) -> Result<Vec<ZoneField>, ExportError> {
        let assessment = themes.assessment;
        let mut fields = Vec::new();
        if let Some(spread) = &self.uncertainty {
            fields.extend(certainty::fields(themes, spread)?);
        }
        fields.extend(changes::fields(assessment, &self.scenarios)?);
        fields.extend(self.fields.iter().cloned());
        fields.sort_by_key(|field| field.group);
        let quantities = Quantity::all(assessment);
        let mut names: BTreeSet<String> = quantities
            .iter()
            .map(|quantity| quantity.field_name().into_owned())
            .collect();
        let mut titles = BTreeSet::new();
        for field in &fields {
            check(field, assessment)?;
            if !(names.insert(field.name.clone()) && titles.insert(field.title.en.clone())) {
                return Err(SupplementError::Twice(field.name.clone()).into());
            }
        }
        Ok(fields)
    }
}

/// Whether layers can hold a field.
fn check(field: &ZoneField, assessment: &Assessment) -> Result<(), SupplementError> {
    let name = &field.name;
    let is_legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || !name.chars().all(is_legal) {
        return Err(SupplementError::Name(name.clone()));
    }
    let lengths: Vec<(Year, usize)> = match &field.values {
        FieldValues::Numbers { rows, .. } => rows.iter().map(|(y, row)| (*y, row.len())).collect(),
        FieldValues::Categories(rows) => rows.iter().map(|(y, row)| (*y, row.len())).collect(),
    };
    let known = || assessment.years.iter().map(|annual| annual.year);
    let years = lengths.iter().map(|(year, _)| year).chain(&field.maps);
    if let Some(&year) = years.into_iter().find(|&&year| known().all(|y| y != year)) {
        let (field, known) = (name.clone(), Listed(known().collect()));
        return Err(SupplementError::Year { field, year, known });
    }
    let zones = assessment.zones.len();
    if let Some(&(year, found)) = lengths.iter().find(|(_, length)| *length != zones) {
        return Err(SupplementError::Values {
            field: name.clone(),
            year,
            found,
            zones,
        });
    }
    check_classes(field)
}

fn check_classes(field: &ZoneField) -> Result<(), SupplementError> {
    match &field.values {
        FieldValues::Numbers { breaks, .. } => {
            let (classes, breaks) = (field.classes.len(), breaks.as_slice().len());
            if field.maps.is_empty() || classes == breaks + 1 {
                return Ok(());
            }
            Err(SupplementError::Classes {
                field: field.name.clone(),
                classes,
                breaks,
            })
        }
        FieldValues::Categories(rows) => {
            let listed = |id: &&String| field.classes.iter().all(|class| class.id != **id);
            match rows.values().flatten().flatten().find(listed) {
                None => Ok(()),
                Some(found) => Err(SupplementError::Category {
                    field: field.name.clone(),
                    found: found.clone(),
                    known: Listed(field.classes.iter().map(|class| class.id.clone()).collect()),
                }),
            }
        }
    }
}

/// The unit of a quantity in both languages, from the labels that have it in parentheses.
pub(crate) fn unit_of(quantity: &Quantity, assessment: &Assessment) -> Bilingual {
    let in_parentheses = |alias: &str, label: &str| {
        let rest = alias.strip_prefix(label).unwrap_or_default();
        rest.trim_matches([' ', '(', ')']).to_owned()
    };
    Bilingual::new(
        in_parentheses(&quantity.alias_en(assessment), &quantity.label_en()),
        in_parentheses(&quantity.alias_zh(assessment), &quantity.label_zh()),
    )
}
