//! The long tables of a study, by the names of their files: what `run` writes as CSV beside the seven tables for people.

use std::io::Write;

use anyhow::Result;
use carbon_core::{Assessment, Sensitivity};
use zoning_export::Themes;

use crate::findings::Findings;
use crate::levels::tables;
use crate::study::Study;
use crate::{analyses, expect, scenario_table, uncertainty_tables};

/// Writes a table as CSV.
pub type Fill<'f> = dyn Fn(&mut (dyn Write + Send)) -> Result<()> + 'f;

/// Takes a table by the name of its file, such as `tables/drivers.csv`.
pub type Put<'p> = dyn FnMut(&str, &Fill<'_>) -> Result<()> + 'p;

/// Puts each table that there is.
///
/// # Errors
/// A table cannot be written.
pub fn each(study: &Study, findings: &Findings, put: &mut Put<'_>) -> Result<()> {
    if let Some(sensitivity) = &findings.sensitivity {
        put("tables/sensitivity.csv", &|out| {
            write_sensitivity(study, sensitivity, out)
        })?;
    }
    what_ifs(study, findings, put)?;
    analyses::files::each(findings, put)?;
    if !findings.outcomes.is_empty() {
        put("expect.csv", &|out| expect::write(&findings.outcomes, out))?;
    }
    of_level(study, &findings.assessment, put)
}

/// Scenarios and uncertainty, if the project asks for them.
fn what_ifs(study: &Study, findings: &Findings, put: &mut Put<'_>) -> Result<()> {
    let assessment = &findings.assessment;
    if !findings.comparisons.is_empty() {
        put("tables/scenarios.csv", &|out| {
            scenario_table::write(&findings.comparisons, out)
        })?;
    }
    if let Some(propagation) = &findings.propagation {
        put("tables/uncertainty.csv", &|out| {
            uncertainty_tables::write_intervals(propagation, assessment, out)
        })?;
        let themes = Themes::new(assessment, &study.project.classes)?;
        put("tables/probabilities.csv", &|out| {
            uncertainty_tables::write_probabilities(propagation, &themes, out)
        })?;
    }
    if let Some(sobol) = &findings.sobol {
        put("tables/sobol.csv", &|out| {
            uncertainty_tables::write_sobol(sobol, assessment, out)
        })?;
    }
    Ok(())
}

/// What each zone is to the larger ones, and which statistics are downscaled, if the project has levels.
fn of_level(study: &Study, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
    let Some(view) = &study.level else {
        return Ok(());
    };
    if view.has_ancestors() {
        put("tables/coefficients-within.csv", &|out| {
            tables::write_within(view, assessment, out)
        })?;
    }
    if view.has_downscaled() {
        put("tables/downscaled.csv", &|out| {
            tables::write_downscaled(view, out)
        })?;
    }
    Ok(())
}

/// What each zone pays over all combinations of the choices that the paper leaves open, in yuan.
fn write_sensitivity(study: &Study, sensitivity: &Sensitivity, out: impl Write) -> Result<()> {
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
    for (zone, of) in study.zones.zones.iter().zip(&sensitivity.zones) {
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
