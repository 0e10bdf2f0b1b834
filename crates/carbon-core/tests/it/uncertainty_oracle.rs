//! Distributions, draws and map accuracy against numpy, scipy and closed forms
//! (`scripts/fixtures/uncertainty.py`).

use crate::support::jiangxi;
use carbon_core::uncertainty::{
    ConfusionMatrix, Domain, Estimate, Interval, MonteCarlo, Propagation, Uncertain, Uncertainty,
};
use carbon_core::{Alternatives, CompensationPreset, Hectares, LandClass, Quantity, Year};

const DISTRIBUTIONS: &str =
    include_str!("../../../../fixtures/oracle/uncertainty/distributions.csv");
const PROPAGATION: &str = include_str!("../../../../fixtures/oracle/uncertainty/propagation.csv");
const CHANCES: &str = include_str!("../../../../fixtures/oracle/uncertainty/chances.csv");
const MAP_ACCURACY: &str = include_str!("../../../../fixtures/oracle/uncertainty/map_accuracy.csv");
const JIANGXI: &str = include_str!("../../../../fixtures/oracle/uncertainty/jiangxi.toml");

fn rows(csv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    csv.lines().skip(1).map(|line| line.split(',').collect())
}

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

/// Quantiles and means of every shape are scipy's to 1e-12 of themselves or, near an end at zero, of
/// the base.
#[test]
fn distributions_are_those_of_scipy() {
    for row in rows(DISTRIBUTIONS) {
        let text = format!("{}\nsource = 'test'", row[1].replace("; ", "\n"));
        let Uncertain { distribution, .. } = toml::from_str(&text).expect("a distribution");
        let domain = match row[3] {
            "any" => Domain::Any,
            "share" => Domain::Share,
            _ => Domain::NotNegative,
        };
        let (base, expected) = (number(row[2]), number(row[5]));
        let found = match row[4] {
            "mean" => distribution.mean(base, domain),
            p => distribution.quantile(base, domain, number(p)),
        };
        let found = found.expect("a distribution that fits");
        assert!(
            (found - expected).abs() <= 1e-12 * expected.abs().max(base),
            "{row:?}: {found}"
        );
    }
}

fn propagation() -> Propagation {
    let case = jiangxi::case();
    let mut uncertainty: Uncertainty = toml::from_str(JIANGXI).expect("an uncertainty");
    uncertainty.choices = Some(Alternatives::all(&CompensationPreset::Paper2024.options()));
    let request = MonteCarlo {
        seed: 11,
        draws: 2000,
        ..MonteCarlo::new(&case)
    };
    request.run(&case, &uncertainty).expect("results")
}

/// The same 2,000 draws through numpy and scipy: means, deviations and quantiles agree to 1e-9 of
/// the largest of them.
#[test]
fn draws_are_those_of_numpy() {
    let propagation = propagation();
    assert_eq!(propagation.without_results, 0);
    for row in rows(PROPAGATION) {
        let (zone, year) = (row[0], row[1].parse().expect("a year"));
        let is_of = |quantity: &Quantity| quantity.field_name() == row[2];
        let intervals = match zone {
            "region" => {
                let region = propagation.region.iter().find(|annual| annual.year == year);
                &region.expect("a year").intervals
            }
            _ => {
                &propagation
                    .zone_year(&zone.into(), year)
                    .expect("a zone")
                    .intervals
            }
        };
        let found = intervals
            .iter()
            .find(|interval| is_of(&interval.quantity))
            .expect("a quantity");
        let Interval {
            mean,
            standard_deviation,
            p05,
            median,
            p95,
        } = found.interval;
        let expected: Vec<_> = row[3..].iter().map(|text| number(text)).collect();
        let largest = expected
            .iter()
            .fold(0.0, |largest: f64, value| largest.max(value.abs()));
        for (found, expected) in [mean, standard_deviation, p05, median, p95]
            .iter()
            .zip(&expected)
        {
            assert!(
                (found - expected).abs() <= 1e-9 * largest,
                "{row:?}: {found}"
            );
        }
    }
}

#[test]
fn probabilities_are_those_of_numpy() {
    let propagation = propagation();
    for row in rows(CHANCES) {
        let year: Year = row[1].parse().expect("a year");
        let found = propagation
            .zone_year(&row[0].into(), year)
            .expect("a zone and year");
        let expected: Vec<_> = row[2..6].iter().map(|text| number(text)).collect();
        assert_eq!(found.functions.unwrap()[..], expected[..], "{row:?}");
        match found.paying {
            Some(paying) => assert_eq!(paying.paying, number(row[6])),
            None => assert_eq!(row[6], ""),
        }
    }
}

/// The example of Olofsson et al. 2014, whose text gives 21,158 ± 6,158 ha of deforestation (1.96
/// standard errors, pixels of 0.09 ha) and an overall accuracy of 0.95 ± 0.02.
#[test]
fn map_accuracy_is_that_of_its_source() {
    let classes = ["deforestation", "gain", "stable-forest", "stable-nonforest"];
    let matrix = ConfusionMatrix::new(
        classes.map(|class| LandClass::new(class).unwrap()).to_vec(),
        vec![
            vec![66, 0, 5, 4],
            vec![0, 55, 8, 12],
            vec![1, 0, 153, 11],
            vec![2, 1, 9, 313],
        ],
    )
    .unwrap();
    let pixels = [2e5, 1.5e5, 3.2e6, 6.45e6].map(Hectares);
    let areas = matrix.adjusted(&pixels).unwrap();
    for row in rows(MAP_ACCURACY) {
        let found = row[0]
            .parse::<usize>()
            .ok()
            .map(|class| &areas.classes[class]);
        let found = match row[1] {
            "area" => found.unwrap().adjusted,
            "users" => found.unwrap().users_accuracy,
            "producers" => found.unwrap().producers_accuracy.unwrap(),
            _ => areas.overall_accuracy,
        };
        for (found, expected) in [
            (found.value, number(row[2])),
            (found.standard_error, number(row[3])),
        ] {
            assert!(
                (found - expected).abs() <= 1e-12 * expected,
                "{row:?}: {found}"
            );
        }
    }
    let Estimate {
        value,
        standard_error,
    } = areas.classes[0].adjusted;
    assert_eq!((value * 0.09).round(), 21_158.0);
    assert_eq!((1.96 * standard_error * 0.09).round(), 6_158.0);
    let overall = areas.overall_accuracy;
    let rounded = format!("{:.2} {:.2}", overall.value, 1.96 * overall.standard_error);
    assert_eq!(rounded, "0.95 0.02");
}
