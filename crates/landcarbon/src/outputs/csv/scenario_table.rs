//! Scenarios as a table: every number without and with the changes.

use std::io::Write;

use anyhow::Result;
use carbon_core::ZoneId;
use carbon_core::scenario::Comparison;

use crate::files::decimal::decimal;

/// What stands for the region among ids of zones, and for its name.
pub(crate) const REGION: &str = "region";

/// Writes `scenario,zone,name,year,quantity,base,scenario,difference,relative`; quantities are fields of the layers, in their units.
/// Functional zones are listed where they change.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write(comparisons: &[Comparison], out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "scenario",
        "zone",
        "name",
        "year",
        "quantity",
        "base",
        "scenario_value",
        "difference",
        "relative",
    ])?;
    for comparison in comparisons {
        let name = |zone: &ZoneId| {
            let zones = comparison.base.zones.iter();
            zones
                .clone()
                .find(|of| of.id == *zone)
                .map_or("", |of| &of.name)
        };
        for of in comparison.differences() {
            let (zone, zone_name) = match &of.zone {
                Some(zone) => (zone.as_str(), name(zone)),
                None => (REGION, REGION),
            };
            let number = |value: f64| decimal(value, of.quantity.decimals());
            writer.write_record([
                &*comparison.name,
                zone,
                zone_name,
                &of.year.to_string(),
                &of.quantity.field_name(),
                &number(of.base),
                &number(of.scenario),
                &number(of.difference()),
                &of.relative()
                    .map_or_else(String::new, |share| decimal(share, 6)),
            ])?;
        }
        for change in comparison.function_changes() {
            writer.write_record([
                &*comparison.name,
                change.zone.as_str(),
                name(&change.zone),
                &change.year.to_string(),
                "functional_zone",
                change.base.id(),
                change.scenario.id(),
                "",
                "",
            ])?;
        }
    }
    Ok(writer.flush()?)
}
