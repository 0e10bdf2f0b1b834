//! From the rasters of the Jiangxi example to the paper's numbers and statements (`fixtures/jiangxi/paper_*.csv`): all that formulas
//! 1–7 and the zoning decide. The example's inputs were fitted to them, so this shows that the program can produce the paper's
//! results, not that the data are real.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use carbon_core::{
    Account, Assessment, Deflator, FunctionalZone, Inputs, LandClass, LandUseTable, RawInputs,
    Statistic, Warning, Year, ZoneYear, ZoningRule, assess,
};
use clap::Parser;
use landcarbon::cli::Cli;
use landcarbon::console::Console;
use landcarbon::project::Project;
use landcarbon::study::Study;
use landuse_ingest::ledger::Ledger;

const YEARS: [i32; 3] = [2010, 2015, 2020];

struct Example {
    study: Study,
    ledgers: Vec<Ledger>,
    assessment: Assessment,
}

static EXAMPLE: LazyLock<Example> = LazyLock::new(|| {
    let console = Console::new(&Cli::parse_from(["landcarbon", "--quiet", "demo"]).common);
    let project = Project::read(&fixture("project.toml")).unwrap();
    let mut study = Study::open(project, &console).unwrap();
    let ledgers = study.tally(&console).unwrap();
    let assessment = study.assess(&ledgers).unwrap();
    Example {
        study,
        ledgers,
        assessment,
    }
});

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/jiangxi")
        .join(name)
}

fn facts(name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(fixture(name)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn region(year: i32) -> &'static Account {
    &EXAMPLE.assessment.year(Year(year)).unwrap().region
}

fn city(name: &str, year: i32) -> &'static ZoneYear {
    let annual = EXAMPLE.assessment.year(Year(year)).unwrap();
    annual
        .zones
        .iter()
        .find(|zone| zone.zone.name == name)
        .unwrap()
}

fn percent(part: f64, whole: f64) -> f64 {
    100.0 * part / whole
}

/// What the program obtains for a number of the paper; `None` for what formulas 8–14 decide.
fn obtained(id: &str) -> Option<f64> {
    let class = |name: &str| LandClass::new(name).unwrap();
    let hectares = |name: &str, year| region(year).hectares(&class(name)).0;
    let words: Vec<&str> = id.split('.').collect();
    let year = words.last().and_then(|word| word.parse::<i32>().ok());
    let growth = region(2020).emissions.megatonnes() - region(2010).emissions.megatonnes();
    Some(match (words[0], &words[1..], year) {
        ("province", ["emissions", "energy", _], Some(year)) => {
            region(year).emissions_energy.megatonnes()
        }
        ("province", ["emissions", "respiration", _], Some(year)) => {
            region(year).emissions_respiration.megatonnes()
        }
        ("province", ["emissions", "growth", "total"], _) => {
            percent(growth, region(2010).emissions.megatonnes())
        }
        ("province", ["emissions", "growth", "annual"], _) => growth / 10.0,
        ("province", ["emissions", _], Some(year)) => region(year).emissions.megatonnes(),
        ("province", ["absorption", _], Some(year)) => region(year).absorption.megatonnes(),
        ("province", ["absorption", name, _], Some(year)) => {
            region(year).absorption_of(&class(name))?.megatonnes()
        }
        ("province", ["intensity", _], Some(year)) => region(year).intensity.t_per_1e4_yuan,
        ("province", ["landuse", name, "share", _], Some(year)) => {
            let classified: f64 = region(year).land.iter().map(|(_, area)| area.0).sum();
            percent(hectares(name, year), classified)
        }
        ("province", ["landuse", name, "change"], _) => hectares(name, 2020) - hectares(name, 2010),
        ("province", ["landuse", name, _], Some(year)) => hectares(name, year),
        (name, ["emissions", "share", _], Some(year)) => percent(
            city(name, year).account.emissions.amount,
            region(year).emissions.amount,
        ),
        (name, ["emissions", _], Some(year)) => city(name, year).account.emissions.megatonnes(),
        (name, ["intensity", "change"], _) => {
            let intensity = |year| city(name, year).account.intensity.t_per_1e4_yuan;
            percent(intensity(2020), intensity(2010)) - 100.0
        }
        (name, ["intensity", _], Some(year)) => city(name, year).account.intensity.t_per_1e4_yuan,
        (name, ["absorption", "share", _], Some(year)) => percent(
            city(name, year).account.absorption.amount,
            region(year).absorption.amount,
        ),
        (name, ["energy", "share", _], Some(year)) => {
            percent(city(name, year).account.energy.0, region(year).energy.0)
        }
        (name, ["energy", "intensity", _], Some(year)) => {
            let account = &city(name, year).account;
            account.energy.0 / account.gdp.ten_thousands()
        }
        (name, ["energy", _], Some(year)) => city(name, year).account.energy.0 / 1e6,
        (name, ["gdp", _], Some(year)) => city(name, year).account.gdp_current?.amount / 1e9,
        (_, ["compensation", _], _) => return None,
        _ => panic!("nothing computes {id}"),
    })
}

#[test]
fn every_number_is_met() {
    let facts = facts("paper_numbers.csv");
    let mut met = 0;
    for fact in &facts {
        let (value, tolerance): (f64, f64) = (
            fact["value"].parse().unwrap(),
            fact["tolerance"].parse().unwrap(),
        );
        if let Some(obtained) = obtained(&fact["id"]) {
            assert!(
                (obtained - value).abs() <= tolerance,
                "{}: {obtained} against {value} ± {tolerance}",
                fact["id"]
            );
            met += 1;
        }
    }
    assert_eq!(
        (met, facts.len()),
        (38, 40),
        "formulas 8 to 14 decide the two compensations"
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

fn cities(year: i32, holds: impl Fn(&ZoneYear) -> bool) -> Vec<&'static str> {
    cities_where(&EXAMPLE.assessment, year, holds)
}

/// The cities by an amount of 2020, largest first.
fn ranked(amount: impl Fn(&ZoneYear) -> f64) -> Vec<&'static str> {
    let mut zones: Vec<_> = EXAMPLE
        .assessment
        .year(Year(2020))
        .unwrap()
        .zones
        .iter()
        .collect();
    zones.sort_by(|a, b| amount(b).total_cmp(&amount(a)));
    zones
        .into_iter()
        .map(|zone| zone.zone.name.as_str())
        .collect()
}

fn emissions(zone: &ZoneYear) -> f64 {
    zone.account.emissions.amount
}

fn budget(zone: &ZoneYear) -> f64 {
    zone.account.budget.amount
}

fn intensity(zone: &ZoneYear) -> f64 {
    zone.account.intensity.t_per_1e4_yuan
}

fn fell(amount: fn(&ZoneYear) -> f64) -> Vec<&'static str> {
    cities(2020, |zone| {
        amount(zone) < amount(city(&zone.zone.name, 2010))
    })
}

fn zones_of(function: FunctionalZone) -> Vec<&'static str> {
    cities(2020, |zone| zone.function.zone == function)
}

/// Whether a statement holds; `None` for what formulas 8–14 decide.
fn holds(id: &str) -> Option<bool> {
    const SINKS: [&str; 3] = ["Ganzhou", "Ji'an", "Fuzhou"];
    let every_year = |holds: &dyn Fn(i32) -> bool| YEARS.into_iter().all(holds);
    Some(match id {
        "emissions.2020.top3" => ranked(emissions)[..3] == ["Nanchang", "Jiujiang", "Yichun"],
        "budget.2020.top3" => ranked(budget)[..3] == ["Nanchang", "Jiujiang", "Yichun"],
        "emissions.smallest" => ranked(emissions).last() == Some(&"Yingtan"),
        "emissions.fell" => fell(emissions) == ["Nanchang", "Pingxiang", "Yingtan"],
        "budget.fell" => fell(budget) == ["Nanchang", "Pingxiang"],
        "budget.negative.2010" => {
            cities(2010, |z| budget(z) < 0.0) == ["Ganzhou", "Fuzhou", "Shangrao"]
        }
        "budget.negative.2015" => cities(2015, |z| budget(z) < 0.0) == ["Ganzhou", "Ji'an"],
        "budget.negative.2020" => cities(2020, |z| budget(z) < 0.0).is_empty(),
        "intensity.2020.highest" => {
            let highest = &ranked(intensity)[..2];
            highest.contains(&"Pingxiang") && highest.contains(&"Xinyu")
        }
        "intensity.ganzhou" => {
            let [then, later, last] = YEARS.map(|year| intensity(city("Ganzhou", year)));
            then < later && (later - last).abs() < 0.001
        }
        "ecc.2010.high" => cities(2010, |z| z.ecc > 1.8) == ["Ganzhou", "Shangrao"],
        "ecc.2015.2020.range" => {
            cities(2015, |z| z.ecc >= 1.8).is_empty()
                && cities(2020, |z| !(0.6..=1.8).contains(&z.ecc)).is_empty()
        }
        "esc.high" => every_year(&|year| SINKS.iter().all(|name| city(name, year).esc > 1.8)),
        "esc.ganzhou.2010" => city("Ganzhou", 2010).esc > 5.0,
        "esc.low" => every_year(&|year| {
            ["Nanchang", "Xinyu", "Pingxiang"]
                .iter()
                .all(|name| city(name, year).esc < 0.6)
        }),
        "zones.2020" => {
            zones_of(FunctionalZone::CarbonSink) == SINKS
                && zones_of(FunctionalZone::LowCarbonOptimization) == ["Jingdezhen", "Yingtan"]
                && zones_of(FunctionalZone::TotalCarbonControl) == ["Nanchang"]
                && zones_of(FunctionalZone::CarbonIntensityControl)
                    == ["Pingxiang", "Jiujiang", "Xinyu", "Yichun", "Shangrao"]
        }
        "compensation.payers" | "compensation.top" => return None,
        _ => panic!("nothing decides {id}"),
    })
}

#[test]
fn every_statement_holds() {
    let facts = facts("paper_statements.csv");
    let mut decided = 0;
    for fact in &facts {
        if let Some(holds) = holds(&fact["id"]) {
            assert!(holds, "{}", fact["statement"]);
            decided += 1;
        }
    }
    assert_eq!(
        (decided, facts.len()),
        (16, 18),
        "formulas 8 to 14 decide the two on compensation"
    );
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
        zones: study.model_zones(),
        years: study.project.years(),
        land_use: LandUseTable::new(ledgers.iter().flat_map(Ledger::model_rows).collect()).unwrap(),
        observations: study.statistics.observations.clone(),
        deflator: None,
        price_year: None,
    }
}

fn assessed(raw: RawInputs, rule: &ZoningRule) -> Assessment {
    assess(
        &Inputs::new(raw).unwrap(),
        &EXAMPLE.study.coefficients,
        rule,
    )
    .unwrap()
}

#[test]
fn the_quadrant_rule_differs_in_shangrao_alone() {
    let quadrant = assessed(raw_inputs(), &"quadrant".parse().unwrap());
    let differs = |zone: &ZoneYear| zone.function.zone != city(&zone.zone.name, 2020).function.zone;
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
