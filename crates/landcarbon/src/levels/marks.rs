//! How each figure is marked: given, summed, downscaled.

use std::collections::{BTreeMap, BTreeSet};

use carbon_core::levels::{Figure, Origin, Topic};
use carbon_core::{Year, ZoneId};

use super::{Key, Levels};
use crate::project::Language;

/// Contradictions between levels that are told one by one.
const TOLD: usize = 10;

impl Levels {
    /// How a level comes by a figure, and how well what it comes from is known.
    pub(super) fn status(&self, level: usize, figure: &Figure, language: Language) -> String {
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

    /// Which statistics of a level are downscaled, in a few words.
    #[must_use]
    pub fn note(&self, level: usize, years: usize, language: Language) -> Option<String> {
        let mut topics: BTreeMap<Topic, BTreeSet<Year>> = BTreeMap::new();
        for figure in self.downscaled(level) {
            if let Some(topic) = Topic::of(figure.statistic.variable()) {
                topics.entry(topic).or_default().insert(figure.year);
            }
        }
        if topics.is_empty() {
            return None;
        }
        // Those of all years first, so that years stand with the last ones only.
        let mut topics: Vec<_> = topics.into_iter().collect();
        topics.sort_by_key(|(_, of)| of.len() != years);
        let list = |label: &dyn Fn(&Topic, Option<String>) -> String, comma: &str| {
            let listed = topics.iter().map(|(topic, of)| {
                let some: Vec<String> = of.iter().map(Year::to_string).collect();
                label(topic, (of.len() != years).then(|| some.join("/")))
            });
            listed.collect::<Vec<_>>().join(comma)
        };
        let en = |topic: &Topic, years: Option<String>| match years {
            Some(years) => format!("{} of {years}", topic.label_en()),
            None => topic.label_en().to_owned(),
        };
        let zh = |topic: &Topic, years: Option<String>| match years {
            Some(years) => format!("{years}年{}", topic.label_zh()),
            None => topic.label_zh().to_owned(),
        };
        let (en, zh) = (
            format!("downscaled: {}", list(&en, ", ")),
            format!("降尺度：{}", list(&zh, "、")),
        );
        Some(in_language(en, zh, language))
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

fn words(origin: &Origin, language: Language) -> String {
    in_language(origin.label_en(), origin.label_zh(), language)
}

fn in_language(en: String, zh: String, language: Language) -> String {
    match language {
        Language::En => en,
        Language::Zh => zh,
        Language::Both => format!("{en} / {zh}"),
    }
}
