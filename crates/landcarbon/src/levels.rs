//! The zones and statistics of a project's levels.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use carbon_core::levels::{Figure, Hierarchy, Level, LevelStatistics, Origin, UpperLevel};
use carbon_core::{Subject, Variable, Year, Zone, ZoneId};
use landuse_ingest::zones::Zones;

use crate::project::{Language, Project};
use crate::statistics::Statistics;
use crate::table::Table;

/// Contradictions between levels that are told one by one.
const TOLD: usize = 10;

/// Where a statistic stands: of a zone, or of the region.
type Key = (Option<ZoneId>, Year, Variable);

/// The levels of a project.
#[derive(Debug)]
pub struct Levels {
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
        let hierarchy = hierarchy(project, &leaves)?;
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

    /// How a level comes by a figure, and how well what it comes from is known.
    fn status(&self, level: usize, figure: &Figure, language: Language) -> String {
        let variable = figure.statistic.variable();
        let of_given = |zone: Option<ZoneId>| {
            let status = self.statuses.get(&(zone, figure.year, variable));
            status.cloned()
        };
        let origin = &figure.origin;
        let sources: BTreeSet<String> = match (origin, origin.parent()) {
            (Origin::Given, _) => {
                let status = of_given(Some(figure.zone.clone()));
                return status.unwrap_or_else(|| words(origin, language));
            }
            (_, Some(None)) => of_given(None).into_iter().collect(),
            (_, Some(Some(parent))) => {
                let key = (Some(parent.clone()), figure.year, variable);
                let parent = self.figure(level + 1, &key);
                parent
                    .map(|parent| self.status(level + 1, parent, language))
                    .into_iter()
                    .collect()
            }
            (_, None) => {
                let parts = self.parts(level, figure).into_iter();
                parts
                    .map(|part| self.status(level - 1, part, language))
                    .collect()
            }
        };
        let sources: Vec<String> = sources.into_iter().collect();
        let words = words(origin, language);
        match (sources.is_empty(), language) {
            (true, _) => words,
            (false, Language::Zh) => format!("{words}（{}）", sources.join("；")),
            (false, _) => format!("{words} ({})", sources.join("; ")),
        }
    }

    /// The figures of the level below that a sum is of.
    fn parts(&self, level: usize, figure: &Figure) -> Vec<&Figure> {
        let Some((_, zone)) = self.hierarchy.place(&figure.zone) else {
            return Vec::new();
        };
        let children = self.hierarchy.children(level, zone).into_iter();
        children
            .filter_map(|child| {
                let id = self.level(level - 1).zones[child].id.clone();
                let key = (Some(id), figure.year, figure.statistic.variable());
                self.figure(level - 1, &key)
            })
            .collect()
    }

    fn figure(&self, level: usize, key: &Key) -> Option<&Figure> {
        let place = self.places.get(level)?.get(key)?;
        self.statistics.figures(level).get(*place)
    }

    /// What the user should know of the statistics of a level that are downscaled.
    #[must_use]
    pub fn warning(&self, level: usize) -> Option<String> {
        let mut counts: BTreeMap<(&str, String), (BTreeSet<Year>, usize)> = BTreeMap::new();
        for figure in self.downscaled(level) {
            let name = figure.statistic.variable().name();
            let origin = figure.origin.label_en();
            let (years, count) = counts.entry((name, origin)).or_default();
            years.insert(figure.year);
            *count += 1;
        }
        let parts: Vec<String> = counts
            .into_iter()
            .map(|((variable, origin), (years, count))| {
                let years: Vec<String> = years.iter().map(Year::to_string).collect();
                format!(
                    "{variable} of {} is {origin} ({count} values)",
                    years.join(", ")
                )
            })
            .collect();
        (!parts.is_empty()).then(|| {
            format!(
                "level {}: {}; these are shares, not observations, and say nothing of how zones of one parent differ (tables/downscaled.csv lists them)",
                self.level(level).name,
                parts.join("; ")
            )
        })
    }

    /// What the user should know of figures of several levels.
    #[must_use]
    pub fn contradictions(&self) -> Vec<String> {
        let all = self.statistics.contradictions();
        let mut told: Vec<String> = all.iter().take(TOLD).map(ToString::to_string).collect();
        if all.len() > TOLD {
            told.push(format!(
                "{} more figures are not the sums of those below them",
                all.len() - TOLD
            ));
        }
        told
    }
}

fn key(figure: &Figure) -> Key {
    let variable = figure.statistic.variable();
    (Some(figure.zone.clone()), figure.year, variable)
}

fn words(origin: &Origin, language: Language) -> String {
    let (en, zh) = (origin.label_en(), origin.label_zh());
    match language {
        Language::En => en,
        Language::Zh => zh,
        Language::Both => format!("{en} / {zh}"),
    }
}

/// The hierarchy, by fields of the boundary file or by columns of a table.
fn hierarchy(project: &Project, leaves: &Zones) -> Result<Hierarchy> {
    let zones = leaves.zones.iter();
    let own: Vec<Zone> = zones
        .clone()
        .map(|zone| Zone::new(zone.id.clone(), zone.name.clone()))
        .collect();
    let columns = project.level_columns();
    let cells: Vec<Option<Vec<String>>> = match project.parents_path() {
        Some(path) => parents(&path, &project.boundaries.id, &columns, &own)
            .with_context(|| format!("the parents {}", path.display()))?,
        None => zones.map(|zone| Some(zone.attributes.clone())).collect(),
    };
    let mut above = Vec::new();
    let mut column = 0;
    for choice in project.levels.iter().skip(1) {
        let (id, name) = (column, choice.zone_name.as_ref().map(|_| column + 1));
        column += 1 + usize::from(name.is_some());
        let zone = |cells: &Option<Vec<String>>| {
            let cells = cells.as_ref()?;
            let id = cells.get(id).filter(|id| !id.is_empty())?;
            let name = name.and_then(|name| cells.get(name));
            let name = name.filter(|name| !name.is_empty()).unwrap_or(id);
            Some(Zone::new(id.as_str(), name.as_str()))
        };
        above.push(UpperLevel {
            name: choice.name.clone(),
            of_leaf: cells.iter().map(zone).collect(),
        });
    }
    let name = project.levels.first().map_or("", |level| &level.name);
    Hierarchy::new(name, own, above).context("[[level]]")
}

/// The cells of some columns, for each zone.
fn parents(
    path: &Path,
    id: &str,
    columns: &[String],
    zones: &[Zone],
) -> Result<Vec<Option<Vec<String>>>> {
    let bytes = std::fs::read(path).context("cannot read the table")?;
    let wanted: Vec<&str> = std::iter::once(id)
        .chain(columns.iter().map(String::as_str))
        .collect();
    let table = Table::from_bytes(&bytes, &wanted, &[])?;
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in table.rows() {
        let cells = columns.iter().map(|column| Ok(row.key(column)?.to_owned()));
        let cells = cells
            .collect::<Result<Vec<_>>>()
            .with_context(|| format!("line {}", row.line))?;
        let zone = row.key(id).with_context(|| format!("line {}", row.line))?;
        if let Some(first) = found.insert(zone, cells.clone())
            && first != cells
        {
            bail!(
                "line {}: the zone {zone} has a row already, with other cells; keep one",
                row.line
            );
        }
    }
    let cells = zones
        .iter()
        .map(|zone| found.get(zone.id.as_str()).cloned());
    Ok(cells.collect())
}
