//! The numbers and the choices of the compensation that vary.

use super::source::{Number, Source, input_error, number};
use super::{Distribution, Domain, UncertainInput, Uncertainty, UncertaintyError};
use crate::compensation::{Alternatives, CompensationOptions};
use crate::formulas::{PriceOptions, PriceRule};
use crate::units::Year;
use crate::what_if::Case;

/// The options of a compensation of which some vary.
pub(crate) struct VariedScheme {
    options: CompensationOptions,
    choices: Option<Alternatives>,
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
        let choices = uncertainty.choices.clone();
        let mut options = scheme.options;
        if let Some(choices) = &choices {
            if let Some((empty, _)) = choices.counts().iter().find(|(_, count)| *count == 0) {
                return Err(UncertaintyError::NoAlternatives(empty));
            }
            options = choices.options;
        }
        let price = uncertainty.price.as_ref().map(|price| price.distribution);
        let target = scheme.target;
        let varied = Self {
            options,
            price,
            target,
            engel: Number::new(
                options.engel.coefficient,
                uncertainty.engel.as_ref(),
                Domain::Share,
                &UncertainInput::Engel,
            )?,
            choices,
        };
        let rules = varied
            .choices
            .as_ref()
            .map(|choices| choices.price_rules.clone());
        for rule in rules.unwrap_or_else(|| vec![options.price.rule]) {
            let base = PriceOptions {
                rule,
                ..options.price
            }
            .price(target);
            if let Some(price) = price {
                price
                    .about(base.yuan_per_t, Domain::NotNegative)
                    .map_err(input_error(&UncertainInput::Price, format!(" ({rule:?})")))?;
            }
        }
        Ok(Some(varied))
    }

    /// The options of a draw, the price fixed.
    pub(crate) fn draw(&self, source: &Source<'_>) -> CompensationOptions {
        let place = |input: &UncertainInput| source.stream(input, number(input, 0), 0).uniform();
        let pick = |input: &UncertainInput, count: usize| match count {
            1 => 0,
            _ => (place(input) * count as f64) as usize,
        };
        let mut options = self.options;
        if let Some(choices) = &self.choices {
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
        }
        options.engel.coefficient = self.engel.value(source, &UncertainInput::Engel, 0);
        let base = options.price.price(self.target).yuan_per_t;
        let drawn = self
            .price
            .and_then(|price| price.about(base, Domain::NotNegative).ok())
            .map(|price| price.value(place(&UncertainInput::Price)));
        if let Some(yuan_per_t) = drawn {
            options.price.rule = PriceRule::Fixed { yuan_per_t };
        }
        options
    }
}
