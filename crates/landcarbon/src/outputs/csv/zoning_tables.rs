//! Other zonings, and how far they agree, as tables.

use std::io::Write;

use anyhow::Result;
use carbon_core::Assessment;
use carbon_core::zonings::{Clustered, Compared, Evidence, ZoningResult, ZoningYear};

use crate::files::decimal::decimal;

/// Writes `zone,name,year,zoning,class,reason`.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_zonings(
    zonings: &[ZoningResult],
    assessment: &Assessment,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["zone", "name", "year", "zoning", "class", "reason"])?;
    for (zoning, annual) in each_year(zonings) {
        for (zone, class) in assessment.zones.iter().zip(&annual.zones) {
            writer.write_record([
                zone.id.as_str(),
                &zone.name,
                &annual.year.to_string(),
                &zoning.name,
                &class.id,
                &class.reason,
            ])?;
        }
    }
    Ok(writer.flush()?)
}

fn each_year(zonings: &[ZoningResult]) -> impl Iterator<Item = (&ZoningResult, &ZoningYear)> {
    let zonings = zonings.iter();
    zonings.flat_map(|zoning| zoning.years.iter().map(move |annual| (zoning, annual)))
}

/// The columns that name a pair of zonings.
const PAIR: [&str; 4] = ["first", "first_year", "second", "second_year"];

fn pair(of: &Compared) -> [String; 4] {
    [
        of.first.zoning.clone(),
        of.first.year.to_string(),
        of.second.zoning.clone(),
        of.second.year.to_string(),
    ]
}

/// Writes `first,first_year,second,second_year,adjusted_rand,zones,differing`.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_agreement(compared: &[Compared], out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(
        PAIR.into_iter()
            .chain(["adjusted_rand", "zones", "differing"]),
    )?;
    for of in compared {
        let counts = of.agreement.counts.iter().flatten();
        let numbers = [
            decimal(of.agreement.adjusted_rand, 6),
            counts.sum::<usize>().to_string(),
            of.differing.len().to_string(),
        ];
        writer.write_record(pair(of).iter().chain(&numbers))?;
    }
    Ok(writer.flush()?)
}

/// Writes `first,first_year,second,second_year,zone,name,first_class,second_class,first_reason,second_reason`: the zones that differ.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_disagreement(
    compared: &[Compared],
    assessment: &Assessment,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let of_zone = [
        "zone",
        "name",
        "first_class",
        "second_class",
        "first_reason",
        "second_reason",
    ];
    writer.write_record(PAIR.into_iter().chain(of_zone))?;
    for of in compared {
        for (classes, differing) in of.agreement.differing.iter().zip(&of.differing) {
            let zone = &assessment.zones[differing.place];
            let texts = [
                zone.id.as_str(),
                &zone.name,
                &classes.first,
                &classes.second,
                &differing.first_reason,
                &differing.second_reason,
            ];
            let pair = pair(of);
            writer.write_record(pair.iter().map(|text| &**text).chain(texts))?;
        }
    }
    Ok(writer.flush()?)
}

/// Whether one of the zonings is by clusters.
#[must_use]
pub fn has_clusters(zonings: &[ZoningResult]) -> bool {
    clustered(zonings).next().is_some()
}

fn clustered(
    zonings: &[ZoningResult],
) -> impl Iterator<Item = (&ZoningResult, &ZoningYear, &Clustered)> {
    each_year(zonings).filter_map(|(zoning, annual)| match &annual.evidence {
        Evidence::Clusters(clustered) => Some((zoning, annual, clustered)),
        _ => None,
    })
}

/// Writes `zoning,year,clusters,silhouette,suggested,used`: the mean silhouette of each number of clusters that was tried, and of the one
/// that is used.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_silhouettes(zonings: &[ZoningResult], out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "zoning",
        "year",
        "clusters",
        "silhouette",
        "suggested",
        "used",
    ])?;
    for (zoning, annual, of) in clustered(zonings) {
        let tried = of.scores.iter().map(|of| (of.clusters, of.silhouette));
        let is_tried = of.scores.iter().any(|score| score.clusters == of.number);
        let beyond = (!is_tried).then_some((of.number, of.silhouette.mean));
        for (clusters, silhouette) in tried.chain(beyond) {
            writer.write_record([
                &*zoning.name,
                &annual.year.to_string(),
                &clusters.to_string(),
                &decimal(silhouette, 6),
                &(clusters == of.suggested).to_string(),
                &(clusters == of.number).to_string(),
            ])?;
        }
    }
    Ok(writer.flush()?)
}

/// Whether one of the zonings is by advantages.
#[must_use]
pub fn has_advantages(zonings: &[ZoningResult]) -> bool {
    let is_one = |(_, annual): (&ZoningResult, &ZoningYear)| {
        matches!(annual.evidence, Evidence::Advantages { .. })
    };
    each_year(zonings).any(is_one)
}

/// Writes `zoning,zone,name,year,quantity,advantage`.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_advantages(
    zonings: &[ZoningResult],
    assessment: &Assessment,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["zoning", "zone", "name", "year", "quantity", "advantage"])?;
    for (zoning, annual) in each_year(zonings) {
        let Evidence::Advantages { fields, zones } = &annual.evidence else {
            continue;
        };
        for (zone, advantages) in assessment.zones.iter().zip(zones) {
            for (field, advantage) in fields.iter().zip(&advantages.by_attribute) {
                writer.write_record([
                    &*zoning.name,
                    zone.id.as_str(),
                    &zone.name,
                    &annual.year.to_string(),
                    field,
                    &decimal(*advantage, 9),
                ])?;
            }
        }
    }
    Ok(writer.flush()?)
}
