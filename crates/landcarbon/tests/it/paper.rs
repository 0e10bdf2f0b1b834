//! From the rasters of the Jiangxi example to the paper's numbers and statements (`fixtures/jiangxi/paper_*.csv`). The example's inputs were fitted to them, so this shows that the program can produce the paper's
//! results, not that the data are real.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use carbon_core::{
    Assessment, Deflator, Inputs, LandUseTable, RawInputs, Statistic, Warning, Year, ZoneYear,
    ZoningRule, assess,
};
use landcarbon::project::Plan;
use landcarbon::study::{LevelFindings, Study, compute, open};
use landcarbon::terminal::Console;
use landuse_ingest::ledger::Ledger;

use crate::reproduction::Reproduction;

struct Example {
    study: Study,
    ledgers: Vec<Ledger>,
    assessment: Assessment,
}

static EXAMPLE: LazyLock<Example> = LazyLock::new(|| {
    let console = Console::silent();
    let plan = Plan::read(&fixture("project.toml")).unwrap();
    let study = open(plan, &console).unwrap();
    let main = compute(&study, &console).unwrap().levels.remove(0);
    let LevelFindings {
        ledgers,
        assessment,
        ..
    } = main;
    Example {
        study,
        ledgers,
        assessment,
    }
});

fn fixture(name: &str) -> PathBuf {
    testkit::fixtures::fixture("jiangxi").join(name)
}

fn facts(name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(fixture(name)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn city(name: &str, year: i32) -> &'static ZoneYear {
    let annual = EXAMPLE.assessment.year(Year(year)).unwrap();
    annual
        .zones
        .iter()
        .find(|zone| zone.zone.name == name)
        .unwrap()
}

#[test]
fn every_number_is_met() {
    let reproduction = Reproduction::new(&EXAMPLE.assessment).unwrap();
    assert_eq!(reproduction.numbers.len(), 40);
    for (_, outcome) in &reproduction.numbers {
        assert!(
            outcome.holds,
            "{}: {} against {} ± {}",
            outcome.id, outcome.obtained, outcome.expected, outcome.tolerance
        );
    }
}

/// The ids of the statements that do not hold.
fn failing(assessment: &Assessment) -> Vec<String> {
    let reproduction = Reproduction::new(assessment).unwrap();
    assert_eq!(reproduction.statements.len(), 32);
    let statements = reproduction.statements.into_iter();
    let failing = statements.filter(|(_, verdict)| !verdict.holds);
    failing.map(|(statement, _)| statement.id).collect()
}

#[test]
fn every_statement_holds_but_five() {
    assert_eq!(
        failing(&EXAMPLE.assessment),
        [
            "construction.points",
            "intensity.fastest",
            "intensity.each.year",
            "zones.shangrao",
            "esc.stable"
        ]
    );
}

#[test]
fn a_statement_that_is_not_true_does_not_hold() {
    let mut spoilt = EXAMPLE.assessment.clone();
    let nanchang = &mut spoilt.years[2].zones[0];
    nanchang.account.emissions.amount /= 10.0;
    nanchang.account.budget.amount /= 10.0;
    nanchang.ecc = 2.0;
    let mut failing = failing(&spoilt);
    failing.truncate(6);
    assert_eq!(
        failing,
        [
            "emissions.2020.top3",
            "budget.2020.top3",
            "emissions.smallest",
            "ecc.2015.2020.range",
            "emissions.largest",
            "budget.largest",
        ]
    );
    let reproduction = Reproduction::new(&spoilt).unwrap();
    let mut numbers = reproduction.numbers.iter();
    assert!(numbers.any(|(_, outcome)| !outcome.holds));
}

#[test]
fn the_page_is_what_the_program_obtains() {
    let page = Reproduction::new(&EXAMPLE.assessment)
        .unwrap()
        .page(&EXAMPLE.study.main().statistics.statuses);
    let committed = fixture("../../docs/reproduction.md");
    assert!(
        page == std::fs::read_to_string(committed).unwrap(),
        "docs/reproduction.md is old: cargo run --release -p landcarbon --example reproduction"
    );
}

/// The names of the cities for which something holds in a year, in the order of their ids.
fn cities_where(
    assessment: &Assessment,
    year: i32,
    holds: impl Fn(&ZoneYear) -> bool,
) -> Vec<&str> {
    let zones = &assessment.year(Year(year)).unwrap().zones;
    zones
        .iter()
        .filter(|zone| holds(zone))
        .map(|zone| zone.zone.name.as_str())
        .collect()
}

#[test]
fn hectares_meet_the_targets_to_within_a_cell() {
    let mut province: BTreeMap<(String, String), f64> = BTreeMap::new();
    let rows: BTreeMap<_, f64> = EXAMPLE
        .ledgers
        .iter()
        .flat_map(Ledger::rows)
        .map(|row| {
            (
                (row.zone.to_string(), row.label, row.class.to_string()),
                row.hectares.0,
            )
        })
        .collect();
    for target in facts("land_use_targets.csv") {
        let key = (
            target["zone"].clone(),
            target["year"].clone(),
            target["class"].clone(),
        );
        let off = rows[&key] - target["hectares"].parse::<f64>().unwrap();
        assert!(off.abs() <= 100.0, "{key:?} is off by {off} ha");
        *province.entry((key.1, key.2)).or_default() += off;
    }
    for (key, off) in province {
        assert!(
            off.abs() <= 300.0,
            "{key:?} is off by {off} ha over the province"
        );
    }
}

#[test]
fn the_ledger_closes() {
    for ledger in &EXAMPLE.ledgers {
        assert!(ledger.worst_closure() < 1e-12);
        for zone in &ledger.zones {
            let sum: f64 = zone.hectares.iter().map(|h| h.0).sum();
            assert!(
                (sum / zone.area.0 - 1.0).abs() < 1e-12,
                "{} {}: {sum} against {}",
                ledger.label,
                zone.zone,
                zone.area
            );
        }
    }
}

/// The example's inputs, to be changed.
fn raw_inputs() -> RawInputs {
    let Example { study, ledgers, .. } = &*EXAMPLE;
    RawInputs {
        zones: study.main().model_zones(),
        years: study.plan.years.clone(),
        land_use: LandUseTable::new(ledgers.iter().flat_map(Ledger::model_rows).collect()).unwrap(),
        observations: study.main().statistics.observations.clone(),
        deflator: None,
        price_year: None,
    }
}

fn assessed(raw: RawInputs, rule: &ZoningRule) -> Assessment {
    assess(
        &Inputs::new(raw).unwrap(),
        &EXAMPLE.study.plan.coefficients,
        rule,
    )
    .unwrap()
}

#[test]
fn the_quadrant_rule_differs_in_shangrao_alone() {
    let quadrant = assessed(raw_inputs(), &"quadrant".parse().unwrap());
    let function = |zone: &ZoneYear| zone.function.as_ref().unwrap().zone;
    let differs = |zone: &ZoneYear| function(zone) != function(city(&zone.zone.name, 2020));
    assert_eq!(cities_where(&quadrant, 2020, differs), ["Shangrao"]);
}

#[test]
fn current_prices_and_a_deflator_give_the_same_coefficients() {
    let mut raw = raw_inputs();
    raw.observations
        .retain(|o| !matches!(o.statistic, Statistic::GdpConstant(_)));
    raw.deflator =
        Some(Deflator::new(Year(2010), [(Year(2015), 1.0452), (Year(2020), 1.0925)]).unwrap());
    let deflated = assessed(raw, &ZoningRule::default());
    for (a, b) in deflated.zone_years().zip(EXAMPLE.assessment.zone_years()) {
        assert!(
            (a.ecc - b.ecc).abs() < 1e-7,
            "{} in {}",
            a.zone.name,
            a.year
        );
    }
}

#[test]
fn the_preset_mixes_bases_and_says_so() {
    let [
        Warning::MixedBases {
            budget, restated, ..
        },
    ] = EXAMPLE.assessment.warnings.as_slice()
    else {
        panic!("{:?}", EXAMPLE.assessment.warnings);
    };
    assert!((budget.megatonnes() - (186.99 - 59.69)).abs() < 0.01);
    // 183.42 + (3.57 - 59.69) · 44/12
    assert!((restated.megatonnes() - -22.35).abs() < 0.03, "{restated}");
}
