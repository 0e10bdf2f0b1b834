//! How much the compensation depends on the choices that the paper leaves open.

use serde::{Deserialize, Deserializer, Serialize};

use super::error::CompensationError;
use super::options::{CompensationOptions, IntensityReference};
use super::scheme::{Compensation, SchemeYear, compensate_years};
use crate::formulas::{CorrectedForm, EngelReading, OptionError, PriceOptions, PriceRule};
use crate::numeric::median;
use crate::region::ZoneId;
use crate::units::{Year, Yuan};

/// The largest number of results, combinations × zones, that are computed.
const LIMIT: usize = 11_000_000;

/// The alternatives of each option. An option whose list is empty stays as it is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Alternatives {
    /// Alternatives for w.
    pub weights: Vec<f64>,
    /// Alternatives for formula 11.
    pub forms: Vec<CorrectedForm>,
    /// Alternatives for the reference of s.
    pub references: Vec<IntensityReference>,
    /// Alternatives for D in tonnes; `None`, in a file `"mean"`, is the mean over zones and years.
    #[serde(deserialize_with = "read_mean_emissions")]
    pub mean_emissions_t: Vec<Option<f64>>,
    /// Alternatives for formula 13.
    pub price_rules: Vec<PriceRule>,
    /// Alternatives for t in formula 14.
    pub engel_readings: Vec<EngelReading>,
}

impl Alternatives {
    /// Every alternative of every option that the paper leaves open: w from 0.5 to 1 in steps of
    /// 0.1, both forms, both references, D as the mean and as the options give it, every rule for
    /// the price whose numbers the options have and any that they fix, the three readings of t.
    ///
    /// ```
    /// use carbon_core::{Alternatives, CompensationPreset};
    ///
    /// let all = Alternatives::all(&CompensationPreset::Paper2024.options());
    /// assert_eq!(all.combinations(), 6 * 2 * 2 * 1 * 5 * 3);
    /// ```
    pub fn all(options: &CompensationOptions) -> Self {
        let given_mean = options.mean_emissions_t.map(Some);
        let price = options.price;
        let fixed_price = matches!(price.rule, PriceRule::Fixed { .. }).then_some(price.rule);
        let has_numbers = |rule: &PriceRule| {
            let price = PriceOptions {
                rule: *rule,
                ..price
            };
            price.needed_parts().iter().all(|(_, part)| part.is_some())
        };
        let derived_prices = PriceRule::DERIVED.into_iter().filter(has_numbers);
        Self {
            weights: vec![0.5, 0.6, 0.7, 0.8, 0.9, 1.0],
            forms: vec![CorrectedForm::Net, CorrectedForm::Gross],
            references: vec![IntensityReference::MeanOfZones, IntensityReference::Region],
            mean_emissions_t: std::iter::once(None).chain(given_mean).collect(),
            price_rules: derived_prices.chain(fixed_price).collect(),
            engel_readings: EngelReading::ALL.to_vec(),
        }
    }

    /// The alternatives with what the options have in each list that is empty.
    pub(crate) fn filled(&self, options: &CompensationOptions) -> Self {
        fn or_one<T: Clone>(list: &[T], option: T) -> Vec<T> {
            match list.is_empty() {
                true => vec![option],
                false => list.to_vec(),
            }
        }
        Self {
            weights: or_one(&self.weights, options.weight),
            forms: or_one(&self.forms, options.form),
            references: or_one(&self.references, options.reference),
            mean_emissions_t: or_one(&self.mean_emissions_t, options.mean_emissions_t),
            price_rules: or_one(&self.price_rules, options.price.rule),
            engel_readings: or_one(&self.engel_readings, options.engel.reading),
        }
    }

    /// How many combinations there are.
    pub fn combinations(&self) -> usize {
        let counts = [
            self.weights.len(),
            self.forms.len(),
            self.references.len(),
            self.mean_emissions_t.len(),
            self.price_rules.len(),
            self.engel_readings.len(),
        ];
        let counts = counts.map(|count| count.max(1));
        counts.into_iter().fold(1, usize::saturating_mul)
    }

    /// Succeeds if every alternative is possible beside the rest of the options.
    pub(crate) fn check(
        &self,
        options: &CompensationOptions,
        target: Year,
    ) -> Result<(), OptionError> {
        let all = self.filled(options);
        let mut varied = Vec::new();
        for weight in all.weights {
            varied.push(CompensationOptions { weight, ..*options });
        }
        for mean_emissions_t in all.mean_emissions_t {
            varied.push(CompensationOptions {
                mean_emissions_t,
                ..*options
            });
        }
        for rule in all.price_rules {
            let mut with_rule = *options;
            with_rule.price.rule = rule;
            varied.push(with_rule);
        }
        varied.iter().try_for_each(|options| {
            options.check()?;
            options.price_and_factor(target).map(drop)
        })
    }

    /// The combinations, the last list varying fastest. No list is empty.
    fn each(&self, options: CompensationOptions) -> impl Iterator<Item = CompensationOptions> {
        (0..self.combinations()).map(move |index| {
            let mut rest = index;
            let mut pick = |count: usize| {
                let picked = rest % count;
                rest /= count;
                picked
            };
            let mut options = options;
            options.engel.reading = self.engel_readings[pick(self.engel_readings.len())];
            options.price.rule = self.price_rules[pick(self.price_rules.len())];
            options.mean_emissions_t = self.mean_emissions_t[pick(self.mean_emissions_t.len())];
            options.reference = self.references[pick(self.references.len())];
            options.form = self.forms[pick(self.forms.len())];
            options.weight = self.weights[pick(self.weights.len())];
            options
        })
    }
}

/// Reads tonnes, or the word `mean`.
fn read_mean_emissions<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Option<f64>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Word {
        Mean,
    }
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "mean_emissions_t has tonnes and \"mean\"")]
    enum Entry {
        Tonnes(f64),
        Word(Word),
    }
    let entries = Vec::<Entry>::deserialize(deserializer)?.into_iter();
    let entries = entries.map(|entry| match entry {
        Entry::Tonnes(tonnes) => Some(tonnes),
        Entry::Word(Word::Mean) => None,
    });
    Ok(entries.collect())
}

/// The payments of zones over all combinations of the alternatives.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sensitivity {
    /// The year compared with.
    pub base: Year,
    /// The year compensated for.
    pub target: Year,
    /// None of its lists is empty.
    pub alternatives: Alternatives,
    /// How many combinations were computed.
    pub combinations: usize,
    /// One entry a zone that [`Compensation::zones`] has, in its order.
    pub zones: Vec<ZoneSensitivity>,
}

/// The payments of one zone over all combinations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoneSensitivity {
    pub zone: ZoneId,
    /// The least that it pays, or the most that it receives (below zero).
    pub minimum: Yuan,
    /// The middle of all results.
    pub median: Yuan,
    /// The most that it pays.
    pub maximum: Yuan,
    /// The share of combinations in which it pays, from 0 to 1.
    pub share_paying: f64,
    /// The share of combinations in which it receives, from 0 to 1.
    pub share_receiving: f64,
    /// Whether it pays in some combinations and does not in others, or receives in some and not
    /// in others.
    pub changes_role: bool,
}

/// Computes the compensation for every combination of the alternatives.
pub(crate) fn sensitivity_of_years(
    years: &[SchemeYear<'_>],
    [base, target]: [Year; 2],
    options: &CompensationOptions,
    alternatives: &Alternatives,
) -> Result<Sensitivity, CompensationError> {
    let alternatives = alternatives.filled(options);
    let zones = years.first().map_or(&[][..], |annual| &annual.zones);
    let combinations = alternatives.combinations();
    if combinations.saturating_mul(zones.len()) > LIMIT {
        return Err(CompensationError::TooManyCombinations {
            combinations,
            zones: zones.len(),
            limit: LIMIT,
        });
    }
    let mut amounts: Vec<(ZoneId, Vec<f64>)> = Vec::new();
    for options in alternatives.each(*options) {
        let Compensation { zones, .. } = compensate_years(years, [base, target], &options)?;
        if amounts.is_empty() {
            let none = || Vec::with_capacity(combinations);
            amounts = zones
                .iter()
                .map(|zone| (zone.zone.clone(), none()))
                .collect();
        }
        for ((_, amounts), zone) in amounts.iter_mut().zip(zones) {
            amounts.push(zone.compensation.amount);
        }
    }
    Ok(Sensitivity {
        base,
        target,
        alternatives,
        combinations,
        zones: amounts
            .into_iter()
            .filter_map(|(zone, amounts)| range(zone, amounts, target))
            .collect(),
    })
}

fn range(zone: ZoneId, mut amounts: Vec<f64>, target: Year) -> Option<ZoneSensitivity> {
    amounts.sort_by(f64::total_cmp);
    let share = |holds: fn(f64) -> bool| {
        let number = amounts.iter().filter(|amount| holds(**amount)).count();
        number as f64 / amounts.len() as f64
    };
    let (share_paying, share_receiving) = (share(|m| m > 0.0), share(|m| m < 0.0));
    let always_or_never = |share: f64| share == 0.0 || share == 1.0;
    Some(ZoneSensitivity {
        zone,
        minimum: Yuan::new(*amounts.first()?, target),
        median: Yuan::new(median(&amounts)?, target),
        maximum: Yuan::new(*amounts.last()?, target),
        share_paying,
        share_receiving,
        changes_role: !(always_or_never(share_paying) && always_or_never(share_receiving)),
    })
}
