//! How inputs are completed from what is given, and what each fault is told.

use crate::support::{coefficients, gdp, raw_inputs, row, rows};
use carbon_core::{
    Assessment, CoalEquivalent, Deflator, EnergyIntensity, InputError, Inputs, IntensityPrices,
    LandUseTable, Observation, Persons, RawInputs, Statistic, Subject, Variable, Warning, Year,
    Yuan, Zone, ZoningRule, assess,
};

fn of_zone_a(observation: &Observation, variable: Variable) -> bool {
    observation.subject == Subject::Zone("a".into())
        && observation.year == Year(2020)
        && observation.statistic.variable() == variable
}

/// The inputs with one statistic of zone `a` in 2020 replaced.
fn with_a(variable: Variable, statistics: &[Statistic]) -> RawInputs {
    let mut raw = raw_inputs();
    raw.observations.retain(|o| !of_zone_a(o, variable));
    let new = statistics
        .iter()
        .map(|s| Observation::of_zone("a", Year(2020), *s));
    raw.observations.extend(new);
    raw
}

fn message(raw: RawInputs) -> String {
    Inputs::new(raw).expect_err("faulty inputs").to_string()
}

fn assert_starts(message: &str, start: &str) {
    assert!(message.starts_with(start), "{message}");
}

fn intensity(tce_per_1e4_yuan: f64, prices: IntensityPrices) -> Statistic {
    Statistic::EnergyIntensity(EnergyIntensity {
        tce_per_1e4_yuan,
        prices,
    })
}

/// 2020 prices are one and a half times those of 2010.
fn deflator() -> Option<Deflator> {
    Some(Deflator::new(Year(2010), [(Year(2020), 1.5)]).expect("a deflator"))
}

/// 150 · 10⁴ yuan of 2020, which are 100 at 2010 prices.
fn current_gdp() -> Statistic {
    Statistic::Gdp(Yuan::from_ten_thousands(150.0, Year(2020)))
}

fn energy_of_a(raw: RawInputs) -> CoalEquivalent {
    Inputs::new(raw).expect("valid inputs").annual()[1].zones[0].energy
}

fn assessed(raw: RawInputs) -> Assessment {
    let inputs = Inputs::new(raw).expect("valid inputs");
    assess(&inputs, &coefficients(), &ZoningRule::default()).expect("an assessment")
}

#[test]
fn years_are_sorted_and_prices_are_those_of_the_first() {
    let mut raw = raw_inputs();
    raw.years.reverse();
    let inputs = Inputs::new(raw).unwrap();
    assert_eq!(inputs.years().collect::<Vec<_>>(), [Year(2010), Year(2020)]);
    assert_eq!(inputs.price_year(), Year(2010));
}

#[test]
fn years_that_are_not_assessed_are_ignored() {
    let mut raw = raw_inputs();
    raw.years = vec![Year(2010)];
    raw.observations
        .push(Observation::of_zone("a", Year(2020), gdp(-1.0)));
    assert_eq!(Inputs::new(raw).unwrap().annual().len(), 1);
}

#[test]
fn current_gdp_is_deflated_and_kept() {
    let mut raw = with_a(Variable::GdpConstant, &[current_gdp()]);
    raw.deflator = deflator();
    let inputs = Inputs::new(raw).unwrap();
    let a = inputs.annual()[1].zones[0];
    assert_eq!(a.gdp, Yuan::new(1e6, Year(2010)));
    assert_eq!(a.gdp_current, Some(Yuan::new(1.5e6, Year(2020))));
    assert_eq!(
        inputs.annual()[1].region.gdp_current,
        None,
        "zone b has none"
    );
}

#[test]
fn constant_gdp_has_precedence_over_current() {
    let raw = with_a(Variable::GdpConstant, &[gdp(77.0), current_gdp()]);
    let a = Inputs::new(raw).unwrap().annual()[1].zones[0];
    assert_eq!(
        (
            a.gdp.ten_thousands(),
            a.gdp_current.unwrap().ten_thousands()
        ),
        (77.0, 150.0)
    );
}

#[test]
fn another_price_year_converts_constant_gdp_too() {
    let mut raw = raw_inputs();
    (raw.price_year, raw.deflator) = (Some(Year(2020)), deflator());
    let inputs = Inputs::new(raw).unwrap();
    assert_eq!(inputs.annual()[0].zones[0].gdp, Yuan::new(75e4, Year(2020)));
}

#[test]
fn an_intensity_multiplies_gdp_at_the_prices_it_names() {
    let constant = intensity(0.3, IntensityPrices::Constant);
    let current = intensity(0.3, IntensityPrices::Current);
    assert_eq!(
        energy_of_a(with_a(Variable::Energy, &[constant])),
        CoalEquivalent(30.0)
    );
    let given = with_a(Variable::Energy, &[current, current_gdp()]);
    assert_eq!(energy_of_a(given), CoalEquivalent(45.0));
    let mut deflated = with_a(Variable::Energy, &[current]);
    deflated.deflator = deflator();
    assert_eq!(energy_of_a(deflated), CoalEquivalent(45.0));
}

#[test]
fn an_intensity_at_current_prices_needs_them() {
    let raw = with_a(
        Variable::Energy,
        &[intensity(0.3, IntensityPrices::Current)],
    );
    assert_starts(
        &message(raw),
        "no deflator converts between 2010 prices and: energy_intensity of zone a in 2020;",
    );
}

#[test]
fn energy_wins_over_an_intensity_that_agrees() {
    let agrees = [
        Statistic::Energy(CoalEquivalent(30.1)),
        intensity(0.3, IntensityPrices::Constant),
    ];
    assert_eq!(
        energy_of_a(with_a(Variable::Energy, &agrees)),
        CoalEquivalent(30.1)
    );
    let differs = [
        Statistic::Energy(CoalEquivalent(300.0)),
        intensity(2.98, IntensityPrices::Constant),
    ];
    assert_starts(
        &message(with_a(Variable::Energy, &differs)),
        "energy, energy_intensity x GDP and fuels differ by more than 0.5 %: energy of zone a in \
         2020 is 300 tce, by intensity 298 tce;",
    );
}

#[test]
fn a_region_is_the_sum_of_its_zones_unless_given() {
    let inputs = Inputs::new(raw_inputs()).unwrap();
    let region = inputs.annual()[1].region;
    assert_eq!(
        (region.population, region.energy),
        (Persons(300.0), CoalEquivalent(125.0))
    );
    assert_eq!(region.gdp.ten_thousands(), 400.0);
    assert!(inputs.warnings().is_empty());

    let mut raw = raw_inputs();
    for statistic in [gdp(500.0), intensity(0.4, IntensityPrices::Constant)] {
        raw.observations
            .push(Observation::of_region(Year(2020), statistic));
    }
    let inputs = Inputs::new(raw).unwrap();
    let region = inputs.annual()[1].region;
    assert_eq!(
        (region.population, region.energy),
        (Persons(300.0), CoalEquivalent(200.0))
    );
    let differing = inputs.warnings().iter().map(|warning| match warning {
        Warning::RegionTotal {
            year,
            variable,
            given,
            sum,
        } => (year.0, *variable, *given, *sum),
        other => panic!("{other}"),
    });
    let expected = [
        (2020, Variable::GdpConstant, 500.0, 400.0),
        (2020, Variable::Energy, 200.0, 125.0),
    ];
    assert_eq!(differing.collect::<Vec<_>>(), expected);
}

#[test]
fn statistics_of_zones_that_the_boundaries_lack() {
    let mut raw = raw_inputs();
    raw.observations
        .push(Observation::of_zone("x", Year(1999), gdp(1.0)));
    assert_starts(
        &message(raw),
        "the boundaries lack zones of the statistics: x; they have a, b:",
    );
}

#[test]
fn land_use_of_zones_that_the_boundaries_lack() {
    let mut raw = raw_inputs();
    let rows = [rows(), vec![row("x", 2020, "water", 1.0)]].concat();
    raw.land_use = LandUseTable::new(rows).unwrap();
    assert_starts(
        &message(raw),
        "the boundaries lack zones of the land-use table: x;",
    );
}

#[test]
fn zones_that_the_statistics_lack() {
    let mut raw = raw_inputs();
    raw.zones.push(Zone::new("c", "C"));
    assert_starts(
        &message(raw),
        "the boundaries have zones that the statistics lack: c;",
    );
}

#[test]
fn zones_without_hectares_in_a_year() {
    let mut raw = raw_inputs();
    raw.years.push(Year(2015));
    assert_starts(
        &message(raw),
        "the land-use table has no row of: zone a in 2015, zone b in 2015;",
    );
}

#[test]
fn every_missing_statistic_is_named() {
    let mut raw = with_a(Variable::Energy, &[]);
    raw.observations
        .retain(|o| !of_zone_a(o, Variable::GdpConstant));
    let b_2010 = |o: &Observation| o.subject == Subject::Zone("b".into()) && o.year == Year(2010);
    raw.observations.retain(|o| !b_2010(o));
    assert_starts(
        &message(raw),
        "statistics are missing: population of zone b in 2010, gdp of zone b in 2010, energy of \
         zone b in 2010, gdp of zone a in 2020, energy of zone a in 2020;",
    );
}

#[test]
fn impossible_values_are_named_with_their_unit() {
    for (value, text) in [(-3.0, "-3"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        let raw = with_a(
            Variable::Population,
            &[Statistic::Population(Persons(value))],
        );
        assert_starts(
            &message(raw),
            &format!(
                "statistics have impossible values: population of zone a in 2020 is {text} persons;"
            ),
        );
    }
}

#[test]
fn duplicates_are_named() {
    let twice = with_a(Variable::GdpConstant, &[gdp(1.0), gdp(1.0)]);
    assert_starts(
        &message(twice),
        "statistics are given more than once: gdp_constant of zone a in 2020;",
    );
    let mut raw = raw_inputs();
    raw.zones.push(Zone::new("a", "again"));
    assert_starts(&message(raw), "zone ids occur more than once: a;");
    let mut raw = raw_inputs();
    raw.years.push(Year(2010));
    assert_starts(&message(raw), "years are named more than once: 2010;");
}

#[test]
fn no_zones_and_no_years() {
    let raw = RawInputs {
        zones: Vec::new(),
        ..raw_inputs()
    };
    assert_eq!(Inputs::new(raw), Err(InputError::NoZones));
    let raw = RawInputs {
        years: Vec::new(),
        ..raw_inputs()
    };
    assert_eq!(Inputs::new(raw), Err(InputError::NoYears));
}

#[test]
fn current_gdp_without_a_deflator() {
    assert_starts(
        &message(with_a(Variable::GdpConstant, &[current_gdp()])),
        "no deflator converts between 2010 prices and: gdp of zone a in 2020;",
    );
}

#[test]
fn current_gdp_at_the_prices_of_another_year() {
    let gdp = Statistic::Gdp(Yuan::new(1.0, Year(2010)));
    assert_starts(
        &message(with_a(Variable::GdpConstant, &[gdp])),
        "gdp is not at the prices of its own year: gdp of zone a in 2020;",
    );
}

#[test]
fn a_gdp_of_zero() {
    assert_starts(
        &message(with_a(Variable::GdpConstant, &[gdp(0.0)])),
        "GDP is zero: gdp_constant of zone a in 2020;",
    );
    let mut raw = raw_inputs();
    raw.observations
        .push(Observation::of_region(Year(2010), gdp(0.0)));
    assert_starts(
        &message(raw),
        "GDP is zero: gdp_constant of the region in 2010;",
    );
}

#[test]
fn absorption_is_of_the_region_only() {
    let absorption = Statistic::Absorption(carbon_core::Tonnes::new(
        100.0,
        carbon_core::CarbonBasis::Carbon,
    ));
    let mut raw = raw_inputs();
    raw.observations
        .push(Observation::of_zone("a", Year(2010), absorption));
    assert_starts(
        &message(raw),
        "absorption is given: absorption of zone a in 2010;",
    );
    let mut raw = raw_inputs();
    raw.observations
        .push(Observation::of_region(Year(2010), absorption));
    assert_eq!(assessed(raw).years[0].region.absorption.amount, 100.0);
}
