//! The long tables of a study, by their names: what `run` writes beside the seven tables for people.

use anyhow::Result;
use carbon_core::{Sensitivity, within};
use zoning_export::Themes;
use zoning_export::long_tables::SensitivityRow;

use super::level_tables::{downscaled_rows, within_rows};
use super::scenario_table::scenario_rows;
use super::uncertainty_tables::{interval_rows, probability_rows, sobol_rows};
use crate::analyses::Put;
use crate::study::{LevelResults, StudyLevel};

/// Puts each table that there is.
///
/// # Errors
/// A table cannot be written.
pub fn put_tables(results: &LevelResults<'_>, put: &mut Put<'_>) -> Result<()> {
    let findings = results.findings;
    if let Some(sensitivity) = &findings.sensitivity {
        let rows = || sensitivity_rows(results.level, sensitivity);
        put("tables/sensitivity", &rows)?;
    }
    put_what_ifs(results, put)?;
    findings.analyses.put_tables(&findings.assessment, put)?;
    if !findings.outcomes.is_empty() {
        put("expect", &|| findings.outcomes.iter().cloned())?;
    }
    put_level(results, put)
}

/// Scenarios and uncertainty, if the project asks for them.
fn put_what_ifs(results: &LevelResults<'_>, put: &mut Put<'_>) -> Result<()> {
    let findings = results.findings;
    let assessment = &findings.assessment;
    if !findings.comparisons.is_empty() {
        put("tables/scenarios", &|| scenario_rows(&findings.comparisons))?;
    }
    if let Some(drawn) = &findings.uncertainty {
        let intervals = || interval_rows(&drawn.propagation, assessment);
        put("tables/uncertainty", &intervals)?;
        let themes = Themes::new(assessment, &results.study.plan.classes)?;
        let probabilities = probability_rows(&drawn.propagation, &themes)?;
        put("tables/probabilities", &|| probabilities.iter().cloned())?;
    }
    let drawn = findings.uncertainty.as_ref();
    if let Some(sobol) = drawn.and_then(|drawn| drawn.sobol.as_ref()) {
        put("tables/sobol", &|| sobol_rows(sobol, assessment))?;
    }
    Ok(())
}

/// What each zone is to the larger ones, and which statistics are downscaled, if the project has levels.
fn put_level(results: &LevelResults<'_>, put: &mut Put<'_>) -> Result<()> {
    let level = results.level;
    if level.parents.is_some() {
        let assessment = &results.findings.assessment;
        let shares = within(assessment, &results.study.hierarchy, level.number);
        put("tables/coefficients-within", &|| {
            within_rows(&shares, level)
        })?;
    }
    if !level.downscaled.is_empty() {
        put("tables/downscaled", &|| downscaled_rows(level))?;
    }
    Ok(())
}

/// What each zone pays over all combinations of the choices that the paper leaves open, in yuan.
fn sensitivity_rows<'a>(
    level: &'a StudyLevel,
    sensitivity: &'a Sensitivity,
) -> impl Iterator<Item = SensitivityRow<'a>> {
    let mut places = level.zones.zones.iter();
    let zones = sensitivity.zones.iter().filter_map(move |payments| {
        Some((places.find(|zone| zone.id == payments.zone)?, payments))
    });
    zones.map(|(zone, payments)| SensitivityRow {
        zone: zone.id.as_str(),
        name: &zone.name,
        minimum_yuan: payments.minimum.amount,
        median_yuan: payments.median.amount,
        maximum_yuan: payments.maximum.amount,
        share_paying: payments.share_paying,
        share_receiving: payments.share_receiving,
        changes_role: payments.changes_role,
    })
}
