//! The project file: what to compute, from which files, with which choices.

mod analysis;
mod choices;
mod choices_alone;
mod input_files;
mod keys;
mod levels;
mod sections;
mod sources;
mod text;
mod what_if;
mod zonings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use carbon_core::Year;
use landuse_ingest::network::is_remote;
use serde::{Deserialize, Serialize};
use zoning_export::Classifications;

pub use analysis::Analysis;
pub use keys::{advice, in_words_of_a_project};
pub use levels::{DownscalingChoices, LevelChoice};
pub use sections::{
    Boundaries, CoefficientChoices, CoefficientEntry, ExpectSource, Export, FuelChoice, Heading,
    LandUse, Language, Prices, StatisticsSource,
};
pub use what_if::{NamedGoal, UncertaintyPlan};
pub use zonings::{RuleEntry, Zoning};

/// Bytes of a project's name at most.
const LONGEST_NAME: usize = 100;

/// A project file, read. Paths are relative to its folder.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// What it is called.
    pub project: Heading,
    /// The zones.
    pub boundaries: Boundaries,
    /// The levels of zones, from those of the boundary file upward; without any there is one.
    #[serde(default, rename = "level", skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelChoice>,
    /// By what zones share statistics of the level above that they have not themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downscaling: Option<DownscalingChoices>,
    /// The land-use rasters.
    pub landuse: LandUse,
    /// Population, GDP and energy.
    pub statistics: StatisticsSource,
    /// σ, θ and λ.
    #[serde(default)]
    pub coefficients: CoefficientChoices,
    /// Other factors of fuels than the built-in ones, by the fuel's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fuels: BTreeMap<String, FuelChoice>,
    /// The rule of the functional zones.
    #[serde(default)]
    pub zoning: Zoning,
    /// `base_year`, `target_year` and any [`carbon_core::CompensationOptions`]; without it no compensation is computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compensation: Option<toml::Table>,
    /// `draws`, `seed`, `sobol_samples` and the distributions of [`carbon_core::uncertainty::Uncertainty`]; without it nothing is drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<toml::Table>,
    /// Changed inputs under a name, [`carbon_core::scenario::Scenario`], each of them run beside the base.
    #[serde(default, rename = "scenario", skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<toml::Table>,
    /// What is to reach which value by changing what, [`carbon_core::scenario::Goal`], each under a name.
    #[serde(default, rename = "goal", skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<toml::Table>,
    /// What to work out beyond budgets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis: Option<Analysis>,
    /// How maps sort values into classes, where not as they do by themselves.
    #[serde(default)]
    pub classes: Classifications,
    /// What is known of the result beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<ExpectSource>,
    /// What to write.
    #[serde(default)]
    pub export: Export,
    #[serde(skip)]
    folder: PathBuf,
}
impl Project {
    /// Reads a project file.
    ///
    /// # Errors
    /// The file is not there, is no TOML, lacks a key, or has one that no project has (the nearest known key is named).
    pub fn read(path: &Path) -> Result<Self> {
        let text = text::read(path)
            .with_context(|| format!("cannot read the project {}", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self::from_toml(&text, folder).with_context(|| format!("project {}", path.display()))
    }

    fn from_toml(text: &str, folder: PathBuf) -> Result<Self> {
        let mut project: Self =
            toml::from_str(text).map_err(|error| text::with_hint(&error.to_string()))?;
        project.folder = folder;
        let name = &project.project.name;
        if name.is_empty()
            || !name
                .chars()
                .all(|c| c.is_alphanumeric() || "-_".contains(c))
        {
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
        if project.project.years.is_empty() {
            bail!("the project has no years; name at least one, as in `years = [2010, 2020]`");
        }
        for year in &project.project.years {
            year.to_string()
                .parse::<Year>()
                .context("[project] years")?;
        }
        project.paths().try_for_each(text::refuse_no_path)?;
        project.compensation_plan()?;
        project.uncertainty_plan()?;
        project.scenarios()?;
        project.check_levels()?;
        project.goals()?;
        project.other_entries()?;
        if let Some(analysis) = &mut project.analysis {
            analysis.settle()?;
        }
        if let Err((topic, error)) = project.classes.check() {
            return Err(anyhow!(error)).with_context(|| format!("[classes] {topic}"));
        }
        Ok(project)
    }

    /// All paths that it gives.
    fn paths(&self) -> impl Iterator<Item = &Path> {
        let expect = self.expect.iter().map(|source| &source.path);
        let expect = expect.chain(&self.boundaries.parents);
        [&self.boundaries.path, &self.statistics.path]
            .into_iter()
            .chain(self.landuse.rasters.values())
            .chain(expect)
            .map(PathBuf::as_path)
    }

    /// The title, or the name where there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        let Heading { title, name, .. } = &self.project;
        if title.is_empty() { name } else { title }
    }

    /// A path of the project file, from where the program runs; a URL as it is.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> PathBuf {
        if is_remote(path) {
            return path.to_owned();
        }
        self.folder.join(path)
    }

    /// The folder that holds the project file.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The years to assess, ascending.
    #[must_use]
    pub fn years(&self) -> Vec<Year> {
        let mut years: Vec<Year> = self.project.years.iter().copied().map(Year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The raster of each year, ascending.
    ///
    /// # Errors
    /// A year has no raster, or a raster belongs to no year of the project.
    pub fn rasters(&self) -> Result<Vec<(Year, PathBuf)>> {
        let years = self.years();
        for label in self.landuse.rasters.keys() {
            if !years.iter().any(|year| year.to_string() == *label) {
                bail!(
                    "[landuse.rasters] has \"{label}\", which is not among the project's years; add it to `years`, or take it out"
                );
            }
        }
        years
            .into_iter()
            .map(|year| {
                let path = self.landuse.rasters.get(&year.to_string()).ok_or_else(|| {
                    anyhow!("[landuse.rasters] has no raster for {year}; add `{year} = \"FILE\"`")
                })?;
                Ok((year, self.resolve(path)))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carbon_core::{Coefficients, CompensationOptions, Fuel, LandClass, ZoningRule};
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
        let result = Project::from_toml(text, "somewhere".into());
        format!(
            "{:#}",
            result.and_then(|p| p.rasters().map(|_| p)).unwrap_err()
        )
    }

    #[test]
    fn a_minimal_project_has_the_defaults_of_the_method() {
        let project = Project::from_toml(MINIMAL, "somewhere".into()).unwrap();
        assert_eq!(project.years(), [Year(2010), Year(2020)]);
        assert_eq!(
            project.rasters().unwrap()[0],
            (Year(2010), PathBuf::from("somewhere/a.tif"))
        );
        assert_eq!(
            project.coefficients().unwrap(),
            Coefficients::preset("paper-2024").unwrap()
        );
        assert_eq!(project.zoning_rule().unwrap(), ZoningRule::default());
        assert!(project.deflator().unwrap().is_none());
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
            Project::from_toml(&format!("{MINIMAL}\n[classes]\n{classes}\n"), "x".into())
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
        let coefficients = Project::from_toml(&text, "x".into())
            .unwrap()
            .coefficients()
            .unwrap();
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
            Project::from_toml(&text, "x".into())
                .map(|project| project.compensation_plan().unwrap().unwrap())
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
        let table = Project::from_toml(&text, "x".into())
            .unwrap()
            .fuel_table()
            .unwrap();
        let (_, gas) = table
            .entries()
            .find(|(fuel, _)| *fuel == Fuel::NaturalGas)
            .unwrap();
        assert_eq!(
            (gas.coal_equivalent.value, &*gas.coal_equivalent.source),
            (1.2143, "GB/T 2589")
        );
        let wrong = Project::from_toml(&text.replace("natural_gas", "gas"), "x".into())
            .unwrap()
            .fuel_table();
        assert!(format!("{:#}", wrong.unwrap_err()).contains("natural_gas"));
    }

    #[test]
    fn thresholds_are_checked_by_name() {
        let text = format!(
            "{MINIMAL}\n[zoning]\nrule = \"quadrant\"\n[zoning.thresholds]\nsink_es = 1.2\n"
        );
        let error = format!(
            "{:#}",
            Project::from_toml(&text, "x".into())
                .unwrap()
                .zoning_rule()
                .unwrap_err()
        );
        assert!(
            error.contains("sink_es") && error.contains("intensity_ecc"),
            "{error}"
        );
    }
}
