use carbon_core::moran::{
    Permutations, SpatialWeights, WeightStyle, global, local, significant_up_to,
};
use carbon_core::{ZoneId, ZoningRule};

use crate::analysis::jiangxi;
use crate::analysis::oracle::{
    assert_close, assert_same_p, neighbours, number, random, random_zones, rows,
};

const GLOBAL: &str = include_str!("../../../../../fixtures/oracle/analysis/moran_global.csv");
const DISCOVERY: &str = include_str!("../../../../../fixtures/oracle/analysis/moran_discovery.csv");
const LOCAL: &str = include_str!("../../../../../fixtures/oracle/analysis/moran_local.csv");
const TOLERANCE: f64 = 1e-13;
const DRAWS: Permutations = Permutations {
    count: 20_000,
    seed: 5,
};
const OTHER_DRAWS: f64 = 99_999.0;

fn style(name: &str) -> WeightStyle {
    match name {
        "binary" => WeightStyle::Binary,
        _ => WeightStyle::RowStandardised,
    }
}

/// The zones of a set and their values.
fn values(set: &str, variable: &str) -> (Vec<ZoneId>, Vec<f64>) {
    if set == "random" {
        return (random_zones(), random(variable));
    }
    let assessment = jiangxi::assessment(&ZoningRule::default());
    let zones = jiangxi::zones(&assessment.years[0]);
    (zones, jiangxi::column(&assessment, 2020, variable))
}

#[test]
fn global_moran_agrees_with_esda() {
    for row in rows(GLOBAL) {
        let (zones, values) = values(row["set"], row["variable"]);
        let pairs = neighbours(row["set"]);
        let weights = SpatialWeights::new(zones, &pairs, style(row["style"])).unwrap();
        let moran = global(&values, &weights, DRAWS).unwrap();
        assert_close(moran.statistic, number(row["i"]), TOLERANCE);
        assert_close(moran.expectation, number(row["expectation"]), TOLERANCE);
        assert_close(moran.variance, number(row["variance"]), TOLERANCE);
        assert_close(moran.z.unwrap(), number(row["z"]), 1e-11);
        let draws = [f64::from(DRAWS.count), OTHER_DRAWS];
        assert_same_p(moran.p, number(row["p"]), draws);
    }
}

#[test]
fn local_moran_agrees_with_esda_and_with_all_sets_of_neighbours() {
    let expected = rows(LOCAL);
    let mut compared = 0;
    for (set, variable, name) in [
        ("jiangxi", "intensity", "binary"),
        ("jiangxi", "intensity", "row-standardised"),
        ("jiangxi", "emissions", "binary"),
        ("jiangxi", "emissions", "row-standardised"),
        ("jiangxi", "esc", "binary"),
        ("jiangxi", "esc", "row-standardised"),
        ("random", "surface", "binary"),
        ("random", "surface", "row-standardised"),
        ("random", "value", "binary"),
        ("random", "value", "row-standardised"),
    ] {
        let (zones, values) = values(set, variable);
        let weights = SpatialWeights::new(zones, &neighbours(set), style(name)).unwrap();
        let found = local(&values, &weights, DRAWS).unwrap();
        let found: Vec<_> = found
            .iter()
            .filter(|local_row| local_row.local.is_some())
            .collect();
        let these = expected
            .iter()
            .filter(|row| row["set"] == set && row["variable"] == variable && row["style"] == name);
        for (local_row, row) in found.iter().zip(these) {
            let local = local_row.local.expect("neighbours");
            assert_eq!(local_row.zone.as_str(), row["zone"]);
            assert_close(local.statistic, number(row["i"]), TOLERANCE);
            assert_close(local.lag, number(row["lag"]), TOLERANCE);
            assert_eq!(local.quadrant.id(), row["quadrant"]);
            let draws = f64::from(DRAWS.count);
            match row["p_exact"] {
                "" => assert_same_p(local.p, number(row["p"]), [draws, OTHER_DRAWS]),
                exact => assert_same_p(local.p, number(exact), [draws, f64::INFINITY]),
            }
            compared += 1;
        }
    }
    assert_eq!(compared, expected.len());
}

#[test]
fn false_discoveries_are_limited_as_by_esda() {
    let (zones, values) = values("random", "surface");
    let weights = SpatialWeights::new(zones, &neighbours("random"), WeightStyle::Binary).unwrap();
    let expected = rows(LOCAL);
    for row in rows(DISCOVERY) {
        let mut found = local(&values, &weights, Permutations { count: 0, seed: 0 }).unwrap();
        let these = expected.iter().filter(|local_row| {
            local_row["set"] == "random"
                && local_row["variable"] == row["variable"]
                && local_row["style"] == row["style"]
        });
        let p = these.map(|local_row| number(local_row["p"]));
        for (local, p) in found
            .iter_mut()
            .filter_map(|local_row| local_row.local.as_mut())
            .zip(p)
        {
            local.p = p;
        }
        let limit = significant_up_to(&found, number(row["rate"])).unwrap();
        assert_eq!(limit, number(row["limit"]));
    }
}

#[test]
fn a_zones_p_depends_on_its_place_and_seed_alone() {
    let (zones, values) = values("random", "surface");
    let pairs = neighbours("random");
    let weights = |pairs: &[_]| SpatialWeights::new(zones.clone(), pairs, WeightStyle::Binary);
    let all = local(&values, &weights(&pairs).unwrap(), DRAWS).unwrap();
    // Without the last zones' neighbours the first zones draw the same numbers.
    let first = |zone: &ZoneId| *zone < "z20".into();
    let kept: Vec<_> = pairs
        .iter()
        .filter(|(one, other)| first(one) || first(other))
        .cloned()
        .collect();
    let fewer = local(&values, &weights(&kept).unwrap(), DRAWS).unwrap();
    assert!(kept.len() < pairs.len());
    for place in 0..20 {
        assert_eq!(all[place], fewer[place]);
    }
}
