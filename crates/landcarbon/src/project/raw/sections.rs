//! The sections of a project file.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::slice::from_ref;

use carbon_core::{Coefficients, IntensityPrices, LandCoverage};
use landuse_ingest::boundaries::Datum;
use landuse_ingest::cell_area::AreaRule;
use landuse_ingest::coverage::CoverageRule;
use serde::{Deserialize, Serialize};
use toml::Table;

use crate::analyses::RuleEntry;
use zoning_export::TableFormat;

/// `[project]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Names the files of results: letters, digits, `-` and `_`.
    pub name: String,
    #[serde(default)]
    pub title: String,
    /// A line on the status of the data, shown wherever results are.
    pub note: Option<String>,
    pub years: Vec<i32>,
    #[serde(default)]
    pub language: Language,
}

/// Language of field aliases, labels and titles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
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
    pub path: PathBuf,
    /// Where the data come from, as captions cite it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    pub layer: Option<String>,
    /// The field with the ids.
    pub id: String,
    /// The field with the names.
    pub name: Option<String>,
    /// A table with the columns that levels name, if the boundary file lacks them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parents: Option<PathBuf>,
    /// A condition on the attributes of the features that are read.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Which zones are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<OnlyZones>,
    /// CRS instead of the file's.
    pub crs: Option<String>,
    /// What its longitudes and latitudes refer to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datum: Option<Datum>,
    /// Whether to dissolve features of the same id.
    #[serde(default)]
    pub dissolve: bool,
    /// Whether to mend polygons that cross themselves.
    #[serde(default)]
    pub repair: bool,
}

/// Zones that are kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(
    untagged,
    expecting = "a list of ids in quotation marks, such as [\"360100\"], or \"statistics\" for the zones of the statistics"
)]
pub enum OnlyZones {
    /// Those of these ids.
    Ids(Vec<String>),
    /// Those of the statistics.
    Group(ZoneGroup),
}

/// Zones that need no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ZoneGroup {
    /// Those that have a row in the statistics.
    Statistics,
}

/// `[landuse]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LandUse {
    /// A built-in legend or a TOML file.
    pub legend: String,
    /// Where the data come from, as captions cite it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// A raster for each year.
    pub rasters: BTreeMap<String, RasterEntry>,
    /// The band of rasters that name none, from 1.
    pub band: Option<usize>,
    /// CRS instead of the files'.
    pub crs: Option<String>,
    #[serde(default)]
    pub coverage: CoverageRule,
    #[serde(default)]
    pub area: AreaRule,
    /// Whether to keep codes that the legend lacks.
    #[serde(default)]
    pub allow_unmapped: bool,
    /// The share of a zone, from 0 to 1, that must have a land class for a functional zone and a compensation.
    #[serde(default = "default_min_coverage")]
    pub min_coverage: f64,
}

fn default_min_coverage() -> f64 {
    LandCoverage::DEFAULT_MINIMUM
}

/// The raster of a year: `"FILE"`, `["TILE", …]`, or `{ path = "FILE", band = N }`.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(
    untagged,
    expecting = "a raster is a text, as in \"landuse.tif\", a list of the files of its tiles, or a table of `path` and `band`, as in { path = \"stack.tif\", band = 2 }"
)]
pub enum RasterEntry {
    /// A file, a folder of tiles, or a pattern of their names.
    File(PathBuf),
    /// Tiles.
    Tiles(Vec<PathBuf>),
    /// A band of a file.
    Band(RasterBand),
}

/// A band of a file.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RasterBand {
    pub path: PathBuf,
    /// The band, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<usize>,
}

impl RasterEntry {
    /// The file, or those of its tiles.
    pub fn paths(&self) -> &[PathBuf] {
        match self {
            Self::File(path) => from_ref(path),
            Self::Tiles(paths) => paths,
            Self::Band(band) => from_ref(&band.path),
        }
    }

    /// The band, if it names one.
    pub fn band(&self) -> Option<usize> {
        match self {
            Self::File(_) | Self::Tiles(_) => None,
            Self::Band(band) => band.band,
        }
    }
}

/// `[statistics]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct StatisticsSource {
    pub path: PathBuf,
    /// Where the data come from, as captions cite it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The id under which the table has totals of the region, if it has.
    pub region: Option<String>,
    /// The year at whose prices GDP is compared. Default: the first.
    pub price_year: Option<i32>,
    /// Price levels relative to `price_year`, by year.
    #[serde(default)]
    pub deflator: BTreeMap<String, f64>,
    #[serde(default)]
    pub intensity_prices: IntensityPrices,
    /// The sheets of a workbook that are read. Default: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<String>,
    /// What words of the table mean: a variable, or `none`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub read: BTreeMap<String, String>,
    /// The units of variables of which the table says none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub units: BTreeMap<String, String>,
    /// A table of zones that were renamed: `from,to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<PathBuf>,
}

/// `[coefficients]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CoefficientChoices {
    /// The set of coefficients that the others replace.
    pub preset: String,
    /// Another σ, t per tce.
    pub energy: Option<CoefficientEntry>,
    /// Another θ, t per person and year.
    pub respiration: Option<CoefficientEntry>,
    /// Other λ, t per hectare and year, by class; below 0 absorbs.
    pub land: BTreeMap<String, CoefficientEntry>,
    /// Classes that neither absorb nor emit.
    pub without: Vec<String>,
}

impl Default for CoefficientChoices {
    fn default() -> Self {
        Self {
            preset: Coefficients::PRESETS[0].to_owned(),
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
    /// The share of its carbon that burns, from 0 to 1.
    pub oxidation: Option<f64>,
    /// Of electricity t per MWh, of heat t per GJ.
    pub emission_factor: Option<EmissionFactor>,
    pub source: String,
}

/// What was emitted for heat or electricity.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EmissionFactor {
    /// Tonnes per unit.
    pub value: f64,
    /// `C` or `CO2`.
    pub basis: String,
}

/// `[emissions]`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct EmissionChoices {
    /// How emissions of energy are computed.
    pub method: EmissionMethod,
}

/// How emissions of energy are computed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EmissionMethod {
    /// Formula 1: one σ for all energy.
    #[default]
    Sigma,
    /// By the carbon in each fuel.
    Fuels,
}

/// `[expect]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectSource {
    /// A table of expected values: `id,value,tolerance`.
    pub path: PathBuf,
}

/// `[export]`: what to write.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Export {
    /// `layers/NAME.gpkg` and the QGIS project.
    pub geopackage: bool,
    /// Choropleths as GeoJSON.
    pub geojson: bool,
    /// The seven tables and their workbook.
    pub tables: bool,
    /// The formats of the long tables, such as `hectares`.
    pub long_tables: Vec<TableFormat>,
    pub figures: bool,
    /// `report.html`.
    pub report: bool,
}

impl Default for Export {
    fn default() -> Self {
        Self {
            geopackage: true,
            geojson: true,
            tables: true,
            long_tables: vec![TableFormat::Csv],
            figures: true,
            report: true,
        }
    }
}

/// `[[level]]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LevelChoice {
    /// What it is called, such as `city`; names the folder of its results.
    pub name: String,
    /// What it is called for people; by default its name.
    pub title: Option<String>,
    /// Where the ids of its zones stand. The first level has none: its zones are those of the boundary file.
    pub id: Option<LevelId>,
    /// The field with their names; by default the ids.
    pub zone_name: Option<String>,
    /// Whether its results go where those of a project without levels go. By default those of the first level do.
    #[serde(default)]
    pub main: bool,
    /// Whether to write results of it.
    #[serde(default = "yes")]
    pub output: bool,
    /// What is different of `[compensation]` at this level.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub compensation: Table,
}

/// Where the ids of the zones of a level stand, for each zone of the boundary file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum LevelId {
    /// In a field of the boundary file, or a column of the table of parents.
    Field(String),
    /// In the first digits of the zone's own code.
    Digits(CodeDigits),
}

/// The first digits of codes such as those of China's counties: with 4 of them, 360122 lies in 360100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CodeDigits {
    /// How many of them the codes of one larger zone share; the others become zeros.
    pub digits: usize,
}

fn yes() -> bool {
    true
}

/// `[downscaling]`: the variables by which zones share what only the level above has.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DownscalingChoices {
    pub population: Option<String>,
    pub gdp: Option<String>,
    /// For energy and fuels.
    pub energy: Option<String>,
}

/// `[zoning]`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Zoning {
    /// `paper` (the default) or `quadrant`.
    pub rule: Option<String>,
    /// Other thresholds than the rule's own.
    #[serde(default)]
    pub thresholds: BTreeMap<String, f64>,
    /// A rule of the project's own instead: the first condition that holds decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleEntry>,
    /// The functional zone where no condition holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
    /// Other zonings, compared with this one and with each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<Table>,
}
