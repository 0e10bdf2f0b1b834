//! The tables of what a project asks beyond budgets.

use anyhow::Result;
use carbon_core::Assessment;
use landuse_ingest::ledger::Transitions;
use zoning_export::{HectaresFormat, write_transitions};

use super::Analyses;
use crate::outputs::{
    csv::analysis_tables,
    csv::goal_table,
    csv::land_tables,
    csv::result_tables::{Fill, Put},
    csv::space_tables,
    csv::zoning_tables,
};

/// Puts the tables of what was asked for.
///
/// # Errors
/// A table cannot be written.
pub(crate) fn each(of: &Analyses, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
    let mut write = |name: &str, table: &Fill<'_>| put(&format!("tables/{name}.csv"), table);
    if !of.drivers.is_empty() {
        write("drivers", &|out| {
            analysis_tables::write_drivers(&of.drivers, assessment, out)
        })?;
    }
    if !of.inequality.is_empty() {
        write("inequality", &|out| {
            analysis_tables::write_inequality(&of.inequality, out)
        })?;
        write("lorenz", &|out| {
            analysis_tables::write_lorenz(&of.inequality, assessment, out)
        })?;
    }
    if of.inequality.iter().any(|of| !of.splits.is_empty()) {
        write("theil", &|out| {
            analysis_tables::write_theil(&of.inequality, out)
        })?;
    }
    if of.compensation_rate {
        write("compensation_rate", &|out| {
            analysis_tables::write_rates(assessment, out)
        })?;
    }
    if !of.zonings.is_empty() {
        write("zonings", &|out| {
            zoning_tables::write_zonings(&of.zonings, assessment, out)
        })?;
        write("agreement", &|out| {
            zoning_tables::write_agreement(&of.compared, out)
        })?;
        write("disagreement", &|out| {
            zoning_tables::write_disagreement(&of.compared, assessment, out)
        })?;
    }
    if zoning_tables::has_clusters(&of.zonings) {
        write("silhouettes", &|out| {
            zoning_tables::write_silhouettes(&of.zonings, out)
        })?;
    }
    if zoning_tables::has_advantages(&of.zonings) {
        write("nrca", &|out| {
            zoning_tables::write_advantages(&of.zonings, assessment, out)
        })?;
    }
    if let Some(moran) = &of.moran {
        write("neighbours", &|out| {
            space_tables::write_neighbours(moran, assessment, out)
        })?;
        write("moran", &|out| space_tables::write_moran(moran, out))?;
        write("local_moran", &|out| {
            space_tables::write_local_moran(moran, assessment, out)
        })?;
    }
    if let Some(centres) = &of.centres {
        write("centres", &|out| space_tables::write_centres(centres, out))?;
    }
    if !of.transitions.is_empty() {
        write("transitions", &|out| {
            let rows = of.transitions.iter().flat_map(Transitions::rows);
            Ok(write_transitions(rows, HectaresFormat::Csv, out)?)
        })?;
        write("absorption_drivers", &|out| {
            land_tables::write_absorption(&of.absorption, assessment, out)
        })?;
    }
    if !of.goals.is_empty() {
        write("goals", &|out| goal_table::write(&of.goals, out))?;
    }
    Ok(())
}
