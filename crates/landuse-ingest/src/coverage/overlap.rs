//! How far zones overlap one another.

use rayon::prelude::*;

use super::ZoneCoverage;
use super::spans::FULL;

/// Sum over all cells of what zones claim of it beyond the whole, in units of 2⁻⁵² cell.
pub(super) fn overlap(zones: &[ZoneCoverage]) -> u128 {
    let first = zones
        .iter()
        .map(|z| z.spans.rows().start)
        .min()
        .unwrap_or(0);
    let last = zones.iter().map(|z| z.spans.rows().end).max().unwrap_or(0);
    let mut by_row: Vec<Vec<usize>> = vec![Vec::new(); (last - first) as usize];
    for (zone, coverage) in zones.iter().enumerate() {
        for row in coverage.spans.rows() {
            by_row[(row - first) as usize].push(zone);
        }
    }
    by_row
        .par_iter()
        .enumerate()
        .filter(|(_, present)| present.len() > 1)
        .map(|(index, present)| {
            let row = first + index as u32;
            row_overlap(present.iter().flat_map(|&zone| zones[zone].spans.row(row)))
        })
        .sum()
}

fn row_overlap<'a>(spans: impl Iterator<Item = &'a super::Span>) -> u128 {
    let mut changes: Vec<(u32, i128)> = spans
        .flat_map(|s| {
            [
                (s.start, i128::from(s.share)),
                (s.end, -i128::from(s.share)),
            ]
        })
        .collect();
    changes.sort_unstable();
    let mut claimed = 0_i128;
    let mut excess = 0_u128;
    for pair in changes.windows(2) {
        claimed += pair[0].1;
        let columns = u128::from(pair[1].0 - pair[0].0);
        excess += columns * (claimed - i128::from(FULL)).max(0) as u128;
    }
    excess
}
