//! Goals and their answers, as a table.

use std::io::Write;

use anyhow::Result;
use carbon_core::scenario::{Change, Changed, NoSolution, Outcome};
use carbon_core::{Year, ZoneId};

use crate::analyses::AnsweredGoal;
use crate::outputs::csv::scenario_table::REGION;

const HEADER: [&str; 19] = [
    "goal",
    "input",
    "amount_kind",
    "zones",
    "years",
    "quantity",
    "zone",
    "year",
    "value",
    "bracket_low",
    "bracket_high",
    "tolerance",
    "outcome",
    "amount",
    "result",
    "residual",
    "crossings",
    "is_monotone",
    "why_not",
];

/// Writes one row a goal: what was sought between which amounts, and the amount found (`outcome` is `reached`), or why there is none
/// (`out-of-reach`, `jump`, or `failed` where a run in the bracket has no results). Numbers have all their digits.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write(goals: &[AnsweredGoal], out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADER)?;
    for of in goals {
        let (change, sought) = (&of.goal.change, &of.goal.result);
        let asked = [
            of.name.clone(),
            input(change),
            change.amount.kind().to_owned(),
            joined(&change.zones, ZoneId::to_string),
            joined(&change.years, Year::to_string),
            sought.quantity.field_name().into_owned(),
            sought
                .zone
                .as_ref()
                .map_or(REGION, ZoneId::as_str)
                .to_owned(),
            sought.year.to_string(),
            of.goal.value.to_string(),
            of.goal.bracket[0].to_string(),
            of.goal.bracket[1].to_string(),
            of.goal.tolerance.to_string(),
        ];
        writer.write_record(asked.iter().chain(&answer(of)))?;
    }
    Ok(writer.flush()?)
}

fn answer(of: &AnsweredGoal) -> [String; 7] {
    let not = |outcome: &str, why: String| {
        let mut answer = <[String; 7]>::default();
        outcome.clone_into(&mut answer[0]);
        answer[6] = why;
        answer
    };
    match &of.answer {
        Ok(Outcome::Reached(found)) => [
            "reached".to_owned(),
            found.amount.to_string(),
            found.result.to_string(),
            (found.result - of.goal.value).to_string(),
            found.crossings.to_string(),
            found.is_monotone.to_string(),
            String::new(),
        ],
        Ok(Outcome::Not(why @ NoSolution::Jump { .. })) => not("jump", why.to_string()),
        Ok(Outcome::Not(why)) => not("out-of-reach", why.to_string()),
        Err(error) => not("failed", error.to_string()),
    }
}

/// The input with its classes: `land cultivated > forest`.
fn input(change: &Change) -> String {
    let id = change.changed.id();
    match &change.changed {
        Changed::Land { from, to } => format!("{id} {from} > {to}"),
        Changed::Lambda(class) => format!("{id} {class}"),
        _ => id.to_owned(),
    }
}

fn joined<T>(of: &[T], text: impl Fn(&T) -> String) -> String {
    of.iter().map(text).collect::<Vec<_>>().join(" ")
}
