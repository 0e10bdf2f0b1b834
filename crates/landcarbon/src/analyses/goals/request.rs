//! What a project asks by `[[goal]]`.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use carbon_core::scenario::{Goal, LevelCases};
use toml::Table;

use super::compute::seek_goals;
use crate::analyses::registry::{Analysis, Computed, Reduced, Request};
use crate::analyses::{Context, Expected};
use crate::files::toml_text::{parse_table, take_text};

pub(in crate::analyses) const ANALYSIS: Analysis = Analysis {
    keys: &[],
    parse: |sections| {
        let goals = parse_goals(sections.goals)?;
        Ok((!goals.is_empty()).then(|| Arc::new(Goals(goals)) as _))
    },
};

/// A goal under a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NamedGoal {
    pub name: String,
    pub goal: Goal,
}

/// The goals, in the order of the file; at least one.
#[derive(Debug)]
struct Goals(Vec<NamedGoal>);

impl Request for Goals {
    fn refuse_unfit_cases(&self, cases: &LevelCases<'_>) -> Result<()> {
        for NamedGoal { name, goal } in &self.0 {
            let fits = cases.goal_fits(goal);
            fits.with_context(|| format!("the goal \"{name}\""))?;
        }
        Ok(())
    }

    /// Goals are sought once, for all levels.
    fn reduce(&self, _level: &Expected<'_>) -> Result<Option<Reduced>> {
        Ok(Some(Reduced::default()))
    }

    fn compute(&self, context: &Context<'_>) -> Result<Box<dyn Computed>> {
        Ok(Box::new(seek_goals(&self.0, context)))
    }
}

/// Parses the goals, in the order of the file.
///
/// # Errors
/// A key, an input or a quantity is unknown, a number impossible, or two goals have one name.
fn parse_goals(tables: &[Table]) -> Result<Vec<NamedGoal>> {
    let mut goals: Vec<NamedGoal> = Vec::new();
    for (table, number) in tables.iter().zip(1..) {
        let place = || format!("[[goal]] number {number}");
        let mut table = table.clone();
        let name = take_text(&mut table, "name").with_context(place)?;
        let goal = parse_table(table).with_context(place)?;
        if goals.iter().any(|known| known.name == name) {
            bail!("two goals are called \"{name}\"; give each a name of its own");
        }
        goals.push(NamedGoal { name, goal });
    }
    Ok(goals)
}
