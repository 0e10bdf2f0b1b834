//! The project file: what to compute, from which files, with which choices.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use carbon_core::{
    CarbonBasis, Coefficient, Coefficients, Deflator, Hectares, IntensityPrices, LandClass,
    Measure, Standing, Year, ZoningRule,
};
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::cell_area::AreaRule;
use landuse_ingest::coverage::CoverageRule;
use landuse_ingest::crs::Crs;
use landuse_ingest::legend::Legend;
use landuse_ingest::raster::RasterOptions;
use landuse_ingest::zones::OverlayOptions;
use serde::{Deserialize, Serialize};

/// A project file, read. Paths are relative to its folder.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// What it is called.
    pub project: Heading,
    /// The zones.
    pub boundaries: Boundaries,
    /// The land-use rasters.
    pub landuse: LandUse,
    /// Population, GDP and energy.
    pub statistics: StatisticsSource,
    /// σ, θ and λ.
    #[serde(default)]
    pub coefficients: CoefficientChoices,
    /// The rule of the functional zones.
    #[serde(default)]
    pub zoning: Zoning,
    /// Parameters of the compensation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compensation: Option<Compensation>,
    /// What to write.
    #[serde(default)]
    pub export: Export,
    #[serde(skip)]
    folder: PathBuf,
}

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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

impl From<Language> for zoning_export::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Zh => Self::Zh,
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

/// `[zoning]`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Zoning {
    /// `paper` (the default) or `quadrant`.
    pub rule: Option<String>,
    /// Other thresholds than the rule's own.
    #[serde(default)]
    pub thresholds: BTreeMap<String, f64>,
}

/// `[compensation]`: read and kept in the manifest; this version does not compute compensations.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Compensation {
    /// The year to compare with.
    pub base_year: i32,
    /// The year to compensate for.
    pub target_year: i32,
    /// Mean emissions D of a zone over the study period, in t. Default: from the assessment.
    pub mean_emissions_t: Option<f64>,
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
}

fn yes() -> bool {
    true
}

impl Default for Export {
    fn default() -> Self {
        Self {
            geopackage: true,
            geojson: true,
        }
    }
}

impl Project {
    /// Reads a project file.
    ///
    /// # Errors
    /// The file is not there, is no TOML, lacks a key, or has one that no project has (the nearest known key is named).
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the project {}", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self::from_toml(&text, folder).with_context(|| format!("project {}", path.display()))
    }

    fn from_toml(text: &str, folder: PathBuf) -> Result<Self> {
        let mut project: Self =
            toml::from_str(text).map_err(|error| with_nearest_key(&error.to_string()))?;
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
        if project.project.years.is_empty() {
            bail!("the project has no years; name at least one, as in `years = [2010, 2020]`");
        }
        Ok(project)
    }

    /// The title, or the name where there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        let Heading { title, name, .. } = &self.project;
        if title.is_empty() { name } else { title }
    }

    /// A path of the project file, from where the program runs.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> PathBuf {
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

    /// How to read the boundaries.
    ///
    /// # Errors
    /// The CRS is not understood.
    pub fn boundary_options(&self) -> Result<BoundaryOptions> {
        let boundaries = &self.boundaries;
        Ok(BoundaryOptions {
            layer: boundaries.layer.clone(),
            id: boundaries.id.clone(),
            name: boundaries.name.clone(),
            crs: crs(boundaries.crs.as_deref(), "[boundaries] crs")?,
            dissolve: boundaries.dissolve,
            repair: boundaries.repair,
        })
    }

    /// How to read the rasters.
    ///
    /// # Errors
    /// The CRS is not understood.
    pub fn raster_options(&self) -> Result<RasterOptions> {
        Ok(RasterOptions {
            band: self.landuse.band,
            crs: crs(self.landuse.crs.as_deref(), "[landuse] crs")?,
        })
    }

    /// How to lay zones over rasters.
    #[must_use]
    pub fn overlay_options(&self) -> OverlayOptions {
        OverlayOptions {
            coverage: self.landuse.coverage,
            area: self.landuse.area,
        }
    }

    /// The legend: built in, or a file beside the project.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn legend(&self) -> Result<Legend> {
        let name = &self.landuse.legend;
        if Legend::built_in(name).is_some() {
            return Ok(Legend::find(name)?);
        }
        let path = self.resolve(Path::new(name));
        let path = if path.exists() {
            path.to_string_lossy().into_owned()
        } else {
            name.clone()
        };
        Ok(Legend::find(&path)?)
    }

    /// The coefficients: the preset with the project's own in its place.
    ///
    /// # Errors
    /// There is no such preset or class, or a value is impossible.
    pub fn coefficients(&self) -> Result<Coefficients> {
        let choices = &self.coefficients;
        let mut coefficients = Coefficients::preset(&choices.preset)?;
        if let Some(entry) = &choices.energy {
            coefficients = coefficients.with_sigma(entry.coefficient("[coefficients.energy]")?)?;
        }
        if let Some(entry) = &choices.respiration {
            coefficients =
                coefficients.with_theta(entry.coefficient("[coefficients.respiration]")?)?;
        }
        for (class, entry) in &choices.land {
            let place = format!("[coefficients.land.{class}]");
            let class = LandClass::new(class).with_context(|| place.clone())?;
            coefficients = coefficients.with_lambda(class, entry.coefficient::<Hectares>(&place)?);
        }
        for class in &choices.without {
            let class = LandClass::new(class).context("[coefficients] without")?;
            coefficients = coefficients.without_lambda(class);
        }
        Ok(coefficients)
    }

    /// The zoning rule with the project's thresholds.
    ///
    /// # Errors
    /// There is no such rule or threshold.
    pub fn zoning_rule(&self) -> Result<ZoningRule> {
        let mut rule: ZoningRule = match &self.zoning.rule {
            Some(name) => name.parse()?,
            None => ZoningRule::default(),
        };
        for (name, value) in &self.zoning.thresholds {
            rule = rule
                .with_threshold(name, *value)
                .context("[zoning.thresholds]")?;
        }
        Ok(rule)
    }

    /// Price levels, if the project has any.
    ///
    /// # Errors
    /// A label is no year, or a level is impossible.
    pub fn deflator(&self) -> Result<Option<Deflator>> {
        if self.statistics.deflator.is_empty() {
            return Ok(None);
        }
        let base = self.price_year().or_else(|| self.years().first().copied());
        let levels = self
            .statistics
            .deflator
            .iter()
            .map(|(year, level)| Ok((year.parse::<Year>()?, *level)))
            .collect::<Result<Vec<_>>>()
            .context("[statistics.deflator]")?;
        let base = base.context("the project has no years")?;
        Ok(Some(
            Deflator::new(base, levels).context("[statistics.deflator]")?,
        ))
    }

    /// The year at whose prices GDP is compared, if the project says.
    #[must_use]
    pub fn price_year(&self) -> Option<Year> {
        self.statistics.price_year.map(Year)
    }

    /// The prices that energy intensities refer to.
    #[must_use]
    pub fn intensity_prices(&self) -> IntensityPrices {
        match self.statistics.intensity_prices {
            Prices::Constant => IntensityPrices::Constant,
            Prices::Current => IntensityPrices::Current,
        }
    }
}

impl CoefficientEntry {
    fn coefficient<Q: Measure>(&self, place: &str) -> Result<Coefficient<Q>> {
        let basis: CarbonBasis = self.basis.parse().with_context(|| place.to_owned())?;
        Coefficient::new(self.value, basis, &*self.source, Standing::User)
            .with_context(|| place.to_owned())
    }
}

fn crs(definition: Option<&str>, place: &str) -> Result<Option<Crs>> {
    definition
        .map(Crs::from_definition)
        .transpose()
        .with_context(|| place.to_owned())
}

/// Adds the nearest known key to a message about an unknown one.
fn with_nearest_key(message: &str) -> anyhow::Error {
    let message = message.trim_end();
    let mut quoted = message
        .rsplit("unknown field ")
        .next()
        .unwrap_or("")
        .split('`')
        .skip(1)
        .step_by(2);
    let nearest = message.contains("unknown field ").then(|| {
        let found = quoted.next().unwrap_or_default().to_owned();
        quoted
            .min_by_key(|known| strsim::damerau_levenshtein(known, &found))
            .map(str::to_owned)
    });
    match nearest.flatten() {
        Some(known) => anyhow!("{message}\ndid you mean `{known}`?"),
        None => anyhow!("{message}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
