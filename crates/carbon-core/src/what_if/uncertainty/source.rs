//! Where random numbers come from, and single numbers drawn from them.

use super::sampler::Sampler;
use super::{DistributionError, Domain, Uncertain, UncertainInput, UncertaintyError};
use crate::numeric::Stream;

/// Where a draw's random numbers come from.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) seed: u64,
    pub(crate) draw: u64,
    /// The sample: numbers of different samples are independent.
    pub(crate) sample: u64,
    /// An input whose numbers come from another sample.
    pub(crate) exchanged: Option<(&'a UncertainInput, u64)>,
}

/// A number that all zones and years share.
#[derive(Clone, Copy)]
pub(crate) enum Number {
    Fixed(f64),
    Drawn(Sampler),
}

impl Source<'_> {
    /// The numbers of an input from one on.
    pub(crate) fn stream(&self, input: &UncertainInput, number: u64, from: usize) -> Stream {
        let sample = match self.exchanged {
            Some((exchanged, sample)) if exchanged == input => sample,
            _ => self.sample,
        };
        Stream::new([self.seed, sample], self.draw, number, from)
    }
}

/// The stream number of an input. It stays the same whatever else varies, so that cases and
/// scenarios are drawn alike. The λ of a class has its place among the classes.
pub(crate) fn number(input: &UncertainInput, place: usize) -> u64 {
    match input {
        UncertainInput::Sigma => 0,
        UncertainInput::Theta => 1,
        UncertainInput::Energy => 2,
        UncertainInput::Population => 3,
        UncertainInput::Gdp => 4,
        UncertainInput::Price => 5,
        UncertainInput::Engel => 6,
        UncertainInput::Weight => 7,
        UncertainInput::Form => 8,
        UncertainInput::Reference => 9,
        UncertainInput::MeanEmissions => 10,
        UncertainInput::PriceRule => 11,
        UncertainInput::EngelReading => 12,
        UncertainInput::Lambda(_) => 1 << 16 | place as u64,
        UncertainInput::MapAccuracy(entry) => 1 << 17 | *entry as u64,
    }
}

impl Number {
    pub(crate) fn new(
        base: f64,
        uncertain: Option<&Uncertain>,
        domain: Domain,
        input: &UncertainInput,
    ) -> Result<Self, UncertaintyError> {
        let Some(uncertain) = uncertain else {
            return Ok(Self::Fixed(base));
        };
        let sampler = uncertain.distribution.about(base, domain);
        sampler
            .map(Self::Drawn)
            .map_err(input_error(input, String::new()))
    }

    pub(crate) fn value(&self, source: &Source<'_>, input: &UncertainInput, place: usize) -> f64 {
        match self {
            Self::Fixed(value) => *value,
            Self::Drawn(sampler) => {
                sampler.value(source.stream(input, number(input, place), 0).uniform())
            }
        }
    }
}

/// Adds the input and its place to the error of a distribution.
pub(crate) fn input_error(
    input: &UncertainInput,
    place: String,
) -> impl FnOnce(DistributionError) -> UncertaintyError {
    let input = input.clone();
    move |error| UncertaintyError::Distribution {
        input,
        place,
        error,
    }
}
