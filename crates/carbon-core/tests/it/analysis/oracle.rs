//! Expected values, and the random zones that they were computed for.

use std::collections::BTreeMap;

use carbon_core::ZoneId;
use carbon_core::centre::Position;

const ZONES: &str = include_str!("../../../../../fixtures/oracle/analysis/zones.csv");
const NEIGHBOURS: &str = include_str!("../../../../../fixtures/oracle/analysis/neighbours.csv");

/// The rows of a file without quotes, by column.
pub fn rows(csv: &'static str) -> Vec<BTreeMap<&'static str, &'static str>> {
    let mut lines = csv.lines();
    let header: Vec<_> = lines.next().expect("a header").split(',').collect();
    let row = |line: &'static str| header.iter().copied().zip(line.split(',')).collect();
    lines.map(row).collect()
}

pub fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

/// Whether two numbers differ by no more than a share of the larger, or of one.
#[track_caller]
pub fn assert_close(found: f64, expected: f64, tolerance: f64) {
    let scale = expected.abs().max(1.0);
    assert!(
        (found - expected).abs() <= tolerance * scale,
        "{found} is not {expected}"
    );
}

/// Whether a p-value of many permutations is another one of as many others, within five standard
/// errors of their difference.
#[track_caller]
pub fn assert_same_p(found: f64, expected: f64, [draws, other_draws]: [f64; 2]) {
    let spread = expected * (1.0 - expected) * (1.0 / draws + 1.0 / other_draws);
    let tolerance = 5.0 * spread.sqrt() + 1.0 / draws + 1.0 / other_draws;
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected}"
    );
}

/// A column of the random zones.
pub fn random(column: &str) -> Vec<f64> {
    rows(ZONES).iter().map(|row| number(row[column])).collect()
}

pub fn random_zones() -> Vec<ZoneId> {
    rows(ZONES).iter().map(|row| row["zone"].into()).collect()
}

pub fn random_parents() -> Vec<ZoneId> {
    rows(ZONES).iter().map(|row| row["parent"].into()).collect()
}

pub fn random_positions() -> Vec<Position> {
    let columns = random("east_m").into_iter().zip(random("north_m"));
    let position = |(east_m, north_m)| Position { east_m, north_m };
    columns.map(position).collect()
}

/// The pairs of neighbours of a set of zones.
pub fn neighbours(set: &str) -> Vec<(ZoneId, ZoneId)> {
    let all = rows(NEIGHBOURS);
    let these = all.iter().filter(|row| row["set"] == set);
    these
        .map(|row| (row["zone"].into(), row["neighbour"].into()))
        .collect()
}
