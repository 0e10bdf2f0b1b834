//! The files that a project names, and how to read them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use carbon_core::Year;
use landuse_ingest::boundaries::{BoundaryOptions, ZoneChoice, boundary_files};
use landuse_ingest::crs::Crs;
use landuse_ingest::legend::Legend;
use landuse_ingest::raster::{Location, RasterName, RasterOptions, is_remote_name};

use super::levels::LevelPlan;
use super::plan::{Plan, resolve};
use super::raw::{Boundaries, LandUse, OnlyZones, RasterEntry, ZoneGroup};

/// How to read the boundaries.
pub(super) fn boundary_options(
    boundaries: &Boundaries,
    levels: &[LevelPlan],
) -> Result<BoundaryOptions> {
    let columns = levels.iter().flat_map(LevelPlan::columns).cloned();
    let in_fields =
        boundaries.parents.is_none() && levels.iter().all(|level| level.digits.is_none());
    Ok(BoundaryOptions {
        layer: boundaries.layer.clone(),
        id: boundaries.id.clone(),
        name: boundaries.name.clone(),
        filter: boundaries
            .filter
            .as_deref()
            .map(str::parse)
            .transpose()
            .context("[boundaries] where")?,
        only: match &boundaries.only {
            Some(OnlyZones::Ids(ids)) => ZoneChoice::Ids(ids.clone()),
            Some(OnlyZones::Group(ZoneGroup::Statistics)) if !in_fields => bail!(
                "[boundaries] only = \"statistics\" needs the fields of the levels in the boundary file, not a table of parents or digits; list the ids, or use `where`"
            ),
            // Which these are is known as soon as the statistics are read.
            Some(OnlyZones::Group(ZoneGroup::Statistics)) => {
                ZoneChoice::OfStatistics(BTreeSet::new())
            }
            None => ZoneChoice::All,
        },
        datum: boundaries.datum,
        crs: parse_crs(boundaries.crs.as_deref(), "[boundaries] crs")?,
        dissolve: boundaries.dissolve,
        repair: boundaries.repair,
        attributes: match boundaries.parents {
            Some(_) => Vec::new(),
            None => columns.collect(),
        },
    })
}

/// How to read the rasters.
pub(super) fn raster_options(land_use: &LandUse) -> Result<RasterOptions> {
    Ok(RasterOptions {
        band: land_use.band,
        part: None,
        crs: parse_crs(land_use.crs.as_deref(), "[landuse] crs")?,
    })
}

/// The share of a zone that must be classified.
///
/// # Errors
/// It is no share.
pub(super) fn min_coverage(land_use: &LandUse) -> Result<f64> {
    let share = land_use.min_coverage;
    if !(0.0..=1.0).contains(&share) {
        bail!(
            "[landuse] min_coverage is {share}; it is a share of a zone's area, from 0 (no limit) to 1 (all of it)"
        );
    }
    Ok(share)
}

fn parse_crs(definition: Option<&str>, place: &'static str) -> Result<Option<Crs>> {
    let crs = definition.map(Crs::from_definition).transpose();
    crs.context(place)
}

/// The raster of a year, and how to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RasterSource {
    /// Its name: a file, a URL, a STAC item, a folder of tiles or a pattern; or those of its tiles.
    pub paths: Vec<PathBuf>,
    /// The band, if the project names one for this raster.
    pub band: Option<usize>,
}

/// The rasters, by the year of each, ascending.
pub(super) fn rasters(
    entries: &BTreeMap<String, RasterEntry>,
    years: &[Year],
    folder: &Path,
) -> Result<Vec<(Year, RasterSource)>> {
    let mut rasters = Vec::new();
    for (label, entry) in entries {
        let year = years.iter().find(|year| year.to_string() == *label);
        let year = year.with_context(|| {
            format!(
                "[landuse.rasters] has \"{label}\", which is not among the project's years; add it to `years`, or take it out"
            )
        })?;
        if entry.paths().is_empty() {
            bail!(
                "[landuse.rasters] has an empty list for {label}; give the files of its tiles, or take it out"
            );
        }
        let paths = entry.paths().iter().map(|path| resolve(folder, path));
        let source = RasterSource {
            paths: paths.collect(),
            band: entry.band(),
        };
        rasters.push((*year, source));
    }
    Ok(rasters)
}

pub(super) fn refuse_missing_rasters(
    years: &[Year],
    rasters: &[(Year, RasterSource)],
) -> Result<()> {
    let mut missing = years
        .iter()
        .filter(|year| !rasters.iter().any(|(known, _)| known == *year));
    match missing.next() {
        Some(year) => Err(anyhow!(
            "[landuse.rasters] has no raster for {year}; add `{year} = \"FILE\"`"
        )),
        None => Ok(()),
    }
}

/// The files of this machine that a plan names, but for the project file and what rasters consist of.
///
/// # Errors
/// A path names something that is neither a file of this machine nor, if a raster, a URL.
pub(super) fn input_files(plan: &Plan) -> Result<Vec<PathBuf>> {
    let legend = &plan.raw.landuse.legend;
    let mut files = boundary_files(&plan.boundaries);
    files.push(plan.statistics.clone());
    if Legend::built_in(legend).is_none() {
        files.push(resolve(&plan.folder, Path::new(legend)));
    }
    let tables = [&plan.parents, &plan.expect, &plan.changes];
    files.extend(tables.into_iter().flatten().cloned());
    if let Some(file) = files.iter().find(|file| is_remote_name(file)) {
        bail!(
            "{} is not a file of this machine; only a project's rasters may lie elsewhere: copy it beside the project",
            file.display()
        );
    }
    for (_, raster) in &plan.rasters {
        for place in RasterName::parse_list(&raster.paths).places() {
            let Location::File(file) = place else {
                continue;
            };
            if is_remote_name(file) {
                bail!(
                    "{} is not a file of this machine; a raster of a project is one, or a URL with https://, http:// or s3://, or a STAC item: name it so, or copy it beside the project",
                    file.display()
                );
            }
            files.push(file.clone());
        }
    }
    Ok(files)
}

/// Reads the legend: a built-in one, or a file beside the project.
///
/// # Errors
/// There is none of that name, or its file cannot be used.
pub(crate) fn read_legend(plan: &Plan) -> Result<Legend> {
    let name = &plan.raw.landuse.legend;
    let path = resolve(&plan.folder, Path::new(name));
    let is_file = Legend::built_in(name).is_none() && path.exists();
    let found = match is_file {
        true => Legend::find(&path.to_string_lossy()),
        false => Legend::find(name),
    };
    found.context("[landuse] legend")
}

/// Refuses classes under `[coefficients]` that the legend lacks: a typing error there would go unnoticed.
///
/// # Errors
/// There is one.
pub(crate) fn refuse_unknown_classes(plan: &Plan, legend: &Legend) -> Result<()> {
    let known: Vec<&str> = legend.all_classes().map(|class| class.as_str()).collect();
    let choices = &plan.raw.coefficients;
    let mut outside = legend.outside_model.iter();
    if let Some(class) = outside.find(|class| choices.land.contains_key(class.as_str())) {
        bail!(
            "[coefficients.land.{class}] is without effect: the legend \"{}\" keeps this class outside the model; take it out, or use a legend of your own that has it among its `classes`",
            legend.name
        );
    }
    let mut named = choices.land.keys().chain(&choices.without);
    match named.find(|class| !known.contains(&class.as_str())) {
        Some(class) if !legend.is_raw() => bail!(
            "[coefficients] names the class `{class}`, which the legend \"{}\" lacks; it has {}",
            legend.name,
            known.join(", ")
        ),
        _ => Ok(()),
    }
}
