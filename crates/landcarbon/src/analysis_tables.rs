//! What drives emissions, and how unequal they are, as tables.

use std::io::Write;

use anyhow::{Context, Result};
use carbon_core::inequality::{Portion, TheilIndex, lorenz, theil};
use carbon_core::lmdi::{Drivers, Effects, decompose};
use carbon_core::{Account, AnnualAssessment, Assessment, ZoneYear};

use crate::decimal::decimal;
use crate::scenario_table::REGION;

/// Writes `zone,name,from,to,driver,tonnes`: the change of emissions from each year to the next, and from the first to the last, split
/// by LMDI; the driver `change` is their sum.
///
/// # Errors
/// An account has no logarithm, or the stream takes no more bytes.
pub fn write_drivers(assessment: &Assessment, out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["zone", "name", "from", "to", "driver", "tonnes"])?;
    for (from, to) in spans(&assessment.years) {
        let drivers = |of: &ZoneYear| Drivers::from(&of.account);
        let zones: Vec<_> = from
            .zones
            .iter()
            .zip(&to.zones)
            .map(|(before, after)| (before.zone.id.clone(), drivers(before), drivers(after)))
            .collect();
        let found = decompose(from.year, to.year, &zones).context("[analysis] drivers")?;
        let of_zones = assessment.zones.iter().zip(&found.zones);
        let of_zones = of_zones.map(|(zone, of)| ([zone.id.as_str(), &zone.name], &of.effects));
        for (zone, effects) in of_zones.chain([([REGION, REGION], &found.region)]) {
            for (driver, tonnes) in each(effects) {
                writer.write_record([
                    zone[0],
                    zone[1],
                    &from.year.to_string(),
                    &to.year.to_string(),
                    driver,
                    &decimal(tonnes, 3),
                ])?;
            }
        }
    }
    Ok(writer.flush()?)
}

/// The effects that there are, and their sum.
fn each(effects: &Effects) -> impl Iterator<Item = (&'static str, f64)> {
    let parts = effects.each().into_iter();
    let parts = parts.filter_map(|(driver, tonnes)| Some((driver, tonnes?.amount)));
    parts.chain([("change", effects.change.amount)])
}

/// Each year with the next, and the first with the last.
fn spans(
    years: &[AnnualAssessment],
) -> impl Iterator<Item = (&AnnualAssessment, &AnnualAssessment)> {
    let whole = match years {
        [first, _, .., last] => Some((first, last)),
        _ => None,
    };
    years
        .windows(2)
        .map(|pair| (&pair[0], &pair[1]))
        .chain(whole)
}

/// Writes `year,value,against,gini,theil_t,theil_l`. An index that does not exist, because nothing is there to divide by, is left empty.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_inequality(assessment: &Assessment, out: impl Write) -> Result<()> {
    let weights = |of: &Account| {
        [
            ("gdp", of.gdp.amount),
            ("population", of.population.0),
            ("absorption", of.absorption.amount),
        ]
    };
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["year", "value", "against", "gini", "theil_t", "theil_l"])?;
    for annual in &assessment.years {
        for (number, (against, _)) in weights(&annual.region).into_iter().enumerate() {
            let portion = |of: &ZoneYear| Portion {
                zone: of.zone.id.clone(),
                value: of.account.emissions.amount,
                weight: weights(&of.account)[number].1,
            };
            let portions: Vec<_> = annual.zones.iter().map(portion).collect();
            let index = |found: Option<f64>| found.map_or_else(String::new, |x| decimal(x, 6));
            writer.write_record([
                &annual.year.to_string(),
                "emissions",
                against,
                &index(lorenz(&portions).ok().map(|curve| curve.gini)),
                &index(theil(TheilIndex::T, &portions).ok()),
                &index(theil(TheilIndex::L, &portions).ok()),
            ])?;
        }
    }
    Ok(writer.flush()?)
}
