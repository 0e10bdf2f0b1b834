//! What a study reads from the cells of its rasters: once, for all levels.

use anyhow::{Context, Result};
use carbon_core::HectaresRow;
use carbon_core::Said;
use landuse_ingest::ledger::{Ledger, Transitions};
use landuse_ingest::overlay::Overlays;
use landuse_ingest::raster::Raster;
use landuse_ingest::tally::TallyRequest;

use super::study::Study;
use crate::terminal::Console;

/// The land use of a level.
#[derive(Debug, Clone)]
pub struct LevelLand {
    /// The tally of each year; none if hectares are given.
    pub ledgers: Vec<Ledger>,
    /// The hectares of the classes of the model.
    pub rows: Vec<HectaresRow>,
    /// Which class became which, if the plan asks for it.
    pub transitions: Vec<Transitions>,
    /// What the user should know of it; at the main level of all levels.
    pub warnings: Vec<Said>,
}

/// Rows of a raster that are read as a sample.
const SAMPLES: u32 = 5;

/// Lays the zones over the grids of the rasters: once for each grid.
///
/// # Errors
/// A zone cannot be laid over a grid.
pub fn lay_zones(study: &Study) -> Result<Overlays<'_>> {
    let mut overlays = Overlays::new(&study.leaves, study.plan.overlay_options);
    for (_, raster) in &study.rasters {
        overlays.on(&raster.grid)?.refuse_costly(raster)?;
    }
    Ok(overlays)
}

/// Tallies single rows of the rasters on this machine, spread over the zones: a legend that is none of theirs, or cells with fractions,
/// show in almost any row.
///
/// # Errors
/// A raster cannot be read, or does not fit the legend.
pub fn sample_rows(study: &Study, overlays: &mut Overlays<'_>, console: &Console) -> Result<()> {
    let rasters = study.rasters.iter();
    for (year, raster) in rasters.filter(|(_, raster)| raster.storage.served.is_none()) {
        console.step(format!("reading a sample of {}", raster.location));
        let label = year.to_string();
        let rasters = [(label.as_str(), raster)];
        let request = TallyRequest {
            stop: console.stop(),
            ..TallyRequest::new(&rasters, &study.legend).allow_unmapped(study.plan.allow_unmapped)
        };
        let overlay = overlays.on(&raster.grid)?;
        let rows = overlay.covered_rows();
        let height = rows.end.saturating_sub(rows.start);
        // A file of a single strip is decoded from its beginning for each row.
        let samples = if raster.storage.in_order { 1 } else { SAMPLES };
        let samples = samples.min(height);
        for sample in 0..samples {
            let row = rows.start + (2 * sample + 1) * height / (2 * samples);
            let sampled = overlay.tally_rows(&request, row..row + 1);
            sampled.context("amounts and places are those of a sample of the rows")?;
        }
    }
    Ok(())
}

/// Tallies all years and, if the plan asks for transitions, crosses the rasters on the same overlay. Returns the land use of each level of
/// the study.
///
/// # Errors
/// A raster cannot be read, or does not fit the legend.
pub fn read_land(study: &Study, console: &Console) -> Result<Vec<LevelLand>> {
    let mut overlays = lay_zones(study)?;
    let labels: Vec<String> = study
        .rasters
        .iter()
        .map(|(year, _)| year.to_string())
        .collect();
    let rasters: Vec<(&str, &Raster)> = labels
        .iter()
        .zip(&study.rasters)
        .map(|(label, (_, raster))| (label.as_str(), raster))
        .collect();
    let heights = rasters
        .iter()
        .map(|(_, raster)| u64::from(raster.grid.height));
    let bar = console.rows_bar("tallying", heights.sum());
    let request = TallyRequest {
        stop: console.stop(),
        progress: &|rows| bar.add(rows),
        ..TallyRequest::new(&rasters, &study.legend).allow_unmapped(study.plan.allow_unmapped)
    };
    let ledgers = overlays.tally_levels(&request, study.hierarchy.levels());
    bar.clear();
    let ledgers = ledgers?;
    let transitions = match study.plan.requests.key_that_needs_transitions() {
        Some(_) => cross_rasters(&request, &mut overlays, console)?,
        None => Vec::new(),
    };
    let land = study.levels.iter().map(|level| {
        let ledgers = ledgers[level.number].clone();
        let zones = &study.hierarchy.levels()[level.number];
        LevelLand {
            rows: ledgers.iter().flat_map(Ledger::model_rows).collect(),
            transitions: transitions
                .iter()
                .map(|crossed| crossed.at(zones))
                .collect(),
            ledgers,
            warnings: match level.number == study.plan.main_level {
                true => overlays.warnings().to_vec(),
                false => Vec::new(),
            },
        }
    });
    Ok(land.collect())
}

/// Which class became which, from each raster to the next and from the first to the last.
fn cross_rasters(
    request: &TallyRequest<'_>,
    overlays: &mut Overlays<'_>,
    console: &Console,
) -> Result<Vec<Transitions>> {
    let Some((_, first)) = request.rasters.first() else {
        return Ok(Vec::new());
    };
    let bar = console.rows_bar("crossing", first.grid.height.into());
    let overlay = overlays.on(&first.grid)?;
    let crossed = overlay.transitions(&TallyRequest {
        progress: &|rows| bar.add(rows),
        ..*request
    });
    bar.clear();
    Ok(crossed?)
}
