//! The zones and statistics of a project's levels.

mod base;
mod fitting;
mod marks;
mod parents;
pub mod tables;
mod view;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use carbon_core::levels::{Figure, Hierarchy, Level, LevelStatistics};
use carbon_core::{Subject, Variable, Year, ZoneId};
use landuse_ingest::zones::Zones;

use crate::project::{Language, Project};
use crate::statistics::Statistics;

pub(crate) use base::Base;
pub use view::{LevelFindings, LevelView};

/// Where a statistic stands: of a zone, or of the region.
type Key = (Option<ZoneId>, Year, Variable);

/// The levels of a project.
#[derive(Debug)]
pub struct Levels {
    /// The project as it is given, for all levels.
    pub project: Project,
    /// Which zone lies in which.
    pub hierarchy: Hierarchy,
    /// The zones of the boundary file.
    pub leaves: Zones,
    /// The statistics of every level.
    pub statistics: LevelStatistics,
    /// What the table says of how well a given value is known.
    statuses: BTreeMap<Key, String>,
    /// By level, where each figure stands.
    places: Vec<BTreeMap<Key, usize>>,
}

impl Levels {
    /// The levels of a project, above the zones that were read.
    ///
    /// # Errors
    /// A zone lies nowhere or in two zones, or statistics fit no level.
    pub fn new(project: &Project, leaves: Zones, statistics: &Statistics) -> Result<Self> {
        let hierarchy = parents::hierarchy(project, &leaves)?;
        let brought = LevelStatistics::new(
            &hierarchy,
            &project.years(),
            statistics.observations.clone(),
            &statistics.columns,
            &project.downscaling()?,
        )?;
        let given = statistics.observations.iter().zip(&statistics.status_of);
        let statuses = given.filter_map(|(observation, status)| {
            let zone = match &observation.subject {
                Subject::Zone(zone) => Some(zone.clone()),
                Subject::Region => None,
            };
            let variable = observation.statistic.variable();
            Some(((zone, observation.year, variable), status.clone()?))
        });
        let places = (0..hierarchy.levels().len()).map(|level| {
            let figures = brought.figures(level).iter().enumerate();
            figures
                .map(|(place, figure)| (key(figure), place))
                .collect()
        });
        Ok(Self {
            project: project.clone(),
            places: places.collect(),
            statuses: statuses.collect(),
            hierarchy,
            leaves,
            statistics: brought,
        })
    }

    /// A level.
    #[must_use]
    pub fn level(&self, level: usize) -> &Level {
        &self.hierarchy.levels()[level]
    }

    /// The zones of a level: those of the boundary file, or unions of them.
    ///
    /// # Errors
    /// Polygons cannot be united.
    pub fn zones(&self, level: usize) -> Result<Zones> {
        if level == 0 {
            return Ok(self.leaves.clone());
        }
        self.leaves
            .at(self.level(level))
            .with_context(|| format!("the outlines of the level \"{}\"", self.level(level).name))
    }

    /// The statistics of a level, with how it comes by each as their status.
    #[must_use]
    pub fn statistics(&self, level: usize, language: Language) -> Statistics {
        let mut statuses: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for figure in self.statistics.figures(level) {
            let status = self.status(level, figure, language);
            *statuses
                .entry(figure.statistic.variable().name().to_owned())
                .or_default()
                .entry(status)
                .or_default() += 1;
        }
        let observations = self.statistics.observations(level);
        Statistics {
            status_of: vec![None; observations.len()],
            observations,
            columns: Vec::new(),
            statuses,
            warnings: Vec::new(),
        }
    }

    /// The figures of a level that are downscaled.
    pub fn downscaled(&self, level: usize) -> impl Iterator<Item = &Figure> {
        let figures = self.statistics.figures(level).iter();
        figures.filter(|figure| figure.origin.is_downscaled())
    }
}

fn key(figure: &Figure) -> Key {
    let variable = figure.statistic.variable();
    (Some(figure.zone.clone()), figure.year, variable)
}
