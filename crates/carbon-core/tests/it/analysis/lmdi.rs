use std::collections::BTreeMap;

use carbon_core::lmdi::{Drivers, Effects, LmdiError, decompose};
use carbon_core::{CarbonBasis, CoalEquivalent, Persons, Tonnes, Year, Yuan, ZoneId, ZoningRule};
use proptest::prelude::*;

use crate::analysis::jiangxi;
use crate::analysis::oracle::{number, rows};

const EXPECTED: &str = include_str!("../../../../../fixtures/oracle/analysis/lmdi.csv");
const INPUTS: &str = include_str!("../../../../../fixtures/oracle/analysis/lmdi_inputs.csv");
const YEARS: [Year; 2] = [Year(2010), Year(2020)];

type Pair = (ZoneId, Drivers, Drivers);

fn drivers([population, gdp, energy, of_energy, of_respiration]: [f64; 5]) -> Drivers {
    Drivers {
        population: Persons(population),
        gdp: Yuan::new(gdp, Year(2010)),
        energy: CoalEquivalent(energy),
        emissions_energy: Tonnes::new(of_energy, CarbonBasis::Carbon),
        emissions_respiration: Tonnes::new(of_respiration, CarbonBasis::Carbon),
        emissions_land: None,
    }
}

fn cities(from: i32, to: i32) -> Vec<Pair> {
    let assessment = jiangxi::assessment(&ZoningRule::default());
    let [from, to] = [from, to].map(|year| &assessment.year(Year(year)).expect("a year").zones);
    let pairs = from.iter().zip(to);
    let pair = |(before, after): (&carbon_core::ZoneYear, &carbon_core::ZoneYear)| {
        let [one, other] = [&before.account, &after.account].map(Drivers::from);
        (before.zone.id.clone(), one, other)
    };
    pairs.map(pair).collect()
}

fn random() -> Vec<Pair> {
    let rows = rows(INPUTS);
    let keys = [
        "population",
        "gdp",
        "energy",
        "emissions_energy",
        "emissions_respiration",
    ];
    let zone = |row: &BTreeMap<&str, &str>| drivers(keys.map(|key| number(row[key])));
    let pairs = rows.chunks_exact(2);
    pairs
        .map(|years| (years[0]["zone"].into(), zone(&years[0]), zone(&years[1])))
        .collect()
}

fn emissions(drivers: &Drivers) -> f64 {
    drivers.emissions_energy.amount + drivers.emissions_respiration.amount
}

/// What the effects leave unexplained, as a share of the larger of both years' emissions.
fn rest(effects: &Effects, before: f64, after: f64) -> f64 {
    let amounts = effects.each().into_iter().filter_map(|(_, effect)| effect);
    let explained: f64 = amounts.map(|amount| amount.amount).sum();
    let largest = before.max(after).max(f64::MIN_POSITIVE);
    assert!((effects.change.amount - (after - before)).abs() <= 1e-15 * largest * 4.0);
    (effects.change.amount - explained).abs() / largest
}

#[test]
fn effects_agree_with_logarithms_of_many_digits() {
    let expected = rows(EXPECTED);
    let mut compared = 0;
    for years in ["2010:2015", "2010:2020", "2015:2020"] {
        let (from, to) = years.split_once(':').expect("two years");
        let [from, to] = [from, to].map(|year| year.parse().expect("a year"));
        for (set, zones) in [("jiangxi", cities(from, to)), ("random", random())] {
            let found = decompose(Year(from), Year(to), &zones).unwrap();
            for (zone, (_, before, after)) in found.zones.iter().zip(&zones) {
                let scale = emissions(before).max(emissions(after));
                for row in expected.iter().filter(|row| {
                    row["set"] == set && row["years"] == years && row["zone"] == zone.zone.as_str()
                }) {
                    let effects = zone.effects.each();
                    let effect = effects.iter().find(|(name, _)| *name == row["effect"]);
                    let amount = effect.expect("the effect").1.expect("an amount").amount;
                    let off = (amount - number(row["expected"])).abs();
                    assert!(off <= 1e-13 * scale, "{row:?} {amount}");
                    compared += 1;
                }
            }
        }
    }
    assert_eq!(compared, expected.len());
}

#[test]
fn zones_and_region_close() {
    for zones in [cities(2010, 2020), cities(2015, 2020), random()] {
        let found = decompose(YEARS[0], YEARS[1], &zones).unwrap();
        for (zone, (_, before, after)) in found.zones.iter().zip(&zones) {
            assert!(rest(&zone.effects, emissions(before), emissions(after)) <= 1e-14);
        }
        let sum =
            |year: fn(&Pair) -> &Drivers| zones.iter().map(|zone| emissions(year(zone))).sum();
        assert!(rest(&found.region, sum(|zone| &zone.1), sum(|zone| &zone.2)) <= 1e-14);
    }
}

#[test]
fn one_sigma_and_one_theta_have_no_effect() {
    let region = decompose(YEARS[0], YEARS[1], &cities(2010, 2020))
        .unwrap()
        .region;
    let change = region.change.amount;
    assert!(region.carbon_per_energy.amount.abs() <= 1e-14 * change);
    assert!(region.respiration_per_person.amount.abs() <= 1e-14 * change);
    assert_eq!(region.change.basis, CarbonBasis::Mixed);
    assert_eq!(region.population.basis, CarbonBasis::CarbonDioxide);
    assert_eq!(region.respiration_population.basis, CarbonBasis::Carbon);
}

#[test]
fn land_is_a_term_of_its_own() {
    let carbon = |amount| Some(Tonnes::new(amount, CarbonBasis::Carbon));
    let (mut before, mut after) = (drivers([1.0; 5]), drivers([1.0; 5]));
    (before.emissions_land, after.emissions_land) = (carbon(5.0), carbon(3.0));
    let zones = [
        ("z".into(), before, after),
        ("y".into(), drivers([1.0; 5]), after),
    ];
    let found = decompose(YEARS[0], YEARS[1], &zones).unwrap();
    assert_eq!(found.zones[0].effects.land, carbon(-2.0));
    assert_eq!(found.zones[0].effects.change.amount, -2.0);
    assert_eq!(found.region.land, carbon(1.0));
}

#[test]
fn what_has_no_decomposition_is_an_error_with_its_reason() {
    let error = |before, after| {
        let zones = [("z".into(), before, after)];
        decompose(YEARS[0], YEARS[1], &zones).unwrap_err()
    };
    let ones = drivers([1.0; 5]);
    let without_people = drivers([0.0, 1.0, 1.0, 1.0, 0.0]);
    assert_eq!(
        error(without_people, ones).to_string(),
        "the population is zero in one year although there are emissions in both: z; no logarithm \
         says how much of them it explains"
    );
    let negative = error(drivers([1.0, 1.0, -1.0, 1.0, 1.0]), ones);
    assert!(matches!(
        negative,
        LmdiError::Impossible { what: "energy", .. }
    ));
    let mut other = ones;
    other.gdp.price_year = Year(2020);
    assert!(matches!(error(ones, other), LmdiError::Prices(_)));
    other = ones;
    other.emissions_energy.basis = CarbonBasis::CarbonDioxide;
    assert!(matches!(error(ones, other), LmdiError::Bases(_)));
    assert_eq!(decompose(YEARS[0], YEARS[1], &[]), Err(LmdiError::NoZones));
}

fn any_drivers() -> impl Strategy<Value = Drivers> {
    // Of any order of size.
    proptest::array::uniform5(-12.0..12.0)
        .prop_map(|logs| drivers(logs.map(|x: f64| 10f64.powf(x))))
}

proptest! {
    #[test]
    fn every_decomposition_closes(before in any_drivers(), after in any_drivers()) {
        let zones = [("z".into(), before, after)];
        let found = decompose(YEARS[0], YEARS[1], &zones).unwrap();
        prop_assert!(rest(&found.region, emissions(&before), emissions(&after)) <= 1e-12);
    }

    #[test]
    fn the_way_back_has_the_opposite_effects(before in any_drivers(), after in any_drivers()) {
        let there = decompose(YEARS[0], YEARS[1], &[("z".into(), before, after)]).unwrap().region;
        let back = decompose(YEARS[1], YEARS[0], &[("z".into(), after, before)]).unwrap().region;
        for ((_, there), (_, back)) in there.each().into_iter().zip(back.each()) {
            let sum = there.map_or(0.0, |amount| amount.amount) + back.map_or(0.0, |amount| amount.amount);
            prop_assert!(sum.abs() <= 1e-12 * emissions(&before).max(emissions(&after)));
        }
    }
}
