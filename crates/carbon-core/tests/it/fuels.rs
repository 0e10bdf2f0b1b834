//! Energy given as fuels.

use crate::support::{coefficients, raw_inputs};
use carbon_core::{
    CarbonBasis, CoalEquivalent, EnergyIntensity, Fuel, FuelQuantity, FuelTable, InputError,
    Inputs, IntensityPrices, Observation, RawInputs, Statistic, Subject, Variable, Year,
    ZoningRule, assess,
};

/// The inputs with these statistics in place of the energy of zone `a` in 2020.
fn with_a(statistics: &[Statistic]) -> RawInputs {
    let mut raw = raw_inputs();
    let replaced = |o: &Observation| {
        o.subject == Subject::Zone("a".into())
            && o.year == Year(2020)
            && o.statistic.variable() == Variable::Energy
    };
    raw.observations.retain(|o| !replaced(o));
    let new = statistics
        .iter()
        .map(|s| Observation::of_zone("a", Year(2020), *s));
    raw.observations.extend(new);
    raw
}

fn fuel(fuel: Fuel, quantity: f64) -> Statistic {
    Statistic::Fuel(fuel, FuelQuantity(quantity))
}

/// 71.43 tce of coal, 1.33 of gas, 1.229 of electricity.
fn fuels() -> [Statistic; 3] {
    [
        fuel(Fuel::RawCoal, 100.0),
        fuel(Fuel::NaturalGas, 1000.0),
        fuel(Fuel::Electricity, 10_000.0),
    ]
}

const TCE: f64 = 71.43 + 1.33 + 1.229;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn fuels_add_up_to_energy_and_hold_carbon() {
    let inputs = Inputs::new(with_a(&fuels())).unwrap();
    let a = inputs.annual()[1].zones[0];
    assert!(close(a.energy.0, TCE), "{:?}", a.energy);
    let carbon = a.fuel_carbon.unwrap();
    let expected = 29.3076e-3 * (71.43 * 25.8 + 1.33 * 15.3);
    assert!(close(carbon.amount, expected), "{carbon:?}");
    assert_eq!(carbon.basis, CarbonBasis::Carbon);

    let assessment = assess(&inputs, &coefficients(), &ZoningRule::default()).unwrap();
    let a = &assessment
        .zone_year(&"a".into(), Year(2020))
        .unwrap()
        .account;
    assert_eq!(a.emissions_fuels, Some(carbon));
    assert!(
        close(a.emissions_energy.amount, 2.0 * TCE),
        "formula 1 stays"
    );
    let region = &assessment.year(Year(2020)).unwrap().region;
    assert_eq!(region.emissions_fuels, None, "zone b has no fuels");
}

#[test]
fn emissions_may_be_those_of_each_fuel() {
    let raw = with_a(&fuels());
    let coefficients = coefficients().with_emissions_by_fuel();
    let inputs = Inputs::new(raw.clone()).unwrap();
    let error = assess(&inputs, &coefficients, &ZoningRule::default()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no amounts of fuels are given: zone a in 2010, zone b"),
        "{error}"
    );
    let mut raw = raw;
    for observation in &mut raw.observations {
        if let Statistic::Energy(energy) = observation.statistic {
            observation.statistic = fuel(Fuel::Diesel, energy.0 / 1.4571);
        }
    }
    let inputs = Inputs::new(raw).unwrap();
    let assessment = assess(&inputs, &coefficients, &ZoningRule::default()).unwrap();
    let annual = assessment.year(Year(2020)).unwrap();
    let [a, b] = [0, 1].map(|zone| &annual.zones[zone].account);
    let expected = 29.3076e-3 * (71.43 * 25.8 + 1.33 * 15.3);
    assert!(
        close(a.emissions_energy.amount, expected),
        "{:?}",
        a.emissions_energy
    );
    let expected = 29.3076e-3 * b.energy.0 * 20.2;
    assert!(
        close(b.emissions_energy.amount, expected),
        "{:?}",
        b.emissions_energy
    );
    let sum = a.emissions_energy.amount + b.emissions_energy.amount;
    assert!(close(annual.region.emissions_energy.amount, sum));
    assert_eq!(annual.region.emissions.basis, CarbonBasis::Carbon);
}

#[test]
fn a_users_table_converts() {
    let table = FuelTable::default()
        .with_coal_equivalent(Fuel::RawCoal, 0.5, "a mine")
        .unwrap();
    let raw = with_a(&[fuel(Fuel::RawCoal, 100.0)]);
    let inputs = Inputs::with_fuels(raw, &table).unwrap();
    assert_eq!(inputs.annual()[1].zones[0].energy, CoalEquivalent(50.0));
}

#[test]
fn fuels_and_other_figures_must_agree() {
    let energy = |tce| Statistic::Energy(CoalEquivalent(tce));
    let agreeing = [&fuels()[..], &[energy(74.0)]].concat();
    let inputs = Inputs::new(with_a(&agreeing)).unwrap();
    assert_eq!(inputs.annual()[1].zones[0].energy, CoalEquivalent(74.0));

    let intensity = Statistic::EnergyIntensity(EnergyIntensity {
        tce_per_1e4_yuan: 0.8,
        prices: IntensityPrices::Constant,
    });
    for (differing, end) in [
        (
            energy(80.0),
            "energy of zone a in 2020 is 80 tce, by fuels 74 tce;",
        ),
        (
            intensity,
            "energy of zone a in 2020 is 74 tce, by intensity 80 tce;",
        ),
    ] {
        let both = [&fuels()[..], &[differing]].concat();
        let error = Inputs::new(with_a(&both)).unwrap_err();
        assert!(matches!(error, InputError::EnergyDisagrees(_)));
        assert!(error.to_string().contains(end), "{error}");
    }
}

#[test]
fn a_fuel_given_twice_or_below_zero_is_named() {
    let message =
        |statistics: &[Statistic]| Inputs::new(with_a(statistics)).unwrap_err().to_string();
    let coal = fuel(Fuel::RawCoal, 1.0);
    let twice = message(&[coal, coal]);
    assert!(
        twice.starts_with("statistics are given more than once: raw_coal of zone a in 2020;"),
        "{twice}"
    );
    let negative = message(&[fuel(Fuel::NaturalGas, -2.0)]);
    assert!(
        negative.contains("natural_gas of zone a in 2020 is -2 m³;"),
        "{negative}"
    );
}
