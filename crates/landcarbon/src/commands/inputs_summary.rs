//! What a command has read, in a line.

use carbon_core::counted;

use crate::files::file_name;
use crate::study::Study;
use crate::terminal::Console;

/// Says what the inputs of a study are, and of statistics in a layout of their own what was read as what.
pub(super) fn say_inputs(study: &Study, console: &Console) {
    console.say(summarize_inputs(study));
    for part in &study.statistics_parts {
        console.say(format!("  {part}"));
    }
}

fn summarize_inputs(study: &Study) -> String {
    let main = study.main();
    let years: Vec<String> = study
        .rasters
        .iter()
        .map(|(year, _)| year.to_string())
        .collect();
    format!(
        "Read {} ({}), {} ({}; legend {}) and {} ({}).",
        counted(main.zones.zones.len(), "zone"),
        file_name(&study.plan.boundaries),
        counted(years.len(), "raster"),
        years.join(", "),
        study.legend.name,
        counted(main.statistics.observations.len(), "statistic"),
        file_name(&study.plan.statistics)
    )
}
