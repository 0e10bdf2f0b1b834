//! `landcarbon merge`

use std::path::Path;

use anyhow::{Context, Result};
use landuse_ingest::ledger::{Ledger, coverage_warnings};
use landuse_ingest::tally::PartialTally;
use zoning_export::long_tables::{AreaRow, write_rows};

use super::table_output::{TableOutput, summarize_ledgers};
use crate::cli::MergeArgs;
use crate::terminal::Console;

pub(super) fn merge(args: &MergeArgs, console: &Console) -> Result<()> {
    let table = TableOutput::create(&args.table)?;
    let partials = args
        .partials
        .iter()
        .map(|path| Ok((path.display().to_string(), read(path)?)))
        .collect::<Result<Vec<_>>>()?;
    let ledgers = PartialTally::merge(&partials)?;
    console.warnings(&coverage_warnings(&ledgers));
    let rows = ledgers.iter().flat_map(Ledger::rows_with_codes);
    let rows = rows.map(|(row, codes)| AreaRow::new(row, codes));
    table.write(&summarize_ledgers(&ledgers), console, |format, out| {
        write_rows(rows, format, out)
    })
}

fn read(path: &Path) -> Result<PartialTally> {
    let json = landuse_ingest::files::read(path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    PartialTally::from_json(&json).with_context(|| path.display().to_string())
}
