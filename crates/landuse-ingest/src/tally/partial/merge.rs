//! Partial tallies added up.

use std::ops::Range;

use carbon_core::Hectares;

use super::error::MergeError;
use super::partial::{PartialRaster, PartialTally};
use crate::ledger::Ledger;
use crate::tally::frame::{FramedZone, LedgerFrame};
use crate::tally::sums::Sums;

/// The most that the closure of a zone changes by rounding.
const CLOSURE: f64 = 1e-9;

/// The surface of the Earth: where true areas differ from cell to cell, no zone has more.
const EARTH: Hectares = Hectares(5.101e10);

impl PartialTally {
    /// Adds partial tallies, given with what they are called, to ledgers of all rows: one a label, in the order in which labels first
    /// turn up.
    ///
    /// # Errors
    /// They do not belong together, rows are missing or there twice, or all rows do not make up the zones.
    pub fn merge(partials: &[(String, Self)]) -> Result<Vec<Ledger>, MergeError> {
        let Some((first, others)) = partials.split_first() else {
            return Ok(Vec::new());
        };
        for other in others {
            refuse_different(first, other)?;
        }
        let mut labels: Vec<&str> = Vec::new();
        for raster in partials.iter().flat_map(|(_, partial)| &partial.rasters) {
            if !labels.contains(&&*raster.label) {
                labels.push(&raster.label);
            }
        }
        let (_, Self { frame, covered, .. }) = first;
        let ledger = |label: &str| {
            let sums = whole(partials, label, covered)?;
            refuse_open(frame, label, &sums)?;
            Ok(frame.ledger(label, &sums))
        };
        labels.into_iter().map(ledger).collect()
    }

    /// Adds two partial tallies, given with what they are called, to one: of the rows of both if these follow one another and the rasters
    /// are the same, of the rasters of both if the rows are the same. Sums are exact, so that any order and nesting of additions gives the
    /// same; the labels stay in the order of the first.
    ///
    /// # Errors
    /// They do not belong together, or would leave a gap.
    pub fn add(first: &(String, Self), other: &(String, Self)) -> Result<Self, MergeError> {
        refuse_different(first, other)?;
        let ((_, a), (_, b)) = (first, other);
        let shared = a
            .rasters
            .iter()
            .filter(|raster| b.raster(&raster.label).is_some());
        let shared = shared.count();
        if a.rows == b.rows && shared == 0 {
            let rasters = a.rasters.iter().chain(&b.rasters).cloned();
            return Ok(Self {
                rasters: rasters.collect(),
                ..a.clone()
            });
        }
        let follows = a.rows.end == b.rows.start || b.rows.end == a.rows.start;
        if !follows || shared != a.rasters.len() || shared != b.rasters.len() {
            return Err(apart(first, other));
        }
        let added = a.rasters.iter().map(|raster| {
            let theirs = b.raster(&raster.label).map(|raster| raster.sums.clone());
            PartialRaster {
                sums: raster.sums.clone().merge(theirs.unwrap_or_default()),
                ..raster.clone()
            }
        });
        Ok(Self {
            rows: a.rows.start.min(b.rows.start)..a.rows.end.max(b.rows.end),
            rasters: added.collect(),
            ..a.clone()
        })
    }
}

fn apart((first, a): &(String, PartialTally), (other, b): &(String, PartialTally)) -> MergeError {
    let labels = |partial: &PartialTally| {
        let labels: Vec<_> = partial
            .labels()
            .map(|label| format!("\"{label}\""))
            .collect();
        labels.join(", ")
    };
    MergeError::Apart {
        first: first.clone(),
        first_rows: a.rows(),
        first_labels: labels(a),
        other: other.clone(),
        other_rows: b.rows(),
        other_labels: labels(b),
    }
}

fn refuse_different(
    (first, a): &(String, PartialTally),
    (other, b): &(String, PartialTally),
) -> Result<(), MergeError> {
    let file = |partial: &PartialTally, label: &str| {
        partial.raster(label).map(|raster| raster.file.clone())
    };
    let mut both = a
        .rasters
        .iter()
        .filter(|raster| b.raster(&raster.label).is_some());
    let what = if a.digests.grid != b.digests.grid {
        "grids"
    } else if a.digests.legend != b.digests.legend {
        "legends"
    } else if a.digests.zones != b.digests.zones || a.frame != b.frame {
        "zones"
    } else if both.any(|raster| file(a, &raster.label) != file(b, &raster.label)) {
        "rasters"
    } else {
        return Ok(());
    };
    Err(MergeError::Different {
        first: first.clone(),
        other: other.clone(),
        what,
    })
}

/// The sums of a label over all rows that zones cover.
fn whole(
    partials: &[(String, PartialTally)],
    label: &str,
    covered: &Range<u32>,
) -> Result<Sums, MergeError> {
    let mut parts: Vec<_> = partials
        .iter()
        .filter_map(|(name, partial)| Some((&partial.rows, name, partial.raster(label)?)))
        .collect();
    parts.sort_by_key(|(rows, ..)| (rows.start, rows.end));
    let mut next = covered.start;
    let mut before: Option<(&Range<u32>, &String)> = None;
    let mut all: Option<Sums> = None;
    for (rows, name, raster) in parts {
        if let Some((earlier, first)) = before.filter(|(earlier, _)| rows.start < earlier.end) {
            return Err(MergeError::Overlap {
                first: first.clone(),
                other: name.clone(),
                label: label.to_owned(),
                rows: rows.start..rows.end.min(earlier.end),
            });
        }
        refuse_gap(label, next..rows.start.min(covered.end))?;
        next = next.max(rows.end);
        before = Some((rows, name));
        all = Some(match all {
            None => raster.sums.clone(),
            Some(sums) => sums.merge(raster.sums.clone()),
        });
    }
    refuse_gap(label, next..covered.end)?;
    Ok(all.unwrap_or_default())
}

/// Refuses sums of all rows that do not make up each zone, as far as its area is known.
fn refuse_open(frame: &LedgerFrame, label: &str, sums: &Sums) -> Result<(), MergeError> {
    for (number, zone) in frame.zones.iter().enumerate() {
        let inside = sums.inside(number).map(|inside| frame.hectares(inside).0);
        let found = Hectares(inside.unwrap_or(f64::INFINITY) + zone.outside.0);
        let (area, closes) = match zone.area {
            Some(area) if area.0 > 0.0 => (area, closes(found.0 / area.0, zone)),
            Some(area) => (area, found.0 == 0.0),
            None => (EARTH, found.0 <= EARTH.0),
        };
        if !closes {
            return Err(MergeError::NotClosed {
                label: label.to_owned(),
                zone: zone.id.clone(),
                found,
                area,
            });
        }
    }
    Ok(())
}

/// Whether this part of a zone's area is off by what the zone's own closure says.
fn closes(part: f64, zone: &FramedZone) -> bool {
    ((part - 1.0).abs() - zone.closure).abs() <= CLOSURE * (1.0 + zone.closure)
}

fn refuse_gap(label: &str, rows: Range<u32>) -> Result<(), MergeError> {
    if rows.is_empty() {
        return Ok(());
    }
    Err(MergeError::Missing {
        label: label.to_owned(),
        rows,
    })
}
