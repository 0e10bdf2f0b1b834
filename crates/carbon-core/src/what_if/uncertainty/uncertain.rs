//! An uncertain number as a project file writes it.

use serde::{Deserialize, Serialize};

use super::{Distribution, DistributionError, Scale, Shape};

/// The distribution of a number, and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawUncertain")]
pub struct Uncertain {
    /// The distribution about the number's value.
    pub distribution: Distribution,
    /// Where the spread comes from.
    pub source: String,
}

/// The distribution of a statistic, and which of its errors are shared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawUncertain")]
pub struct UncertainStatistic {
    /// The distribution about each zone's value in each year.
    pub uncertain: Uncertain,
    /// Whether the errors of different zones are one.
    pub zones: Dependence,
    /// Whether the errors of different years are one.
    pub years: Dependence,
}

/// Whether errors are one or many.
///
/// Independent errors of many zones all but cancel in the region's total; errors made together, as
/// by one definition or one survey, do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dependence {
    /// Each has an error of its own: the default.
    #[default]
    Independent,
    /// All stand at the same place of their distributions.
    Together,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Name {
    Normal,
    Lognormal,
    Triangular,
    Uniform,
}

/// The flat form of a project file. `zones` and `years` belong to statistics alone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUncertain {
    distribution: Name,
    sd: Option<f64>,
    relative_sd: Option<f64>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    relative_minimum: Option<f64>,
    relative_maximum: Option<f64>,
    source: String,
    zones: Option<Dependence>,
    years: Option<Dependence>,
}

impl TryFrom<RawUncertain> for UncertainStatistic {
    type Error = DistributionError;

    fn try_from(raw: RawUncertain) -> Result<Self, DistributionError> {
        Ok(Self {
            zones: raw.zones.unwrap_or_default(),
            years: raw.years.unwrap_or_default(),
            uncertain: Uncertain {
                distribution: raw.distribution()?,
                source: raw.source,
            },
        })
    }
}

impl TryFrom<RawUncertain> for Uncertain {
    type Error = DistributionError;

    fn try_from(raw: RawUncertain) -> Result<Self, DistributionError> {
        if raw.zones.is_some() || raw.years.is_some() {
            return Err(DistributionError::Dependence);
        }
        Ok(Self {
            distribution: raw.distribution()?,
            source: raw.source,
        })
    }
}

impl RawUncertain {
    fn distribution(&self) -> Result<Distribution, DistributionError> {
        let deviation = |shape, make: fn(f64) -> Shape| {
            let (sd, scale) = self.deviation(shape)?;
            Ok((make(sd), scale))
        };
        let range = |shape, make: fn(f64, f64) -> Shape| {
            let (minimum, maximum, scale) = self.range(shape)?;
            Ok((make(minimum, maximum), scale))
        };
        let found = match self.distribution {
            Name::Normal => deviation("normal", |sd| Shape::Normal { sd }),
            Name::Lognormal => deviation("lognormal", |sd| Shape::Lognormal { sd }),
            Name::Triangular => range("triangular", |minimum, maximum| Shape::Triangular {
                minimum,
                maximum,
            }),
            Name::Uniform => range("uniform", |minimum, maximum| Shape::Uniform {
                minimum,
                maximum,
            }),
        };
        let (shape, scale) = found?;
        Ok(Distribution { shape, scale })
    }

    fn deviation(&self, shape: &'static str) -> Result<(f64, Scale), DistributionError> {
        match self.fields() {
            [Some(sd), None, None, None, None, None] => Ok((sd, Scale::Absolute)),
            [None, Some(sd), None, None, None, None] => Ok((sd, Scale::Relative)),
            _ => Err(self.unfit(shape, "either `relative_sd` or `sd`")),
        }
    }

    fn range(&self, shape: &'static str) -> Result<(f64, f64, Scale), DistributionError> {
        match self.fields() {
            [None, None, Some(low), Some(high), None, None] => Ok((low, high, Scale::Absolute)),
            [None, None, None, None, Some(low), Some(high)] => Ok((low, high, Scale::Relative)),
            _ => Err(self.unfit(
                shape,
                "either `relative_minimum` and `relative_maximum` or `minimum` and `maximum`",
            )),
        }
    }

    fn fields(&self) -> [Option<f64>; 6] {
        [
            self.sd,
            self.relative_sd,
            self.minimum,
            self.maximum,
            self.relative_minimum,
            self.relative_maximum,
        ]
    }

    fn unfit(&self, shape: &'static str, needs: &'static str) -> DistributionError {
        let names = [
            "sd",
            "relative_sd",
            "minimum",
            "maximum",
            "relative_minimum",
            "relative_maximum",
        ];
        let given: Vec<_> = names
            .into_iter()
            .zip(self.fields())
            .filter_map(|(name, value)| value.map(|_| name))
            .collect();
        let found = if given.is_empty() {
            "none of them".to_owned()
        } else {
            given.join(", ")
        };
        DistributionError::Fields {
            shape,
            needs,
            found,
        }
    }
}
