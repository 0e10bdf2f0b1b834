//! The form of a goal in project files.

use bilingual::Bilingual;
use serde::Deserialize;

use super::error::GoalError;
use super::seek::{Goal, GoalResult};
use crate::region::{LandClass, ZoneId};
use crate::results::{Quantity, QuantityError, ValueKind};
use crate::units::Year;
use crate::what_if::scenario::{Amount, Change, ChangeError, Input};

/// Default tolerance: the width of the bracket divided by this.
const PARTS: f64 = 1e6;

/// Why an entry is not a goal.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum GoalEntryError {
    /// The change is impossible.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// No such result.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// The result is not a number.
    #[en("{0} is no number; a goal is a number, such as one of budget_t or compensation_yuan")]
    #[zh("{0} 没有数值；目标应是数值指标，例如 budget_t 或 compensation_yuan")]
    NoNumber(String),
    /// The bracket, the tolerance or the value is impossible.
    #[error(transparent)]
    Goal(#[from] GoalError),
}

/// The kind of the amount that is sought.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Relative,
    Absolute,
    Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    input: Input,
    class: Option<LandClass>,
    from: Option<LandClass>,
    to: Option<LandClass>,
    #[serde(default)]
    zones: Vec<ZoneId>,
    #[serde(default)]
    years: Vec<Year>,
    amount: Kind,
    quantity: String,
    zone: Option<ZoneId>,
    year: Year,
    value: f64,
    bracket: [f64; 2],
    tolerance: Option<f64>,
}

impl TryFrom<Entry> for Goal {
    type Error = GoalEntryError;

    fn try_from(entry: Entry) -> Result<Self, GoalEntryError> {
        let amount = match entry.amount {
            Kind::Relative => Amount::Relative(0.0),
            Kind::Absolute => Amount::Absolute(0.0),
            Kind::Value => Amount::Value(0.0),
        };
        let classes = (entry.class, entry.from, entry.to);
        let change = Change::new(entry.input, classes, Some(amount), entry.zones, entry.years)?;
        let quantity: Quantity = entry.quantity.parse()?;
        if quantity.kind() != ValueKind::Number {
            return Err(GoalEntryError::NoNumber(entry.quantity));
        }
        let [low, high] = entry.bracket;
        let goal = Self {
            change,
            result: GoalResult {
                zone: entry.zone,
                year: entry.year,
                quantity,
            },
            value: entry.value,
            bracket: entry.bracket,
            tolerance: entry.tolerance.unwrap_or(as_typed((high - low) / PARTS)),
        };
        goal.check()?;
        Ok(goal)
    }
}

/// A number rounded to twelve digits, as people would type it.
fn as_typed(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::what_if::scenario::Changed;

    const ENTRY: &str = "input = 'land'\nfrom = 'cultivated'\nto = 'forest'\nzones = ['a']\n\
        amount = 'absolute'\nquantity = 'budget'\nzone = 'a'\nyear = 2020\nvalue = 0\n\
        bracket = [0, 1000]\n";

    #[test]
    fn an_entry_says_all_of_a_goal() {
        let goal: Goal = toml::from_str(ENTRY).unwrap();
        assert!(matches!(goal.change.changed, Changed::Land { .. }));
        assert_eq!(goal.change.amount, Amount::Absolute(0.0));
        assert_eq!(goal.result.quantity, Quantity::Budget);
        assert_eq!((goal.bracket, goal.tolerance), ([0.0, 1000.0], 1e-3));
    }

    #[test]
    fn a_tolerance_of_its_own_has_no_more_digits_than_the_bracket() {
        let entry = ENTRY.replace("[0, 1000]", "[-0.9, 0.0]");
        let goal: Goal = toml::from_str(&entry).unwrap();
        assert_eq!(goal.tolerance.to_string(), "0.0000009");
    }

    #[test]
    fn what_is_no_goal_is_refused() {
        for (found, wrong, said) in [
            ("budget", "budgt", "no quantity `budgt`"),
            ("budget", "functional_zone", "functional_zone is no number"),
            ("[0, 1000]", "[5, 5]", "give the smaller amount first"),
            ("'absolute'", "'more'", "unknown variant `more`"),
            ("from = 'cultivated'\n", "", "needs two classes"),
            ("year = 2020", "yaer = 2020", "unknown field `yaer`"),
            ("[0, 1000]", "[0, 1000]\ntolerance = 0", "a number above 0"),
        ] {
            let entry = ENTRY.replace(found, wrong);
            let message = toml::from_str::<Goal>(&entry).unwrap_err().to_string();
            assert!(message.contains(said), "{message}");
        }
    }
}
