//! Reads the text of a condition.
//!
//! ```text
//! any        = all ("or" all)*
//! all        = single ("and" single)*
//! single     = "(" any ")" | comparison
//! comparison = operand ("<" | "<=" | ">" | ">=" | "==" | "!=") operand
//! operand    = field | number
//! ```

use super::condition::{Comparison, Condition, Operand, Operator};
use super::condition_error::{ConditionError, ConditionProblem};

/// How deep parentheses may be nested.
const DEPTH: usize = 64;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Field(String),
    Number(f64),
    Operator(Operator),
    And,
    Or,
    Open,
    Close,
}

/// A token with its text and the character that it starts at, from 1.
struct Placed {
    token: Token,
    text: String,
    at: usize,
}

type Problem = (usize, ConditionProblem);

impl Condition {
    /// Reads a condition such as `esc >= 1.8 or (ecc < 1 and emissions_share_of_mean < 0.5)`.
    ///
    /// # Errors
    ///
    /// [`ConditionError`] if it cannot be read or names a field that is not among `fields`.
    pub fn parse<N: AsRef<str>>(text: &str, fields: &[N]) -> Result<Self, ConditionError> {
        let fields: Vec<&str> = fields.iter().map(AsRef::as_ref).collect();
        let condition = parse(text, &fields)?;
        Ok(condition.map_fields(&|place| fields[*place].to_owned()))
    }
}

/// Reads a condition whose fields are known by their places in `fields`.
pub(super) fn parse(text: &str, fields: &[&str]) -> Result<Condition<usize>, ConditionError> {
    let read = || {
        let tokens = tokens(text)?;
        let mut parser = Parser {
            tokens: &tokens,
            end: text.chars().count() + 1,
            fields,
        };
        let condition = parser.any(0)?;
        match parser.tokens {
            [] => Ok(condition),
            _ => Err(parser.expected("`and`, `or` or the end")),
        }
    };
    read().map_err(|(at, problem)| ConditionError {
        text: text.to_owned(),
        at,
        problem,
    })
}

fn tokens(text: &str) -> Result<Vec<Placed>, Problem> {
    let characters: Vec<char> = text.chars().collect();
    let (mut place, mut tokens) = (0, Vec::new());
    while let Some(&first) = characters.get(place) {
        if first.is_whitespace() {
            place += 1;
            continue;
        }
        let length = length(&characters[place..]);
        let text: String = characters[place..place + length].iter().collect();
        let token = token(&text).map_err(|problem| (place + 1, problem))?;
        tokens.push(Placed {
            token,
            text,
            at: place + 1,
        });
        place += length;
    }
    Ok(tokens)
}

/// How many characters the token at the start has.
fn length(characters: &[char]) -> usize {
    let while_all = |holds: &dyn Fn(usize, char) -> bool| {
        let rest = characters.iter().enumerate().skip(1);
        1 + rest.take_while(|(place, c)| holds(*place, **c)).count()
    };
    match characters[0] {
        first if starts_field(first) => {
            while_all(&|_, c| starts_field(c) || c.is_ascii_digit() || c == '-')
        }
        first if starts_number(first) => while_all(&|place, c| {
            let exponent = matches!(characters[place - 1], 'e' | 'E');
            c.is_ascii_alphanumeric() || c == '.' || (exponent && matches!(c, '+' | '-'))
        }),
        '<' | '>' | '=' | '!' if characters.get(1) == Some(&'=') => 2,
        _ => 1,
    }
}

fn starts_field(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn starts_number(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '.' | '-' | '+')
}

fn token(text: &str) -> Result<Token, ConditionProblem> {
    let operator = match text {
        "<" => Some(Operator::Below),
        "<=" | "≤" => Some(Operator::AtMost),
        ">" => Some(Operator::Above),
        ">=" | "≥" => Some(Operator::AtLeast),
        "=" | "==" => Some(Operator::Equal),
        "!=" | "≠" => Some(Operator::NotEqual),
        _ => None,
    };
    if let Some(operator) = operator {
        return Ok(Token::Operator(operator));
    }
    match text.chars().next() {
        Some('(') => Ok(Token::Open),
        Some(')') => Ok(Token::Close),
        Some(first) if starts_number(first) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Token::Number(number)),
            _ => Err(ConditionProblem::Number(text.to_owned())),
        },
        Some(first) if !starts_field(first) => Err(ConditionProblem::Character(first)),
        _ if text.eq_ignore_ascii_case("and") => Ok(Token::And),
        _ if text.eq_ignore_ascii_case("or") => Ok(Token::Or),
        _ => Ok(Token::Field(text.to_owned())),
    }
}

struct Parser<'a> {
    tokens: &'a [Placed],
    end: usize,
    fields: &'a [&'a str],
}

impl Parser<'_> {
    fn any(&mut self, depth: usize) -> Result<Condition<usize>, Problem> {
        let alternatives = self.joined(&Token::Or, |parser| parser.all(depth))?;
        Ok(single_or(alternatives, Condition::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Condition<usize>, Problem> {
        let parts = self.joined(&Token::And, |parser| parser.single(depth))?;
        Ok(single_or(parts, Condition::All))
    }

    fn joined(
        &mut self,
        by: &Token,
        mut part: impl FnMut(&mut Self) -> Result<Condition<usize>, Problem>,
    ) -> Result<Vec<Condition<usize>>, Problem> {
        let mut parts = vec![part(self)?];
        while self.take(by) {
            parts.push(part(self)?);
        }
        Ok(parts)
    }

    fn single(&mut self, depth: usize) -> Result<Condition<usize>, Problem> {
        if depth < DEPTH && self.take(&Token::Open) {
            let inner = self.any(depth + 1)?;
            return match self.take(&Token::Close) {
                true => Ok(inner),
                false => Err(self.expected("`and`, `or` or `)`")),
            };
        }
        let at = self.at();
        let left = self.operand()?;
        let operator = match self.tokens {
            [
                Placed {
                    token: Token::Operator(operator),
                    ..
                },
                rest @ ..,
            ] => {
                self.tokens = rest;
                *operator
            }
            _ => return Err(self.expected("a comparison such as >=")),
        };
        let right = self.operand()?;
        if let (Operand::Number(_), Operand::Number(_)) = (&left, &right) {
            return Err((at, ConditionProblem::NoField));
        }
        Ok(Condition::Comparison(Comparison {
            left,
            operator,
            right,
        }))
    }

    fn operand(&mut self) -> Result<Operand<usize>, Problem> {
        let Some((first, rest)) = self.tokens.split_first() else {
            return Err(self.expected("a field or a number"));
        };
        let operand = match &first.token {
            Token::Number(number) => Operand::Number(*number),
            Token::Field(field) => match self.fields.iter().position(|known| known == field) {
                Some(place) => Operand::Field(place),
                None => {
                    let problem = ConditionProblem::unknown_field(field, self.fields);
                    return Err((first.at, problem));
                }
            },
            _ => return Err(self.expected("a field or a number")),
        };
        self.tokens = rest;
        Ok(operand)
    }

    /// Whether the next token is this one, which is then consumed.
    fn take(&mut self, wanted: &Token) -> bool {
        match self.tokens.split_first() {
            Some((first, rest)) if first.token == *wanted => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn at(&self) -> usize {
        self.tokens.first().map_or(self.end, |next| next.at)
    }

    fn expected(&self, expected: &'static str) -> Problem {
        let found = self.tokens.first().map(|next| next.text.clone());
        let found = found.unwrap_or_default();
        (self.at(), ConditionProblem::Expected { expected, found })
    }
}

fn single_or(
    mut parts: Vec<Condition<usize>>,
    join: fn(Vec<Condition<usize>>) -> Condition<usize>,
) -> Condition<usize> {
    match parts.len() {
        1 => parts.remove(0),
        _ => join(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [&str; 4] = ["ecc", "esc", "emissions_t", "forest-oak_ha"];

    fn read(text: &str) -> String {
        Condition::parse(text, &FIELDS).unwrap().to_string()
    }

    fn error(text: &str) -> String {
        Condition::parse(text, &FIELDS).unwrap_err().to_string()
    }

    #[test]
    fn and_binds_closer_than_or_and_parentheses_change_that() {
        let value = |field: &String| Some(if field == "ecc" { 1.0 } else { 2.0 });
        let holds = |text: &str| {
            Condition::parse(text, &FIELDS)
                .unwrap()
                .holds(&value)
                .unwrap()
        };
        assert!(holds("ecc == 1 or ecc > 5 and esc > 5"));
        assert!(!holds("(ecc == 1 or ecc > 5) and esc > 5"));
        assert!(holds(
            "esc>ecc AND 3 ≥ esc and esc != 1.5 and ecc <= 1e0 and ecc > -.5"
        ));
    }

    #[test]
    fn a_condition_is_written_as_it_is_read() {
        for text in [
            "esc >= 1.8",
            "esc >= 1.8 or ecc < 1 and emissions_t < 1000000",
            "(esc >= 1.8 or ecc < 1) and forest-oak_ha != 0",
            "ecc < esc",
        ] {
            assert_eq!(read(text), text);
        }
        assert_eq!(
            read("((ESC_ >= 1))".replace("ESC_", "esc").as_str()),
            "esc >= 1"
        );
        assert_eq!(read("1.5E+2<emissions_t"), "150 < emissions_t");
    }

    #[test]
    fn errors_name_the_place_and_what_may_stand_there() {
        assert_eq!(
            error("esc > = 1"),
            "`esc > = 1`: at character 7 there is `=`; a field or a number must stand there"
        );
        assert_eq!(
            error("0.5 < esc < 1"),
            "`0.5 < esc < 1`: at character 11 there is `<`; `and`, `or` or the end must stand there"
        );
        assert_eq!(
            error("esc >="),
            "`esc >=`: at character 7 the condition ends; a field or a number must follow"
        );
        assert_eq!(
            error("esc >= 1.8.2"),
            "`esc >= 1.8.2`: at character 8 `1.8.2` is no number; write one such as 1.8 or 1e6"
        );
        assert!(error("esc >= 50%").contains("at character 10 there is `%`; a condition has"));
        assert!(error("1 < 2").contains("two numbers are compared"));
        assert!(error("(esc > 1").contains("`and`, `or` or `)` must follow"));
        assert!(error("").contains("the condition ends"));
        assert!(error("esc 1").contains("a comparison such as >= must stand there"));
        assert!(error(&"(".repeat(10_000)).contains("a field or a number must stand there"));
    }

    #[test]
    fn an_unknown_field_is_told_the_nearest_if_one_is_near() {
        assert!(error("emission_t > 1").contains("did you mean `emissions_t`? fields are ecc,"));
        assert!(error("Esc > 1").contains("did you mean `esc`?"));
        assert!(!error("temperature > 1").contains("did you mean"));
    }
}
