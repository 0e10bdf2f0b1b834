//! Many zones, and zones of many vertices.

use std::fmt::Write;

use crate::bad_inputs::cases::TALLY;
use crate::bad_inputs::small_study::{EPSG, SmallStudy, placed, square};

/// Hectares of all zones together, and how many zones there are.
fn totals(study: &SmallStudy) -> (f64, usize) {
    let left = study.run(TALLY);
    assert_eq!((left.status, left.stderr.as_str()), (Some(0), ""));
    let mut reader = csv::Reader::from_reader(left.stdout.as_bytes());
    let mut hectares = 0.0;
    let mut zones = std::collections::HashSet::new();
    for row in reader.records() {
        let row = row.unwrap();
        hectares += row[4].parse::<f64>().unwrap();
        zones.insert(row[0].to_owned());
    }
    (hectares, zones.len())
}

fn collection(zones: impl IntoIterator<Item = (usize, String)>) -> String {
    let mut text = format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"EPSG:{EPSG}"}}}},"features":["#
    );
    for (id, rings) in zones {
        let comma = if id == 0 { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"type":"Feature","properties":{{"id":"{id}"}},"geometry":{{"type":"Polygon","coordinates":{rings}}}}}"#
        )
        .unwrap();
    }
    text + "]}"
}

#[test]
fn more_zones_than_sixteen_bits_count() {
    const ZONES: usize = 70_000;
    let study = SmallStudy::new();
    let cell = |zone: usize| placed(&square(zone % 20, zone / 20 % 20, 1));
    study.write(
        "zones.geojson",
        collection((0..ZONES).map(|zone| (zone, cell(zone)))),
    );
    let left = study.run(&[TALLY, &["--quiet"]].concat());
    assert_eq!(left.status, Some(0), "{}", left.stderr);
    let last = left.stdout.lines().last().unwrap();
    assert!(last.starts_with("69999,69999,frame,"), "{last}");
    let hectares = left
        .stdout
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(4).unwrap());
    let sum: f64 = hectares
        .map(|hectares| hectares.parse::<f64>().unwrap())
        .sum();
    assert_eq!(sum, ZONES as f64);
}

#[test]
fn a_province_of_a_million_vertices_is_read_to_the_last() {
    const VERTICES: usize = 1_000_000;
    let study = SmallStudy::new();
    let angle = |vertex: usize| vertex as f64 / VERTICES as f64 * std::f64::consts::TAU;
    let mut ring = String::from("[[");
    for vertex in 0..=VERTICES {
        let (sin, cos) = angle(vertex % VERTICES).sin_cos();
        let comma = if vertex == 0 { "" } else { "," };
        write!(
            ring,
            "{comma}[{},{}]",
            501_000.0 + 800.0 * cos,
            3_001_000.0 + 800.0 * sin
        )
        .unwrap();
    }
    study.write("zones.geojson", collection([(0, ring + "]]")]));
    let (hectares, zones) = totals(&study);
    assert_eq!(zones, 1);
    let circle = std::f64::consts::PI * 800.0 * 800.0 / 10_000.0;
    assert!(
        (hectares - circle).abs() < 1e-5,
        "{hectares} against {circle}"
    );
}
