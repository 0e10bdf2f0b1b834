//! The long tables of a study, by their names: what `run` writes beside the seven tables for people.

use anyhow::Result;
use carbon_core::Sensitivity;
use zoning_export::Themes;
use zoning_export::long_tables::{LongTable, SensitivityRow};

use crate::findings::Findings;
use crate::levels::tables::{downscaled_rows, within_rows};
use crate::scenario_table::scenario_rows;
use crate::study::Study;
use crate::uncertainty_tables::{interval_rows, probability_rows, sobol_rows};
use crate::{analyses, expect};

/// Takes a table by the name of its file without extension, such as `tables/drivers`.
pub type Put<'p> = dyn FnMut(&str, &dyn LongTable) -> Result<()> + 'p;

/// Puts each table that there is.
///
/// # Errors
/// A table cannot be written.
pub fn put_tables(study: &Study, findings: &Findings, put: &mut Put<'_>) -> Result<()> {
    if let Some(sensitivity) = &findings.sensitivity {
        put("tables/sensitivity", &|| {
            sensitivity_rows(study, sensitivity)
        })?;
    }
    put_what_ifs(study, findings, put)?;
    analyses::files::put_tables(findings, put)?;
    if !findings.outcomes.is_empty() {
        put("expect", &|| expect::rows(&findings.outcomes))?;
    }
    put_level(study, findings, put)
}

/// Scenarios and uncertainty, if the project asks for them.
fn put_what_ifs(study: &Study, findings: &Findings, put: &mut Put<'_>) -> Result<()> {
    let assessment = &findings.assessment;
    if !findings.comparisons.is_empty() {
        put("tables/scenarios", &|| scenario_rows(&findings.comparisons))?;
    }
    if let Some(propagation) = &findings.propagation {
        put("tables/uncertainty", &|| {
            interval_rows(propagation, assessment)
        })?;
        let themes = Themes::new(assessment, &study.project.classes)?;
        let probabilities = probability_rows(propagation, &themes)?;
        put("tables/probabilities", &|| probabilities.iter().cloned())?;
    }
    if let Some(sobol) = &findings.sobol {
        put("tables/sobol", &|| sobol_rows(sobol, assessment))?;
    }
    Ok(())
}

/// What each zone is to the larger ones, and which statistics are downscaled, if the project has levels.
fn put_level(study: &Study, findings: &Findings, put: &mut Put<'_>) -> Result<()> {
    let Some(view) = &study.level else {
        return Ok(());
    };
    if view.has_ancestors() {
        put("tables/coefficients-within", &|| {
            within_rows(view, &findings.assessment)
        })?;
    }
    if view.has_downscaled() {
        put("tables/downscaled", &|| downscaled_rows(view))?;
    }
    Ok(())
}

/// What each zone pays over all combinations of the choices that the paper leaves open, in yuan.
fn sensitivity_rows<'a>(
    study: &'a Study,
    sensitivity: &'a Sensitivity,
) -> impl Iterator<Item = SensitivityRow<'a>> {
    let zones = study.zones.zones.iter().zip(&sensitivity.zones);
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
