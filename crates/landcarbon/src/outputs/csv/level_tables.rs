//! What levels have besides: coefficients within larger zones, and what is downscaled.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use anyhow::Result;
use carbon_core::Assessment;
use carbon_core::levels::{Hierarchy, Origin, Topic};
use carbon_core::within;

use crate::files::decimal::decimal;
use crate::outputs::csv::scenario_table::REGION;
use crate::study::StudyLevel;

/// Writes `zone,name,year,level,ancestor,ancestor_name,emissions_share,gdp_share,absorption_share,ecc,esc,downscaled`: what each zone is
/// to the larger ones in which it lies, and which of its statistics are downscaled. A coefficient that does not exist is left empty.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_within(
    hierarchy: &Hierarchy,
    level: &StudyLevel,
    assessment: &Assessment,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "zone",
        "name",
        "year",
        "level",
        "ancestor",
        "ancestor_name",
        "emissions_share",
        "gdp_share",
        "absorption_share",
        "ecc",
        "esc",
        "downscaled",
    ])?;
    let mut downscaled: BTreeMap<_, BTreeSet<Topic>> = BTreeMap::new();
    for figure in &level.downscaled {
        let topics = downscaled.entry((&figure.zone, figure.year)).or_default();
        topics.extend(Topic::from_variable(figure.statistic.variable()));
    }
    let number = |found: Option<f64>| found.map_or_else(String::new, |x| decimal(x, 6));
    for of in within(assessment, hierarchy, level.number) {
        let topics = downscaled
            .get(&(&of.zone.id, of.year))
            .into_iter()
            .flatten();
        let topics = topics.map(|topic| topic.name());
        writer.write_record([
            of.zone.id.as_str(),
            &of.zone.name,
            &of.year.to_string(),
            &of.level,
            of.ancestor.id.as_str(),
            &of.ancestor.name,
            &decimal(of.emissions_share, 6),
            &decimal(of.gdp_share, 6),
            &number(of.absorption_share),
            &number(of.ecc),
            &number(of.esc),
            &topics.collect::<Vec<_>>().join(" "),
        ])?;
    }
    Ok(writer.flush()?)
}

/// Writes `zone,name,year,variable,value,unit,from,parent,by,weight_year`: every statistic that is downscaled. `by` is empty where an
/// intensity is the parent's.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_downscaled(level: &StudyLevel, out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "zone",
        "name",
        "year",
        "variable",
        "value",
        "unit",
        "from",
        "parent",
        "by",
        "weight_year",
    ])?;
    let zones = &level.zones.zones;
    let names: BTreeMap<_, _> = zones.iter().map(|zone| (&zone.id, &zone.name)).collect();
    for figure in &level.downscaled {
        let (from, parent, by, year) = match &figure.origin {
            Origin::Shared {
                from,
                parent,
                by,
                year,
            } => (from, parent, by.as_str(), year.to_string()),
            Origin::Inherited { from, parent } => (from, parent, "", String::new()),
            _ => continue,
        };
        let variable = figure.statistic.variable();
        writer.write_record([
            figure.zone.as_str(),
            names.get(&figure.zone).map_or("", |name| name.as_str()),
            &figure.year.to_string(),
            variable.name(),
            &decimal(figure.statistic.value(), 3),
            variable.unit(),
            from,
            parent.as_ref().map_or(REGION, |parent| parent.as_str()),
            by,
            &year,
        ])?;
    }
    Ok(writer.flush()?)
}
