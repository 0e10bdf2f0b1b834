//! The manifest of a run: what went in, what was chosen, what came out. Enough to run it again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;

use anyhow::{Context, Result};
use carbon_core::{Coefficients, Compensation, FuelTable, ZoningRule};
use serde::Serialize;

use crate::digest::{self, FileDigest, InputDigest, slashed};
use crate::findings::Findings;
use crate::output::{MANIFEST, Output};
use crate::project::Project;
use crate::study::Study;

/// What a run leaves behind about itself.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    gdal: String,
    project: &'a Project,
    legend: LegendSummary<'a>,
    coefficients: &'a Coefficients,
    #[serde(skip_serializing_if = "Option::is_none")]
    fuels: Option<FuelTable>,
    zoning: &'a ZoningRule,
    inputs: &'a BTreeMap<String, InputDigest>,
    statuses: &'a BTreeMap<String, BTreeMap<String, usize>>,
    ledger: BTreeMap<&'a str, LedgerSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compensation: Option<&'a Compensation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    levels: Vec<LevelSummary<'a>>,
    warnings: &'a [String],
    outputs: BTreeMap<String, FileDigest>,
}

#[derive(Debug, Serialize)]
struct LegendSummary<'a> {
    name: &'a str,
    title: &'a str,
    source: &'a str,
    mapping: &'a str,
}

#[derive(Debug, Serialize)]
struct LedgerSummary {
    /// Largest relative difference of any zone between its cells and its polygon.
    worst_closure: f64,
}

/// What is known of a level.
#[derive(Debug, Serialize)]
struct LevelSummary<'a> {
    name: &'a str,
    /// The folder of its results.
    folder: String,
    zones: usize,
    statuses: &'a BTreeMap<String, BTreeMap<String, usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compensation: Option<&'a Compensation>,
}

impl<'a> LevelSummary<'a> {
    fn of(study: &'a Study, findings: &'a Findings, folder: String) -> Option<Self> {
        Some(Self {
            name: &study.level_choice()?.name,
            folder,
            zones: study.zones.zones.len(),
            statuses: &study.statistics.statuses,
            compensation: findings.assessment.compensation.as_ref(),
        })
    }

    /// The main level, then the others.
    fn all(study: &'a Study, findings: &'a Findings) -> Vec<Self> {
        let main = Self::of(study, findings, String::new());
        let others = findings.levels.iter().filter_map(|level| {
            let folder = level.study.level_folder();
            Self::of(&level.study, &level.findings, folder)
        });
        main.into_iter().chain(others).collect()
    }
}

/// Writes the manifest of a run into its folder, with the digests of all inputs and results.
///
/// # Errors
/// A file cannot be read or the manifest not be written.
pub fn write(study: &Study, findings: &Findings, output: &Output) -> Result<()> {
    let folder = output.folder();
    let outputs = output
        .results()?
        .iter()
        .map(|path| {
            Ok((
                slashed(path),
                digest::of_file(&folder.path(&slashed(path))?)?,
            ))
        })
        .collect::<Result<_>>()?;
    let legend = &study.legend;
    let manifest = Manifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        gdal: landuse_ingest::gdal_version(),
        project: study
            .level
            .as_ref()
            .map_or(&study.project, |view| &view.levels.project),
        legend: LegendSummary {
            name: &legend.name,
            title: &legend.title,
            source: &legend.source,
            mapping: &legend.mapping,
        },
        coefficients: &study.coefficients,
        fuels: study
            .statistics
            .has_fuels()
            .then(|| study.project.fuel_table())
            .transpose()?,
        zoning: &study.zoning,
        inputs: &findings.inputs,
        statuses: &study.statistics.statuses,
        ledger: findings
            .ledgers
            .iter()
            .map(|ledger| {
                (
                    ledger.label.as_str(),
                    LedgerSummary {
                        worst_closure: ledger.worst_closure(),
                    },
                )
            })
            .collect(),
        compensation: findings.assessment.compensation.as_ref(),
        levels: LevelSummary::all(study, findings),
        warnings: &findings.warnings,
        outputs,
    };
    let path = folder.path(MANIFEST)?;
    let mut file =
        File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    serde_json::to_writer_pretty(&mut file, &manifest)
        .and_then(|()| file.write_all(b"\n").map_err(serde_json::Error::io))
        .context("cannot write the manifest")
}
