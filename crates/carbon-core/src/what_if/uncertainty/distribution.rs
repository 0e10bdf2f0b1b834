//! How an uncertain number is distributed about its value.

use bilingual::Bilingual;

use crate::text::phrase;
use serde::Serialize;

use super::sampler::Sampler;

/// The distribution of a number about its *base*, the value that the run without uncertainty uses.
///
/// | shape | spread | mean |
/// |---|---|---|
/// | normal | standard deviation | the base |
/// | lognormal | standard deviation (of the number, not of its logarithm) | the base; the median lies below it by the factor (1 + cv²)^−½, cv the relative deviation |
/// | triangular | lowest and highest; the base is the mode | (lowest + base + highest) / 3 |
/// | uniform | lowest and highest | the middle of the two |
///
/// A number that cannot be negative has its normal distribution **truncated** at zero: what lies
/// below is left out and the rest scaled up, which moves the mean up (by 2.8 % of the base for a
/// relative deviation of 0.5, by 0.05 % for 0.3); [`mean`](Self::mean) says where. The other
/// shapes must not reach below zero in the first place.
///
/// In a project file a distribution is flat; a spread is relative to the base or in its unit:
///
/// ```
/// use carbon_core::uncertainty::{Distribution, Scale, Shape, Uncertain};
///
/// let sigma: Uncertain = toml::from_str(
///     "distribution = 'normal'\nrelative_sd = 0.1\nsource = 'a survey'",
/// )?;
/// assert_eq!(sigma.distribution.shape, Shape::Normal { sd: 0.1 });
/// assert_eq!(sigma.distribution.scale, Scale::Relative);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Distribution {
    /// The shape and its spread.
    pub shape: Shape,
    /// The unit of its deviation or range.
    pub scale: Scale,
}

/// The shape of a distribution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Symmetric about the base.
    Normal {
        /// The standard deviation.
        sd: f64,
    },
    /// Of one sign, with a long tail away from zero.
    Lognormal {
        /// The standard deviation.
        sd: f64,
    },
    /// Most likely at the base.
    Triangular {
        /// The lowest value, or how far it lies from the base where relative (−0.05: 5 % below).
        minimum: f64,
        /// The highest value, or how far it lies from the base where relative.
        maximum: f64,
    },
    /// Equally likely in a range that holds the base.
    Uniform {
        /// The lowest value, or how far it lies from the base where relative (−0.05: 5 % below).
        minimum: f64,
        /// The highest value, or how far it lies from the base where relative.
        maximum: f64,
    },
}

/// The unit of a deviation or a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// In shares of the base.
    Relative,
    /// In the base's own unit.
    Absolute,
}

/// The values that a number may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    /// Any.
    Any,
    /// From 0 up.
    NotNegative,
    /// Above 0 and up to 1.
    Share,
}

impl Domain {
    fn limits(self) -> [f64; 2] {
        match self {
            Self::Any => [f64::NEG_INFINITY, f64::INFINITY],
            Self::NotNegative => [0.0, f64::INFINITY],
            Self::Share => [0.0, 1.0],
        }
    }
}

/// A distribution that is impossible.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum DistributionError {
    /// Fields that do not belong together.
    #[en("a {shape} distribution needs {needs}; found {found}")]
    #[zh("{} 分布需要 {}；现有 {found}", phrase(shape), phrase(needs))]
    Fields {
        shape: &'static str,
        needs: &'static str,
        found: String,
    },
    /// A dependence between the errors of what is one number.
    #[en("`zones` and `years` belong to the statistics alone; leave them out")]
    #[zh("`zones` 和 `years` 只用于统计数据；请去掉")]
    Dependence,
    /// A standard deviation that is not positive.
    #[en("the standard deviation is {0}; it must be a number above 0")]
    #[zh("标准差为 {0}；必须是大于 0 的数")]
    Deviation(f64),
    /// A range that does not contain the base.
    #[en("the range from {minimum} to {maximum} does not hold the value {base}; widen it")]
    #[zh("范围 {minimum} 至 {maximum} 不包含值 {base}；请放宽")]
    Range {
        minimum: f64,
        maximum: f64,
        base: f64,
    },
    /// A distribution that reaches where the number cannot be.
    #[en(
        "the distribution reaches from {minimum} to {maximum}, but the number lies between \
         {lower} and {upper}; narrow it"
    )]
    #[zh("分布的范围是 {minimum} 至 {maximum}，但该数须在 {lower} 与 {upper} 之间；请缩小")]
    OutOfDomain {
        minimum: f64,
        maximum: f64,
        /// The lowest possible.
        lower: f64,
        /// The highest possible.
        upper: f64,
    },
    /// A lognormal spread about zero.
    #[en("a lognormal distribution with an absolute spread about 0 does not exist")]
    #[zh("围绕 0 且离散程度为绝对值的对数正态分布不存在")]
    LognormalAboutZero,
}

impl Distribution {
    /// The mean of the number about a base, with the effect of truncation.
    ///
    /// ```
    /// use carbon_core::uncertainty::{Distribution, Domain, Scale, Shape};
    ///
    /// let wide = Distribution { shape: Shape::Normal { sd: 0.5 }, scale: Scale::Relative };
    /// let mean = |domain| wide.mean(2.0, domain).unwrap();
    /// assert_eq!(mean(Domain::Any), 2.0);
    /// assert_eq!(format!("{:.4}", mean(Domain::NotNegative)), "2.0552");
    /// ```
    ///
    /// # Errors
    ///
    /// [`DistributionError`] if the distribution does not fit the base or the domain.
    pub fn mean(&self, base: f64, domain: Domain) -> Result<f64, DistributionError> {
        self.about(base, domain).map(|sampler| sampler.mean())
    }

    /// The value below which the number lies with probability `p`, for 0 < p < 1.
    ///
    /// # Errors
    ///
    /// [`DistributionError`] if the distribution does not fit the base or the domain.
    pub fn quantile(&self, base: f64, domain: Domain, p: f64) -> Result<f64, DistributionError> {
        self.about(base, domain).map(|sampler| sampler.value(p))
    }

    /// The distribution of the number about a base.
    pub(crate) fn about(&self, base: f64, domain: Domain) -> Result<Sampler, DistributionError> {
        let relative = self.scale == Scale::Relative;
        let limits = domain.limits();
        match self.shape {
            Shape::Normal { sd } => {
                let sd = if relative { sd * base.abs() } else { sd };
                check_deviation(sd, base, relative)?;
                Ok(Sampler::normal(base, sd, limits))
            }
            Shape::Lognormal { sd } => {
                if base == 0.0 && !relative {
                    return Err(DistributionError::LognormalAboutZero);
                }
                let cv = if relative { sd } else { sd / base.abs() };
                check_deviation(cv, 1.0, false)?;
                Ok(Sampler::lognormal(base, cv, limits))
            }
            Shape::Triangular { minimum, maximum } => {
                let [minimum, maximum] = self.range(minimum, maximum, base, limits)?;
                let mode = base;
                Ok(Sampler::Triangular {
                    minimum,
                    mode,
                    maximum,
                })
            }
            Shape::Uniform { minimum, maximum } => {
                let [minimum, maximum] = self.range(minimum, maximum, base, limits)?;
                Ok(Sampler::Uniform { minimum, maximum })
            }
        }
    }

    fn range(
        &self,
        minimum: f64,
        maximum: f64,
        base: f64,
        [lower, upper]: [f64; 2],
    ) -> Result<[f64; 2], DistributionError> {
        let ends = match self.scale {
            Scale::Absolute => [minimum, maximum],
            Scale::Relative => [minimum, maximum].map(|share| base * (1.0 + share)),
        };
        let [minimum, maximum] = match base < 0.0 && self.scale == Scale::Relative {
            true => [ends[1], ends[0]],
            false => ends,
        };
        let holds = minimum <= base && base <= maximum && (minimum < maximum || base == 0.0);
        if !(holds && minimum.is_finite() && maximum.is_finite()) {
            return Err(DistributionError::Range {
                minimum,
                maximum,
                base,
            });
        }
        if minimum < lower || maximum > upper {
            return Err(DistributionError::OutOfDomain {
                minimum,
                maximum,
                lower,
                upper,
            });
        }
        Ok([minimum, maximum])
    }
}

/// Checks that the standard deviation is positive. A relative one may be zero about a base of zero.
fn check_deviation(sd: f64, base: f64, relative: bool) -> Result<(), DistributionError> {
    match sd.is_finite() && (sd > 0.0 || relative && base == 0.0) {
        true => Ok(()),
        false => Err(DistributionError::Deviation(sd)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relative(shape: Shape) -> Distribution {
        Distribution {
            shape,
            scale: Scale::Relative,
        }
    }

    #[test]
    fn means_by_hand() {
        let mean = |shape, base| relative(shape).mean(base, Domain::NotNegative).unwrap();
        let (minimum, maximum) = (-0.1, 0.4);
        assert!((mean(Shape::Triangular { minimum, maximum }, 10.0) - 11.0).abs() < 1e-12);
        assert!((mean(Shape::Uniform { minimum, maximum }, 10.0) - 11.5).abs() < 1e-12);
        assert!((mean(Shape::Lognormal { sd: 0.5 }, 10.0) - 10.0).abs() < 1e-12);
        // −2 deviations are left out: 1 + 0.5 · φ(2) / Φ(2).
        assert!((mean(Shape::Normal { sd: 0.5 }, 10.0) - 10.276_239_4).abs() < 1e-6);
    }

    #[test]
    fn a_negative_base_is_mirrored() {
        let (minimum, maximum) = (-0.1, 0.4);
        for shape in [
            Shape::Triangular { minimum, maximum },
            Shape::Uniform { minimum, maximum },
            Shape::Lognormal { sd: 0.3 },
        ] {
            let value = |base, p| relative(shape).quantile(base, Domain::Any, p).unwrap();
            for p in [0.1, 0.25, 0.5, 0.9] {
                assert!(
                    (value(-2.0, p) + value(2.0, 1.0 - p)).abs() < 1e-12,
                    "{shape:?}"
                );
            }
        }
    }

    #[test]
    fn what_cannot_be_is_said() {
        let told = |shape, base| {
            let error = relative(shape).mean(base, Domain::NotNegative).unwrap_err();
            error.to_string()
        };
        let uniform = |minimum, maximum| Shape::Uniform { minimum, maximum };
        assert!(told(uniform(0.1, 0.2), 1.0).contains("does not hold the value 1"));
        assert!(told(uniform(-1.5, 0.2), 1.0).contains("narrow it"));
        assert!(told(Shape::Normal { sd: -1.0 }, 1.0).contains("above 0"));
        assert!(told(Shape::Lognormal { sd: f64::NAN }, 1.0).contains("above 0"));
    }

    #[test]
    fn about_zero_a_relative_spread_is_none() {
        for shape in [
            Shape::Normal { sd: 0.1 },
            Shape::Lognormal { sd: 0.1 },
            Shape::Uniform {
                minimum: -0.1,
                maximum: 0.1,
            },
        ] {
            let at = |p| {
                relative(shape)
                    .quantile(0.0, Domain::NotNegative, p)
                    .unwrap()
            };
            assert_eq!((at(0.1), at(0.9)), (0.0, 0.0), "{shape:?}");
        }
    }
}
