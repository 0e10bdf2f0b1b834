//! What a project asks by `[[zoning.other]]`.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use carbon_core::zonings::{Method, Zoning};

use super::compute::compare_zonings;
use super::entry::{OtherZoning, parse_others};
use crate::analyses::registry::{Analysis, Computed, Reduced, Request};
use crate::analyses::{Context, Expected};

/// The smallest number of zones among which clusters can be told apart.
const LEAST_ZONES_OF_CLUSTERS: usize = 3;

pub(in crate::analyses) const ANALYSIS: Analysis = Analysis {
    keys: &[],
    parse: |sections| {
        let others = parse_others(sections.zonings)?;
        Ok((!others.is_empty()).then(|| Arc::new(OtherZonings(others)) as _))
    },
};

/// The other zonings, in the order of the file; at least one.
#[derive(Debug)]
pub(super) struct OtherZonings(pub(super) Vec<OtherZoning>);

impl Request for OtherZonings {
    fn refuse_unfit(&self, level: &Expected<'_>) -> Result<()> {
        let resolved = self.0.iter().map(|zoning| zoning.resolve(&level.fields));
        let resolved: Vec<Zoning> = resolved.collect::<Result<_>>()?;
        let zones = level.zones;
        if zones < 2 {
            bail!("[[zoning.other]] needs at least 2 zones to part, and there are {zones}");
        }
        for (zoning, resolved) in self.0.iter().zip(resolved) {
            let fits = resolved.fits(&level.fields, zones);
            fits.context(zoning.place.clone())?;
        }
        Ok(())
    }

    fn reduce(&self, level: &Expected<'_>) -> Result<Option<Reduced>> {
        let mut too_few_zones = Vec::new();
        let mut kept = Vec::new();
        if level.zones < 2 {
            too_few_zones.push("other zonings (at least 2)".to_owned());
        } else {
            for zoning in &self.0 {
                match least_zones(zoning, level)? {
                    None => kept.push(zoning.clone()),
                    Some(least) => too_few_zones
                        .push(format!("the zoning \"{}\" (at least {least})", zoning.name)),
                }
            }
        }
        Ok(Some(Reduced {
            request: (!kept.is_empty()).then(|| Arc::new(Self(kept)) as _),
            too_few_zones,
            reasons: Vec::new(),
        }))
    }

    fn compute(&self, context: &Context<'_>) -> Result<Box<dyn Computed>> {
        Ok(Box::new(compare_zonings(&self.0, context)?))
    }
}

/// How many zones a zoning takes, if the level has fewer.
fn least_zones(zoning: &OtherZoning, level: &Expected<'_>) -> Result<Option<usize>> {
    let resolved = zoning.resolve(&level.fields)?;
    let too_few = resolved.fits(&level.fields, level.zones).is_err();
    Ok(match &resolved.method {
        Method::Clusters(clusters) if too_few => Some(
            clusters
                .number
                .map_or(LEAST_ZONES_OF_CLUSTERS, |number| number + 1),
        ),
        _ => None,
    })
}
