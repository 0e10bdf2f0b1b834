//! Neighbours and places of zones against libpysal and GeoPandas.

use std::collections::BTreeSet;

use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::crs::Crs;
use landuse_ingest::zones::Zones;
use landuse_ingest::zones::{Contact, Contiguity};
use testkit::fixtures::fixture;

fn zones(file: &str, id: &str) -> Zones {
    let options = BoundaryOptions {
        id: id.into(),
        ..BoundaryOptions::default()
    };
    Zones::read(&fixture(file), &options).unwrap()
}

fn expected(file: &str) -> Vec<Vec<String>> {
    let path = fixture("oracle/analysis").join(file);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

fn pairs(zones: &Zones, found: &Contiguity) -> BTreeSet<[String; 2]> {
    let id = |place: usize| zones.zones[place].id.to_string();
    let pairs = found.pairs.iter();
    pairs
        .map(|&(one, other)| {
            let mut pair = [id(one), id(other)];
            pair.sort();
            pair
        })
        .collect()
}

#[test]
fn neighbours_are_those_of_libpysal() {
    let rows = expected("contiguity.csv");
    let mut compared = 0;
    for (set, file, id) in [
        ("jiangxi", "jiangxi/boundaries.geojson", "adcode"),
        ("patchwork", "oracle/analysis/patchwork.geojson", "id"),
    ] {
        let zones = zones(file, id);
        for (name, contact) in [("queen", Contact::Queen), ("rook", Contact::Rook)] {
            let of_libpysal: BTreeSet<_> = rows
                .iter()
                .filter(|row| row[0] == set && row[1] == name)
                .map(|row| [row[2].clone(), row[3].clone()])
                .collect();
            let found = zones.contiguity(contact);
            assert_eq!(pairs(&zones, &found), of_libpysal, "{set} {name}");
            compared += of_libpysal.len();
        }
    }
    assert_eq!(compared, rows.len());
}

#[test]
fn what_the_patchwork_draws_twice_is_told() {
    let zones = zones("oracle/analysis/patchwork.geojson", "id");
    let rook = zones.contiguity(Contact::Rook);
    let id = |place: usize| zones.zones[place].id.as_str();
    // Three lack the vertices in the middle of their edges: no other zone is their rook's neighbour.
    let is_sparse = |place: usize| ["z03", "z17", "z30"].contains(&id(place));
    assert!(
        rook.pairs
            .iter()
            .all(|&(a, b)| is_sparse(a) == is_sparse(b))
    );
    for sparse in ["z03", "z17", "z30"] {
        let told = |(one, other): &(usize, usize)| id(*one) == sparse || id(*other) == sparse;
        assert!(rook.unmatched.iter().any(told), "{sparse}");
    }
    let queen = zones.contiguity(Contact::Queen);
    let islands: Vec<_> = queen.islands.iter().map(|&place| id(place)).collect();
    assert_eq!(islands, ["z08", "z44"]);
    let warnings = queen.warnings(&zones);
    assert!(
        warnings.last().unwrap().ends_with(": z08, z44"),
        "{warnings:?}"
    );
}

#[test]
fn the_cities_borders_are_drawn_once() {
    let zones = zones("jiangxi/boundaries.geojson", "adcode");
    for contact in [Contact::Queen, Contact::Rook] {
        let found = zones.contiguity(contact);
        assert_eq!(found.warnings(&zones), Vec::<String>::new());
    }
}

#[test]
fn centroids_are_those_of_geopandas() {
    let zones = zones("jiangxi/boundaries.geojson", "adcode");
    let plane = "+proj=laea +lat_0=27.3 +lon_0=116 +datum=WGS84 +units=m +no_defs";
    let found = zones
        .centroids(&Crs::from_definition(plane).unwrap())
        .unwrap();
    let rows = expected("region_plane.csv");
    let mut compared = 0;
    for (zone, centroid) in zones.zones.iter().zip(&found) {
        let row = rows
            .iter()
            .find(|row| row[0] == "centroid" && row[1] == zone.id.as_str());
        let [east, north] = [3, 4].map(|column| row.unwrap()[column].parse::<f64>().unwrap());
        let centroid = centroid.unwrap();
        // GeoPandas moves vertices alone; here edges are cut to stay within a metre.
        assert!(
            (centroid.x - east).hypot(centroid.y - north) < 0.1,
            "{}",
            zone.id
        );
        compared += 1;
    }
    assert_eq!(compared, 11);
}
