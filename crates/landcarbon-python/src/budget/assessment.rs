//! Assessments of a project, or of hectares and statistics.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use landcarbon::carbon_core::{AnnualAssessment, Assessment, Quantity, Value, ValueKind, ZoneYear};
use landcarbon::files::Output;
use landcarbon::outputs::csv::result_tables::put_tables;
use landcarbon::outputs::{manifest, run};
use landcarbon::project::Plan;
use landcarbon::study::{
    Findings, LevelResults, Study, StudyLevel, StudyTables, assess_tables, compute, open,
    refuse_implausible,
};
use landcarbon::terminal::{Console, in_words_of_a_project};
use landcarbon::zoning_export::TableFormat;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::inputs::PyZones;
use crate::interpreter::work;
use crate::tally::{hectares_rows, ledger_columns};

/// The results of a study at one of its levels.
#[pyclass(name = "Assessment", module = "landcarbon._native", frozen)]
pub(crate) struct PyAssessment {
    whole: Arc<(Study, Findings)>,
    /// Its position among the levels of the study; 0 is the main one.
    level: usize,
}

#[pymethods]
impl PyAssessment {
    /// Computes everything that a project file asks for, but writes nothing.
    #[staticmethod]
    fn from_project(py: Python<'_>, path: PathBuf, strict: bool) -> PyResult<Self> {
        let whole = work(py, None, |stop| {
            let computed = Plan::read(&path).and_then(|plan| {
                let console = Console::silent().stopped_by(stop.clone());
                let study = open(plan, &console)?;
                if strict {
                    refuse_implausible(&study)?;
                }
                let findings = compute(&study, &console)?;
                study.stamps.refuse_changes()?;
                Ok((study, findings))
            });
            computed.map_err(|error| in_words_of_a_project(&error))
        })?;
        Ok(Self::new(whole))
    }

    /// Assesses hectares, given by columns, with statistics (CSV) and choices (JSON of a project file's tables).
    #[staticmethod]
    #[pyo3(signature = (texts, hectares, statistics, choices, zones, strict))]
    fn from_tables(
        py: Python<'_>,
        texts: [Vec<String>; 4],
        hectares: Vec<f64>,
        statistics: Vec<u8>,
        choices: &str,
        zones: Option<&PyZones>,
        strict: bool,
    ) -> PyResult<Self> {
        let whole = work(py, None, |_| {
            let tables = StudyTables {
                hectares: hectares_rows(texts, hectares)?,
                statistics,
                zones: zones.map(|zones| zones.0.as_ref().clone()),
                choices: serde_json::from_str(choices).context("the choices")?,
                strict,
            };
            assess_tables(tables, &Console::silent())
        })?;
        Ok(Self::new(whole))
    }

    /// The warnings about inputs and model.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        let warnings = self.results().findings.warnings.iter();
        warnings.map(ToString::to_string).collect()
    }

    /// The other levels, by their names; those of the main level alone know of others.
    fn levels(&self) -> Vec<(String, Self)> {
        let levels = self.whole.0.levels.iter().enumerate().skip(1);
        let others = levels.filter(|_| self.level == 0);
        let named = others.filter_map(|(number, level)| {
            let other = Self {
                whole: Arc::clone(&self.whole),
                level: number,
            };
            Some((level.label.as_ref()?.name.clone(), other))
        });
        named.collect()
    }

    /// The columns of the tally of each year, if the project has rasters.
    fn hectares<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        ledger_columns(py, &self.results().findings.ledgers)
    }

    /// The columns of all quantities of each zone and year.
    fn zones<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let assessment = &self.results().findings.assessment;
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

    /// The columns of all quantities of the region in each year.
    fn region<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let assessment = &self.results().findings.assessment;
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
        let assessment: &Assessment = &self.results().findings.assessment;
        let numbers = Quantity::all(assessment).into_iter();
        let numbers = numbers.filter(|quantity| quantity.kind() == ValueKind::Number);
        numbers
            .map(|number| (number.field_name().into_owned(), number.unit_in(assessment)))
            .collect()
    }

    /// The long tables in a format (`csv`, `json` or `parquet`), by the names of their files.
    fn tables<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Bound<'py, PyDict>> {
        let tables = work(py, None, |_| {
            let mut tables = Vec::new();
            put_tables(&self.results(), &mut |name, table| {
                let file = format!("{name}.{format}");
                let mut bytes = Vec::new();
                let format = TableFormat::from_path(&file)?;
                format.write_mark(&mut bytes)?;
                table.write(format, &mut bytes)?;
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

    /// Writes layers, styles, the QGIS project and a manifest into a folder. Returns the files, relative to it.
    #[pyo3(signature = (folder, zones, overwrite))]
    fn write_layers(
        &self,
        py: Python<'_>,
        folder: PathBuf,
        zones: Option<&PyZones>,
        overwrite: bool,
    ) -> PyResult<Vec<PathBuf>> {
        let written = work(py, None, |_| {
            let main = self.results();
            let placed = placed(main.level, zones)?;
            let mut results = vec![LevelResults {
                level: &placed,
                ..main
            }];
            if self.level == 0 {
                let (study, findings) = &*self.whole;
                results.extend(findings.by_level(study).into_iter().skip(1));
            }
            let output = Output::create(&folder, overwrite)?;
            run::write_maps(&results, output.folder())?;
            manifest::write(&results, &output)?;
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
            level: 0,
        }
    }

    /// What was found at its level.
    fn results(&self) -> LevelResults<'_> {
        let (study, findings) = &*self.whole;
        findings.by_level(study)[self.level]
    }
}

/// The level with the places of its zones.
fn placed(level: &StudyLevel, zones: Option<&PyZones>) -> Result<StudyLevel> {
    match zones {
        Some(zones) => level.placed(&zones.0),
        None if level.has_places() => Ok(level.clone()),
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
