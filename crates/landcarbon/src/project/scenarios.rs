//! `[[scenario]]`: what if inputs were others.

use anyhow::{Context, Result, bail};
use carbon_core::scenario::Scenario;
use toml::Table;

use crate::files::toml_text::parse_table;

/// The scenarios, in the order of the file.
pub(super) fn parse(tables: &[Table]) -> Result<Vec<Scenario>> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    for (table, number) in tables.iter().zip(1..) {
        let scenario: Scenario =
            parse_table(table.clone()).with_context(|| format!("[[scenario]] number {number}"))?;
        if scenarios.iter().any(|known| known.name == scenario.name) {
            bail!(
                "two scenarios are called \"{}\"; give each a name of its own",
                scenario.name
            );
        }
        scenarios.push(scenario);
    }
    Ok(scenarios)
}
