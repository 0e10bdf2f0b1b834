//! Zones of which a part has no land class: their coverage, and what is left out because of it.

use carbon_core::uncertainty::{MonteCarlo, Uncertainty};
use carbon_core::zonings::{Method, Zoning, ZoningResult, compare};
use carbon_core::{
    Assessment, Case, CompensationPreset, Inputs, LandUseTable, Observation, Quantity, RawInputs,
    Scheme, Subject, Value, Warning, Year, Zone, ZoneYear, ZoningRule,
};

use crate::support::{coefficients, observations, row};

/// Of 100 ha each: the rest is forest.
const ZONES: [(&str, [(&str, f64); 2]); 6] = [
    ("void", [("nodata", 100.0), ("outside", 0.0)]),
    ("cloudy", [("nodata", 60.0), ("outside", 0.0)]),
    ("clipped", [("nodata", 0.0), ("outside", 50.0)]),
    ("frayed", [("nodata", 2.0), ("unmapped:7", 0.5)]),
    ("coast", [("outside-model:sea", 70.0), ("nodata", 0.0)]),
    ("whole", [("nodata", 0.0), ("outside", 0.0)]),
];

fn raw(min_coverage: Option<f64>) -> RawInputs {
    let mut rows = Vec::new();
    for year in [2010, 2020] {
        for (zone, without) in ZONES {
            let missing: f64 = without.iter().map(|(_, area)| area).sum();
            rows.push(row(zone, year, "forest", 100.0 - missing));
            rows.extend(without.map(|(class, area)| row(zone, year, class, area)));
        }
    }
    let table = LandUseTable::new(rows).unwrap();
    let mut like_a = observations();
    like_a.retain(|found| found.subject == Subject::Zone("a".into()));
    let observations = ZONES.iter().flat_map(|(zone, _)| {
        let found = like_a.iter();
        found.map(|found| Observation::of_zone(*zone, found.year, found.statistic))
    });
    RawInputs {
        zones: ZONES.map(|(zone, _)| Zone::new(zone, zone)).to_vec(),
        years: vec![Year(2010), Year(2020)],
        observations: observations.collect(),
        land_use: match min_coverage {
            Some(share) => table.with_min_coverage(share),
            None => table,
        },
        deflator: None,
        price_year: None,
    }
}

fn case(min_coverage: Option<f64>) -> Case {
    Case {
        inputs: Inputs::new(raw(min_coverage)).unwrap(),
        coefficients: coefficients(),
        zoning: ZoningRule::default(),
        scheme: Some(Scheme {
            base: Year(2010),
            target: Year(2020),
            options: CompensationPreset::Paper2024.options(),
        }),
    }
}

fn assessed(min_coverage: Option<f64>) -> Assessment {
    case(min_coverage).run().unwrap()
}

fn last(assessment: &Assessment) -> &[ZoneYear] {
    &assessment.years[1].zones
}

fn names(zones: &[ZoneYear], holds: impl Fn(&ZoneYear) -> bool) -> Vec<&str> {
    let zones = zones.iter().filter(|zone| holds(zone));
    zones.map(|zone| zone.zone.id.as_str()).collect()
}

#[test]
fn coverage_is_the_share_with_a_class() {
    let assessment = assessed(None);
    let shares = last(&assessment)
        .iter()
        .map(|zone| Quantity::Coverage.value(zone));
    let expected = [0.0, 0.4, 0.5, 0.975, 1.0, 1.0];
    assert!(shares.eq(expected.map(|share| Some(Value::Number(share)))));
    // 387.5 of 600 ha: a mean weighted by area.
    let region = &assessment.years[1].region;
    assert_eq!(Quantity::Coverage.amount(region), Some(387.5 / 600.0));
}

#[test]
fn a_zone_below_the_limit_has_neither_function_nor_compensation() {
    let assessment = assessed(None);
    let zones = last(&assessment);
    let left_out = ["void", "cloudy"];
    assert_eq!(names(zones, |zone| zone.function.is_none()), left_out);
    assert_eq!(names(zones, |zone| zone.compensation.is_none()), left_out);
    let scheme = assessment.compensation.as_ref().unwrap();
    assert_eq!(scheme.zones.len(), 4);
    // Numbers and totals stay: 40 ha of forest absorb 40 t, and all six zones are in the means.
    assert_eq!(zones[1].account.absorption.amount, 40.0);
    assert_eq!(
        assessment.years[1].region.absorption.amount,
        40.0 + 50.0 + 97.5 + 30.0 + 100.0
    );
    // σ · 25 tce + θ · 100 persons, in each zone and year.
    assert_eq!(assessment.years[1].mean_emissions.amount, 100.0);
    assert_eq!(scheme.mean_emissions.amount, 100.0);
    let sum: f64 = scheme.zones.iter().map(|zone| zone.unscaled.amount).sum();
    assert_eq!(scheme.imbalance.amount, sum);
}

#[test]
fn the_limit_is_the_projects_choice() {
    let all = assessed(Some(0.0));
    assert!(
        last(&all)
            .iter()
            .all(|zone| zone.is_covered() && zone.compensation.is_some())
    );
    let strict = assessed(Some(1.0));
    assert_eq!(
        names(last(&strict), ZoneYear::is_covered),
        ["coast", "whole"]
    );
}

#[test]
fn warnings_name_the_zones_and_what_is_missing() {
    let warnings = assessed(None).warnings;
    let warnings: Vec<_> = warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "4 zones have no land class on more than 1 % of their area, most of all: \
             void (void) in 2010, 2020: up to 100.00 % of its area has no land class \
             (100.00 % nodata); \
             cloudy (cloudy) in 2010, 2020: up to 60.00 % of its area has no land class \
             (60.00 % nodata); \
             clipped (clipped) in 2010, 2020: up to 50.00 % of its area has no land class \
             (50.00 % outside the raster); \
             frayed (frayed) in 2010, 2020: up to 2.50 % of its area has no land class \
             (2.00 % nodata, 0.50 % codes without a class)",
            "less than 50 % of the area of 2 zones has a land class; they get no functional zone, \
             no compensation and no rank: void (void) in 2010, 2020, cloudy (cloudy) in 2010, 2020 \
             (min_coverage sets this limit)",
        ]
    );
    let all = assessed(Some(0.0)).warnings;
    assert!(
        !all.iter()
            .any(|found| matches!(found, Warning::LeftOut { .. }))
    );
}

#[test]
fn zonings_and_their_comparison_leave_such_zones_out() {
    let assessment = assessed(None);
    let own = ZoningResult::functional(&assessment);
    let advantages = Zoning {
        name: "nrca".to_owned(),
        method: Method::Advantages(["absorption", "emissions"].map(str::to_owned).to_vec()),
    };
    let other = advantages.classify(&assessment).unwrap();
    for zoned in [&own, &other] {
        let classed = zoned.years[1].zones.iter().map(Option::is_some);
        assert!(classed.eq([false, false, true, true, true, true]));
    }
    let ids: Vec<_> = assessment
        .zones
        .iter()
        .map(|zone| zone.id.clone())
        .collect();
    let compared = compare(&[own, other], &ids).unwrap();
    for pair in compared {
        assert_eq!(pair.agreement.counts.iter().flatten().sum::<usize>(), 4);
        assert!(pair.differing.iter().all(|differing| differing.place > 1));
    }
}

#[test]
fn draws_leave_such_zones_out() {
    let case = case(None);
    let request = MonteCarlo {
        draws: 3,
        ..MonteCarlo::new(&case)
    };
    let drawn = request.run(&case, &Uncertainty::default()).unwrap();
    for zone in &drawn.zones {
        let annual = &zone.years[1];
        let takes_part = !["void", "cloudy"].contains(&zone.zone.as_str());
        assert_eq!(annual.functions.is_some(), takes_part, "{}", zone.zone);
        assert_eq!(annual.paying.is_some(), takes_part, "{}", zone.zone);
    }
    // Nothing is uncertain: each draw is the run itself.
    let scheme = case.run().unwrap().compensation.unwrap();
    let imbalance = drawn.imbalance.unwrap();
    assert!((imbalance.mean - scheme.imbalance.amount).abs() < 1e-9);
}

#[test]
fn zones_that_are_covered_pay_what_they_did() {
    // Without the limit the same zones pay the same: totals and means are those of all zones.
    let (strict, all) = (assessed(None), assessed(Some(0.0)));
    let [strict, all] = [&strict, &all].map(|found| found.compensation.as_ref().unwrap());
    for zone in &strict.zones {
        let other = all.zone(&zone.zone).unwrap();
        assert_eq!((zone.unscaled, zone.gamma), (other.unscaled, other.gamma));
    }
}
