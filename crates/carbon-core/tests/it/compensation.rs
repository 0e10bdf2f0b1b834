//! A scheme of two zones by hand, its options, and what each fault is told.

use crate::support::{coefficients, raw_inputs};
use carbon_core::{
    Alternatives, Assessment, BalancedSide, Compensation, CompensationClass, CompensationError,
    CompensationOptions, CompensationPreset, CorrectedForm, Inputs, IntensityReference,
    MeanEmissionsFrom, PayerSplit, PearlCurve, PriceOptions, PriceRule, Statistic, Tonnes, Year,
    ZoningRule, assess, compensate, sensitivity,
};
use carbon_core::{CarbonBasis, CoalEquivalent, Persons};

const BASE: Year = Year(2010);
const TARGET: Year = Year(2020);

/// Zone `a` doubles its energy from 2010 to 2020, so that its intensity falls less than the
/// region's.
fn region() -> Assessment {
    let mut raw = raw_inputs();
    for observation in &mut raw.observations {
        if observation.place().to_string() == "energy of zone a in 2020" {
            observation.statistic = Statistic::Energy(CoalEquivalent(75.0));
        }
    }
    let inputs = Inputs::new(raw).expect("valid inputs");
    assess(&inputs, &coefficients(), &ZoningRule::default()).expect("an assessment")
}

/// 8 yuan a tonne, γ half of K, w = 0.5.
fn options() -> CompensationOptions {
    CompensationOptions {
        weight: 0.5,
        price: PriceOptions {
            rule: PriceRule::Fixed { yuan_per_t: 8.0 },
            ..CompensationPreset::Paper2024.options().price
        },
        pearl: PearlCurve { a: 1.0, b: 0.0 },
        ..CompensationPreset::Paper2024.options()
    }
}

fn run(options: &CompensationOptions) -> Compensation {
    compensate(&region(), BASE, TARGET, options).expect("a compensation")
}

fn amounts(compensation: &Compensation) -> Vec<f64> {
    let zones = compensation.zones.iter();
    zones.map(|found| found.compensation.amount).collect()
}

#[test]
fn two_zones_by_hand() {
    let compensation = run(&options());
    let [a, b] = &compensation.zones[..] else {
        panic!("two zones")
    };
    // Emissions: 100 and 300 in 2010, 200 and 300 in 2020; GDP 50 and 150, then 100 and 300.
    let mean = Tonnes::new(900.0 / 4.0, CarbonBasis::Carbon);
    assert_eq!(compensation.mean_emissions, mean);
    assert_eq!(
        compensation.mean_emissions_from,
        MeanEmissionsFrom::Years(vec![BASE, TARGET])
    );
    let carbon = |amount| Tonnes::new(amount, CarbonBasis::Carbon);
    assert_eq!(
        (a.base_value, b.base_value),
        (carbon(200.0 - 35.0), carbon(300.0 - 20.0))
    );
    // ECC: 0.25 / 0.4 and 0.75 / 0.6.
    assert_eq!(
        (a.threshold, b.threshold),
        (carbon(0.625 * 225.0), carbon(1.25 * 225.0))
    );
    // Intensity: a 2 to 2, b 2 to 1, the region 2 to 1.25, the mean of the zones 1.5.
    assert_eq!((a.tau, b.tau), (1.0 / 0.625, 0.5 / 0.625));
    assert_eq!((a.s, b.s), (2.0 / 1.5, 1.0 / 1.5));
    let corrected = 200.0 * (0.5 * 1.6 + 0.5 * 2.0 / 1.5);
    assert!((a.corrected_emissions.amount - corrected).abs() < 1e-9);
    let value = corrected - 35.0 - 140.625;
    assert!((a.corrected_base_value.amount - value).abs() < 1e-9);
    assert_eq!((a.share_of_gdp, a.gamma), (0.25, 0.125));
    assert!((a.compensation.amount - 8.0 * 0.125 * value).abs() < 1e-9);
    assert_eq!(a.class, Some(CompensationClass::HighCompensation));
    assert_eq!(b.class, Some(CompensationClass::Compensated));
    let sum = a.compensation.amount + b.compensation.amount;
    assert_eq!(compensation.imbalance.amount, sum);
    assert_eq!(compensation.balance, None);
    assert_eq!(compensation.high_from, Some(a.compensation));
}

#[test]
fn the_open_choices_change_what_they_say() {
    let default = run(&options());
    let gross = run(&CompensationOptions {
        form: CorrectedForm::Gross,
        ..options()
    });
    let credited = gross.zones[0].corrected_base_value - default.zones[0].corrected_base_value;
    assert_eq!(credited, default.zones[0].absorption);
    let region = run(&CompensationOptions {
        reference: IntensityReference::Region,
        ..options()
    });
    assert_eq!(region.reference_intensity.t_per_1e4_yuan, 1.25);
    assert_eq!(region.zones[0].s, 1.6);
    let given = run(&CompensationOptions {
        mean_emissions_t: Some(100.0),
        ..options()
    });
    assert_eq!(given.zones[0].threshold.amount, 62.5);
    assert_eq!(given.mean_emissions_from, MeanEmissionsFrom::Options);
}

#[test]
fn a_fixed_amount_splits_the_payers() {
    let paid = run(&options()).zones[0].compensation.amount;
    for (yuan, class) in [
        (paid, CompensationClass::HighCompensation),
        (paid + 1.0, CompensationClass::LowCompensation),
    ] {
        let split = PayerSplit::Amount { yuan };
        let found = run(&CompensationOptions { split, ..options() });
        assert_eq!(found.zones[0].class, Some(class));
        assert_eq!(found.high_from.map(|from| from.amount), Some(yuan));
    }
}

#[test]
fn the_larger_side_is_scaled_down_to_the_smaller() {
    let balanced = |options| {
        run(&CompensationOptions {
            scale_to_balance: true,
            ..options
        })
    };
    let (plain, scaled) = (run(&options()), balanced(options()));
    let (was, is) = (amounts(&plain), amounts(&scaled));
    assert!(was[0] + was[1] < 0.0, "receivers are the larger side");
    assert_eq!(is[0], was[0]);
    assert!((is[0] + is[1]).abs() < 1e-9 * is[0]);
    let balance = scaled.balance.unwrap();
    assert_eq!(balance.side, BalancedSide::Receivers);
    assert!((balance.factor - was[0] / -was[1]).abs() < 1e-12);
    assert_eq!(scaled.zones[1].unscaled.amount, was[1]);
    assert_eq!(scaled.imbalance, plain.imbalance);

    // With tiny thresholds both pay, and nobody is there to receive.
    let payers = balanced(CompensationOptions {
        mean_emissions_t: Some(1.0),
        ..options()
    });
    assert_eq!(amounts(&payers), [0.0, 0.0]);
    let balance = payers.balance.unwrap();
    assert_eq!((balance.side, balance.factor), (BalancedSide::Payers, 0.0));
    assert_eq!(payers.zones[0].class, None);
}

#[test]
fn each_fault_is_told() {
    let region = region();
    let told = |base, target, options| {
        let error = compensate(&region, base, target, &options);
        error.expect_err("a fault").to_string()
    };
    assert_eq!(
        told(BASE, Year(2015), options()),
        "2015 was not assessed; the years of the assessment are 2010, 2020"
    );
    assert_eq!(
        told(TARGET, BASE, options()),
        "the target year 2010 is not after the base year 2020; swap or change them"
    );
    let weight = CompensationOptions {
        weight: 1.5,
        ..options()
    };
    assert_eq!(
        told(BASE, TARGET, weight),
        "the compensation option weight is 1.5; it must be a number from 0 to 1"
    );
}

#[test]
fn an_intensity_of_zero_is_told() {
    let mut zone = region();
    zone.years[1].zones[1].account.intensity.t_per_1e4_yuan = 0.0;
    let error = compensate(&zone, BASE, TARGET, &options()).unwrap_err();
    let message = error.to_string();
    assert!(message.contains("zone b in 2020;"), "{message}");
    let mut whole = region();
    whole.years[0].region.intensity.t_per_1e4_yuan = f64::NAN;
    assert_eq!(
        compensate(&whole, BASE, TARGET, &options()),
        Err(CompensationError::RegionIntensity(BASE))
    );
}

#[test]
fn the_number_of_combinations_is_bounded() {
    let mut alternatives = Alternatives::all(&options());
    alternatives.weights = vec![0.5; 100_000];
    let error = sensitivity(&region(), BASE, TARGET, &options(), &alternatives).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the sensitivity has 7200000 combinations of options for 2 zones; at most 11000000 results \
         are computed: name fewer alternatives"
    );
}

/// Zone `a` with one person and no energy emits 0.5 for a GDP of 100, and `b` 300 for 300: the median is
/// 0.5025, the region's intensity 300.5 / 400, and `a` has 1.00 % of the lower. Its ECC is (100 / 400) / (0.5 / 300.5)
/// = 150.25, and D is (100 + 300 + 0.5 + 300) / 4 = 175.125.
#[test]
fn a_zone_of_next_to_no_emissions_for_its_gdp_takes_no_part_unless_the_options_say_so() {
    let mut raw = raw_inputs();
    for observation in &mut raw.observations {
        match observation.place().to_string().as_str() {
            "energy of zone a in 2020" => {
                observation.statistic = Statistic::Energy(CoalEquivalent(0.0));
            }
            "population of zone a in 2020" => {
                observation.statistic = Statistic::Population(Persons(1.0));
            }
            _ => {}
        }
    }
    let inputs = Inputs::new(raw).expect("valid inputs");
    let assessment =
        assess(&inputs, &coefficients(), &ZoningRule::default()).expect("an assessment");
    let run = |least_intensity| {
        let options = CompensationOptions {
            least_intensity,
            ..options()
        };
        let scheme = compensate(&assessment, BASE, TARGET, &options).expect("a compensation");
        assessment.clone().with_compensation(scheme)
    };
    let without = run(0.1);
    let scheme = without.compensation.as_ref().unwrap();
    let [a, b] = [0, 1].map(|place: usize| &scheme.zones[place]);
    assert_eq!((a.gamma, a.compensation.amount, a.class), (0.0, 0.0, None));
    assert!(b.compensation.amount > 0.0 && scheme.imbalance == b.compensation);
    let [warning] = &without.runaway_warnings()[..] else {
        panic!("one warning")
    };
    for part in [
        "a (",
        "intensity of 2020 is 1.00 % of the median zone's or the region's",
        // 150.25 · 175.125 / 300.5.
        "P = ECC · D is 87.56 times the emissions of the whole region",
        "takes no part",
    ] {
        assert!(warning.contains(part), "{part}: {warning}");
    }
    let with = run(0.0);
    assert_ne!(
        with.compensation.as_ref().unwrap().zones[0]
            .compensation
            .amount,
        0.0
    );
    assert!(with.runaway_warnings()[0].contains("takes part"));
    assert!(
        region()
            .with_compensation(self::run(&options()))
            .runaway_warnings()
            .is_empty()
    );
}

#[test]
fn a_single_combination_is_the_compensation() {
    let options = options();
    let alternatives = Alternatives::default();
    let result = sensitivity(&region(), BASE, TARGET, &options, &alternatives).unwrap();
    assert_eq!(result.combinations, 1);
    for (range, zone) in result.zones.iter().zip(run(&options).zones) {
        let amount = zone.compensation;
        assert_eq!([range.minimum, range.median, range.maximum], [amount; 3]);
        assert!(!range.changes_role);
    }
}
