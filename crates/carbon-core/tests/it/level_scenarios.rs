//! Scenarios and goals at every level, against numbers computed by hand and against sums.

use crate::support;
use carbon_core::levels::{Downscaling, Hierarchy, LevelStatistics, UpperLevel, Weight};
use carbon_core::scenario::{Goal, GoalError, LevelCases, Outcome, Scenario, ScenarioError};
use carbon_core::*;
use proptest::prelude::*;

const YEAR: Year = Year(2020);

/// Hectares of forest and water of counties a, b, c of the city x, and d of the city y; both in the province p.
const LAND: [(&str, f64, f64); 4] = [
    ("a", 30.0, 10.0),
    ("b", 10.0, 20.0),
    ("c", 5.0, 0.0),
    ("d", 8.0, 4.0),
];

fn hierarchy() -> Hierarchy {
    let leaves = LAND.map(|(id, ..)| Zone::new(id, id));
    let upper = |name: &str, of_leaf: [&str; 4]| UpperLevel {
        name: name.to_owned(),
        of_leaf: of_leaf.map(|id| Some(Zone::new(id, id))).to_vec(),
    };
    let above = vec![
        upper("city", ["x", "x", "x", "y"]),
        upper("province", ["p"; 4]),
    ];
    Hierarchy::new("county", leaves.to_vec(), above).unwrap()
}

fn energy(zone: &str, tce: f64) -> Observation {
    Observation::of_zone(zone, YEAR, Statistic::Energy(CoalEquivalent(tce)))
}

fn fuel(zone: &str, fuel: Fuel, tonnes: f64) -> Observation {
    Observation::of_zone(zone, YEAR, Statistic::Fuel(fuel, FuelQuantity(tonnes)))
}

/// 10, 30, 60 and 50 persons; GDP of 1000 and 500 and energy of the cities, by population.
fn observations(energies: &[Observation]) -> Vec<Observation> {
    let persons = [("a", 10.0), ("b", 30.0), ("c", 60.0), ("d", 50.0)];
    let persons = persons.map(|(zone, entry)| {
        Observation::of_zone(zone, YEAR, Statistic::Population(Persons(entry)))
    });
    let gdp = [("x", 1000.0), ("y", 500.0)].map(|(zone, entry)| {
        let gdp = Yuan::from_ten_thousands(entry, YEAR);
        Observation::of_zone(zone, YEAR, Statistic::GdpConstant(gdp))
    });
    [&persons[..], &gdp, energies].concat()
}

/// The case of each level, energies being given.
fn cases(hierarchy: &Hierarchy, energies: &[Observation]) -> Vec<Option<Case>> {
    let by = Some(Weight::named("population").unwrap());
    let downscaling = Downscaling {
        gdp: by.clone(),
        energy: by,
        ..Downscaling::default()
    };
    let observations = observations(energies);
    let statistics =
        LevelStatistics::new(hierarchy, &[YEAR], observations, &[], &downscaling).unwrap();
    let of_level = |(number, level): (usize, &carbon_core::levels::Level)| {
        let rows = level.zones.iter().enumerate().flat_map(|(zone, entry)| {
            let inside = level.of_leaf.iter().zip(LAND);
            let inside: Vec<_> = inside.filter(|(in_zone, _)| **in_zone == zone).collect();
            let sum = |hectares: fn(&(&str, f64, f64)) -> f64| -> f64 {
                inside.iter().map(|(_, land)| hectares(land)).sum()
            };
            let id = entry.id.as_str();
            [
                support::row(id, YEAR.0, "forest", sum(|land| land.1)),
                support::row(id, YEAR.0, "water", sum(|land| land.2)),
            ]
        });
        let raw = RawInputs {
            zones: level.zones.clone(),
            years: vec![YEAR],
            land_use: LandUseTable::new(rows.collect()).unwrap(),
            observations: statistics.observations(number),
            deflator: None,
            price_year: None,
        };
        Some(Case {
            inputs: Inputs::new(raw).unwrap(),
            coefficients: support::coefficients(),
            zoning: ZoningRule::default(),
            scheme: None,
        })
    };
    hierarchy
        .levels()
        .iter()
        .enumerate()
        .map(of_level)
        .collect()
}

fn of_cities(hierarchy: &Hierarchy) -> Vec<Option<Case>> {
    cases(hierarchy, &[energy("x", 200.0), energy("y", 40.0)])
}

fn scenario(changes: &[&str]) -> Scenario {
    Scenario {
        name: "test".to_owned(),
        changes: changes
            .iter()
            .map(|entry| toml::from_str(entry).unwrap())
            .collect(),
    }
}

/// The energies of a level.
fn energies(case: &Option<Case>) -> Vec<f64> {
    let annual = &case.as_ref().unwrap().inputs.annual()[0];
    annual.zones.iter().map(|entry| entry.energy.0).collect()
}

/// The forest and the water of a level.
fn land(case: &Option<Case>) -> Vec<(f64, f64)> {
    let inputs = &case.as_ref().unwrap().inputs;
    let hectares = |zone: &Zone, class| inputs.land_use().hectares(&zone.id, YEAR, &class).0;
    let zones = inputs.zones().iter();
    zones
        .map(|zone| {
            (
                hectares(zone, LandClass::forest()),
                hectares(zone, LandClass::water()),
            )
        })
        .collect()
}

#[test]
fn a_change_of_a_city_is_shared_out_and_added_up() {
    let hierarchy = hierarchy();
    let levels = LevelCases::new(&hierarchy, 0, of_cities(&hierarchy));
    // 200 tce by 10, 30 and 60 persons: 20, 60, 120.
    for (change, counties, cities) in [
        (
            "relative = -0.1\nzones = ['x']",
            [18.0, 54.0, 108.0, 40.0],
            [180.0, 40.0],
        ),
        (
            "absolute = -20\nzones = ['x']",
            [18.0, 54.0, 108.0, 40.0],
            [180.0, 40.0],
        ),
        (
            "value = 100\nzones = ['x']",
            [10.0, 30.0, 60.0, 40.0],
            [100.0, 40.0],
        ),
        (
            "absolute = 5\nzones = ['a']",
            [25.0, 60.0, 120.0, 40.0],
            [205.0, 40.0],
        ),
        (
            "absolute = -24\nzones = ['p']",
            [18.0, 54.0, 108.0, 36.0],
            [180.0, 36.0],
        ),
        // Without zones, of each zone of the main level.
        ("absolute = 5", [25.0, 65.0, 125.0, 45.0], [215.0, 45.0]),
        ("relative = 0.5", [30.0, 90.0, 180.0, 60.0], [300.0, 60.0]),
    ] {
        let change = format!("input = 'energy'\n{change}");
        let after = levels.apply(&scenario(&[&change])).unwrap();
        assert_eq!(energies(&after[0]), counties, "{change}");
        assert_eq!(energies(&after[1]), cities, "{change}");
        assert_eq!(energies(&after[2]), [cities[0] + cities[1]], "{change}");
    }
    // Other main level, other zones that are meant without names.
    let levels = LevelCases::new(&hierarchy, 1, of_cities(&hierarchy));
    let after = levels
        .apply(&scenario(&["input = 'energy'\nabsolute = 20"]))
        .unwrap();
    assert_eq!(energies(&after[0]), [22.0, 66.0, 132.0, 60.0]);
}

#[test]
fn land_moves_where_it_is() {
    let hierarchy = hierarchy();
    let levels = LevelCases::new(&hierarchy, 0, of_cities(&hierarchy));
    let water = "input = 'land'\nfrom = 'water'\nto = 'forest'\n";
    let moved = |change: &str| {
        let after = levels
            .apply(&scenario(&[&format!("{water}{change}")]))
            .unwrap();
        [0, 1, 2].map(|level| land(&after[level]))
    };
    let rest = (8.0, 4.0);
    // 30 ha of water: 10 in a, 20 in b; 45 ha of forest: 30, 10, 5.
    let [counties, cities, province] = moved("absolute = 6\nzones = ['x']");
    assert_eq!(counties, [(32.0, 8.0), (14.0, 16.0), (5.0, 0.0), rest]);
    assert_eq!(cities, [(51.0, 24.0), rest]);
    assert_eq!(province, [(59.0, 28.0)]);
    assert_eq!(moved("relative = 0.2\nzones = ['x']")[0], counties);
    assert_eq!(moved("value = 51\nzones = ['x']")[0], counties);
    // Back: 9 ha of forest are lost, 6, 2 and 1.
    let [counties, cities, _] = moved("absolute = -9\nzones = ['x']");
    assert_eq!(counties, [(24.0, 16.0), (8.0, 22.0), (4.0, 1.0), rest]);
    assert_eq!(cities, [(36.0, 39.0), rest]);
    let [counties, cities, province] = moved("relative = 1");
    assert_eq!(
        counties,
        [(40.0, 0.0), (30.0, 0.0), (5.0, 0.0), (12.0, 0.0)]
    );
    assert_eq!(
        (&cities[..], &province[..]),
        (&[(75.0, 0.0), (12.0, 0.0)][..], &[(87.0, 0.0)][..])
    );
}

#[test]
fn carbon_of_different_fuels_adds_up() {
    let hierarchy = hierarchy();
    let mut given = vec![
        fuel("a", Fuel::RawCoal, 100.0),
        fuel("b", Fuel::NaturalGas, 9000.0),
    ];
    given.extend([fuel("c", Fuel::Coke, 20.0), fuel("d", Fuel::Diesel, 7.0)]);
    let levels = LevelCases::new(&hierarchy, 0, cases(&hierarchy, &given));
    let change = "input = 'energy'\nrelative = 1\nzones = ['b']";
    let after = levels.apply(&scenario(&[change])).unwrap();
    let carbon = |level: usize| -> Vec<f64> {
        let annual = &after[level].as_ref().unwrap().inputs.annual()[0];
        let carbon = annual
            .zones
            .iter()
            .map(|entry| entry.fuel_carbon.unwrap().amount);
        carbon.collect()
    };
    let [counties, cities] = [0, 1].map(carbon);
    assert!((cities[0] / (counties[0] + counties[1] + counties[2]) - 1.0).abs() < 1e-12);
    assert_eq!(cities[1], counties[3]);
    let [before, doubled] = [levels.apply(&scenario(&[])).unwrap(), after.clone()].map(|entry| {
        entry[0].as_ref().unwrap().inputs.annual()[0].zones[1]
            .fuel_carbon
            .unwrap()
    });
    assert_eq!(doubled.amount, 2.0 * before.amount);
}

#[test]
fn what_is_not_defined_is_refused() {
    let hierarchy = hierarchy();
    let mut without = cases(&hierarchy, &[energy("x", 200.0), energy("y", 0.0)]);
    let levels = LevelCases::new(&hierarchy, 0, without.clone());
    let said = |levels: &LevelCases<'_>, change: &str| {
        let scenario = scenario(&[&format!("input = 'energy'\n{change}")]);
        let fits = levels.fits(&scenario).map_err(|error| error.to_string());
        (fits.err(), levels.apply(&scenario).unwrap_err().to_string())
    };
    let (fits, message) = said(&levels, "relative = 1\nzones = ['a', 'x']");
    assert_eq!(fits.as_ref(), Some(&message));
    assert!(
        message.contains("names a, a county, and x, a city;"),
        "{message}"
    );
    let (_, message) = said(&levels, "absolute = 1\nzones = ['y']");
    assert!(
        message.contains("y in 2020 has no energy, so that"),
        "{message}"
    );
    let (fits, message) = said(&levels, "absolute = 1\nzones = ['q']");
    assert!(
        message.contains("does not have: q") && fits.is_some(),
        "{message}"
    );
    without[1] = None;
    let levels = LevelCases::new(&hierarchy, 0, without);
    let (fits, message) = said(&levels, "relative = 1\nzones = ['x']");
    assert!(message.contains("the level \"city\", whose zones are named, has no results"));
    assert!(fits.is_some());
    // A city with a figure of its own, far below what its counties use and lose.
    let given = [
        ("a", 50.0),
        ("b", 50.0),
        ("c", 50.0),
        ("d", 50.0),
        ("x", 10.0),
    ];
    let given = given.map(|(zone, tce)| energy(zone, tce));
    let levels = LevelCases::new(&hierarchy, 0, cases(&hierarchy, &given));
    let (_, message) = said(&levels, "absolute = -30\nzones = ['a']");
    assert!(
        message.contains("energy would be -20 in x in 2020"),
        "{message}"
    );
}

#[test]
fn a_goal_is_sought_at_the_level_of_its_zone() {
    let hierarchy = hierarchy();
    let levels = LevelCases::new(&hierarchy, 0, of_cities(&hierarchy));
    let goal = |zone: &str, entry: &str| -> Goal {
        toml::from_str(&format!(
            "input = 'energy'\nzones = ['{zone}']\namount = 'absolute'\nquantity = 'energy'\n{entry}year = 2020\nvalue = 190\nbracket = [-15, 0]"
        ))
        .unwrap()
    };
    let amount = |goal: &Goal| match levels.seek(goal).unwrap() {
        Outcome::Reached(solution) => solution.amount,
        Outcome::Not(why) => unreachable!("{why}"),
    };
    // 200 of x less 10 of its county a.
    assert!((amount(&goal("a", "zone = 'x'\n")) + 10.0).abs() < 1e-4);
    // 20 of a is less than 190 whatever happens.
    assert!(matches!(
        levels.seek(&goal("x", "zone = 'a'\n")),
        Ok(Outcome::Not(_))
    ));
    assert!(levels.goal_fits(&goal("a", "zone = 'x'\n")).is_ok());
    let unknown = levels.goal_fits(&goal("a", "zone = 'q'\n")).unwrap_err();
    assert!(matches!(unknown, GoalError::NoResult { .. }), "{unknown}");
    let unknown = levels.goal_fits(&goal("q", "zone = 'x'\n")).unwrap_err();
    assert!(
        matches!(unknown, GoalError::Change(ScenarioError::UnknownZones(_))),
        "{unknown}"
    );
}

fn any_change() -> impl Strategy<Value = String> {
    let input = prop_oneof![
        Just("input = 'energy'"),
        Just("input = 'population'"),
        Just("input = 'gdp'"),
        Just("input = 'land'\nfrom = 'water'\nto = 'forest'"),
        Just("input = 'land'\nfrom = 'forest'\nto = 'water'"),
    ];
    let zones = prop_oneof![
        Just(""),
        Just("zones = ['a', 'd']"),
        Just("zones = ['x']"),
        Just("zones = ['x', 'y']"),
        Just("zones = ['p']"),
    ];
    let everywhere = prop_oneof![
        Just("input = 'sigma'\nrelative = 0.3".to_owned()),
        Just("input = 'theta'\nrelative = -0.3".to_owned()),
        Just("input = 'lambda'\nclass = 'forest'\nrelative = 0.1".to_owned()),
    ];
    let of_zones = (
        input,
        zones,
        prop_oneof![Just("relative"), Just("absolute")],
        0.0..0.9,
    )
        .prop_map(|(input, zones, kind, share)| format!("{input}\n{kind} = {share}\n{zones}"));
    prop_oneof![4 => of_zones, 1 => everywhere]
}

proptest! {
    #[test]
    fn levels_agree_after_any_changes(
        changes in prop::collection::vec(any_change(), 1..5), main in 0..3_usize,
    ) {
        let hierarchy = hierarchy();
        let before = of_cities(&hierarchy);
        let levels = LevelCases::new(&hierarchy, main, before.clone());
        let changes: Vec<_> = changes.iter().map(String::as_str).collect();
        let scenario = scenario(&changes);
        // There may be less land than is to be moved.
        let Ok(after) = levels.apply(&scenario) else { return Ok(()) };
        let results: Vec<_> = after.iter().map(|entry| entry.as_ref().unwrap().run().unwrap()).collect();
        let close = |x: f64, y: f64| (x - y).abs() <= 1e-9 * (1.0 + x.abs());
        for quantity in [
            Quantity::Energy, Quantity::Population, Quantity::Gdp, Quantity::Emissions,
            Quantity::Absorption, Quantity::Budget,
        ] {
            let region = |level: usize| quantity.amount(&results[level].years[0].region).unwrap();
            prop_assert!(close(region(0), region(1)) && close(region(0), region(2)), "{quantity:?}");
            // Each larger zone has the sum of its parts.
            for level in [1, 2] {
                for (zone, entry) in hierarchy.levels()[level].zones.iter().enumerate() {
                    let value = |level: usize, id: &ZoneId| {
                        let entry = results[level].zone_year(id, YEAR).unwrap();
                        match quantity.value(entry) {
                            Some(Value::Number(number)) => number,
                            other => unreachable!("{other:?}"),
                        }
                    };
                    let parts = hierarchy.children(level, zone).into_iter();
                    let below = &hierarchy.levels()[level - 1].zones;
                    let sum: f64 = parts.map(|part| value(level - 1, &below[part].id)).sum();
                    prop_assert!(close(value(level, &entry.id), sum), "{quantity:?} of {}", entry.id);
                }
            }
        }
        // What names cities is what a project of cities would do.
        let is_of_cities = |change: &carbon_core::scenario::Change| {
            change.zones.iter().all(|zone| ["x", "y"].contains(&zone.as_str()))
        };
        if main == 1 && scenario.changes.iter().all(is_of_cities) {
            let alone = scenario.apply(before[1].as_ref().unwrap()).unwrap();
            prop_assert_eq!(&alone, after[1].as_ref().unwrap());
        }
    }
}
