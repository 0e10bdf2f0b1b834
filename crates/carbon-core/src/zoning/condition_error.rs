//! Errors in the text of a condition.

use bilingual::Bilingual;
use std::fmt;

use crate::text::{Listed, nearest, phrase, speaks_chinese};

/// A condition that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en("`{text}`: at character {at} {problem}")]
#[zh("`{text}`：第 {at} 个字符处，{problem}")]
pub struct ConditionError {
    pub text: String,
    /// The character where the problem is, from 1.
    pub at: usize,
    pub problem: ConditionProblem,
}

/// The problem with a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConditionProblem {
    /// There is no field with this name.
    UnknownField {
        found: String,
        /// The known name that is nearest, if one is near.
        nearest: Option<String>,
        /// The known names.
        known: Listed<String>,
    },
    /// Something else is expected at this place.
    Expected {
        /// The text that is legal.
        expected: &'static str,
        /// The text found; empty at the end.
        found: String,
    },
    /// Digits that do not make a number.
    Number(String),
    /// A character that is not legal in conditions.
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

impl ConditionProblem {
    fn describe_in_chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField {
                found,
                nearest,
                known,
            } => {
                write!(f, "没有字段 `{found}`；")?;
                if let Some(nearest) = nearest {
                    write!(f, "是否指 `{nearest}`？")?;
                }
                write!(f, "可用的字段有 {known}")
            }
            Self::Expected { expected, found } if found.is_empty() => {
                write!(f, "条件到此结束；其后应为{}", phrase(expected))
            }
            Self::Expected { expected, found } => {
                write!(f, "此处是 `{found}`；应为{}", phrase(expected))
            }
            Self::Number(found) => write!(f, "`{found}` 不是数；请写成 1.8 或 1e6 这样的数"),
            Self::Character(found) => write!(
                f,
                "此处是 `{found}`；条件由字段、数、< <= > >= == !=、`and`、`or` 和括号组成"
            ),
            Self::NoField => f.write_str("比较的两边都是数；其中一边必须是字段"),
        }
    }
}

impl fmt::Display for ConditionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if speaks_chinese() {
            return self.describe_in_chinese(f);
        }
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
