//! Assessments: what a project, or hectares and statistics, add up to.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use landcarbon::carbon_core::{AnnualAssessment, Assessment, Quantity, Value, ValueKind, ZoneYear};
use landcarbon::console::Console;
use landcarbon::findings::Findings;
use landcarbon::output::Output;
use landcarbon::project::{Project, in_words_of_a_project};
use landcarbon::result_tables::put_tables;
use landcarbon::study::Study;
use landcarbon::tabled_study::StudyTables;
use landcarbon::zoning_export::TableFormat;
use landcarbon::{manifest, results};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::inputs::PyZones;
use crate::interpreter::work;
use crate::tally::{hectares_rows, ledger_columns};

/// All that was found of a study, at one of its levels.
#[pyclass(name = "Assessment", module = "landcarbon._native", frozen)]
pub(crate) struct PyAssessment {
    whole: Arc<(Study, Findings)>,
    /// Its place among the other levels; none of the main one.
    level: Option<usize>,
}

#[pymethods]
impl PyAssessment {
    /// Computes everything that a project file asks for, but writes nothing.
    #[staticmethod]
    fn of_project(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let whole = work(py, None, |stop| {
            let computed = Project::read(&path).and_then(|project| {
                let console = Console::silent();
                let mut study = Study::open(project, &console)?;
                for (_, raster) in &mut study.rasters {
                    *raster = raster.clone().stopped_by(stop.clone());
                }
                let findings = study.compute(&console)?;
                study.stamps.refuse_changes()?;
                Ok((study, findings))
            });
            computed.map_err(|error| in_words_of_a_project(&error))
        })?;
        Ok(Self::new(whole))
    }

    /// Assesses hectares, given by columns, with statistics (CSV) and choices (JSON of a project file's tables).
    #[staticmethod]
    #[pyo3(signature = (texts, hectares, statistics, choices, zones))]
    fn of_tables(
        py: Python<'_>,
        texts: [Vec<String>; 4],
        hectares: Vec<f64>,
        statistics: Vec<u8>,
        choices: &str,
        zones: Option<&PyZones>,
    ) -> PyResult<Self> {
        let whole = work(py, None, |_| {
            let tables = StudyTables {
                hectares: hectares_rows(texts, hectares)?,
                statistics,
                zones: zones.map(|zones| zones.0.as_ref().clone()),
                choices: serde_json::from_str(choices).context("the choices")?,
            };
            tables.assess(&Console::silent())
        })?;
        Ok(Self::new(whole))
    }

    /// What the user should know, of inputs and model.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.found().1.warnings.clone()
    }

    /// The other levels, by their names.
    fn levels(&self) -> Vec<(String, Self)> {
        let levels = match self.level {
            None => self.whole.1.levels.iter().enumerate(),
            Some(_) => [].iter().enumerate(),
        };
        let named = levels.filter_map(|(number, level)| {
            let name = level.study.level_choice()?.name.clone();
            let whole = Arc::clone(&self.whole);
            let level = Some(number);
            Some((name, Self { whole, level }))
        });
        named.collect()
    }

    /// The tally of each year, by columns, of a project that has rasters.
    fn hectares<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        ledger_columns(py, &self.found().1.ledgers)
    }

    /// The quantities of each zone in each year, by columns.
    fn zones<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let assessment = &self.found().1.assessment;
        let columns = PyDict::new(py);
        for quantity in Quantity::all(assessment) {
            let values = assessment
                .zone_years()
                .map(|zone_year| value(py, &quantity, zone_year))
                .collect::<PyResult<Vec<_>>>()?;
            columns.set_item(quantity.field_name(), values)?;
        }
        Ok(columns)
    }

    /// The quantities of the region in each year, by columns.
    fn region<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let assessment = &self.found().1.assessment;
        let columns = PyDict::new(py);
        let years: Vec<i32> = assessment
            .years
            .iter()
            .map(|annual| annual.year.0)
            .collect();
        columns.set_item("year", years)?;
        for quantity in Quantity::all(assessment) {
            let amount = |annual: &AnnualAssessment| quantity.amount(&annual.region);
            let amounts: Option<Vec<f64>> = assessment.years.iter().map(amount).collect();
            if let Some(amounts) = amounts {
                columns.set_item(quantity.field_name(), amounts)?;
            }
        }
        Ok(columns)
    }

    /// The unit of each quantity that is a number.
    fn units(&self) -> Vec<(String, String)> {
        let assessment: &Assessment = &self.found().1.assessment;
        let numbers = Quantity::all(assessment).into_iter();
        let numbers = numbers.filter(|quantity| quantity.kind() == ValueKind::Number);
        numbers
            .map(|number| (number.field_name().into_owned(), number.unit_in(assessment)))
            .collect()
    }

    /// The long tables in a format (`csv`, `json` or `parquet`), by the names of their files.
    fn tables<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Bound<'py, PyDict>> {
        let (study, findings) = self.found();
        let tables = work(py, None, |_| {
            let mut tables = Vec::new();
            put_tables(study, findings, &mut |name, table| {
                let file = format!("{name}.{format}");
                let mut bytes = Vec::new();
                table.write(TableFormat::from_path(&file)?, &mut bytes)?;
                tables.push((file, bytes));
                Ok(())
            })?;
            Ok(tables)
        })?;
        let by_name = PyDict::new(py);
        for (name, bytes) in tables {
            by_name.set_item(name, PyBytes::new(py, &bytes))?;
        }
        Ok(by_name)
    }

    /// Writes layers, styles, the QGIS project and a manifest into a folder. Returns the files, as seen from it.
    #[pyo3(signature = (folder, zones, overwrite))]
    fn write_layers(
        &self,
        py: Python<'_>,
        folder: PathBuf,
        zones: Option<&PyZones>,
        overwrite: bool,
    ) -> PyResult<Vec<PathBuf>> {
        let (study, findings) = self.found();
        let written = work(py, None, |_| {
            let study = placed(study, zones)?;
            let output = Output::create(&folder, overwrite)?;
            results::write_maps(&study, findings, output.folder())?;
            manifest::write(&study, findings, &output)?;
            let files = output.results()?;
            output.finish()?;
            Ok(files)
        })?;
        Ok(written)
    }
}

impl PyAssessment {
    fn new(whole: (Study, Findings)) -> Self {
        Self {
            whole: Arc::new(whole),
            level: None,
        }
    }

    /// The study and what was found, at its level.
    fn found(&self) -> (&Study, &Findings) {
        let (study, findings) = &*self.whole;
        match self.level.and_then(|level| findings.levels.get(level)) {
            Some(level) => (&level.study, &level.findings),
            None => (study, findings),
        }
    }
}

/// The study with the places of its zones.
fn placed(study: &Study, zones: Option<&PyZones>) -> Result<Study> {
    match zones {
        Some(zones) => study.placed(&zones.0),
        None if study.has_places() => Ok(study.clone()),
        None => bail!(
            "the assessment is of tables, which do not say where its zones lie; give the zones too"
        ),
    }
}

fn value<'py>(
    py: Python<'py>,
    quantity: &Quantity,
    zone_year: &ZoneYear,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(match quantity.value(zone_year) {
        None => None,
        Some(Value::Text(text)) => Some(text.into_pyobject(py)?.into_any()),
        Some(Value::Integer(number)) => Some(number.into_pyobject(py)?.into_any()),
        Some(Value::Number(number)) => Some(number.into_pyobject(py)?.into_any()),
    })
}
