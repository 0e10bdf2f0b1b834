//! The numbers of a draw against those of the run itself: every quantity of every zone and year
//! that Monte Carlo gives for one draw is what `assess` and `compensate` give for the drawn case,
//! to 1e-12 of the larger of the two or, for differences, of what was subtracted.

use crate::support::jiangxi;
use carbon_core::uncertainty::{MonteCarlo, Propagation, Uncertainty};
use carbon_core::{
    Alternatives, Assessment, Case, CompensationClass, CompensationPreset, Fuel, FuelQuantity,
    FunctionalZone, Observation, Quantity, Statistic, Tonnes, Value, ZoneYear,
};

/// Everything uncertain, in every shape.
const ALL: &str = r#"
[coefficients]
sigma = { distribution = "normal", relative_sd = 0.2, source = "test" }
theta = { distribution = "triangular", minimum = 0.05, maximum = 0.1, source = "test" }

[coefficients.land]
forest = { distribution = "lognormal", relative_sd = 0.3, source = "test" }
grassland = { distribution = "normal", relative_sd = 2.0, source = "test" }
water = { distribution = "uniform", minimum = -0.4, maximum = 0.1, source = "test" }

[statistics]
energy = { distribution = "normal", relative_sd = 0.1, source = "test" }
population = { distribution = "normal", sd = 200000, years = "together", source = "test" }
gdp = { distribution = "lognormal", relative_sd = 0.05, zones = "together", source = "test" }

[price]
distribution = "normal"
sd = 30
source = "test"

[engel]
distribution = "normal"
relative_sd = 0.2
source = "test"

[[map_accuracy]]
years = [2010, 2020]
source = "test"
matrix = { classes = ["forest", "cultivated", "water"], counts = [[90, 8, 2], [5, 45, 0], [1, 2, 30]] }
"#;

fn uncertainty() -> Uncertainty {
    let mut uncertainty: Uncertainty = toml::from_str(ALL).expect("an uncertainty");
    uncertainty.choices = Some(Alternatives::all(&CompensationPreset::Paper2024.options()));
    uncertainty
}

fn one_draw(case: &Case, uncertainty: &Uncertainty, seed: u64) -> Propagation {
    let assessment = case.run().expect("an assessment");
    let numeric = |quantity: &Quantity| {
        let text = [Quantity::FunctionalZone, Quantity::CompensationClass];
        let fixed = [
            Quantity::Zone,
            Quantity::Name,
            Quantity::Year,
            Quantity::Area,
            Quantity::Coverage,
        ];
        !text.contains(quantity) && !fixed.contains(quantity)
    };
    let quantities = Quantity::all(&assessment).into_iter().filter(numeric);
    let request = MonteCarlo {
        seed,
        draws: 1,
        quantities: quantities.collect(),
        maps: Vec::new(),
    };
    request.run(case, uncertainty).expect("a draw")
}

/// What rounding may be relative to: the amounts that a difference is of.
fn scale(quantity: &Quantity, zone: &ZoneYear) -> f64 {
    let account = &zone.account;
    let tonnes = account.emissions.amount + account.absorption.amount;
    let compensation = zone.compensation.as_ref();
    match quantity {
        Quantity::Budget | Quantity::BaseValue => tonnes,
        Quantity::CorrectedBaseValue => {
            compensation.map_or(0.0, |scheme| {
                scheme.corrected_emissions.amount + scheme.threshold.amount
            }) + tonnes
        }
        Quantity::Compensation => {
            let per_tonne = compensation.map_or(0.0, |scheme| {
                scheme.unscaled.amount / scheme.corrected_base_value.amount
            });
            per_tonne.abs() * scale(&Quantity::CorrectedBaseValue, zone)
        }
        _ => 0.0,
    }
}

fn check(propagation: &Propagation, assessment: &Assessment) {
    for zone in assessment.zone_years() {
        let drawn = propagation
            .zone_year(&zone.zone.id, zone.year)
            .expect("a zone and year");
        for interval in &drawn.intervals {
            let quantity = &interval.quantity;
            let expected = match quantity.value(zone) {
                Some(Value::Number(expected)) => expected,
                // A class that does not absorb has no absorption; a draw has 0.
                _ => 0.0,
            };
            let found = interval.interval.median;
            let tolerance = 1e-12 * scale(quantity, zone).max(expected.abs());
            assert!(
                (found - expected).abs() <= tolerance,
                "{quantity:?} of {} in {}: {found}, {expected}",
                zone.zone.id,
                zone.year
            );
        }
        let function = zone.function.as_ref().map(|function| (function.zone, 1.0));
        assert_eq!(drawn.likeliest_function(), function);
        if let Some(compensation) = &zone.compensation {
            let chances = drawn.paying.expect("a target year");
            let expected =
                CompensationClass::ALL.map(|class| f64::from(compensation.class == Some(class)));
            assert_eq!(chances.classes, expected);
            assert_eq!(
                chances.paying,
                f64::from(compensation.compensation.amount > 0.0)
            );
        }
    }
    for (annual, drawn) in assessment.years.iter().zip(&propagation.region) {
        for interval in &drawn.intervals {
            let expected = interval.quantity.amount(&annual.region).unwrap_or(0.0);
            let scale = annual.region.emissions.amount + annual.region.absorption.amount;
            let is_budget = interval.quantity == Quantity::Budget;
            let tolerance = 1e-12 * if is_budget { scale } else { expected.abs() };
            assert!(
                (interval.interval.median - expected).abs() <= tolerance,
                "{interval:?}"
            );
        }
    }
    let imbalance = propagation.imbalance.expect("a compensation").median;
    let compensation = assessment.compensation.as_ref().expect("a compensation");
    let paid: f64 = compensation
        .zones
        .iter()
        .map(|payment| payment.unscaled.amount.abs())
        .sum();
    assert!((imbalance - compensation.imbalance.amount).abs() <= 1e-12 * paid);
}

fn check_draws(case: &Case, uncertainty: &Uncertainty, seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let drawn = uncertainty.drawn_case(case, seed, 0).expect("a case");
        let assessment = drawn.run().expect("an assessment");
        check(&one_draw(case, uncertainty, seed), &assessment);
    }
}

#[test]
fn without_uncertainty_a_draw_is_the_run() {
    let case = jiangxi::case();
    let certain = Uncertainty::default();
    assert_eq!(certain.drawn_case(&case, 1, 0).unwrap().run(), case.run());
    check(&one_draw(&case, &certain, 1), &case.run().unwrap());
}

#[test]
fn a_draw_of_everything_is_the_run_of_the_drawn_case() {
    check_draws(&jiangxi::case(), &uncertainty(), 0..200);
}

#[test]
fn so_it_is_when_payments_are_balanced_and_with_the_quadrant_rule() {
    let mut case = jiangxi::case();
    case.zoning = "quadrant".parse().unwrap();
    let uncertainty = uncertainty();
    if let Some(scheme) = &mut case.scheme {
        scheme.options.scale_to_balance = true;
    }
    check_draws(&case, &uncertainty, 0..50);
}

/// Totals that are given keep their ratio to the sum of the zones.
#[test]
fn so_it_is_with_totals_of_the_regions_own() {
    let mut raw = jiangxi::raw_inputs();
    let total = |variable: fn(&Statistic) -> Option<f64>| -> f64 {
        let of_target = raw
            .observations
            .iter()
            .filter(|statistic| statistic.year == jiangxi::TARGET);
        of_target
            .filter_map(|statistic| variable(&statistic.statistic))
            .sum()
    };
    let energy = total(|statistic| match statistic {
        Statistic::Energy(energy) => Some(energy.0),
        _ => None,
    });
    for statistic in [
        Statistic::Energy(carbon_core::CoalEquivalent(energy * 1.25)),
        Statistic::Absorption(Tonnes::new(5.5e7, carbon_core::CarbonBasis::Carbon)),
    ] {
        raw.observations
            .push(Observation::of_region(jiangxi::TARGET, statistic));
    }
    let case = Case {
        inputs: carbon_core::Inputs::new(raw).unwrap(),
        ..jiangxi::case()
    };
    check_draws(&case, &uncertainty(), 0..50);
}

/// Every zone burns another mix, which changes between the years, and the region's own total is more than their sum.
#[test]
fn so_it_is_where_emissions_are_those_of_each_fuel() {
    let mut raw = jiangxi::raw_inputs();
    let mut coal = 0.0;
    let with_fuels = |(place, o): (usize, Observation)| {
        let Statistic::Energy(energy) = o.statistic else {
            return vec![o];
        };
        let share = 0.2 + 0.7 * (place % 11) as f64 / 11.0;
        let tonnes = energy.0 * share / 0.7143;
        coal += tonnes;
        let gas = energy.0 * (1.0 - share) / 1.33e-3;
        let fuels = [(Fuel::RawCoal, tonnes), (Fuel::NaturalGas, gas)];
        let fuels = fuels.map(|(fuel, amount)| Statistic::Fuel(fuel, FuelQuantity(amount)));
        let fuels = fuels.map(|statistic| Observation {
            statistic,
            ..o.clone()
        });
        fuels.into_iter().collect()
    };
    let observations = std::mem::take(&mut raw.observations)
        .into_iter()
        .enumerate();
    raw.observations = observations.flat_map(with_fuels).collect();
    let of_region = Statistic::Fuel(Fuel::RawCoal, FuelQuantity(coal));
    raw.observations
        .push(Observation::of_region(jiangxi::TARGET, of_region));
    let case = Case {
        inputs: carbon_core::Inputs::new(raw).unwrap(),
        coefficients: jiangxi::case().coefficients.with_emissions_by_fuel(),
        ..jiangxi::case()
    };
    assert_eq!(
        uncertainty()
            .drawn_case(&case, 1, 0)
            .unwrap_err()
            .to_string(),
        "σ is uncertain, but emissions are those of each fuel; say how uncertain `energy` is, with which the fuels vary"
    );
    let mut uncertainty = uncertainty();
    uncertainty.coefficients.sigma = None;
    check_draws(&case, &uncertainty, 0..50);
}

#[test]
fn every_function_occurs_among_the_draws() {
    let case = jiangxi::case();
    let mut met = std::collections::BTreeSet::new();
    for seed in 0..20 {
        for zone in one_draw(&case, &uncertainty(), seed).zones {
            met.extend(
                zone.years
                    .iter()
                    .filter_map(|annual| Some(annual.likeliest_function()?.0)),
            );
        }
    }
    assert_eq!(met.len(), FunctionalZone::ALL.len());
}

/// Choices start from the scheme: with one alternative each, every draw is the base run. A payment
/// is proportional to the exchange rate, and so is its spread.
#[test]
fn choices_start_from_the_options_of_the_case() {
    let payments = |yuan_per_usd: f64, choices: &str| {
        let mut case = jiangxi::case();
        let scheme = case.scheme.as_mut().unwrap();
        scheme.options.price.yuan_per_usd = Some(yuan_per_usd);
        let base = case.run().unwrap();
        let uncertainty: Uncertainty = toml::from_str(choices).expect("an uncertainty");
        let request = MonteCarlo {
            draws: 20,
            seed: 3,
            ..MonteCarlo::new(&case)
        };
        let found = request.run(&case, &uncertainty).expect("results");
        let target = base.year(jiangxi::TARGET).expect("the target year");
        let zones = target.zones.iter().map(|zone| {
            let paid = zone.compensation.as_ref().expect("a payment").compensation;
            let drawn = found
                .zone_year(&zone.zone.id, jiangxi::TARGET)
                .expect("a zone");
            let interval = drawn
                .interval(&Quantity::Compensation)
                .expect("an interval");
            (paid.amount, [interval.p05, interval.median, interval.p95])
        });
        zones.collect::<Vec<_>>()
    };
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs();
    for (paid, interval) in payments(13.7952, "choices.weights = [0.8, 0.8]") {
        assert!(
            interval.iter().all(|found| near(*found, paid)),
            "{interval:?}, {paid}"
        );
    }
    let choices = "choices = { forms = ['net', 'gross'], mean_emissions_t = ['mean', 13243930] }";
    let (once, twice) = (payments(6.8976, choices), payments(13.7952, choices));
    for ((_, once), (_, twice)) in once.iter().zip(&twice) {
        assert!(once[0] < once[2]);
        assert!(
            once.iter()
                .zip(twice)
                .all(|(once, twice)| near(2.0 * once, *twice))
        );
    }
    let wrong: Uncertainty = toml::from_str("choices.weights = [1.5]").unwrap();
    let case = jiangxi::case();
    let error = MonteCarlo::new(&case)
        .run(&case, &wrong)
        .unwrap_err()
        .to_string();
    assert!(error.contains("weight is 1.5"), "{error}");
}
