//! The manifest of a run: what went in, what was chosen, what came out. Enough to run it again.

use carbon_core::Said;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;

use anyhow::{Context, Result};
use carbon_core::{Coefficients, Compensation, FuelTable, ZoningRule};
use serde::Serialize;

use crate::files::{
    MANIFEST, Output,
    digest::{self, FileDigest, InputDigest, slashed},
};
use crate::project::raw;
use crate::statistics::ReadPart;
use crate::study::LevelResults;

/// What a run leaves behind about itself.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    gdal: String,
    project: &'a raw::Project,
    legend: LegendSummary<'a>,
    coefficients: &'a Coefficients,
    #[serde(skip_serializing_if = "Option::is_none")]
    fuels: Option<&'a FuelTable>,
    zoning: &'a ZoningRule,
    inputs: &'a BTreeMap<String, InputDigest>,
    statuses: &'a BTreeMap<String, BTreeMap<String, usize>>,
    /// What of the statistics was read as what.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    statistics: &'a [ReadPart],
    ledger: BTreeMap<&'a str, LedgerSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compensation: Option<&'a Compensation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    levels: Vec<LevelSummary<'a>>,
    warnings: &'a [Said],
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

/// What is known of each level that the project names; the results of the first are in the folder itself.
fn summarize_levels<'a>(results: &[LevelResults<'a>]) -> Vec<LevelSummary<'a>> {
    let numbered = results.iter().enumerate();
    let summaries = numbered.filter_map(|(number, results)| {
        Some(LevelSummary {
            name: &results.level.label.as_ref()?.name,
            folder: match number {
                0 => String::new(),
                _ => results.level.folder(),
            },
            zones: results.level.zones.zones.len(),
            statuses: &results.level.statistics.statuses,
            compensation: results.findings.assessment.compensation.as_ref(),
        })
    });
    summaries.collect()
}

/// Writes the manifest of a run into its folder, with the digests of all inputs and results.
///
/// # Errors
/// A file cannot be read or the manifest not be written.
pub fn write(results: &[LevelResults<'_>], output: &Output) -> Result<()> {
    let main = results[0];
    let plan = &main.study.plan;
    let folder = output.folder();
    let outputs = output
        .results()?
        .iter()
        .map(|path| {
            Ok((
                slashed(path),
                digest::digest_file(&folder.path(&slashed(path))?)?,
            ))
        })
        .collect::<Result<_>>()?;
    let legend = &main.study.legend;
    let statistics = &main.level.statistics;
    let ledgers = main.findings.ledgers.iter();
    let closures = ledgers.map(|ledger| {
        let worst_closure = ledger.worst_closure();
        (ledger.label.as_str(), LedgerSummary { worst_closure })
    });
    let manifest = Manifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        gdal: landuse_ingest::gdal::gdal_version(),
        project: &plan.raw,
        legend: LegendSummary {
            name: &legend.name,
            title: &legend.title,
            source: &legend.source,
            mapping: &legend.mapping,
        },
        coefficients: &plan.coefficients,
        fuels: statistics.has_fuels().then_some(&plan.fuels),
        zoning: &plan.zoning,
        inputs: main.inputs,
        statuses: &statistics.statuses,
        statistics: &main.study.statistics_parts,
        ledger: closures.collect(),
        compensation: main.findings.assessment.compensation.as_ref(),
        levels: summarize_levels(results),
        warnings: &main.findings.warnings,
        outputs,
    };
    let path = folder.path(MANIFEST)?;
    let mut file =
        File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    serde_json::to_writer_pretty(&mut file, &manifest)
        .and_then(|()| file.write_all(b"\n").map_err(serde_json::Error::io))
        .context("cannot write the manifest")
}
