//! What a level can answer of the requests of a plan.

use anyhow::Result;
use carbon_core::ZoneFields;
use carbon_core::zonings::Method;
use landuse_ingest::zones::Contiguity;

use super::{LEAST_OF_MORAN, Requests};

/// The smallest number of zones among which clusters can be told apart.
const LEAST_OF_CLUSTERS: usize = 3;

/// Removes the requests for which a level has too few zones or no neighbours. Returns the reasons.
///
/// # Errors
/// A field is unknown.
pub(crate) fn leave_out_unfit(
    requests: &mut Requests,
    fields: &ZoneFields,
    zones: usize,
    contiguity: Option<&Contiguity>,
) -> Result<Vec<String>> {
    let mut reasons = Vec::new();
    let mut too_few = leave_out_zonings(requests, fields, zones)?;
    let analysis = &mut requests.analysis;
    let has_neighbours = contiguity.is_none_or(|found| !found.pairs.is_empty());
    if !analysis.moran.is_empty() && zones < LEAST_OF_MORAN {
        too_few.push(format!("moran (at least {LEAST_OF_MORAN})"));
        analysis.moran.clear();
    } else if !has_neighbours {
        reasons.push("no two zones have a border in common, so that moran is left out".to_owned());
        analysis.moran.clear();
    }
    if !analysis.centres.is_empty() && zones < 2 {
        too_few.push("centres (at least 2)".to_owned());
        analysis.centres.clear();
    }
    if !too_few.is_empty() {
        let noun = if zones == 1 { "zone" } else { "zones" };
        let listed = too_few.join(", ");
        reasons.push(format!("left out, since it has {zones} {noun}: {listed}"));
    }
    Ok(reasons)
}

/// Removes zonings of more classes than there are zones for. Returns them with the zones that they need.
fn leave_out_zonings(
    requests: &mut Requests,
    fields: &ZoneFields,
    zones: usize,
) -> Result<Vec<String>> {
    let asked = std::mem::take(&mut requests.zonings);
    if zones < 2 {
        let left_out = (!asked.is_empty()).then(|| "other zonings (at least 2)".to_owned());
        return Ok(left_out.into_iter().collect());
    }
    let mut too_few = Vec::new();
    for zoning in asked {
        let resolved = zoning.resolve(fields)?;
        match &resolved.method {
            Method::Clusters(clusters) if resolved.fits(fields, zones).is_err() => {
                let least = clusters
                    .number
                    .map_or(LEAST_OF_CLUSTERS, |number| number + 1);
                too_few.push(format!("the zoning \"{}\" (at least {least})", zoning.name));
            }
            _ => requests.zonings.push(zoning),
        }
    }
    Ok(too_few)
}
