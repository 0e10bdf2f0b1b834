//! A field of the supplement: a value a zone and year, with what people read of it.

use std::collections::BTreeMap;

use carbon_core::{Value, ValueKind, Year};
use serde::Serialize;

use crate::style::{Breaks, Color};
use crate::text::{Bilingual, Language};

/// A field beyond the quantities of an assessment, for layers, maps and the report.
///
/// ```
/// use carbon_core::Year;
/// use zoning_export::palette::QUALITATIVE_8;
/// use zoning_export::content::{FieldClass, Group, ZoneField};
/// use zoning_export::Bilingual;
///
/// let class = |id: &str, color| FieldClass {
///     id: id.to_owned(),
///     label: Bilingual::new(format!("Cluster {id}"), format!("第 {id} 类")),
///     color,
/// };
/// let clusters = ZoneField::categories(
///     "clusters",
///     Bilingual::new("K-means, k = 2", "K 均值聚类，k = 2"),
///     Group::Zonings,
///     vec![class("1", QUALITATIVE_8[0]), class("2", QUALITATIVE_8[1])],
///     [(Year(2020), vec![Some("1".to_owned()), None, Some("2".to_owned())])].into(),
/// );
/// assert_eq!(clusters.maps, [Year(2020)]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneField {
    /// The name of the field in layers: lower-case letters, digits and `_`, unlike all others.
    pub name: String,
    /// What it is, without unit; unlike those of all other fields.
    pub title: Bilingual,
    /// The unit of numbers; empty for ratios and texts.
    pub unit: Bilingual,
    /// What it belongs to.
    pub group: Group,
    /// How the values and classes came about, for readers of maps.
    pub known: Bilingual,
    /// What is to be said of it in the report, a paragraph each, such as how it agrees with others.
    pub remarks: Vec<Bilingual>,
    /// The values.
    pub values: FieldValues,
    /// The classes of its maps: ranges in ascending order, or categories in that of legends.
    pub classes: Vec<FieldClass>,
    /// The years that have a map. None: the field stands in layers alone.
    pub maps: Vec<Year>,
}

/// The values of a field: of each year that has any, one a zone in the order of the zones.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValues {
    /// Numbers.
    Numbers {
        /// How many decimals are worth printing.
        decimals: usize,
        /// Where classes of the maps part: one less than there are classes.
        breaks: Breaks,
        /// The numbers; `None` where a zone has none.
        rows: BTreeMap<Year, Vec<Option<f64>>>,
    },
    /// Ids of categories.
    Categories(BTreeMap<Year, Vec<Option<String>>>),
}

/// A class of a field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldClass {
    /// The id: what stands in layers, of a category; of a range any, such as its number.
    #[serde(skip)]
    pub id: String,
    /// The name for people.
    pub label: Bilingual,
    /// The colour of its zones.
    pub color: Color,
}

/// What fields belong together in QGIS and in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// How sure results are.
    Uncertainty,
    /// What other inputs would change.
    Scenarios,
    /// Zonings by other rules.
    Zonings,
    /// Other analyses, as of space.
    Analysis,
}

impl Group {
    /// The name for people.
    pub(crate) fn label(self) -> Bilingual {
        let (en, zh) = match self {
            Self::Uncertainty => ("Uncertainty", "不确定性"),
            Self::Scenarios => ("Scenarios", "情景"),
            Self::Zonings => ("Zonings", "分区"),
            Self::Analysis => ("Analysis", "分析"),
        };
        Bilingual::new(en, zh)
    }

    /// The key in the data of the report.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Uncertainty => "uncertainty",
            Self::Scenarios => "scenarios",
            Self::Zonings => "zonings",
            Self::Analysis => "analysis",
        }
    }
}

impl ZoneField {
    /// Categories, with a map in each year that has values.
    pub fn categories(
        name: impl Into<String>,
        title: Bilingual,
        group: Group,
        classes: Vec<FieldClass>,
        rows: BTreeMap<Year, Vec<Option<String>>>,
    ) -> Self {
        let maps = rows.keys().copied().collect();
        Self {
            classes,
            maps,
            ..Self::with_values(name, title, group, FieldValues::Categories(rows))
        }
    }

    /// Numbers without a map, of a unit.
    pub fn numbers(
        name: impl Into<String>,
        title: Bilingual,
        unit: Bilingual,
        group: Group,
        decimals: usize,
        rows: BTreeMap<Year, Vec<Option<f64>>>,
    ) -> Self {
        let values = FieldValues::Numbers {
            decimals,
            breaks: Breaks::NONE,
            rows,
        };
        Self {
            unit,
            ..Self::with_values(name, title, group, values)
        }
    }

    fn with_values(
        name: impl Into<String>,
        title: Bilingual,
        group: Group,
        values: FieldValues,
    ) -> Self {
        Self {
            name: name.into(),
            title,
            unit: Bilingual::default(),
            group,
            known: Bilingual::default(),
            remarks: Vec::new(),
            values,
            classes: Vec::new(),
            maps: Vec::new(),
        }
    }

    /// The same numbers with maps in these years, whose classes part at these breaks. There is one
    /// label and one colour more than breaks.
    pub fn mapped(
        mut self,
        parting: Breaks,
        classes: impl IntoIterator<Item = (Bilingual, Color)>,
        years: Vec<Year>,
    ) -> Self {
        let classes = (1..)
            .zip(classes)
            .map(|(number, (label, color))| FieldClass {
                id: number.to_string(),
                label,
                color,
            });
        self.classes = classes.collect();
        self.maps = years;
        if let FieldValues::Numbers { breaks, .. } = &mut self.values {
            *breaks = parting;
        }
        self
    }

    /// The same with words on how its values came about.
    #[must_use]
    pub fn known(mut self, known: Bilingual) -> Self {
        self.known = known;
        self
    }

    /// What people read of it.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let labels = self.classes.iter().map(|class| &class.label);
        let all = labels.chain([&self.title, &self.unit, &self.known]);
        all.flat_map(|text| [&*text.en, &*text.zh])
    }

    /// The type of the values.
    /// The years that have values.
    pub(crate) fn years(&self) -> Vec<Year> {
        match &self.values {
            FieldValues::Numbers { rows, .. } => rows.keys().copied().collect(),
            FieldValues::Categories(rows) => rows.keys().copied().collect(),
        }
    }

    pub(crate) fn kind(&self) -> ValueKind {
        match self.values {
            FieldValues::Numbers { .. } => ValueKind::Number,
            FieldValues::Categories(_) => ValueKind::Text,
        }
    }

    /// How many decimals of numbers are worth printing.
    pub(crate) fn decimals(&self) -> Option<usize> {
        match self.values {
            FieldValues::Numbers { decimals, .. } => Some(decimals),
            FieldValues::Categories(_) => None,
        }
    }

    /// The value of a zone, by its place, in a year.
    pub(crate) fn value(&self, year: Year, zone: usize) -> Option<Value<'_>> {
        match &self.values {
            FieldValues::Numbers { rows, .. } => rows.get(&year)?.get(zone)?.map(Value::Number),
            FieldValues::Categories(rows) => {
                rows.get(&year)?.get(zone)?.as_deref().map(Value::Text)
            }
        }
    }

    /// The title with the unit, as layers show it.
    pub(crate) fn alias(&self, language: Language) -> String {
        self.title.with_unit(&self.unit).in_language(language)
    }
}
