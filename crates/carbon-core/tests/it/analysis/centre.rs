use carbon_core::ZoningRule;
use carbon_core::centre::{EllipseAxes, Mass, Position, ellipse};
use proptest::prelude::*;

use crate::analysis::jiangxi;
use crate::analysis::oracle::{assert_close, number, random, random_positions, random_zones, rows};

const EXPECTED: &str = include_str!("../../../../../fixtures/oracle/analysis/centre.csv");
const POSITIONS: &str = include_str!("../../../../../fixtures/oracle/analysis/positions.csv");
const TOLERANCE: f64 = 1e-12;

fn masses(set: &str, variable: &str) -> Vec<Mass> {
    let (zones, positions, weights) = if set == "random" {
        (random_zones(), random_positions(), random(variable))
    } else {
        let assessment = jiangxi::assessment(&ZoningRule::default());
        let (year, name) = variable.split_once(':').expect("year:variable");
        let positions = rows(POSITIONS).into_iter().map(|row| Position {
            east_m: number(row["east_m"]),
            north_m: number(row["north_m"]),
        });
        let weights = jiangxi::column(&assessment, year.parse().expect("a year"), name);
        (
            jiangxi::zones(&assessment.years[0]),
            positions.collect(),
            weights,
        )
    };
    let columns = zones.into_iter().zip(positions).zip(weights);
    columns
        .map(|((zone, position), weight)| Mass {
            zone,
            position,
            weight,
        })
        .collect()
}

#[test]
fn centres_and_ellipses_agree_with_pointpats() {
    let expected = rows(EXPECTED);
    assert_eq!(expected.len(), 21);
    for row in expected {
        let axes = match row["axes"] {
            "standard-deviation" => EllipseAxes::StandardDeviation,
            "root-two" => EllipseAxes::RootTwo,
            _ => EllipseAxes::CrimeStat,
        };
        let found = ellipse(&masses(row["set"], row["variable"]), axes).unwrap();
        assert_close(found.centre.east_m, number(row["east_m"]), TOLERANCE);
        assert_close(found.centre.north_m, number(row["north_m"]), TOLERANCE);
        assert_close(found.major_m, number(row["major_m"]), TOLERANCE);
        assert_close(found.minor_m, number(row["minor_m"]), TOLERANCE);
        assert_close(found.bearing.unwrap(), number(row["bearing"]), 1e-11);
    }
}

proptest! {
    #[test]
    fn turning_the_plane_turns_the_ellipse(
        zones in proptest::collection::vec((-1e5..1e5, -1e5..1e5, 0.1..10.0), 3..20),
        angle in 0.0..180.0f64,
    ) {
        let (sine, cosine) = angle.to_radians().sin_cos();
        let masses = |turned: bool| -> Vec<Mass> {
            let mass = |&(east_m, north_m, weight): &(f64, f64, f64)| Mass {
                zone: "z".into(),
                position: if turned {
                    // Clockwise, as bearings count.
                    Position {
                        east_m: east_m * cosine + north_m * sine,
                        north_m: north_m * cosine - east_m * sine,
                    }
                } else {
                    Position { east_m, north_m }
                },
                weight,
            };
            zones.iter().map(mass).collect()
        };
        let [straight, turned] = [false, true].map(|turned| {
            ellipse(&masses(turned), EllipseAxes::default()).unwrap()
        });
        prop_assert!((straight.major_m - turned.major_m).abs() < 1e-6);
        prop_assert!((straight.minor_m - turned.minor_m).abs() < 1e-6);
        if straight.major_m > 1.01 * straight.minor_m {
            let difference = turned.bearing.unwrap() - straight.bearing.unwrap() - angle;
            let off = (difference + 90.0).rem_euclid(180.0) - 90.0;
            prop_assert!(off.abs() < 1e-6, "{}", off);
        }
    }
}
