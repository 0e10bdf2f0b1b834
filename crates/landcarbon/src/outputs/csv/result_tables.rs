//! The long tables of a study, by the names of their files: what `run` writes as CSV beside the seven tables for people.

use std::io::Write;

use anyhow::Result;
use carbon_core::Sensitivity;
use zoning_export::Themes;

use crate::analyses::Put;
use crate::outputs::{csv::level_tables, csv::scenario_table, csv::uncertainty_tables};
use crate::study::expect;
use crate::study::{LevelResults, StudyLevel};

/// Puts each table that there is.
///
/// # Errors
/// A table cannot be written.
pub fn each(results: &LevelResults<'_>, put: &mut Put<'_>) -> Result<()> {
    let findings = results.findings;
    if let Some(sensitivity) = &findings.sensitivity {
        put("tables/sensitivity.csv", &|out| {
            write_sensitivity(results.level, sensitivity, out)
        })?;
    }
    what_ifs(results, put)?;
    findings.analyses.put_tables(&findings.assessment, put)?;
    if !findings.outcomes.is_empty() {
        put("expect.csv", &|out| expect::write(&findings.outcomes, out))?;
    }
    put_level_tables(results, put)
}

/// Scenarios and uncertainty, if the project asks for them.
fn what_ifs(results: &LevelResults<'_>, put: &mut Put<'_>) -> Result<()> {
    let findings = results.findings;
    let assessment = &findings.assessment;
    if !findings.comparisons.is_empty() {
        put("tables/scenarios.csv", &|out| {
            scenario_table::write(&findings.comparisons, out)
        })?;
    }
    if let Some(drawn) = &findings.uncertainty {
        put("tables/uncertainty.csv", &|out| {
            uncertainty_tables::write_intervals(&drawn.propagation, assessment, out)
        })?;
        let themes = Themes::new(assessment, &results.study.plan.classes)?;
        put("tables/probabilities.csv", &|out| {
            uncertainty_tables::write_probabilities(&drawn.propagation, &themes, out)
        })?;
    }
    let drawn = findings.uncertainty.as_ref();
    if let Some(sobol) = drawn.and_then(|drawn| drawn.sobol.as_ref()) {
        put("tables/sobol.csv", &|out| {
            uncertainty_tables::write_sobol(sobol, assessment, out)
        })?;
    }
    Ok(())
}

/// What each zone is to the larger ones, and which statistics are downscaled, if the project has levels.
fn put_level_tables(results: &LevelResults<'_>, put: &mut Put<'_>) -> Result<()> {
    let level = results.level;
    if level.parents.is_some() {
        put("tables/coefficients-within.csv", &|out| {
            level_tables::write_within(
                &results.study.hierarchy,
                level,
                &results.findings.assessment,
                out,
            )
        })?;
    }
    if !level.downscaled.is_empty() {
        put("tables/downscaled.csv", &|out| {
            level_tables::write_downscaled(level, out)
        })?;
    }
    Ok(())
}

/// What each zone pays over all combinations of the choices that the paper leaves open, in yuan.
fn write_sensitivity(level: &StudyLevel, sensitivity: &Sensitivity, out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "zone",
        "name",
        "minimum_yuan",
        "median_yuan",
        "maximum_yuan",
        "share_paying",
        "share_receiving",
        "changes_role",
    ])?;
    for (zone, of) in level.zones.zones.iter().zip(&sensitivity.zones) {
        writer.write_record([
            zone.id.to_string(),
            zone.name.clone(),
            format!("{:.0}", of.minimum.amount),
            format!("{:.0}", of.median.amount),
            format!("{:.0}", of.maximum.amount),
            format!("{:.4}", of.share_paying),
            format!("{:.4}", of.share_receiving),
            of.changes_role.to_string(),
        ])?;
    }
    Ok(writer.flush()?)
}
