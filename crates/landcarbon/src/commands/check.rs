//! `landcarbon check`

use anyhow::Result;
use carbon_core::Said;
use carbon_core::{UnclassifiedLand, counted};
use landuse_ingest::overlay::Overlay;

use super::inputs_summary::say_inputs;
use crate::cli::CheckArgs;
use crate::project::Plan;
use crate::study::{lay_zones, level_warnings, open, refuse_implausible, sample_rows, verify};
use crate::terminal::Console;

pub(super) fn check(args: &CheckArgs, console: &Console) -> Result<()> {
    let study = open(Plan::read(&args.project)?, console)?;
    if args.strict {
        refuse_implausible(&study)?;
    }
    let questions = verify(&study)?;
    let mut overlays = lay_zones(&study)?;
    sample_rows(&study, &mut overlays, console)?;
    let main = study.main();
    let zones = &main.zones;
    say_inputs(&study, console);
    console.say(format!("zones: in \"{}\"", zones.crs.name()));
    if main.label.is_some() {
        for level in study.hierarchy.levels() {
            console.say(format!(
                "level {}: {}",
                level.name,
                counted(level.zones.len(), "zone")
            ));
        }
    }
    for (year, raster) in &study.rasters {
        let grid = &raster.grid;
        console.say(format!(
            "{year}: {} × {} cells in \"{}\", {}{}",
            grid.width,
            grid.height,
            grid.crs.name(),
            raster.location,
            match raster.storage.band {
                1 => String::new(),
                band => format!(", band {band}"),
            }
        ));
        if let Some(served) = &raster.storage.served {
            console.say(format!("{year}: {served}"));
        }
    }
    console.say(format!(
        "{}; cells and polygons differ by at most {:.1e} of a zone",
        counted(overlays.laid().len(), "grid"),
        overlays
            .laid()
            .iter()
            .flat_map(|o| &o.coverage.zones)
            .map(|z| z.closure())
            .fold(0.0, f64::max)
    ));
    console.say(format!(
        "legend {}: {}",
        study.legend.name, study.legend.title
    ));
    let mut warnings = level_warnings(main, &questions[0]);
    warnings.extend_from_slice(overlays.warnings());
    let outside = overlays.laid().iter().flat_map(Overlay::covered_shares);
    let unclassified = UnclassifiedLand::find(outside);
    warnings.extend(unclassified.iter().map(Said::by));
    console.warnings(&warnings);
    if !warnings.is_empty() {
        let warnings = counted(warnings.len(), "warning");
        console.say(format!("{warnings}: see above."));
    }
    console.say("All inputs fit together; of the rasters' cells only a sample has been read.");
    Ok(())
}
