//! The plan: a project with every choice parsed and validated.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use carbon_core::levels::Downscaling;
use carbon_core::scenario::Scenario;
use carbon_core::{Coefficients, Deflator, FuelTable, Year, ZoningRule};
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::RasterOptions;
use landuse_ingest::raster::is_remote_name;
use toml::Table;
use zoning_export::{Classifications, Language};

use super::levels::{self, LevelPlan};
use super::raw::{self, Export};
use super::sources::RasterSource;
use super::uncertainty::{self, UncertaintyPlan};
use super::{choices, scenarios, sources, zoning};
use crate::analyses::{Requests, Sections};
use crate::files::toml_text::{read_text, refuse_no_path};
use crate::statistics::StatisticsOptions;

/// Bytes of a project's name at most.
const LONGEST_NAME: usize = 100;

/// All that a project asks for. Nothing of it needs to be parsed again.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The project as it is written, for the manifest.
    pub(crate) raw: raw::Project,
    /// The folder of the project file.
    pub folder: PathBuf,
    /// Names the files of results.
    pub name: String,
    /// The title, or the name if the project has none.
    pub title: String,
    /// A line on the status of the data, shown wherever results are.
    pub note: Option<String>,
    /// The language of titles, labels and aliases.
    pub language: Language,
    /// The years to assess, ascending.
    pub years: Vec<Year>,
    /// The boundary file.
    pub boundaries: PathBuf,
    /// How to read it.
    pub boundary_options: BoundaryOptions,
    /// A table of the zones above each zone, if the boundary file does not say.
    pub parents: Option<PathBuf>,
    /// The raster of each year, ascending; none if hectares are given.
    pub rasters: Vec<(Year, RasterSource)>,
    /// How to read them.
    pub raster_options: RasterOptions,
    /// How to lay zones over them.
    pub overlay_options: OverlayOptions,
    /// Whether to keep codes that the legend lacks.
    pub allow_unmapped: bool,
    /// The share of a zone that must be classified for a functional zone and a compensation.
    pub min_coverage: f64,
    /// The table of statistics.
    pub statistics: PathBuf,
    /// How to read it.
    pub statistics_options: StatisticsOptions,
    /// A table of zones that were renamed, if the project has one.
    pub changes: Option<PathBuf>,
    /// The year at whose prices GDP is compared, if the project says.
    pub price_year: Option<Year>,
    /// Price levels, if the project has any.
    pub deflator: Option<Deflator>,
    /// σ, θ and λ.
    pub coefficients: Coefficients,
    /// The factors of fuels.
    pub fuels: FuelTable,
    /// The rule of the functional zones.
    pub zoning: ZoningRule,
    /// The levels of zones, from those of the boundary file upward; one if the project names none.
    pub levels: Vec<LevelPlan>,
    /// The position of the level whose results go into the folder itself.
    pub main_level: usize,
    /// By what zones share statistics of the level above.
    pub downscaling: Downscaling,
    /// What is uncertain, and how many runs are drawn.
    pub uncertainty: Option<UncertaintyPlan>,
    /// Changed inputs, each run beside the base.
    pub scenarios: Vec<Scenario>,
    /// What to work out beyond budgets.
    pub requests: Requests,
    /// How maps sort values into classes.
    pub classes: Classifications,
    /// A table of expected results.
    pub expect: Option<PathBuf>,
    /// What to write.
    pub(crate) export: Export,
    /// The files of this machine that the project names, but for the project file and what rasters consist of.
    pub input_files: Vec<PathBuf>,
}

impl Plan {
    /// Reads and validates a project file.
    ///
    /// # Errors
    /// The file is not there or is no TOML, a key is missing or unknown, or a choice is impossible.
    pub fn read(path: &Path) -> Result<Self> {
        let text = read_text(path)
            .with_context(|| format!("cannot read the project {}", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self::from_toml(&text, folder).with_context(|| format!("project {}", path.display()))
    }

    pub(super) fn from_toml(text: &str, folder: PathBuf) -> Result<Self> {
        let mut plan = Self::new(raw::Project::from_toml(text)?, folder)?;
        sources::refuse_missing_rasters(&plan.years, &plan.rasters)?;
        plan.input_files = sources::input_files(&plan)?;
        Ok(plan)
    }

    /// The plan for tables that a program holds: the sections of a project file without those that name files.
    ///
    /// # Errors
    /// A section or a key is unknown, names files, or has a value that is impossible.
    pub fn from_choices(choices: Table, years: &[Year]) -> Result<Self> {
        let raw = raw::Project::from_choices(choices, years)?;
        if !raw.landuse.rasters.is_empty() {
            bail!("[landuse] has rasters, but hectares are given; take the rasters out");
        }
        Self::new(raw, PathBuf::new())
    }

    fn new(mut raw: raw::Project, folder: PathBuf) -> Result<Self> {
        refuse_name(&raw.project.name)?;
        let years = parse_years(&raw.project.years)?;
        paths(&raw).try_for_each(refuse_no_path)?;
        choices::parse_compensation(raw.compensation.as_ref(), &years)?;
        let uncertainty = uncertainty::parse(raw.uncertainty.as_ref(), &raw.classes)?;
        let scenarios = scenarios::parse(&raw.scenarios)?;
        let levels = levels::parse(&raw, &years)?;
        let downscaling = levels::parse_downscaling(raw.downscaling.as_ref())?;
        let requests = Requests::parse(&Sections {
            analysis: raw.analysis.as_ref(),
            zonings: &raw.zoning.other,
            goals: &raw.goals,
        })?;
        if let Some(given) = raw.analysis.take() {
            raw.analysis = Some(requests.complete(given)?);
        }
        if let Err((topic, error)) = raw.classes.check() {
            return Err(anyhow!(error)).with_context(|| format!("[classes] {topic}"));
        }
        refuse_unknown_panels(&raw.figures.panels, &years)?;
        let price_year = raw.statistics.price_year.map(Year);
        let heading = &raw.project;
        let resolve = |path: &PathBuf| resolve(&folder, path);
        Ok(Self {
            name: heading.name.clone(),
            title: match heading.title.is_empty() {
                true => heading.name.clone(),
                false => heading.title.clone(),
            },
            note: heading.note.clone(),
            language: heading.language.into(),
            boundaries: resolve(&raw.boundaries.path),
            boundary_options: sources::boundary_options(&raw.boundaries, &levels)?,
            parents: raw.boundaries.parents.as_ref().map(resolve),
            rasters: sources::rasters(&raw.landuse.rasters, &years, &folder)?,
            raster_options: sources::raster_options(&raw.landuse)?,
            overlay_options: OverlayOptions {
                coverage: raw.landuse.coverage,
                area: raw.landuse.area,
            },
            allow_unmapped: raw.landuse.allow_unmapped,
            min_coverage: sources::min_coverage(&raw.landuse)?,
            statistics: resolve(&raw.statistics.path),
            statistics_options: StatisticsOptions {
                region: raw.statistics.region.clone(),
                price_year: price_year.unwrap_or(years[0]),
                prices: raw.statistics.intensity_prices,
                columns: levels::weight_columns(&downscaling),
                sheets: raw.statistics.sheets.clone(),
                read: raw.statistics.read.clone(),
                units: raw.statistics.units.clone(),
            },
            changes: raw.statistics.changes.as_ref().map(resolve),
            price_year,
            deflator: choices::parse_deflator(&raw.statistics, &years)?,
            coefficients: choices::parse_coefficients(&raw.coefficients, raw.emissions.method)?,
            fuels: choices::parse_fuels(&raw.fuels, raw.emissions.method)?,
            zoning: zoning::parse_rule(&raw.zoning)?,
            main_level: levels::main_level(&raw.levels),
            levels,
            downscaling,
            uncertainty,
            scenarios,
            requests,
            classes: raw.classes.clone(),
            expect: raw.expect.as_ref().map(|source| resolve(&source.path)),
            export: raw.export.clone(),
            input_files: Vec::new(),
            years,
            folder,
            raw,
        })
    }
}

/// A path of the project file, from where the program runs; a URL as it is.
pub(super) fn resolve(folder: &Path, path: &Path) -> PathBuf {
    match is_remote_name(path) {
        true => path.to_owned(),
        false => folder.join(path),
    }
}

fn refuse_unknown_panels(panels: &[i32], years: &[Year]) -> Result<()> {
    let mut panels = panels.iter();
    match panels.find(|panel| !years.contains(&Year(**panel))) {
        Some(panel) => bail!(
            "[figures] panels has {panel}, which is none of [project] years: take it out, or assess that year too"
        ),
        None => Ok(()),
    }
}

fn refuse_name(name: &str) -> Result<()> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_".contains(c);
    if name.is_empty() || !name.chars().all(is_plain) {
        bail!(
            "the project's name \"{name}\" is used for files; give it letters, digits, - and _ only"
        );
    }
    if name.len() > LONGEST_NAME {
        bail!(
            "the project's name has {} bytes; it is used for files, so keep it to {LONGEST_NAME} (100 letters, 33 Chinese characters) and put the rest into `title`",
            name.len()
        );
    }
    Ok(())
}

/// The years, ascending; at least one.
fn parse_years(years: &[i32]) -> Result<Vec<Year>> {
    if years.is_empty() {
        bail!("the project has no years; name at least one, as in `years = [2010, 2020]`");
    }
    let parsed = years.iter().map(|year| year.to_string().parse::<Year>());
    let mut years: Vec<Year> = parsed
        .collect::<Result<_, _>>()
        .context("[project] years")?;
    years.sort_unstable();
    years.dedup();
    Ok(years)
}

/// All paths that the project gives.
fn paths(raw: &raw::Project) -> impl Iterator<Item = &Path> {
    let expect = raw.expect.iter().map(|source| &source.path);
    [&raw.boundaries.path, &raw.statistics.path]
        .into_iter()
        .chain(
            raw.landuse
                .rasters
                .values()
                .flat_map(raw::RasterEntry::paths),
        )
        .chain(expect)
        .chain(&raw.boundaries.parents)
        .chain(&raw.statistics.changes)
        .map(PathBuf::as_path)
}
