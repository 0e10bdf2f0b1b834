//! The themes of an assessment and of what a run found beyond it.

use carbon_core::uncertainty::MapClasses;
use carbon_core::{Assessment, Quantity, Value, Year};

use super::column::Column;
use super::field::{FieldValues, ZoneField};
use super::fields::all_fields;
use super::supplement::{Supplement, SupplementError};
use crate::style::{
    Classifications, Scheme, ShownUnit, Subject, Theme, ThemeClass, ThemeError, ThemeValues, Topic,
    TopicThemes, annual,
};
use crate::text::{Bilingual, Language};

/// The themes of an assessment. All outputs of a run take them from one of these, so that its
/// classes are the same wherever they show.
#[derive(Debug, Clone, PartialEq)]
pub struct Themes<'a> {
    /// The results that are classified.
    pub assessment: &'a Assessment,
    topics: TopicThemes<'a>,
    supplement: Option<&'a Supplement<'a>>,
    fields: Vec<ZoneField>,
    inherited: Vec<(Quantity, Year)>,
}

impl<'a> Themes<'a> {
    /// The themes of an assessment: each topic's own classes, unless the project chose others.
    ///
    /// # Errors
    ///
    /// [`ThemeError::Classification`] if no map can show a choice; [`ThemeError::Breaks`] if
    /// budgets are so large that their breaks are not finite.
    pub fn new(assessment: &'a Assessment, choices: &Classifications) -> Result<Self, ThemeError> {
        Ok(Self {
            assessment,
            topics: TopicThemes::new(assessment, choices)?,
            supplement: None,
            fields: Vec::new(),
            inherited: Vec::new(),
        })
    }

    /// The same with what the run found beyond the assessment. An empty supplement changes nothing.
    ///
    /// # Errors
    ///
    /// [`SupplementError`] if layers cannot hold a field of it, or differences are so large that
    /// their breaks are not finite.
    pub fn with_supplement(self, supplement: &'a Supplement<'a>) -> Result<Self, SupplementError> {
        Ok(Self {
            supplement: (!supplement.is_empty()).then_some(supplement),
            fields: all_fields(supplement, &self.topics)?,
            ..self
        })
    }

    /// The same where zones have quantities only from the zones above them, in these years: titles
    /// of maps say so, and the report does not rank them.
    #[must_use]
    pub fn with_inherited(self, inherited: Vec<(Quantity, Year)>) -> Self {
        Self { inherited, ..self }
    }

    /// Whether zones have a quantity only from the zones above them in a year.
    pub(crate) fn is_inherited(&self, quantity: &Quantity, year: Year) -> bool {
        let mut inherited = self.inherited.iter();
        inherited.any(|(known, of_year)| known == quantity && *of_year == year)
    }

    /// The classes of a topic's maps, for drawing how probable each is; `None` of categories.
    /// Shares of a mean are those of the mean of emissions.
    pub fn map_classes(&self, topic: Topic) -> Option<MapClasses> {
        self.topics.map_classes(topic)
    }

    /// What the run found beyond the assessment, if anything.
    pub fn supplement(&self) -> Option<&'a Supplement<'a>> {
        self.supplement
    }

    /// The fields that the supplement adds to layers.
    pub fn fields(&self) -> &[ZoneField] {
        &self.fields
    }

    /// What has a map in a year: topics, then fields.
    pub fn subjects(&self, year: Year) -> Vec<Subject> {
        let topics = Topic::in_year(self.assessment, year).into_iter();
        let fields = self.fields.iter().enumerate();
        let mapped = fields.filter(|(_, field)| field.maps.contains(&year));
        let mapped = mapped.map(|(place, _)| Subject::Field(place));
        topics.map(Subject::Topic).chain(mapped).collect()
    }

    /// The columns of layers.
    pub(crate) fn columns(&self) -> Vec<Column<'_>> {
        let quantities = Quantity::all(self.assessment).into_iter();
        let fields = self.fields.iter().map(Column::Field);
        quantities.map(Column::Quantity).chain(fields).collect()
    }

    /// The theme of a topic or a field in a year.
    ///
    /// # Errors
    ///
    /// [`ThemeError::UnknownYear`] if the year was not assessed; [`ThemeError::Classification`]
    /// if classes are shares of a mean that is not above zero; [`ThemeError::NoField`] if there is
    /// no such field.
    pub fn theme(
        &self,
        subject: impl Into<Subject>,
        year: Year,
        language: Language,
    ) -> Result<Theme, ThemeError> {
        match subject.into() {
            Subject::Topic(topic) => {
                let mut theme = self.topics.theme(topic, year, language)?;
                if self.is_inherited(&topic.quantity(), year) {
                    let mark = Bilingual::new(" (of the larger zones)", "（所属上级区域的值）");
                    theme.title += &mark.in_language(language);
                }
                Ok(theme)
            }
            Subject::Field(place) => self.field_theme(place, year, language),
        }
    }

    fn field_theme(
        &self,
        place: usize,
        year: Year,
        language: Language,
    ) -> Result<Theme, ThemeError> {
        let zones = &annual(self.assessment, year)?.zones;
        let fields = self.fields.len();
        let field = self.fields.get(place);
        let field = field.ok_or(ThemeError::NoField { place, fields })?;
        let ids = zones.iter().map(|zone| &zone.zone.id).enumerate();
        let values = ids.filter_map(|(zone, id)| Some((id.clone(), field.value(year, zone)?)));
        let (scheme, values, ranges) = match &field.values {
            FieldValues::Numbers { breaks, .. } => {
                let numbers = values.filter_map(|(id, value)| match value {
                    Value::Number(number) => Some((id, number)),
                    _ => None,
                });
                (
                    Scheme::ByValue(breaks.clone()),
                    ThemeValues::Numbers(numbers.collect()),
                    breaks.ranges().collect(),
                )
            }
            FieldValues::Categories(_) => {
                let ids = values.filter_map(|(id, value)| match value {
                    Value::Text(category) => Some((id, category.to_owned())),
                    _ => None,
                });
                let categories = field.classes.iter().map(|class| class.id.clone().into());
                (
                    Scheme::Categories(categories.collect()),
                    ThemeValues::Categories(ids.collect()),
                    vec![(None, None); field.classes.len()],
                )
            }
        };
        let classes = field.classes.iter().zip(ranges);
        let classes = classes.map(|(class, (from, to))| ThemeClass {
            id: class.id.clone(),
            label: class.label.in_language(language),
            color: class.color,
            from,
            to,
        });
        Ok(Theme {
            subject: Subject::Field(place),
            field: field.name.clone(),
            name: field.title.in_language(language),
            title: field.alias(language),
            unit: field.unit.in_language(language),
            decimals: field.decimals(),
            classes: classes.collect(),
            known: field.known.in_language(language),
            shown: ShownUnit {
                factor: 1.0,
                name: field.unit.in_language(language),
                decimals: field.decimals().unwrap_or_default(),
            },
            scheme,
            values,
            min_coverage: None,
        })
    }
}
