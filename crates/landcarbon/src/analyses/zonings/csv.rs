//! Other zonings, and how far they agree, as rows of long tables.

use carbon_core::Assessment;
use carbon_core::zonings::{Clustered, Compared, Evidence, ZoningResult, ZoningYear};
use zoning_export::long_tables::{
    AdvantageRow, AgreementRow, DisagreementRow, SilhouetteRow, ZoningRow,
};

/// The class of each zone in each zoning.
pub fn zoning_rows<'a>(
    zonings: &'a [ZoningResult],
    assessment: &'a Assessment,
) -> impl Iterator<Item = ZoningRow<'a>> {
    zoned_years(zonings).flat_map(|(zoning, annual)| {
        let zones = assessment.zones.iter().zip(&annual.zones);
        let classed = zones.filter_map(|(zone, class)| Some((zone, class.as_ref()?)));
        classed.map(move |(zone, class)| ZoningRow {
            zone: zone.id.as_str(),
            name: &zone.name,
            year: annual.year.0,
            zoning: &zoning.name,
            class: &class.id,
            reason: &class.reason,
        })
    })
}

fn zoned_years(zonings: &[ZoningResult]) -> impl Iterator<Item = (&ZoningResult, &ZoningYear)> {
    let zonings = zonings.iter();
    zonings.flat_map(|zoning| zoning.years.iter().map(move |annual| (zoning, annual)))
}

/// How far each pair of zonings agrees.
pub fn agreement_rows(compared: &[Compared]) -> impl Iterator<Item = AgreementRow<'_>> {
    compared.iter().map(|pair| AgreementRow {
        first: &pair.first.zoning,
        first_year: pair.first.year.0,
        second: &pair.second.zoning,
        second_year: pair.second.year.0,
        adjusted_rand: pair.agreement.adjusted_rand,
        zones: pair.agreement.counts.iter().flatten().sum(),
        differing: pair.differing.len(),
    })
}

/// The zones in which two zonings differ.
pub fn disagreement_rows<'a>(
    compared: &'a [Compared],
    assessment: &'a Assessment,
) -> impl Iterator<Item = DisagreementRow<'a>> {
    compared.iter().flat_map(|pair| {
        let differing = pair.agreement.differing.iter().zip(&pair.differing);
        differing.map(|(classes, differing)| {
            let zone = &assessment.zones[differing.place];
            DisagreementRow {
                first: &pair.first.zoning,
                first_year: pair.first.year.0,
                second: &pair.second.zoning,
                second_year: pair.second.year.0,
                zone: zone.id.as_str(),
                name: &zone.name,
                first_class: &classes.first,
                second_class: &classes.second,
                first_reason: &differing.first_reason,
                second_reason: &differing.second_reason,
            }
        })
    })
}

/// Whether one of the zonings is by clusters.
pub fn has_clusters(zonings: &[ZoningResult]) -> bool {
    clustered_years(zonings).next().is_some()
}

fn clustered_years(
    zonings: &[ZoningResult],
) -> impl Iterator<Item = (&ZoningResult, &ZoningYear, &Clustered)> {
    zoned_years(zonings).filter_map(|(zoning, annual)| match &annual.evidence {
        Evidence::Clusters(clustered) => Some((zoning, annual, clustered)),
        _ => None,
    })
}

/// The mean silhouette of each number of clusters that was tried, and of the one that is used.
pub fn silhouette_rows(zonings: &[ZoningResult]) -> impl Iterator<Item = SilhouetteRow<'_>> {
    clustered_years(zonings).flat_map(|(zoning, annual, clustered)| {
        let tried = clustered.scores.iter();
        let tried = tried.map(|score| (score.clusters, score.silhouette));
        let is_tried = tried
            .clone()
            .any(|(clusters, _)| clusters == clustered.number);
        let beyond = (!is_tried).then_some((clustered.number, clustered.silhouette.mean));
        tried
            .chain(beyond)
            .map(move |(clusters, silhouette)| SilhouetteRow {
                zoning: &zoning.name,
                year: annual.year.0,
                clusters,
                silhouette,
                suggested: clusters == clustered.suggested,
                used: clusters == clustered.number,
            })
    })
}

/// Whether one of the zonings is by advantages.
pub fn has_advantages(zonings: &[ZoningResult]) -> bool {
    let is_one = |(_, annual): (&ZoningResult, &ZoningYear)| {
        matches!(annual.evidence, Evidence::Advantages { .. })
    };
    zoned_years(zonings).any(is_one)
}

/// The advantage of each zone in each quantity.
pub fn advantage_rows<'a>(
    zonings: &'a [ZoningResult],
    assessment: &'a Assessment,
) -> Vec<AdvantageRow<'a>> {
    let mut rows = Vec::new();
    for (zoning, annual) in zoned_years(zonings) {
        let Evidence::Advantages { fields, zones } = &annual.evidence else {
            continue;
        };
        let mut places = assessment.zones.iter();
        for advantages in zones {
            let Some(zone) = places.find(|zone| zone.id == advantages.zone) else {
                continue;
            };
            let advantages = fields.iter().zip(&advantages.by_attribute);
            rows.extend(advantages.map(|(quantity, advantage)| AdvantageRow {
                zoning: &zoning.name,
                zone: zone.id.as_str(),
                name: &zone.name,
                year: annual.year.0,
                quantity,
                advantage: *advantage,
            }));
        }
    }
    rows
}
