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
use super::uncertainty::{self, UncertaintyPlan};
use super::{choices, scenarios, sources, zoning};
use crate::analyses::{Requests, parse_goals, parse_others};
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
    pub rasters: Vec<(Year, PathBuf)>,
    /// How to read them.
    pub raster_options: RasterOptions,
    /// How to lay zones over them.
    pub overlay_options: OverlayOptions,
    /// Whether to keep codes that the legend lacks.
    pub allow_unmapped: bool,
    /// The table of statistics.
    pub statistics: PathBuf,
    /// How to read it.
    pub statistics_options: StatisticsOptions,
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

    fn from_toml(text: &str, folder: PathBuf) -> Result<Self> {
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
        let goals = parse_goals(&raw.goals)?;
        let other_zonings = parse_others(&raw.zoning.other)?;
        if let Some(analysis) = &mut raw.analysis {
            analysis.settle()?;
        }
        if let Err((topic, error)) = raw.classes.check() {
            return Err(anyhow!(error)).with_context(|| format!("[classes] {topic}"));
        }
        let price_year = raw.statistics.price_year.map(Year);
        let title = &raw.project.title;
        let resolve = |path: &PathBuf| resolve(&folder, path);
        Ok(Self {
            name: raw.project.name.clone(),
            title: if title.is_empty() {
                &raw.project.name
            } else {
                title
            }
            .clone(),
            note: raw.project.note.clone(),
            language: raw.project.language.into(),
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
            statistics: resolve(&raw.statistics.path),
            statistics_options: StatisticsOptions {
                region: raw.statistics.region.clone(),
                price_year: price_year.unwrap_or(years[0]),
                prices: raw.statistics.intensity_prices,
                columns: levels::weight_columns(&downscaling),
            },
            price_year,
            deflator: choices::parse_deflator(&raw.statistics, &years)?,
            coefficients: choices::parse_coefficients(&raw.coefficients)?,
            fuels: choices::parse_fuels(&raw.fuels)?,
            zoning: zoning::parse_rule(&raw.zoning)?,
            main_level: levels::main_level(&raw.levels),
            levels,
            downscaling,
            uncertainty,
            scenarios,
            requests: Requests {
                analysis: raw.analysis.clone().unwrap_or_default(),
                zonings: other_zonings,
                goals,
            },
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
        .chain(raw.landuse.rasters.values())
        .chain(expect)
        .chain(&raw.boundaries.parents)
        .map(PathBuf::as_path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use carbon_core::{CompensationOptions, Fuel, LandClass};
    use zoning_export::Classification;

    const MINIMAL: &str = r#"
        [project]
        name = "region"
        years = [2020, 2010]
        [boundaries]
        path = "zones.gpkg"
        id = "code"
        [landuse]
        legend = "clcd"
        rasters = { 2010 = "a.tif", 2020 = "b.tif" }
        [statistics]
        path = "statistics.csv"
    "#;

    fn message(text: &str) -> String {
        format!(
            "{:#}",
            Plan::from_toml(text, "somewhere".into()).unwrap_err()
        )
    }

    #[test]
    fn a_minimal_project_has_the_defaults_of_the_method() {
        let plan = Plan::from_toml(MINIMAL, "somewhere".into()).unwrap();
        assert_eq!(plan.years, [Year(2010), Year(2020)]);
        assert_eq!(
            plan.rasters[0],
            (Year(2010), PathBuf::from("somewhere/a.tif"))
        );
        assert_eq!(
            plan.coefficients,
            Coefficients::preset("paper-2024").unwrap()
        );
        assert_eq!(plan.zoning, ZoningRule::default());
        assert!(plan.deflator.is_none());
        assert_eq!((plan.levels.len(), plan.main_level), (1, 0));
    }

    #[test]
    fn an_unknown_key_is_named_with_the_nearest_known_one() {
        let error = message(&MINIMAL.replace("legend", "legnd"));
        assert!(
            error.contains("unknown field `legnd`") && error.contains("did you mean `legend`?"),
            "{error}"
        );
    }

    #[test]
    fn years_and_rasters_must_match() {
        assert!(message(&MINIMAL.replace("[2020, 2010]", "[2020]")).contains("\"2010\""));
        assert!(
            message(&MINIMAL.replace("[2020, 2010]", "[2020, 2010, 2015]"))
                .contains("no raster for 2015")
        );
    }

    #[test]
    fn map_classes_are_chosen_by_theme_and_refused_where_no_map_shows_them() {
        let with = |classes: &str| {
            Plan::from_toml(&format!("{MINIMAL}\n[classes]\n{classes}\n"), "x".into())
        };
        let chosen = with("ecc = { scheme = \"fisher-jenks\", classes = 5 }").unwrap();
        assert_eq!(
            chosen.classes.ecc,
            Some(Classification::FisherJenks { classes: 5 })
        );
        for (wrong, said) in [
            (
                "ecc = { scheme = \"quantiles\", classes = 1 }",
                "[classes] ecc: 1 classes",
            ),
            (
                "ecc = { scheme = \"value\", breaks = [2, 1] }",
                "2, 1 cannot be class breaks",
            ),
            (
                "budget = { scheme = \"share-of-mean\", breaks = [1] }",
                "which budget does not",
            ),
            ("ecc = { scheme = \"jenks\", classes = 3 }", "fisher-jenks"),
            ("ecc = { scheme = \"quantiles\", breaks = [3] }", "breaks"),
            (
                "zones = { scheme = \"quantiles\", classes = 3 }",
                "unknown field `zones`",
            ),
        ] {
            let error = format!("{:#}", with(wrong).unwrap_err());
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn a_name_cannot_leave_the_folder() {
        assert!(
            message(&MINIMAL.replace("\"region\"", "\"../region\"")).contains("letters, digits")
        );
    }

    #[test]
    fn coefficients_of_the_users_replace_those_of_the_preset() {
        let text = format!(
            "{MINIMAL}\n[coefficients.land.forest]\nvalue = -0.577\nbasis = \"C\"\nsource = \"a slipped decimal\"\n[coefficients]\nwithout = [\"sea\"]\n"
        );
        let coefficients = Plan::from_toml(&text, "x".into()).unwrap().coefficients;
        assert_eq!(
            coefficients.lambda(&LandClass::forest()).unwrap().value(),
            -0.577
        );
        assert!(coefficients.knows(&LandClass::new("sea").unwrap()));
    }

    #[test]
    fn a_compensation_has_the_defaults_of_the_method_and_names_what_is_wrong() {
        let plan = |table: &str| {
            let text = format!("{MINIMAL}\n[compensation]\n{table}");
            Plan::from_toml(&text, "x".into()).map(|plan| plan.levels[0].scheme.unwrap())
        };
        let years = "base_year = 2010\ntarget_year = 2020\n";
        assert_eq!(plan(years).unwrap().options, CompensationOptions::default());
        let chosen = plan(&format!("{years}weight = 0.7\nform = \"gross\"\nprice = {{ rule = {{ fixed = {{ yuan_per_t = 60.0 }} }} }}\n")).unwrap();
        assert_eq!(
            (chosen.options.weight, chosen.base, chosen.target),
            (0.7, Year(2010), Year(2020))
        );
        let message = |table: &str| format!("{:#}", plan(table).unwrap_err());
        assert!(message("base_year = 2010\n").contains("target_year"));
        assert!(message("base_year = 2011\ntarget_year = 2020\n").contains("2011"));
        assert!(message(&format!("{years}wieght = 0.7\n")).contains("did you mean `weight`?"));
        assert!(message(&format!("{years}weight = 1.7\n")).contains("0 to 1"));
    }

    #[test]
    fn factors_of_fuels_may_be_the_users() {
        let text = format!(
            "{MINIMAL}\n[fuels.natural_gas]\ncoal_equivalent = 1.2143\nsource = \"GB/T 2589\"\n"
        );
        let table = Plan::from_toml(&text, "x".into()).unwrap().fuels;
        let (_, gas) = table
            .entries()
            .find(|(fuel, _)| *fuel == Fuel::NaturalGas)
            .unwrap();
        assert_eq!(
            (gas.coal_equivalent.value, &*gas.coal_equivalent.source),
            (1.2143, "GB/T 2589")
        );
        assert!(message(&text.replace("natural_gas", "gas")).contains("natural_gas"));
    }

    #[test]
    fn thresholds_are_checked_by_name() {
        let text = format!(
            "{MINIMAL}\n[zoning]\nrule = \"quadrant\"\n[zoning.thresholds]\nsink_es = 1.2\n"
        );
        let error = message(&text);
        assert!(
            error.contains("sink_es") && error.contains("intensity_ecc"),
            "{error}"
        );
    }
}
