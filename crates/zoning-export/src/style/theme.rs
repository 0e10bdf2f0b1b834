//! Themes: one quantity with its classes, colours, labels and unit. Figures, QGIS project, layers
//! and report all draw from them, so their classes and colours cannot differ.
//!
//! | topic | breaks | known |
//! |---|---|---|
//! | emissions | 50, 100, 150 % of the year's mean over the zones | stated by the paper; that the mean is the year's own is inferred |
//! | intensity | 0.6, 0.9, 1.2 t per 10⁴ yuan | ours |
//! | ECC, ESC | 0.6, 1.2, 1.8 | inferred |
//! | budget | −2, −1, 0, 1, 2 times a round number of tonnes, one for all years | ours |
//! | absorption | natural breaks of all zones and years | ours |
//! | functional zones | the four of the paper | its words; the rule that assigns them is a reconstruction |
//! | compensation | the three of the paper, in the target year | its words; the line between them is a reconstruction |
//!
//! Where these breaks part the zones into fewer than three classes, natural breaks (of the budget:
//! breaks about zero that part its amounts into thirds) take their place, if they part more. A
//! project may choose a [`Classification`](crate::Classification) of its own for the first six.
//!
//! The paper is Frontiers in Environmental Science 2024, doi 10.3389/fenvs.2024.1404760; the first
//! rows are its Figures 1–4.

use std::borrow::Cow;
use std::collections::BTreeMap;

use carbon_core::{
    AnnualAssessment, Assessment, CompensationClass, FunctionalZone, Listed, Quantity, Value, Year,
    ZoneId, ZoneYear,
};

use super::breaks::{Scheme, range_label};
use super::error::ThemeError;
use super::palette;
use super::palette::Color;
use crate::text::{Language, fixed, grouped};

/// What a theme shows: of the assessment, or of its supplement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A topic of the assessment.
    Topic(Topic),
    /// A field of the [supplement](crate::content::Supplement), by its place among
    /// [`Themes::fields`](crate::Themes::fields).
    Field(usize),
}

impl From<Topic> for Subject {
    fn from(topic: Topic) -> Self {
        Self::Topic(topic)
    }
}

/// What a theme shows of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Carbon emissions.
    Emissions,
    /// Emissions by GDP.
    Intensity,
    /// The economic contribution coefficient.
    Ecc,
    /// The ecological support coefficient.
    Esc,
    /// Emissions less absorption.
    Budget,
    /// Carbon absorption.
    Absorption,
    /// The functional zones.
    FunctionalZones,
    /// Who pays a compensation and who receives one; in its target year only.
    Compensation,
}

impl Topic {
    /// The topics whose classes are ranges of numbers.
    pub const GRADUATED: [Self; 6] = [
        Self::Emissions,
        Self::Intensity,
        Self::Ecc,
        Self::Esc,
        Self::Budget,
        Self::Absorption,
    ];

    /// The key of the topic in the table `[classes]` of a project file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Emissions => "emissions",
            Self::Intensity => "intensity",
            Self::Ecc => "ecc",
            Self::Esc => "esc",
            Self::Budget => "budget",
            Self::Absorption => "absorption",
            Self::FunctionalZones => "functional_zones",
            Self::Compensation => "compensation",
        }
    }

    /// The topics that an assessment has in a year.
    pub fn in_year(assessment: &Assessment, year: Year) -> Vec<Self> {
        let compensation = assessment.compensation.as_ref();
        let in_target_year = compensation.is_some_and(|scheme| scheme.target == year);
        let compensation = in_target_year.then_some(Self::Compensation);
        let graduated = Self::GRADUATED.into_iter();
        let zones = graduated.chain([Self::FunctionalZones]);
        zones.chain(compensation).collect()
    }

    /// The quantity shown.
    pub const fn quantity(self) -> Quantity {
        match self {
            Self::Emissions => Quantity::Emissions,
            Self::Intensity => Quantity::Intensity,
            Self::Ecc => Quantity::Ecc,
            Self::Esc => Quantity::Esc,
            Self::Budget => Quantity::Budget,
            Self::Absorption => Quantity::Absorption,
            Self::FunctionalZones => Quantity::FunctionalZone,
            Self::Compensation => Quantity::CompensationClass,
        }
    }

    /// Whether its values are tonnes.
    pub(crate) const fn is_tonnes(self) -> bool {
        matches!(self, Self::Emissions | Self::Budget | Self::Absorption)
    }

    /// The topic with classes of ranges that shows a quantity.
    pub fn showing(quantity: &Quantity) -> Option<Self> {
        let mut topics = Self::GRADUATED.into_iter();
        topics.find(|topic| topic.quantity() == *quantity)
    }

    /// How well the class breaks are known that the topic has unless a project chooses others.
    pub fn breaks_known(self, language: Language) -> String {
        let (en, zh) = match self {
            Self::Emissions => (
                "breaks stated by the paper (doi 10.3389/fenvs.2024.1404760); that the mean is that \
                 of the year is inferred",
                "分级界限见论文（doi 10.3389/fenvs.2024.1404760）；以当年均值为准系推断",
            ),
            Self::Intensity => (
                "breaks of this program; those of the paper are unknown",
                "分级界限由本程序设定；论文的界限未知",
            ),
            Self::Ecc | Self::Esc => (
                "breaks inferred from the text of the paper (doi 10.3389/fenvs.2024.1404760)",
                "分级界限由论文文字推断（doi 10.3389/fenvs.2024.1404760）",
            ),
            Self::Budget => (
                "breaks of this program, symmetrical about zero and the same in all years",
                "分级界限由本程序设定，以零为中心对称，各年相同",
            ),
            Self::Absorption => (
                "breaks of this program: natural breaks (Fisher–Jenks) of all zones in all years",
                "分级界限由本程序设定：各区各年的自然断点（Fisher–Jenks）",
            ),
            Self::FunctionalZones => (
                "zones of the paper (doi 10.3389/fenvs.2024.1404760); the rule that assigns them is \
                 a reconstruction",
                "功能区类型见论文（doi 10.3389/fenvs.2024.1404760）；划分规则系重建",
            ),
            Self::Compensation => (
                "classes of the paper (doi 10.3389/fenvs.2024.1404760); the line between high and \
                 low is a reconstruction",
                "补偿类型见论文（doi 10.3389/fenvs.2024.1404760）；高低补偿的分界系重建",
            ),
        };
        language.choose(en, zh)
    }
}

/// A quantity or a field of a supplement in a year, with its classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// What is shown.
    pub subject: Subject,
    /// The field of layers that has the values.
    pub field: String,
    /// What it is called for people, without unit.
    pub name: String,
    /// The same with the unit in which its classes are labelled.
    pub title: String,
    /// The unit of the values; empty for ratios and categories.
    pub unit: String,
    /// How many decimals of the values are worth printing; `None` for categories.
    pub decimals: Option<usize>,
    /// The classes: ranges in ascending order, or categories in that of the paper.
    pub classes: Vec<ThemeClass>,
    /// How well the class breaks are known, for readers of the output.
    pub known: String,
    pub(crate) shown: ShownUnit,
    pub(crate) scheme: Scheme,
    pub(crate) values: ThemeValues,
    /// The share of a zone that must be classified to be shown, if a zone of the year is hidden by it.
    pub(crate) min_coverage: Option<f64>,
}

/// The unit in which values are short, as people see them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ShownUnit {
    /// How much of the values' unit it is.
    pub(crate) factor: f64,
    /// What it is called; empty for ratios.
    pub(crate) name: String,
    /// How many decimals are worth printing.
    pub(crate) decimals: usize,
}

impl ShownUnit {
    /// A value in it.
    pub(crate) fn digits(&self, value: f64) -> String {
        grouped(&fixed(value / self.factor, self.decimals))
    }

    /// The same with the unit.
    pub(crate) fn amount(&self, value: f64) -> String {
        format!("{} {}", self.digits(value), self.name)
            .trim_end()
            .to_owned()
    }
}

/// Where the values of a theme come from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ThemeValues {
    Quantity(Quantity),
    Numbers(BTreeMap<ZoneId, f64>),
    Categories(BTreeMap<ZoneId, String>),
}

/// A class of a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeClass {
    /// The id: `1`, `2`, … for ranges, the category's own for categories.
    pub id: String,
    /// The name for people.
    pub label: String,
    /// The colour of its zones.
    pub color: Color,
    /// The smallest value of a range, in the theme's unit; `None` if open or a category.
    pub from: Option<f64>,
    /// The end of a range, which belongs to the next; `None` if open or a category.
    pub to: Option<f64>,
}

impl Theme {
    /// The mean over the zones that the classes are shares of, in the theme's unit, if they are.
    pub fn mean(&self) -> Option<f64> {
        match self.scheme {
            Scheme::ByShareOfMean { mean, .. } => Some(mean),
            _ => None,
        }
    }

    /// The amounts between which a class of shares of the mean lies, in the shown unit.
    pub(crate) fn amounts_of(&self, class: &ThemeClass, language: Language) -> String {
        range_label((class.from, class.to), language, |end| {
            self.shown.digits(end)
        })
    }

    /// The class of a zone, by its value before rounding; `None` if it has none.
    pub fn class_of(&self, zone_year: &ZoneYear) -> Option<&ThemeClass> {
        if self.min_coverage.is_some() && !zone_year.is_covered() {
            return None;
        }
        self.classes
            .get(self.scheme.class_of(&self.value(zone_year)?)?)
    }

    fn value<'a>(&'a self, zone_year: &'a ZoneYear) -> Option<Value<'a>> {
        let zone = &zone_year.zone.id;
        match &self.values {
            ThemeValues::Quantity(quantity) => quantity.value(zone_year),
            ThemeValues::Numbers(numbers) => numbers.get(zone).copied().map(Value::Number),
            ThemeValues::Categories(ids) => ids.get(zone).map(|id| Value::Text(id)),
        }
    }

    /// What zones without a class are called.
    pub(crate) fn gap_label(&self, language: Language) -> String {
        if let Some(share) = self.min_coverage {
            let percent = 100.0 * share;
            return language.choose(
                &format!("less than {percent} % of the land classified"),
                &format!("有地类面积不足 {percent} %"),
            );
        }
        let (en, zh) = match self.subject {
            Subject::Topic(Topic::Compensation) => ("neither pays nor receives", "不补偿也不受偿"),
            _ => ("no data", "无数据"),
        };
        language.choose(en, zh)
    }

    /// The colour of the zone's class; grey if its value is not known.
    pub fn color_of(&self, zone_year: &ZoneYear) -> Color {
        self.class_of(zone_year)
            .map_or(palette::NO_DATA, |class| class.color)
    }

    /// How many of the zones are in each class.
    pub fn counts(&self, zones: &[ZoneYear]) -> Vec<usize> {
        let classes = self.classes.iter().map(|class| {
            let is_of_class = |found: &&ThemeClass| found.id == class.id;
            let found = zones
                .iter()
                .filter_map(|zone_year| self.class_of(zone_year));
            found.filter(is_of_class).count()
        });
        classes.collect()
    }
}

/// The results of a year.
pub(crate) fn annual(assessment: &Assessment, year: Year) -> Result<&AnnualAssessment, ThemeError> {
    assessment.year(year).ok_or_else(|| {
        let known = Listed(assessment.years.iter().map(|annual| annual.year).collect());
        ThemeError::UnknownYear { year, known }
    })
}

pub(crate) fn functional_zones(language: Language) -> (Scheme, Vec<ThemeClass>) {
    let mut colors = palette::FUNCTIONAL_ZONES.into_iter();
    categories(FunctionalZone::ALL.map(|zone| {
        let color = colors.next().unwrap_or(palette::NO_DATA);
        let label = language.choose(zone.label_en(), zone.label_zh());
        (zone.id(), label, color)
    }))
}

/// Browns pay, green receives: the colours of the budget.
pub(crate) fn compensation_classes(language: Language) -> (Scheme, Vec<ThemeClass>) {
    let [green, light_brown, brown] = palette::PAYMENTS;
    categories(CompensationClass::ALL.map(|class| {
        let color = match class {
            CompensationClass::HighCompensation => brown,
            CompensationClass::LowCompensation => light_brown,
            CompensationClass::Compensated => green,
        };
        let label = language.choose(class.label_en(), class.label_zh());
        (class.id(), label, color)
    }))
}

fn categories<const N: usize>(
    classes: [(&'static str, String, Color); N],
) -> (Scheme, Vec<ThemeClass>) {
    let ids = classes.each_ref().map(|(id, ..)| Cow::Borrowed(*id));
    let classes = classes.map(|(id, label, color)| ThemeClass {
        id: id.to_owned(),
        label,
        color,
        from: None,
        to: None,
    });
    (Scheme::Categories(ids.into()), classes.into())
}
