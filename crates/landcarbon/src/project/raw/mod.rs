//! The project file as it is written: what serde reads of it, before anything is understood.

mod sections;

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use carbon_core::Year;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};
use zoning_export::Classifications;
use zoning_export::figures::FigureOptions;

pub use sections::{
    Boundaries, CodeDigits, CoefficientChoices, CoefficientEntry, DownscalingChoices,
    EmissionChoices, EmissionMethod, ExpectSource, Export, FuelChoice, Heading, LandUse, Language,
    LevelChoice, LevelId, OnlyZones, RasterEntry, StatisticsSource, ZoneGroup, Zoning,
};

use crate::analyses::Settings;
use crate::files::toml_text::{add_hint, parse_table};

/// The name of an assessment of tables, unless the choices give another.
const NAME: &str = "assessment";

/// Sections that name files, which an assessment of tables has none of, and what to do instead.
const SECTIONS_OF_FILES: [(&str, &str); 4] = [
    ("boundaries", "zones are given as they are"),
    (
        "level",
        "levels need a boundary file with the ids of the larger zones; assess a project file",
    ),
    ("downscaling", "it is of levels; assess a project file"),
    ("expect", "hold the results against what you know yourself"),
];

/// A project as its file says it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    pub project: Heading,
    pub boundaries: Boundaries,
    /// The levels of zones, from those of the boundary file upward; without any there is one.
    #[serde(default, rename = "level", skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelChoice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downscaling: Option<DownscalingChoices>,
    pub landuse: LandUse,
    pub statistics: StatisticsSource,
    #[serde(default)]
    pub coefficients: CoefficientChoices,
    #[serde(default)]
    pub emissions: EmissionChoices,
    /// Other factors of fuels than the built-in ones, by the fuel's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fuels: BTreeMap<String, FuelChoice>,
    #[serde(default)]
    pub zoning: Zoning,
    /// `base_year`, `target_year`, numbers of the region and the year, and any [`carbon_core::CompensationOptions`]; without it no compensation is computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compensation: Option<Table>,
    /// `draws`, `seed`, `sobol_samples` and the distributions of [`carbon_core::uncertainty::Uncertainty`]; without it nothing is drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<Table>,
    /// [`carbon_core::scenario::Scenario`]s: changed inputs under a name.
    #[serde(default, rename = "scenario", skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<Table>,
    /// [`carbon_core::scenario::Goal`]s, each under a name.
    #[serde(default, rename = "goal", skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Table>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis: Option<Settings>,
    /// How maps sort values into classes, where not as they do by themselves.
    #[serde(default)]
    pub classes: Classifications,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<ExpectSource>,
    #[serde(default)]
    pub export: Export,
    /// How figures are drawn.
    #[serde(default)]
    pub figures: FigureOptions,
}

impl Project {
    /// Reads the text of a project file.
    ///
    /// # Errors
    /// It is no TOML, lacks a key, or has one that no project has (the nearest known key is named).
    pub fn from_toml(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| add_hint(&error.to_string()))
    }

    /// The project of an assessment of tables: the sections of a project file without those that name files.
    ///
    /// # Errors
    /// A section or a key is unknown, names files, or has a value that is impossible.
    pub fn from_choices(mut choices: Table, years: &[Year]) -> Result<Self> {
        for (section, why) in SECTIONS_OF_FILES {
            if choices.contains_key(section) {
                bail!("there is no [{section}] here: {why}");
            }
        }
        let years = years.iter().map(|year| Value::Integer(year.0.into()));
        let years = Value::Array(years.collect());
        let no_rasters = Value::Table(Table::new());
        let defaults = [
            ("project", vec![("name", NAME.into()), ("years", years)]),
            (
                "boundaries",
                vec![("path", "zones".into()), ("id", "zone".into())],
            ),
            (
                "landuse",
                vec![("legend", "raw".into()), ("rasters", no_rasters)],
            ),
            ("statistics", vec![("path", "statistics".into())]),
        ];
        for (section, keys) in defaults {
            let table = choices
                .entry(section)
                .or_insert_with(|| Value::Table(Table::new()));
            let Value::Table(table) = table else {
                bail!("[{section}] is {table}; it must be a table of keys and values");
            };
            for (key, value) in keys {
                table.entry(key).or_insert(value);
            }
        }
        parse_table(choices)
    }
}
