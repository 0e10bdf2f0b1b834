//! All inputs of a run. Scenarios change them and uncertainty varies them.

use crate::assessment::{AssessError, Assessment, assess, compensate};
use crate::coefficients::Coefficients;
use crate::compensation::{
    CompensationError, CompensationOptions, PresetDoubt, gdp_per_person_1e4_yuan,
};
use crate::formulas::OptionError;
use crate::inputs::Inputs;
use crate::results::{Quantity, ZoneFields};
use crate::units::Year;
use crate::zoning::ZoningRule;

/// All inputs of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Zones, years, land use, statistics.
    pub inputs: Inputs,
    /// σ, θ and λ.
    pub coefficients: Coefficients,
    /// The rule that assigns the functional zones.
    pub zoning: ZoningRule,
    /// The compensation, if there is to be one.
    pub scheme: Option<Scheme>,
}

/// A compensation that is to be computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scheme {
    /// The year compared with.
    pub base: Year,
    /// The year compensated for.
    pub target: Year,
    /// The options of the scheme.
    pub options: CompensationOptions,
}

/// Why a run has no results.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CaseError {
    /// No assessment.
    #[error(transparent)]
    Assess(#[from] AssessError),
    /// No compensation.
    #[error(transparent)]
    Compensation(#[from] CompensationError),
}

impl Scheme {
    /// The scheme with every number of the region and the target year that it needs: as given, or
    /// else that of its preset, or else, for the region's GDP per person, that of the statistics.
    /// What changes the inputs later does not change these numbers.
    ///
    /// # Errors
    ///
    /// [`OptionError`] if an option is impossible, or a number is missing.
    pub fn completed(&self, inputs: &Inputs) -> Result<Self, OptionError> {
        let options = self.options.filled(self.gdp_per_person_1e4_yuan(inputs));
        options.check()?;
        options.price_and_factor(self.target)?;
        Ok(Self { options, ..*self })
    }

    /// The doubt whether the numbers that the scheme takes from a preset are of this region and
    /// year. The scheme is as given, not completed.
    pub fn preset_doubt(&self, inputs: &Inputs) -> Option<PresetDoubt> {
        let known = self.gdp_per_person_1e4_yuan(inputs);
        self.options.preset_doubt(known, self.target)
    }

    fn gdp_per_person_1e4_yuan(&self, inputs: &Inputs) -> Option<f64> {
        let mut years = inputs.annual().iter();
        let region = years.find(|annual| annual.year == self.target)?.region;
        let gdp = [region.gdp_current, Some(region.gdp)];
        gdp_per_person_1e4_yuan(gdp, region.population, self.target)
    }
}

impl Case {
    /// The assessment, with the compensation attached if there is to be one.
    ///
    /// # Errors
    ///
    /// [`CaseError`] if [`assess`] or [`compensate`] fails.
    pub fn run(&self) -> Result<Assessment, CaseError> {
        let assessment = assess(&self.inputs, &self.coefficients, &self.zoning)?;
        let Some(scheme) = self.scheme else {
            return Ok(assessment);
        };
        let compensation = compensate(&assessment, scheme.base, scheme.target, &scheme.options)?;
        Ok(assessment.with_compensation(compensation))
    }

    /// The quantities that the assessment of the case will have.
    pub fn quantities(&self) -> Vec<Quantity> {
        let (mut absorbing, mut emits) = (Vec::new(), false);
        let classes = self.inputs.land_use().classes();
        for class in classes {
            match self.coefficients.lambda(class) {
                Some(lambda) if lambda.value() > 0.0 => emits = true,
                Some(_) => absorbing.push(class.clone()),
                None => {}
            }
        }
        Quantity::listed(classes, &absorbing, emits, self.scheme.is_some())
    }

    /// The fields that the assessment of the case will have.
    pub fn fields(&self) -> ZoneFields {
        ZoneFields::from_quantities(self.quantities())
    }
}
