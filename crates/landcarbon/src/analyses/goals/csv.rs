//! Goals and their answers, as rows of a long table.

use carbon_core::scenario::{Change, Changed, NoSolution, Outcome};
use carbon_core::{Year, ZoneId};
use zoning_export::long_tables::{GoalRow, REGION};

use super::AnsweredGoal;

/// A row for each goal: the amount found (`outcome` is `reached`), or why there is none (`out-of-reach`, `jump`, or `failed` where a run in
/// the bracket has no results).
pub fn goal_rows(goals: &[AnsweredGoal]) -> impl Iterator<Item = GoalRow<'_>> {
    goals.iter().map(goal_row)
}

fn goal_row(goal: &AnsweredGoal) -> GoalRow<'_> {
    let (change, sought) = (&goal.goal.change, &goal.goal.result);
    let mut row = GoalRow {
        goal: &goal.name,
        input: input_name(change),
        amount_kind: change.amount.kind(),
        zones: joined(&change.zones, ZoneId::to_string),
        years: joined(&change.years, Year::to_string),
        quantity: sought.quantity.field_name().into_owned(),
        zone: sought.zone.as_ref().map_or(REGION, ZoneId::as_str),
        year: sought.year.0,
        value: goal.goal.value,
        bracket_low: goal.goal.bracket[0],
        bracket_high: goal.goal.bracket[1],
        tolerance: goal.goal.tolerance,
        outcome: "reached",
        amount: None,
        result: None,
        residual: None,
        crossings: None,
        is_monotone: None,
        why_not: None,
    };
    match &goal.answer {
        Ok(Outcome::Reached(found)) => {
            row.amount = Some(found.amount);
            row.result = Some(found.result);
            row.residual = Some(found.result - goal.goal.value);
            row.crossings = Some(found.crossings);
            row.is_monotone = Some(found.is_monotone);
        }
        Ok(Outcome::Not(why)) => {
            row.outcome = match why {
                NoSolution::Jump { .. } => "jump",
                _ => "out-of-reach",
            };
            row.why_not = Some(why.to_string());
        }
        Err(error) => {
            row.outcome = "failed";
            row.why_not = Some(error.to_string());
        }
    }
    row
}

/// The input with its classes: `land cultivated > forest`.
fn input_name(change: &Change) -> String {
    let id = change.changed.id();
    match &change.changed {
        Changed::Land { from, to } => format!("{id} {from} > {to}"),
        Changed::Lambda(class) => format!("{id} {class}"),
        _ => id.to_owned(),
    }
}

fn joined<T>(items: &[T], text: impl Fn(&T) -> String) -> String {
    items.iter().map(text).collect::<Vec<_>>().join(" ")
}
