//! `[[level]]` and `[downscaling]`: the levels of zones, and what may be shared out from one to the next.

use anyhow::{Context, Result, bail};
use carbon_core::levels::{Downscaling, Topic, Weight};
use carbon_core::{Scheme, Year};

use super::choices::parse_compensation;
use super::raw::{self, CodeDigits, DownscalingChoices, LevelChoice, LevelId};

/// A name that messages and tables have for the whole.
const REGION: &str = "region";

/// A level of zones.
#[derive(Debug, Clone, Default)]
pub struct LevelPlan {
    /// What it is called; nothing for the only level of a project that names none.
    pub label: Option<LevelLabel>,
    /// The field or column with the ids of its zones; of levels above the first.
    pub id_column: Option<String>,
    /// The digits that are the ids instead.
    pub digits: Option<CodeDigits>,
    /// The field or column with their names.
    pub name_column: Option<String>,
    /// Whether to write results of it.
    pub output: bool,
    /// Its compensation, if there is to be one.
    pub scheme: Option<Scheme>,
}

impl LevelPlan {
    /// The fields or columns that it reads of each zone of the boundary file.
    pub fn columns(&self) -> impl Iterator<Item = &String> {
        self.id_column.iter().chain(&self.name_column)
    }
}

/// What a level is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelLabel {
    /// In the names of files, and in tables.
    pub name: String,
    /// For people.
    pub title: String,
}

/// The position of the level whose results go into the folder itself.
pub(super) fn main_level(levels: &[LevelChoice]) -> usize {
    let main = levels.iter().position(|level| level.main);
    main.unwrap_or(0)
}

/// The levels, from the zones of the boundary file upward; one if the project names none.
pub(super) fn parse(project: &raw::Project, years: &[Year]) -> Result<Vec<LevelPlan>> {
    let levels = &project.levels;
    if levels.is_empty() {
        refuse_keys_of_levels(project)?;
        return Ok(vec![LevelPlan {
            output: true,
            scheme: parse_compensation(project.compensation.as_ref(), years)?,
            ..LevelPlan::default()
        }]);
    }
    let mut plans = Vec::new();
    for (number, level) in levels.iter().enumerate() {
        refuse_name(level)?;
        refuse_misplaced_id(level, number == 0)?;
        refuse_same_names(level, &levels[..number])?;
        plans.push(parse_level(project, level, years)?);
    }
    refuse_unclear_main(levels)?;
    Ok(plans)
}

fn parse_level(project: &raw::Project, level: &LevelChoice, years: &[Year]) -> Result<LevelPlan> {
    let mut compensation = project.compensation.clone();
    match &mut compensation {
        Some(compensation) => compensation.extend(level.compensation.clone()),
        None if level.compensation.is_empty() => {}
        None => bail!(
            "[[level]] \"{}\" changes the compensation, but the project has none; add a table [compensation]",
            level.name
        ),
    }
    let scheme = parse_compensation(compensation.as_ref(), years);
    let (id_column, digits) = match &level.id {
        Some(LevelId::Field(field)) => (Some(field.clone()), None),
        Some(LevelId::Digits(digits)) => (None, Some(*digits)),
        None => (None, None),
    };
    Ok(LevelPlan {
        label: Some(LevelLabel {
            name: level.name.clone(),
            title: title(level).to_owned(),
        }),
        id_column,
        digits,
        name_column: level.zone_name.clone(),
        output: level.output,
        scheme: scheme.with_context(|| format!("[[level]] \"{}\"", level.name))?,
    })
}

/// By what each topic is shared out.
pub(super) fn parse_downscaling(section: Option<&DownscalingChoices>) -> Result<Downscaling> {
    let Some(choices) = section else {
        return Ok(Downscaling::default());
    };
    let parse = |name: &Option<String>| name.as_deref().map(Weight::named).transpose();
    Ok(Downscaling {
        population: parse(&choices.population).context("[downscaling] population")?,
        gdp: parse(&choices.gdp).context("[downscaling] gdp")?,
        energy: parse(&choices.energy).context("[downscaling] energy")?,
    })
}

/// The variables of the user's own by which something is shared out.
pub(super) fn weight_columns(downscaling: &Downscaling) -> Vec<String> {
    let weights = Topic::ALL
        .into_iter()
        .filter_map(|topic| downscaling.by(topic));
    let columns = weights.filter_map(|weight| match weight {
        Weight::Column(column) => Some(column.clone()),
        Weight::Variable(_) => None,
    });
    columns.collect()
}

fn title(level: &LevelChoice) -> &str {
    level.title.as_deref().unwrap_or(&level.name)
}

fn refuse_keys_of_levels(project: &raw::Project) -> Result<()> {
    if project.downscaling.is_some() {
        bail!(
            "[downscaling] shares out what the level above has, but the project has no levels; name them with [[level]], from the zones of the boundary file upward"
        );
    }
    if project.boundaries.parents.is_some() {
        bail!(
            "[boundaries] has `parents`, but the project has no levels; name them with [[level]], from the zones of the boundary file upward"
        );
    }
    Ok(())
}

fn refuse_name(level: &LevelChoice) -> Result<()> {
    let name = &level.name;
    let is_plain = |c: char| c.is_alphanumeric() || "-_".contains(c);
    if name.is_empty() || !name.chars().all(is_plain) || name.eq_ignore_ascii_case(REGION) {
        bail!(
            "[[level]] the name \"{name}\" is used for a folder and in tables, where `{REGION}` is the whole; give it another of letters, digits, - and _"
        );
    }
    Ok(())
}

fn refuse_misplaced_id(level: &LevelChoice, is_first: bool) -> Result<()> {
    let name = &level.name;
    match (is_first, &level.id, &level.zone_name) {
        (true, Some(_), _) | (true, _, Some(_)) => bail!(
            "[[level]] \"{name}\" is the first, whose zones are those of [boundaries]; give ids and names there"
        ),
        (false, None, _) => bail!(
            "[[level]] \"{name}\" lacks `id`: the field that says in which {name} each zone of the boundary file lies, or {{ digits = 4 }} if the first digits of its code do"
        ),
        _ => Ok(()),
    }
}

fn refuse_same_names(level: &LevelChoice, earlier: &[LevelChoice]) -> Result<()> {
    let has_name = |other: &LevelChoice| other.name.eq_ignore_ascii_case(&level.name);
    if earlier.iter().any(has_name) {
        bail!(
            "[[level]] two levels are called \"{}\"; give each a name of its own",
            level.name
        );
    }
    let mut earlier = earlier.iter();
    if let Some(other) = earlier.find(|other| title(other) == title(level)) {
        bail!(
            "[[level]] \"{}\" and \"{}\" have one title, \"{}\", so that maps could not tell them apart; give each a title of its own",
            other.name,
            level.name,
            title(level)
        );
    }
    Ok(())
}

fn refuse_unclear_main(levels: &[LevelChoice]) -> Result<()> {
    let mains = levels.iter().filter(|level| level.main);
    let mains: Vec<&str> = mains.map(|level| level.name.as_str()).collect();
    if mains.len() > 1 {
        bail!(
            "[[level]] {} are all `main`; results of one level go to the folder itself",
            mains.join(", ")
        );
    }
    let main = &levels[main_level(levels)];
    if !main.output {
        bail!(
            "[[level]] \"{}\" is the main level and cannot have `output = false`; give another level `main = true`",
            main.name
        );
    }
    Ok(())
}
