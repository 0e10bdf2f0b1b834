//! Chinese words for the variables, as yearbooks have them: `words.csv`.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

/// A line of `words.csv`: a word with its variable, or with the question that it leaves open.
#[derive(serde::Deserialize)]
struct Word {
    word: String,
    variable: Option<String>,
    question: String,
}

/// Words for variables.
pub(super) struct Words(Vec<Word>);

impl Words {
    pub(super) fn read() -> Result<Self> {
        let mut lines = csv::Reader::from_reader(include_str!("words.csv").as_bytes());
        Ok(Self(lines.deserialize().collect::<Result<_, _>>()?))
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
    use carbon_core::Fuel;

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
                None => assert!(!word.question.is_empty(), "{}", word.word),
            }
        }
    }
}
