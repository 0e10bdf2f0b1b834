//! What became of the land, and what that changed.

use anyhow::{Context as _, Result};
use carbon_core::transition_absorption::{AbsorptionChange, by_transition};
use carbon_core::{LedgerClass, TransitionRow};
use landuse_ingest::ledger::Transitions;

use super::Context;

/// The change of absorption by what became of what. Classes outside the model count as outside.
pub(super) fn absorption(
    context: &Context<'_>,
    transitions: &[Transitions],
) -> Result<Vec<AbsorptionChange>> {
    let outside = &context.legend.outside_model;
    let in_model = |class| match class {
        LedgerClass::Class(class) if outside.contains(&class) => LedgerClass::Outside,
        other => other,
    };
    let rows = transitions.iter().flat_map(Transitions::rows);
    let rows: Vec<_> = rows
        .map(|row| TransitionRow {
            from: in_model(row.from),
            to: in_model(row.to),
            ..row
        })
        .collect();
    by_transition(&rows, context.coefficients).context("[analysis] transitions")
}
