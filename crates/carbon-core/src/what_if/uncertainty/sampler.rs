//! From a number between 0 and 1 to a value of a distribution.

use crate::numeric::{density, probability, quantile, quantile_between};

/// A distribution with all its parameters, to be inverted many times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sampler {
    Normal {
        mean: f64,
        sd: f64,
        cut: Cut,
    },
    /// ± e^(μ + σ z).
    Lognormal {
        sign: f64,
        mu: f64,
        sigma: f64,
        cut: Cut,
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

/// The probabilities of the two ends of a standard normal distribution that are cut off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cut {
    below: f64,
    above: f64,
}

impl Cut {
    /// Cuts off everything outside of two standard normal values.
    fn outside([low, high]: [f64; 2]) -> Self {
        Self {
            below: probability(low),
            above: probability(-high),
        }
    }

    fn width(self) -> f64 {
        1.0 - self.below - self.above
    }

    /// The standard normal value below which a share `u` of the rest lies.
    fn quantile(self, u: f64) -> f64 {
        let width = self.width();
        quantile_between(self.below + u * width, self.above + (1.0 - u) * width)
    }

    /// The standard normal values at the ends.
    fn ends(self) -> [f64; 2] {
        [quantile(self.below), -quantile(self.above)]
    }

    /// The mean of the rest.
    fn mean(self) -> f64 {
        let [low, high] = self
            .ends()
            .map(|z| if z.is_finite() { density(z) } else { 0.0 });
        (low - high) / self.width()
    }
}

impl Sampler {
    pub(crate) fn normal(mean: f64, sd: f64, limits: [f64; 2]) -> Self {
        // A relative deviation of a base of zero is zero, so nothing is cut off.
        let cut = if sd > 0.0 {
            Cut::outside(limits.map(|limit| (limit - mean) / sd))
        } else {
            Cut {
                below: 0.0,
                above: 0.0,
            }
        };
        Self::Normal { mean, sd, cut }
    }

    pub(crate) fn lognormal(mean: f64, cv: f64, [_, upper]: [f64; 2]) -> Self {
        let sigma = (cv * cv).ln_1p().sqrt();
        let mu = mean.abs().ln() - sigma * sigma / 2.0;
        let high = if mean > 0.0 {
            (upper.ln() - mu) / sigma
        } else {
            f64::INFINITY
        };
        Self::Lognormal {
            sign: if mean < 0.0 { -1.0 } else { 1.0 },
            mu,
            sigma,
            cut: Cut::outside([f64::NEG_INFINITY, high]),
        }
    }

    /// The value below which a share `u` of the distribution lies.
    pub(crate) fn value(&self, u: f64) -> f64 {
        match *self {
            Self::Normal { mean, sd, cut } => mean + sd * cut.quantile(u),
            Self::Lognormal {
                sign,
                mu,
                sigma,
                cut,
            } => {
                let u = if sign < 0.0 { 1.0 - u } else { u };
                sign * (mu + sigma * cut.quantile(u)).exp()
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
            Self::Normal { mean, sd, cut } => mean + sd * cut.mean(),
            Self::Lognormal {
                sign,
                mu,
                sigma,
                cut,
            } => {
                let [low, high] = cut.ends().map(|z| probability(z - sigma));
                sign * (mu + sigma * sigma / 2.0).exp() * (high - low) / cut.width()
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
