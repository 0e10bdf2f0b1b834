//! Each two zonings of a year, and each zoning in two years, held against each other.

use serde::Serialize;

use super::{ZoningResult, ZoningYear};
use crate::analysis::agreement::{Agreement, AgreementError, Matching, agreement};
use crate::region::ZoneId;
use crate::units::Year;

/// A zoning in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ZoningOfYear {
    /// What the zoning is called.
    pub zoning: String,
    pub year: Year,
}

/// Two zonings, or one in two years, held against each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    /// The one.
    pub first: ZoningOfYear,
    /// The other.
    pub second: ZoningOfYear,
    /// How far they agree.
    pub agreement: Agreement,
    /// The zones that differ, with the reasons of both.
    pub differing: Vec<Differing>,
}

/// A zone that is of different classes, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Differing {
    /// Its place among the zones.
    pub place: usize,
    /// Why it is of its class in the first zoning.
    pub first_reason: String,
    /// Why it is of its class in the second zoning.
    pub second_reason: String,
}

/// Holds each two zonings of each year against each other, then each zoning of a year against itself
/// in the next, and in the last year against the first.
///
/// Classes are matched by name where both zonings may assign a class of the same name, and by the
/// majority of their zones otherwise (see [`Matching`]).
///
/// # Errors
///
/// [`AgreementError`] if there are fewer than two zones.
pub fn compare(
    zonings: &[ZoningResult],
    zones: &[ZoneId],
) -> Result<Vec<Compared>, AgreementError> {
    let years = zonings.first().map_or(0, |zoning| zoning.years.len());
    let mut compared = Vec::new();
    for year in 0..years {
        for (place, first) in zonings.iter().enumerate() {
            for second in &zonings[place + 1..] {
                compared.push(pair([(first, year), (second, year)], zones)?);
            }
        }
    }
    for zoning in zonings {
        let steps = (1..years).map(|year| (year - 1, year));
        let whole = (years > 2).then(|| (0, years - 1));
        for (from, to) in steps.chain(whole) {
            compared.push(pair([(zoning, from), (zoning, to)], zones)?);
        }
    }
    Ok(compared)
}

fn pair(both: [(&ZoningResult, usize); 2], zones: &[ZoneId]) -> Result<Compared, AgreementError> {
    let [first, second] = both.map(|(zoned, year)| &zoned.years[year]);
    let class_ids = |annual: &ZoningYear| {
        annual
            .zones
            .iter()
            .map(|class| class.id.clone())
            .collect::<Vec<_>>()
    };
    let matching = matching(both[0].0, both[1].0);
    let agreement = agreement(zones, &class_ids(first), &class_ids(second), matching)?;
    let mut places = 0..zones.len();
    let differing = agreement.differing.iter().filter_map(|differing| {
        let place = places.find(|&place| zones[place] == differing.zone)?;
        Some(Differing {
            place,
            first_reason: first.zones[place].reason.clone(),
            second_reason: second.zones[place].reason.clone(),
        })
    });
    let differing = differing.collect();
    let [first, second] = both.map(|(zoned, year)| ZoningOfYear {
        zoning: zoned.name.clone(),
        year: zoned.years[year].year,
    });
    Ok(Compared {
        first,
        second,
        agreement,
        differing,
    })
}

fn matching(first: &ZoningResult, second: &ZoningResult) -> Matching {
    let both = first.classes.iter().zip(&second.classes).next();
    let is_shared = both.is_some_and(|(one, other)| one.iter().any(|class| other.contains(class)));
    if is_shared {
        Matching::Name
    } else {
        Matching::Majority
    }
}
