//! A region by hand, what each fault is told, and the columns of the results.

use crate::support;
use crate::support::{carbon, coefficients, raw_inputs};
use carbon_core::{
    AssessError, Assessment, CarbonBasis, CoalEquivalent, Coefficient, Coefficients, Inputs,
    LandClass, LandUseTable, Observation, PaperThresholds, Persons, Provenance, Quantity,
    RawInputs, Statistic, Tonnes, Value, ValueKind, Warning, Year, ZoningRule, assess,
};

fn run(raw: RawInputs, coefficients: &Coefficients) -> Result<Assessment, AssessError> {
    assess(
        &Inputs::new(raw).expect("valid inputs"),
        coefficients,
        &ZoningRule::default(),
    )
}

fn region() -> Assessment {
    run(raw_inputs(), &coefficients()).expect("an assessment")
}

fn with_region_absorption(amount: f64, basis: CarbonBasis) -> RawInputs {
    let mut raw = raw_inputs();
    let absorption = Statistic::Absorption(Tonnes::new(amount, basis));
    raw.observations
        .push(Observation::of_region(Year(2010), absorption));
    raw
}

#[test]
fn two_zones_by_hand() {
    let assessment = region();
    let annual = assessment.year(Year(2010)).unwrap();
    let amounts = |account: &carbon_core::Account| {
        [
            account.area.0,
            account.emissions.amount,
            account.absorption.amount,
            account.budget.amount,
        ]
    };
    let [a, b] = &annual.zones[..] else {
        panic!("two zones")
    };
    assert_eq!(amounts(&a.account), [40.25, 50.0 + 50.0, 30.0 + 5.0, 65.0]);
    assert_eq!(
        amounts(&b.account),
        [30.0, 200.0 + 100.0, 10.0 + 10.0, 280.0]
    );
    assert_eq!(amounts(&annual.region), [70.25, 400.0, 55.0, 345.0]);
    assert_eq!(
        annual.mean_emissions,
        Tonnes::new(200.0, CarbonBasis::Carbon)
    );
    assert_eq!((a.ecc, b.ecc), (0.25 / 0.25, 0.75 / 0.75));
    assert_eq!((a.esc, b.esc), (35.0 / 55.0 / 0.25, 20.0 / 55.0 / 0.75));
    assert_eq!(annual.region.intensity.t_per_1e4_yuan, 2.0);
    assert_eq!(assessment.zone_year(&"b".into(), Year(2010)), Some(b));
    assert_eq!(assessment.zone_year(&"c".into(), Year(2010)), None);
    assert!(assessment.warnings.is_empty());
}

#[test]
fn classes_without_a_coefficient_are_named() {
    let bare = Coefficients::new(carbon(2.0), carbon(0.5)).unwrap();
    let error = run(
        raw_inputs(),
        &bare.with_lambda(LandClass::water(), carbon(-1.0)),
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "the land-use table has classes without a coefficient: forest; give each a λ or say that \
         it has none"
    );
}

#[test]
fn zones_without_emissions_are_named() {
    let mut raw = raw_inputs();
    for observation in &mut raw.observations {
        if observation
            .place()
            .to_string()
            .ends_with("of zone a in 2020")
        {
            match &mut observation.statistic {
                Statistic::Population(persons) => *persons = Persons(0.0),
                Statistic::Energy(energy) => *energy = CoalEquivalent(0.0),
                _ => {}
            }
        }
    }
    let error = run(raw, &coefficients()).unwrap_err().to_string();
    assert!(
        error.starts_with("emissions are zero: zone a in 2020;"),
        "{error}"
    );
}

#[test]
fn totals_of_zero_are_named() {
    let nothing = Coefficients::new(carbon(0.0), carbon(0.0)).unwrap();
    let no_sink = Coefficients::new(carbon(2.0), carbon(0.5)).unwrap();
    for (coefficients, total) in [(nothing, "emissions"), (no_sink, "absorption")] {
        let none = coefficients
            .without_lambda(LandClass::forest())
            .without_lambda(LandClass::water());
        let error = run(raw_inputs(), &none).unwrap_err();
        assert_eq!(
            error,
            AssessError::ZeroTotal {
                total,
                year: Year(2010)
            }
        );
    }
}

#[test]
fn a_threshold_must_be_a_number() {
    let inputs = Inputs::new(raw_inputs()).unwrap();
    let thresholds = PaperThresholds {
        low_emissions: -0.5,
        ..PaperThresholds::default()
    };
    assert_eq!(
        assess(&inputs, &coefficients(), &ZoningRule::Paper(thresholds)),
        Err(AssessError::Threshold {
            name: "low_emissions",
            value: -0.5
        })
    );
}

#[test]
fn a_given_absorption_replaces_the_sum_and_warns() {
    let assessment = run(
        with_region_absorption(110.0, CarbonBasis::Carbon),
        &coefficients(),
    )
    .unwrap();
    let annual = assessment.year(Year(2010)).unwrap();
    assert_eq!(annual.region.absorption.amount, 110.0);
    assert_eq!(annual.region.budget.amount, 290.0);
    assert_eq!(annual.zones[0].esc, 35.0 / 110.0 / 0.25);
    assert_eq!(
        assessment
            .warnings
            .iter()
            .map(Warning::to_string)
            .collect::<Vec<_>>(),
        ["the region's absorption of 2010 is given as 110 t, but its zones add up to 55 t"]
    );
}

#[test]
fn a_given_absorption_in_co2_is_restated() {
    let given = with_region_absorption(220.0, CarbonBasis::CarbonDioxide);
    let assessment = run(given, &coefficients()).unwrap();
    let absorption = assessment.years[0].region.absorption;
    assert_eq!(absorption, Tonnes::new(60.0, CarbonBasis::Carbon));
}

#[test]
fn a_given_absorption_that_cannot_be_compared_is_an_error() {
    let error = run(
        with_region_absorption(55.0, CarbonBasis::Mixed),
        &coefficients(),
    );
    assert_eq!(
        error,
        Err(AssessError::AbsorptionBasis {
            year: Year(2010),
            given: CarbonBasis::Mixed,
            zones: CarbonBasis::Carbon,
        })
    );
}

#[test]
fn mixed_coefficients_warn_with_the_restated_budget() {
    let sigma =
        Coefficient::new(2.0, CarbonBasis::CarbonDioxide, "test", Provenance::User).unwrap();
    let mixed = coefficients().with_sigma(sigma).unwrap();
    let assessment = run(raw_inputs(), &mixed).unwrap();
    // 250 t CO₂ of energy, (150 − 55) · 44/12 t CO₂ of the rest.
    let [
        Warning::MixedBases {
            bases,
            year,
            budget,
            restated,
        },
    ] = &assessment.warnings[..]
    else {
        panic!("{:?}", assessment.warnings);
    };
    assert_eq!(
        bases.to_string(),
        "σ count CO₂ but θ, λ of forest, λ of water count carbon"
    );
    assert_eq!(
        (*year, *budget),
        (Year(2020), Tonnes::new(345.0, CarbonBasis::Mixed))
    );
    assert!((restated.amount - (250.0 + 95.0 * 44.0 / 12.0)).abs() < 1e-9);
}

#[test]
fn the_consistent_preset_counts_carbon_and_names_what_it_leaves_out() {
    let preset = Coefficients::preset("consistent-c").unwrap();
    let assessment = run(raw_inputs(), &preset).unwrap();
    assert!(assessment.warnings.is_empty());
    let region = &assessment.years[1].region;
    assert_eq!(region.budget.basis, CarbonBasis::Carbon);
    let mut raw = raw_inputs();
    let rows = [
        support::rows(),
        vec![support::row("a", 2020, "cultivated", 1.0)],
    ]
    .concat();
    raw.land_use = LandUseTable::new(rows).unwrap();
    let error = run(raw, &preset).unwrap_err().to_string();
    assert!(
        error.contains("without a coefficient: cultivated;"),
        "{error}"
    );
}

#[test]
fn coefficients_of_classes_that_do_not_occur_raise_no_warning() {
    let lambda = Coefficient::new(-1.0, CarbonBasis::CarbonDioxide, "test", Provenance::User);
    let further = coefficients().with_lambda(LandClass::grassland(), lambda.unwrap());
    assert!(further.mixed_bases().is_some());
    assert!(run(raw_inputs(), &further).unwrap().warnings.is_empty());
}

#[test]
fn the_columns_of_the_results() {
    let assessment = region();
    let columns = Quantity::all(&assessment);
    let names: Vec<_> = columns.iter().map(Quantity::field_name).collect();
    assert_eq!(
        names,
        [
            "zone",
            "name",
            "year",
            "area_ha",
            "coverage",
            "forest_ha",
            "water_ha",
            "population",
            "gdp_1e4_yuan",
            "energy_tce",
            "emissions_energy_t",
            "emissions_respiration_t",
            "emissions_t",
            "absorption_t",
            "absorption_forest_t",
            "absorption_water_t",
            "budget_t",
            "intensity_t_per_1e4_yuan",
            "ecc",
            "esc",
            "functional_zone",
        ]
    );
    let a = assessment.zone_year(&"a".into(), Year(2010)).unwrap();
    let number = Value::Number;
    let values: Vec<_> = columns
        .iter()
        .map(|column| column.value(a).unwrap())
        .collect();
    assert_eq!(
        values,
        [
            Value::Text("a"),
            Value::Text("A"),
            Value::Integer(2010),
            number(40.25),
            number(40.0 / 40.25),
            number(30.0),
            number(10.0),
            number(100.0),
            number(50.0),
            number(25.0),
            number(50.0),
            number(50.0),
            number(100.0),
            number(35.0),
            number(30.0),
            number(5.0),
            number(65.0),
            number(2.0),
            number(1.0),
            number(35.0 / 55.0 / 0.25),
            Value::Text("carbon-sink"),
        ]
    );
    for (column, value) in columns.iter().zip(&values) {
        let kind = match value {
            Value::Text(_) => ValueKind::Text,
            Value::Integer(_) => ValueKind::Integer,
            Value::Number(_) => ValueKind::Number,
        };
        assert_eq!(column.kind(), kind, "{column:?}");
    }
}

#[test]
fn the_region_has_amounts_but_no_coefficients() {
    let assessment = region();
    let region = &assessment.years[0].region;
    assert_eq!(Quantity::Budget.amount(region), Some(345.0));
    assert_eq!(
        Quantity::Land(LandClass::water()).amount(region),
        Some(30.0)
    );
    assert_eq!(Quantity::Ecc.amount(region), None);
}

#[test]
fn aliases_say_of_what_and_at_whose_prices() {
    let assessment = region();
    let aliases = |quantity: Quantity| {
        (
            quantity.alias_en(&assessment),
            quantity.alias_zh(&assessment),
        )
    };
    for (quantity, en, zh) in [
        (
            Quantity::Gdp,
            "GDP at constant prices (10⁴ yuan, 2010 prices)",
            "不变价GDP（万元，2010年价）",
        ),
        (
            Quantity::Emissions,
            "Carbon emissions (t C)",
            "碳排放（t C）",
        ),
        (
            Quantity::Intensity,
            "Carbon intensity (t C per 10⁴ yuan, 2010 prices)",
            "碳排放强度（t C/万元，2010年价）",
        ),
        (
            Quantity::Land(LandClass::forest()),
            "Forest land (ha)",
            "林地（公顷）",
        ),
        (
            Quantity::Ecc,
            "Economic contribution coefficient",
            "经济贡献系数",
        ),
    ] {
        assert_eq!(aliases(quantity), (en.to_owned(), zh.to_owned()));
    }
}

#[test]
fn a_class_with_a_positive_lambda_gets_a_column_of_emissions() {
    let wetland = coefficients().with_lambda(LandClass::water(), carbon(0.25));
    let assessment = run(raw_inputs(), &wetland).unwrap();
    let columns = Quantity::all(&assessment);
    assert!(columns.contains(&Quantity::EmissionsLand));
    assert!(!columns.contains(&Quantity::AbsorptionLand(LandClass::water())));
    let region = &assessment.years[0].region;
    assert_eq!(Quantity::EmissionsLand.amount(region), Some(7.5));
    assert_eq!(Quantity::Emissions.amount(region), Some(407.5));
    assert_eq!(Quantity::Absorption.amount(region), Some(40.0));
}
