//! Three zones in two years: `west` and `east` share a border, `void` has no geometry.

pub mod beyond;
pub mod geopackage;
pub mod jiangxi;
pub mod qml;

use std::path::Path;

use carbon_core::{
    Assessment, CoalEquivalent, Coefficients, CompensationOptions, Hectares, HectaresRow, Inputs,
    LandClass, LandUseTable, LedgerClass, Observation, Persons, RawInputs, Statistic, Year, Yuan,
    Zone, ZoningRule, assess, compensate,
};
use gdal::spatial_ref::SpatialRef;
use geo::{LineString, MultiPolygon, Polygon};
use zoning_export::qgis::layer_styles;
use zoning_export::{
    Caption, Classifications, ExportError, Language, LayerSet, Themes, ZoneShapes, write_geopackage,
};

pub const WEST: &str = "West \"A\",\n西区";
pub const YEARS: [Year; 2] = [Year(2010), Year(2020)];

/// A border with vertices of more than seven decimals, south to north.
const BORDER: [(f64, f64); 4] = [
    (115.5, 28.0),
    (115.500_000_123_4, 28.333_333_333_3),
    (115.499_999_987_6, 28.666_666_666_7),
    (115.5, 29.0),
];

/// Of zones 1, 2, 3: hectares of forest, of water, persons, 10⁴ yuan, tce.
const FIGURES: [(&str, f64, f64, f64, f64, f64); 3] = [
    ("1", 900_000.0, 2_500.5, 4e6, 9e6, 1e6),
    ("2", 20_000.25, 70_000.0, 5e6, 3e7, 1.6e7),
    ("3", 50_000.0, 0.0, 1e6, 4e6, 3e6),
];

/// The tally: forest and water, which do not change, and half a hectare of no data.
pub fn rows() -> Vec<HectaresRow> {
    let mut rows = Vec::new();
    for year in YEARS {
        for (zone, forest, water, ..) in FIGURES {
            for (class, hectares) in [("forest", forest), ("water", water), ("nodata", 0.5)] {
                rows.push(row(zone, year, class, hectares));
            }
        }
    }
    rows
}

pub fn row(zone: &str, year: Year, class: &str, hectares: f64) -> HectaresRow {
    HectaresRow {
        zone: zone.into(),
        name: zone.into(),
        label: year.to_string(),
        class: class.parse::<LedgerClass>().expect("a class"),
        hectares: Hectares(hectares),
    }
}

pub fn coefficients() -> Coefficients {
    Coefficients::preset("paper-2024").expect("the preset")
}

/// The themes of an assessment with classes of their own.
pub fn themes(assessment: &Assessment) -> Themes<'_> {
    Themes::new(assessment, &Classifications::default()).expect("themes")
}

/// An assessment of these zones, with forest and water.
pub fn assessment() -> Assessment {
    let zones = vec![
        Zone::new("1", WEST),
        Zone::new("2", "East O'Brien"),
        Zone::new("3", "Void"),
    ];
    let mut observations = Vec::new();
    for year in YEARS {
        let growth = f64::from(year.0 - 2000) / 10.0;
        for (zone, _, _, persons, gdp, tce) in FIGURES {
            let statistics = [
                Statistic::Population(Persons(persons)),
                Statistic::GdpConstant(Yuan::from_ten_thousands(gdp * growth, Year(2010))),
                Statistic::Energy(CoalEquivalent(tce * growth.sqrt())),
            ];
            observations
                .extend(statistics.map(|statistic| Observation::of_zone(zone, year, statistic)));
        }
    }
    let inputs = Inputs::new(RawInputs {
        zones,
        years: YEARS.to_vec(),
        land_use: LandUseTable::new(rows()).expect("a table"),
        observations,
        deflator: None,
        price_year: None,
    });
    assess(
        &inputs.expect("inputs"),
        &coefficients(),
        &ZoningRule::default(),
    )
    .expect("an assessment")
}

/// The assessment with the compensation of 2020 against 2010.
pub fn compensated(options: &CompensationOptions) -> Assessment {
    let assessment = assessment();
    let scheme = compensate(&assessment, YEARS[0], YEARS[1], options).expect("a compensation");
    assessment.with_compensation(scheme)
}

/// The assessment without the ECC of `west` and the emissions of `east` in the last year, and
/// without the compensation class of `west`.
pub fn with_gaps(mut assessment: Assessment) -> Assessment {
    let zones = &mut assessment.years.last_mut().expect("a year").zones;
    zones[0].ecc = f64::NAN;
    zones[1].account.emissions.amount = f64::NAN;
    if let Some(compensation) = &mut zones[0].compensation {
        compensation.class = None;
    }
    assessment
}

/// The CAS Albers on Krasovsky 1940, which has no EPSG code.
pub fn albers() -> String {
    let proj = "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m";
    let srs = SpatialRef::from_proj4(proj).expect("a CRS");
    srs.to_wkt().expect("its WKT")
}

fn ring(points: &[(f64, f64)]) -> LineString<f64> {
    points.to_vec().into()
}

/// `west` with a hole, clockwise; `east` anticlockwise; `void` empty.
pub fn wgs84() -> Vec<MultiPolygon<f64>> {
    let hole = ring(&[(115.1, 28.1), (115.3, 28.1), (115.3, 28.3), (115.1, 28.3)]);
    let mut west: Vec<_> = BORDER.to_vec();
    west.extend([(115.0, 29.0), (115.0, 28.0)]);
    west.reverse();
    let mut east: Vec<_> = BORDER.iter().rev().copied().collect();
    east.extend([(116.0, 28.0), (116.0, 29.0)]);
    let island = ring(&[(117.0, 28.0), (117.5, 28.0), (117.0, 28.5)]);
    vec![
        MultiPolygon::new(vec![Polygon::new(ring(&west), vec![hole])]),
        MultiPolygon::new(vec![
            Polygon::new(ring(&east), vec![]),
            Polygon::new(island, vec![]),
        ]),
        MultiPolygon::new(vec![]),
    ]
}

/// The shapes of the zones; their own CRS is an Albers, whose metres here are degrees × 10⁵.
pub fn shapes() -> ZoneShapes {
    use geo::MapCoords;

    let scale = |shape: &MultiPolygon<f64>| shape.map_coords(|c| c * 1e5);
    let native = wgs84().iter().map(scale).collect();
    let ids = ["1", "2", "3"].map(Into::into).to_vec();
    ZoneShapes::new(ids, albers(), native, wgs84()).expect("shapes")
}

pub fn caption(language: Language) -> Caption {
    Caption {
        title: "Test'land".to_owned(),
        note: Some("SYNTHETIC example".to_owned()),
        language,
    }
}

pub fn forest() -> LandClass {
    LandClass::forest()
}

/// Writes the layers of one set of zones with their styles.
pub fn write_layers(
    path: &Path,
    name: &str,
    themes: &Themes<'_>,
    shapes: &ZoneShapes,
    caption: &Caption,
) -> Result<(), ExportError> {
    let styles = layer_styles(name, themes, caption).expect("styles");
    let set = LayerSet {
        name,
        themes,
        shapes,
        caption,
        styles,
    };
    write_geopackage(path, &[set])
}
