//! `landcarbon transition`

use anyhow::{Result, bail};
use carbon_core::counted;
use landuse_ingest::ledger::{Transitions, crossed_coverage_warnings};
use landuse_ingest::tally::TallyRequest;
use zoning_export::long_tables::{CrossedAreaRow, write_rows};

use super::overlay_inputs::{OverlayInputs, name_rasters};
use super::table_output::TableOutput;
use crate::cli::TransitionArgs;
use crate::terminal::Console;

pub(super) fn transition(args: &TransitionArgs, console: &Console) -> Result<()> {
    let rasters = name_rasters(&args.overlay, &args.table.out)?;
    let table = TableOutput::create(&args.table)?;
    let inputs = OverlayInputs::read(&args.overlay, rasters, console)?;
    inputs.refuse_output(&args.table.out)?;
    let [(first, raster), others @ ..] = &inputs.rasters[..] else {
        bail!("a transition needs at least two rasters");
    };
    if others.is_empty() {
        bail!(
            "a transition needs at least two rasters, and there is only \"{first}\"; give the others with --raster too"
        );
    }
    let mut overlays = inputs.overlays(console)?;
    let bar = console.rows_bar("crossing", raster.grid.height.into());
    let overlay = overlays.on(&raster.grid)?;
    let rasters = inputs.labelled();
    let request = TallyRequest {
        progress: &|rows| bar.add(rows),
        ..TallyRequest::new(&rasters, &inputs.legend).allow_unmapped(args.overlay.allow_unmapped)
    };
    let crossed = overlay.transitions(&request)?;
    bar.clear();
    inputs.refuse_changes()?;
    console.warnings(&crossed_coverage_warnings(&crossed));
    let rows = crossed.iter().flat_map(Transitions::rows);
    let zones = crossed.first().map_or(0, |crossed| crossed.zones.len());
    let periods = crossed.iter();
    let periods: Vec<String> = periods
        .map(|crossed| format!("{} to {}", crossed.from_label, crossed.to_label))
        .collect();
    let what = format!(
        "hectares between each pair of classes in {}, {}",
        counted(zones, "zone"),
        periods.join(", ")
    );
    table.write(&what, console, |format, out| {
        write_rows(rows.map(CrossedAreaRow::from), format, out)
    })
}
