//! A study: a project with all its inputs opened and verified.

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use carbon_core::scenario::LevelCases;
use carbon_core::{
    Assessment, Case, Coefficients, Hectares, HectaresRow, Inputs, LandClass, LandUseTable,
    LedgerClass, RawInputs, Year, Zone, ZoningRule,
};
use landuse_ingest::contiguity::Contiguity;
use landuse_ingest::ledger::Ledger;
use landuse_ingest::legend::Legend;
use landuse_ingest::raster::Raster;
use landuse_ingest::source::RasterSource;
use landuse_ingest::zones::Zones;

use crate::analyses;
use crate::console::Console;
use crate::expect;
use crate::findings::Findings;
use crate::input_stamps::InputStamps;
use crate::land_reading::LandRead;
use crate::levels::{Base, LevelView, Levels};
use crate::project::{Project, advice};
use crate::raster_grids;
use crate::statistics::{Statistics, StatisticsOptions};

/// All that a project needs, read but for the rasters' cells.
#[derive(Debug, Clone)]
pub struct Study {
    /// The project file.
    pub project: Project,
    /// The zones.
    pub zones: Zones,
    /// Where the raster of each year was found.
    pub sources: Vec<RasterSource>,
    /// The raster of each year.
    pub rasters: Vec<(Year, Raster)>,
    /// What their codes mean.
    pub legend: Legend,
    /// Population, GDP, energy.
    pub statistics: Statistics,
    /// σ, θ, λ.
    pub coefficients: Coefficients,
    /// The rule of the functional zones.
    pub zoning: ZoningRule,
    /// Which zones are neighbours, if the project asks what neighbours have in common.
    pub contiguity: Option<Contiguity>,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// The state of the inputs before any was read.
    pub stamps: InputStamps,
    /// Which level it is of, if the project has levels.
    pub level: Option<LevelView>,
    /// The study at each other level that there are to be results of.
    pub others: Vec<Study>,
}

impl Study {
    /// Opens and verifies what a project names.
    ///
    /// # Errors
    /// A file or a choice cannot be used.
    pub fn open(project: Project, console: &Console) -> Result<Self> {
        let mut files = project.input_files()?;
        let sources = project
            .rasters()?
            .into_iter()
            .map(|(year, path)| Ok((year, RasterSource::of(&path)?)))
            .collect::<Result<Vec<_>>>()?;
        files.extend(sources.iter().flat_map(|(_, source)| source.files()));
        let stamps = InputStamps::take(&files)?;
        let legend = project.legend().context("[landuse] legend")?;
        let coefficients = project.coefficients()?;
        let zoning = project.zoning_rule()?;
        let mut warnings = Vec::new();

        let path = project.resolve(&project.statistics.path);
        console.step(format!("reading the statistics {}", path.display()));
        let statistics = Statistics::read(&path, &statistics_options(&project)?)?;
        warnings.extend(statistics.warnings.iter().cloned());

        let path = project.resolve(&project.boundaries.path);
        console.step(format!("reading the boundaries {}", path.display()));
        let zones = Zones::read(&path, &project.boundary_options()?)?;
        warnings.extend(zones.warnings.iter().cloned());

        let options = project.raster_options()?;
        let mut rasters = Vec::new();
        for (year, source) in &sources {
            console.step(format!("opening the raster {}", source.raster.display()));
            let raster = source.open(&options)?;
            warnings.extend(raster.warnings.iter().map(|warning| advice(warning)));
            rasters.push((*year, raster));
        }
        raster_grids::refuse_shifted(&rasters)?;
        let asked = project.analysis.as_ref();
        if asked.is_some_and(|asked| asked.transitions) {
            raster_grids::refuse_different(&rasters)?;
        }
        let contact = project.contact().filter(|_| project.levels.is_empty());
        let contiguity = contact.map(|contact| zones.contiguity(contact));
        warnings.extend(contiguity.iter().flat_map(|of| of.warnings(&zones)));
        let study = Self {
            project,
            zones,
            sources: sources.into_iter().map(|(_, source)| source).collect(),
            rasters,
            legend,
            statistics,
            coefficients,
            zoning,
            contiguity,
            warnings,
            stamps,
            level: None,
            others: Vec::new(),
        };
        study.verify_choices()?;
        if !study.project.levels.is_empty() {
            console.step("adding up the levels");
            return study.at_levels();
        }
        study.verify_inputs()?;
        Ok(study)
    }

    /// The study at its main level, with those at the others; as read, it is of the zones of the boundary file.
    fn at_levels(self) -> Result<Self> {
        let levels = Levels::new(&self.project, self.zones.clone(), &self.statistics)?;
        let levels = Arc::new(levels);
        let main = self.project.main_level();
        let mut study = self.at(&levels, main)?;
        study.warnings.extend(levels.contradictions());
        study.verify_level()?;
        for (number, choice) in self.project.levels.iter().enumerate() {
            if number != main && choice.output {
                let mut other = self.at(&levels, number)?;
                other.verify_level()?;
                study.others.push(other);
            }
        }
        let cases = levels.cases(&study.with_others(), Self::unmeasured)?;
        study
            .project
            .refuse_unfit_what_ifs(Base::Level(&cases, main))?;
        Ok(study)
    }

    /// The study of each level that there are to be results of, that of the main level first.
    fn with_others(&self) -> Vec<&Self> {
        std::iter::once(self).chain(&self.others).collect()
    }

    /// Finds before any cell is read what of the project's choices would stop the assessment after.
    pub(crate) fn verify_choices(&self) -> Result<()> {
        let unknown: Vec<&str> = self
            .legend
            .classes
            .iter()
            .filter(|class| !self.coefficients.knows(class))
            .map(LandClass::as_str)
            .collect();
        if !unknown.is_empty() {
            bail!(
                "the legend \"{}\" has classes without a coefficient: {}; give each a value under [coefficients.land.CLASS], or list it in [coefficients] without",
                self.legend.name,
                unknown.join(", ")
            );
        }
        self.project.refuse_classes_unknown_to(&self.legend)?;
        for (_, raster) in &self.rasters {
            raster.refuse_nodata_as_class(&self.legend)?;
        }
        Ok(())
    }

    /// Finds before any cell is read what of zones and statistics, and of the questions asked of them, would stop the assessment after.
    pub(crate) fn verify_inputs(&self) -> Result<()> {
        self.verify_case(&self.case_of(self.unmeasured())?)
    }

    /// Finds what of the questions asked of a case cannot be answered.
    pub(crate) fn verify_case(&self, case: &Case) -> Result<()> {
        if self.level.is_none() {
            self.project.refuse_unfit_what_ifs(Base::Alone(case))?;
        }
        analyses::verify(self, case)
    }

    /// The land-use table before any cell is read: no hectares of each class.
    pub(crate) fn unmeasured(&self) -> Vec<HectaresRow> {
        let outside = &self.legend.outside_model;
        let mut classes = self.legend.classes.clone();
        if self.legend.is_raw() {
            // Which codes there are, the cells tell; each must have a coefficient, or be said to have none.
            classes = self.coefficients.land().map(|(of, _)| of.clone()).collect();
        }
        classes.retain(|class| !outside.contains(class));
        let classes = classes.into_iter().map(LedgerClass::Class);
        let classes: Vec<_> = classes.chain([LedgerClass::NoData]).collect();
        let mut rows = Vec::new();
        for zone in self.model_zones() {
            for year in self.project.years() {
                rows.extend(classes.iter().map(|class| HectaresRow {
                    zone: zone.id.clone(),
                    name: zone.name.clone(),
                    label: year.to_string(),
                    class: class.clone(),
                    hectares: Hectares(0.0),
                }));
            }
        }
        rows
    }

    /// The zones as the model knows them.
    #[must_use]
    pub fn model_zones(&self) -> Vec<Zone> {
        self.zones
            .zones
            .iter()
            .map(|zone| Zone::new(zone.id.clone(), zone.name.clone()))
            .collect()
    }

    /// The model's inputs, from the rows of the land-use table.
    ///
    /// # Errors
    /// Statistics and zones do not fit together.
    pub fn inputs(&self, rows: Vec<HectaresRow>) -> Result<Inputs> {
        let raw = RawInputs {
            zones: self.model_zones(),
            years: self.project.years(),
            land_use: LandUseTable::new(rows)?,
            observations: self.statistics.observations.clone(),
            deflator: self.project.deflator()?,
            price_year: self.project.price_year(),
        };
        Ok(Inputs::with_fuels(raw, &self.project.fuel_table()?)?)
    }

    /// All that the results follow from.
    ///
    /// # Errors
    /// The inputs do not fit together.
    pub fn case(&self, ledgers: &[Ledger]) -> Result<Case> {
        self.case_of(ledgers.iter().flat_map(Ledger::model_rows).collect())
    }

    pub(crate) fn case_of(&self, rows: Vec<HectaresRow>) -> Result<Case> {
        Ok(Case {
            inputs: self.inputs(rows)?,
            coefficients: self.coefficients.clone(),
            zoning: self.zoning.clone(),
            scheme: self.project.compensation_plan()?,
        })
    }

    /// The assessment, with the compensation if the project has one.
    ///
    /// # Errors
    /// The inputs do not fit together, or a result does not exist.
    pub fn assess(&self, ledgers: &[Ledger]) -> Result<Assessment> {
        Ok(self.case(ledgers)?.run()?)
    }

    /// Computes everything, at every level that there are to be results of.
    ///
    /// # Errors
    /// A raster cannot be read, a result does not exist, or an expected value names none.
    pub fn compute(&mut self, console: &Console) -> Result<Findings> {
        let land = self.read_land(console)?;
        let levels = self.level.as_ref().map(|view| Arc::clone(&view.levels));
        let cases = levels.as_ref().map(|levels| {
            let rows = |study: &Self| {
                let ledgers = land.ledgers_of(study);
                ledgers.iter().flat_map(Ledger::model_rows).collect()
            };
            levels.cases(&self.with_others(), rows)
        });
        let cases = cases.transpose()?;
        let mut findings = self.findings(&land, cases.as_ref(), console)?;
        for study in std::mem::take(&mut self.others) {
            console.step(format!("the level {}", study.title()));
            let found = study.findings(&land, cases.as_ref(), console);
            let found = found.with_context(|| study.title())?;
            findings.take_level(study, found);
        }
        Ok(findings)
    }

    /// Computes everything of one level.
    fn findings(
        &self,
        land: &LandRead,
        levels: Option<&LevelCases<'_>>,
        console: &Console,
    ) -> Result<Findings> {
        let ledgers = land.ledgers_of(self);
        let expectations = match &self.project.expect {
            Some(source) => expect::read(&self.project.resolve(&source.path))?,
            None => Vec::new(),
        };
        let case = self.case(&ledgers)?;
        let base = levels.map_or(Base::Alone(&case), |levels| {
            Base::Level(levels, self.level_number())
        });
        let found = self.found(&case, base, land.transitions_of(self), console)?;
        Ok(Findings {
            outcomes: expect::judge_all(&expectations, &found.assessment)
                .context("the table of expected values")?,
            inputs: self.input_digests()?,
            ledgers,
            ..found
        })
    }
}

pub(crate) fn statistics_options(project: &Project) -> Result<StatisticsOptions> {
    let first = project.years().first().copied();
    Ok(StatisticsOptions {
        region: project.statistics.region.clone(),
        price_year: project.price_year().or(first).unwrap_or(Year(0)),
        prices: project.intensity_prices(),
        columns: project.weight_columns()?,
    })
}
