//! How much more is absorbed by land that became another class.

use anyhow::{Context as _, Result};
use carbon_core::transition_absorption::{AbsorptionChange, by_transition};
use carbon_core::{Assessment, LedgerClass, TransitionRow};
use landuse_ingest::ledger::Transitions;
use zoning_export::long_tables::CrossedAreaRow;

use super::csv::absorption_rows;
use super::show::absorption_bars;
use crate::analyses::registry::{Computed, Shown};
use crate::analyses::{Context, Put};

/// From each raster to the next, and from the first to the last.
#[derive(Debug)]
pub(super) struct FoundTransitions {
    /// Which class became which.
    pub transitions: Vec<Transitions>,
    /// How that changed the absorption of each zone.
    pub absorption: Vec<AbsorptionChange>,
}

impl Computed for FoundTransitions {
    fn put_tables(&self, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        if self.transitions.is_empty() {
            return Ok(());
        }
        put("tables/transitions", &|| {
            let rows = self.transitions.iter().flat_map(Transitions::rows);
            rows.map(CrossedAreaRow::from)
        })?;
        let absorption = || absorption_rows(&self.absorption, assessment);
        put("tables/absorption_drivers", &absorption)
    }

    fn show(&self, assessment: &Assessment, shown: &mut Shown) -> Result<()> {
        let bars = absorption_bars(&self.absorption, assessment);
        shown.bars.extend(bars);
        Ok(())
    }
}

/// The change of absorption by each transition. Classes outside the model count as outside.
pub(super) fn absorption_changes(context: &Context<'_>) -> Result<Vec<AbsorptionChange>> {
    let outside = &context.legend.outside_model;
    let in_model = |class| match class {
        LedgerClass::Class(class) if outside.contains(&class) => LedgerClass::Outside,
        other => other,
    };
    let rows = context.transitions.iter().flat_map(Transitions::rows);
    let rows = rows.map(|row| TransitionRow {
        from: in_model(row.from),
        to: in_model(row.to),
        ..row
    });
    let rows: Vec<_> = rows.collect();
    by_transition(&rows, context.coefficients).context("[analysis] transitions")
}
