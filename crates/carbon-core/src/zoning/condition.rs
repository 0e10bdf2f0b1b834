//! A condition on named fields.

use bilingual::Bilingual;
use std::fmt;

/// A field that a condition needs has no number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en("`{0}` has no number")]
#[zh("`{0}` 没有数值")]
pub struct NoValue<F = String>(pub F);

/// A comparison, or several joined. Fields are known by their names, or by what else tells them.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition<F = String> {
    /// One comparison.
    Comparison(Comparison<F>),
    /// All of them must hold.
    All(Vec<Condition<F>>),
    /// One of them must hold.
    Any(Vec<Condition<F>>),
}

/// Two operands and how they are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison<F = String> {
    pub left: Operand<F>,
    pub operator: Operator,
    pub right: Operand<F>,
}

/// A field or a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand<F = String> {
    /// The value of a field.
    Field(F),
    /// A number.
    Number(f64),
}

/// The language that conditions are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// As conditions are written.
    English,
    Chinese,
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

    /// The operator that holds exactly where this one does not.
    const fn negated(self) -> Self {
        match self {
            Self::Below => Self::AtLeast,
            Self::AtMost => Self::Above,
            Self::Above => Self::AtMost,
            Self::AtLeast => Self::Below,
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
        }
    }

    const fn sign(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Below, _) => "<",
            (Self::Above, _) => ">",
            (Self::AtMost, Language::English) => "<=",
            (Self::AtMost, Language::Chinese) => "≤",
            (Self::AtLeast, Language::English) => ">=",
            (Self::AtLeast, Language::Chinese) => "≥",
            (Self::Equal, Language::English) => "==",
            (Self::Equal, Language::Chinese) => "=",
            (Self::NotEqual, Language::English) => "!=",
            (Self::NotEqual, Language::Chinese) => "≠",
        }
    }
}

/// A number with four decimals, or none from a thousand up.
pub(super) fn print_number(number: f64) -> String {
    let decimals = if number.abs() < 1e3 { 4 } else { 0 };
    format!("{number:.decimals$}")
}

impl<F: fmt::Display> fmt::Display for Operand<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => field.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl<F> Operand<F> {
    fn value(&self, value: &impl Fn(&F) -> Option<f64>) -> Result<f64, NoValue<F>>
    where
        F: Clone,
    {
        match self {
            Self::Field(field) => value(field).ok_or_else(|| NoValue(field.clone())),
            Self::Number(number) => Ok(*number),
        }
    }
}

impl<F> Comparison<F> {
    pub(super) fn holds(&self, value: &impl Fn(&F) -> Option<f64>) -> Result<bool, NoValue<F>>
    where
        F: Clone,
    {
        let (left, right) = (self.left.value(value)?, self.right.value(value)?);
        Ok(self.operator.holds(left, right))
    }

    pub(super) fn negated(&self) -> Self
    where
        F: Clone,
    {
        Self {
            operator: self.operator.negated(),
            ..self.clone()
        }
    }

    pub(super) fn print(
        &self,
        operand: &dyn Fn(&Operand<F>) -> String,
        language: Language,
    ) -> String {
        let sign = self.operator.sign(language);
        format!("{} {sign} {}", operand(&self.left), operand(&self.right))
    }
}

/// The fields that conditions name, each once, in their order.
pub(super) fn distinct_fields<'a, F: PartialEq>(
    conditions: impl Iterator<Item = &'a Condition<F>>,
) -> Vec<&'a F> {
    let mut fields: Vec<&F> = Vec::new();
    for field in conditions.flat_map(Condition::fields) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

impl<F> Condition<F> {
    /// Whether it holds where `value` gives the numbers of fields.
    ///
    /// # Errors
    ///
    /// [`NoValue`] for the first field that is needed and that `value` does not give.
    pub fn holds(&self, value: &impl Fn(&F) -> Option<f64>) -> Result<bool, NoValue<F>>
    where
        F: Clone,
    {
        match self {
            Self::Comparison(comparison) => comparison.holds(value),
            Self::All(conditions) | Self::Any(conditions) => {
                let decides = matches!(self, Self::Any(_));
                for condition in conditions {
                    if condition.holds(value)? == decides {
                        return Ok(decides);
                    }
                }
                Ok(!decides)
            }
        }
    }

    /// The condition with the number of each field after its name: `esc 2.4900 >= 1.8`.
    pub fn with_numbers(&self, value: &dyn Fn(&F) -> Option<f64>) -> String
    where
        F: fmt::Display,
    {
        let operand = |operand: &Operand<F>| match operand {
            Operand::Field(field) => match value(field) {
                Some(number) => format!("{field} {}", print_number(number)),
                None => field.to_string(),
            },
            Operand::Number(number) => number.to_string(),
        };
        self.print(&operand, Language::English)
    }

    /// The fields that it names, in their order, as often as they occur.
    pub fn fields(&self) -> Vec<&F> {
        let comparisons = self.comparisons().into_iter();
        let operands = comparisons.flat_map(|comparison| [&comparison.left, &comparison.right]);
        let fields = operands.filter_map(|operand| match operand {
            Operand::Field(field) => Some(field),
            Operand::Number(_) => None,
        });
        fields.collect()
    }

    /// All comparisons, in their order.
    pub(super) fn comparisons(&self) -> Vec<&Comparison<F>> {
        match self {
            Self::Comparison(comparison) => vec![comparison],
            Self::All(conditions) | Self::Any(conditions) => {
                conditions.iter().flat_map(Self::comparisons).collect()
            }
        }
    }

    /// The same condition with its fields known by something else.
    pub(super) fn map_fields<G>(&self, field: &impl Fn(&F) -> G) -> Condition<G> {
        let operand = |operand: &Operand<F>| match operand {
            Operand::Field(name) => Operand::Field(field(name)),
            Operand::Number(number) => Operand::Number(*number),
        };
        let all = |conditions: &[Self]| {
            let conditions = conditions.iter();
            conditions
                .map(|condition| condition.map_fields(field))
                .collect()
        };
        match self {
            Self::Comparison(comparison) => Condition::Comparison(Comparison {
                left: operand(&comparison.left),
                operator: comparison.operator,
                right: operand(&comparison.right),
            }),
            Self::All(conditions) => Condition::All(all(conditions)),
            Self::Any(conditions) => Condition::Any(all(conditions)),
        }
    }

    pub(super) fn print(
        &self,
        operand: &dyn Fn(&Operand<F>) -> String,
        language: Language,
    ) -> String {
        let joined = |conditions: &[Self], word: &str| {
            let each = conditions.iter().map(|condition| {
                let text = condition.print(operand, language);
                // Without parentheses, an `or` inside an `and` would be read differently.
                match (self, condition) {
                    (Self::All(_), Self::Any(_)) => format!("({text})"),
                    _ => text,
                }
            });
            each.collect::<Vec<_>>().join(word)
        };
        let [and, or] = match language {
            Language::English => [" and ", " or "],
            Language::Chinese => [" 且 ", " 或 "],
        };
        match self {
            Self::Comparison(comparison) => comparison.print(operand, language),
            Self::All(conditions) => joined(conditions, and),
            Self::Any(conditions) => joined(conditions, or),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.print(&Operand::to_string, Language::English))
    }
}
