//! What holds for the compensation of every region.

use carbon_core::{
    Assessment, CarbonBasis, CoalEquivalent, Coefficient, Coefficients, Compensation,
    CompensationOptions, CompensationPreset, Hectares, HectaresRow, Inputs, LandClass,
    LandUseTable, LedgerClass, Measure, Observation, Persons, PriceOptions, PriceRule, Provenance,
    RawInputs, Statistic, Year, Yuan, Zone, ZoningRule, assess, compensate,
};
use proptest::prelude::*;

const YEARS: [Year; 2] = [Year(2010), Year(2020)];

/// One zone: hectares of forest; GDP in 10⁴ yuan and energy in tce of both years.
type City = (f64, [f64; 2], [f64; 2]);

fn cities() -> impl Strategy<Value = Vec<City>> {
    let pair = || proptest::array::uniform2(1e3..1e7);
    proptest::collection::vec((1e3..1e6, pair(), pair()), 1..8)
}

fn options() -> impl Strategy<Value = CompensationOptions> {
    let rule = proptest::sample::select(PriceRule::DERIVED.to_vec());
    (0.0..=1.0, rule).prop_map(|(weight, rule)| CompensationOptions {
        weight,
        // The cities are of any intensity.
        least_intensity: 0.0,
        price: PriceOptions {
            rule,
            ..CompensationPreset::Paper2024.options().price
        },
        ..CompensationPreset::Paper2024.options()
    })
}

fn id(index: usize) -> String {
    format!("zone-{index}")
}

fn carbon<Q: Measure>(value: f64) -> Coefficient<Q> {
    Coefficient::new(value, CarbonBasis::Carbon, "test", Provenance::User).expect("a coefficient")
}

/// The assessment of the cities, listed in an order of their indices.
fn assessed(cities: &[City], order: &[usize]) -> Assessment {
    let (mut rows, mut observations) = (Vec::new(), Vec::new());
    for &index in order {
        let (hectares, gdp, energy) = cities[index];
        for (at, year) in YEARS.into_iter().enumerate() {
            rows.push(HectaresRow {
                zone: id(index).into(),
                name: String::new(),
                label: year.to_string(),
                class: LedgerClass::Class(LandClass::forest()),
                hectares: Hectares(hectares),
            });
            let statistics = [
                Statistic::Population(Persons(0.0)),
                Statistic::GdpConstant(Yuan::from_ten_thousands(gdp[at], YEARS[0])),
                Statistic::Energy(CoalEquivalent(energy[at])),
            ];
            let of_zone = statistics.map(|s| Observation::of_zone(id(index), year, s));
            observations.extend(of_zone);
        }
    }
    let inputs = Inputs::new(RawInputs {
        zones: order
            .iter()
            .map(|&index| Zone::new(id(index), ""))
            .collect(),
        years: YEARS.to_vec(),
        land_use: LandUseTable::new(rows).expect("a table"),
        observations,
        deflator: None,
        price_year: None,
    });
    let coefficients = Coefficients::new(carbon(1.0), carbon(0.1))
        .expect("coefficients")
        .with_lambda(LandClass::forest(), carbon(-0.5));
    assess(
        &inputs.expect("inputs"),
        &coefficients,
        &ZoningRule::default(),
    )
    .expect("an assessment")
}

fn run(cities: &[City], options: &CompensationOptions) -> Compensation {
    let assessment = assessed(cities, &(0..cities.len()).collect::<Vec<_>>());
    compensate(&assessment, YEARS[0], YEARS[1], options).expect("a compensation")
}

fn amounts(compensation: &Compensation) -> Vec<f64> {
    let zones = compensation.zones.iter();
    zones.map(|zone| zone.compensation.amount).collect()
}

/// By how much payments may differ: the terms of L′ can cancel, so it is measured on their size.
fn tolerance(compensation: &Compensation) -> f64 {
    let terms = compensation.zones.iter().map(|zone| {
        let tonnes =
            zone.corrected_emissions.amount + zone.absorption.amount + zone.threshold.amount;
        compensation.alpha.yuan_per_t * zone.gamma * tonnes
    });
    1e-9 * terms.sum::<f64>()
}

proptest! {
    #[test]
    fn scaling_every_price_scales_the_compensation(
        cities in cities(), options in options(), factor in 0.01..100.0_f64
    ) {
        let mut dearer = options;
        dearer.price.minimum_usd_per_t *= factor;
        dearer.price.maximum_usd_per_t *= factor;
        let (before, after) = (run(&cities, &options), run(&cities, &dearer));
        for (a, b) in amounts(&before).into_iter().zip(amounts(&after)) {
            prop_assert!((a * factor - b).abs() <= tolerance(&after));
        }
    }

    #[test]
    fn scaling_every_gdp_leaves_the_compensation(
        cities in cities(), options in options(), factor in 0.01..100.0_f64
    ) {
        let richer: Vec<City> = cities
            .iter()
            .map(|&(hectares, gdp, energy)| (hectares, gdp.map(|gdp| gdp * factor), energy))
            .collect();
        let (before, after) = (run(&cities, &options), run(&richer, &options));
        for (a, b) in amounts(&before).into_iter().zip(amounts(&after)) {
            prop_assert!((a - b).abs() <= tolerance(&before));
        }
    }

    #[test]
    fn permuting_zones_permutes_payments(
        (cities, order) in cities().prop_flat_map(|cities| {
            let order = (0..cities.len()).collect::<Vec<_>>();
            (Just(cities), Just(order).prop_shuffle())
        }),
        options in options()
    ) {
        let straight = run(&cities, &options);
        let shuffled = assessed(&cities, &order);
        let shuffled = compensate(&shuffled, YEARS[0], YEARS[1], &options).expect("a compensation");
        for (position, &index) in order.iter().enumerate() {
            let (a, b) = (&straight.zones[index], &shuffled.zones[position]);
            prop_assert_eq!(&a.zone, &b.zone);
            let difference = (a.compensation.amount - b.compensation.amount).abs();
            prop_assert!(difference <= tolerance(&straight));
        }
    }

    #[test]
    fn a_zone_whose_corrected_emissions_are_absorbed_and_granted_pays_nothing(
        cities in cities(), options in options()
    ) {
        let first = &run(&cities, &options).zones[0];
        let mean = (first.corrected_emissions - first.absorption).amount / first.ecc;
        prop_assume!(mean > 0.0);
        let granted = CompensationOptions { mean_emissions_t: Some(mean), ..options };
        let compensation = run(&cities, &granted);
        let amount = compensation.zones[0].compensation.amount;
        prop_assert!(amount.abs() <= tolerance(&compensation));
    }

    #[test]
    fn thresholds_have_an_emission_weighted_mean_of_d(
        cities in cities(), options in options()
    ) {
        // ECC has an emission-weighted mean of 1.
        let compensation = run(&cities, &options);
        let zones = compensation.zones.iter();
        let weighted: f64 = zones.clone().map(|zone| zone.emissions.amount * zone.threshold.amount).sum();
        let mean = weighted / zones.map(|zone| zone.emissions.amount).sum::<f64>();
        let expected = compensation.mean_emissions.amount;
        prop_assert!((mean - expected).abs() <= 1e-12 * expected);
    }

    #[test]
    fn a_balanced_scheme_sums_to_zero_and_keeps_proportions(
        cities in cities(), options in options()
    ) {
        let balanced = CompensationOptions { scale_to_balance: true, ..options };
        let (plain, balanced) = (run(&cities, &options), run(&cities, &balanced));
        let sum: f64 = amounts(&balanced).iter().sum();
        prop_assert!(sum.abs() <= tolerance(&plain));
        prop_assert_eq!(balanced.imbalance, plain.imbalance);
        let factor = balanced.balance.expect("a balance").factor;
        prop_assert!((0.0..=1.0).contains(&factor));
        for (a, b) in plain.zones.iter().zip(&balanced.zones) {
            prop_assert_eq!(a.compensation, b.unscaled);
            let (unscaled, amount) = (b.unscaled.amount, b.compensation.amount);
            prop_assert!(amount == unscaled || amount == unscaled * factor);
        }
    }
}
