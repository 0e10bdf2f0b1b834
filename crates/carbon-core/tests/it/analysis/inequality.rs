use carbon_core::ZoneId;
use carbon_core::ZoningRule;
use carbon_core::inequality::{Portion, TheilIndex, lorenz, theil, theil_split};
use proptest::prelude::*;

use crate::analysis::jiangxi;
use crate::analysis::oracle::{assert_close, number, random, random_parents, random_zones, rows};

const EXPECTED: &str = include_str!("../../../../../fixtures/oracle/analysis/inequality.csv");
const TOLERANCE: f64 = 1e-14;

fn portions(zones: Vec<ZoneId>, values: Vec<f64>, weights: Vec<f64>) -> Vec<Portion> {
    let columns = zones.into_iter().zip(values).zip(weights);
    columns
        .map(|((zone, value), weight)| Portion {
            zone,
            value,
            weight,
        })
        .collect()
}

#[test]
fn the_cities_agree_with_closed_forms() {
    let assessment = jiangxi::assessment(&ZoningRule::default());
    let expected = rows(EXPECTED);
    let mut compared = 0;
    for row in expected.iter().filter(|row| row["set"] == "jiangxi") {
        let (year, weight) = row["against"].split_once(':').expect("year:weight");
        let year = year.parse().expect("a year");
        let portions = portions(
            jiangxi::zones(&assessment.years[0]),
            jiangxi::column(&assessment, year, "emissions"),
            jiangxi::column(&assessment, year, weight),
        );
        let found = match row["measure"] {
            "gini" => lorenz(&portions).unwrap().gini,
            "t" => theil(TheilIndex::T, &portions).unwrap(),
            _ => theil(TheilIndex::L, &portions).unwrap(),
        };
        assert_close(found, number(row["expected"]), TOLERANCE);
        compared += 1;
    }
    assert_eq!(compared, 27);
}

#[test]
fn random_zones_agree_with_pysal() {
    let portions = portions(random_zones(), random("value"), random("weight"));
    let parents = random_parents();
    let split = |index| theil_split(index, &portions, &parents).unwrap();
    let (t, l) = (split(TheilIndex::T), split(TheilIndex::L));
    for row in rows(EXPECTED).iter().filter(|row| row["set"] == "random") {
        let found = match row["measure"] {
            "gini" => lorenz(&portions).unwrap().gini,
            "t" => t.total,
            "t_between" => t.between,
            "t_within" => t.within,
            "l" => l.total,
            "l_between" => l.between,
            "l_within" => l.within,
            other => unreachable!("{other}"),
        };
        assert_close(found, number(row["expected"]), TOLERANCE);
    }
}

fn random_portions() -> impl Strategy<Value = (Vec<Portion>, Vec<ZoneId>)> {
    let zone = (1e-3..1e6, 1e-3..1e6, 0..4usize);
    proptest::collection::vec(zone, 1..30).prop_map(|zones| {
        let portion = |(place, &(value, weight, _)): (usize, &(f64, f64, usize))| Portion {
            zone: format!("z{place}").into(),
            value,
            weight,
        };
        let parents = zones.iter().map(|(.., parent)| format!("p{parent}").into());
        let portions = zones.iter().enumerate().map(portion).collect();
        (portions, parents.collect())
    })
}

proptest! {
    #[test]
    fn theil_closes_between_and_within((portions, parents) in random_portions()) {
        for index in [TheilIndex::T, TheilIndex::L] {
            let split = theil_split(index, &portions, &parents).unwrap();
            let rest = split.total - (split.between + split.within);
            prop_assert!(rest.abs() <= 1e-12 * split.total.max(1e-3), "{}", rest);
            prop_assert!(split.between >= -1e-15 && split.within >= -1e-15);
        }
    }

    #[test]
    fn units_and_the_splitting_of_a_zone_change_nothing((portions, _) in random_portions()) {
        let mut other = portions.clone();
        for portion in &mut other {
            portion.value *= 7.0;
            portion.weight /= 3.0;
        }
        let half = Portion {
            zone: "half".into(),
            value: other[0].value / 2.0,
            weight: other[0].weight / 2.0,
        };
        other[0] = half.clone();
        other.push(half);
        let [one, two] = [&portions, &other].map(|set| lorenz(set).unwrap());
        prop_assert!((one.gini - two.gini).abs() < 1e-12);
        let [one, two] = [&portions, &other].map(|set| theil(TheilIndex::T, set).unwrap());
        prop_assert!((one - two).abs() < 1e-12);
    }

    #[test]
    fn a_lorenz_curve_is_convex_below_the_diagonal((portions, _) in random_portions()) {
        let curve = lorenz(&portions).unwrap();
        prop_assert!((0.0..1.0).contains(&curve.gini));
        for point in &curve.points {
            prop_assert!(point.value_share <= point.weight_share + 1e-12);
        }
    }
}
