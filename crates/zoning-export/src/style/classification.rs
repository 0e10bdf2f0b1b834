//! Classifications: how a project wants the values of a map sorted into classes.

use bilingual::Bilingual;
use carbon_core::Value;
use serde::{Deserialize, Serialize};

use super::breaks::{Breaks, BreaksError};
use super::computed_breaks;
use super::error::ThemeError;
use super::palette::{Diverging, Sequential};
use super::theme::Topic;
use crate::text::Language;

/// A way from values to class breaks. In a project file: `{ scheme = "quantiles", classes = 5 }`.
///
/// Computed breaks are those of all zones in all years, so that the maps of the years compare.
/// Where computed classes have a choice of breaks that separate the same values, the shortest
/// number is taken. Equal values are never parted, so that there may be fewer classes than asked
/// for.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(tag = "scheme", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Classification {
    /// Breaks in the unit of the values.
    Value {
        /// Ascending.
        breaks: Vec<f64>,
    },
    /// Breaks as shares of the mean of the year over the zones.
    ShareOfMean {
        /// Ascending; 0.5 is half the mean.
        breaks: Vec<f64>,
    },
    /// A diverging scheme: zero, these breaks above it, and the same below.
    AboutZero {
        /// Positive and ascending, in the unit of the values.
        breaks: Vec<f64>,
    },
    /// As many values in each class as can be; a quantile between two values is interpolated
    /// (definition 7 of Hyndman and Fan 1996, doi 10.1080/00031305.1996.10473566).
    Quantiles {
        /// Number of classes.
        classes: usize,
    },
    /// Classes of one width from the smallest value to the largest.
    EqualInterval {
        /// Number of classes.
        classes: usize,
    },
    /// Natural breaks: the classes with the smallest sum of squared deviations from their means
    /// (Fisher 1958, doi 10.1080/01621459.1958.10501479; Jenks 1977), the true optimum.
    FisherJenks {
        /// Number of classes.
        classes: usize,
    },
}

/// The classifications that a project chooses; `None` where it leaves the theme's own.
/// In a project file the table `[classes]`.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Classifications {
    /// Of carbon emissions, t.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emissions: Option<Classification>,
    /// Of carbon intensity, t per 10⁴ yuan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intensity: Option<Classification>,
    /// Of the economic contribution coefficient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ecc: Option<Classification>,
    /// Of the ecological support coefficient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub esc: Option<Classification>,
    /// Of the carbon budget, t.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Classification>,
    /// Of carbon absorption, t.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absorption: Option<Classification>,
}

/// A classification that no map can show.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum ClassificationError {
    /// Breaks out of order.
    #[error(transparent)]
    Breaks(#[from] BreaksError),
    /// More classes than colours that readers can tell apart, or fewer than two.
    #[en("{classes} classes cannot be told apart by colour; choose 2 to {most}")]
    #[zh("{classes} 个级别无法用颜色区分；请取 2 至 {most} 级")]
    Classes {
        /// The number asked for.
        classes: usize,
        /// The most that the palette has.
        most: usize,
    },
    /// The same, of a palette that diverges from zero.
    #[en(
        "{classes} classes on one side of zero cannot be told apart by colour; {} is the most",
        Diverging::MOST
    )]
    #[zh(
        "零值一侧的 {classes} 个级别无法用颜色区分；最多 {} 级",
        Diverging::MOST
    )]
    Side {
        /// The number on the side with more.
        classes: usize,
    },
    /// Shares of a mean that is not above zero have no order.
    #[en(
        "shares of the mean need a mean above zero, which {topic} does not have; choose another \
         scheme"
    )]
    #[zh("按均值的倍数分级需要均值大于零，而 {topic} 不满足；请换一种分级方法")]
    Mean {
        /// The key of the theme.
        topic: &'static str,
    },
}

impl Classifications {
    /// The choice for a topic.
    pub const fn choice(&self, topic: Topic) -> Option<&Classification> {
        match topic {
            Topic::Emissions => self.emissions.as_ref(),
            Topic::Intensity => self.intensity.as_ref(),
            Topic::Ecc => self.ecc.as_ref(),
            Topic::Esc => self.esc.as_ref(),
            Topic::Budget => self.budget.as_ref(),
            Topic::Absorption => self.absorption.as_ref(),
            Topic::FunctionalZones | Topic::Compensation => None,
        }
    }

    /// Whether maps can show these, whatever the values.
    ///
    /// # Errors
    ///
    /// The key of the first that they cannot, and why.
    pub fn check(&self) -> Result<(), (&'static str, ClassificationError)> {
        Topic::GRADUATED.into_iter().try_for_each(|topic| {
            self.choice(topic).map_or(Ok(()), |choice| {
                choice.check(topic).map_err(|error| (topic.key(), error))
            })
        })
    }
}

impl Classification {
    /// Whether colours run from zero to both sides.
    pub(crate) fn diverges(&self, topic: Topic) -> bool {
        topic == Topic::Budget || matches!(self, Self::AboutZero { .. })
    }

    fn check(&self, topic: Topic) -> Result<(), ClassificationError> {
        let most = match self.diverges(topic) {
            true => Diverging::MOST,
            false => Sequential::MOST,
        };
        let classes = match self {
            Self::Value { breaks } | Self::ShareOfMean { breaks } if !self.diverges(topic) => {
                Breaks::new(breaks.clone())?.classes()
            }
            Self::Value { breaks } => {
                return check_sides(&Breaks::new(breaks.clone())?);
            }
            Self::AboutZero { breaks } => return check_sides(&Breaks::about_zero(breaks)?),
            Self::ShareOfMean { .. } => {
                return Err(ClassificationError::Mean { topic: topic.key() });
            }
            Self::Quantiles { classes }
            | Self::EqualInterval { classes }
            | Self::FisherJenks { classes } => *classes,
        };
        if (2..=most).contains(&classes) {
            Ok(())
        } else {
            Err(ClassificationError::Classes { classes, most })
        }
    }

    /// The breaks for the values of a topic in all years; of [`Self::ShareOfMean`] the shares.
    ///
    /// # Errors
    ///
    /// [`ThemeError::Classification`] as [`Classifications::check`].
    pub(crate) fn breaks<'a>(
        &self,
        topic: Topic,
        values: impl Iterator<Item = Option<Value<'a>>>,
    ) -> Result<Breaks, ThemeError> {
        self.check(topic)?;
        let sorted = || {
            let mut numbers = finite(values);
            numbers.sort_by(f64::total_cmp);
            numbers
        };
        Ok(match self {
            Self::Value { breaks } | Self::ShareOfMean { breaks } => Breaks::new(breaks.clone())?,
            Self::AboutZero { breaks } => Breaks::about_zero(breaks)?,
            Self::Quantiles { classes } => computed_breaks::quantiles(&sorted(), *classes),
            Self::EqualInterval { classes } => computed_breaks::equal_interval(&sorted(), *classes),
            Self::FisherJenks { classes } => computed_breaks::fisher_jenks(&sorted(), *classes),
        })
    }

    /// How the breaks came about, for readers of the output.
    pub(crate) fn chosen(&self, language: Language) -> String {
        let (en, zh) = match self {
            Self::Value { .. } => (", by value", "按数值"),
            Self::ShareOfMean { .. } => (
                ", by share of the mean of the year over the zones",
                "按占当年各区均值的比例",
            ),
            Self::AboutZero { .. } => (", symmetrical about zero", "以零为中心对称"),
            Self::Quantiles { .. } => (": quantiles of all zones in all years", "各区各年的分位数"),
            Self::EqualInterval { .. } => (
                ": equal intervals over all zones and years",
                "各区各年等间距",
            ),
            Self::FisherJenks { .. } => (
                ": Fisher–Jenks natural breaks of all zones in all years",
                "各区各年的自然断点（Fisher–Jenks）",
            ),
        };
        let (en, zh) = (
            format!("breaks chosen for this project{en}"),
            format!("分级界限由本项目选定：{zh}"),
        );
        language.choose(&en, &zh)
    }
}

/// The numbers that can be classified.
pub(crate) fn finite<'a>(values: impl Iterator<Item = Option<Value<'a>>>) -> Vec<f64> {
    let numbers = values.filter_map(|value| match value {
        Some(Value::Number(x)) => x.is_finite().then_some(x),
        _ => None,
    });
    numbers.collect()
}

fn check_sides(breaks: &Breaks) -> Result<(), ClassificationError> {
    let (below, _, above) = breaks.sides();
    let classes = below.max(above);
    if classes <= Diverging::MOST {
        Ok(())
    } else {
        Err(ClassificationError::Side { classes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(topic: Topic, classification: Classification) -> String {
        classification.check(topic).unwrap_err().to_string()
    }

    #[test]
    fn what_no_palette_shows_is_refused() {
        let quantiles = |classes| Classification::Quantiles { classes };
        for (topic, classes, most) in [
            (Topic::Ecc, 1, 9),
            (Topic::Ecc, 10, 9),
            (Topic::Budget, 6, 5),
        ] {
            let expected =
                format!("{classes} classes cannot be told apart by colour; choose 2 to {most}");
            assert_eq!(refused(topic, quantiles(classes)), expected);
        }
        let breaks = vec![1.0, 2.0, 3.0, 4.0, 5.0];
        assert!(refused(Topic::Esc, Classification::AboutZero { breaks }).starts_with("6 classes"));
        let breaks = vec![-1.0];
        let value = Classification::Value { breaks };
        assert_eq!(value.check(Topic::Budget), Ok(()));
        let none = Classification::Value { breaks: Vec::new() };
        assert!(refused(Topic::Ecc, none).starts_with("1 classes"));
    }

    #[test]
    fn a_budget_has_no_shares_of_its_mean() {
        let breaks = vec![0.5];
        let refused = refused(Topic::Budget, Classification::ShareOfMean { breaks });
        assert!(refused.contains("which budget does not have"), "{refused}");
    }
}
