//! Partial tallies: the sums of some rows, which add up to the ledgers of all.

use std::ops::Range;

use geo::CoordsIter;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::frame::LedgerFrame;
use super::request::TallyRequest;
use super::sums::Sums;
use crate::coverage::CoverageRule;
use crate::grid::Grid;
use crate::ledger::Ledger;
use crate::legend::Legend;
use crate::overlay::Overlay;
use crate::raster::{Location, Raster, RasterError, RasterProblem};
use crate::remedy::Remedy;

/// The version of the format.
const FORMAT: u32 = 2;

/// The tally of some rows of rasters on one grid. Sums are exact integers: partial tallies of rows that follow one another add up to
/// the very bytes of a whole tally, in any order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialTally {
    landcarbon_partial_tally: u32,
    digests: Digests,
    /// The rows tallied.
    rows: Range<u32>,
    /// The rows that any zone covers, all of which a whole tally has.
    covered: Range<u32>,
    frame: LedgerFrame,
    rasters: Vec<PartialRaster>,
}

/// SHA-256 of what partial tallies must have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Digests {
    /// Ids, names and borders on the grid, and how border cells are shared out.
    zones: String,
    grid: String,
    legend: String,
}

/// The sums of one raster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartialRaster {
    label: String,
    /// What tells the raster from others: name, bytes, band.
    file: String,
    sums: Sums,
}

/// Partial tallies that do not make a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// Another version of the program wrote it.
    #[error(
        "{name} is a partial tally of format {format}, and this program reads format {FORMAT}; tally its rows again"
    )]
    Format {
        /// The partial tally.
        name: String,
        /// Its format.
        format: u32,
    },
    /// Other zones, another grid or another legend.
    #[error(
        "{first} and {other} are partial tallies of different {what}; merge what was tallied with the same options"
    )]
    Different {
        /// A partial tally.
        first: String,
        /// One that does not belong to it.
        other: String,
        /// `zones`, `grids`, `legends` or `rasters`.
        what: &'static str,
    },
    /// Rows that two of them have.
    #[error("{first} and {other} both have rows {}..{} of \"{label}\"; leave one of them out", rows.start, rows.end)]
    Overlap {
        /// A partial tally.
        first: String,
        /// The other.
        other: String,
        /// The raster's label.
        label: String,
        /// The rows.
        rows: Range<u32>,
    },
    /// Neither rows that follow one another of the same rasters, nor the same rows of others.
    #[error(
        "{first} has rows {}..{} of {first_labels} and {other} rows {}..{} of {other_labels}; two partial tallies add up to one if their rows follow one another and their rasters are the same, or the other way round",
        first_rows.start, first_rows.end, other_rows.start, other_rows.end
    )]
    Apart {
        /// A partial tally.
        first: String,
        /// Its rows.
        first_rows: Range<u32>,
        /// Its rasters.
        first_labels: String,
        /// The other.
        other: String,
        /// Its rows.
        other_rows: Range<u32>,
        /// Its rasters.
        other_labels: String,
    },
    /// Rows that none of them has.
    #[error("no partial tally has rows {}..{} of \"{label}\"", rows.start, rows.end)]
    Missing {
        /// The raster's label.
        label: String,
        /// The rows.
        rows: Range<u32>,
    },
}

impl MergeError {
    /// What mends it, by a choice of the user.
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Missing { rows, .. } => Some(Remedy::TallyRows(rows.clone())),
            _ => None,
        }
    }
}

impl Overlay {
    /// Tallies some rows of rasters on this grid.
    ///
    /// # Errors
    /// As [`Self::tally`]; the grid has no such rows.
    pub fn tally_rows(
        &self,
        request: &TallyRequest<'_>,
        rows: Range<u32>,
    ) -> Result<PartialTally, RasterError> {
        let height = self.grid.height;
        if let Some((_, raster)) = request.rasters.first().filter(|_| rows.end > height) {
            return Err(raster.error(RasterProblem::NoSuchRows { rows, height }));
        }
        let sums = self.sums(request, rows.clone())?;
        let rasters = request.rasters.iter().zip(sums);
        let rasters = rasters.map(|((label, raster), sums)| PartialRaster {
            label: (*label).to_owned(),
            file: describe(raster),
            sums,
        });
        Ok(PartialTally {
            landcarbon_partial_tally: FORMAT,
            digests: Digests::of_overlay(self, request.legend),
            rows,
            covered: self.covered_rows(),
            frame: LedgerFrame::new(self, request.legend),
            rasters: rasters.collect(),
        })
    }
}

impl PartialTally {
    /// Adds partial tallies, given with what they are called, to ledgers of all rows: one a label, in the order in which labels first
    /// turn up.
    ///
    /// # Errors
    /// They do not belong together, or rows are missing or there twice.
    pub fn merge(partials: &[(String, Self)]) -> Result<Vec<Ledger>, MergeError> {
        let Some((first, others)) = partials.split_first() else {
            return Ok(Vec::new());
        };
        partials.iter().try_for_each(refuse_other_format)?;
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
        let whole = |label: &str| Ok(frame.ledger(label, &whole(partials, label, covered)?));
        labels.into_iter().map(whole).collect()
    }

    /// Adds two partial tallies, given with what they are called, to one: of the rows of both if these follow one another and the rasters
    /// are the same, of the rasters of both if the rows are the same. Sums are exact, so that any order and nesting of additions gives the
    /// same; the labels stay in the order of the first.
    ///
    /// # Errors
    /// They do not belong together, or would leave a gap.
    pub fn add(first: &(String, Self), other: &(String, Self)) -> Result<Self, MergeError> {
        refuse_other_format(first)?;
        refuse_other_format(other)?;
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

    /// The rows tallied.
    #[must_use]
    pub fn rows(&self) -> Range<u32> {
        self.rows.clone()
    }

    /// The rows that any zone covers, all of which a whole tally has.
    #[must_use]
    pub fn covered_rows(&self) -> Range<u32> {
        self.covered.clone()
    }

    /// The labels of its rasters.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.rasters.iter().map(|raster| raster.label.as_str())
    }

    fn raster(&self, label: &str) -> Option<&PartialRaster> {
        self.rasters.iter().find(|raster| raster.label == label)
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

fn refuse_other_format((name, partial): &(String, PartialTally)) -> Result<(), MergeError> {
    match partial.landcarbon_partial_tally {
        FORMAT => Ok(()),
        format => Err(MergeError::Format {
            name: name.clone(),
            format,
        }),
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

fn refuse_gap(label: &str, rows: Range<u32>) -> Result<(), MergeError> {
    if rows.is_empty() {
        return Ok(());
    }
    Err(MergeError::Missing {
        label: label.to_owned(),
        rows,
    })
}

impl Digests {
    fn of_overlay(overlay: &Overlay, legend: &Legend) -> Self {
        let mut zones = StableDigest::default();
        zones.text(match overlay.coverage.rule {
            CoverageRule::Exact => "exact",
            CoverageRule::Center => "center",
            CoverageRule::Touched => "touched",
        });
        for zone in &overlay.zones {
            zones.text(zone.id.as_str());
            zones.text(&zone.name);
            for place in zone.polygons.coords_iter() {
                zones.float(place.x);
                zones.float(place.y);
            }
        }
        let Grid {
            width, height, crs, ..
        } = &overlay.grid;
        let mut grid = StableDigest::default();
        overlay
            .grid
            .transform()
            .into_iter()
            .for_each(|number| grid.float(number));
        grid.number(i64::from(*width));
        grid.number(i64::from(*height));
        grid.text(crs.wkt());
        let mut codes = StableDigest::default();
        for (code, entry) in legend.codes() {
            codes.number(code);
            codes.text(entry.class.as_str());
        }
        for class in &legend.outside_model {
            codes.text(class.as_str());
        }
        codes.number(i64::from(legend.is_raw()));
        Self {
            zones: zones.finish(),
            grid: grid.finish(),
            legend: codes.finish(),
        }
    }
}

/// A SHA-256 of values, each in an encoding of its own length, so that no two lists of values are the same bytes.
#[derive(Default)]
struct StableDigest(Sha256);

impl StableDigest {
    fn text(&mut self, text: &str) {
        self.number(text.len() as i64);
        self.0.update(text);
    }

    fn number(&mut self, number: i64) {
        self.0.update(number.to_le_bytes());
    }

    fn float(&mut self, number: f64) {
        self.0.update(number.to_bits().to_le_bytes());
    }

    fn finish(self) -> String {
        let digest = self.0.finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What tells a raster from others of its kind, wherever it lies.
fn describe(raster: &Raster) -> String {
    let path = raster.location.path();
    let name = path.file_name().unwrap_or(path.as_os_str());
    let (name, band) = (name.to_string_lossy(), raster.storage.band);
    if let Some(served) = &raster.storage.served {
        let name = name.split('?').next().unwrap_or(&name);
        return format!("{name}, {served}, band {band}");
    }
    let is_in_memory = matches!(raster.location, Location::Memory(..));
    let file = std::fs::metadata(path).ok();
    let file = file.filter(|file| file.is_file() && !is_in_memory);
    let bytes = file.map_or_else(String::new, |file| format!(", {} bytes", file.len()));
    format!("{name}{bytes}, band {band}")
}
