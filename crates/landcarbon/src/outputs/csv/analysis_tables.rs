//! What drives emissions, how unequal they are, and which share of them is absorbed, as tables.

use std::io::Write;

use anyhow::Result;
use carbon_core::inequality::TheilSplit;
use carbon_core::lmdi::{Decomposition, Effects};
use carbon_core::{Account, Assessment, ZoneId};

use crate::analyses::Inequality;
use crate::files::decimal::decimal;
use crate::outputs::csv::scenario_table::REGION;

/// Writes `zone,name,from,to,driver,tonnes`: the change of emissions between years, split by LMDI; the driver `change` is their sum.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_drivers(
    drivers: &[Decomposition],
    assessment: &Assessment,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["zone", "name", "from", "to", "driver", "tonnes"])?;
    for found in drivers {
        let of_zones = assessment.zones.iter().zip(&found.zones);
        let of_zones = of_zones.map(|(zone, of)| ([zone.id.as_str(), &zone.name], &of.effects));
        for (zone, effects) in of_zones.chain([([REGION, REGION], &found.region)]) {
            for (driver, tonnes) in each(effects) {
                writer.write_record([
                    zone[0],
                    zone[1],
                    &found.from.to_string(),
                    &found.to.to_string(),
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

/// What is held against the weights.
const VALUE: &str = "emissions";

/// Writes `year,value,against,gini,theil_t,theil_l`. An index that does not exist is left empty.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_inequality(inequality: &[Inequality], out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["year", "value", "against", "gini", "theil_t", "theil_l"])?;
    for of in inequality {
        let index = |found: Option<f64>| found.map_or_else(String::new, |x| decimal(x, 6));
        writer.write_record([
            &of.year.to_string(),
            VALUE,
            of.against.id(),
            &index(of.lorenz.as_ref().map(|curve| curve.gini)),
            &index(of.theil_t),
            &index(of.theil_l),
        ])?;
    }
    Ok(writer.flush()?)
}

/// Writes `year,value,against,point,zone,name,weight_share,value_share`: the points of each Lorenz curve, from 0; the zone is that of the
/// stretch up to the point.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_lorenz(
    inequality: &[Inequality],
    assessment: &Assessment,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "year",
        "value",
        "against",
        "point",
        "zone",
        "name",
        "weight_share",
        "value_share",
    ])?;
    for of in inequality {
        let curve = of.lorenz.iter().flat_map(|curve| &curve.points);
        let points = curve.map(|of| (Some(&of.zone), of.weight_share, of.value_share));
        let start = of.lorenz.iter().map(|_| (None, 0.0, 0.0));
        for (number, (zone, weight, value)) in start.chain(points).enumerate() {
            writer.write_record([
                of.year.to_string().as_str(),
                VALUE,
                of.against.id(),
                &number.to_string(),
                zone.map_or("", ZoneId::as_str),
                zone.map_or("", |zone| name(assessment, zone)),
                &decimal(weight, 6),
                &decimal(value, 6),
            ])?;
        }
    }
    Ok(writer.flush()?)
}

fn name<'a>(assessment: &'a Assessment, id: &ZoneId) -> &'a str {
    let zone = assessment.zones.iter().find(|zone| zone.id == *id);
    zone.map_or("", |zone| &zone.name)
}

/// Writes `year,value,against,index,parent,value_share,weight_share,inner,between,within`: Theil's indices between and within parents; the
/// row without a parent has the sums, and their total as `inner`.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_theil(inequality: &[Inequality], out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "year",
        "value",
        "against",
        "index",
        "parent",
        "value_share",
        "weight_share",
        "inner",
        "between",
        "within",
    ])?;
    for of in inequality {
        for split in &of.splits {
            for (parent, numbers) in split_rows(split) {
                let numbers = numbers
                    .map(|number| number.map_or_else(String::new, |number| decimal(number, 6)));
                let index = split.index.letter();
                let year = of.year.to_string();
                let texts = [&*year, VALUE, of.against.id(), index, parent];
                writer.write_record(texts.into_iter().chain(numbers.iter().map(|text| &**text)))?;
            }
        }
    }
    Ok(writer.flush()?)
}

fn split_rows(split: &TheilSplit) -> impl Iterator<Item = (&str, [Option<f64>; 5])> {
    let whole = [1.0, 1.0, split.total, split.between, split.within].map(Some);
    let parents = split.parents.iter().map(|of| {
        let [value, weight] = [of.value_share, of.weight_share].map(Some);
        let numbers = [value, weight, of.index, Some(of.between), Some(of.within)];
        (of.parent.as_str(), numbers)
    });
    parents.chain([("", whole)])
}

/// Writes `zone,name,year,compensation_rate`: absorption by emissions.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_rates(assessment: &Assessment, out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["zone", "name", "year", "compensation_rate"])?;
    for annual in &assessment.years {
        let zones = annual.zones.iter();
        let zones = zones.map(|of| ([of.zone.id.as_str(), &of.zone.name], &of.account));
        for (zone, account) in zones.chain([([REGION, REGION], &annual.region)]) {
            let rate = |of: &Account| of.absorption.amount / of.emissions.amount;
            writer.write_record([
                zone[0],
                zone[1],
                &annual.year.to_string(),
                &decimal(rate(account), 6),
            ])?;
        }
    }
    Ok(writer.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyses::Against;
    use carbon_core::Year;
    use carbon_core::inequality::{Portion, TheilIndex, theil_split};

    #[test]
    fn an_index_stands_with_the_parts_of_each_parent() {
        // Shares of the value 1/8, 3/8, 3/8, 1/8 of equal weights: T = ¾ ln 1.5 + ¼ ln 0.5, all of it within parents of one of each.
        let portion = |(zone, value): (&str, f64)| Portion {
            zone: zone.into(),
            value,
            weight: 1.0,
        };
        let portions = [("w", 1.0), ("x", 3.0), ("y", 3.0), ("z", 1.0)].map(portion);
        let parents = ["a", "a", "b", "b"].map(ZoneId::from);
        let inequality = Inequality {
            year: Year(2020),
            against: Against::Gdp,
            lorenz: None,
            theil_t: None,
            theil_l: None,
            splits: vec![theil_split(TheilIndex::T, &portions, &parents).unwrap()],
        };
        let mut out = Vec::new();
        write_theil(&[inequality], &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "year,value,against,index,parent,value_share,weight_share,inner,between,within\n\
             2020,emissions,gdp,T,a,0.500000,0.500000,0.130812,0.000000,0.065406\n\
             2020,emissions,gdp,T,b,0.500000,0.500000,0.130812,0.000000,0.065406\n\
             2020,emissions,gdp,T,,1.000000,1.000000,0.130812,0.000000,0.130812\n"
        );
    }
}
