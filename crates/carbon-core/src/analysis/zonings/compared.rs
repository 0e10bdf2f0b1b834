//! Each two zonings of a year, and each zoning in two years, held against each other.

use serde::Serialize;

use super::ZoningResult;
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
/// majority of their zones otherwise (see [`Matching`]). Zones that lack a class in either are left
/// out.
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
    let classes = first.zones.iter().zip(&second.zones).enumerate();
    let classes = classes
        .filter_map(|(place, (first, second))| Some((place, first.as_ref()?, second.as_ref()?)));
    let classes: Vec<_> = classes.collect();
    let zones: Vec<_> = classes
        .iter()
        .map(|(place, ..)| zones[*place].clone())
        .collect();
    let first_ids: Vec<_> = classes.iter().map(|(_, first, _)| &first.id).collect();
    let second_ids: Vec<_> = classes.iter().map(|(.., second)| &second.id).collect();
    let matching = matching(both[0].0, both[1].0);
    let agreement = agreement(&zones, &first_ids, &second_ids, matching)?;
    let mut known = zones.iter().zip(&classes);
    let differing = agreement.differing.iter().filter_map(|differing| {
        let (_, (place, first, second)) = known.find(|(zone, _)| **zone == differing.zone)?;
        Some(Differing {
            place: *place,
            first_reason: first.reason.clone(),
            second_reason: second.reason.clone(),
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
