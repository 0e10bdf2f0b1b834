//! What holds for every region.

use carbon_core::{
    Assessment, CoalEquivalent, Coefficients, Hectares, HectaresRow, Inputs, LandClass,
    LandUseTable, LedgerClass, Observation, Persons, RawInputs, Statistic, Year, Yuan, Zone,
    ZoneYear, ZoningRule, assess,
};
use proptest::prelude::*;

const YEAR: Year = Year(2020);

/// One zone: population, GDP in 10⁴ yuan, energy in tce, hectares of the paper's six classes.
type City = (f64, f64, f64, [f64; 6]);

fn cities() -> impl Strategy<Value = Vec<City>> {
    let hectares = proptest::array::uniform6(1.0..1e6);
    let city = (0.0..1e7, 1.0..1e8, 1.0..1e8, hectares);
    proptest::collection::vec(city, 1..8)
}

fn id(index: usize) -> String {
    format!("zone-{index}")
}

/// The assessment of the cities, listed in an order of their indices.
fn assessed(cities: &[City], order: &[usize]) -> Assessment {
    let mut rows = Vec::new();
    let mut observations = Vec::new();
    for &index in order {
        let (population, gdp, energy, hectares) = cities[index];
        for (class, hectares) in LandClass::paper().into_iter().zip(hectares) {
            rows.push(HectaresRow {
                zone: id(index).into(),
                name: String::new(),
                label: YEAR.to_string(),
                class: LedgerClass::Class(class),
                hectares: Hectares(hectares),
            });
        }
        for statistic in [
            Statistic::Population(Persons(population)),
            Statistic::GdpConstant(Yuan::from_ten_thousands(gdp, YEAR)),
            Statistic::Energy(CoalEquivalent(energy)),
        ] {
            observations.push(Observation::of_zone(id(index), YEAR, statistic));
        }
    }
    let inputs = Inputs::new(RawInputs {
        zones: order
            .iter()
            .map(|&index| Zone::new(id(index), ""))
            .collect(),
        years: vec![YEAR],
        land_use: LandUseTable::new(rows).expect("a table"),
        observations,
        deflator: None,
        price_year: None,
    })
    .expect("valid inputs");
    let paper = Coefficients::preset("paper-2024").expect("the preset");
    assess(&inputs, &paper, &ZoningRule::default()).expect("an assessment")
}

fn in_order(cities: &[City]) -> Assessment {
    assessed(cities, &(0..cities.len()).collect::<Vec<_>>())
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

fn weighted_mean(assessment: &Assessment, coefficient: impl Fn(&ZoneYear) -> f64) -> f64 {
    let annual = &assessment.years[0];
    let weighted = annual
        .zones
        .iter()
        .map(|zone| zone.account.emissions.amount * coefficient(zone));
    weighted.sum::<f64>() / annual.region.emissions.amount
}

proptest! {
    #[test]
    fn ecc_and_esc_have_an_emission_weighted_mean_of_one(cities in cities()) {
        let assessment = in_order(&cities);
        prop_assert!(close(weighted_mean(&assessment, |zone| zone.ecc), 1.0));
        prop_assert!(close(weighted_mean(&assessment, |zone| zone.esc), 1.0));
    }

    #[test]
    fn ecc_is_the_regions_intensity_by_the_zones(cities in cities()) {
        let assessment = in_order(&cities);
        let region = assessment.years[0].region.intensity.t_per_1e4_yuan;
        for zone in assessment.zone_years() {
            prop_assert!(close(zone.ecc, region / zone.account.intensity.t_per_1e4_yuan));
        }
    }

    #[test]
    fn a_region_is_the_sum_of_its_zones(cities in cities()) {
        let assessment = in_order(&cities);
        let annual = &assessment.years[0];
        let region = &annual.region;
        let sum = |amount: fn(&ZoneYear) -> f64| annual.zones.iter().map(amount).sum::<f64>();
        prop_assert!(close(sum(|zone| zone.account.emissions.amount), region.emissions.amount));
        prop_assert!(close(sum(|zone| zone.account.absorption.amount), region.absorption.amount));
        prop_assert!(close(sum(|zone| zone.account.area.0), region.area.0));
        let scale = region.emissions.amount + region.absorption.amount;
        let budget = sum(|zone| zone.account.budget.amount) - region.budget.amount;
        prop_assert!(budget.abs() <= 1e-12 * scale);
    }

    #[test]
    fn permuting_zones_permutes_results(
        (cities, order) in cities().prop_flat_map(|cities| {
            let order = (0..cities.len()).collect::<Vec<_>>();
            (Just(cities), Just(order).prop_shuffle())
        })
    ) {
        let (straight, shuffled) = (in_order(&cities), assessed(&cities, &order));
        for (position, &index) in order.iter().enumerate() {
            let (a, b) = (&straight.years[0].zones[index], &shuffled.years[0].zones[position]);
            prop_assert_eq!(&a.zone.id, &b.zone.id);
            prop_assert_eq!(&a.account, &b.account);
            prop_assert!(close(a.ecc, b.ecc) && close(a.esc, b.esc));
        }
    }

    #[test]
    fn scaling_gdp_scales_intensity_alone(cities in cities(), factor in 0.01..100.0) {
        let scaled: Vec<City> = cities
            .iter()
            .map(|&(population, gdp, energy, hectares)| (population, gdp * factor, energy, hectares))
            .collect();
        let (before, after) = (in_order(&cities), in_order(&scaled));
        for (a, b) in before.zone_years().zip(after.zone_years()) {
            prop_assert!(close(a.ecc, b.ecc));
            prop_assert_eq!(a.esc, b.esc);
            let (a, b) = (&a.account, &b.account);
            prop_assert_eq!(a.budget, b.budget);
            let intensity = b.intensity.t_per_1e4_yuan * factor;
            prop_assert!(close(a.intensity.t_per_1e4_yuan, intensity));
        }
    }
}
