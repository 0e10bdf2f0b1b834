//! From a number between 0 and 1 to a value of a distribution.

use super::normal::{density, probability, quantile};

/// A distribution with all its parameters, to be inverted many times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sampler {
    /// Truncated: only probabilities from `from`, over `width`, are met.
    Normal {
        mean: f64,
        sd: f64,
        from: f64,
        width: f64,
    },
    /// ± e^(μ + σ z), truncated in the same way.
    Lognormal {
        sign: f64,
        mu: f64,
        sigma: f64,
        from: f64,
        width: f64,
    },
    Triangular {
        minimum: f64,
        mode: f64,
        maximum: f64,
    },
    Uniform {
        minimum: f64,
        maximum: f64,
    },
}

impl Sampler {
    pub(crate) fn normal(mean: f64, sd: f64, [lower, upper]: [f64; 2]) -> Self {
        let below = |limit: f64| {
            if sd > 0.0 {
                probability((limit - mean) / sd)
            } else {
                f64::from(limit > 0.0)
            }
        };
        let from = below(lower);
        Self::Normal {
            mean,
            sd,
            from,
            width: below(upper) - from,
        }
    }

    pub(crate) fn lognormal(mean: f64, cv: f64, [_, upper]: [f64; 2]) -> Self {
        let sigma = (cv * cv).ln_1p().sqrt();
        let mu = mean.abs().ln() - sigma * sigma / 2.0;
        let width = if mean > 0.0 && upper.is_finite() {
            probability((upper.ln() - mu) / sigma)
        } else {
            1.0
        };
        Self::Lognormal {
            sign: if mean < 0.0 { -1.0 } else { 1.0 },
            mu,
            sigma,
            from: 0.0,
            width,
        }
    }

    /// The value below which a share `u` of the distribution lies; of a lognormal distribution
    /// below zero, above which.
    pub(crate) fn value(&self, u: f64) -> f64 {
        match *self {
            Self::Normal {
                mean,
                sd,
                from,
                width,
            } => mean + sd * quantile(from + u * width),
            Self::Lognormal {
                sign,
                mu,
                sigma,
                from,
                width,
            } => {
                let u = if sign < 0.0 { 1.0 - u } else { u };
                sign * (mu + sigma * quantile(from + u * width)).exp()
            }
            Self::Triangular {
                minimum,
                mode,
                maximum,
            } => {
                let whole = maximum - minimum;
                if u * whole < mode - minimum {
                    minimum + (u * whole * (mode - minimum)).sqrt()
                } else {
                    maximum - ((1.0 - u) * whole * (maximum - mode)).sqrt()
                }
            }
            Self::Uniform { minimum, maximum } => minimum + u * (maximum - minimum),
        }
    }

    pub(crate) fn mean(&self) -> f64 {
        match *self {
            Self::Normal {
                mean,
                sd,
                from,
                width,
            } => {
                let edge = |p: f64| {
                    let z = quantile(p);
                    if z.is_finite() { density(z) } else { 0.0 }
                };
                mean + sd * (edge(from) - edge(from + width)) / width
            }
            Self::Lognormal {
                sign,
                mu,
                sigma,
                from,
                width,
            } => {
                let shifted = |p: f64| probability(quantile(p) - sigma);
                let kept = (shifted(from + width) - shifted(from)) / width;
                sign * (mu + sigma * sigma / 2.0).exp() * kept
            }
            Self::Triangular {
                minimum,
                mode,
                maximum,
            } => (minimum + mode + maximum) / 3.0,
            Self::Uniform { minimum, maximum } => (minimum + maximum) / 2.0,
        }
    }
}
