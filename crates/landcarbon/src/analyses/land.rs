//! What became of the land, and what that changed.

use anyhow::{Context, Result};
use carbon_core::transition_absorption::{AbsorptionChange, by_transition};
use carbon_core::{LedgerClass, TransitionRow};
use landuse_ingest::transition::Transitions;

use crate::study::Study;

/// The change of absorption by what became of what. Classes outside the model count as outside.
pub(super) fn absorption(
    study: &Study,
    transitions: &[Transitions],
) -> Result<Vec<AbsorptionChange>> {
    let outside = &study.legend.outside_model;
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
    by_transition(&rows, &study.coefficients).context("[analysis] transitions")
}
