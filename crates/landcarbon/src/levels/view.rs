//! A study at one of its levels.

use std::sync::Arc;

use anyhow::{Context, Result};
use carbon_core::ZoneId;

use super::Levels;
use crate::findings::Findings;
use crate::project::{Language, LevelChoice};
use crate::study::Study;

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
        let mut project = self.project.at_level(number);
        let alone = levels.level(number).zones.len() == 1;
        let alone = alone.then(|| project.compensation.take()).flatten();
        let alone = alone.map(|_| {
            format!(
                "level {}: its only zone has nobody to pay or to be paid by, so no compensation is computed for it",
                levels.level(number).name
            )
        });
        let language = project.project.language;
        // What was said of the inputs is said once.
        let warnings = match number == project.main_level() {
            true => self.warnings.clone(),
            false => Vec::new(),
        };
        let zones = levels.zones(number)?;
        let contiguity = project.contact().map(|contact| zones.contiguity(contact));
        Ok(Self {
            zones,
            contiguity,
            statistics: levels.statistics(number, language),
            level: Some(LevelView {
                levels: Arc::clone(levels),
                number,
            }),
            warnings: warnings
                .into_iter()
                .chain(levels.warning(number))
                .chain(alone)
                .collect(),
            project,
            ..self.clone()
        })
    }

    /// Verifies zones and statistics of the level.
    pub(crate) fn verify_level(&mut self) -> Result<()> {
        let name = self.level_choice().map(|level| level.name.clone());
        let name = name.unwrap_or_default();
        let fitted = match self.level_number() == self.project.main_level() {
            true => Ok(()),
            false => self.leave_out_unfit(),
        };
        let borders = self.contiguity.iter();
        let of_borders: Vec<_> = borders.flat_map(|of| of.warnings(&self.zones)).collect();
        self.warnings.extend(of_borders);
        fitted.and_then(|()| self.verify_inputs()).with_context(|| {
            format!("at the level \"{name}\" (what only a higher level has is shared out if [downscaling] says by what)")
        })
    }

    /// The choice that the level of the study is, if the project has levels.
    #[must_use]
    pub fn level_choice(&self) -> Option<&LevelChoice> {
        let view = self.level.as_ref()?;
        self.project.levels.get(view.number)
    }

    /// The level of the study, from the leaves upward; 0 if the project has none.
    pub(crate) fn level_number(&self) -> usize {
        self.level.as_ref().map_or(0, |view| view.number)
    }

    /// The id of the zone above each zone; none at the highest level, or if the project has no levels.
    pub(crate) fn parents(&self) -> Option<Vec<ZoneId>> {
        let view = self.level.as_ref()?;
        let hierarchy = &view.levels.hierarchy;
        let above = &hierarchy.levels().get(view.number + 1)?.zones;
        (0..self.zones.zones.len())
            .map(|zone| Some(above[hierarchy.parent(view.number, zone)?].id.clone()))
            .collect()
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
        let language = self.project.project.language;
        let years = self.project.years().len();
        let view = self.level.as_ref();
        let downscaled = view.and_then(|of| of.levels.note(of.number, years, language));
        let Some(downscaled) = downscaled else {
            return note;
        };
        let comma = match language {
            Language::Zh => "；",
            Language::En | Language::Both => "; ",
        };
        Some(note.map_or_else(String::new, |note| note + comma) + &downscaled)
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
}
