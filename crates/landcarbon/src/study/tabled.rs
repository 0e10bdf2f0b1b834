//! Assessments of tables that a program holds: hectares and statistics, rather than rasters and files.

use carbon_core::Said;
use std::collections::{BTreeMap, HashSet};

use anyhow::{Context, Result, bail};
use carbon_core::{HectaresRow, Year};
use geo::MultiPolygon;
use landuse_ingest::crs::Crs;
use landuse_ingest::ledger;
use landuse_ingest::zones::{Zone, Zones};

use super::compute::compute_levels;
use super::findings::Findings;
use super::levels::build_levels;
use super::open::refuse_unfit_legend;
use super::read_land::LevelLand;
use super::study::{Study, StudyLevel};
use super::verify::{refuse_implausible, verify};
use crate::files::InputStamps;
use crate::project::{Plan, read_legend};
use crate::statistics::Statistics;
use crate::terminal::Console;

/// The tables of an assessment.
#[derive(Debug, Clone)]
pub struct StudyTables {
    /// The rows of a tally whose labels are years.
    pub hectares: Vec<HectaresRow>,
    /// Statistics as in `statistics.csv`.
    pub statistics: Vec<u8>,
    /// The zones, if the choices ask where they lie.
    pub zones: Option<Zones>,
    /// The sections of a project file, without those that name files.
    pub choices: toml::Table,
    /// Whether statistics that look wrong by a power of ten are refused.
    pub strict: bool,
}

/// Verifies tables and choices, then computes what the choices ask for.
///
/// # Errors
/// A table or a choice cannot be used, or a result does not exist.
pub fn assess_tables(tables: StudyTables, console: &Console) -> Result<(Study, Findings)> {
    let years = parse_years(&tables.hectares)?;
    let plan = Plan::from_choices(tables.choices, &years)?;
    if let Some(key) = plan.requests.key_that_needs_transitions() {
        bail!("[analysis] {key} are of rasters; assess a project file, or take {key} out");
    }
    let legend = read_legend(&plan)?;
    let statistics = Statistics::from_bytes(&tables.statistics, &plan.statistics_options)
        .context("statistics")?;
    let asking_for_places = plan.requests.keys_that_need_places();
    let mut leaves = match tables.zones {
        Some(zones) => zones,
        None if !asking_for_places.is_empty() => bail!(
            "[analysis] asks where zones lie ({}), and they are not given; give them too, as for a tally",
            asking_for_places.join(", ")
        ),
        None => zones_without_places(&tables.hectares)?,
    };
    let known = leaves.warnings.iter().chain(&statistics.warnings);
    let warnings = known.cloned().map(Said::from).collect();
    refuse_unfit_legend(&plan, &legend)?;
    let (hierarchy, levels) = build_levels(&plan, &mut leaves, statistics, warnings)?;
    let study = Study {
        plan,
        rasters: Vec::new(),
        legend,
        hierarchy,
        leaves,
        levels,
        statistics_parts: Vec::new(),
        expectations: Vec::new(),
        stamps: InputStamps::take(&[])?,
    };
    if tables.strict {
        refuse_implausible(&study)?;
    }
    let questions = verify(&study)?;
    let land = LevelLand {
        ledgers: Vec::new(),
        rows: ledger::model_rows(tables.hectares, &study.legend.outside_model),
        transitions: Vec::new(),
        warnings: Vec::new(),
    };
    let levels = compute_levels(&study, questions, vec![land], console)?;
    let inputs = BTreeMap::new();
    Ok((study, Findings { levels, inputs }))
}

impl StudyLevel {
    /// The level with the places of its zones, which are found by their ids.
    ///
    /// # Errors
    /// One is not there.
    pub fn placed(&self, places: &Zones) -> Result<Self> {
        let zones = self.zones.zones.iter().map(|zone| {
            let place = places.zones.iter().find(|place| place.id == zone.id);
            let place = place.with_context(|| {
                format!(
                    "there is no zone {} among those given; give the zones that were assessed",
                    zone.id
                )
            })?;
            Ok(Zone {
                polygons: place.polygons.clone(),
                ..zone.clone()
            })
        });
        Ok(Self {
            zones: Zones {
                zones: zones.collect::<Result<_>>()?,
                crs: places.crs.clone(),
                warnings: Vec::new(),
            },
            ..self.clone()
        })
    }

    /// Whether it is known where any of its zones lies.
    pub fn has_places(&self) -> bool {
        let mut zones = self.zones.zones.iter();
        zones.any(|zone| !zone.polygons.0.is_empty())
    }
}

/// The years that the rows are labelled with, ascending.
fn parse_years(rows: &[HectaresRow]) -> Result<Vec<Year>> {
    let mut years = Vec::new();
    for row in rows {
        let year: Year = row.label.parse().with_context(|| {
            format!(
                "the label \"{}\" of the hectares is no year; label each raster with its year when it is tallied",
                row.label
            )
        })?;
        years.push(year);
    }
    years.sort_unstable();
    years.dedup();
    Ok(years)
}

/// The zones of the rows, in their order, without geometries.
fn zones_without_places(rows: &[HectaresRow]) -> Result<Zones> {
    let mut known = HashSet::new();
    let new_rows = rows.iter().filter(|row| known.insert(&row.zone));
    let zones = new_rows.map(|row| Zone {
        id: row.zone.clone(),
        name: row.name.clone(),
        attributes: Vec::new(),
        polygons: MultiPolygon(Vec::new()),
    });
    Ok(Zones {
        zones: zones.collect(),
        crs: Crs::from_definition("EPSG:4326")?,
        warnings: Vec::new(),
    })
}
