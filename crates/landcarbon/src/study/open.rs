//! Opens what a plan names.

use anyhow::{Result, bail};
use carbon_core::LandClass;
use carbon_core::Said;
use landuse_ingest::boundaries::{BoundarySurvey, ZoneChoice};
use landuse_ingest::legend::Legend;
use landuse_ingest::raster::{Raster, RasterName, RasterOptions, find_repeated};
use landuse_ingest::zones::Zones;

use super::expect;
use super::levels::build_levels;
use super::raster_grids::{refuse_different, refuse_shifted};
use super::study::Study;
use crate::files::InputStamps;
use crate::project::{Plan, read_legend, refuse_unknown_classes};
use crate::statistics::{Changes, Statistics, match_zones};
use crate::terminal::Console;

/// Opens the inputs of a plan and arranges them by level. No cell of a raster is read.
///
/// # Errors
/// A file cannot be used, or does not fit the others.
pub fn open(plan: Plan, console: &Console) -> Result<Study> {
    let mut files = plan.input_files.clone();
    let mut named = Vec::new();
    for (year, source) in &plan.rasters {
        let name = RasterName::parse_list(&source.paths);
        let options = name.options(&RasterOptions {
            band: source.band.or(plan.raster_options.band),
            ..plan.raster_options.clone()
        });
        named.push((*year, name.find()?, options));
    }
    files.extend(named.iter().flat_map(|(_, location, _)| location.files()));
    let stamps = InputStamps::take(&files)?;
    let legend = read_legend(&plan)?;

    console.step(format!(
        "reading the statistics {}",
        plan.statistics.display()
    ));
    let mut statistics = Statistics::read(&plan.statistics, &plan.statistics_options)?;
    let changes = Changes::read(plan.changes.as_deref())?;

    console.step(format!(
        "reading the boundaries {}",
        plan.boundaries.display()
    ));
    let mut boundary_options = plan.boundary_options.clone();
    let mut matched = Vec::new();
    if matches!(boundary_options.only, ZoneChoice::OfStatistics(_)) {
        if !statistics.has_codes() {
            let all = surveyed_zones(&plan)?;
            matched = match_zones(&mut statistics, &all, &changes)?;
        }
        boundary_options.only = ZoneChoice::OfStatistics(statistics.zones());
    }
    let mut leaves = Zones::read(&plan.boundaries, &boundary_options)?;
    matched.extend(match_zones(
        &mut statistics,
        &named_zones(&plan, &leaves),
        &changes,
    )?);
    statistics.warnings.extend(matched);
    let known = statistics.warnings.iter().chain(&leaves.warnings);
    let mut warnings: Vec<Said> = known.cloned().map(Said::from).collect();

    let mut rasters = Vec::new();
    for (year, location, options) in named {
        console.step(format!("opening the raster {location}"));
        let raster = Raster::open(location, &options)?;
        warnings.extend(raster.warnings.iter().cloned().map(Said::from));
        rasters.push((year, raster));
    }
    let years = rasters
        .iter()
        .map(|(year, raster)| (year.to_string(), raster));
    for repeated in find_repeated(years) {
        if repeated.is_one_file {
            bail!("[landuse.rasters]: {repeated}");
        }
        warnings.push(Said::by(&repeated));
    }
    refuse_shifted(&rasters)?;
    if let Some(key) = plan.requests.key_that_needs_transitions() {
        refuse_different(&rasters, key)?;
    }
    refuse_unfit_legend(&plan, &legend)?;
    for (_, raster) in &rasters {
        raster.refuse_nodata_as_class(&legend)?;
    }
    if plan.levels.len() > 1 {
        console.step("adding up the levels");
    }
    let statistics_parts = statistics.parts.clone();
    let (hierarchy, levels) = build_levels(&plan, &mut leaves, statistics, warnings)?;
    let expectations = plan.expect.as_deref().map(expect::read).transpose()?;
    Ok(Study {
        expectations: expectations.unwrap_or_default(),
        plan,
        rasters,
        legend,
        hierarchy,
        leaves,
        levels,
        statistics_parts,
        stamps,
    })
}

/// The ids and names of all zones of the boundary file and of the levels above, whatever their geometries.
fn surveyed_zones(plan: &Plan) -> Result<Vec<(String, String)>> {
    let options = &plan.boundary_options;
    let survey = BoundarySurvey::read(&plan.boundaries, options.layer.as_deref())?;
    let values = |name: &str| {
        let field = survey.fields.iter().find(|field| field.name == name);
        field.map(|field| &field.values)
    };
    let upper = plan.levels.iter();
    let upper = upper.map(|level| (level.id_column.as_deref(), level.name_column.as_deref()));
    let lowest = (Some(options.id.as_str()), options.name.as_deref());
    let mut named = Vec::new();
    for (id, name) in upper.chain([lowest]) {
        let Some(ids) = id.and_then(values) else {
            continue;
        };
        let names = name.and_then(values).unwrap_or(ids);
        named.extend(ids.iter().cloned().zip(names.iter().cloned()));
    }
    Ok(named)
}

/// The ids and names of the zones of all levels, as far as the boundary file has them.
fn named_zones(plan: &Plan, leaves: &Zones) -> Vec<(String, String)> {
    let mut named = Vec::new();
    for zone in &leaves.zones {
        named.push((zone.id.to_string(), zone.name.clone()));
        let mut cells = zone.attributes.iter();
        for level in &plan.levels {
            let ids = level.id_column.as_ref().and_then(|_| cells.next());
            let names = level.name_column.as_ref().and_then(|_| cells.next());
            if let Some(id) = ids {
                named.push((id.clone(), names.unwrap_or(id).clone()));
            }
        }
    }
    named
}

/// Refuses a legend with classes that have no coefficient, and coefficients of classes that it has not.
pub(super) fn refuse_unfit_legend(plan: &Plan, legend: &Legend) -> Result<()> {
    let classes = legend.classes.iter();
    let unknown = classes.filter(|class| !plan.coefficients.knows(class));
    let unknown: Vec<&str> = unknown.map(LandClass::as_str).collect();
    if !unknown.is_empty() {
        bail!(
            "the legend \"{}\" has classes without a coefficient: {}; give each a value under [coefficients.land.CLASS], or list it in [coefficients] without",
            legend.name,
            unknown.join(", ")
        );
    }
    refuse_unknown_classes(plan, legend)
}
