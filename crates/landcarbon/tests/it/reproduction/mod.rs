//! The Jiangxi example held against every number and statement of the paper.

mod errata;
mod more_statements;
mod statements;

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result, anyhow};
use carbon_core::Assessment;
use serde::Deserialize;

use errata::errata;
use landcarbon::study::expect::{Expectation, Outcome};
use statements::Cities;

pub use statements::Verdict;

/// Numbers of the paper's text.
const NUMBERS: &str = include_str!("../../../../../fixtures/jiangxi/paper_numbers.csv");

/// Statements of the paper's text.
const STATEMENTS: &str = include_str!("../../../../../fixtures/jiangxi/paper_statements.csv");

const INTRODUCTION: &str = "\
# The paper's numbers and statements, and what the program obtains

**The example's inputs were fitted to these numbers and statements.** That the program finds them again shows that the model, as
reconstructed, can produce the paper's results. It does not show that the data are real, nor that the results are right: the land use is
synthetic, most of the cities' energy is fitted, and the formulas marked *reconstruction* in [method.md](method.md) are inferred.

Written by `cargo run --release -p landcarbon --example reproduction`, from the rasters of `fixtures/jiangxi`; a test fails if this page is
not what the program obtains. *The paper*: Frontiers in Environmental Science 2024, doi 10.3389/fenvs.2024.1404760.
";

/// What the paper states and nothing in the inputs decides.
const UNDECIDED: &str = "
*Each year*: from each of the three years to the next. *Low*: below the mean of the cities' emissions, and below the province's
intensity. *Stable*: a change of at most a tenth. Not listed, since nothing in the inputs decides it: 841 fires, a forest coverage of
63.1 % (forest is 61.34 % of the classified land), areas of arbor and natural forest, 58.17 Mtce, 8.9 %.
";

/// A number of the paper.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PaperNumber {
    /// What is expected of the result.
    #[serde(flatten)]
    pub expectation: Expectation,
    /// `stated`, or `corrected` where the text's print is at odds with itself.
    pub status: String,
    /// What the text prints instead, or how the number is meant.
    pub note: String,
}

/// A statement of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PaperStatement {
    /// Its id.
    pub id: String,
    /// Its words, ours.
    pub statement: String,
}

/// The paper held against an assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct Reproduction {
    /// Every number with what was obtained.
    pub numbers: Vec<(PaperNumber, Outcome)>,
    /// Every statement with its verdict.
    pub statements: Vec<(PaperStatement, Verdict)>,
    /// The paper's errors with their arithmetic, in Markdown.
    pub errata: Vec<String>,
}

impl Reproduction {
    /// Holds the paper against an assessment of the Jiangxi example.
    ///
    /// # Errors
    /// The assessment is not one of the example: a city, year or class is missing.
    pub fn new(assessment: &Assessment) -> Result<Self> {
        let numbers = rows::<PaperNumber>(NUMBERS)?
            .into_iter()
            .map(|number| {
                let outcome = number.expectation.judge(assessment)?;
                Ok((number, outcome))
            })
            .collect::<Result<_>>()?;
        let cities = Cities { assessment };
        let statements = rows::<PaperStatement>(STATEMENTS)?
            .into_iter()
            .map(|statement| {
                let verdict = cities
                    .decide(&statement.id)
                    .ok_or_else(|| anyhow!("nothing decides the statement {}", statement.id))?;
                Ok((statement, verdict))
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            numbers,
            statements,
            errata: errata(assessment),
        })
    }

    /// The page `docs/reproduction.md`.
    #[must_use]
    pub fn page(&self, statuses: &BTreeMap<String, BTreeMap<String, usize>>) -> String {
        let mut page = INTRODUCTION.to_owned();
        let held = |count: usize, all: usize| format!("{count} of {all} hold.");
        let numbers = self
            .numbers
            .iter()
            .filter(|(_, outcome)| outcome.holds)
            .count();
        let _ = write!(
            page,
            "\n## Numbers\n\n{}\n\n",
            held(numbers, self.numbers.len())
        );
        page.push_str("| number | unit | paper | ± | obtained | holds | |\n|---|---|---:|---:|---:|---|---|\n");
        for (number, outcome) in &self.numbers {
            let remark = match (number.status.as_str(), number.note.as_str()) {
                ("stated", note) => note.to_owned(),
                (status, note) => format!("{status}: {note}"),
            };
            let decimals = if outcome.tolerance < 0.005 { 4 } else { 3 };
            let _ = writeln!(
                page,
                "| `{}` | {} | {} | {} | {:.decimals$} | {} | {remark} |",
                outcome.id,
                outcome.unit,
                outcome.expected,
                outcome.tolerance,
                outcome.obtained,
                yes_or_no(outcome.holds),
            );
        }
        let statements = self
            .statements
            .iter()
            .filter(|(_, verdict)| verdict.holds)
            .count();
        let _ = write!(
            page,
            "\n## Statements\n\n{}\n\n",
            held(statements, self.statements.len())
        );
        page.push_str("| statement | holds | obtained |\n|---|---|---|\n");
        for (statement, verdict) in &self.statements {
            let _ = writeln!(
                page,
                "| {} | {} | {} |",
                statement.statement,
                yes_or_no(verdict.holds),
                verdict.evidence
            );
        }
        page.push_str(UNDECIDED);
        page.push_str("\n## Errors of the paper\n\n");
        for (index, erratum) in self.errata.iter().enumerate() {
            let _ = writeln!(page, "{}. {erratum}", index + 1);
        }
        page.push_str("\n## Where the example's inputs come from\n\n");
        page.push_str("Land use: synthetic rasters, placed so that their hectares meet reconstructed targets (`fixtures/jiangxi/README.md`).\n\n");
        page.push_str("| statistic | status | values |\n|---|---|---:|\n");
        for (variable, counts) in statuses {
            for (status, count) in counts {
                let _ = writeln!(page, "| `{variable}` | {status} | {count} |");
            }
        }
        page.push_str("\n*stated*: by the paper. *census*, *official*: published statistics (*unchecked*: not compared with the printed table). *derived*: computed from such figures or from the paper's. *interpolated*: between two censuses. *reconstructed*: fitted so that the paper's statements hold; no observation.\n");
        page
    }
}

fn yes_or_no(holds: bool) -> &'static str {
    if holds { "yes" } else { "**no**" }
}

fn rows<T: for<'de> Deserialize<'de>>(text: &str) -> Result<Vec<T>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .context("the facts of the paper")
}
