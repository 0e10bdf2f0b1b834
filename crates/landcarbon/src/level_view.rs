//! A study at one of its levels.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Arc;

use anyhow::{Context, Result};
use carbon_core::levels::{Origin, Topic, within};
use carbon_core::{Assessment, Year};

use crate::decimal::decimal;
use crate::levels::Levels;
use crate::project::{Language, LevelChoice};
use crate::scenario_table::REGION;
use crate::study::{Findings, Study};

/// Where a study stands among the levels of its project.
#[derive(Debug, Clone)]
pub struct LevelView {
    /// All levels.
    pub levels: Arc<Levels>,
    /// The level of the study, from the leaves upward.
    pub number: usize,
}

/// A level beside the main one, and what was found of it.
#[derive(Debug)]
pub struct LevelFindings {
    /// The study at that level.
    pub study: Study,
    /// What it found.
    pub findings: Findings,
}

impl Findings {
    /// Takes what was found of another level, with what the user should know of it.
    pub(crate) fn take_level(&mut self, study: Study, findings: Findings) {
        let name = study.level_choice().map_or("", |level| &level.name);
        let start = format!("level {name}: ");
        for warning in &findings.warnings {
            if !self.warnings.contains(warning) {
                let said = warning.strip_prefix(&start).unwrap_or(warning);
                self.warnings.push(format!("{start}{said}"));
            }
        }
        self.levels.push(LevelFindings { study, findings });
    }
}

impl Study {
    /// The study at a level, with its zones and statistics.
    ///
    /// # Errors
    /// Polygons cannot be united.
    pub(crate) fn at(&self, levels: &Arc<Levels>, number: usize) -> Result<Self> {
        let project = self.project.at_level(number);
        let language = project.project.language;
        // What was said of the inputs is said once.
        let is_main = number == project.main_level();
        let warnings = is_main.then(|| self.warnings.clone()).unwrap_or_default();
        Ok(Self {
            zones: levels.zones(number)?,
            statistics: levels.statistics(number, language),
            level: Some(LevelView {
                levels: Arc::clone(levels),
                number,
            }),
            warnings: warnings.into_iter().chain(levels.warning(number)).collect(),
            project,
            ..self.clone()
        })
    }

    /// Verifies the study at its level.
    pub(crate) fn verify_level(&self) -> Result<()> {
        let name = self.level_choice().map_or("", |level| &level.name);
        self.verify().with_context(|| {
            format!("at the level \"{name}\" (what only a higher level has is shared out if [downscaling] says by what)")
        })
    }

    /// The choice that the level of the study is, if the project has levels.
    #[must_use]
    pub fn level_choice(&self) -> Option<&LevelChoice> {
        let view = self.level.as_ref()?;
        self.project.levels.get(view.number)
    }

    /// The folder of a level's results, beside those of the main level.
    #[must_use]
    pub fn level_folder(&self) -> String {
        let name = self.level_choice().map_or("", |level| &level.name);
        format!("levels/{name}")
    }

    /// The title of all results: the project's, with the level's.
    #[must_use]
    pub fn title(&self) -> String {
        let title = self.project.title().to_owned();
        let comma = match self.project.project.language {
            Language::Zh => "，",
            Language::En | Language::Both => ", ",
        };
        match self.level_choice() {
            Some(level) => title + comma + level.title(),
            None => title,
        }
    }

    /// The status of the data, which stands in every title: the project's, and which statistics are downscaled.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        let note = self.project.project.note.clone();
        let Some(downscaled) = self.downscaled_note() else {
            return note;
        };
        let comma = match self.project.project.language {
            Language::Zh => "；",
            Language::En | Language::Both => "; ",
        };
        Some(note.map_or_else(String::new, |note| note + comma) + &downscaled)
    }

    fn downscaled_note(&self) -> Option<String> {
        let view = self.level.as_ref()?;
        let mut topics: BTreeMap<Topic, BTreeSet<Year>> = BTreeMap::new();
        for figure in view.levels.downscaled(view.number) {
            if let Some(topic) = Topic::of(figure.statistic.variable()) {
                topics.entry(topic).or_default().insert(figure.year);
            }
        }
        if topics.is_empty() {
            return None;
        }
        let all = self.project.years().len();
        // Those of all years first, so that years stand with the last ones only.
        let mut topics: Vec<_> = topics.into_iter().collect();
        topics.sort_by_key(|(_, years)| years.len() != all);
        let of_years = |years: &BTreeSet<Year>| -> Option<String> {
            let listed: Vec<String> = years.iter().map(Year::to_string).collect();
            (years.len() != all).then(|| listed.join("/"))
        };
        let en = || {
            let topics = topics.iter().map(|(topic, years)| match of_years(years) {
                Some(years) => format!("{} of {years}", topic_en(*topic)),
                None => topic_en(*topic).to_owned(),
            });
            format!("downscaled: {}", topics.collect::<Vec<_>>().join(", "))
        };
        let zh = || {
            let topics = topics.iter().map(|(topic, years)| match of_years(years) {
                Some(years) => format!("{years}年{}", topic_zh(*topic)),
                None => topic_zh(*topic).to_owned(),
            });
            format!("降尺度：{}", topics.collect::<Vec<_>>().join("、"))
        };
        Some(match self.project.project.language {
            Language::En => en(),
            Language::Zh => zh(),
            Language::Both => format!("{} / {}", en(), zh()),
        })
    }
}

const fn topic_en(topic: Topic) -> &'static str {
    match topic {
        Topic::Population => "population",
        Topic::Gdp => "GDP",
        Topic::Energy => "energy",
    }
}

const fn topic_zh(topic: Topic) -> &'static str {
    match topic {
        Topic::Population => "人口",
        Topic::Gdp => "GDP",
        Topic::Energy => "能源",
    }
}

impl LevelView {
    /// Whether there are levels above.
    #[must_use]
    pub fn has_ancestors(&self) -> bool {
        self.number + 1 < self.levels.hierarchy.levels().len()
    }

    /// Whether any statistic of the level is downscaled.
    #[must_use]
    pub fn has_downscaled(&self) -> bool {
        self.levels.downscaled(self.number).next().is_some()
    }

    /// Writes `zone,name,year,level,ancestor,ancestor_name,emissions_share,gdp_share,absorption_share,ecc,esc,downscaled`: what each zone is
    /// to the larger ones in which it lies, and which of its statistics are downscaled. A coefficient that does not exist is left empty.
    ///
    /// # Errors
    /// The stream takes no more bytes.
    pub fn write_within(&self, assessment: &Assessment, out: impl Write) -> Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record([
            "zone",
            "name",
            "year",
            "level",
            "ancestor",
            "ancestor_name",
            "emissions_share",
            "gdp_share",
            "absorption_share",
            "ecc",
            "esc",
            "downscaled",
        ])?;
        let mut downscaled: BTreeMap<_, BTreeSet<Topic>> = BTreeMap::new();
        for figure in self.levels.downscaled(self.number) {
            let topics = downscaled.entry((&figure.zone, figure.year)).or_default();
            topics.extend(Topic::of(figure.statistic.variable()));
        }
        let number = |found: Option<f64>| found.map_or_else(String::new, |x| decimal(x, 6));
        for of in within(assessment, &self.levels.hierarchy, self.number) {
            let topics = downscaled
                .get(&(&of.zone.id, of.year))
                .into_iter()
                .flatten();
            let topics = topics.map(|topic| topic.name());
            writer.write_record([
                of.zone.id.as_str(),
                &of.zone.name,
                &of.year.to_string(),
                &of.level,
                of.ancestor.id.as_str(),
                &of.ancestor.name,
                &decimal(of.emissions_share, 6),
                &decimal(of.gdp_share, 6),
                &number(of.absorption_share),
                &number(of.ecc),
                &number(of.esc),
                &topics.collect::<Vec<_>>().join(" "),
            ])?;
        }
        Ok(writer.flush()?)
    }

    /// Writes `zone,name,year,variable,value,unit,from,parent,by,weight_year`: every statistic that is downscaled. `by` is empty where an
    /// intensity is the parent's.
    ///
    /// # Errors
    /// The stream takes no more bytes.
    pub fn write_downscaled(&self, out: impl Write) -> Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record([
            "zone",
            "name",
            "year",
            "variable",
            "value",
            "unit",
            "from",
            "parent",
            "by",
            "weight_year",
        ])?;
        let zones = &self.levels.level(self.number).zones;
        let names: BTreeMap<_, _> = zones.iter().map(|zone| (&zone.id, &zone.name)).collect();
        for figure in self.levels.downscaled(self.number) {
            let (from, parent, by, year) = match &figure.origin {
                Origin::Shared {
                    from,
                    parent,
                    by,
                    year,
                } => (from, parent, by.as_str(), year.to_string()),
                Origin::Inherited { from, parent } => (from, parent, "", String::new()),
                _ => continue,
            };
            let variable = figure.statistic.variable();
            writer.write_record([
                figure.zone.as_str(),
                names.get(&figure.zone).map_or("", |name| name.as_str()),
                &figure.year.to_string(),
                variable.name(),
                &decimal(figure.statistic.value(), 3),
                variable.unit(),
                from,
                parent.as_ref().map_or(REGION, |parent| parent.as_str()),
                by,
                &year,
            ])?;
        }
        Ok(writer.flush()?)
    }
}
