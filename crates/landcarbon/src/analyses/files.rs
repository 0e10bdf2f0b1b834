//! The tables of what a project asks beyond budgets.

use anyhow::Result;
use carbon_core::Assessment;
use landuse_ingest::ledger::Transitions;
use zoning_export::long_tables::{CrossedAreaRow, LongTable};

use super::Analyses;
use crate::outputs::csv::analysis_tables::{
    compensation_rate_rows, driver_rows, inequality_rows, lorenz_rows, theil_rows,
};
use crate::outputs::csv::goal_table::goal_rows;
use crate::outputs::csv::land_tables::absorption_rows;
use crate::outputs::csv::result_tables::Put;
use crate::outputs::csv::space_tables::{
    centre_rows, local_moran_rows, moran_rows, neighbour_rows,
};
use crate::outputs::csv::zoning_tables::{
    advantage_rows, agreement_rows, disagreement_rows, has_advantages, has_clusters,
    silhouette_rows, zoning_rows,
};

/// Puts the tables of what was asked for.
///
/// # Errors
/// A table cannot be written.
pub(crate) fn put_tables(
    analyses: &Analyses,
    assessment: &Assessment,
    put: &mut Put<'_>,
) -> Result<()> {
    let (inequality, zonings) = (&analyses.inequality, &analyses.zonings);
    let mut put = |name: &str, table: &dyn LongTable| put(&format!("tables/{name}"), table);
    if !analyses.drivers.is_empty() {
        put("drivers", &|| driver_rows(&analyses.drivers, assessment))?;
    }
    if !inequality.is_empty() {
        put("inequality", &|| inequality_rows(inequality))?;
        put("lorenz", &|| lorenz_rows(inequality, assessment))?;
    }
    if inequality.iter().any(|found| !found.splits.is_empty()) {
        put("theil", &|| theil_rows(inequality))?;
    }
    if analyses.compensation_rate {
        put("compensation_rate", &|| compensation_rate_rows(assessment))?;
    }
    if !zonings.is_empty() {
        put("zonings", &|| zoning_rows(zonings, assessment))?;
        put("agreement", &|| agreement_rows(&analyses.compared))?;
        put("disagreement", &|| {
            disagreement_rows(&analyses.compared, assessment)
        })?;
    }
    if has_clusters(zonings) {
        put("silhouettes", &|| silhouette_rows(zonings))?;
    }
    if has_advantages(zonings) {
        put("nrca", &|| advantage_rows(zonings, assessment))?;
    }
    if let Some(moran) = &analyses.moran {
        put("neighbours", &|| neighbour_rows(moran, assessment))?;
        put("moran", &|| moran_rows(moran))?;
        put("local_moran", &|| local_moran_rows(moran, assessment))?;
    }
    if let Some(centres) = &analyses.centres {
        put("centres", &|| centre_rows(centres))?;
    }
    if !analyses.transitions.is_empty() {
        put("transitions", &|| {
            let rows = analyses.transitions.iter().flat_map(Transitions::rows);
            rows.map(CrossedAreaRow::from)
        })?;
        put("absorption_drivers", &|| {
            absorption_rows(&analyses.absorption, assessment)
        })?;
    }
    if !analyses.goals.is_empty() {
        put("goals", &|| goal_rows(&analyses.goals))?;
    }
    Ok(())
}
