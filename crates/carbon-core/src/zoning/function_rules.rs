//! Rules for the functional zones: conditions on the indicators, in order. The first that holds
//! decides.

use bilingual::Bilingual;
use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::condition::{Comparison, Condition, distinct_fields};
use super::functional_zone::{FunctionalZone, FunctionalZoneError};
use super::indicators::{Indicator, Indicators};
use super::reason::Reason;
use super::rule_list::{Rule, RuleList, RuleListError, parse_rules};

/// Rules that assign one of the four functions of [`FunctionalZone`] by the [`Indicators`].
///
/// ```
/// use carbon_core::{CarbonBasis, FunctionRules, FunctionalZone, Indicators, Tonnes, ZoningRule};
///
/// // The paper's rule, written out.
/// let rules = [
///     ("esc >= 1.8", "carbon-sink"),
///     ("emissions_share_of_mean < 0.5", "low-carbon-optimization"),
///     ("emissions_share_of_mean >= 1.5 and ecc >= 1", "total-carbon-control"),
/// ];
/// let own = FunctionRules::new(rules, "carbon-intensity-control")?;
/// let assignment = ZoningRule::Own(own).assign(&Indicators {
///     emissions: Tonnes::new(30.18e6, CarbonBasis::Mixed),
///     mean_emissions: Tonnes::new(17.0e6, CarbonBasis::Mixed),
///     ecc: 1.40,
///     esc: 0.08,
/// });
/// assert_eq!(assignment.zone, FunctionalZone::TotalCarbonControl);
/// # Ok::<(), carbon_core::FunctionRulesError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionRules {
    pub(super) rules: Vec<(Condition<Indicator>, FunctionalZone)>,
    pub(super) otherwise: FunctionalZone,
    pub(super) wording: Wording,
}

/// In whose words rules and reasons are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wording {
    Paper,
    Quadrant,
    /// In the words of the user's conditions.
    Own,
}

/// A zone's function and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assignment {
    pub zone: FunctionalZone,
    /// Which conditions decided.
    pub reason: Reason,
}

/// Rules that do not assign the four functions.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum FunctionRulesError {
    /// Rules that cannot be read.
    #[error(transparent)]
    List(#[from] RuleListError),
    /// A zone that is not one of the four functions.
    #[en("{place}: {error}")]
    #[zh("{place}：{error}")]
    Function {
        /// Which rule.
        place: String,
        error: FunctionalZoneError,
    },
}

impl FunctionRules {
    /// The fields that conditions may name: those of [`Indicators`], which is all that a drawn run
    /// knows.
    pub const FIELDS: [&str; 4] = {
        let [a, b, c, d] = Indicator::ALL;
        [
            a.field_name(),
            b.field_name(),
            c.field_name(),
            d.field_name(),
        ]
    };

    /// Rules from pairs of a condition and the id of the functional zone that it assigns, with what
    /// is assigned where none holds.
    ///
    /// # Errors
    ///
    /// [`FunctionRulesError`] if a condition cannot be read, names another field than
    /// [`FIELDS`](Self::FIELDS), or assigns something else than one of the four.
    pub fn new<'a>(
        rules: impl IntoIterator<Item = (&'a str, &'a str)>,
        otherwise: &str,
    ) -> Result<Self, FunctionRulesError> {
        let function = |zone: &str, place: String| {
            let zone = zone.parse();
            zone.map_err(|error| FunctionRulesError::Function { place, error })
        };
        let rules = parse_rules(rules, otherwise, &Self::FIELDS)?;
        let rules = rules.into_iter().zip(1..).map(|((when, zone), number)| {
            let when = when.map_fields(&|place| Indicator::ALL[*place]);
            Ok((when, function(zone, format!("rule {number}"))?))
        });
        Ok(Self {
            rules: rules.collect::<Result<_, FunctionRulesError>>()?,
            otherwise: function(otherwise, "otherwise".to_owned())?,
            wording: Wording::Own,
        })
    }

    /// The function of a zone and why.
    pub(crate) fn assign(&self, indicators: &Indicators) -> Assignment {
        let decided = self.deciding(indicators);
        let conditions = || self.rules.iter().map(|(when, _)| when);
        let reason = match (self.wording, decided) {
            (Wording::Own, Some(place)) => Reason::from_condition(&self.rules[place].0, indicators),
            (Wording::Own, None) => {
                Reason::without_condition(&distinct_fields(conditions()), indicators)
            }
            _ => {
                let comparisons = self.decisive_comparisons(decided, indicators);
                Reason::from_comparisons(&comparisons, indicators)
            }
        };
        Assignment {
            zone: decided.map_or(self.otherwise, |place| self.rules[place].1),
            reason,
        }
    }

    /// The function of a zone alone, as [`assign`](Self::assign) finds it.
    pub(crate) fn function(&self, indicators: &Indicators) -> FunctionalZone {
        let decided = self.deciding(indicators);
        decided.map_or(self.otherwise, |place| self.rules[place].1)
    }

    /// The place of the rule that decides; `None` if none holds.
    fn deciding(&self, indicators: &Indicators) -> Option<usize> {
        let value = |indicator: &Indicator| Some(indicators.value(*indicator));
        let mut rules = self.rules.iter();
        rules.position(|(when, _)| when.holds(&value) == Ok(true))
    }

    /// The comparisons that a reason names: those of the rule that decides, and, where the wording
    /// says it or no rule decides, before them what kept the earlier rules from deciding.
    fn decisive_comparisons(
        &self,
        decided: Option<usize>,
        indicators: &Indicators,
    ) -> Vec<Comparison<Indicator>> {
        let value = |indicator: &Indicator| Some(indicators.value(*indicator));
        let names_earlier = decided.is_none() || self.wording == Wording::Quadrant;
        let mut found: Vec<Comparison<Indicator>> = Vec::new();
        for (place, (when, _)) in self.rules.iter().enumerate() {
            let decides = decided == Some(place);
            if !(decides || names_earlier) {
                continue;
            }
            for comparison in when.comparisons() {
                let holds = comparison.holds(&value) == Ok(true);
                let comparison = match holds {
                    true => comparison.clone(),
                    false => comparison.negated(),
                };
                // A later bound on the same side is the narrower one.
                found.retain(|earlier| {
                    (&earlier.left, earlier.operator) != (&comparison.left, comparison.operator)
                });
                found.push(comparison);
                if !holds {
                    break;
                }
            }
            if decides {
                break;
            }
        }
        found
    }
}

impl From<&FunctionRules> for RuleList {
    /// The rules as a user would write them, assigning the ids of [`FunctionalZone`].
    fn from(rules: &FunctionRules) -> Self {
        let list = rules.rules.iter().map(|(when, zone)| Rule {
            when: when.map_fields(&|indicator| indicator.field_name().to_owned()),
            zone: zone.id().to_owned(),
        });
        Self {
            rules: list.collect(),
            otherwise: rules.otherwise.id().to_owned(),
        }
    }
}

impl Serialize for FunctionRules {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let list = RuleList::from(self);
        let rules: Vec<_> = list.rules().iter().map(Rule::to_string).collect();
        let mut own = serializer.serialize_struct("FunctionRules", 2)?;
        own.serialize_field("rules", &rules)?;
        own.serialize_field("otherwise", list.otherwise())?;
        own.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_functions_and_indicators_are_legal() {
        let message = |when: &str, zone: &str, otherwise: &str| {
            let error = FunctionRules::new([(when, zone)], otherwise).unwrap_err();
            error.to_string()
        };
        let sink = "carbon-sink";
        assert_eq!(
            message("esc > 1", "sink", sink),
            "rule 1: there is no functional zone `sink`; legal are carbon-sink, \
             low-carbon-optimization, total-carbon-control, carbon-intensity-control"
        );
        assert!(message("esc > 1", sink, "rest").starts_with("otherwise: there is no"));
        assert!(message("forest_ha > 1", sink, sink).contains("fields are ecc, esc, emissions_t"));
    }
}
