//! What can be wrong with the text of a condition.

use std::fmt;

use crate::text::Listed;
use crate::text::nearest;

/// A condition that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}`: at character {at} {problem}")]
pub struct ConditionError {
    /// The condition.
    pub text: String,
    /// The character where the problem is, from 1.
    pub at: usize,
    /// What is wrong.
    pub problem: ConditionProblem,
}

/// What is wrong with a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConditionProblem {
    /// A name that is no field's.
    UnknownField {
        /// The name found.
        found: String,
        /// The known name that is nearest, if one is near.
        nearest: Option<String>,
        /// The known names.
        known: Listed<String>,
    },
    /// Something else than what may stand there.
    Expected {
        /// What may stand there.
        expected: &'static str,
        /// What stands there; empty at the end.
        found: String,
    },
    /// Digits that are no number.
    Number(String),
    /// A character that no condition has.
    Character(char),
    /// A comparison of two numbers.
    NoField,
}

impl ConditionProblem {
    pub(super) fn unknown_field(found: &str, known: &[&str]) -> Self {
        Self::UnknownField {
            found: found.to_owned(),
            nearest: nearest(found, known).map(str::to_owned),
            known: Listed(known.iter().map(|name| (*name).to_owned()).collect()),
        }
    }
}

impl fmt::Display for ConditionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField {
                found,
                nearest,
                known,
            } => {
                write!(f, "there is no field `{found}`; ")?;
                if let Some(nearest) = nearest {
                    write!(f, "did you mean `{nearest}`? ")?;
                }
                write!(f, "fields are {known}")
            }
            Self::Expected { expected, found } if found.is_empty() => {
                write!(f, "the condition ends; {expected} must follow")
            }
            Self::Expected { expected, found } => {
                write!(f, "there is `{found}`; {expected} must stand there")
            }
            Self::Number(found) => {
                write!(f, "`{found}` is no number; write one such as 1.8 or 1e6")
            }
            Self::Character(found) => write!(
                f,
                "there is `{found}`; a condition has fields, numbers, < <= > >= == !=, `and`, \
                 `or` and parentheses"
            ),
            Self::NoField => f.write_str("two numbers are compared; one side must be a field"),
        }
    }
}
