//! Hectares and transitions, whole or in parts, as columns and as tables.

mod columns;
mod overlay;
mod partial;
mod tables;

pub(crate) use columns::ledger_columns;
pub(crate) use overlay::{PyOverlay, tally};
pub(crate) use partial::{PyPartialTally, merge};
pub(crate) use tables::{hectares_rows, hectares_table, transitions_table};
