//! The themes of the topics of an assessment, with the classes that the project chose.

use std::collections::BTreeSet;

use carbon_core::uncertainty::MapClasses;
use carbon_core::{AnnualAssessment, Assessment, Quantity, ValueKind, Year, ZoneYear, ZoningRule};

use super::breaks::{Breaks, Scheme, plain, range_label};
use super::classification::{Classification, ClassificationError, Classifications, finite};
use super::computed_breaks;
use super::error::ThemeError;
use super::palette::{self, Color, Sequential};
use super::theme::{
    ShownUnit, Subject, Theme, ThemeClass, ThemeValues, Topic, annual, compensation_classes,
    functional_zones,
};
use super::units::{round_step, scaled_tonnes, tonnes_scale};
use crate::text::{Bilingual, Language};

/// Classes that zones must be in for a topic's own breaks to be taken.
const LEAST_CLASSES: usize = 3;

/// How many classes are computed.
const FITTED: usize = 4;

/// The themes of the topics of an assessment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TopicThemes<'a> {
    /// The results that are classified.
    pub(crate) assessment: &'a Assessment,
    graduations: Vec<Graduation>,
}

/// Where a classification comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// The project.
    Chosen,
    /// The topic's own.
    Own,
    /// The values, which the topic's own would hardly part.
    Fitted,
}

/// How the numbers of a topic are classified.
#[derive(Debug, Clone, PartialEq)]
struct Graduation {
    topic: Topic,
    classification: Classification,
    origin: Origin,
    /// Shares of the mean where the classification is by them.
    breaks: Breaks,
}

impl<'a> TopicThemes<'a> {
    /// The themes of an assessment: each topic's own classes, unless the project chose others.
    ///
    /// # Errors
    ///
    /// [`ThemeError::Classification`] if no map can show a choice; [`ThemeError::Breaks`] if
    /// budgets are so large that their breaks are not finite.
    pub(crate) fn new(
        assessment: &'a Assessment,
        choices: &Classifications,
    ) -> Result<Self, ThemeError> {
        let graduation = |topic: Topic| match choices.choice(topic) {
            Some(choice) => Graduation::new(topic, choice.clone(), Origin::Chosen, assessment),
            None => unchosen(topic, assessment),
        };
        let graduations = Topic::GRADUATED.into_iter().map(graduation);
        Ok(Self {
            assessment,
            graduations: graduations.collect::<Result<_, ThemeError>>()?,
        })
    }

    /// The classes of a topic's maps, for drawing how probable each is; `None` of categories.
    /// Shares of a mean are those of the mean of emissions.
    pub(crate) fn map_classes(&self, topic: Topic) -> Option<MapClasses> {
        let Graduation {
            classification,
            breaks,
            ..
        } = self.graduation(topic)?;
        Some(MapClasses {
            quantity: topic.quantity(),
            breaks: breaks.as_slice().to_vec(),
            of_mean_emissions: matches!(classification, Classification::ShareOfMean { .. }),
        })
    }

    /// The unit in which the classes of a topic are labelled: that of the quantity, or for tonnes
    /// thousands or millions of it.
    fn shown_unit(&self, topic: Topic) -> ShownUnit {
        let quantity = topic.quantity();
        let unit = quantity.unit_in(self.assessment);
        let of_tonnes = self.graduation(topic).filter(|_| topic.is_tonnes());
        let Some(graduation) = of_tonnes else {
            return ShownUnit {
                factor: 1.0,
                name: unit,
                decimals: quantity.decimals(),
            };
        };
        let (factor, prefix) = match graduation.classification {
            Classification::ShareOfMean { .. } => {
                let years = self.assessment.years.iter();
                tonnes_scale(years.map(|annual| annual.mean_emissions.amount))
            }
            _ => breaks_scale(&graduation.breaks),
        };
        ShownUnit {
            factor,
            name: format!("{prefix}{unit}"),
            decimals: if factor > 1.0 { 2 } else { 0 },
        }
    }

    fn graduation(&self, topic: Topic) -> Option<&Graduation> {
        self.graduations
            .iter()
            .find(|graduation| graduation.topic == topic)
    }

    /// The theme of a topic in a year.
    ///
    /// # Errors
    ///
    /// [`ThemeError::UnknownYear`] if the year was not assessed; [`ThemeError::Classification`]
    /// if classes are shares of a mean that is not above zero.
    pub(crate) fn theme(
        &self,
        topic: Topic,
        year: Year,
        language: Language,
    ) -> Result<Theme, ThemeError> {
        let annual = annual(self.assessment, year)?;
        let quantity = topic.quantity();
        let graduation = self.graduation(topic);
        let (scheme, classes) = match graduation {
            Some(graduation) => {
                let unit = quantity.unit_in(self.assessment);
                graduation.classes(annual, &unit, language)?
            }
            None if topic == Topic::Compensation => compensation_classes(language),
            None => functional_zones(language),
        };
        let known = match graduation.map(|graduation| (graduation, graduation.origin)) {
            Some((graduation, Origin::Chosen)) => graduation.classification.chosen(language),
            Some((_, Origin::Fitted)) => fitted_known(topic, language),
            _ if topic == Topic::FunctionalZones => rule_known(&self.assessment.zoning, language),
            _ => topic.breaks_known(language),
        };
        let name = Bilingual::new(quantity.label_en(), quantity.label_zh());
        let shown = self.shown_unit(topic);
        let title = match shown.factor {
            1.0 => language.alias(&quantity, self.assessment),
            _ => name
                .with_unit(&Bilingual::same(&*shown.name))
                .in_language(language),
        };
        Ok(Theme {
            subject: Subject::Topic(topic),
            field: quantity.field_name().into_owned(),
            name: name.in_language(language),
            title,
            unit: quantity.unit_in(self.assessment),
            decimals: (quantity.kind() == ValueKind::Number).then(|| quantity.decimals()),
            classes,
            known,
            shown,
            scheme,
            min_coverage: (quantity.depends_on_land(self.assessment)
                && !annual.zones.iter().all(ZoneYear::is_covered))
            .then_some(self.assessment.min_coverage),
            values: ThemeValues::Quantity(quantity),
        })
    }
}

/// That a topic's usual classes do not fit the region.
fn fitted_known(topic: Topic, language: Language) -> String {
    let (en, zh) = match topic {
        Topic::Budget => (
            "breaks about zero that part the amounts of all zones and years into thirds",
            "以零为中心、将各区各年数值三等分的分级界限",
        ),
        _ => (
            "natural breaks (Fisher–Jenks) of all zones in all years",
            "各区各年的自然断点（Fisher–Jenks）",
        ),
    };
    language.choose(
        &format!("{en}, since the usual classes would part the zones into fewer than three"),
        &format!("{zh}；常用分级只能将各区分为不足三级，故未采用"),
    )
}

/// How well the rule of the functional zones is known.
fn rule_known(rule: &ZoningRule, language: Language) -> String {
    match rule {
        ZoningRule::Quadrant(_) => language.choose(
            "zones of the paper (doi 10.3389/fenvs.2024.1404760), assigned by the quadrant rule of \
             the literature",
            "功能区类型见论文（doi 10.3389/fenvs.2024.1404760）；按文献常用的象限规则划分",
        ),
        ZoningRule::Own(_) => language.choose(
            "zones of the paper (doi 10.3389/fenvs.2024.1404760), assigned by the project's own \
             rules",
            "功能区类型见论文（doi 10.3389/fenvs.2024.1404760）；按本项目自定的规则划分",
        ),
        _ => Topic::FunctionalZones.breaks_known(language),
    }
}

/// The zones and years whose values are classified.
fn compared_zones<'a>(
    quantity: &Quantity,
    assessment: &'a Assessment,
) -> impl Iterator<Item = &'a ZoneYear> {
    let depends_on_land = quantity.depends_on_land(assessment);
    let zones = assessment.zone_years();
    zones.filter(move |zone| zone.is_covered() || !depends_on_land)
}

/// The classes that a topic has unless the project chooses others: its own, or, where these hardly
/// part the zones and there are more of them than classes, classes that part more.
fn unchosen(topic: Topic, assessment: &Assessment) -> Result<Graduation, ThemeError> {
    let own = own_classification(topic, assessment);
    let own = Graduation::new(topic, own, Origin::Own, assessment)?;
    let used = own.used(assessment);
    if used >= LEAST_CLASSES || assessment.zones.len() <= FITTED {
        return Ok(own);
    }
    let fitted = match topic {
        Topic::Budget => Classification::AboutZero {
            breaks: thirds(&numbers(&topic.quantity(), assessment)),
        },
        _ => Classification::FisherJenks { classes: FITTED },
    };
    let fitted = Graduation::new(topic, fitted, Origin::Fitted, assessment)?;
    Ok(if fitted.used(assessment) > used {
        fitted
    } else {
        own
    })
}

/// Where the magnitudes of numbers part into thirds.
pub(crate) fn thirds(numbers: &[f64]) -> Vec<f64> {
    let mut magnitudes: Vec<f64> = numbers.iter().map(|x| x.abs()).collect();
    magnitudes.sort_by(f64::total_cmp);
    let breaks = computed_breaks::quantiles(&magnitudes, 3);
    let positive = breaks.as_slice().iter().filter(|&&x| x > 0.0);
    positive.copied().collect()
}

/// The numbers of all zones in all years that are classified.
fn numbers(quantity: &Quantity, assessment: &Assessment) -> Vec<f64> {
    let zones = compared_zones(quantity, assessment);
    finite(zones.map(|zone_year| quantity.value(zone_year)))
}

/// The classes that a topic has itself.
fn own_classification(topic: Topic, assessment: &Assessment) -> Classification {
    let (breaks, is_share) = match topic {
        Topic::Emissions => ([0.5, 1.0, 1.5], true),
        Topic::Budget => {
            let zones = compared_zones(&Quantity::Budget, assessment);
            let step = round_step(zones.map(|zone_year| zone_year.account.budget.amount));
            let breaks = vec![step, 2.0 * step];
            return Classification::AboutZero { breaks };
        }
        Topic::Absorption => return Classification::FisherJenks { classes: FITTED },
        Topic::Intensity => ([0.6, 0.9, 1.2], false),
        _ => ([0.6, 1.2, 1.8], false),
    };
    let breaks = breaks.to_vec();
    match is_share {
        true => Classification::ShareOfMean { breaks },
        false => Classification::Value { breaks },
    }
}

impl Graduation {
    fn new(
        topic: Topic,
        classification: Classification,
        origin: Origin,
        assessment: &Assessment,
    ) -> Result<Self, ThemeError> {
        let quantity = topic.quantity();
        let zones = compared_zones(&quantity, assessment);
        let values = zones.map(|zone_year| quantity.value(zone_year));
        Ok(Self {
            topic,
            breaks: classification.breaks(topic, values)?,
            classification,
            origin,
        })
    }

    /// How many of the classes have a zone in any year.
    fn used(&self, assessment: &Assessment) -> usize {
        let quantity = self.topic.quantity();
        let is_share = matches!(self.classification, Classification::ShareOfMean { .. });
        let mut used = BTreeSet::new();
        for annual in &assessment.years {
            let per = if is_share {
                annual.mean_emissions.amount
            } else {
                1.0
            };
            let values = annual
                .zones
                .iter()
                .map(|zone_year| quantity.value(zone_year));
            used.extend(
                finite(values)
                    .iter()
                    .filter_map(|x| self.breaks.class_of(x / per)),
            );
        }
        used.len()
    }

    /// The classes in a year, whose values have a unit.
    fn classes(
        &self,
        annual: &AnnualAssessment,
        unit: &str,
        language: Language,
    ) -> Result<(Scheme, Vec<ThemeClass>), ThemeError> {
        let breaks = self.breaks.clone();
        if matches!(self.classification, Classification::ShareOfMean { .. }) {
            let mean = self.mean(annual)?;
            let classes = self.ranges(mean, |range| share_label(range, language));
            return Ok((Scheme::ByShareOfMean { breaks, mean }, classes));
        }
        let classes = self.ranges(1.0, |range| match self.topic.is_tonnes() {
            true => tonnes_label(range, &self.breaks, unit, language),
            false => range_label(range, language, plain),
        });
        Ok((Scheme::ByValue(breaks), classes))
    }

    /// Classes between breaks, whose values are breaks × `per`.
    fn ranges(&self, per: f64, label: impl Fn(Range) -> String) -> Vec<ThemeClass> {
        let ranges = self.breaks.ranges().zip(self.colors()).zip(1..);
        let classes = ranges.map(|(((from, to), color), number)| ThemeClass {
            id: number.to_string(),
            label: label((from, to)),
            color,
            from: from.map(|from| from * per),
            to: to.map(|to| to * per),
        });
        classes.collect()
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
            let zones = annual.zones.iter();
            let numbers = finite(zones.map(|zone_year| quantity.value(zone_year)));
            numbers.iter().sum::<f64>() / numbers.len() as f64
        };
        let topic = self.topic.key();
        (mean > 0.0)
            .then_some(mean)
            .ok_or(ClassificationError::Mean { topic })
    }
}

type Range = (Option<f64>, Option<f64>);

fn share_label(range: Range, language: Language) -> String {
    // Rounded, since 0.55 × 100 is 55.00000000000001.
    let percent = |share: f64| plain((share * 1e6).round() / 1e4);
    let label = range_label(range, Language::En, percent);
    let zh = match range {
        (None, Some(to)) => format!("低于均值的 {} %", percent(to)),
        (Some(from), None) => format!("均值的 {} % 及以上", percent(from)),
        _ => format!("均值的 {label} %"),
    };
    language.choose(&format!("{label} % of the mean"), &zh)
}

/// A range of tonnes in tonnes, thousands or millions, as the smallest of the breaks suggests.
fn tonnes_label(range: Range, breaks: &Breaks, unit: &str, language: Language) -> String {
    let scale = breaks_scale(breaks);
    let label = range_label(range, language, |tonnes| scaled_tonnes(tonnes, scale));
    format!("{label} {}{unit}", scale.1)
}

/// The factor and the prefix in which breaks of tonnes are short.
fn breaks_scale(breaks: &Breaks) -> (f64, &'static str) {
    let magnitudes = breaks.as_slice().iter().map(|b| b.abs());
    tonnes_scale(magnitudes.filter(|&b| b > 0.0))
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
            share_label((None, Some(0.5)), Language::Zh),
            "低于均值的 50 %"
        );
        assert_eq!(
            share_label((Some(1.5), None), Language::En),
            "≥ 150 % of the mean"
        );
    }
}
