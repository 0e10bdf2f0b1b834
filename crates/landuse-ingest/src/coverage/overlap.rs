//! How far zones overlap one another.

use rayon::prelude::*;

use super::ZoneCoverage;
use super::column_set::ColumnSet;
use super::spans::{FULL, Span};

/// Rows that are gone through at a time.
const BAND: u32 = 64;

/// Sum over all cells of what zones claim of it beyond the whole, in units of 2⁻⁵² cell.
pub(super) fn overlap(zones: &[ZoneCoverage], width: u32) -> u128 {
    let south = zones.iter().map(|z| z.spans.rows().end).max().unwrap_or(0);
    let mut by_band: Vec<Vec<&ZoneCoverage>> = vec![Vec::new(); south.div_ceil(BAND) as usize];
    for zone in zones {
        let rows = zone.spans.rows();
        let bands = rows.start / BAND..rows.end.div_ceil(BAND);
        for band in &mut by_band[bands.start as usize..bands.end as usize] {
            band.push(zone);
        }
    }
    by_band
        .par_iter()
        .enumerate()
        .filter(|(_, present)| present.len() > 1)
        .map_init(
            || Claims::new(width),
            |claims, (band, present)| {
                let north = band as u32 * BAND;
                (north..north + BAND)
                    .map(|row| {
                        for span in present.iter().flat_map(|zone| zone.spans.row(row)) {
                            claims.add(span);
                        }
                        claims.settle()
                    })
                    .sum::<u128>()
            },
        )
        .sum()
}

/// What zones claim of a row.
struct Claims {
    /// By how much the claims upon a cell differ from those upon the one west of it.
    changes: Vec<i128>,
    changed: ColumnSet,
}

impl Claims {
    fn new(width: u32) -> Self {
        let columns = width as usize + 1;
        Self {
            changes: vec![0; columns],
            changed: ColumnSet::new(columns),
        }
    }

    fn add(&mut self, span: &Span) {
        let share = i128::from(span.share);
        for (column, change) in [(span.start, share), (span.end, -share)] {
            self.changes[column as usize] += change;
            self.changed.insert(column as usize);
        }
    }

    /// What is claimed beyond the whole of each cell, added up. Begins anew.
    fn settle(&mut self) -> u128 {
        let (mut claimed, mut excess, mut from) = (0_i128, 0_u128, 0);
        let Self { changes, changed } = self;
        let Ok(()) = changed.drain(|column| {
            let beyond = (claimed - i128::from(FULL)).max(0) as u128;
            excess += (column - from) as u128 * beyond;
            claimed += std::mem::take(&mut changes[column]);
            from = column;
            Ok::<(), std::convert::Infallible>(())
        });
        excess
    }
}
