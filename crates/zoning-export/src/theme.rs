//! Themes: one quantity with its classes, colours, labels and unit. All outputs draw from them, so
//! that what one shows, all show.
//!
//! | topic | breaks | known |
//! |---|---|---|
//! | emissions | 50, 100, 150 % of the year's mean over the zones | stated by the paper; that the mean is the year's own is inferred |
//! | intensity | 0.6, 0.9, 1.2 t per 10⁴ yuan | ours |
//! | ECC, ESC | 0.6, 1.2, 1.8 | inferred |
//! | budget | −2, −1, 0, 1, 2 times a round number of tonnes, one for all years | ours |
//! | functional zones | the four of the paper | its words; the rule that assigns them is a reconstruction |
//! | compensation | the three of the paper, in the target year | its words; the line between them is a reconstruction |
//!
//! The paper is Frontiers in Environmental Science 2024, doi 10.3389/fenvs.2024.1404760; the first
//! rows are its Figures 1–4.

use std::borrow::Cow;

use carbon_core::{
    AnnualAssessment, Assessment, CompensationClass, FunctionalZone, Listed, Quantity, Year,
    ZoneYear,
};

use crate::classify::{Breaks, Scheme, plain, range_label};
use crate::palette::{self, Color};
use crate::{ExportError, Language};

/// What a theme shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
    /// The functional zones.
    FunctionalZones,
    /// Who pays a compensation and who receives one; in its target year only.
    Compensation,
}

impl Topic {
    /// The topics that an assessment has in a year.
    pub fn in_year(assessment: &Assessment, year: Year) -> Vec<Self> {
        let compensation = assessment.compensation.as_ref();
        let in_target_year = compensation.is_some_and(|scheme| scheme.target == year);
        let always = [
            Self::Emissions,
            Self::Intensity,
            Self::Ecc,
            Self::Esc,
            Self::Budget,
            Self::FunctionalZones,
        ];
        let compensation = in_target_year.then_some(Self::Compensation);
        always.into_iter().chain(compensation).collect()
    }

    /// The quantity shown.
    pub const fn quantity(self) -> Quantity {
        match self {
            Self::Emissions => Quantity::Emissions,
            Self::Intensity => Quantity::Intensity,
            Self::Ecc => Quantity::Ecc,
            Self::Esc => Quantity::Esc,
            Self::Budget => Quantity::Budget,
            Self::FunctionalZones => Quantity::FunctionalZone,
            Self::Compensation => Quantity::CompensationClass,
        }
    }

    /// How well the class breaks are known, for readers of the output.
    pub fn breaks_known(self, language: Language) -> Cow<'static, str> {
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

/// A quantity in a year, with its classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// What is shown.
    pub topic: Topic,
    /// The quantity with its unit, for people.
    pub title: String,
    /// The unit of the values; empty for ratios and categories.
    pub unit: String,
    /// The classes: ranges in ascending order, or categories in that of the paper.
    pub classes: Vec<ThemeClass>,
    scheme: Scheme,
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
    /// The theme of a topic in a year.
    ///
    /// # Errors
    ///
    /// [`ExportError::UnknownYear`] if the year was not assessed; [`ExportError::Breaks`] if
    /// budgets are so large that their breaks are not finite.
    pub fn new(
        topic: Topic,
        assessment: &Assessment,
        year: Year,
        language: Language,
    ) -> Result<Self, ExportError> {
        let annual = annual(assessment, year)?;
        let quantity = topic.quantity();
        let unit = quantity.unit_in(assessment);
        let (scheme, classes) = match topic {
            Topic::Emissions => {
                let breaks = Breaks::new(vec![0.5, 1.0, 1.5])?;
                let mean = annual.mean_emissions.amount;
                let label = |range| share_label(range, language);
                let classes = ranges(&breaks, mean, &palette::YL_OR_RD_4, label);
                (Scheme::ByShareOfMean { breaks, mean }, classes)
            }
            Topic::Intensity => by_value(&[0.6, 0.9, 1.2], &palette::YL_OR_BR_4, language)?,
            Topic::Ecc => by_value(&[0.6, 1.2, 1.8], &palette::YL_GN_BU_4, language)?,
            Topic::Esc => by_value(&[0.6, 1.2, 1.8], &palette::YL_GN_4, language)?,
            Topic::Budget => {
                let step = budget_step(assessment);
                let breaks = Breaks::about_zero(&[step, 2.0 * step])?;
                let label = |range| tonnes_label(range, step, &unit, language);
                let classes = ranges(&breaks, 1.0, &palette::BG_BR_6, label);
                (Scheme::ByValue(breaks), classes)
            }
            Topic::FunctionalZones => functional_zones(language),
            Topic::Compensation => compensation_classes(language),
        };
        Ok(Self {
            topic,
            title: language.alias(&quantity, assessment),
            unit,
            classes,
            scheme,
        })
    }

    /// The class of a zone, by its value before rounding; `None` if it has none.
    pub fn class_of(&self, of: &ZoneYear) -> Option<&ThemeClass> {
        let value = self.topic.quantity().value(of)?;
        self.classes.get(self.scheme.class_of(&value)?)
    }

    /// The colour of a zone: its class's, or grey.
    pub fn color_of(&self, of: &ZoneYear) -> Color {
        self.class_of(of)
            .map_or(palette::NO_DATA, |class| class.color)
    }

    /// How many of the zones are in each class.
    pub fn counts(&self, zones: &[ZoneYear]) -> Vec<usize> {
        let classes = self.classes.iter().map(|class| &class.id);
        classes
            .map(|id| {
                let in_class = |of: &&ZoneYear| self.class_of(of).is_some_and(|c| c.id == *id);
                zones.iter().filter(in_class).count()
            })
            .collect()
    }
}

/// The results of a year.
pub(crate) fn annual(
    assessment: &Assessment,
    year: Year,
) -> Result<&AnnualAssessment, ExportError> {
    assessment.year(year).ok_or_else(|| {
        let known = Listed(assessment.years.iter().map(|annual| annual.year).collect());
        ExportError::UnknownYear { year, known }
    })
}

type Range = (Option<f64>, Option<f64>);

/// Classes between breaks, whose values are breaks × `per`.
fn ranges(
    breaks: &Breaks,
    per: f64,
    colors: &[Color],
    label: impl Fn(Range) -> String,
) -> Vec<ThemeClass> {
    breaks
        .ranges()
        .zip(colors)
        .zip(1..)
        .map(|(((from, to), &color), number)| ThemeClass {
            id: number.to_string(),
            label: label((from, to)),
            color,
            from: from.map(|from| from * per),
            to: to.map(|to| to * per),
        })
        .collect()
}

fn by_value(
    breaks: &[f64],
    colors: &[Color],
    language: Language,
) -> Result<(Scheme, Vec<ThemeClass>), ExportError> {
    let breaks = Breaks::new(breaks.to_vec())?;
    let classes = ranges(&breaks, 1.0, colors, |range| {
        range_label(range, language, plain)
    });
    Ok((Scheme::ByValue(breaks), classes))
}

fn functional_zones(language: Language) -> (Scheme, Vec<ThemeClass>) {
    use FunctionalZone::{
        CarbonIntensityControl, CarbonSink, LowCarbonOptimization, TotalCarbonControl,
    };

    let [light_blue, blue, light_green, green] = palette::PAIRED_4;
    let classes = FunctionalZone::ALL.map(|zone| ThemeClass {
        id: zone.id().to_owned(),
        label: language
            .choose(zone.label_en(), zone.label_zh())
            .into_owned(),
        color: match zone {
            CarbonSink => green,
            LowCarbonOptimization => light_green,
            TotalCarbonControl => blue,
            CarbonIntensityControl => light_blue,
        },
        from: None,
        to: None,
    });
    let ids = FunctionalZone::ALL.map(FunctionalZone::id);
    (Scheme::Categories(ids.to_vec()), classes.to_vec())
}

/// Browns pay, green receives: the colours of the budget.
fn compensation_classes(language: Language) -> (Scheme, Vec<ThemeClass>) {
    let [_, green, _, _, light_brown, brown] = palette::BG_BR_6;
    let classes = CompensationClass::ALL.map(|class| ThemeClass {
        id: class.id().to_owned(),
        label: language
            .choose(class.label_en(), class.label_zh())
            .into_owned(),
        color: match class {
            CompensationClass::HighCompensation => brown,
            CompensationClass::LowCompensation => light_brown,
            CompensationClass::Compensated => green,
        },
        from: None,
        to: None,
    });
    let ids = CompensationClass::ALL.map(CompensationClass::id);
    (Scheme::Categories(ids.to_vec()), classes.to_vec())
}

/// The largest of 1, 2 or 5 × 10ⁿ tonnes that the mean magnitude of all zones' budgets in all
/// years reaches; at least 1 t.
fn budget_step(assessment: &Assessment) -> f64 {
    let budgets = assessment.zone_years().map(|of| of.account.budget.amount);
    let magnitudes: Vec<_> = budgets.map(f64::abs).collect();
    let mean = magnitudes.iter().sum::<f64>() / magnitudes.len() as f64;
    let power = 10_f64.powi(mean.max(1.0).log10().floor() as i32);
    let steps = [5.0, 2.0].map(|digit| digit * power);
    steps
        .into_iter()
        .find(|&step| step <= mean)
        .unwrap_or(power)
}

fn share_label(range: Range, language: Language) -> String {
    // Rounded, since 0.55 × 100 is 55.00000000000001.
    let label = range_label(range, language, |share| plain((share * 1e6).round() / 1e4));
    let (en, zh) = (
        format!("{label} % of the mean"),
        format!("均值的 {label} %"),
    );
    language.choose(&en, &zh).into_owned()
}

/// A range of tonnes in tonnes, thousands or millions, as the distance of its breaks suggests.
fn tonnes_label(range: Range, step: f64, unit: &str, language: Language) -> String {
    let (scale, prefix) = match step {
        1e6.. => (1e6, "M"),
        1e3.. => (1e3, "k"),
        _ => (1.0, ""),
    };
    let label = range_label(range, language, |tonnes| plain(tonnes / scale));
    format!("{label} {prefix}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tonnes_are_scaled_to_short_numbers() {
        let label = |from, to, step| tonnes_label((from, to), step, "t C", Language::En);
        assert_eq!(label(Some(5e6), Some(1e7), 5e6), "5–10 Mt C");
        assert_eq!(label(None, Some(-4e5), 2e5), "< −400 kt C");
        assert_eq!(label(Some(-20.0), Some(0.0), 20.0), "−20 to 0 t C");
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
