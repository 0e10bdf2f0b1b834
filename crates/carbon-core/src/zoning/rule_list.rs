//! A zoning rule that a user writes: conditions on named fields, in order. The first that holds
//! decides.

use bilingual::Bilingual;
use std::fmt;

use super::condition::{Condition, NoValue, distinct_fields, print_number};
use super::condition_error::ConditionError;
use serde::Serialize;

use super::parser::parse;

/// An ordered list of conditions, each with the zone that it assigns.
///
/// ```
/// use carbon_core::rule_list::RuleList;
///
/// let rules = [
///     ("esc >= 1.8", "carbon-sink"),
///     ("emissions_share_of_mean < 0.5", "low-carbon-optimization"),
///     ("emissions_share_of_mean >= 1.5 and ecc >= 1", "total-carbon-control"),
/// ];
/// let fields = ["ecc", "esc", "emissions_share_of_mean"];
/// let paper = RuleList::new(rules, "carbon-intensity-control", &fields)?;
///
/// let nanchang = |field: &str| match field {
///     "ecc" => Some(1.40),
///     "esc" => Some(0.08),
///     _ => Some(1.7753),
/// };
/// let assignment = paper.assign(nanchang).unwrap();
/// assert_eq!(assignment.zone, "total-carbon-control");
/// assert_eq!(assignment.reason, "emissions_share_of_mean 1.7753 >= 1.5 and ecc 1.4000 >= 1");
///
/// let error = RuleList::new([("ecs >= 1.8", "carbon-sink")], "other", &fields).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "rule 1, `ecs >= 1.8`: at character 1 there is no field `ecs`; did you mean `ecc`? fields \
///      are ecc, esc, emissions_share_of_mean"
/// );
/// # Ok::<(), carbon_core::rule_list::RuleListError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RuleList {
    pub(super) rules: Vec<Rule>,
    pub(super) otherwise: String,
}

/// A condition and the zone that it assigns.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// When the rule decides.
    pub when: Condition,
    /// The id of the zone that it then assigns.
    pub zone: String,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.when, self.zone)
    }
}

/// A zone's class by a rule list, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleAssignment {
    /// The id of the class.
    pub zone: String,
    /// The place of the rule that decided, from 0; `None` if none did.
    pub rule: Option<usize>,
    /// The condition that held, with the zone's numbers.
    pub reason: String,
}

/// Rules that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum RuleListError {
    /// A condition that cannot be read.
    #[en("rule {rule}, {error}")]
    #[zh("规则 {rule}，{error}")]
    Condition {
        /// The number of the rule, from 1.
        rule: usize,
        error: ConditionError,
    },
    /// A rule that assigns nothing.
    #[en("rule {rule} assigns no zone; give it the id of one, such as carbon-sink")]
    #[zh("规则 {rule} 没有指定分区；请给出一个分区的标识，例如 carbon-sink")]
    NoZone {
        /// The number of the rule, from 1.
        rule: usize,
    },
    /// There is no class for zones for which no rule holds.
    #[en("there is no zone for where no rule holds; give the id of one as the last resort")]
    #[zh("没有规定各规则均不成立时归入哪个分区；请给出一个分区的标识作为兜底")]
    NoOtherwise,
}

impl RuleList {
    /// Rules from pairs of a condition and the zone that it assigns, with what is assigned where
    /// none holds, and the names of the fields that there are.
    ///
    /// A condition compares fields and numbers by `<`, `<=`, `>`, `>=`, `==` and `!=`, joined by
    /// `and` and `or`; `and` binds closer, parentheses change that.
    ///
    /// # Errors
    ///
    /// [`RuleListError`] with the number of the rule, the place in it and the nearest field.
    pub fn new<'a, N: AsRef<str>>(
        rules: impl IntoIterator<Item = (&'a str, &'a str)>,
        otherwise: &str,
        fields: &[N],
    ) -> Result<Self, RuleListError> {
        let names: Vec<&str> = fields.iter().map(AsRef::as_ref).collect();
        let rules = parse_rules(rules, otherwise, &names)?.into_iter();
        let rules = rules.map(|(when, zone)| Rule {
            when: when.map_fields(&|place| names[*place].to_owned()),
            zone: zone.to_owned(),
        });
        Ok(Self {
            rules: rules.collect(),
            otherwise: otherwise.to_owned(),
        })
    }

    /// The rules.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The class of zones for which no rule holds.
    pub fn otherwise(&self) -> &str {
        &self.otherwise
    }

    /// The class of a zone whose numbers `value` gives by field.
    ///
    /// # Errors
    ///
    /// [`NoValue`] for the first field that is needed and that `value` does not give. Conditions are read from the
    /// left, and no further than they need.
    pub fn assign(&self, value: impl Fn(&str) -> Option<f64>) -> Result<RuleAssignment, NoValue> {
        let value = |field: &String| value(field);
        for (place, rule) in self.rules.iter().enumerate() {
            if rule.when.holds(&value)? {
                return Ok(RuleAssignment {
                    zone: rule.zone.clone(),
                    rule: Some(place),
                    reason: rule.when.with_numbers(&value),
                });
            }
        }
        Ok(RuleAssignment {
            zone: self.otherwise.clone(),
            rule: None,
            reason: self.reason_for_none(&value),
        })
    }

    fn reason_for_none(&self, value: &dyn Fn(&String) -> Option<f64>) -> String {
        let fields = distinct_fields(self.rules.iter().map(|rule| &rule.when)).into_iter();
        let numbers =
            fields.filter_map(|field| Some(format!("{field} {}", print_number(value(field)?))));
        format!("no rule holds: {}", numbers.collect::<Vec<_>>().join(", "))
    }
}

/// Reads rules; the fields of their conditions are known by their places in `fields`.
pub(super) fn parse_rules<'a>(
    rules: impl IntoIterator<Item = (&'a str, &'a str)>,
    otherwise: &str,
    fields: &[&str],
) -> Result<Vec<(Condition<usize>, &'a str)>, RuleListError> {
    let is_blank = |zone: &str| zone.trim().is_empty();
    let rules = rules.into_iter().zip(1..).map(|((when, zone), rule)| {
        if is_blank(zone) {
            return Err(RuleListError::NoZone { rule });
        }
        let when = parse(when, fields);
        let when = when.map_err(|error| RuleListError::Condition { rule, error })?;
        Ok((when, zone))
    });
    let rules = rules.collect::<Result<_, _>>()?;
    if is_blank(otherwise) {
        return Err(RuleListError::NoOtherwise);
    }
    Ok(rules)
}
