//! A region of two zones and two years whose results are easy to compute by hand.

pub mod jiangxi;
pub mod scenarios;

use carbon_core::{
    CarbonBasis, CoalEquivalent, Coefficient, Coefficients, Hectares, HectaresRow, LandClass,
    LandUseTable, LedgerClass, Measure, Observation, Persons, Provenance, RawInputs, Statistic,
    Year, Yuan, Zone,
};

/// A row of hectares.
pub fn row(zone: &str, year: i32, class: &str, hectares: f64) -> HectaresRow {
    HectaresRow {
        zone: zone.into(),
        name: zone.to_uppercase(),
        label: year.to_string(),
        class: class.parse::<LedgerClass>().expect("a class"),
        hectares: Hectares(hectares),
    }
}

/// Zone `a`: 30 ha forest, 10 ha water, 0.25 ha without data; zone `b`: 10 ha forest, 20 ha water.
pub fn rows() -> Vec<HectaresRow> {
    let of_year = |year| {
        [
            row("a", year, "forest", 30.0),
            row("a", year, "water", 10.0),
            row("a", year, "nodata", 0.25),
            row("b", year, "forest", 10.0),
            row("b", year, "water", 20.0),
        ]
    };
    [of_year(2010), of_year(2020)].concat()
}

/// GDP in 10⁴ yuan at 2010 prices.
pub fn gdp(ten_thousands: f64) -> Statistic {
    Statistic::GdpConstant(Yuan::from_ten_thousands(ten_thousands, Year(2010)))
}

/// Population, GDP and energy of both zones in both years.
pub fn observations() -> Vec<Observation> {
    let of_zone = |zone: &str, year, persons, ten_thousands, tce| {
        [
            Statistic::Population(Persons(persons)),
            gdp(ten_thousands),
            Statistic::Energy(CoalEquivalent(tce)),
        ]
        .map(|statistic| Observation::of_zone(zone, Year(year), statistic))
    };
    [
        of_zone("a", 2010, 100.0, 50.0, 25.0),
        of_zone("b", 2010, 200.0, 150.0, 100.0),
        of_zone("a", 2020, 100.0, 100.0, 25.0),
        of_zone("b", 2020, 200.0, 300.0, 100.0),
    ]
    .concat()
}

/// All of it.
pub fn raw_inputs() -> RawInputs {
    RawInputs {
        zones: vec![Zone::new("a", "A"), Zone::new("b", "B")],
        years: vec![Year(2010), Year(2020)],
        land_use: LandUseTable::new(rows()).expect("a table"),
        observations: observations(),
        deflator: None,
        price_year: None,
    }
}

/// A coefficient on the basis of carbon.
pub fn carbon<Q: Measure>(value: f64) -> Coefficient<Q> {
    Coefficient::new(value, CarbonBasis::Carbon, "test", Provenance::User).expect("a coefficient")
}

/// σ = 2, θ = 0.5, λ = −1 for forest and −0.5 for water, all in carbon.
pub fn coefficients() -> Coefficients {
    Coefficients::new(carbon(2.0), carbon(0.5))
        .expect("coefficients")
        .with_lambda(LandClass::forest(), carbon(-1.0))
        .with_lambda(LandClass::water(), carbon(-0.5))
}
