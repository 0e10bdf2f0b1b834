//! Coverage and tallies held against exactextract and against exact clipping: see `fixtures/oracle`.

use std::collections::BTreeMap;

use crate::support::TallyOne;
use crate::support::{fixture, prefectures};
use carbon_core::LedgerClass;
use geo::{MultiPolygon, coord};
use landuse_ingest::coverage::{Coverage, CoverageRule, FULL};
use landuse_ingest::crs::Crs;
use landuse_ingest::ledger::Ledger;
use landuse_ingest::legend::Legend;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{Raster, RasterOptions};
use landuse_ingest::zones::Zones;

fn csv_rows(path: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(fixture(path)).unwrap();
    reader
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

fn tally(raster: &Raster, zones: &Zones) -> Ledger {
    let (overlay, _) = zones.over(&raster.grid, OverlayOptions::default()).unwrap();
    overlay
        .tally_one(raster, "test", &Legend::raw(), false)
        .unwrap()
}

/// Cells by zone and code as exactextract has them; nodata under the code that stands for it.
fn oracle(path: &str) -> BTreeMap<(String, i64), f64> {
    csv_rows(path)
        .into_iter()
        .map(|row| {
            (
                (row[0].clone(), row[1].parse().unwrap()),
                row[2].parse().unwrap(),
            )
        })
        .collect()
}

fn ours(
    ledger: &Ledger,
    nodata: i64,
    cell_hectares: impl Fn(&str) -> f64,
) -> BTreeMap<(String, i64), f64> {
    let mut cells = BTreeMap::new();
    for row in ledger.rows().filter(|row| row.hectares.0 > 0.0) {
        let code = match &row.class {
            LedgerClass::Class(class) => class
                .as_str()
                .strip_prefix("code-")
                .unwrap()
                .parse()
                .unwrap(),
            LedgerClass::NoData => nodata,
            other => panic!("unexpected row {other}"),
        };
        let zone = row.zone.to_string();
        let hectares = row.hectares.0 / cell_hectares(&zone);
        cells.insert((zone, code), hectares);
    }
    cells
}

#[test]
fn cells_of_the_prefectures_agree_with_exactextract() {
    let raster = Raster::open(
        &fixture("jiangxi/landuse-2020.tif"),
        &RasterOptions::default(),
    )
    .unwrap();
    let ledger = tally(&raster, &prefectures());
    let (theirs, ours) = (oracle("oracle/jiangxi.csv"), ours(&ledger, 255, |_| 100.0));
    assert_eq!(
        ours.keys().collect::<Vec<_>>(),
        theirs.keys().collect::<Vec<_>>()
    );
    for (key, cells) in &theirs {
        assert!(
            (ours[key] - cells).abs() <= 1e-6 * cells.max(1.0),
            "{key:?}: {} against {cells}",
            ours[key]
        );
    }
    assert!(ledger.worst_closure() < 1e-12, "{}", ledger.worst_closure());
}

#[test]
fn the_zoo_agrees_with_exact_clipping() {
    let mut shares: BTreeMap<String, BTreeMap<(u32, u32), f64>> = BTreeMap::new();
    for row in csv_rows("oracle/zoo_coverage.csv") {
        let cell = (row[1].parse().unwrap(), row[2].parse().unwrap());
        shares
            .entry(row[0].clone())
            .or_default()
            .insert(cell, row[3].parse().unwrap());
    }
    for row in csv_rows("oracle/zoo.csv") {
        let (situation, wkt) = (&row[0], &row[1]);
        let geometry = gdal::vector::Geometry::from_wkt(wkt)
            .unwrap()
            .to_geo()
            .unwrap();
        let zone: MultiPolygon<f64> = match geometry {
            geo::Geometry::Polygon(polygon) => polygon.into(),
            geo::Geometry::MultiPolygon(polygons) => polygons,
            other => panic!("{other:?}"),
        };
        let coverage = Coverage::build(&[zone], 10, 8, CoverageRule::Exact).unwrap();
        let theirs = shares.remove(situation).unwrap_or_default();
        let mut seen = 0;
        for (row, span) in coverage.zones[0].spans.iter() {
            for col in span.start..span.end {
                let share = span.share as f64 / FULL as f64;
                let expected = theirs.get(&(row, col)).copied().unwrap_or(0.0);
                assert!(
                    (share - expected).abs() < 1e-12,
                    "{situation}, row {row}, column {col}: {share} against {expected}"
                );
                seen += usize::from(expected > 0.0);
            }
        }
        assert_eq!(
            seen,
            theirs.values().filter(|share| **share > 1e-12).count(),
            "{situation}: cells are missing"
        );
    }
}

#[test]
fn cells_of_real_land_cover_agree_with_exactextract() {
    let options = RasterOptions {
        crs: Some(Crs::from_definition("EPSG:4326").unwrap()),
        ..RasterOptions::default()
    };
    let raster = Raster::open(&fixture("mcd12c1-jiangxi/mcd12c1-2019.tif"), &options).unwrap();
    let zones = prefectures();
    let polygons: Vec<_> = zones
        .zones
        .iter()
        .map(|z| {
            geo::MapCoords::map_coords(&z.polygons, |c| {
                raster.grid.to_cells(coord! { x: c.x, y: c.y })
            })
        })
        .collect();
    let coverage = Coverage::build(
        &polygons,
        raster.grid.width,
        raster.grid.height,
        CoverageRule::Exact,
    )
    .unwrap();
    let theirs = oracle("oracle/mcd12c1-jiangxi.csv");
    for (zone, cover) in zones.zones.iter().zip(&coverage.zones) {
        let cells: f64 = theirs
            .iter()
            .filter(|((id, _), _)| *id == zone.id.to_string())
            .map(|(_, c)| c)
            .sum();
        let ours = cover.spans.total() as f64 / FULL as f64;
        assert!(
            (ours / cells - 1.0).abs() < 1e-6,
            "{}: {ours} against {cells}",
            zone.id
        );
    }
}
