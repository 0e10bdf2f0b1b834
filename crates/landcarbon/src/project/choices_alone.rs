//! Projects of choices alone, whose zones, hectares and statistics a program holds.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use carbon_core::Year;
use toml::{Table, Value};

use super::Project;

/// What names the files of results, unless the choices do.
const NAME: &str = "assessment";

/// Tables that are of files.
const OF_FILES: [(&str, &str); 4] = [
    ("boundaries", "zones are given as they are"),
    (
        "level",
        "levels need a boundary file with the ids of the larger zones; assess a project file",
    ),
    ("downscaling", "it is of levels; assess a project file"),
    ("expect", "hold the results against what you know yourself"),
];

impl Project {
    /// A project of choices alone, with the tables and keys of a project file. The rest, but for `[project]`, `[landuse] legend` and
    /// `[statistics]` without a path, is of files.
    ///
    /// # Errors
    /// A table or a key is unknown, of files, or has a value that is impossible.
    pub fn of_choices(mut choices: Table, years: &[Year]) -> Result<Self> {
        for (table, why) in OF_FILES {
            if choices.contains_key(table) {
                bail!("there is no [{table}] here: {why}");
            }
        }
        let years = years.iter().map(|year| Value::Integer(year.0.into()));
        let years = Value::Array(years.collect());
        complete(
            &mut choices,
            "project",
            [("name", NAME.into()), ("years", years)],
        )?;
        let zones = [("path", "zones".into()), ("id", "zone".into())];
        complete(&mut choices, "boundaries", zones)?;
        let rasters = Value::Table(Table::new());
        let land = [("legend", "raw".into()), ("rasters", rasters)];
        complete(&mut choices, "landuse", land)?;
        complete(&mut choices, "statistics", [("path", "statistics".into())])?;
        let text = toml::to_string(&choices).context("the choices are no TOML")?;
        Self::from_toml(&text, PathBuf::new())
    }
}

/// Puts into a table what it lacks.
fn complete<const KEYS: usize>(
    choices: &mut Table,
    table: &str,
    defaults: [(&str, Value); KEYS],
) -> Result<()> {
    let entry = choices
        .entry(table)
        .or_insert_with(|| Value::Table(Table::new()));
    let Value::Table(entry) = entry else {
        bail!("[{table}] is {entry}; it must be a table of keys and values");
    };
    for (key, value) in defaults {
        entry.entry(key).or_insert(value);
    }
    Ok(())
}
