//! What only a person can say.

use std::io::{BufRead, IsTerminal, Write, stderr, stdin};

use anyhow::{Result, bail};

/// Chooses the text in the language of the person: `either!(is_chinese, "English {value}", "中文 {value}")`.
macro_rules! either {
    ($is_chinese:expr, $en:literal, $zh:literal) => {
        match $is_chinese {
            true => format!($zh),
            false => format!($en),
        }
    };
}
pub(crate) use either;

/// A question that the data do not answer.
pub struct Question {
    /// What is asked, and what was found.
    pub text: String,
    /// What may be answered; anything, if there is nothing here.
    pub answers: Vec<Answer>,
    /// The option of the command line that answers it.
    pub option: String,
}

/// One of the answers to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What the option takes.
    pub value: String,
    /// What it would mean.
    pub meaning: String,
}

/// Who is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    /// The language of questions.
    pub is_chinese: bool,
    /// Whether there is a person at a terminal who wants to be asked.
    pub asks: bool,
}

impl Asker {
    /// Somebody at a terminal; nobody if the answers are to be options, or if input or output is a file or a pipe.
    pub fn new(is_chinese: bool, only_options: bool) -> Self {
        Self {
            is_chinese,
            asks: !only_options && stdin().is_terminal() && stderr().is_terminal(),
        }
    }

    /// The answer to a question.
    ///
    /// # Errors
    /// Nobody can be asked: the message is the question, with what may be answered, and how.
    pub fn ask(&self, question: &Question) -> Result<String> {
        match self.asks {
            true => self.converse(question, &mut stdin().lock(), &mut stderr()),
            false => self.refuse(question),
        }
    }

    /// Asks until one of the answers is given, by its number or as it is written.
    fn converse(
        &self,
        question: &Question,
        input: &mut dyn BufRead,
        output: &mut dyn Write,
    ) -> Result<String> {
        writeln!(output, "{}", question.text)?;
        for (number, answer) in (1..).zip(&question.answers) {
            writeln!(output, "  {number}. {}", answer.line())?;
        }
        loop {
            write!(output, "> ")?;
            output.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 {
                return self.refuse(question);
            }
            let said = line.trim();
            let numbered = said.parse::<usize>().ok();
            let numbered = numbered.and_then(|number| question.answers.get(number.checked_sub(1)?));
            let named = question.answers.iter().find(|answer| answer.value == said);
            if let Some(answer) = named.or(numbered) {
                return Ok(answer.value.clone());
            }
            if question.answers.is_empty() && !said.is_empty() {
                return Ok(said.to_owned());
            }
        }
    }

    fn refuse(&self, question: &Question) -> Result<String> {
        let mut text = question.text.clone();
        for answer in &question.answers {
            text.push_str("\n  ");
            text.push_str(&answer.line());
        }
        let option = &question.option;
        let how = either!(
            self.is_chinese,
            "Answer with {option}",
            "请用 {option} 回答"
        );
        bail!("{text}\n{how}")
    }
}

impl Answer {
    /// An answer that says all by itself needs no meaning.
    pub fn new(value: &str, meaning: impl Into<String>) -> Self {
        Self {
            value: value.to_owned(),
            meaning: meaning.into(),
        }
    }

    fn line(&self) -> String {
        match self.meaning.is_empty() {
            true => self.value.clone(),
            false => format!("{}: {}", self.value, self.meaning),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question() -> Question {
        Question {
            text: "Which?".to_owned(),
            answers: vec![Answer::new("code", "36, 37"), Answer::new("fid", "")],
            option: "--zone-id FIELD".to_owned(),
        }
    }

    #[test]
    fn an_answer_is_a_number_or_a_name_and_anything_else_is_asked_again() {
        let asker = Asker {
            is_chinese: false,
            asks: true,
        };
        for (said, answer) in [("2\n", "fid"), ("nothing\n\n9\n0\ncode\n", "code")] {
            let mut output = Vec::new();
            let found = asker.converse(&question(), &mut said.as_bytes(), &mut output);
            assert_eq!(found.unwrap(), answer);
            let shown = String::from_utf8(output).unwrap();
            assert!(
                shown.starts_with("Which?\n  1. code: 36, 37\n  2. fid\n> "),
                "{shown}"
            );
        }
    }

    #[test]
    fn without_a_person_the_question_is_the_error() {
        for (is_chinese, how) in [(false, "Answer with"), (true, "请用")] {
            let asker = Asker {
                is_chinese,
                asks: false,
            };
            let said = asker.ask(&question()).unwrap_err().to_string();
            assert!(
                said.starts_with("Which?\n  code: 36, 37\n  fid\n"),
                "{said}"
            );
            assert!(
                said.contains(how) && said.contains("--zone-id FIELD"),
                "{said}"
            );
            let ended = asker.converse(&question(), &mut "x\n".as_bytes(), &mut Vec::new());
            assert_eq!(ended.unwrap_err().to_string(), said);
        }
    }
}
