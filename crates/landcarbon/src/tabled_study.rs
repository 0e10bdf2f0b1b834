//! Studies of tables that a program holds: hectares and statistics, rather than rasters and files.

use anyhow::{Context, Result, bail};
use carbon_core::{HectaresRow, Year};
use geo::MultiPolygon;
use landuse_ingest::crs::Crs;
use landuse_ingest::ledger;
use landuse_ingest::zones::{Zone, Zones};

use crate::console::Console;
use crate::findings::Findings;
use crate::input_stamps::InputStamps;
use crate::levels::Base;
use crate::project::Project;
use crate::statistics::Statistics;
use crate::study::{Study, statistics_options};

/// What a study of tables is of.
#[derive(Debug, Clone)]
pub struct StudyTables {
    /// The rows of a tally whose labels are years.
    pub hectares: Vec<HectaresRow>,
    /// Statistics as in `statistics.csv`.
    pub statistics: Vec<u8>,
    /// The zones, if questions of place are asked of them.
    pub zones: Option<Zones>,
    /// The tables and keys of a project file, but those of files.
    pub choices: toml::Table,
}

impl StudyTables {
    /// Verifies everything, then computes what the choices ask for.
    ///
    /// # Errors
    /// A table or a choice cannot be used, or a result does not exist.
    pub fn assess(self, console: &Console) -> Result<(Study, Findings)> {
        let years = years(&self.hectares)?;
        let project = Project::of_choices(self.choices, &years)?;
        refuse_rasters(&project)?;
        let legend = project.legend().context("[landuse] legend")?;
        let statistics = Statistics::from_bytes(&self.statistics, &statistics_options(&project)?)
            .context("statistics")?;
        let contact = project.contact();
        let asked = project.analysis.as_ref();
        let of_places = contact.is_some() || asked.is_some_and(|asked| !asked.centres.is_empty());
        let zones = match self.zones {
            Some(zones) => zones,
            None if of_places => bail!(
                "[analysis] asks where zones lie (moran, centres), and they are not given; give them too, as for a tally"
            ),
            None => without_places(&self.hectares)?,
        };
        let contiguity = contact.map(|contact| zones.contiguity(contact));
        let mut warnings = zones.warnings.clone();
        warnings.extend(statistics.warnings.iter().cloned());
        warnings.extend(contiguity.iter().flat_map(|of| of.warnings(&zones)));
        let study = Study {
            coefficients: project.coefficients()?,
            zoning: project.zoning_rule()?,
            sources: Vec::new(),
            rasters: Vec::new(),
            stamps: InputStamps::take(&[])?,
            level: None,
            others: Vec::new(),
            project,
            zones,
            legend,
            statistics,
            contiguity,
            warnings,
        };
        study.verify_choices()?;
        let rows = ledger::model_rows(self.hectares, &study.legend.outside_model);
        let case = study.case_of(rows)?;
        study.verify_case(&case)?;
        let findings = study.found(&case, Base::Alone(&case), Vec::new(), console)?;
        Ok((study, findings))
    }
}

impl Study {
    /// The study with the places of its zones, which are found by their ids.
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
        let zones = zones.collect::<Result<_>>()?;
        Ok(Self {
            zones: Zones {
                zones,
                crs: places.crs.clone(),
                warnings: Vec::new(),
            },
            ..self.clone()
        })
    }

    /// Whether it knows where any of its zones lies.
    #[must_use]
    pub fn has_places(&self) -> bool {
        let mut zones = self.zones.zones.iter();
        zones.any(|zone| !zone.polygons.0.is_empty())
    }
}

/// The years that the rows are labelled with, ascending.
fn years(rows: &[HectaresRow]) -> Result<Vec<Year>> {
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

fn refuse_rasters(project: &Project) -> Result<()> {
    if !project.landuse.rasters.is_empty() {
        bail!("[landuse] has rasters, but hectares are given; take the rasters out");
    }
    if project
        .analysis
        .as_ref()
        .is_some_and(|asked| asked.transitions)
    {
        bail!(
            "[analysis] transitions are of rasters; assess a project file, or take transitions out"
        );
    }
    Ok(())
}

/// The zones of the rows, in their order, without geometries.
fn without_places(rows: &[HectaresRow]) -> Result<Zones> {
    let mut zones: Vec<Zone> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for row in rows {
        if known.insert(&row.zone) {
            zones.push(Zone {
                id: row.zone.clone(),
                name: row.name.clone(),
                attributes: Vec::new(),
                polygons: MultiPolygon(Vec::new()),
            });
        }
    }
    Ok(Zones {
        zones,
        crs: Crs::from_definition("EPSG:4326")?,
        warnings: Vec::new(),
    })
}
