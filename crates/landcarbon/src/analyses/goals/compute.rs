//! The input that reaches a result.

use anyhow::Result;
use carbon_core::Assessment;
use carbon_core::scenario::{Goal, GoalError, Outcome};

use super::csv;
use super::request::NamedGoal;
use crate::analyses::registry::Computed;
use crate::analyses::{Context, Put};

/// A goal with its answer.
#[derive(Debug)]
pub struct AnsweredGoal {
    pub name: String,
    pub goal: Goal,
    /// The answer; an error if a run in the bracket has no results.
    pub answer: Result<Outcome, GoalError>,
}

/// The goals in the order of the file.
#[derive(Debug)]
pub(super) struct AnsweredGoals(Vec<AnsweredGoal>);

impl Computed for AnsweredGoals {
    fn put_tables(&self, _assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        put("tables/goals", &|| csv::goal_rows(&self.0))
    }

    fn warnings(&self) -> Vec<String> {
        self.0.iter().filter_map(doubt).collect()
    }
}

fn doubt(goal: &AnsweredGoal) -> Option<String> {
    let why = match &goal.answer {
        Ok(Outcome::Reached(found)) => {
            return (found.failed > 0).then(|| {
                format!(
                    "the goal \"{}\" is reached, but {} of the {} amounts that were tried in its bracket have no results; narrow the bracket",
                    goal.name, found.failed, Goal::TRIED
                )
            });
        }
        Ok(Outcome::Not(why)) => why.to_string(),
        Err(error) => error.to_string(),
    };
    Some(format!("the goal \"{}\" is not reached: {why}", goal.name))
}

pub(super) fn seek_goals(goals: &[NamedGoal], context: &Context<'_>) -> AnsweredGoals {
    let answer = |NamedGoal { name, goal }: &NamedGoal| {
        context.console.step(format!("seeking the goal {name}"));
        AnsweredGoal {
            name: name.clone(),
            goal: goal.clone(),
            answer: context.cases.seek(goal),
        }
    };
    AnsweredGoals(goals.iter().map(answer).collect())
}
