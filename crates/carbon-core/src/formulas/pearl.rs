//! Formula 14: the Pearl curve, by which a zone's willingness to pay grows with its wealth.

use serde::{Deserialize, Serialize};

use super::option_error::{OptionError, check_not_negative, check_option};

/// The parameters of the Pearl (logistic) curve 1 / (1 + a·e^(−b·t)).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PearlCurve {
    /// a: 1.
    pub a: f64,
    /// b: 1.
    pub b: f64,
}

impl Default for PearlCurve {
    fn default() -> Self {
        Self { a: 1.0, b: 1.0 }
    }
}

impl PearlCurve {
    /// The factor γ / K of formula 14, γ = K / (1 + a·e^(−b·t)), where K is a zone's share of the
    /// region's GDP.
    ///
    /// The symbols are stated, the curve is the standard one.
    ///
    /// # Units
    ///
    /// None, for t as well as for the result, which is between 0 and 1.
    ///
    /// ```
    /// use carbon_core::PearlCurve;
    ///
    /// // 1 / (1 + e^−0.32)
    /// assert_eq!(format!("{:.5}", PearlCurve::default().factor(0.32)), "0.57932");
    /// ```
    pub fn factor(self, t: f64) -> f64 {
        1.0 / (1.0 + self.a * (-self.b * t).exp())
    }

    pub(crate) fn check(self) -> Result<(), OptionError> {
        check_not_negative("pearl.a", self.a)?;
        check_not_negative("pearl.b", self.b)
    }
}

/// t of formula 14, the stage of development, from the Engel coefficient.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EngelOptions {
    /// The Engel coefficient, households' share of spending on food: 0.32. A plausible value;
    /// that of Jiangxi in 2020 was not found.
    pub coefficient: f64,
    /// How t follows from it.
    pub reading: EngelReading,
}

/// How t of formula 14 follows from the Engel coefficient E. Which one the paper means is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EngelReading {
    /// t = E: the default.
    #[default]
    Engel,
    /// t = 1/E.
    InverseEngel,
    /// t = 1/E − 3, the form common in the literature on ecological compensation.
    InverseEngelMinus3,
}

impl EngelReading {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Engel, Self::InverseEngel, Self::InverseEngelMinus3];
}

impl Default for EngelOptions {
    fn default() -> Self {
        Self {
            coefficient: 0.32,
            reading: EngelReading::default(),
        }
    }
}

impl EngelOptions {
    /// t by the reading.
    ///
    /// ```
    /// use carbon_core::{EngelOptions, EngelReading};
    ///
    /// let t = EngelReading::ALL.map(|reading| EngelOptions { coefficient: 0.25, reading }.t());
    /// assert_eq!(t, [0.25, 4.0, 1.0]);
    /// ```
    pub fn t(self) -> f64 {
        match self.reading {
            EngelReading::Engel => self.coefficient,
            EngelReading::InverseEngel => 1.0 / self.coefficient,
            EngelReading::InverseEngelMinus3 => 1.0 / self.coefficient - 3.0,
        }
    }

    pub(crate) fn check(self) -> Result<(), OptionError> {
        let coefficient = self.coefficient;
        let is_share = coefficient > 0.0 && coefficient <= 1.0;
        let range = "a share above 0 and up to 1";
        check_option("engel.coefficient", coefficient, is_share, range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_parameters_are_named() {
        for (a, b, name) in [(-1.0, 1.0, "pearl.a"), (1.0, f64::NAN, "pearl.b")] {
            let error = PearlCurve { a, b }.check().unwrap_err().to_string();
            assert!(error.contains(name), "{error}");
        }
        for coefficient in [0.0, 1.5, f64::NAN] {
            let options = EngelOptions {
                coefficient,
                ..EngelOptions::default()
            };
            let error = options.check().unwrap_err().to_string();
            assert!(error.contains("engel.coefficient"), "{error}");
        }
    }
}
