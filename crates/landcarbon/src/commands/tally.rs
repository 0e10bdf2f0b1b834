//! `landcarbon tally`

use std::ops::Range;

use anyhow::{Result, bail};
use landuse_ingest::ledger::Ledger;
use landuse_ingest::overlays::Overlays;
use landuse_ingest::partial::PartialTally;
use zoning_export::TableFormat;
use zoning_export::long_tables::{AreaRow, write_rows};

use super::overlay_inputs::{OverlayInputs, refuse_as_output};
use super::table_output::TableOutput;
use crate::cli::TallyArgs;
use crate::console::Console;
use crate::rows_bar::RowsBar;

pub(super) fn tally(args: &TallyArgs, console: &Console) -> Result<()> {
    refuse_as_output(&args.overlay, &args.table.out)?;
    let table = TableOutput::create(&args.table)?;
    if args.rows.is_some() {
        table.must_be(TableFormat::Json, "a partial tally")?;
    }
    let inputs = OverlayInputs::read(&args.overlay, console)?;
    let overlays = inputs.overlays(console)?;
    let bar = console.rows_bar("tallying", inputs.rows());
    let tally = Tally {
        inputs: &inputs,
        overlays,
        allow_unmapped: args.overlay.allow_unmapped,
        bar: &bar,
    };
    match &args.rows {
        None => {
            let ledgers = tally.whole()?;
            bar.clear();
            inputs.refuse_changes()?;
            let rows = ledgers.iter().flat_map(Ledger::rows);
            table.write(|format, out| write_rows(rows.map(AreaRow::from), format, out))
        }
        Some(rows) => {
            let partial = tally.part(rows.clone())?;
            bar.clear();
            inputs.refuse_changes()?;
            table.write(|_, out| {
                serde_json::to_writer(&mut *out, &partial).map_err(std::io::Error::from)?;
                Ok(out.write_all(b"\n")?)
            })
        }
    }
}

struct Tally<'a> {
    inputs: &'a OverlayInputs,
    overlays: Overlays<'a>,
    allow_unmapped: bool,
    bar: &'a RowsBar,
}

impl Tally<'_> {
    fn whole(mut self) -> Result<Vec<Ledger>> {
        Ok(self.overlays.tally(
            &self.inputs.labelled(),
            &self.inputs.legend,
            self.allow_unmapped,
            &|rows| self.bar.add(rows),
        )?)
    }

    fn part(self, rows: Range<u32>) -> Result<PartialTally> {
        let [overlay] = self.overlays.laid() else {
            bail!(
                "--rows is of one grid, and the rasters have several; tally those of each grid on their own"
            );
        };
        Ok(overlay.tally_rows(
            &self.inputs.labelled(),
            &self.inputs.legend,
            self.allow_unmapped,
            rows,
            &|rows| self.bar.add(rows),
        )?)
    }
}
