//! The model's coefficients: σ (energy), θ (respiration) and one λ a land class.

use bilingual::Bilingual;
use std::collections::BTreeMap;

use serde::Serialize;

use super::coefficient::{Coefficient, CoefficientError};
use crate::region::LandClass;
use crate::units::{CarbonBasis, CoalEquivalent, Hectares, Persons};

/// The coefficients of a model run.
///
/// σ multiplies energy (formula 1), unless emissions are those [of each fuel](Self::with_emissions_by_fuel); θ multiplies persons (formula 2), λ hectares of a land class (formula 4).
/// A negative λ is an absorption, a positive one an emission. A class that takes no part, as
/// construction land, whose emission is its energy's, is entered with
/// [`without_lambda`](Self::without_lambda), so that a forgotten class is noticed.
///
/// ```
/// use carbon_core::{CarbonBasis, Coefficient, Coefficients, LandClass, Provenance};
///
/// let paper = Coefficients::preset("paper-2024")?;
/// let sigma = paper.sigma().unwrap();
/// assert_eq!((sigma.value(), sigma.unit()), (1.87, "t CO₂ per tce"));
///
/// // The same with another value for forest.
/// let source = "a provincial inventory";
/// let lambda = Coefficient::new(-3.9, CarbonBasis::CarbonDioxide, source, Provenance::User)?;
/// let mine = paper.with_lambda(LandClass::forest(), lambda);
/// assert_eq!(mine.lambda(&LandClass::forest()).unwrap().value(), -3.9);
/// # Ok::<(), carbon_core::CoefficientError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coefficients {
    /// None where emissions are those of each fuel.
    pub(crate) sigma: Option<Coefficient<CoalEquivalent>>,
    pub(crate) theta: Coefficient<Persons>,
    pub(crate) lambda: BTreeMap<LandClass, Option<Coefficient<Hectares>>>,
}

impl Coefficients {
    /// Coefficients without any land class yet.
    ///
    /// # Errors
    ///
    /// [`CoefficientError::Negative`] if σ or θ is below zero.
    pub fn new(
        sigma: Coefficient<CoalEquivalent>,
        theta: Coefficient<Persons>,
    ) -> Result<Self, CoefficientError> {
        for (symbol, value) in [("σ", sigma.value()), ("θ", theta.value())] {
            if value < 0.0 {
                return Err(CoefficientError::Negative { symbol, value });
            }
        }
        Ok(Self {
            sigma: Some(sigma),
            theta,
            lambda: BTreeMap::new(),
        })
    }

    /// With another σ.
    ///
    /// # Errors
    ///
    /// [`CoefficientError::Negative`] if it is below zero.
    pub fn with_sigma(self, sigma: Coefficient<CoalEquivalent>) -> Result<Self, CoefficientError> {
        Ok(Self {
            lambda: self.lambda,
            ..Self::new(sigma, self.theta)?
        })
    }

    /// With the emissions of energy from the carbon in each fuel, Σ E_i·K_i in t C, instead of one σ for all.
    pub fn with_emissions_by_fuel(self) -> Self {
        Self {
            sigma: None,
            ..self
        }
    }

    /// With another θ.
    ///
    /// # Errors
    ///
    /// [`CoefficientError::Negative`] if it is below zero.
    pub fn with_theta(self, theta: Coefficient<Persons>) -> Result<Self, CoefficientError> {
        if theta.value() < 0.0 {
            return Err(CoefficientError::Negative {
                symbol: "θ",
                value: theta.value(),
            });
        }
        Ok(Self { theta, ..self })
    }

    /// With a λ for a class, in place of any that it had.
    pub fn with_lambda(mut self, class: LandClass, lambda: Coefficient<Hectares>) -> Self {
        self.lambda.insert(class, Some(lambda));
        self
    }

    /// With a class that neither absorbs nor emits.
    pub fn without_lambda(mut self, class: LandClass) -> Self {
        self.lambda.insert(class, None);
        self
    }

    /// Emissions per tce; `None` where emissions are those of each fuel.
    pub fn sigma(&self) -> Option<&Coefficient<CoalEquivalent>> {
        self.sigma.as_ref()
    }

    /// Emissions per person and year.
    pub fn theta(&self) -> &Coefficient<Persons> {
        &self.theta
    }

    /// The λ of a class; `None` if it has none or is not known (see [`knows`](Self::knows)).
    pub fn lambda(&self, class: &LandClass) -> Option<&Coefficient<Hectares>> {
        self.lambda.get(class)?.as_ref()
    }

    /// Whether the class was entered, with a λ or without.
    pub fn knows(&self, class: &LandClass) -> bool {
        self.lambda.contains_key(class)
    }

    /// The classes entered, in alphabetical order, each with its λ if it has one.
    pub fn land(&self) -> impl Iterator<Item = (&LandClass, Option<&Coefficient<Hectares>>)> {
        self.lambda
            .iter()
            .map(|(class, lambda)| (class, lambda.as_ref()))
    }

    /// σ, θ and the λ of these classes alone.
    pub(crate) fn of_classes(&self, classes: &[LandClass]) -> Self {
        let mut these = self.clone();
        these.lambda.retain(|class, _| classes.contains(class));
        these
    }

    /// The coefficients by basis if they disagree, `None` if all count the same.
    ///
    /// ```
    /// let mixed = carbon_core::Coefficients::preset("paper-2024")?.mixed_bases().unwrap();
    /// assert_eq!(mixed.carbon_dioxide, ["σ"]);
    /// assert_eq!(mixed.carbon[..2], ["θ", "λ of cultivated"]);
    /// # Ok::<(), carbon_core::CoefficientError>(())
    /// ```
    pub fn mixed_bases(&self) -> Option<MixedBases> {
        let land = self.land().filter_map(|(class, lambda)| {
            lambda.map(|lambda| (format!("λ of {class}"), lambda.basis()))
        });
        let all = [
            match &self.sigma {
                Some(sigma) => ("σ".to_owned(), sigma.basis()),
                None => ("the fuels".to_owned(), CarbonBasis::Carbon),
            },
            ("θ".to_owned(), self.theta.basis()),
        ];
        let (carbon, carbon_dioxide): (Vec<_>, Vec<_>) = all
            .into_iter()
            .chain(land)
            .partition(|(_, basis)| *basis == CarbonBasis::Carbon);
        if carbon.is_empty() || carbon_dioxide.is_empty() {
            return None;
        }
        let names = |list: Vec<(String, _)>| list.into_iter().map(|(name, _)| name).collect();
        Some(MixedBases {
            carbon: names(carbon),
            carbon_dioxide: names(carbon_dioxide),
        })
    }
}

/// Which coefficients count carbon and which CO₂.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Bilingual)]
#[en("{} count CO₂ but {} count carbon", carbon_dioxide.join(", "), carbon.join(", "))]
#[zh("{} 按二氧化碳计，而 {} 按碳计", carbon_dioxide.join("、"), carbon.join("、"))]
pub struct MixedBases {
    /// The names of the coefficients in t C.
    pub carbon: Vec<String>,
    /// The names of the coefficients in t CO₂.
    pub carbon_dioxide: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coefficients::coefficient::Provenance;
    use crate::units::Measure;

    fn coefficient<Q: Measure>(value: f64, basis: CarbonBasis) -> Coefficient<Q> {
        Coefficient::new(value, basis, "test", Provenance::User).unwrap()
    }

    #[test]
    fn a_class_without_lambda_is_known_and_a_forgotten_one_is_not() {
        let paper = Coefficients::preset("paper-2024").unwrap();
        let orchard = LandClass::new("orchard").unwrap();
        assert!(paper.knows(&LandClass::construction()) && !paper.knows(&orchard));
        let with = paper.without_lambda(orchard.clone());
        assert!(with.knows(&orchard) && with.lambda(&orchard).is_none());
    }

    #[test]
    fn emissions_per_person_cannot_be_negative() {
        let paper = Coefficients::preset("paper-2024").unwrap();
        assert_eq!(
            paper.with_theta(coefficient(-0.1, CarbonBasis::Carbon)),
            Err(CoefficientError::Negative {
                symbol: "θ",
                value: -0.1
            })
        );
    }

    #[test]
    fn overriding_sigma_keeps_the_rest() {
        let paper = Coefficients::preset("paper-2024").unwrap();
        let sigma = coefficient(0.51, CarbonBasis::Carbon);
        let changed = paper.clone().with_sigma(sigma.clone()).unwrap();
        assert_eq!(changed.sigma(), Some(&sigma));
        assert_eq!(changed.theta(), paper.theta());
        assert!(changed.land().eq(paper.land()));
        assert_eq!(changed.mixed_bases(), None);
        assert_eq!(paper.with_emissions_by_fuel().mixed_bases(), None);
    }
}
