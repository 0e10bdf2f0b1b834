//! The fixture `jiangxi`: 11 cities with their real boundaries, three years.

use std::fs;

use carbon_core::{
    Assessment, Case, CoalEquivalent, Coefficients, CompensationOptions, CompensationPreset,
    Hectares, HectaresRow, Inputs, LandUseTable, Observation, Persons, RawInputs, Scheme,
    Statistic, Year, Yuan, Zone, ZoningRule, assess, compensate,
};
use geo::{Geometry, MultiPolygon};
use geojson::{Feature, FeatureCollection, GeoJson};

pub const YEARS: [Year; 3] = [Year(2010), Year(2015), Year(2020)];

pub fn file(name: &str) -> String {
    fs::read_to_string(testkit::fixtures::fixture("jiangxi").join(name)).expect(name)
}

/// The first five columns of a table of the fixture.
pub fn records(name: &str) -> Vec<[String; 5]> {
    let text = file(name);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records = reader.records().map(|record| {
        let record = record.expect("a record");
        std::array::from_fn(|column| record[column].to_owned())
    });
    records.collect()
}

pub fn features(text: &str) -> Vec<Feature> {
    let parsed = text.parse::<GeoJson>().expect("GeoJSON");
    FeatureCollection::try_from(parsed)
        .expect("a collection")
        .features
}

pub fn polygons(feature: &Feature) -> MultiPolygon<f64> {
    let geometry = feature.geometry.clone().expect("a geometry");
    match Geometry::try_from(geometry).expect("polygons") {
        Geometry::Polygon(polygon) => polygon.into(),
        Geometry::MultiPolygon(polygons) => polygons,
        other => unreachable!("{other:?}"),
    }
}

/// The ids, names and shapes of the boundary file.
pub fn boundaries() -> (Vec<Zone>, Vec<MultiPolygon<f64>>) {
    let features = features(&file("boundaries.geojson"));
    let text = |feature: &Feature, key| -> String {
        let value = feature.property(key).expect("a property");
        value.as_str().expect("a text").to_owned()
    };
    let zones = features
        .iter()
        .map(|f| Zone::new(text(f, "adcode"), text(f, "name")));
    (zones.collect(), features.iter().map(polygons).collect())
}

/// The hectares of every city, year and class, with those of no data.
pub fn hectares() -> Vec<HectaresRow> {
    let rows = records("land_use_targets.csv").into_iter();
    let rows = rows.map(|[zone, name, label, class, hectares]| HectaresRow {
        zone: zone.into(),
        name,
        label,
        class: class.parse().expect("a class"),
        hectares: Hectares(hectares.parse().expect("a number")),
    });
    rows.collect()
}

/// All that the example's results follow from.
pub fn case() -> Case {
    Case {
        inputs: inputs(boundaries().0),
        coefficients: Coefficients::preset("paper-2024").expect("the preset"),
        zoning: ZoningRule::default(),
        scheme: Some(Scheme {
            base: YEARS[0],
            target: YEARS[2],
            options: options(),
        }),
    }
}

fn inputs(zones: Vec<Zone>) -> Inputs {
    let observations = records("statistics.csv").into_iter();
    let observations = observations.filter_map(|[zone, _, year, variable, value]| {
        let (year, value) = (
            year.parse().expect("a year"),
            value.parse().expect("a number"),
        );
        let statistic = match variable.as_str() {
            "population" => Statistic::Population(Persons(value)),
            "gdp_constant" => Statistic::GdpConstant(Yuan::from_ten_thousands(value, YEARS[0])),
            "energy" => Statistic::Energy(CoalEquivalent(value)),
            _ => return None,
        };
        Some(Observation::of_zone(zone, year, statistic))
    });
    let inputs = Inputs::new(RawInputs {
        zones,
        years: YEARS.to_vec(),
        land_use: LandUseTable::new(hectares()).expect("a table"),
        observations: observations.collect(),
        deflator: None,
        price_year: None,
    });
    inputs.expect("inputs")
}

pub fn assessment(zones: Vec<Zone>) -> Assessment {
    let coefficients = Coefficients::preset("paper-2024").expect("the preset");
    assess(&inputs(zones), &coefficients, &ZoningRule::default()).expect("an assessment")
}

/// The mean emissions of a city that the example's project file gives.
const MEAN_EMISSIONS_T: f64 = 13_243_930.0;

/// The options of the example's project file.
pub fn options() -> CompensationOptions {
    CompensationOptions {
        mean_emissions_t: Some(MEAN_EMISSIONS_T),
        ..CompensationPreset::Paper2024.options()
    }
}

/// The assessment with the compensation of 2020 against 2010.
pub fn compensated(options: &CompensationOptions) -> Assessment {
    let assessment = assessment(boundaries().0);
    let scheme = compensate(&assessment, YEARS[0], YEARS[2], options).expect("a compensation");
    assessment.with_compensation(scheme)
}
