//! A condition on named fields.

use std::fmt;

use super::condition_error::ConditionError;
use super::parser::parse;

/// A field that a condition needs and that has no number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` has no number")]
pub struct NoValue(pub String);

/// A comparison, or several joined.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// One comparison.
    Comparison(Comparison),
    /// All of them must hold.
    All(Vec<Condition>),
    /// One of them must hold.
    Any(Vec<Condition>),
}

/// Two operands held against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What stands left of the operator.
    pub left: Operand,
    /// The operator.
    pub operator: Operator,
    /// What stands right of the operator.
    pub right: Operand,
}

/// A field or a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// The value of the field of this name.
    Field(String),
    /// A number.
    Number(f64),
}

/// How operands are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `<`
    Below,
    /// `<=` or `≤`
    AtMost,
    /// `>`
    Above,
    /// `>=` or `≥`
    AtLeast,
    /// `==` or `=`
    Equal,
    /// `!=` or `≠`
    NotEqual,
}

impl Operator {
    fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::Below => left < right,
            Self::AtMost => left <= right,
            Self::Above => left > right,
            Self::AtLeast => left >= right,
            Self::Equal => left == right,
            Self::NotEqual => left != right,
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
        }
    }
}

impl Operand {
    fn value(&self, value: &dyn Fn(&str) -> Option<f64>) -> Result<f64, NoValue> {
        match self {
            Self::Field(field) => value(field).ok_or_else(|| NoValue(field.clone())),
            Self::Number(number) => Ok(*number),
        }
    }

    /// A field followed by its number, a number as typed.
    fn with_number(&self, value: &dyn Fn(&str) -> Option<f64>) -> String {
        match self {
            Self::Field(field) => match value(field) {
                Some(number) => format!("{field} {}", shown(number)),
                None => field.clone(),
            },
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A number with four decimals, or none from a thousand up.
pub(super) fn shown(number: f64) -> String {
    let decimals = if number.abs() < 1e3 { 4 } else { 0 };
    format!("{number:.decimals$}")
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => f.write_str(field),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl Condition {
    /// Reads a condition such as `esc >= 1.8 or (ecc < 1 and emissions_share_of_mean < 0.5)`.
    ///
    /// # Errors
    ///
    /// [`ConditionError`] if it cannot be read or names a field that is not among `fields`.
    pub fn parse<N: AsRef<str>>(text: &str, fields: &[N]) -> Result<Self, ConditionError> {
        let fields: Vec<&str> = fields.iter().map(AsRef::as_ref).collect();
        parse(text, &fields)
    }

    /// Whether it holds where `value` gives the numbers of fields.
    ///
    /// # Errors
    ///
    /// [`NoValue`] for the first field that is needed and that `value` does not give.
    pub fn holds(&self, value: &dyn Fn(&str) -> Option<f64>) -> Result<bool, NoValue> {
        match self {
            Self::Comparison(of) => {
                let (left, right) = (of.left.value(value)?, of.right.value(value)?);
                Ok(of.operator.holds(left, right))
            }
            Self::All(conditions) => {
                for condition in conditions {
                    if !condition.holds(value)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Any(conditions) => {
                for condition in conditions {
                    if condition.holds(value)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }

    /// The condition with the number of each field after its name: `esc 2.4900 >= 1.8`.
    pub fn with_numbers(&self, value: &dyn Fn(&str) -> Option<f64>) -> String {
        self.written(&|of| of.with_number(value))
    }

    /// The fields that it names, in their order, as often as they occur.
    pub fn fields(&self) -> Vec<&str> {
        match self {
            Self::Comparison(of) => [&of.left, &of.right]
                .into_iter()
                .filter_map(|operand| match operand {
                    Operand::Field(field) => Some(field.as_str()),
                    Operand::Number(_) => None,
                })
                .collect(),
            Self::All(conditions) | Self::Any(conditions) => {
                conditions.iter().flat_map(Self::fields).collect()
            }
        }
    }

    fn written(&self, operand: &dyn Fn(&Operand) -> String) -> String {
        let joined = |conditions: &[Self], word: &str| {
            let each = conditions.iter().map(|condition| {
                let text = condition.written(operand);
                // An `or` inside an `and` is the only one that would be read otherwise.
                match (self, condition) {
                    (Self::All(_), Self::Any(_)) => format!("({text})"),
                    _ => text,
                }
            });
            each.collect::<Vec<_>>().join(word)
        };
        match self {
            Self::Comparison(of) => {
                let sign = of.operator.sign();
                format!("{} {sign} {}", operand(&of.left), operand(&of.right))
            }
            Self::All(conditions) => joined(conditions, " and "),
            Self::Any(conditions) => joined(conditions, " or "),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written(&Operand::to_string))
    }
}
