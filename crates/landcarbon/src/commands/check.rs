//! `landcarbon check`

use anyhow::Result;

use crate::cli::CheckArgs;
use crate::console::Console;
use crate::expect;
use crate::project::Project;
use crate::study::Study;

pub(super) fn check(args: &CheckArgs, console: &Console) -> Result<()> {
    let study = Study::open(Project::read(&args.project)?, console)?;
    if let Some(expected) = &study.project.expect {
        expect::read(&study.project.resolve(&expected.path))?;
    }
    let overlays = study.overlays()?;
    let zones = &study.zones;
    console.say(format!(
        "{} zones in \"{}\"",
        zones.zones.len(),
        zones.crs.name()
    ));
    if let Some(view) = &study.level {
        for level in view.levels.hierarchy.levels() {
            console.say(format!(
                "level {}: {} zone(s)",
                level.name,
                level.zones.len()
            ));
        }
    }
    for (year, raster) in &study.rasters {
        let grid = &raster.grid;
        console.say(format!(
            "{year}: {} × {} cells in \"{}\", {}",
            grid.width,
            grid.height,
            grid.crs.name(),
            raster.path.display()
        ));
        if let Some(served) = &raster.served {
            console.say(format!("{year}: {served}"));
        }
    }
    console.say(format!(
        "{} grid(s); cells and polygons differ by at most {:.1e}",
        overlays.laid().len(),
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
    console.say(format!(
        "{} statistics",
        study.statistics.observations.len()
    ));
    study
        .warnings
        .iter()
        .chain(overlays.warnings())
        .for_each(|warning| console.warning(warning));
    console.say("All inputs fit together; the rasters' cells have not been read.");
    Ok(())
}
