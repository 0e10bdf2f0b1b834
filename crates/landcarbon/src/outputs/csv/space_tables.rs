//! Neighbours, Moran's I and centres of gravity, as tables.

use std::io::Write;

use anyhow::Result;
use carbon_core::Assessment;
use carbon_core::moran::WeightStyle;
use landuse_ingest::zones::Contact;

use crate::analyses::{Autocorrelation, Centrography};
use crate::files::decimal::decimal;

fn contact(of: Contact) -> &'static str {
    match of {
        Contact::Queen => "queen",
        Contact::Rook => "rook",
    }
}

fn weights(of: WeightStyle) -> &'static str {
    match of {
        WeightStyle::Binary => "binary",
        WeightStyle::RowStandardised => "row-standardised",
    }
}

/// Writes `zone,name,neighbour,neighbour_name`: each pair both ways; an island has one row, without a neighbour.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_neighbours(
    moran: &Autocorrelation,
    assessment: &Assessment,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["zone", "name", "neighbour", "neighbour_name"])?;
    for (zone, neighbours) in assessment.zones.iter().zip(&moran.neighbours) {
        if neighbours.places.is_empty() {
            writer.write_record([zone.id.as_str(), &zone.name, "", ""])?;
        }
        for &place in &neighbours.places {
            let other = &assessment.zones[place];
            writer.write_record([zone.id.as_str(), &zone.name, other.id.as_str(), &other.name])?;
        }
    }
    Ok(writer.flush()?)
}

/// Writes `year,quantity,i,expectation,variance,z,p,permutations,contiguity,weights,pairs,islands`; `z` is empty where all arrangements have
/// the same index.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_moran(moran: &Autocorrelation, out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "year",
        "quantity",
        "i",
        "expectation",
        "variance",
        "z",
        "p",
        "permutations",
        "contiguity",
        "weights",
        "pairs",
        "islands",
    ])?;
    let islands = moran.neighbours.iter().filter(|of| of.places.is_empty());
    let islands = islands.count().to_string();
    for of in &moran.results {
        let global = &of.global;
        writer.write_record([
            &of.year.to_string(),
            &of.field,
            &decimal(global.statistic, 6),
            &decimal(global.expectation, 6),
            &decimal(global.variance, 6),
            &global.z.map_or_else(String::new, |z| decimal(z, 4)),
            &decimal(global.p, 6),
            &global.permutations.to_string(),
            contact(moran.contact),
            weights(moran.weights),
            &moran.pairs().to_string(),
            &islands,
        ])?;
    }
    Ok(writer.flush()?)
}

/// Writes `zone,name,year,quantity,i,z,lag,quadrant,p,significant`; an island has empty numbers. `significant` allows for a twentieth of
/// false discoveries among the zones of a quantity and year.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_local_moran(
    moran: &Autocorrelation,
    assessment: &Assessment,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "zone",
        "name",
        "year",
        "quantity",
        "i",
        "z",
        "lag",
        "quadrant",
        "p",
        "significant",
    ])?;
    for of in &moran.results {
        for (zone, local) in assessment.zones.iter().zip(&of.local) {
            let limit = of.significant_up_to;
            let numbers = local.local.map(|local| {
                [
                    decimal(local.statistic, 6),
                    decimal(local.z, 6),
                    decimal(local.lag, 6),
                    local.quadrant.id().to_owned(),
                    decimal(local.p, 6),
                    limit.is_some_and(|limit| local.p <= limit).to_string(),
                ]
            });
            let year = of.year.to_string();
            let texts = [zone.id.as_str(), &zone.name, &year, &of.field];
            let numbers = numbers.unwrap_or_default();
            writer.write_record(texts.into_iter().chain(numbers.iter().map(|text| &**text)))?;
        }
    }
    Ok(writer.flush()?)
}

/// Writes `quantity,year,longitude,latitude,east_m,north_m,major_m,minor_m,bearing,area_ha,moved_m,moved_bearing`; the last two say how the
/// centre moved from the year before. A circle, and a centre that stayed, have no bearing.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_centres(centres: &Centrography, out: impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "quantity",
        "year",
        "longitude",
        "latitude",
        "east_m",
        "north_m",
        "major_m",
        "minor_m",
        "bearing",
        "area_ha",
        "moved_m",
        "moved_bearing",
    ])?;
    let degrees = |bearing: Option<f64>| bearing.map_or_else(String::new, |of| decimal(of, 2));
    for field in &centres.fields {
        for of in &field.years {
            let (ellipse, [longitude, latitude]) = (&of.ellipse, of.place);
            let moved = field.movements.iter().find(|step| step.to == of.year);
            writer.write_record([
                &*field.field,
                &of.year.to_string(),
                &decimal(longitude, 6),
                &decimal(latitude, 6),
                &decimal(ellipse.centre.east_m, 1),
                &decimal(ellipse.centre.north_m, 1),
                &decimal(ellipse.major_m, 1),
                &decimal(ellipse.minor_m, 1),
                &degrees(ellipse.bearing),
                &decimal(ellipse.area().0, 1),
                &moved.map_or_else(String::new, |step| decimal(step.distance_m, 1)),
                &degrees(moved.and_then(|step| step.bearing)),
            ])?;
        }
    }
    Ok(writer.flush()?)
}
