//! The choices of a compensation scheme that the paper leaves open, each with its default.

use serde::{Deserialize, Serialize};

use super::preset::CompensationPreset;
use crate::formulas::{
    CorrectedForm, EngelOptions, OptionError, PearlCurve, PriceOptions, check_not_negative,
    check_option, check_positive,
};

/// The share of the usual carbon intensity below which formulas 9 and 10 run away.
pub(crate) const LEAST_INTENSITY: f64 = 0.1;

/// How emissions, thresholds and payments are computed. The defaults are those of the
/// *reconstruction* of the paper's scheme; what belongs to a region and a year has none.
///
/// ```
/// use carbon_core::{CompensationOptions, CorrectedForm};
///
/// let options = CompensationOptions { form: CorrectedForm::Gross, ..Default::default() };
/// assert_eq!((options.weight, options.mean_emissions_t), (0.8, None));
/// assert!(options.check().is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CompensationOptions {
    /// Where numbers of a region and a year come from that are not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preset: Option<CompensationPreset>,
    /// w of formula 10, from 0 to 1: how much the change over time (τ) counts against the
    /// comparison in space (s). Not printed in the paper; 0.8 by default.
    pub weight: f64,
    /// The least carbon intensity with which a zone takes part, as a share of that of the median zone
    /// or of the region, whichever is lower, in the base and in the target year: 0.1. With less, P = ECC · D or τ run away. 0 lets every
    /// zone take part.
    pub least_intensity: f64,
    /// Whether absorption is subtracted in formula 11.
    pub form: CorrectedForm,
    /// The reference that s of formula 10 compares a zone's intensity with.
    pub reference: IntensityReference,
    /// D of formula 9 in tonnes, on the basis of the assessment's emissions; by default the mean
    /// over zones and assessed years.
    pub mean_emissions_t: Option<f64>,
    /// α of formula 13.
    pub price: PriceOptions,
    /// a and b of formula 14.
    pub pearl: PearlCurve,
    /// t of formula 14.
    pub engel: EngelOptions,
    /// The line between high and low payers.
    pub split: PayerSplit,
    /// Whether the larger of the payers' and the receivers' totals is scaled down to the smaller,
    /// so that the scheme needs no money from outside and leaves none. Off by default: the paper
    /// has no such step.
    pub scale_to_balance: bool,
}

impl Default for CompensationOptions {
    fn default() -> Self {
        Self {
            preset: None,
            weight: 0.8,
            least_intensity: LEAST_INTENSITY,
            form: CorrectedForm::default(),
            reference: IntensityReference::default(),
            mean_emissions_t: None,
            price: PriceOptions::default(),
            pearl: PearlCurve::default(),
            engel: EngelOptions::default(),
            split: PayerSplit::default(),
            scale_to_balance: false,
        }
    }
}

impl CompensationOptions {
    /// Succeeds if every value is possible.
    ///
    /// # Errors
    ///
    /// [`OptionError::Value`], which names the first that is not, or
    /// [`OptionError::PriceBounds`].
    pub fn check(&self) -> Result<(), OptionError> {
        let weight = self.weight;
        check_option(
            "weight",
            weight,
            (0.0..=1.0).contains(&weight),
            "a number from 0 to 1",
        )?;
        let least = self.least_intensity;
        let is_share = (0.0..1.0).contains(&least);
        check_option(
            "least_intensity",
            least,
            is_share,
            "a share from 0 to below 1",
        )?;
        if let Some(mean) = self.mean_emissions_t {
            check_positive("mean_emissions_t", mean)?;
        }
        self.price.check()?;
        self.pearl.check()?;
        self.engel.check()?;
        match self.split {
            PayerSplit::Median => Ok(()),
            PayerSplit::Amount { yuan } => check_not_negative("split.amount.yuan", yuan),
        }
    }
}

/// The reference that s of formula 10 compares a zone's intensity with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntensityReference {
    /// The unweighted mean of the zones' intensities: the default.
    #[default]
    MeanOfZones,
    /// The region's own intensity: its emissions by its GDP.
    Region,
}

/// The line between payers of high and of low compensation. The paper prints no threshold.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayerSplit {
    /// The payers' median: at or above it is high. The default, which gives the paper's classes.
    #[default]
    Median,
    /// An amount: at or above it is high.
    Amount {
        /// The amount in yuan.
        yuan: f64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(options: CompensationOptions) -> String {
        options
            .check()
            .expect_err("an impossible option")
            .to_string()
    }

    #[test]
    fn impossible_options_are_named() {
        let default = CompensationOptions::default();
        for weight in [-0.1, 1.1, f64::NAN] {
            let message = told(CompensationOptions { weight, ..default });
            assert!(
                message.starts_with("the compensation option weight is "),
                "{message}"
            );
        }
        let mean = CompensationOptions {
            mean_emissions_t: Some(0.0),
            ..default
        };
        assert_eq!(
            told(mean),
            "the compensation option mean_emissions_t is 0; it must be a number above 0"
        );
        let split = CompensationOptions {
            split: PayerSplit::Amount { yuan: -1.0 },
            ..default
        };
        assert!(told(split).contains("split.amount.yuan is -1"));
    }
}
