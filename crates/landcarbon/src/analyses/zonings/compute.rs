//! The zones by other rules, and how far each two zonings agree.

use anyhow::{Context as _, Result};
use carbon_core::zonings::{Compared, ZoningResult, compare};
use carbon_core::{Assessment, ZoneFields, ZoneId};

use super::csv;
use super::entry::OtherZoning;
use super::show::zoning_fields;
use crate::analyses::Put;
use crate::analyses::registry::{Computed, Shown};

/// The zonings, and how they compare.
#[derive(Debug)]
pub(super) struct ComparedZonings {
    /// The functional zones of the assessment, then the other zonings.
    pub zonings: Vec<ZoningResult>,
    /// How far each two of them agree.
    pub compared: Vec<Compared>,
}

impl Computed for ComparedZonings {
    fn put_tables(&self, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        let Self { zonings, compared } = self;
        put("tables/zonings", &|| csv::zoning_rows(zonings, assessment))?;
        put("tables/agreement", &|| csv::agreement_rows(compared))?;
        put("tables/disagreement", &|| {
            csv::disagreement_rows(compared, assessment)
        })?;
        if csv::has_clusters(zonings) {
            put("tables/silhouettes", &|| csv::silhouette_rows(zonings))?;
        }
        if csv::has_advantages(zonings) {
            put("tables/nrca", &|| csv::advantage_rows(zonings, assessment))?;
        }
        Ok(())
    }

    fn show(&self, assessment: &Assessment, shown: &mut Shown) -> Result<()> {
        shown.fields.extend(zoning_fields(self, assessment)?);
        Ok(())
    }
}

pub(super) fn compare_zonings(
    others: &[OtherZoning],
    assessment: &Assessment,
) -> Result<ComparedZonings> {
    let fields = ZoneFields::new(assessment);
    let mut zonings = vec![ZoningResult::functional(assessment)];
    for other in others {
        let result = other.resolve(&fields)?.classify(assessment);
        zonings.push(result.with_context(|| format!("[[zoning.other]] \"{}\"", other.name))?);
    }
    let zones = assessment.zones.iter();
    let ids: Vec<ZoneId> = zones.map(|zone| zone.id.clone()).collect();
    Ok(ComparedZonings {
        compared: compare(&zonings, &ids).context("[[zoning.other]]")?,
        zonings,
    })
}
