//! The paper's numbers and statements about Jiangxi that formulas 1–7 and the zoning decide.
//!
//! Expected values are from the text of the paper (doi 10.3389/fenvs.2024.1404760); where its
//! print is at odds with itself, the corrected value stands here with the reason beside it.

use carbon_core::{
    Assessment, CoalEquivalent, Coefficients, Deflator, FunctionalZone, Hectares, HectaresRow,
    Inputs, LandClass, LandUseTable, Observation, Persons, RawInputs, Statistic, Warning, Year,
    Yuan, Zone, ZoneYear, ZoningRule, assess,
};

const CITIES: [(&str, &str); 11] = [
    ("360100", "Nanchang"),
    ("360200", "Jingdezhen"),
    ("360300", "Pingxiang"),
    ("360400", "Jiujiang"),
    ("360500", "Xinyu"),
    ("360600", "Yingtan"),
    ("360700", "Ganzhou"),
    ("360800", "Ji'an"),
    ("360900", "Yichun"),
    ("361000", "Fuzhou"),
    ("361100", "Shangrao"),
];

const YEARS: [i32; 3] = [2010, 2015, 2020];

/// The first columns of each line but the header; none of them is quoted.
fn records<const N: usize>(csv: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    csv.lines().skip(1).map(|line| {
        let columns: Vec<_> = line.split(',').take(N).collect();
        columns.try_into().expect("a line has all columns")
    })
}

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

fn land_use() -> LandUseTable {
    let rows =
        records(include_str!("data/land_use.csv")).map(|[zone, name, label, class, hectares]| {
            HectaresRow {
                zone: zone.into(),
                name: name.into(),
                label: label.into(),
                class: class.parse().expect("a class"),
                hectares: Hectares(number(hectares)),
            }
        });
    LandUseTable::new(rows.collect()).expect("a table")
}

fn observations() -> Vec<Observation> {
    let statistics = records(include_str!("data/statistics.csv"));
    statistics
        .map(|[zone, _, year, variable, value]| {
            let (year, value) = (year.parse().expect("a year"), number(value));
            let statistic = match variable {
                "population" => Statistic::Population(Persons(value)),
                "gdp" => Statistic::Gdp(Yuan::from_ten_thousands(value, year)),
                "gdp_constant" => {
                    Statistic::GdpConstant(Yuan::from_ten_thousands(value, Year(2010)))
                }
                "energy" => Statistic::Energy(CoalEquivalent(value)),
                other => unreachable!("variable {other}"),
            };
            Observation::of_zone(zone, year, statistic)
        })
        .collect()
}

fn raw_inputs() -> RawInputs {
    RawInputs {
        zones: CITIES.map(|(id, name)| Zone::new(id, name)).to_vec(),
        years: YEARS.map(Year).to_vec(),
        land_use: land_use(),
        observations: observations(),
        deflator: None,
        price_year: None,
    }
}

fn assessed(raw: RawInputs, rule: &ZoningRule) -> Assessment {
    let inputs = Inputs::new(raw).expect("valid inputs");
    let coefficients = Coefficients::preset("paper-2024").expect("the preset");
    assess(&inputs, &coefficients, rule).expect("an assessment")
}

fn jiangxi() -> Assessment {
    assessed(raw_inputs(), &ZoningRule::default())
}

fn city<'a>(assessment: &'a Assessment, name: &str, year: i32) -> &'a ZoneYear {
    let mut all = assessment.zone_years();
    all.find(|of| of.zone.name == name && of.year == Year(year))
        .expect("a city")
}

/// The names of the cities for which something holds in a year, in the order of their ids.
fn cities_where(
    assessment: &Assessment,
    year: i32,
    holds: impl Fn(&ZoneYear) -> bool,
) -> Vec<&str> {
    let annual = assessment.year(Year(year)).expect("a year");
    annual
        .zones
        .iter()
        .filter(|of| holds(of))
        .map(|of| of.zone.name.as_str())
        .collect()
}

/// The three cities with the largest amounts in 2020, largest first.
fn top3(assessment: &Assessment, amount: impl Fn(&ZoneYear) -> f64) -> Vec<&str> {
    let mut cities: Vec<_> = assessment
        .year(Year(2020))
        .expect("2020")
        .zones
        .iter()
        .collect();
    cities.sort_by(|a, b| amount(b).total_cmp(&amount(a)));
    cities
        .iter()
        .take(3)
        .map(|of| of.zone.name.as_str())
        .collect()
}

#[test]
fn the_papers_numbers() {
    let jiangxi = jiangxi();
    let region = |year| &jiangxi.year(Year(year)).unwrap().region;
    let city = |name, year| city(&jiangxi, name, year);
    let (r10, r20) = (region(2010), region(2020));
    let absorbed = |class: LandClass| r20.absorption_of(&class).unwrap().megatonnes();
    let emitted = |name, year| city(name, year).account.emissions.megatonnes();
    let percent = |part: f64, whole: f64| 100.0 * part / whole;
    let change = |class: LandClass| r20.hectares(&class).0 - r10.hectares(&class).0;
    let classified: f64 = r20.land.iter().map(|(_, area)| area.0).sum();
    let cover = |class: LandClass| percent(r20.hectares(&class).0, classified);
    let energy = |name, year| percent(city(name, year).account.energy.0, region(year).energy.0);
    let sink = |name| {
        percent(
            city(name, 2020).account.absorption.amount,
            r20.absorption.amount,
        )
    };
    let intensity = |name, year| city(name, year).account.intensity.t_per_1e4_yuan;
    let growth = r20.emissions.megatonnes() - r10.emissions.megatonnes();
    let shangrao = &city("Shangrao", 2020).account;

    let numbers = [
        (
            "emissions 2010, Mt",
            r10.emissions.megatonnes(),
            120.97,
            0.005,
        ),
        (
            "emissions 2020, Mt",
            r20.emissions.megatonnes(),
            186.99,
            0.005,
        ),
        (
            "emissions of energy 2020, Mt",
            r20.emissions_energy.megatonnes(),
            183.42,
            0.005,
        ),
        (
            "emissions of respiration 2020, Mt",
            r20.emissions_respiration.megatonnes(),
            3.57,
            0.005,
        ),
        (
            "growth of emissions, %",
            percent(growth, r10.emissions.megatonnes()),
            54.57,
            0.01,
        ),
        // The text has 6.60 and also 6.00, which divides ten years' growth by eleven.
        (
            "growth of emissions, Mt a year",
            growth / 10.0,
            6.602,
            0.001,
        ),
        (
            "absorption 2010, Mt",
            r10.absorption.megatonnes(),
            60.56,
            0.005,
        ),
        (
            "absorption 2020, Mt",
            r20.absorption.megatonnes(),
            59.69,
            0.005,
        ),
        // The text prints 8.92 and 5.73; with either the total of 59.69 fails.
        (
            "absorption of forest 2020, Mt",
            absorbed(LandClass::forest()),
            58.92,
            0.02,
        ),
        (
            "absorption of cultivated land 2020, Mt",
            absorbed(LandClass::cultivated()),
            0.573,
            0.002,
        ),
        (
            "absorption of grassland 2020, Mt",
            absorbed(LandClass::grassland()),
            0.02,
            0.005,
        ),
        ("intensity 2010", r10.intensity.t_per_1e4_yuan, 1.28, 0.005),
        ("intensity 2020", r20.intensity.t_per_1e4_yuan, 0.80, 0.005),
        (
            "share of forest 2020, %",
            cover(LandClass::forest()),
            61.34,
            0.01,
        ),
        (
            "share of cultivated land 2020, %",
            cover(LandClass::cultivated()),
            26.47,
            0.01,
        ),
        (
            "construction 2010, ha",
            r10.hectares(&LandClass::construction()).0,
            341_652.5,
            0.05,
        ),
        (
            "construction 2020, ha",
            r20.hectares(&LandClass::construction()).0,
            542_287.0,
            0.5,
        ),
        // The text says that construction land grew "to" this figure.
        (
            "change of construction, ha",
            change(LandClass::construction()),
            200_635.0,
            1.0,
        ),
        (
            "change of cultivated land, ha",
            change(LandClass::cultivated()),
            -91_118.6,
            0.05,
        ),
        (
            "change of forest, ha",
            change(LandClass::forest()),
            -150_045.6,
            0.05,
        ),
        (
            "change of unused land, ha",
            change(LandClass::unused()),
            -16_343.0,
            0.5,
        ),
        (
            "change of grassland, ha",
            change(LandClass::grassland()),
            32_303.8,
            0.05,
        ),
        (
            "change of water, ha",
            change(LandClass::water()),
            26_895.0,
            0.5,
        ),
        (
            "Nanchang's share of emissions 2020, %",
            percent(emitted("Nanchang", 2020), r20.emissions.megatonnes()),
            16.14,
            0.01,
        ),
        (
            "Nanchang's intensity 2010",
            intensity("Nanchang", 2010),
            1.47,
            0.005,
        ),
        (
            "Nanchang's intensity 2020",
            intensity("Nanchang", 2020),
            0.57,
            0.005,
        ),
        (
            "change of Nanchang's intensity, %",
            percent(intensity("Nanchang", 2020), intensity("Nanchang", 2010)) - 100.0,
            -61.06,
            0.2,
        ),
        (
            "Nanchang's share of absorption 2020, %",
            sink("Nanchang"),
            1.27,
            0.01,
        ),
        (
            "Ganzhou's emissions 2010, Mt",
            emitted("Ganzhou", 2010),
            5.53,
            0.005,
        ),
        (
            "Ganzhou's emissions 2020, Mt",
            emitted("Ganzhou", 2020),
            21.09,
            0.005,
        ),
        (
            "Ganzhou's share of energy 2010, %",
            energy("Ganzhou", 2010),
            4.1,
            0.05,
        ),
        (
            "Ganzhou's share of energy 2020, %",
            energy("Ganzhou", 2020),
            11.1,
            0.05,
        ),
        (
            "Ganzhou's share of absorption 2020, %",
            sink("Ganzhou"),
            28.08,
            0.01,
        ),
        (
            "Ji'an's share of absorption 2020, %",
            sink("Ji'an"),
            15.49,
            0.01,
        ),
        (
            "Yingtan's energy 2020, Mtce",
            city("Yingtan", 2020).account.energy.0 / 1e6,
            2.73,
            0.005,
        ),
        (
            "Yingtan's share of energy 2020, %",
            energy("Yingtan", 2020),
            2.78,
            0.01,
        ),
        (
            "Shangrao's nominal GDP 2020, 10⁹ yuan",
            shangrao.gdp_current.unwrap().amount / 1e9,
            262.43,
            0.01,
        ),
        (
            "Shangrao's energy intensity 2020, tce per 10⁴ yuan",
            shangrao.energy.0 / shangrao.gdp.ten_thousands(),
            0.346,
            0.001,
        ),
    ];
    for (what, obtained, stated, tolerance) in numbers {
        assert!(
            (obtained - stated).abs() <= tolerance,
            "{what}: {obtained}, stated {stated}"
        );
    }
}

#[test]
fn emissions_by_city() {
    let jiangxi = jiangxi();
    let emitted = |of: &ZoneYear| of.account.emissions.amount;
    assert_eq!(top3(&jiangxi, emitted), ["Nanchang", "Jiujiang", "Yichun"]);
    let least = jiangxi.year(Year(2020)).unwrap().zones.iter();
    let least = least
        .min_by(|a, b| emitted(a).total_cmp(&emitted(b)))
        .unwrap();
    assert_eq!(least.zone.name, "Yingtan");
    let fell = |of: &ZoneYear| emitted(of) < emitted(city(&jiangxi, &of.zone.name, 2010));
    assert_eq!(
        cities_where(&jiangxi, 2020, fell),
        ["Nanchang", "Pingxiang", "Yingtan"]
    );
}

#[test]
fn budgets_by_city() {
    let jiangxi = jiangxi();
    let budget = |of: &ZoneYear| of.account.budget.amount;
    assert_eq!(top3(&jiangxi, budget), ["Nanchang", "Jiujiang", "Yichun"]);
    let fell = |of: &ZoneYear| budget(of) < budget(city(&jiangxi, &of.zone.name, 2010));
    assert_eq!(
        cities_where(&jiangxi, 2020, fell),
        ["Nanchang", "Pingxiang"]
    );
    let negative = |year| cities_where(&jiangxi, year, |of| budget(of) < 0.0);
    assert_eq!(negative(2010), ["Ganzhou", "Fuzhou", "Shangrao"]);
    assert_eq!(negative(2015), ["Ganzhou", "Ji'an"]);
    assert!(negative(2020).is_empty());
}

#[test]
fn intensities_by_city() {
    let jiangxi = jiangxi();
    let mut highest = top3(&jiangxi, |of| of.account.intensity.t_per_1e4_yuan);
    highest.truncate(2);
    highest.sort_unstable();
    assert_eq!(highest, ["Pingxiang", "Xinyu"]);
    let [then, later, last] = YEARS.map(|year| {
        city(&jiangxi, "Ganzhou", year)
            .account
            .intensity
            .t_per_1e4_yuan
    });
    assert!(
        then < later && (later - last).abs() < 0.001,
        "{then} {later} {last}"
    );
}

#[test]
fn economic_contribution_by_city() {
    let jiangxi = jiangxi();
    let high = |year| cities_where(&jiangxi, year, |of| of.ecc > 1.8);
    assert_eq!(high(2010), ["Ganzhou", "Shangrao"]);
    assert!(high(2015).is_empty());
    let within = cities_where(&jiangxi, 2020, |of| (0.6..=1.8).contains(&of.ecc));
    assert_eq!(within.len(), CITIES.len());
}

#[test]
fn ecological_support_by_city() {
    let jiangxi = jiangxi();
    for year in YEARS {
        for name in ["Ganzhou", "Ji'an", "Fuzhou"] {
            assert!(city(&jiangxi, name, year).esc > 1.8, "{name} in {year}");
        }
        for name in ["Nanchang", "Xinyu", "Pingxiang"] {
            assert!(city(&jiangxi, name, year).esc < 0.6, "{name} in {year}");
        }
    }
    assert!(city(&jiangxi, "Ganzhou", 2010).esc > 5.0);
}

#[test]
fn functional_zones_of_2020() {
    let jiangxi = jiangxi();
    let of = |zone| cities_where(&jiangxi, 2020, |of| of.function.zone == zone);
    assert_eq!(
        of(FunctionalZone::CarbonSink),
        ["Ganzhou", "Ji'an", "Fuzhou"]
    );
    assert_eq!(
        of(FunctionalZone::LowCarbonOptimization),
        ["Jingdezhen", "Yingtan"]
    );
    assert_eq!(of(FunctionalZone::TotalCarbonControl), ["Nanchang"]);
    assert_eq!(
        of(FunctionalZone::CarbonIntensityControl),
        ["Pingxiang", "Jiujiang", "Xinyu", "Yichun", "Shangrao"]
    );
}

#[test]
fn the_quadrant_rule_differs_in_shangrao_alone() {
    let paper = jiangxi();
    let quadrant = assessed(raw_inputs(), &"quadrant".parse().unwrap());
    let differs =
        |of: &ZoneYear| of.function.zone != city(&paper, &of.zone.name, 2020).function.zone;
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
    for (a, b) in deflated.zone_years().zip(jiangxi().zone_years()) {
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
    let jiangxi = jiangxi();
    let [
        Warning::MixedBases {
            budget, restated, ..
        },
    ] = jiangxi.warnings.as_slice()
    else {
        panic!("{:?}", jiangxi.warnings);
    };
    assert!((budget.megatonnes() - (186.99 - 59.69)).abs() < 0.01);
    // 183.42 + (3.57 - 59.69) · 44/12
    assert!((restated.megatonnes() - -22.35).abs() < 0.03, "{restated}");
}
