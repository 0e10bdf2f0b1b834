//! What a command has read, in a line.

use std::path::Path;

use carbon_core::counted;

use crate::study::Study;

/// The inputs of a study.
pub(super) fn summarize_inputs(study: &Study) -> String {
    let main = study.main();
    let years: Vec<String> = study
        .rasters
        .iter()
        .map(|(year, _)| year.to_string())
        .collect();
    format!(
        "Read {} ({}), {} ({}; legend {}) and {} ({}).",
        counted(main.zones.zones.len(), "zone"),
        name(&study.plan.boundaries),
        counted(years.len(), "raster"),
        years.join(", "),
        study.legend.name,
        counted(main.statistics.observations.len(), "statistic"),
        name(&study.plan.statistics)
    )
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
