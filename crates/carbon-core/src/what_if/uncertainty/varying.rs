//! The list of the inputs that vary.

use super::region::Region;
use super::{UncertainInput, Uncertainty, UncertaintyError};
use crate::text::Listed;
use crate::what_if::Case;

/// The inputs of a case that vary, in a fixed order.
pub(crate) fn varying(
    case: &Case,
    uncertainty: &Uncertainty,
    region: &Region,
) -> Result<Vec<UncertainInput>, UncertaintyError> {
    let mut inputs = Vec::new();
    let mut add = |is_there: bool, input| inputs.extend(is_there.then_some(input));
    let coefficients = &uncertainty.coefficients;
    if coefficients.sigma.is_some() && case.coefficients.sigma().is_none() {
        return Err(UncertaintyError::NoSigma);
    }
    add(coefficients.sigma.is_some(), UncertainInput::Sigma);
    add(coefficients.theta.is_some(), UncertainInput::Theta);
    let has_lambda =
        |class| region.classes.contains(class) && case.coefficients.lambda(class).is_some();
    for class in coefficients.land.keys() {
        if !has_lambda(class) {
            let legal = region.classes.iter().filter(|class| has_lambda(class));
            return Err(UncertaintyError::NoLambda {
                class: class.clone(),
                legal: Listed(legal.cloned().collect()),
            });
        }
        add(true, UncertainInput::Lambda(class.clone()));
    }
    let statistics = &uncertainty.statistics;
    add(statistics.energy.is_some(), UncertainInput::Energy);
    add(statistics.population.is_some(), UncertainInput::Population);
    add(statistics.gdp.is_some(), UncertainInput::Gdp);
    add(uncertainty.price.is_some(), UncertainInput::Price);
    add(uncertainty.engel.is_some(), UncertainInput::Engel);
    if let Some(choices) = &uncertainty.choices {
        add(choices.weights.len() > 1, UncertainInput::Weight);
        add(choices.forms.len() > 1, UncertainInput::Form);
        add(choices.references.len() > 1, UncertainInput::Reference);
        add(
            choices.mean_emissions_t.len() > 1,
            UncertainInput::MeanEmissions,
        );
        add(choices.price_rules.len() > 1, UncertainInput::PriceRule);
        add(
            choices.engel_readings.len() > 1,
            UncertainInput::EngelReading,
        );
    }
    for entry in 0..uncertainty.map_accuracy.len() {
        add(true, UncertainInput::MapAccuracy(entry));
    }
    Ok(inputs)
}
