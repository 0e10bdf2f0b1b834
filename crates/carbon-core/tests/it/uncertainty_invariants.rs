//! What holds whatever is drawn: threads, closed forms, what indices must be.

use crate::support::jiangxi;
use carbon_core::uncertainty::{
    Dependence, MapClasses, MonteCarlo, Propagation, Sobol, UncertainInput, Uncertainty,
};
use carbon_core::{Case, Quantity, ZoneId};

fn uncertainty(text: &str) -> Uncertainty {
    toml::from_str(text).expect("an uncertainty")
}

fn on_threads<T: Send>(threads: usize, run: impl Fn() -> T + Send + Sync) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("threads").install(run)
}

fn everything() -> Uncertainty {
    uncertainty(include_str!(
        "../../../../fixtures/oracle/uncertainty/jiangxi.toml"
    ))
}

#[test]
fn numbers_do_not_depend_on_the_number_of_threads() {
    let case = jiangxi::case();
    let (uncertainty, request) = (
        everything(),
        MonteCarlo {
            draws: 500,
            ..MonteCarlo::new(&case)
        },
    );
    let sobol = Sobol {
        seed: 1,
        samples: 100,
    };
    let run = |threads| {
        on_threads(threads, || {
            let propagation = request.run(&case, &uncertainty).expect("results");
            (
                propagation,
                sobol.run(&case, &uncertainty).expect("indices"),
            )
        })
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(5));
}

#[test]
fn another_seed_gives_other_numbers_and_what_else_is_uncertain_the_same() {
    let case = jiangxi::case();
    let sigma =
        "[coefficients]\nsigma = { distribution = 'normal', relative_sd = 0.1, source = '' }\n";
    let theta = "theta = { distribution = 'normal', relative_sd = 0.1, source = '' }\n";
    let energy = |text: &str, seed| {
        let request = MonteCarlo {
            seed,
            draws: 50,
            quantities: vec![Quantity::EmissionsEnergy],
            maps: Vec::new(),
        };
        request
            .run(&case, &uncertainty(text))
            .expect("results")
            .region
    };
    assert_ne!(energy(sigma, 1), energy(sigma, 2));
    assert_eq!(energy(sigma, 1), energy(&format!("{sigma}{theta}"), 1));
}

fn region_budget(case: &Case, text: &str, draws: usize) -> [f64; 2] {
    let request = MonteCarlo {
        draws,
        ..MonteCarlo::new(case)
    };
    let propagation: Propagation = request.run(case, &uncertainty(text)).expect("results");
    let budget = propagation.region[2]
        .interval(&Quantity::Budget)
        .expect("a budget");
    [budget.mean, budget.standard_deviation]
}

/// The budget is linear in energy. With independent errors variances add up; with one error for all
/// zones deviations do. Mean and deviation of 20,000 draws within 4 standard errors.
#[test]
fn errors_made_together_do_not_cancel() {
    let case = jiangxi::case();
    let base = case.run().unwrap();
    let budget = base.years[2].region.budget.amount;
    let emitted = base.years[2]
        .zones
        .iter()
        .map(|zone| zone.account.emissions_energy.amount);
    let independent = emitted
        .clone()
        .map(|amount| (0.1 * amount).powi(2))
        .sum::<f64>()
        .sqrt();
    let together = emitted.map(|amount| 0.1 * amount).sum::<f64>();
    for (zones, expected) in [("independent", independent), ("together", together)] {
        let text = format!(
            "[statistics]\nenergy = {{ distribution = 'normal', relative_sd = 0.1, zones = '{zones}', source = '' }}"
        );
        let draws = 20_000;
        let [mean, deviation] = region_budget(&case, &text, draws);
        let error = expected / (draws as f64).sqrt();
        assert!((mean - budget).abs() <= 4.0 * error, "{zones}: {mean}");
        assert!(
            (deviation - expected).abs() <= 4.0 * error / 2f64.sqrt(),
            "{zones}: {deviation}"
        );
    }
    assert_eq!(Dependence::default(), Dependence::Independent);
}

#[test]
fn probabilities_add_up_and_agree_with_each_other() {
    let case = jiangxi::case();
    let request = MonteCarlo {
        draws: 400,
        maps: vec![
            MapClasses {
                quantity: Quantity::Ecc,
                breaks: vec![0.6, 1.2, 1.8],
                of_mean_emissions: false,
            },
            MapClasses {
                quantity: Quantity::Emissions,
                breaks: vec![0.5, 1.0, 1.5],
                of_mean_emissions: true,
            },
            MapClasses {
                quantity: Quantity::Compensation,
                breaks: vec![0.0],
                of_mean_emissions: false,
            },
        ],
        ..MonteCarlo::new(&case)
    };
    let propagation = request.run(&case, &everything()).expect("results");
    for zone in propagation.zones.iter().flat_map(|zone| &zone.years) {
        let sums_to_1 = |shares: &[f64]| (shares.iter().sum::<f64>() - 1.0).abs() < 1e-12;
        let functions = zone.functions.expect("enough land");
        assert!(sums_to_1(&functions));
        assert!(zone.maps.iter().all(|map| sums_to_1(&map.classes)));
        let Some(paying) = zone.paying else {
            assert_eq!(zone.maps.len(), 2);
            continue;
        };
        assert_eq!(zone.maps[2].classes, [paying.receiving, paying.paying]);
        let [high, low, compensated] = paying.classes;
        assert!((high + low - paying.paying).abs() < 1e-12 && compensated == paying.receiving);
        // Low-carbon optimization starts where the class below half the mean does, but for sinks.
        assert!(functions[1] <= zone.maps[1].classes[0]);
    }
}

/// A map that is never wrong changes nothing; one that takes all water for forest moves it all.
#[test]
fn a_perfect_map_changes_nothing() {
    let case = jiangxi::case();
    let matrix = |counts: &str| {
        let text = format!(
            "[[map_accuracy]]\nsource = ''\nmatrix = {{ classes = ['forest', 'water'], counts = {counts} }}"
        );
        let request = MonteCarlo {
            draws: 50,
            quantities: vec![Quantity::Absorption],
            ..MonteCarlo::new(&case)
        };
        let propagation = request.run(&case, &uncertainty(&text)).expect("results");
        *propagation.region[2]
            .interval(&Quantity::Absorption)
            .expect("absorption")
    };
    let perfect = matrix("[[10, 0], [0, 10]]");
    let base = case.run().unwrap().years[2].region.absorption.amount;
    assert_eq!((perfect.p05, perfect.p95), (base, base));
    let wrong = matrix("[[10, 0], [10, 0]]");
    let land = case.run().unwrap().years[2]
        .region
        .hectares(&carbon_core::LandClass::water());
    assert!((wrong.median - base - land.0 * (5.77 - 0.253)).abs() < 1e-9 * base);
}

/// The budget is a sum of independent terms, so that first-order and total indices are the terms'
/// shares of the variance; a payment is not, so that total indices exceed first-order ones. Within 4
/// standard errors.
#[test]
fn indices_of_a_sum_are_shares_of_its_variance() {
    let case = jiangxi::case();
    let text = "
        [coefficients.land]
        forest = { distribution = 'normal', relative_sd = 0.3, source = '' }
        [statistics]
        energy = { distribution = 'normal', relative_sd = 0.2, source = '' }
        population = { distribution = 'normal', relative_sd = 0.2, zones = 'together', source = '' }
        gdp = { distribution = 'normal', relative_sd = 0.1, source = '' }
        [price]
        distribution = 'uniform'
        relative_minimum = -0.3
        relative_maximum = 0.3
        source = ''";
    let sobol = Sobol {
        seed: 5,
        samples: 4000,
    };
    let found = sobol.run(&case, &uncertainty(text)).expect("indices");
    assert_eq!(found.without_results, 0);
    let base = case.run().unwrap();
    let zones = &base.years[2].zones;
    let forest = base.years[2]
        .region
        .absorption_of(&carbon_core::LandClass::forest());
    let variances = [
        (0.3 * forest.unwrap().amount).powi(2),
        zones
            .iter()
            .map(|zone| (0.2 * zone.account.emissions_energy.amount).powi(2))
            .sum(),
        (0.2 * base.years[2].region.emissions_respiration.amount).powi(2),
        0.0,
        0.0,
    ];
    let sum: f64 = variances.iter().sum();
    let (year, budget) = &found.budgets[2];
    assert_eq!(*year, jiangxi::TARGET);
    for (index, variance) in budget.indices.iter().zip(variances) {
        for estimate in [index.first, index.total] {
            let error = (estimate.value - variance / sum).abs();
            // The variance itself is estimated too: √(2 / 8000) of an index.
            let allowed = 4.0 * (estimate.standard_error + 0.016 * variance / sum);
            assert!(error <= allowed, "{index:?}: {}", variance / sum);
        }
    }
    assert_eq!(found.inputs[4], UncertainInput::Price);
    assert_eq!(found.payments.len(), 11);
    assert_eq!(found.payments[0].0, ZoneId::from("360100"));
    for (zone, payment) in &found.payments {
        let together: f64 = payment.indices.iter().map(|index| index.total.value).sum();
        assert!(together > 0.95, "{zone}: {together}");
    }
}

#[test]
fn what_cannot_be_propagated_is_said() {
    let case = jiangxi::case();
    let told = |text: &str| {
        let error = MonteCarlo::new(&case).run(&case, &uncertainty(text));
        error.expect_err("an error").to_string()
    };
    let normal = "{ distribution = 'normal', sd = -1, source = '' }";
    assert!(
        told(&format!("[coefficients]\nsigma = {normal}"))
            .contains("distribution of sigma: the standard deviation is -1")
    );
    let energy = "{ distribution = 'uniform', minimum = 0, maximum = 9, source = '' }";
    let message = told(&format!("[statistics]\nenergy = {energy}"));
    assert!(
        message.contains("distribution of energy of 360100 in 2010: the range"),
        "{message}"
    );
    let lambda =
        "[coefficients.land]\nconstruction = { distribution = 'normal', sd = 1, source = '' }";
    assert!(
        told(lambda).contains("no λ of that class; the classes with one are cultivated, forest")
    );
    let matrix = "[[map_accuracy]]\nsource = ''\nyears = [2000]\nmatrix = { classes = ['forest'], counts = [[3]] }";
    assert!(told(matrix).contains("names 2000"));
    let sea = "[[map_accuracy]]\nsource = ''\nmatrix = { classes = ['sea'], counts = [[3]] }";
    assert!(told(sea).contains("names sea; the classes of the land use are cultivated"));
    let without = Case {
        scheme: None,
        ..case.clone()
    };
    let price = uncertainty("[price]\ndistribution = 'normal'\nsd = 1\nsource = ''");
    let error = MonteCarlo::new(&without)
        .run(&without, &price)
        .expect_err("an error");
    assert!(
        error
            .to_string()
            .contains("the price is uncertain, but the run has no compensation")
    );
    let nothing = Sobol {
        seed: 1,
        samples: 2,
    };
    let error = nothing
        .run(&case, &Uncertainty::default())
        .expect_err("an error");
    assert!(error.to_string().contains("nothing is uncertain"));
}
