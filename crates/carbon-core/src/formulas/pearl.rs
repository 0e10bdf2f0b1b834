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
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EngelOptions {
    /// The Engel coefficient of the region in the target year, households' share of spending on
    /// food. It has no default.
    pub coefficient: Option<f64>,
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
    #[serde(rename = "inverse-engel-minus-3")]
    InverseEngelMinus3,
}

impl EngelReading {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Engel, Self::InverseEngel, Self::InverseEngelMinus3];
}

impl EngelOptions {
    /// t by the reading; `None` without a coefficient.
    ///
    /// ```
    /// use carbon_core::{EngelOptions, EngelReading};
    ///
    /// let coefficient = Some(0.25);
    /// let t = EngelReading::ALL.map(|reading| EngelOptions { coefficient, reading }.t());
    /// assert_eq!(t, [Some(0.25), Some(4.0), Some(1.0)]);
    /// ```
    pub fn t(self) -> Option<f64> {
        let coefficient = self.coefficient?;
        Some(match self.reading {
            EngelReading::Engel => coefficient,
            EngelReading::InverseEngel => 1.0 / coefficient,
            EngelReading::InverseEngelMinus3 => 1.0 / coefficient - 3.0,
        })
    }

    pub(crate) fn check(self) -> Result<(), OptionError> {
        let Some(coefficient) = self.coefficient else {
            return Ok(());
        };
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
                coefficient: Some(coefficient),
                ..EngelOptions::default()
            };
            let error = options.check().unwrap_err().to_string();
            assert!(error.contains("engel.coefficient"), "{error}");
        }
    }
}
