//! The numbers and the choices of the compensation that vary.

use super::source::{Number, Source, input_error, number};
use super::{Distribution, Domain, UncertainInput, Uncertainty, UncertaintyError};
use crate::compensation::{Alternatives, CompensationError, CompensationOptions};
use crate::formulas::{PriceOptions, PriceRule};
use crate::units::Year;
use crate::what_if::{Case, Scheme};

/// The options of a compensation of which some vary.
pub(crate) struct VariedScheme {
    options: CompensationOptions,
    choices: Alternatives,
    target: Year,
    price: Option<Distribution>,
    engel: Number,
}

impl VariedScheme {
    pub(crate) fn new(
        case: &Case,
        uncertainty: &Uncertainty,
    ) -> Result<Option<Self>, UncertaintyError> {
        let Some(scheme) = case.scheme else {
            let named = [
                ("the price", uncertainty.price.is_some()),
                ("the Engel coefficient", uncertainty.engel.is_some()),
                (
                    "a choice of the compensation",
                    uncertainty.choices.is_some(),
                ),
            ];
            let without = named.iter().find(|(_, is_named)| *is_named);
            return match without {
                Some((name, _)) => Err(UncertaintyError::NoCompensation(name)),
                None => Ok(None),
            };
        };
        let failed = |error| UncertaintyError::Case(CompensationError::from(error).into());
        let Scheme {
            target, options, ..
        } = scheme.completed(&case.inputs).map_err(failed)?;
        let choices = uncertainty.choices.clone().unwrap_or_default();
        choices.check(&options, target).map_err(failed)?;
        let varied = Self {
            options,
            price: uncertainty.price.as_ref().map(|price| price.distribution),
            target,
            engel: Number::new(
                options.engel.coefficient.unwrap_or_default(),
                uncertainty.engel.as_ref(),
                Domain::Share,
                &UncertainInput::Engel,
            )?,
            choices: choices.filled(&options),
        };
        for rule in &varied.choices.price_rules {
            let place = format!(" ({rule:?})");
            if let (Some(price), Some(base)) = (varied.price, varied.base_price(*rule)) {
                price
                    .about(base, Domain::NotNegative)
                    .map_err(input_error(&UncertainInput::Price, place))?;
            }
        }
        Ok(Some(varied))
    }

    /// α in yuan per tonne by a rule.
    fn base_price(&self, rule: PriceRule) -> Option<f64> {
        let options = PriceOptions {
            rule,
            ..self.options.price
        };
        options.price(self.target).map(|price| price.yuan_per_t)
    }

    /// The options of a draw, the price fixed.
    pub(crate) fn draw(&self, source: &Source<'_>) -> CompensationOptions {
        let place = |input: &UncertainInput| source.stream(input, number(input, 0), 0).uniform();
        let pick = |input: &UncertainInput, count: usize| match count {
            1 => 0,
            _ => (place(input) * count as f64) as usize,
        };
        let mut options = self.options;
        let choices = &self.choices;
        options.weight = choices.weights[pick(&UncertainInput::Weight, choices.weights.len())];
        options.form = choices.forms[pick(&UncertainInput::Form, choices.forms.len())];
        options.reference =
            choices.references[pick(&UncertainInput::Reference, choices.references.len())];
        options.mean_emissions_t = choices.mean_emissions_t[pick(
            &UncertainInput::MeanEmissions,
            choices.mean_emissions_t.len(),
        )];
        options.price.rule =
            choices.price_rules[pick(&UncertainInput::PriceRule, choices.price_rules.len())];
        options.engel.reading = choices.engel_readings
            [pick(&UncertainInput::EngelReading, choices.engel_readings.len())];
        options.engel.coefficient = Some(self.engel.value(source, &UncertainInput::Engel, 0));
        let base = self.base_price(options.price.rule);
        let drawn = self
            .price
            .zip(base)
            .and_then(|(price, base)| price.about(base, Domain::NotNegative).ok())
            .map(|price| price.value(place(&UncertainInput::Price)));
        if let Some(yuan_per_t) = drawn {
            options.price.rule = PriceRule::Fixed { yuan_per_t };
        }
        options
    }
}
