//! Real land cover: MODIS MCD12C1 2019 over the prefectures of Jiangxi.

use std::collections::BTreeMap;
use std::path::Path;

use testkit::fixtures::fixture;
use testkit::program::landcarbon;

/// Geodesic areas of the prefectures, km²: `fixtures/jiangxi/README.md`.
const GEODESIC_KM2: [(&str, f64); 11] = [
    ("360100", 7_191.559),
    ("360200", 5_248.953),
    ("360300", 3_822.505),
    ("360400", 19_100.852),
    ("360500", 3_164.792),
    ("360600", 3_544.006),
    ("360700", 39_357.862),
    ("360800", 25_278.763),
    ("360900", 18_660.524),
    ("361000", 18_799.159),
    ("361100", 22_757.490),
];

/// IGBP codes that the legend counts as forest.
const FOREST_CODES: [&str; 7] = ["1", "2", "3", "4", "5", "6", "8"];

/// Hectares by zone and class, as the program prints them.
fn tally() -> BTreeMap<(String, String), f64> {
    let output = landcarbon(Path::new("."))
        .args([
            "tally",
            "--zone-id",
            "adcode",
            "--legend",
            "mcd12q1-igbp",
            "--raster-crs",
            "EPSG:4326",
            "--zones",
        ])
        .arg(fixture("jiangxi/boundaries.geojson"))
        .arg("--raster")
        .arg(fixture("mcd12c1-jiangxi/mcd12c1-2019.tif"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    csv::Reader::from_reader(&output.stdout[..])
        .deserialize::<(String, String, String, String, f64)>()
        .map(|row| row.unwrap())
        .map(|(zone, _, _, class, hectares)| ((zone, class), hectares))
        .collect()
}

#[test]
fn every_prefecture_has_its_geodesic_area_and_the_forest_that_exactextract_finds() {
    let hectares = tally();
    let mut cells: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for row in csv::Reader::from_path(fixture("oracle/mcd12c1-jiangxi.csv"))
        .unwrap()
        .deserialize()
    {
        let (zone, code, count): (String, String, f64) = row.unwrap();
        let (forest, all) = cells.entry(zone).or_default();
        *all += count;
        if FOREST_CODES.contains(&code.as_str()) {
            *forest += count;
        }
    }
    for (zone, km2) in GEODESIC_KM2 {
        let of_zone = || {
            hectares
                .iter()
                .filter(|((id, _), _)| id == zone)
                .map(|(_, ha)| ha)
        };
        let total: f64 = of_zone().sum();
        let off = (total / (km2 * 100.0) - 1.0).abs();
        assert!(
            off < 1e-6,
            "{zone}: {total} ha against {km2} km², off by {off:e}"
        );
        let (forest, all) = cells[zone];
        let ours = hectares[&(zone.to_owned(), "forest".to_owned())] / total;
        // exactextract counts cells alike, hectares weigh southern cells more.
        assert!(
            (ours - forest / all).abs() < 2e-3,
            "{zone}: forest {ours} against {}",
            forest / all
        );
    }
}
