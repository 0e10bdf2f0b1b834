//! Statistics at every level and coefficients within each, against numbers computed by hand.

use carbon_core::levels::{
    ColumnValue, Downscaling, Figure, Hierarchy, LevelStatistics, Origin, UpperLevel, Weight,
};
use carbon_core::within;
use carbon_core::*;
use proptest::prelude::*;

const EARLY: Year = Year(2010);
const LATE: Year = Year(2020);

/// Counties a, b, c of the city x, d and e of the city y; both in the province p.
fn hierarchy() -> Hierarchy {
    let leaves = ["a", "b", "c", "d", "e"].map(|id| Zone::new(id, id));
    let upper = |name: &str, of_leaf: [&str; 5]| UpperLevel {
        name: name.to_owned(),
        of_leaf: of_leaf.map(|id| Some(Zone::new(id, id))).to_vec(),
    };
    let above = vec![
        upper("city", ["x", "x", "x", "y", "y"]),
        upper("province", ["p"; 5]),
    ];
    Hierarchy::new("county", leaves.to_vec(), above).unwrap()
}

fn persons(zone: &str, year: Year, persons: f64) -> Observation {
    Observation::of_zone(zone, year, Statistic::Population(Persons(persons)))
}

fn energy(zone: &str, year: Year, tce: f64) -> Observation {
    Observation::of_zone(zone, year, Statistic::Energy(CoalEquivalent(tce)))
}

fn gdp(zone: &str, year: Year, ten_thousands: f64) -> Observation {
    let gdp = Yuan::from_ten_thousands(ten_thousands, EARLY);
    Observation::of_zone(zone, year, Statistic::GdpConstant(gdp))
}

fn intensity(zone: &str, year: Year, tce_per_1e4_yuan: f64) -> Observation {
    let prices = IntensityPrices::Constant;
    let intensity = EnergyIntensity {
        tce_per_1e4_yuan,
        prices,
    };
    Observation::of_zone(zone, year, Statistic::EnergyIntensity(intensity))
}

fn coal(zone: &str, year: Year, fuel: Fuel, tonnes: f64) -> Observation {
    Observation::of_zone(zone, year, Statistic::Fuel(fuel, FuelQuantity(tonnes)))
}

fn all_by(weight: &str) -> Downscaling {
    let by = Some(Weight::named(weight).unwrap());
    Downscaling {
        population: by.clone(),
        gdp: by.clone(),
        energy: by,
    }
}

fn brought(
    observations: Vec<Observation>,
    columns: &[ColumnValue],
    downscaling: &Downscaling,
) -> Result<LevelStatistics, String> {
    LevelStatistics::new(
        &hierarchy(),
        &[EARLY, LATE],
        observations,
        columns,
        downscaling,
    )
    .map_err(|error| error.to_string())
}

fn figure<'f>(
    found: &'f LevelStatistics,
    level: usize,
    zone: &str,
    year: Year,
    variable: Variable,
) -> Option<&'f Figure> {
    found.figures(level).iter().find(|figure| {
        figure.zone.as_str() == zone
            && figure.year == year
            && figure.statistic.variable() == variable
    })
}

fn number(statistic: Statistic) -> f64 {
    match statistic {
        Statistic::Population(amount) => amount.0,
        Statistic::Gdp(amount) | Statistic::GdpConstant(amount) => amount.ten_thousands(),
        Statistic::Energy(amount) => amount.0,
        Statistic::EnergyIntensity(amount) => amount.tce_per_1e4_yuan,
        Statistic::Fuel(_, amount) => amount.0,
        _ => f64::NAN,
    }
}

fn value(found: &LevelStatistics, level: usize, zone: &str, year: Year, variable: Variable) -> f64 {
    figure(found, level, zone, year, variable).map_or(f64::NAN, |figure| number(figure.statistic))
}

fn census() -> Vec<Observation> {
    [
        ("a", 10.0),
        ("b", 20.0),
        ("c", 30.0),
        ("d", 40.0),
        ("e", 60.0),
    ]
    .map(|(zone, count)| persons(zone, LATE, count))
    .to_vec()
}

#[test]
fn what_is_given_below_adds_up_above() {
    let found = brought(census(), &[], &Downscaling::default()).unwrap();
    let value_at = |level, zone| value(&found, level, zone, LATE, Variable::Population);
    assert_eq!(
        [value_at(1, "x"), value_at(1, "y"), value_at(2, "p")],
        [60.0, 100.0, 160.0]
    );
    let city = figure(&found, 1, "x", LATE, Variable::Population).unwrap();
    let from = "county".to_owned();
    assert_eq!(city.origin, Origin::Summed { from });
    assert!(!city.origin.is_downscaled());
    assert_eq!(found.observations(2).len(), 1);
    assert!(found.contradictions().is_empty());
}

#[test]
fn what_is_missing_below_is_a_share_of_the_parents() {
    let mut given = census();
    given.extend([persons("x", EARLY, 54.0), persons("y", EARLY, 90.0)]);
    given.extend([energy("x", LATE, 600.0), energy("y", LATE, 50.0)]);
    let found = brought(given, &[], &all_by("population")).unwrap();
    // 54 · 10/60, 54 · 20/60, 54 · 30/60; 90 · 40/100, 90 · 60/100.
    let early = |zone| value(&found, 0, zone, EARLY, Variable::Population);
    assert_eq!(
        ["a", "b", "c", "d", "e"].map(early),
        [9.0, 18.0, 27.0, 36.0, 54.0]
    );
    let late = |zone| value(&found, 0, zone, LATE, Variable::Energy);
    assert_eq!(
        ["a", "b", "c", "d", "e"].map(late),
        [100.0, 200.0, 300.0, 20.0, 30.0]
    );
    let county = figure(&found, 0, "a", EARLY, Variable::Population).unwrap();
    assert!(county.origin.is_downscaled());
    assert_eq!(
        county.origin.label_en(),
        "downscaled from city by population of 2020"
    );
    assert_eq!(value(&found, 2, "p", LATE, Variable::Energy), 650.0);
}

#[test]
fn a_share_comes_down_over_two_levels() {
    let mut given = census();
    given.push(gdp("p", LATE, 320.0));
    let found = brought(given, &[], &all_by("population")).unwrap();
    let value_at = |level, zone| value(&found, level, zone, LATE, Variable::GdpConstant);
    assert_eq!([value_at(1, "x"), value_at(1, "y")], [120.0, 200.0]);
    assert_eq!(
        ["a", "b", "c", "d", "e"].map(|zone| value_at(0, zone)),
        [20.0, 40.0, 60.0, 80.0, 120.0]
    );
}

#[test]
fn the_region_stands_above_the_top_and_an_only_part_gets_the_whole() {
    let mut given = census();
    given.push(Observation::of_region(
        LATE,
        Statistic::Energy(CoalEquivalent(1600.0)),
    ));
    let found = brought(given, &[], &all_by("population")).unwrap();
    let province = figure(&found, 2, "p", LATE, Variable::Energy).unwrap();
    assert_eq!(number(province.statistic), 1600.0);
    assert!(!province.origin.is_downscaled(), "{:?}", province.origin);
    let county = figure(&found, 0, "e", LATE, Variable::Energy).unwrap();
    assert_eq!(number(county.statistic), 600.0);
    assert!(county.origin.is_downscaled());
    // The region's total stays one at every level.
    assert_eq!(found.observations(0)[0].subject, Subject::Region);
}

#[test]
fn those_that_have_their_own_keep_it_and_the_rest_is_shared() {
    let mut given = census();
    given.extend([energy("x", LATE, 600.0), energy("b", LATE, 200.0)]);
    let found = brought(given, &[], &all_by("population")).unwrap();
    let value_at = |zone| value(&found, 0, zone, LATE, Variable::Energy);
    // 600 − 200 are left for a and c, 10 to 30.
    assert_eq!(
        [value_at("a"), value_at("b"), value_at("c")],
        [100.0, 200.0, 300.0]
    );
    let own = figure(&found, 0, "b", LATE, Variable::Energy).unwrap();
    assert_eq!(own.origin, Origin::Given);
}

#[test]
fn a_column_of_the_users_and_gdp_are_weights_too() {
    let lights = |zone: &str, value| ColumnValue {
        column: "night_light".to_owned(),
        zone: zone.into(),
        year: EARLY,
        value,
    };
    let columns = [("a", 1.0), ("b", 1.0), ("c", 2.0), ("d", 3.0), ("e", 1.0)];
    let columns = columns.map(|(zone, value)| lights(zone, value));
    let given = vec![energy("p", LATE, 800.0)];
    let found = brought(given, &columns, &all_by("night_light")).unwrap();
    let value_at = |level, zone| value(&found, level, zone, LATE, Variable::Energy);
    // The cities' lights are the sums of their counties'.
    assert_eq!([value_at(1, "x"), value_at(1, "y")], [400.0, 400.0]);
    assert_eq!(
        ["a", "b", "c", "d", "e"].map(|zone| value_at(0, zone)),
        [100.0, 100.0, 200.0, 300.0, 100.0]
    );

    let given = vec![
        gdp("a", LATE, 1.0),
        gdp("b", LATE, 3.0),
        gdp("c", LATE, 4.0),
        energy("x", LATE, 16.0),
    ];
    let found = brought(given, &[], &all_by("gdp")).unwrap();
    let value_at = |zone| value(&found, 0, zone, LATE, Variable::Energy);
    assert_eq!(
        [value_at("a"), value_at("b"), value_at("c")],
        [2.0, 6.0, 8.0]
    );
}

#[test]
fn the_nearest_year_with_all_weights_counts_and_of_two_the_earlier() {
    let weights =
        |year: Year, pairs: [(&str, f64); 2]| pairs.map(|(zone, count)| persons(zone, year, count));
    let mut given: Vec<_> = weights(Year(2005), [("d", 1.0), ("e", 1.0)]).into();
    given.extend(weights(Year(2015), [("d", 1.0), ("e", 3.0)]));
    // In the year itself one of the two is missing.
    given.push(persons("d", EARLY, 5.0));
    given.push(energy("y", EARLY, 80.0));
    given.push(energy("y", LATE, 80.0));
    let found = brought(given, &[], &all_by("population")).unwrap();
    let value_at = |zone, year| value(&found, 0, zone, year, Variable::Energy);
    assert_eq!([value_at("d", EARLY), value_at("e", EARLY)], [40.0, 40.0]);
    assert_eq!([value_at("d", LATE), value_at("e", LATE)], [20.0, 60.0]);
}

#[test]
fn an_intensity_holds_in_each_part_and_is_averaged_by_gdp_above() {
    let given = vec![intensity("y", LATE, 0.5)];
    let found = brought(given, &[], &all_by("population")).unwrap();
    let county = figure(&found, 0, "d", LATE, Variable::EnergyIntensity).unwrap();
    assert_eq!(number(county.statistic), 0.5);
    assert!(county.origin.is_downscaled());

    let given = vec![
        gdp("d", LATE, 100.0),
        gdp("e", LATE, 300.0),
        intensity("d", LATE, 1.0),
        intensity("e", LATE, 0.2),
    ];
    let found = brought(given, &[], &Downscaling::default()).unwrap();
    // (100 · 1 + 300 · 0.2) / 400.
    assert!((value(&found, 1, "y", LATE, Variable::EnergyIntensity) - 0.4).abs() < 1e-15);
}

#[test]
fn fuels_add_up_and_are_shared_and_one_not_listed_is_none() {
    let fuels = |zone| {
        [
            coal(zone, LATE, Fuel::RawCoal, 60.0),
            coal(zone, LATE, Fuel::Diesel, 6.0),
        ]
    };
    let mut given = census();
    given.extend(fuels("x"));
    given.push(coal("d", LATE, Fuel::RawCoal, 7.0));
    given.push(coal("e", LATE, Fuel::Diesel, 2.0));
    let found = brought(given, &[], &all_by("population")).unwrap();
    let value_at = |level, zone, fuel| value(&found, level, zone, LATE, Variable::Fuel(fuel));
    assert_eq!(
        [
            value_at(0, "a", Fuel::RawCoal),
            value_at(0, "c", Fuel::Diesel)
        ],
        [10.0, 3.0]
    );
    assert_eq!(
        [
            value_at(1, "y", Fuel::RawCoal),
            value_at(1, "y", Fuel::Diesel)
        ],
        [7.0, 2.0]
    );
}

#[test]
fn a_topic_that_nothing_lets_share_out_stays_missing() {
    let mut given = census();
    given.push(energy("x", LATE, 600.0));
    let found = brought(given, &[], &Downscaling::default()).unwrap();
    assert!(figure(&found, 0, "a", LATE, Variable::Energy).is_none());
    // A zone that has one variable of a topic takes no other from its parent.
    let current = Statistic::Gdp(Yuan::from_ten_thousands(9.0, LATE));
    let given = vec![
        Observation::of_zone("d", LATE, current),
        Observation::of_zone("e", LATE, current),
        gdp("y", LATE, 50.0),
    ];
    let found = brought(given, &[], &all_by("population")).unwrap();
    assert!(figure(&found, 0, "d", LATE, Variable::GdpConstant).is_none());
}

#[test]
fn levels_that_contradict_each_other_are_told_with_the_figures_and_each_counts() {
    let mut given = census();
    given.extend([persons("x", LATE, 60.2), persons("y", LATE, 110.0)]);
    let found = brought(given, &[], &Downscaling::default()).unwrap();
    // 60.2 is within 0.5 % of 60.
    let [of_y] = found.contradictions() else {
        unreachable!("{:?}", found.contradictions());
    };
    assert_eq!(
        of_y.to_string(),
        "population of the city y in 2020 is given as 110 persons, but that of its zones at the \
         level county adds up to 100 persons (-9.1 %); at each level its own figure counts"
    );
    let value_at = |level, zone| value(&found, level, zone, LATE, Variable::Population);
    assert_eq!(
        [value_at(1, "y"), value_at(0, "d"), value_at(2, "p")],
        [110.0, 40.0, 170.2]
    );

    // Of nothing there is no share.
    let given = [census(), vec![persons("y", LATE, 0.0)]].concat();
    let found = brought(given, &[], &Downscaling::default()).unwrap();
    let said = found.contradictions()[0].to_string();
    assert!(
        said.contains("as 0 persons, but") && said.contains("to 100 persons; at"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_shared_out_is_refused() {
    let with = |more: Vec<Observation>, by: &str| {
        let given = [census(), more].concat();
        brought(given, &[], &all_by(by)).unwrap_err()
    };
    let no_column = with(vec![energy("x", LATE, 1.0)], "lights");
    assert!(
        no_column.contains("population is to be shared out by \"lights\""),
        "{no_column}"
    );
    let too_much = with(
        vec![energy("x", LATE, 5.0), energy("a", LATE, 6.0)],
        "population",
    );
    assert!(
        too_much.contains("energy of the city x in 2020 is given as 5 tce")
            && too_much.contains("add up to 6 tce, so that nothing is left for: b, c;"),
        "{too_much}"
    );
    let no_weights = with(vec![energy("x", LATE, 5.0)], "gdp");
    assert!(
        no_weights.contains("energy of 2020 is to be shared out within the city x by gdp")
            && no_weights.contains("given for all of: a, b, c;"),
        "{no_weights}"
    );
    let by_itself = brought(vec![persons("x", LATE, 5.0)], &[], &all_by("population"));
    assert!(by_itself.unwrap_err().contains("in no one year"));
    let nobody = ["d", "e"].map(|zone| persons(zone, LATE, 0.0));
    let zero = [nobody.to_vec(), vec![energy("y", LATE, 5.0)]].concat();
    let zero = brought(zero, &[], &all_by("population")).unwrap_err();
    assert!(zero.contains("which is zero in all of: d, e;"), "{zero}");
    let other = with(
        vec![
            energy("x", LATE, 5.0),
            gdp("a", LATE, 1.0),
            intensity("a", LATE, 0.5),
        ],
        "population",
    );
    assert!(
        other.contains("energy of the city x in 2020 cannot be shared out")
            && other.contains("what is left for b, c is not known"),
        "{other}"
    );
    let unknown = with(vec![energy("z", LATE, 5.0)], "population");
    assert!(
        unknown.contains("lack zones of the statistics: z;"),
        "{unknown}"
    );
    let twice = with(vec![persons("a", LATE, 5.0)], "population");
    assert!(
        twice.contains("more than once: population of zone a in 2020"),
        "{twice}"
    );
    let negative = with(vec![energy("x", LATE, -5.0)], "population");
    assert!(
        negative.contains("energy of zone x in 2020 is -5 tce"),
        "{negative}"
    );
    assert!(Weight::named("energy_intensity").is_err());
}

proptest! {
    #[test]
    fn shares_add_up_to_the_whole(
        counts in proptest::array::uniform5(0.001_f64..1e7),
        whole in 0.0_f64..1e12,
    ) {
        let zones = ["a", "b", "c", "d", "e"];
        let mut given: Vec<_> = zones.iter().zip(counts).map(|(zone, count)| persons(zone, LATE, count)).collect();
        given.push(energy("p", LATE, whole));
        let found = brought(given, &[], &all_by("population")).unwrap();
        let sum: f64 = zones.iter().map(|zone| value(&found, 0, zone, LATE, Variable::Energy)).sum();
        prop_assert!((sum - whole).abs() <= 1e-14 * whole);
        for (zone, count) in zones.iter().zip(counts) {
            let share = value(&found, 0, zone, LATE, Variable::Energy) / whole;
            let expected = count / counts.iter().sum::<f64>();
            prop_assert!(whole == 0.0 || (share - expected).abs() <= 1e-14 * expected.max(share) * 10.0);
        }
    }
}

/// Hectares of forest, GDP and energy of each county, and what follows.
fn assessment() -> Assessment {
    let rows = [10.0, 30.0, 60.0, 150.0, 50.0];
    let zones = hierarchy().levels()[0].zones.clone();
    let land_use = zones.iter().zip(rows).map(|(zone, hectares)| HectaresRow {
        zone: zone.id.clone(),
        name: zone.name.clone(),
        label: "2020".to_owned(),
        class: LedgerClass::Class(LandClass::forest()),
        hectares: Hectares(hectares),
    });
    let figures = [
        (1.0, 10.0),
        (1.0, 20.0),
        (2.0, 10.0),
        (11.0, 30.0),
        (1.0, 10.0),
    ];
    let observations = zones.iter().zip(figures).flat_map(|(zone, (money, coal))| {
        [
            persons(zone.id.as_str(), LATE, 0.0),
            gdp(zone.id.as_str(), LATE, money),
            energy(zone.id.as_str(), LATE, coal),
        ]
    });
    let inputs = Inputs::new(RawInputs {
        zones: zones.clone(),
        years: vec![LATE],
        land_use: LandUseTable::new(land_use.collect()).unwrap(),
        observations: observations.collect(),
        deflator: None,
        price_year: Some(EARLY),
    });
    let paper = Coefficients::preset("paper-2024").unwrap();
    assess(&inputs.unwrap(), &paper, &ZoningRule::default()).unwrap()
}

#[test]
fn coefficients_within_the_city_and_within_the_province() {
    let found = within(&assessment(), &hierarchy(), 0);
    assert_eq!(found.len(), 2 * 5);
    let part_of = |zone: &str, level: &str| {
        let mut part_of = found.iter().filter(|part_of| part_of.level == level);
        part_of
            .find(|part_of| part_of.zone.id.as_str() == zone)
            .unwrap()
    };
    let near = |found: Option<f64>, expected: f64| (found.unwrap() - expected).abs() < 1e-14;
    assert_eq!(part_of("a", "city").ancestor.id.as_str(), "x");
    // a: 1 of 4 of the city's GDP, 10 of 40 of its emissions, 10 of 100 of its forest.
    assert!(near(part_of("a", "city").ecc, 1.0) && near(part_of("a", "city").esc, 0.4));
    // 1 of 16, 10 of 80, 10 of 300 in the province.
    assert!(near(part_of("a", "province").ecc, 0.5));
    assert!(near(part_of("a", "province").esc, 4.0 / 15.0));
    // c: 2 of 4, 10 of 40, 60 of 100; 2 of 16, 10 of 80, 60 of 300.
    assert!(near(part_of("c", "city").ecc, 2.0) && near(part_of("c", "city").esc, 2.4));
    assert!(near(part_of("c", "province").ecc, 1.0) && near(part_of("c", "province").esc, 1.6));
    // e: 1 of 12, 10 of 40, 50 of 200.
    assert!(near(part_of("e", "city").ecc, 1.0 / 3.0) && near(part_of("e", "city").esc, 1.0));
    assert!((part_of("d", "city").emissions_share - 0.75).abs() < 1e-15);
}

#[test]
fn the_emission_weighted_means_within_each_ancestor_are_one() {
    let found = within(&assessment(), &hierarchy(), 0);
    for ancestor in ["x", "y", "p"] {
        let parts: Vec<_> = found
            .iter()
            .filter(|part| part.ancestor.id.as_str() == ancestor)
            .collect();
        let mean = |coefficient: &dyn Fn(&carbon_core::WithinAncestor) -> Option<f64>| -> f64 {
            let terms = parts
                .iter()
                .map(|part| part.emissions_share * coefficient(part).unwrap());
            terms.sum()
        };
        assert!((mean(&|part| part.ecc) - 1.0).abs() < 1e-14);
        assert!((mean(&|part| part.esc) - 1.0).abs() < 1e-14);
    }
}
