//! The command line.

use std::ffi::OsString;
use std::ops::Range;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use landuse_ingest::boundaries::{AttributeFilter, Datum};
use landuse_ingest::cell_area::AreaRule;
use landuse_ingest::coverage::CoverageRule;
use landuse_ingest::legend::Legend;
use serde::de::{self, DeserializeOwned, IntoDeserializer};

use crate::terminal::Common;

/// Land-use rasters, boundaries and statistics to a regional carbon budget, coefficients, functional zones and maps.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of all commands.
    #[command(flatten)]
    pub common: Common,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compute everything that a project file asks for
    Run(RunArgs),
    /// Write the Jiangxi example, which the program carries, and run it
    Demo(DemoArgs),
    /// Write a commented project to start from
    Init(InitArgs),
    /// Read and verify all inputs of a project, compute nothing
    Check(CheckArgs),
    /// Tally hectares per zone and class
    Tally(TallyArgs),
    /// Add partial tallies of some rows each, as `tally --rows` writes them
    Merge(MergeArgs),
    /// Tally what changed from raster to raster: hectares per zone and pair of classes
    Transition(TransitionArgs),
    /// Print the codes of a legend with their classes and colours, or its style for QGIS
    Legend(LegendArgs),
    /// Print a script that has a shell complete this command line
    Completions(CompletionsArgs),
    /// Write manual pages, one for each command
    Manual(ManualArgs),
}

/// `run`
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The project file
    #[arg(value_name = "PROJECT.toml")]
    pub project: PathBuf,
    /// Folder for the results [default: `out` beside the project file]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the results of an earlier run
    #[arg(long)]
    pub overwrite: bool,
    /// Fail (after writing the results) if an expected value of the project does not hold
    #[arg(long)]
    pub strict_expect: bool,
    /// Refuse statistics that look wrong by a power of ten instead of warning of them
    #[arg(long)]
    pub strict: bool,
}

/// `demo`
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Folder for the example and its results
    #[arg(long, value_name = "DIR", default_value = "jiangxi-demo")]
    pub out: PathBuf,
    /// Replace an earlier example and its results
    #[arg(long)]
    pub overwrite: bool,
}

/// `init`
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder for the new project
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Boundary file: with rasters, the project is made of these, and says why each line is as it is
    #[arg(long, value_name = "FILE", requires = "rasters")]
    pub boundaries: Option<PathBuf>,
    /// Folder of land-use rasters with their years in their names, or each raster with its year
    #[arg(long, value_name = "FOLDER|YEAR=FILE", num_args = 1.., requires = "boundaries")]
    pub rasters: Vec<String>,
    /// Table of statistics [default: one to be filled in is written]
    #[arg(long, value_name = "FILE", requires = "boundaries")]
    pub statistics: Option<PathBuf>,
    /// What a word of the table means that is not clear, or `none` to leave it out, such as 总人口=population
    #[arg(long, value_name = "WORD=VARIABLE", value_parser = pair, requires = "statistics")]
    pub read: Vec<(String, String)>,
    /// The unit of a variable of which the table says none, such as population=万人
    #[arg(long = "unit", value_name = "VARIABLE=UNIT", value_parser = pair, requires = "statistics")]
    pub units: Vec<(String, String)>,
    /// Layer of the boundary file
    #[arg(long, value_name = "NAME", requires = "boundaries")]
    pub layer: Option<String>,
    /// Field with the zones' ids
    #[arg(long, value_name = "FIELD", requires = "boundaries")]
    pub zone_id: Option<String>,
    /// Field with the zones' names
    #[arg(long, value_name = "FIELD", requires = "boundaries")]
    pub zone_name: Option<String>,
    /// CRS of the boundaries, if the file names none
    #[arg(long, value_name = "CRS", requires = "boundaries")]
    pub zones_crs: Option<String>,
    /// What the codes of the rasters mean
    #[arg(long, value_name = "NAME|FILE", requires = "boundaries")]
    pub legend: Option<String>,
    /// CRS of the rasters, if the files name none
    #[arg(long, value_name = "CRS", requires = "boundaries")]
    pub raster_crs: Option<String>,
    /// Ask nothing: stop with the question and the option that answers it
    #[arg(long, requires = "boundaries")]
    pub yes: bool,
}

/// Two texts with `=` between them.
fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text
        .split_once('=')
        .filter(|(word, meaning)| !word.is_empty() && !meaning.is_empty());
    let (word, meaning) = pair.ok_or("write it with = between, as in population=万人")?;
    Ok((word.to_owned(), meaning.to_owned()))
}

/// `check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The project file
    #[arg(value_name = "PROJECT.toml")]
    pub project: PathBuf,
    /// Refuse statistics that look wrong by a power of ten instead of warning of them
    #[arg(long)]
    pub strict: bool,
}

/// Zones, rasters and how one is laid over the other
#[derive(Debug, Args)]
pub struct OverlayArgs {
    /// Boundary file: Shapefile, GeoPackage, GeoJSON, FlatGeobuf, File Geodatabase
    #[arg(long, value_name = "FILE")]
    pub zones: PathBuf,
    /// Layer of the boundary file [default: the only one]
    #[arg(long, value_name = "NAME")]
    pub layer: Option<String>,
    /// Field with the zones' ids
    #[arg(long, value_name = "FIELD")]
    pub zone_id: String,
    /// Field with the zones' names [default: the ids]
    #[arg(long, value_name = "FIELD")]
    pub zone_name: Option<String>,
    /// Zones to keep, by their ids [default: all]
    #[arg(long, value_name = "ID", value_delimiter = ',', num_args = 1..)]
    pub only: Vec<String>,
    /// Features to read, by a condition on their fields, such as "province = '江西省'" [default: all]
    #[arg(long = "where", value_name = "CONDITION")]
    pub filter: Option<AttributeFilter>,
    /// Raster of class codes (GeoTIFF, Arc/Info grid, ASCII grid, IMG, VRT), the URL of a GeoTIFF (https://, s3://), or a STAC item (item.json#ASSET); FILE#2 is its second band; LABEL is its file stem unless given
    #[arg(long = "raster", value_name = "[LABEL=]FILE", required = true, num_args = 1..)]
    pub rasters: Vec<OsString>,
    /// Band of the rasters that name none by #N [default: the only one]
    #[arg(long, value_name = "N")]
    pub band: Option<usize>,
    #[allow(missing_docs)]
    #[arg(long, value_name = "NAME|FILE", default_value = "raw", help = format!("What the codes mean: a {}", kinds_of_legends("")))]
    pub legend: String,
    /// How cells on a border are shared out
    #[arg(long, value_parser = named_values::<CoverageRule, 3>(COVERAGE), default_value = "exact")]
    pub coverage: CoverageRule,
    /// Areas as on the Earth's surface, or as in the raster's plane
    #[arg(long, value_parser = named_values::<AreaRule, 2>(AREA), default_value = "true")]
    pub area: AreaRule,
    /// CRS of the rasters instead of their own (EPSG:4326, a PROJ string, WKT)
    #[arg(long, value_name = "CRS")]
    pub raster_crs: Option<String>,
    /// CRS of the zones instead of their own
    #[arg(long, value_name = "CRS")]
    pub zones_crs: Option<String>,
    /// What longitudes and latitudes of the zones refer to, whatever their file says
    #[arg(long, value_parser = named_values::<Datum, 3>(DATUM))]
    pub datum: Option<Datum>,
    /// Unite features that have the same id
    #[arg(long)]
    pub dissolve: bool,
    /// Mend polygons that cross or overlap themselves
    #[arg(long)]
    pub repair: bool,
    /// Keep codes that the legend lacks as rows `unmapped:CODE`
    #[arg(long)]
    pub allow_unmapped: bool,
}

/// Where a table is written
#[derive(Debug, Args)]
pub struct TableArgs {
    /// Where to write: .csv, .json or .parquet; `-` is standard output as CSV
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
    /// Replace an existing file
    #[arg(long)]
    pub overwrite: bool,
}

/// `tally`
#[derive(Debug, Args)]
pub struct TallyArgs {
    /// Zones and rasters
    #[command(flatten)]
    pub overlay: OverlayArgs,
    /// Rows to tally, counted from 0, the last one left out: writes a partial tally, which `merge` adds to others
    #[arg(long, value_name = "A..B", value_parser = rows)]
    pub rows: Option<Range<u32>>,
    /// Where to write
    #[command(flatten)]
    pub table: TableArgs,
}

/// `merge`
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Partial tallies of the same zones, grid and legend, whose rows follow one another
    #[arg(value_name = "PARTIAL", required = true)]
    pub partials: Vec<PathBuf>,
    /// Where to write
    #[command(flatten)]
    pub table: TableArgs,
}

/// `transition`
#[derive(Debug, Args)]
pub struct TransitionArgs {
    /// Zones and rasters
    #[command(flatten)]
    pub overlay: OverlayArgs,
    /// Where to write
    #[command(flatten)]
    pub table: TableArgs,
}

/// Rows as `A..B`.
fn rows(text: &str) -> Result<Range<u32>, String> {
    let ends = text.split_once("..").and_then(|(from, to)| {
        let number = |text: &str| text.trim().parse::<u32>().ok();
        Some(number(from)?..number(to)?)
    });
    ends.filter(|rows| !rows.is_empty())
        .ok_or_else(|| "rows are A..B with A below B, such as 0..512".to_owned())
}

/// The legends that an option takes, but for one.
fn kinds_of_legends(left_out: &str) -> String {
    let names = Legend::built_in_names().filter(|name| *name != left_out);
    let names: Vec<_> = names.collect();
    format!("built-in legend ({}) or a TOML file", names.join(", "))
}

/// `legend`
#[derive(Debug, Args)]
pub struct LegendArgs {
    #[allow(missing_docs)]
    #[arg(value_name = "NAME|FILE", required_unless_present = "raster", help = format!("A {}", kinds_of_legends("raw")))]
    pub legend: Option<String>,
    /// Say instead which legends fit the codes of a raster, and which do not
    #[arg(long = "for", id = "raster", value_name = "RASTER", conflicts_with_all = ["legend", "qml"])]
    pub raster: Option<PathBuf>,
    /// Print a QGIS style (QML) for rasters with these codes instead of a table (CSV)
    #[arg(long)]
    pub qml: bool,
    /// Band of the codes, in the style
    #[arg(long, value_name = "N", default_value = "1")]
    pub band: usize,
}

/// `completions`
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// `manual`
#[derive(Debug, Args)]
pub struct ManualArgs {
    /// Folder for the pages, such as ~/.local/share/man/man1; pages that are there are replaced
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

const COVERAGE: [(&str, &str); 3] = [
    ("exact", "By the exact covered area"),
    ("center", "Whole, to the zone that has the cell's centre"),
    ("touched", "Whole, to every zone that touches it"),
];

const AREA: [(&str, &str); 2] = [
    ("true", "On the Earth's surface"),
    ("planar", "In the raster's plane"),
];

const DATUM: [(&str, &str); 3] = [
    ("wgs84", "What the file says"),
    ("gcj02", "GCJ-02, of Amap, DataV and other Chinese web maps"),
    ("bd09", "BD-09, of Baidu"),
];

/// Takes the names that a type has in project files, each with its help.
fn named_values<T, const N: usize>(
    names: [(&'static str, &'static str); N],
) -> impl TypedValueParser<Value = T>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let values = names.map(|(name, help)| PossibleValue::new(name).help(help));
    PossibleValuesParser::new(values)
        .try_map(|name| -> Result<T, de::value::Error> { T::deserialize(name.into_deserializer()) })
}
