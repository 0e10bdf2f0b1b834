//! `landcarbon tally`

use anyhow::{Result, bail};
use landuse_ingest::ledger::{Ledger, coverage_warnings};
use landuse_ingest::tally::TallyRequest;
use zoning_export::TableFormat;
use zoning_export::long_tables::{AreaRow, write_rows};

use super::overlay_inputs::{OverlayInputs, name_rasters};
use super::table_output::{TableOutput, summarize_ledgers};
use crate::cli::TallyArgs;
use crate::terminal::Console;

pub(super) fn tally(args: &TallyArgs, console: &Console) -> Result<()> {
    let rasters = name_rasters(&args.overlay, &args.table.out)?;
    let table = TableOutput::create(&args.table)?;
    if args.rows.is_some() {
        table.must_be(TableFormat::Json, "a partial tally")?;
    }
    let inputs = OverlayInputs::read(&args.overlay, rasters, console)?;
    inputs.refuse_output(&args.table.out)?;
    let mut overlays = inputs.overlays(console)?;
    let bar = console.rows_bar("tallying", inputs.rows());
    let rasters = inputs.labelled();
    let request = TallyRequest {
        progress: &|rows| bar.add(rows),
        ..TallyRequest::new(&rasters, &inputs.legend).allow_unmapped(args.overlay.allow_unmapped)
    };
    match &args.rows {
        None => {
            let ledgers = overlays.tally(&request)?;
            bar.clear();
            inputs.refuse_changes()?;
            console.warnings(&coverage_warnings(&ledgers));
            let rows = ledgers.iter().flat_map(Ledger::rows_with_codes);
            let rows = rows.map(|(row, codes)| AreaRow::new(row, codes));
            table.write(&summarize_ledgers(&ledgers), console, |format, out| {
                write_rows(rows, format, out)
            })
        }
        Some(rows) => {
            let [overlay] = overlays.laid() else {
                bail!(
                    "--rows is of one grid, and the rasters have several; tally those of each grid on their own"
                );
            };
            let partial = overlay.tally_rows(&request, rows.clone())?;
            bar.clear();
            inputs.refuse_changes()?;
            let json = partial.to_json()?;
            let rows = format!("a partial tally of the rows {} to {}", rows.start, rows.end);
            table.write(&rows, console, |_, out| Ok(out.write_all(&json)?))
        }
    }
}
