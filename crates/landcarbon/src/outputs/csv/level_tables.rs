//! What a level has besides, as rows of long tables: coefficients within larger zones, and what is downscaled.

use std::collections::{BTreeMap, BTreeSet};

use carbon_core::WithinAncestor;
use carbon_core::levels::{Origin, Topic};
use zoning_export::long_tables::{DownscaledRow, REGION, WithinRow};

use crate::study::StudyLevel;

/// What each zone is to the larger ones in which it lies, and which of its statistics are downscaled.
pub fn within_rows<'a>(shares: &'a [WithinAncestor], level: &StudyLevel) -> Vec<WithinRow<'a>> {
    let mut downscaled: BTreeMap<_, BTreeSet<Topic>> = BTreeMap::new();
    for figure in &level.downscaled {
        let topics = downscaled.entry((&figure.zone, figure.year)).or_default();
        topics.extend(Topic::from_variable(figure.statistic.variable()));
    }
    let rows = shares.iter();
    rows.map(|found| {
        let topics = downscaled.get(&(&found.zone.id, found.year));
        let topics = topics.into_iter().flatten().map(|topic| topic.name());
        WithinRow {
            zone: found.zone.id.as_str(),
            name: &found.zone.name,
            year: found.year.0,
            level: &found.level,
            ancestor: found.ancestor.id.as_str(),
            ancestor_name: &found.ancestor.name,
            emissions_share: found.emissions_share,
            gdp_share: found.gdp_share,
            absorption_share: found.absorption_share,
            ecc: found.ecc,
            esc: found.esc,
            downscaled: topics.collect::<Vec<_>>().join(" "),
        }
    })
    .collect()
}

/// Every statistic that is downscaled.
pub fn downscaled_rows(level: &StudyLevel) -> Vec<DownscaledRow<'_>> {
    let zones = &level.zones.zones;
    let names: BTreeMap<_, _> = zones.iter().map(|zone| (&zone.id, &zone.name)).collect();
    let rows = level.downscaled.iter().filter_map(|figure| {
        let (from, parent, by, year) = match &figure.origin {
            Origin::Shared {
                from,
                parent,
                by,
                year,
            } => (from, parent, Some(by.as_str()), Some(year.0)),
            Origin::Inherited { from, parent } => (from, parent, None, None),
            _ => return None,
        };
        let variable = figure.statistic.variable();
        Some(DownscaledRow {
            zone: figure.zone.as_str(),
            name: names.get(&figure.zone).map_or("", |name| name.as_str()),
            year: figure.year.0,
            variable: variable.name(),
            value: figure.statistic.value(),
            unit: variable.unit(),
            from,
            parent: parent.as_ref().map_or(REGION, |parent| parent.as_str()),
            by,
            weight_year: year,
        })
    });
    rows.collect()
}
