//! The levels that a project names, and what may be shared out from one to the next.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use carbon_core::levels::{Downscaling, Topic, Weight};
use serde::{Deserialize, Serialize};

use super::Project;

/// A name that messages and tables have for the whole.
const REGION: &str = "region";

/// `[[level]]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LevelChoice {
    /// What it is called, such as `city`; names the folder of its results.
    pub name: String,
    /// What it is called for people; by default its name.
    pub title: Option<String>,
    /// The field with the ids of its zones. The first level has none: its zones are those of the boundary file.
    pub id: Option<String>,
    /// The field with their names; by default the ids.
    pub zone_name: Option<String>,
    /// Whether its results go where those of a project without levels go. By default those of the first level do.
    #[serde(default)]
    pub main: bool,
    /// Whether there are to be results of it.
    #[serde(default = "yes")]
    pub output: bool,
    /// What is different of `[compensation]` at this level.
    #[serde(default, skip_serializing_if = "toml::Table::is_empty")]
    pub compensation: toml::Table,
}

fn yes() -> bool {
    true
}

impl LevelChoice {
    /// What it is called for people.
    #[must_use]
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}

/// `[downscaling]`: by what zones share what only the level above has.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DownscalingChoices {
    /// Population, by its own values of another year or by something else.
    pub population: Option<String>,
    /// GDP.
    pub gdp: Option<String>,
    /// Energy and fuels.
    pub energy: Option<String>,
}

impl Project {
    /// The position of the level whose results go where those of a project without levels go.
    #[must_use]
    pub fn main_level(&self) -> usize {
        let main = self.levels.iter().position(|level| level.main);
        main.unwrap_or(0)
    }

    /// The fields or columns that the levels above the first name.
    #[must_use]
    pub fn level_columns(&self) -> Vec<String> {
        let above = self.levels.iter().skip(1);
        above
            .flat_map(|level| level.id.iter().chain(&level.zone_name).cloned())
            .collect()
    }

    /// The table of what zones lie in, if the boundary file does not say.
    #[must_use]
    pub fn parents_path(&self) -> Option<PathBuf> {
        let parents = self.boundaries.parents.as_ref();
        parents.map(|path| self.resolve(path))
    }

    /// By what each topic is shared out.
    ///
    /// # Errors
    /// A variable does not add up over zones.
    pub fn downscaling(&self) -> Result<Downscaling> {
        let Some(choices) = &self.downscaling else {
            return Ok(Downscaling::default());
        };
        let by = |name: &Option<String>| name.as_deref().map(Weight::named).transpose();
        Ok(Downscaling {
            population: by(&choices.population).context("[downscaling] population")?,
            gdp: by(&choices.gdp).context("[downscaling] gdp")?,
            energy: by(&choices.energy).context("[downscaling] energy")?,
        })
    }

    /// The project as it is at one level: with that level's compensation, and, but for the main level, without goals, which are sought
    /// once, and expected values.
    #[must_use]
    pub fn at_level(&self, level: usize) -> Self {
        let mut project = self.clone();
        if let Some(compensation) = &mut project.compensation {
            compensation.extend(self.levels[level].compensation.clone());
        }
        if level != self.main_level() {
            project.goals.clear();
            project.expect = None;
        }
        project
    }

    /// The variables of the user's own by which something is shared out.
    ///
    /// # Errors
    /// As [`Self::downscaling`].
    pub fn weight_columns(&self) -> Result<Vec<String>> {
        let downscaling = self.downscaling()?;
        let weights = Topic::ALL.into_iter().filter_map(|of| downscaling.by(of));
        let columns = weights.filter_map(|weight| match weight {
            Weight::Column(column) => Some(column.clone()),
            Weight::Variable(_) => None,
        });
        Ok(columns.collect())
    }

    /// Refuses levels that cannot be meant.
    pub(super) fn check_levels(&self) -> Result<()> {
        if self.levels.is_empty() {
            return self.refuse_keys_without_levels();
        }
        for (number, level) in self.levels.iter().enumerate() {
            level.check(number == 0)?;
            let like = |other: &&LevelChoice| other.name.eq_ignore_ascii_case(&level.name);
            if self.levels[..number].iter().any(|other| like(&other)) {
                bail!(
                    "[[level]] two levels are called \"{}\"; give each a name of its own",
                    level.name
                );
            }
            let titled = |other: &&LevelChoice| other.title() == level.title();
            if let Some(other) = self.levels[..number].iter().find(titled) {
                bail!(
                    "[[level]] \"{}\" and \"{}\" have one title, \"{}\", so that maps could not tell them apart; give each a title of its own",
                    other.name,
                    level.name,
                    level.title()
                );
            }
            if !level.compensation.is_empty() && self.compensation.is_none() {
                bail!(
                    "[[level]] \"{}\" changes the compensation, but the project has none; add a table [compensation]",
                    level.name
                );
            }
            self.at_level(number)
                .compensation_plan()
                .with_context(|| format!("[[level]] \"{}\"", level.name))?;
        }
        let mains: Vec<&str> = self
            .levels
            .iter()
            .filter(|level| level.main)
            .map(|level| level.name.as_str())
            .collect();
        if mains.len() > 1 {
            bail!(
                "[[level]] {} are all `main`; results of one level go to the folder itself",
                mains.join(", ")
            );
        }
        let main = &self.levels[self.main_level()];
        if !main.output {
            bail!(
                "[[level]] \"{}\" is the main level and cannot have `output = false`; give another level `main = true`",
                main.name
            );
        }
        self.downscaling().map(drop)
    }

    fn refuse_keys_without_levels(&self) -> Result<()> {
        if self.downscaling.is_some() {
            bail!(
                "[downscaling] shares out what the level above has, but the project has no levels; name them with [[level]], from the zones of the boundary file upward"
            );
        }
        if self.boundaries.parents.is_some() {
            bail!(
                "[boundaries] has `parents`, but the project has no levels; name them with [[level]], from the zones of the boundary file upward"
            );
        }
        Ok(())
    }
}

impl LevelChoice {
    fn check(&self, is_first: bool) -> Result<()> {
        let name = &self.name;
        let is_plain = |c: char| c.is_alphanumeric() || "-_".contains(c);
        if name.is_empty() || !name.chars().all(is_plain) || name.eq_ignore_ascii_case(REGION) {
            bail!(
                "[[level]] the name \"{name}\" is used for a folder and in tables, where `{REGION}` is the whole; give it another of letters, digits, - and _"
            );
        }
        match (is_first, &self.id, &self.zone_name) {
            (true, Some(_), _) | (true, _, Some(_)) => bail!(
                "[[level]] \"{name}\" is the first, whose zones are those of [boundaries]; give ids and names there"
            ),
            (false, None, _) => bail!(
                "[[level]] \"{name}\" lacks `id`: the field that says in which {name} each zone of the boundary file lies"
            ),
            _ => Ok(()),
        }
    }
}
