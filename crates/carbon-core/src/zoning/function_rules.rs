//! A user's own rule for the functional zones: a rule list that assigns the four functions.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::functional_zone::{FunctionalZone, FunctionalZoneError};
use super::rule::{Assignment, Indicators};
use super::rule_list::{Rule, RuleList, RuleListError};

/// A [`RuleList`] whose zones are the four of [`FunctionalZone`], on the fields of [`Indicators`].
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
    list: RuleList,
    functions: Vec<FunctionalZone>,
    otherwise: FunctionalZone,
}

/// Rules that do not assign the four functions.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FunctionRulesError {
    /// Rules that cannot be read.
    #[error(transparent)]
    List(#[from] RuleListError),
    /// A zone that is none of the four.
    #[error("{place}: {error}")]
    Function {
        /// Which rule.
        place: String,
        /// What is wrong.
        error: FunctionalZoneError,
    },
}

impl FunctionRules {
    /// What conditions may name: what [`Indicators`] has, which is all that a drawn run knows.
    pub const FIELDS: [&str; 4] = ["ecc", "esc", "emissions_t", "emissions_share_of_mean"];

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
        let list = RuleList::new(rules, otherwise, &Self::FIELDS)?;
        let function = |zone: &str, place: &dyn Fn() -> String| {
            let place = |error| FunctionRulesError::Function {
                place: place(),
                error,
            };
            zone.parse().map_err(place)
        };
        let of_rules = list.rules().iter().zip(1..);
        let functions =
            of_rules.map(|(rule, number)| function(&rule.zone, &|| format!("rule {number}")));
        Ok(Self {
            functions: functions.collect::<Result<_, _>>()?,
            otherwise: function(list.otherwise(), &|| "otherwise".to_owned())?,
            list,
        })
    }

    /// The rules as a list.
    pub fn list(&self) -> &RuleList {
        &self.list
    }

    /// The rules in English, for people.
    pub fn in_words_en(&self) -> String {
        let [rules, last] = self.numbered();
        let otherwise = self.otherwise;
        format!(
            "The project's own rules. The first condition that holds decides: {rules}{last} \
             otherwise: {otherwise}."
        )
    }

    /// The rules in Chinese, for people.
    pub fn in_words_zh(&self) -> String {
        let [rules, last] = self.numbered();
        let otherwise = self.otherwise;
        format!(
            "项目自定义规则。依次判断，首个成立的条件决定类型：{rules}{last} 其他：{otherwise}。"
        )
    }

    /// Each rule with its number, and the number of what is left.
    fn numbered(&self) -> [String; 2] {
        let rules = self.list.rules().iter().zip(1..);
        let rules = rules.map(|(rule, number)| format!("({number}) {rule}; "));
        let last = format!("({})", self.list.rules().len() + 1);
        [rules.collect(), last]
    }

    /// The function that [`assign`](Self::assign) finds.
    pub(crate) fn zone(&self, of: &Indicators) -> FunctionalZone {
        let value = |field: &str| of.field(field);
        let holds = |rule: &Rule| rule.when.holds(&value) == Ok(true);
        let decides = self.list.rules().iter().position(holds);
        decides.map_or(self.otherwise, |place| self.functions[place])
    }

    pub(crate) fn assign(&self, of: &Indicators) -> Assignment {
        let reason = self.list.assign(|field| of.field(field));
        Assignment {
            zone: self.zone(of),
            reason: reason.map_or_else(|lacks| lacks.to_string(), |found| found.reason),
        }
    }
}

impl Indicators {
    /// The number of a field of [`FunctionRules::FIELDS`].
    fn field(&self, name: &str) -> Option<f64> {
        match name {
            "ecc" => Some(self.ecc),
            "esc" => Some(self.esc),
            "emissions_t" => Some(self.emissions.amount),
            "emissions_share_of_mean" => Some(self.emissions.amount / self.mean_emissions.amount),
            _ => None,
        }
    }
}

impl Serialize for FunctionRules {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rules = self.list.rules().iter();
        let rules: Vec<_> = rules.map(|rule| rule.to_string()).collect();
        let mut own = serializer.serialize_struct("FunctionRules", 2)?;
        own.serialize_field("rules", &rules)?;
        own.serialize_field("otherwise", self.list.otherwise())?;
        own.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_said_in_their_order() {
        let own = FunctionRules::new([("esc > 1", "carbon-sink")], "total-carbon-control");
        let own = own.unwrap();
        assert_eq!(
            own.in_words_en(),
            "The project's own rules. The first condition that holds decides: (1) esc > 1: \
             carbon-sink; (2) otherwise: total-carbon-control."
        );
        assert!(
            own.in_words_zh()
                .contains("(1) esc > 1: carbon-sink; (2) 其他")
        );
    }

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
