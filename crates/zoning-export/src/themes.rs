//! The themes of an assessment, with the classes that the project chose.

use carbon_core::uncertainty::MapClasses;
use carbon_core::{AnnualAssessment, Assessment, Quantity, Value, ValueKind, Year};

use crate::classification::finite;
use crate::classify::{Breaks, Scheme, plain, range_label};
use crate::columns::Column;
use crate::palette::{self, Color, Sequential};
use crate::supplement::{FieldValues, Supplement, SupplementError, ZoneField};
use crate::theme::{
    Theme, ThemeClass, ThemeValues, annual, compensation_classes, functional_zones,
};
use crate::{
    Classification, ClassificationError, Classifications, ExportError, Language, Subject, Topic,
};

/// The themes of an assessment. All outputs of a run take them from one of these, so that its
/// classes are the same wherever they show.
#[derive(Debug, Clone, PartialEq)]
pub struct Themes<'a> {
    /// The results that are classified.
    pub assessment: &'a Assessment,
    graduations: Vec<Graduation>,
    supplement: Option<&'a Supplement<'a>>,
    fields: Vec<ZoneField>,
}

/// How the numbers of a topic are classified.
#[derive(Debug, Clone, PartialEq)]
struct Graduation {
    topic: Topic,
    classification: Classification,
    is_chosen: bool,
    /// Shares of the mean where the classification is by them.
    breaks: Breaks,
}

impl<'a> Themes<'a> {
    /// The themes of an assessment: each topic's own classes, unless the project chose others.
    ///
    /// # Errors
    ///
    /// [`ExportError::Classification`] if no map can show a choice; [`ExportError::Breaks`] if
    /// budgets are so large that their breaks are not finite.
    pub fn new(assessment: &'a Assessment, choices: &Classifications) -> Result<Self, ExportError> {
        let graduation = |topic: Topic| {
            let choice = choices.of(topic);
            let classification = choice
                .cloned()
                .unwrap_or_else(|| own_classification(topic, assessment));
            let quantity = topic.quantity();
            let values = assessment.zone_years().map(|of| quantity.value(of));
            Ok(Graduation {
                topic,
                breaks: classification.breaks(topic, values)?,
                classification,
                is_chosen: choice.is_some(),
            })
        };
        let graduations = Topic::GRADUATED.into_iter().map(graduation);
        Ok(Self {
            assessment,
            graduations: graduations.collect::<Result<_, ExportError>>()?,
            supplement: None,
            fields: Vec::new(),
        })
    }

    /// The same with what the run found beyond the assessment. An empty supplement changes nothing.
    ///
    /// # Errors
    ///
    /// [`ExportError::Supplement`] if layers cannot hold a field of it; [`ExportError::Breaks`] if
    /// differences are so large that their breaks are not finite.
    pub fn with_supplement(self, supplement: &'a Supplement<'a>) -> Result<Self, ExportError> {
        Ok(Self {
            supplement: (!supplement.is_empty()).then_some(supplement),
            fields: supplement.all_fields(&self)?,
            ..self
        })
    }

    /// The classes of a topic's maps, for drawing how probable each is; `None` of categories.
    /// Shares of a mean are those of the mean of emissions.
    pub fn map_classes(&self, topic: Topic) -> Option<MapClasses> {
        let graduation = self.graduations.iter().find(|of| of.topic == topic)?;
        Some(MapClasses {
            quantity: topic.quantity(),
            breaks: graduation.breaks.as_slice().to_vec(),
            of_mean_emissions: matches!(
                graduation.classification,
                Classification::ShareOfMean { .. }
            ),
        })
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
        topics
            .map(Subject::Topic)
            .chain(mapped.map(|(place, _)| Subject::Field(place)))
            .collect()
    }

    /// The columns of layers.
    pub(crate) fn columns(&self) -> Vec<Column<'_>> {
        let quantities = Quantity::all(self.assessment).into_iter();
        quantities
            .map(Column::Quantity)
            .chain(self.fields.iter().map(Column::Field))
            .collect()
    }

    /// The theme of a subject in a year.
    ///
    /// # Errors
    ///
    /// As [`Self::theme`]; [`ExportError::Supplement`] if there is no such field.
    pub fn of(
        &self,
        subject: Subject,
        year: Year,
        language: Language,
    ) -> Result<Theme, ExportError> {
        match subject {
            Subject::Topic(topic) => self.theme(topic, year, language),
            Subject::Field(place) => self.of_field(place, year, language),
        }
    }

    fn of_field(&self, place: usize, year: Year, language: Language) -> Result<Theme, ExportError> {
        let zones = &annual(self.assessment, year)?.zones;
        let fields = self.fields.len();
        let field = self.fields.get(place);
        let field = field.ok_or(SupplementError::NoField { place, fields })?;
        let ids = zones.iter().map(|of| &of.zone.id).enumerate();
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
            label: class.label.in_language(language).into_owned(),
            color: class.color,
            from,
            to,
        });
        Ok(Theme {
            subject: Subject::Field(place),
            field: field.name.clone(),
            name: field.title.in_language(language).into_owned(),
            title: field.alias(language),
            unit: field.unit.in_language(language).into_owned(),
            decimals: field.decimals(),
            classes: classes.collect(),
            known: field.known.in_language(language).into_owned(),
            scheme,
            values,
        })
    }

    /// The theme of a topic in a year.
    ///
    /// # Errors
    ///
    /// [`ExportError::UnknownYear`] if the year was not assessed; [`ExportError::Classification`]
    /// if classes are shares of a mean that is not above zero.
    pub fn theme(
        &self,
        topic: Topic,
        year: Year,
        language: Language,
    ) -> Result<Theme, ExportError> {
        let annual = annual(self.assessment, year)?;
        let quantity = topic.quantity();
        let graduation = self.graduations.iter().find(|of| of.topic == topic);
        let (scheme, classes) = match graduation {
            Some(graduation) => {
                let unit = quantity.unit_in(self.assessment);
                graduation.classes(annual, &unit, language)?
            }
            None if topic == Topic::Compensation => compensation_classes(language),
            None => functional_zones(language),
        };
        let chosen = graduation.filter(|graduation| graduation.is_chosen);
        let known = match chosen {
            Some(graduation) => graduation.classification.chosen(language),
            None => topic.breaks_known(language),
        };
        let name = language
            .choose(&quantity.label_en(), &quantity.label_zh())
            .into_owned();
        Ok(Theme {
            subject: Subject::Topic(topic),
            field: quantity.field_name().into_owned(),
            name,
            title: language.alias(&quantity, self.assessment),
            unit: quantity.unit_in(self.assessment),
            decimals: (quantity.kind() == ValueKind::Number).then(|| quantity.decimals()),
            classes,
            known: known.into_owned(),
            scheme,
            values: ThemeValues::Quantity(quantity),
        })
    }
}

/// The classes that a topic has unless the project chooses others.
fn own_classification(topic: Topic, assessment: &Assessment) -> Classification {
    let by_value = |breaks: [f64; 3]| Classification::Value {
        breaks: breaks.to_vec(),
    };
    match topic {
        Topic::Emissions => Classification::ShareOfMean {
            breaks: vec![0.5, 1.0, 1.5],
        },
        Topic::Budget => {
            let budgets = assessment.zone_years().map(|of| of.account.budget.amount);
            let step = round_step(budgets);
            Classification::AboutZero {
                breaks: vec![step, 2.0 * step],
            }
        }
        Topic::Intensity => by_value([0.6, 0.9, 1.2]),
        _ => by_value([0.6, 1.2, 1.8]),
    }
}

/// The largest of 1, 2 or 5 × 10ⁿ tonnes that the mean magnitude of amounts reaches; at least 1 t.
pub(crate) fn round_step(amounts: impl Iterator<Item = f64>) -> f64 {
    let magnitudes: Vec<_> = amounts.map(f64::abs).collect();
    let mean = magnitudes.iter().sum::<f64>() / magnitudes.len() as f64;
    let power = 10_f64.powi(mean.max(1.0).log10().floor() as i32);
    let steps = [5.0, 2.0].map(|digit| digit * power);
    steps
        .into_iter()
        .find(|&step| step <= mean)
        .unwrap_or(power)
}

impl Graduation {
    /// The classes in a year, whose values have a unit.
    fn classes(
        &self,
        annual: &AnnualAssessment,
        unit: &str,
        language: Language,
    ) -> Result<(Scheme, Vec<ThemeClass>), ExportError> {
        let breaks = self.breaks.clone();
        if matches!(self.classification, Classification::ShareOfMean { .. }) {
            let mean = self.mean(annual)?;
            let classes = self.ranges(mean, |range| share_label(range, language));
            return Ok((Scheme::ByShareOfMean { breaks, mean }, classes));
        }
        let is_tonnes = matches!(self.topic, Topic::Emissions | Topic::Budget);
        let classes = self.ranges(1.0, |range| match is_tonnes {
            true => tonnes_label(range, &self.breaks, unit, language),
            false => range_label(range, language, plain),
        });
        Ok((Scheme::ByValue(breaks), classes))
    }

    /// Classes between breaks, whose values are breaks × `per`.
    fn ranges(&self, per: f64, label: impl Fn(Range) -> String) -> Vec<ThemeClass> {
        self.breaks
            .ranges()
            .zip(self.colors())
            .zip(1..)
            .map(|(((from, to), color), number)| ThemeClass {
                id: number.to_string(),
                label: label((from, to)),
                color,
                from: from.map(|from| from * per),
                to: to.map(|to| to * per),
            })
            .collect()
    }

    fn colors(&self) -> Vec<Color> {
        if self.classification.diverges(self.topic) {
            let (below, straddling, above) = self.breaks.sides();
            return palette::BG_BR.colors(below, straddling, above).collect();
        }
        let palette: Sequential = match self.topic {
            Topic::Emissions => palette::YL_OR_RD,
            Topic::Intensity => palette::YL_OR_BR,
            Topic::Ecc => palette::YL_GN_BU,
            _ => palette::YL_GN,
        };
        palette.colors(self.breaks.classes()).collect()
    }

    /// The mean over the zones, which must be above zero.
    fn mean(&self, annual: &AnnualAssessment) -> Result<f64, ClassificationError> {
        let quantity = self.topic.quantity();
        let mean = if self.topic == Topic::Emissions {
            annual.mean_emissions.amount
        } else {
            let numbers = finite(annual.zones.iter().map(|of| quantity.value(of)));
            numbers.iter().sum::<f64>() / numbers.len() as f64
        };
        if mean > 0.0 {
            Ok(mean)
        } else {
            let topic = self.topic.key();
            Err(ClassificationError::Mean { topic })
        }
    }
}

type Range = (Option<f64>, Option<f64>);

fn share_label(range: Range, language: Language) -> String {
    // Rounded, since 0.55 × 100 is 55.00000000000001.
    let label = range_label(range, language, |share| plain((share * 1e6).round() / 1e4));
    let (en, zh) = (
        format!("{label} % of the mean"),
        format!("均值的 {label} %"),
    );
    language.choose(&en, &zh).into_owned()
}

/// A range of tonnes in tonnes, thousands or millions, as the smallest of the breaks suggests.
fn tonnes_label(range: Range, breaks: &Breaks, unit: &str, language: Language) -> String {
    let magnitudes = breaks.as_slice().iter().map(|b| b.abs());
    let scale = tonnes_scale(magnitudes.filter(|&b| b > 0.0));
    let label = range_label(range, language, |tonnes| scaled_tonnes(tonnes, scale));
    format!("{label} {}{unit}", scale.1)
}

/// The factor and the prefix in which amounts of tonnes are short.
pub(crate) fn tonnes_scale(magnitudes: impl Iterator<Item = f64>) -> (f64, &'static str) {
    match magnitudes.fold(f64::INFINITY, f64::min) {
        f64::INFINITY => (1.0, ""),
        1e6.. => (1e6, "M"),
        1e3.. => (1e3, "k"),
        _ => (1.0, ""),
    }
}

/// An amount of tonnes in a scale, for a label.
pub(crate) fn scaled_tonnes(tonnes: f64, (factor, _): (f64, &str)) -> String {
    plain(tonnes / factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tonnes_are_scaled_to_short_numbers() {
        let label = |from, to, breaks: &[f64]| {
            let breaks = Breaks::new(breaks.to_vec()).unwrap();
            tonnes_label((from, to), &breaks, "t C", Language::En)
        };
        let millions = [0.0, 5e6, 1e7];
        assert_eq!(label(Some(5e6), Some(1e7), &millions), "5–10 Mt C");
        let thousands = [-4e5, -2e5, 0.0];
        assert_eq!(label(None, Some(-4e5), &thousands), "< −400 kt C");
        assert_eq!(label(Some(-20.0), Some(0.0), &[-20.0, 0.0]), "−20 to 0 t C");
        assert_eq!(label(Some(2e6), Some(2.5e6), &[2e6, 2.5e6]), "2–2.5 Mt C");
        assert_eq!(label(None, Some(2e6), &[2e6]), "< 2 Mt C");
    }

    #[test]
    fn shares_are_printed_in_per_cent() {
        let range = (Some(0.55), Some(1.0));
        assert_eq!(share_label(range, Language::En), "55–100 % of the mean");
        assert_eq!(share_label(range, Language::Zh), "均值的 55–100 %");
        assert_eq!(
            share_label((Some(1.5), None), Language::En),
            "≥ 150 % of the mean"
        );
    }
}
