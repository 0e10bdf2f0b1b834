//! `landcarbon transition`

use anyhow::{Result, bail};
use landuse_ingest::transition::Transitions;
use zoning_export::long_tables::{CrossedAreaRow, write_rows};

use super::overlay_inputs::{OverlayInputs, refuse_as_output};
use super::table_output::TableOutput;
use crate::cli::TransitionArgs;
use crate::console::Console;

pub(super) fn transition(args: &TransitionArgs, console: &Console) -> Result<()> {
    refuse_as_output(&args.overlay, &args.table.out)?;
    let table = TableOutput::create(&args.table)?;
    let inputs = OverlayInputs::read(&args.overlay, console)?;
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
    let legend = &inputs.legend;
    let crossed = overlay.transitions(
        &inputs.labelled(),
        legend,
        args.overlay.allow_unmapped,
        &|rows| bar.add(rows),
    )?;
    bar.clear();
    inputs.refuse_changes()?;
    let rows = crossed.iter().flat_map(Transitions::rows);
    table.write(|format, out| write_rows(rows.map(CrossedAreaRow::from), format, out))
}
