//! A study: a plan with all its inputs opened.

use carbon_core::Said;
use carbon_core::levels::{Figure, Hierarchy};
use carbon_core::{Year, Zone, ZoneId};
use landuse_ingest::legend::Legend;
use landuse_ingest::raster::Raster;
use landuse_ingest::zones::Contiguity;
use landuse_ingest::zones::Zones;

use super::expect::Expectation;
use crate::files::InputStamps;
use crate::project::{LevelLabel, Plan};
use crate::statistics::{ReadPart, Statistics};

/// All that a plan needs, read but for the cells of rasters.
#[derive(Debug, Clone)]
pub struct Study {
    /// What to compute.
    pub plan: Plan,
    /// The raster of each year.
    pub rasters: Vec<(Year, Raster)>,
    /// What their codes mean.
    pub legend: Legend,
    /// Which zone lies in which: one level of zones, or several.
    pub hierarchy: Hierarchy,
    /// The zones of the boundary file.
    pub leaves: Zones,
    /// The levels of which there are results, the main one first.
    pub levels: Vec<StudyLevel>,
    /// What was read as what, of statistics in another layout than one value a row.
    pub statistics_parts: Vec<ReadPart>,
    /// What is known of the results beforehand.
    pub expectations: Vec<Expectation>,
    /// The state of the inputs before any was read.
    pub stamps: InputStamps,
}

/// A level of zones with its statistics.
#[derive(Debug, Clone)]
pub struct StudyLevel {
    /// Its position in the hierarchy, from the leaves upward.
    pub number: usize,
    /// What it is called; nothing for the only level of a project that names none.
    pub label: Option<LevelLabel>,
    /// The title of its results: the project's, with the level's.
    pub title: String,
    /// The status of its data, which stands beside every title.
    pub note: Option<String>,
    /// Its zones.
    pub zones: Zones,
    /// The zone above each zone; none at the highest level.
    pub parents: Option<Vec<ZoneId>>,
    /// Population, GDP, energy.
    pub statistics: Statistics,
    /// The statistics that are downscaled from the level above.
    pub downscaled: Vec<Figure>,
    /// Which zones are neighbours, if the plan compares neighbours.
    pub contiguity: Option<Contiguity>,
    /// What the user should know of its inputs; at the main level of those of all levels.
    pub warnings: Vec<Said>,
    /// Statistics that look wrong by a power of ten; at the main level of those of all levels.
    pub implausible: Vec<String>,
}

impl Study {
    /// The level whose results go into the folder itself.
    pub fn main(&self) -> &StudyLevel {
        &self.levels[0]
    }
}

impl StudyLevel {
    /// The folder of its results, as seen from that of the main level.
    pub fn folder(&self) -> String {
        let name = self.label.as_ref().map_or("", |label| &label.name);
        format!("levels/{name}")
    }

    /// The zones as the model knows them.
    pub fn model_zones(&self) -> Vec<Zone> {
        model_zones(&self.zones)
    }
}

/// Zones as the model knows them.
pub(super) fn model_zones(zones: &Zones) -> Vec<Zone> {
    let zones = zones.zones.iter();
    zones
        .map(|zone| Zone::new(zone.id.clone(), zone.name.clone()))
        .collect()
}
