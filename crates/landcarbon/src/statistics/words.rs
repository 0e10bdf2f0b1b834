//! Words for the variables, as yearbooks have them: `words.csv`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use bilingual::Bilingual;

use super::heading::plain;
use super::variables::VARIABLES;
use carbon_core::Fuel;

/// A word that a project says is not to be read.
const LEFT_OUT: &str = "none";

/// A line of `words.csv`: a word with its variable, or with the question that it leaves open.
#[derive(serde::Deserialize)]
struct Word {
    word: String,
    variable: Option<String>,
    question: String,
    question_zh: String,
}

/// What a word leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Bilingual)]
#[en("{en}")]
#[zh("{zh}")]
pub(super) struct Question {
    en: String,
    zh: String,
}

/// Words for variables.
pub(super) struct Words(Vec<Word>);

impl Words {
    pub(super) fn read() -> Result<Self> {
        let mut lines = csv::Reader::from_reader(include_str!("words.csv").as_bytes());
        Ok(Self(lines.deserialize().collect::<Result<_, _>>()?))
    }

    /// With what a project says of words, and variables of its own.
    pub(super) fn with_answers(
        mut self,
        answers: &BTreeMap<String, String>,
        own: &[String],
    ) -> Self {
        let own = own.iter().map(|name| (name, name));
        let answers = answers.iter().chain(own).map(|(word, variable)| Word {
            word: word.clone(),
            variable: Some(variable.clone()).filter(|name| name != LEFT_OUT),
            question: String::new(),
            question_zh: String::new(),
        });
        self.0.splice(0..0, answers);
        self
    }

    /// The variable that a name means: itself, unless it is one of the words.
    ///
    /// # Errors
    /// The word has more than one meaning, or none that is used.
    pub(super) fn variable<'a>(&'a self, name: &'a str) -> Result<&'a str> {
        match self.0.iter().find(|word| word.word == name) {
            None => Ok(name),
            Some(Word {
                variable: Some(variable),
                ..
            }) => Ok(variable),
            Some(word) => bail!("the variable {name} is not clear: {}", word.question),
        }
    }

    /// The variable that a heading means, or the question that it leaves open, if it is one; `None` if it means nothing.
    pub(super) fn find(&self, text: &str) -> Option<Result<String, Option<Question>>> {
        let text = plain(text);
        let known = self.0.iter().find(|word| plain(&word.word) == text);
        if let Some(word) = known {
            let question = || {
                let (en, zh) = (word.question.clone(), word.question_zh.clone());
                (!en.is_empty()).then_some(Question { en, zh })
            };
            return Some(word.variable.clone().ok_or_else(question));
        }
        let mut names = VARIABLES.iter().map(|kind| kind.name);
        let fuel = || text.parse::<Fuel>().ok().map(Fuel::name);
        let name = names.find(|name| *name == text).or_else(fuel)?;
        Some(Ok(name.to_owned()))
    }
}

/// That these words were read as these variables.
pub(super) fn warning(used: &BTreeSet<(&str, &str)>) -> Option<String> {
    let pairs = used.iter();
    let pairs: Vec<_> = pairs
        .map(|(word, variable)| format!("{word} as {variable}"))
        .collect();
    let all = pairs.join(", ");
    (!used.is_empty()).then(|| format!("the statistics are read thus: {all}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::variables::variable_kind;

    #[test]
    fn each_word_is_a_variable_or_a_question() {
        for word in Words::read().unwrap().0 {
            match word.variable {
                Some(name) => {
                    assert!(word.question.is_empty(), "{}", word.word);
                    assert!(
                        variable_kind(&name).is_some() || name.parse::<Fuel>().is_ok(),
                        "{name}"
                    );
                }
                None => assert!(
                    !word.question.is_empty() && !word.question_zh.is_empty(),
                    "{}",
                    word.word
                ),
            }
        }
    }
}
