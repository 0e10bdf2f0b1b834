//! `[[goal]]`: which input would reach a result.

use anyhow::{Context, Result, bail};
use carbon_core::scenario::Goal;
use toml::Table;

use crate::files::toml_text::{parse_table, take_text};

/// A goal under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedGoal {
    /// The name for people.
    pub name: String,
    /// What is sought.
    pub goal: Goal,
}

/// Parses the goals, in the order of the file.
///
/// # Errors
/// A key, an input or a quantity is unknown, a number impossible, or two goals have one name.
pub(crate) fn parse_goals(tables: &[Table]) -> Result<Vec<NamedGoal>> {
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
