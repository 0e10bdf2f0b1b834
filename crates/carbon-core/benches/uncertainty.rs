//! How long propagation takes, in wall-clock time on all threads:
//! `cargo bench -p carbon-core --bench uncertainty`.

#![allow(clippy::print_stdout)]

#[allow(dead_code)] // The tests use the rest.
#[path = "../tests/it/support/jiangxi.rs"]
mod jiangxi;

use std::time::{Duration, Instant};

use carbon_core::uncertainty::{MonteCarlo, Sobol, Uncertainty};
use carbon_core::{
    Case, CoalEquivalent, Hectares, HectaresRow, Inputs, LandClass, LandUseTable, LedgerClass,
    Observation, Persons, RawInputs, Scheme, Statistic, Year, Yuan, Zone,
};

const UNCERTAINTY: &str = r#"
[coefficients]
sigma = { distribution = "normal", relative_sd = 0.05, source = "test" }
theta = { distribution = "normal", relative_sd = 0.1, source = "test" }
[coefficients.land]
forest = { distribution = "lognormal", relative_sd = 0.3, source = "test" }
cultivated = { distribution = "normal", relative_sd = 0.3, source = "test" }
[statistics]
energy = { distribution = "normal", relative_sd = 0.1, source = "test" }
population = { distribution = "normal", relative_sd = 0.01, source = "test" }
gdp = { distribution = "normal", relative_sd = 0.05, source = "test" }
[price]
distribution = "triangular"
relative_minimum = -0.2
relative_maximum = 0.3
source = "test"
"#;

/// Zones of all sizes, five years.
fn large(zones: usize) -> Case {
    let years = [2000, 2005, 2010, 2015, 2020].map(Year);
    let (mut rows, mut observations) = (Vec::new(), Vec::new());
    for zone in 0..zones {
        let size = 1.0 + (zone * 7919 % 1000) as f64;
        for (step, year) in years.into_iter().enumerate() {
            let grown = 1.0 + 0.2 * step as f64;
            for (place, class) in LandClass::paper().into_iter().enumerate() {
                rows.push(HectaresRow {
                    zone: format!("{zone:04}").into(),
                    name: String::new(),
                    label: year.to_string(),
                    class: LedgerClass::Class(class),
                    hectares: Hectares(size * (1.0 + ((zone + place) % 13) as f64) * 10.0),
                });
            }
            for statistic in [
                Statistic::Population(Persons(size * 1000.0)),
                Statistic::GdpConstant(Yuan::from_ten_thousands(size * 5000.0 * grown, years[0])),
                Statistic::Energy(CoalEquivalent(size * (500.0 + (zone % 17) as f64) * grown)),
            ] {
                observations.push(Observation::of_zone(format!("{zone:04}"), year, statistic));
            }
        }
    }
    let inputs = Inputs::new(RawInputs {
        zones: (0..zones)
            .map(|zone| Zone::new(format!("{zone:04}"), ""))
            .collect(),
        years: years.to_vec(),
        land_use: LandUseTable::new(rows).expect("a table"),
        observations,
        deflator: None,
        price_year: None,
    });
    Case {
        inputs: inputs.expect("inputs"),
        scheme: jiangxi::case().scheme.map(|scheme| Scheme {
            base: years[0],
            target: years[4],
            ..scheme
        }),
        ..jiangxi::case()
    }
}

/// How long a run takes.
fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn main() {
    let uncertainty: Uncertainty = toml::from_str(UNCERTAINTY).expect("an uncertainty");
    for (name, case) in [
        ("11 zones, 3 years", jiangxi::case()),
        ("3,000 zones, 5 years", large(3000)),
    ] {
        let draws = MonteCarlo::new(&case);
        let taken = time(|| draws.run(&case, &uncertainty).expect("results"));
        println!("{name}, 10,000 draws: {taken:.2?}");
        let sobol = Sobol {
            seed: 1,
            samples: 1000,
        };
        let taken = time(|| sobol.run(&case, &uncertainty).expect("indices"));
        println!("{name}, 1,000 samples: {taken:.2?}");
    }
}
