//! The statistics of each level: given, summed or downscaled, with the status of each.

use carbon_core::{Said, say, speaks_chinese};
use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use carbon_core::levels::{Figure, Hierarchy, LevelStatistics, Origin, Topic};
use carbon_core::{Subject, Variable, Year, ZoneId};
use zoning_export::Language;

use crate::project::{LevelLabel, Plan};
use crate::statistics::Statistics;

/// The largest number of contradictions between levels that are listed one by one.
const LISTED: usize = 10;

/// The statistics of a level.
pub(super) struct LevelTable {
    pub statistics: Statistics,
    pub downscaled: Vec<Figure>,
}

/// What a statistic belongs to: a zone, or the region.
type Key = (Option<ZoneId>, Year, Variable);

/// The table of each level, from the leaves upward, and where figures of two levels contradict each other. A project that names no
/// levels keeps its statistics as they are read.
pub(super) fn level_tables(
    plan: &Plan,
    hierarchy: &Hierarchy,
    statistics: Statistics,
) -> Result<(Vec<LevelTable>, Vec<Said>)> {
    if plan.levels[0].label.is_none() {
        let downscaled = Vec::new();
        let table = LevelTable {
            statistics,
            downscaled,
        };
        return Ok((vec![table], Vec::new()));
    }
    let allocated = LevelStatistics::new(
        hierarchy,
        &plan.years,
        statistics.observations.clone(),
        &statistics.columns,
        &plan.downscaling,
    )?;
    let statuses = Statuses {
        hierarchy,
        allocated: &allocated,
        given: given_statuses(&statistics),
        positions: positions(hierarchy, &allocated),
        language: plan.language,
    };
    let tables = (0..hierarchy.levels().len()).map(|level| statuses.table(level));
    Ok((tables.collect(), contradictions(&allocated)))
}

/// How well each given value is known, as the table of statistics says it.
fn given_statuses(statistics: &Statistics) -> BTreeMap<Key, String> {
    let given = statistics.observations.iter().zip(&statistics.rows);
    let statuses = given.filter_map(|(observation, row)| {
        let zone = match &observation.subject {
            Subject::Zone(zone) => Some(zone.clone()),
            Subject::Region => None,
        };
        let variable = observation.statistic.variable();
        Some(((zone, observation.year, variable), row.status.clone()?))
    });
    statuses.collect()
}

/// By level, the position of each figure.
fn positions(hierarchy: &Hierarchy, allocated: &LevelStatistics) -> Vec<BTreeMap<Key, usize>> {
    let of_level = |level: usize| {
        let figures = allocated.figures(level).iter().enumerate();
        figures
            .map(|(position, figure)| (key(figure), position))
            .collect()
    };
    (0..hierarchy.levels().len()).map(of_level).collect()
}

fn key(figure: &Figure) -> Key {
    let variable = figure.statistic.variable();
    (Some(figure.zone.clone()), figure.year, variable)
}

/// What the user should know of figures of several levels.
fn contradictions(allocated: &LevelStatistics) -> Vec<Said> {
    let all = allocated.contradictions();
    let mut listed: Vec<Said> = all.iter().take(LISTED).map(Said::by).collect();
    if all.len() > LISTED {
        listed.push(say!(
            "{} more figures are not the sums of those below them",
            "另有 {} 个数据不等于其下级之和",
            all.len() - LISTED
        ));
    }
    listed
}

/// What the status of a figure follows from.
struct Statuses<'a> {
    hierarchy: &'a Hierarchy,
    allocated: &'a LevelStatistics,
    given: BTreeMap<Key, String>,
    positions: Vec<BTreeMap<Key, usize>>,
    language: Language,
}

impl Statuses<'_> {
    /// The statistics of a level, with how it comes by each as their status.
    fn table(&self, level: usize) -> LevelTable {
        let mut statuses: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for figure in self.allocated.figures(level) {
            let variable = figure.statistic.variable().name().to_owned();
            let counts = statuses.entry(variable).or_default();
            *counts.entry(self.status(level, figure)).or_default() += 1;
        }
        let observations = self.allocated.observations(level);
        let figures = self.allocated.figures(level).iter();
        let downscaled = figures.filter(|figure| figure.origin.is_downscaled());
        LevelTable {
            statistics: Statistics {
                observations,
                statuses,
                ..Statistics::default()
            },
            downscaled: downscaled.cloned().collect(),
        }
    }

    /// How a level comes by a figure, and how well what it comes from is known.
    fn status(&self, level: usize, figure: &Figure) -> String {
        let variable = figure.statistic.variable();
        let given = |zone: Option<ZoneId>| self.given.get(&(zone, figure.year, variable)).cloned();
        let origin = &figure.origin;
        let origin_label = in_language(origin.label_en(), origin.label_zh(), self.language);
        let sources: BTreeSet<String> = match (origin, origin.parent()) {
            (Origin::Given, _) => {
                return given(Some(figure.zone.clone())).unwrap_or(origin_label);
            }
            (_, Some(None)) => given(None).into_iter().collect(),
            (_, Some(Some(parent))) => {
                let parent = self.figure(level + 1, parent, figure);
                let status = parent.map(|parent| self.status(level + 1, parent));
                status.into_iter().collect()
            }
            (_, None) => {
                let parts = self.parts(level, figure).into_iter();
                parts.map(|part| self.status(level - 1, part)).collect()
            }
        };
        let sources: Vec<String> = sources.into_iter().collect();
        match (sources.is_empty(), self.language) {
            (true, _) => origin_label,
            (false, Language::Zh) => format!("{origin_label}（{}）", sources.join("；")),
            (false, _) => format!("{origin_label} ({})", sources.join("; ")),
        }
    }

    /// The figures of the level below that a sum adds up.
    fn parts(&self, level: usize, sum: &Figure) -> Vec<&Figure> {
        let Some((_, zone)) = self.hierarchy.place(&sum.zone) else {
            return Vec::new();
        };
        let below = &self.hierarchy.levels()[level - 1].zones;
        let children = self.hierarchy.children(level, zone).into_iter();
        let parts = children.filter_map(|child| self.figure(level - 1, &below[child].id, sum));
        parts.collect()
    }

    /// The figure of another zone for the same year and variable.
    fn figure(&self, level: usize, zone: &ZoneId, like: &Figure) -> Option<&Figure> {
        let key = (Some(zone.clone()), like.year, like.statistic.variable());
        let position = self.positions.get(level)?.get(&key)?;
        self.allocated.figures(level).get(*position)
    }
}

impl LevelTable {
    /// Which statistics are downscaled, in a few words.
    pub(super) fn note(&self, years: usize, language: Language) -> Option<String> {
        let mut topics: BTreeMap<Topic, BTreeSet<Year>> = BTreeMap::new();
        for figure in &self.downscaled {
            if let Some(topic) = Topic::from_variable(figure.statistic.variable()) {
                topics.entry(topic).or_default().insert(figure.year);
            }
        }
        if topics.is_empty() {
            return None;
        }
        let mut topics: Vec<_> = topics.into_iter().collect();
        // Topics of all years stand first, so that years are only read with the last ones.
        topics.sort_by_key(|(_, found)| found.len() != years);
        let (mut english, mut chinese) = (Vec::new(), Vec::new());
        for (topic, found) in topics {
            let (in_english, in_chinese) = (topic.label_en(), topic.label_zh());
            if found.len() == years {
                english.push(in_english.to_owned());
                chinese.push(in_chinese.to_owned());
            } else {
                let years = join(&found, "/");
                english.push(format!("{in_english} of {years}"));
                chinese.push(format!("{years}年{in_chinese}"));
            }
        }
        Some(in_language(
            format!("downscaled: {}", english.join(", ")),
            format!("降尺度：{}", chinese.join("、")),
            language,
        ))
    }

    /// What the user should know of the statistics that are downscaled.
    pub(super) fn warning(&self, label: Option<&LevelLabel>) -> Option<Said> {
        let mut counts: BTreeMap<(&str, Said), (BTreeSet<Year>, usize)> = BTreeMap::new();
        for figure in &self.downscaled {
            let variable = figure.statistic.variable().name();
            let origin = &figure.origin;
            let origin = say!("{}", "{}", origin_label(origin));
            let counted = counts.entry((variable, origin));
            let (years, count) = counted.or_default();
            years.insert(figure.year);
            *count += 1;
        }
        let parts: Vec<Said> = counts
            .into_iter()
            .map(|((variable, origin), (years, count))| {
                let years = join(&years, ", ");
                say!(
                    "{variable} of {years} is {origin} ({count} values)",
                    "{years} 年的 {variable} 为{origin}（{count} 个值）"
                )
            })
            .collect();
        (!parts.is_empty()).then(|| {
            say!(
                "level {}: {}; these are shares, not observations, and say nothing of how zones of one parent differ (tables/downscaled.csv lists them)",
                "层级 {}：{}；这些是分摊值而不是观测值，不能说明同一上级之下各区域的差异（见 tables/downscaled.csv）",
                label.map_or("", |label| &label.name),
                joined(&parts)
            )
        })
    }
}

fn origin_label(origin: &Origin) -> String {
    match speaks_chinese() {
        true => origin.label_zh(),
        false => origin.label_en(),
    }
}

fn joined(parts: &[Said]) -> String {
    let parts: Vec<&str> = parts.iter().map(Said::as_str).collect();
    parts.join(if speaks_chinese() { "；" } else { "; " })
}

fn join(years: &BTreeSet<Year>, separator: &str) -> String {
    let years: Vec<String> = years.iter().map(Year::to_string).collect();
    years.join(separator)
}

fn in_language(en: String, zh: String, language: Language) -> String {
    match language {
        Language::En => en,
        Language::Zh => zh,
        Language::Both => format!("{en} / {zh}"),
    }
}
