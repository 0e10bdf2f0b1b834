//! Scenarios on the region of two zones, by hand, and on Jiangxi.

use crate::support;
use crate::support::jiangxi;
use crate::support::scenarios::{case, scenario};
use carbon_core::scenario::{Change, ScenarioError};
use carbon_core::{Case, Hectares, Inputs, LandClass, Observation, Quantity, Tonnes, Year, ZoneId};

/// The difference of a quantity of a zone, or of the region, in 2020.
fn difference(changes: &[&str], quantity: &Quantity, zone: Option<&str>) -> f64 {
    let case = case();
    let base = case.run().expect("the base");
    let comparison = scenario(changes).run(&case, &base).expect("the run");
    let differences = comparison.differences();
    let is_it = |change: &&carbon_core::scenario::Difference| {
        change.year == Year(2020)
            && change.quantity == *quantity
            && change.zone.as_ref().map(ZoneId::as_str) == zone
    };
    differences
        .iter()
        .find(is_it)
        .expect("a difference")
        .difference()
}

#[test]
fn changes_by_hand() {
    // σ = 2 per tce; a uses 25, b 100.
    let half = "input = 'energy'\nrelative = 0.5";
    assert_eq!(difference(&[half], &Quantity::Emissions, Some("a")), 25.0);
    assert_eq!(difference(&[half], &Quantity::Emissions, None), 125.0);
    let of_b = "input = 'energy'\nabsolute = -40\nzones = ['b']\nyears = [2020]";
    assert_eq!(difference(&[of_b], &Quantity::Emissions, Some("a")), 0.0);
    assert_eq!(difference(&[of_b], &Quantity::Budget, None), -80.0);
    // θ = 0.5; 300 people.
    assert_eq!(
        difference(&["input = 'theta'\nvalue = 1"], &Quantity::Emissions, None),
        150.0
    );
    // λ of forest −1, of water −0.5; 40 and 30 ha.
    let forest = "input = 'lambda'\nclass = 'forest'\nrelative = -0.5";
    assert_eq!(difference(&[forest], &Quantity::Absorption, None), -20.0);
    // One after the other: 25 → 50 → 45.
    let doubled = "input = 'energy'\nrelative = 1";
    let less = "input = 'energy'\nabsolute = -5";
    assert_eq!(
        difference(&[doubled, less], &Quantity::Energy, Some("a")),
        20.0
    );
    let gdp = "input = 'gdp'\nvalue = 200\nzones = ['a']";
    assert_eq!(difference(&[gdp], &Quantity::Gdp, Some("a")), 100.0);
}

#[test]
fn a_price_is_changed_and_every_payment_with_it() {
    let case = case();
    let doubled = scenario(&["input = 'price'\nrelative = 1"]);
    let comparison = doubled.run(&case, &case.run().unwrap()).unwrap();
    for change in comparison.differences() {
        if change.quantity == Quantity::Compensation {
            let relative = change.relative().expect("a payment");
            assert!((relative.abs() - 1.0).abs() < 1e-12, "{change:?}");
        }
    }
}

#[test]
fn moved_land_is_conserved() {
    let move_land = "input = 'land'\nfrom = 'water'\nto = 'forest'\nabsolute = 10\nyears = [2020]";
    let after = scenario(&[move_land]).apply(&case()).unwrap();
    let table = after.inputs.land_use();
    for (zone, forest, water, area) in [("a", 40.0, 0.0, 40.25), ("b", 20.0, 10.0, 30.0)] {
        let hectares = |class| table.hectares(&zone.into(), Year(2020), &class);
        assert_eq!(hectares(LandClass::forest()), Hectares(forest));
        assert_eq!(hectares(LandClass::water()), Hectares(water));
        assert_eq!(table.area(&zone.into(), Year(2020)), Some(Hectares(area)));
        assert_eq!(
            table
                .hectares(&zone.into(), Year(2010), &LandClass::forest())
                .0,
            forest - 10.0
        );
    }
    assert_eq!(difference(&[move_land], &Quantity::Absorption, None), 10.0);
    let half = "input = 'land'\nfrom = 'water'\nto = 'forest'\nrelative = 0.5";
    assert_eq!(difference(&[half], &Quantity::Absorption, None), 7.5);
    let value = "input = 'land'\nfrom = 'water'\nto = 'forest'\nvalue = 26\nzones = ['b']";
    assert_eq!(difference(&[value], &Quantity::Absorption, None), 8.0);
}

#[test]
fn a_zone_can_gain_a_class_that_it_had_not() {
    let case = jiangxi::case();
    let table = case.inputs.land_use();
    let mut rows = table.rows().to_vec();
    rows.retain(|row| row.zone.as_str() != "360100" || row.class.to_string() != "unused");
    let mut raw = jiangxi::raw_inputs();
    raw.land_use = carbon_core::LandUseTable::new(rows).unwrap();
    let without = Case {
        inputs: Inputs::new(raw).unwrap(),
        ..case
    };
    let gain = "input = 'land'\nfrom = 'forest'\nto = 'unused'\nabsolute = 5\nzones = ['360100']";
    let after = scenario(&[gain]).apply(&without).unwrap();
    let [before, after] = [&without, &after].map(|case| case.inputs.land_use());
    let (zone, year) = ("360100".into(), Year(2015));
    assert_eq!(
        before.hectares(&zone, year, &LandClass::unused()),
        Hectares(0.0)
    );
    assert_eq!(
        after.hectares(&zone, year, &LandClass::unused()),
        Hectares(5.0)
    );
    let [before, after] = [before, after].map(|table| table.area(&zone, year).unwrap().0);
    assert!((before - after).abs() < 1e-9 * before);
}

#[test]
fn given_totals_follow_their_zones() {
    let mut raw = support::raw_inputs();
    for statistic in [
        carbon_core::Statistic::Energy(carbon_core::CoalEquivalent(250.0)),
        carbon_core::Statistic::Absorption(Tonnes::new(110.0, carbon_core::CarbonBasis::Carbon)),
    ] {
        raw.observations
            .push(Observation::of_region(Year(2020), statistic));
    }
    let base = Case {
        inputs: Inputs::new(raw).unwrap(),
        ..case()
    };
    // a's 25 of 125 tce double: 250 · 150 / 125. λ of forest doubles: 110 · 95 / 55.
    let changes = [
        "input = 'energy'\nrelative = 1\nzones = ['a']",
        "input = 'lambda'\nclass = 'forest'\nvalue = -2",
    ];
    let after = scenario(&changes).apply(&base).unwrap().run().unwrap();
    let region = &after.year(Year(2020)).unwrap().region;
    assert_eq!(region.energy.0, 300.0);
    assert!((region.absorption.amount - 190.0).abs() < 1e-9);
}

#[test]
fn without_changes_nothing_differs() {
    let case = jiangxi::case();
    let comparison = scenario(&[]).run(&case, &case.run().unwrap()).unwrap();
    assert_eq!(comparison.base, comparison.scenario);
    assert!(comparison.function_changes().is_empty());
    assert!(
        comparison
            .differences()
            .iter()
            .all(|change| change.difference() == 0.0)
    );
}

#[test]
fn zones_that_change_their_function_are_named() {
    let sink = "input = 'energy'\nrelative = -0.9\nzones = ['360100']";
    let case = jiangxi::case();
    let comparison = scenario(&[sink]).run(&case, &case.run().unwrap()).unwrap();
    let changes = comparison.function_changes();
    assert!(
        changes
            .iter()
            .any(|change| change.zone.as_str() == "360100" && change.base != change.scenario)
    );
}

#[test]
fn what_cannot_be_done_is_said() {
    let told = |text: &str| scenario(&[text]).apply(&case()).unwrap_err().to_string();
    let land = |amount: &str| {
        told(&format!(
            "input = 'land'\nfrom = 'water'\nto = 'forest'\n{amount}"
        ))
    };
    assert_eq!(
        land("absolute = 15"),
        "there is not so much water to move: zone a in 2010, zone a in 2020; move less, or a share of it"
    );
    assert!(land("absolute = -11").contains("not so much forest to move: zone b in 2010"));
    assert!(land("relative = 1.5").contains("b in 2010, zone b in 2020"));
    assert!(told("input = 'energy'\nrelative = 0.1\nzones = ['c']").contains("not have: c"));
    assert!(told("input = 'energy'\nrelative = 0.1\nyears = [2000]").contains("not have: 2000"));
    let below = told("input = 'population'\nabsolute = -150");
    assert!(below.contains("population would be -50 in a in 2010; it must be a number from 0 up"));
    assert!(told("input = 'gdp'\nvalue = 0").contains("a number above 0"));
    assert!(told("input = 'sigma'\nvalue = -1").contains("σ would be -1"));
    assert!(told("input = 'engel'\nvalue = 2").contains("a share above 0"));
    assert!(told("input = 'lambda'\nclass = 'sea'\nvalue = 1").contains("names λ of sea"));
    let without = Case {
        scheme: None,
        ..case()
    };
    let price = scenario(&["input = 'price'\nvalue = 1"]).apply(&without);
    assert_eq!(price, Err(ScenarioError::NoCompensation("the price")));
}

#[test]
fn what_a_change_cannot_say_is_said() {
    let told = |text: &str| toml::from_str::<Change>(text).unwrap_err().to_string();
    for (text, said) in [
        (
            "input = 'energy'",
            "one of `relative`, `absolute` and `value`",
        ),
        (
            "input = 'energy'\nvalue = 1\nrelative = 1",
            "one of `relative`",
        ),
        (
            "input = 'energy'\nvalue = 1\nclass = 'forest'",
            "needs no class",
        ),
        (
            "input = 'land'\nfrom = 'water'\nto = 'water'\nvalue = 1",
            "two classes",
        ),
        ("input = 'lambda'\nvalue = 1", "one class"),
        (
            "input = 'price'\nvalue = 1\nyears = [2020]",
            "leave `zones` and `years` out",
        ),
    ] {
        assert!(told(text).contains(said), "{}", told(text));
    }
}
