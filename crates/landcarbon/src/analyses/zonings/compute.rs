//! The zones by other rules, and how far each two zonings agree.

use anyhow::{Context as _, Result};
use carbon_core::zonings::{Compared, ZoningResult, compare};
use carbon_core::{Assessment, ZoneFields, ZoneId};

use super::csv;
use super::entry::OtherZoning;
use super::show::zoning_fields;
use crate::analyses::context::left_out;
use crate::analyses::registry::{Computed, Shown};
use crate::analyses::{Context, Put};

/// The zonings, and how they compare.
#[derive(Debug)]
pub(super) struct ComparedZonings {
    /// The functional zones of the assessment, then the other zonings.
    pub zonings: Vec<ZoningResult>,
    /// How far each two of them agree.
    pub compared: Vec<Compared>,
    /// Why some are left out.
    pub left_out: Vec<String>,
}

impl Computed for ComparedZonings {
    fn put_tables(&self, assessment: &Assessment, put: &mut Put<'_>) -> Result<()> {
        let Self {
            zonings, compared, ..
        } = self;
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

    fn warnings(&self) -> Vec<String> {
        self.left_out.clone()
    }
}

pub(super) fn compare_zonings(
    others: &[OtherZoning],
    context: &Context<'_>,
) -> Result<ComparedZonings> {
    let assessment = context.assessment;
    let fields = ZoneFields::new(assessment);
    let mut zonings = vec![ZoningResult::functional(assessment)];
    let mut reasons = Vec::new();
    for other in others {
        let zoning = other.resolve(&fields)?;
        let inherited = context.inherited_fields(zoning.method.compared_fields())?;
        if !inherited.is_empty() {
            let what = format!("the zoning \"{}\"", other.name);
            reasons.push(left_out(&what, &inherited));
            continue;
        }
        let result = zoning.classify(assessment);
        zonings.push(result.with_context(|| format!("[[zoning.other]] \"{}\"", other.name))?);
    }
    let zones = assessment.zones.iter();
    let ids: Vec<ZoneId> = zones.map(|zone| zone.id.clone()).collect();
    Ok(ComparedZonings {
        compared: compare(&zonings, &ids).context("[[zoning.other]]")?,
        zonings,
        left_out: reasons,
    })
}
