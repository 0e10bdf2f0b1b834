//! The tables of a project file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use carbon_core::Coefficients;
use clap::ValueEnum;
use landuse_ingest::cell_area::AreaRule;
use landuse_ingest::coverage::CoverageRule;
use serde::{Deserialize, Serialize};
use zoning_export::TableFormat;

/// `[project]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Name of the results' files: letters, digits, `-` and `_`.
    pub name: String,
    /// Title for people.
    #[serde(default)]
    pub title: String,
    /// A line on the status of the data, shown wherever results are.
    pub note: Option<String>,
    /// Years to assess.
    pub years: Vec<i32>,
    /// Language of field aliases and labels.
    #[serde(default)]
    pub language: Language,
}

/// Languages of results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
    /// Both, side by side.
    Both,
}

impl From<Language> for zoning_export::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Zh => Self::Zh,
            Language::Both => Self::Both,
        }
    }
}

/// `[boundaries]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Boundaries {
    /// The boundary file.
    pub path: PathBuf,
    /// Its layer.
    pub layer: Option<String>,
    /// Field with the ids.
    pub id: String,
    /// Field with the names.
    pub name: Option<String>,
    /// A table with the columns that levels name, if the boundary file lacks them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parents: Option<PathBuf>,
    /// CRS instead of the file's.
    pub crs: Option<String>,
    /// Unite features of the same id.
    #[serde(default)]
    pub dissolve: bool,
    /// Mend polygons that cross themselves.
    #[serde(default)]
    pub repair: bool,
}

/// `[landuse]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LandUse {
    /// A built-in legend or a TOML file.
    pub legend: String,
    /// A raster for each year.
    pub rasters: BTreeMap<String, PathBuf>,
    /// The band, from 1.
    pub band: Option<usize>,
    /// CRS instead of the files'.
    pub crs: Option<String>,
    /// How border cells are shared out.
    #[serde(default)]
    pub coverage: CoverageRule,
    /// How areas are measured.
    #[serde(default)]
    pub area: AreaRule,
    /// Keep codes that the legend lacks.
    #[serde(default)]
    pub allow_unmapped: bool,
}

/// `[statistics]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct StatisticsSource {
    /// The table.
    pub path: PathBuf,
    /// The id under which the table has totals of the region, if it has.
    pub region: Option<String>,
    /// The year at whose prices GDP is compared. Default: the first.
    pub price_year: Option<i32>,
    /// Price levels relative to `price_year`, by year.
    #[serde(default)]
    pub deflator: BTreeMap<String, f64>,
    /// The prices of the GDP that energy intensities refer to.
    #[serde(default)]
    pub intensity_prices: Prices,
}

/// `intensity_prices`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Prices {
    /// Of the price year.
    #[default]
    Constant,
    /// Of each year itself.
    Current,
}

/// `[coefficients]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CoefficientChoices {
    /// Where to begin.
    #[serde(default = "default_preset")]
    pub preset: String,
    /// Another σ, t per tce.
    pub energy: Option<CoefficientEntry>,
    /// Another θ, t per person and year.
    pub respiration: Option<CoefficientEntry>,
    /// Other λ, t per hectare and year, by class; below 0 absorbs.
    #[serde(default)]
    pub land: BTreeMap<String, CoefficientEntry>,
    /// Classes that neither absorb nor emit.
    #[serde(default)]
    pub without: Vec<String>,
}

fn default_preset() -> String {
    Coefficients::PRESETS[0].to_owned()
}

impl Default for CoefficientChoices {
    fn default() -> Self {
        Self {
            preset: default_preset(),
            energy: None,
            respiration: None,
            land: BTreeMap::new(),
            without: Vec::new(),
        }
    }
}

/// A coefficient of the user's.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CoefficientEntry {
    /// Tonnes per unit.
    pub value: f64,
    /// `C` or `CO2`.
    pub basis: String,
    /// Where it comes from.
    pub source: String,
}

/// `[fuels.FUEL]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FuelChoice {
    /// Standard coal per unit of the fuel: kgce per kg, m³, MJ or kWh.
    pub coal_equivalent: Option<f64>,
    /// kg C per GJ.
    pub carbon_content: Option<f64>,
    /// Where they come from.
    pub source: String,
}

/// `[expect]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectSource {
    /// A table of expected values: `id,value,tolerance`.
    pub path: PathBuf,
}

/// `[export]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// Whether to write `layers/NAME.gpkg`.
    #[serde(default = "yes")]
    pub geopackage: bool,
    /// Whether to write GeoJSON choropleths.
    #[serde(default = "yes")]
    pub geojson: bool,
    /// Whether to write the seven tables and their workbook.
    #[serde(default = "yes")]
    pub tables: bool,
    /// The formats of the long tables, such as `hectares`.
    #[serde(default = "csv_alone")]
    pub long_tables: Vec<TableFormat>,
    /// Whether to draw the figures.
    #[serde(default = "yes")]
    pub figures: bool,
    /// Whether to write `report.html`.
    #[serde(default = "yes")]
    pub report: bool,
}

fn yes() -> bool {
    true
}

fn csv_alone() -> Vec<TableFormat> {
    vec![TableFormat::Csv]
}

impl Default for Export {
    fn default() -> Self {
        Self {
            geopackage: true,
            geojson: true,
            tables: true,
            long_tables: csv_alone(),
            figures: true,
            report: true,
        }
    }
}
