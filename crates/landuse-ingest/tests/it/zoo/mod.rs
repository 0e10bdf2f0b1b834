//! The zoo: small geometries with the shares of cells worked out by hand, `fixtures/oracle/zoo.toml`.

mod page;

use crate::support::TallyOne;
use crate::support::clipping::{brute_force, covered, fraction, shares};
use crate::support::*;
use geo::{MapCoords, MultiPolygon, coord};
use landuse_ingest::coverage::FULL;
use landuse_ingest::legend::Legend;

/// A geometry on a grid of its own.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ZooCase {
    situation: String,
    why: String,
    wkt: String,
    /// One text a row, with a fraction a cell.
    shares: Vec<String>,
    /// Cells of the polygon beyond the grid.
    #[serde(default)]
    outside: f64,
}

impl ZooCase {
    fn rows(&self) -> impl Iterator<Item = Vec<&str>> {
        self.shares.iter().map(|row| row.split(' ').collect())
    }

    fn size(&self) -> (u32, u32) {
        let across = self.shares[0].split(' ').count();
        (across as u32, self.shares.len() as u32)
    }

    fn polygons(&self) -> MultiPolygon<f64> {
        let geometry = gdal::vector::Geometry::from_wkt(&self.wkt).unwrap();
        match geometry.to_geo().unwrap() {
            geo::Geometry::Polygon(polygon) => polygon.into(),
            geo::Geometry::MultiPolygon(polygons) => polygons,
            other => panic!("{other:?}"),
        }
    }

    /// Shares by hand, in units of 2⁻⁵² cell, row after row.
    fn by_hand(&self) -> Vec<u64> {
        let share = |text: &str| {
            let (part, whole) = text.split_once('/').unwrap_or((text, "1"));
            let [part, whole] = [part, whole].map(|number| number.parse::<u128>().unwrap());
            ((u128::from(FULL) * part * 2 / whole).div_ceil(2)) as u64
        };
        let rows = self.rows().map(|row| {
            assert_eq!(row.len(), self.size().0 as usize, "{}", self.situation);
            row.into_iter().map(share).collect::<Vec<_>>()
        });
        rows.flatten().collect()
    }
}

fn zoo() -> Vec<ZooCase> {
    #[derive(serde::Deserialize)]
    struct Zoo {
        zone: Vec<ZooCase>,
    }
    let text = std::fs::read_to_string(fixture("oracle/zoo.toml")).unwrap();
    toml::from_str::<Zoo>(&text).unwrap().zone
}

/// To the bit where a share is a fraction of a power of two, to a unit of 2⁻⁵² cell where it is none.
#[test]
fn shares_are_those_worked_out_by_hand() {
    for case in zoo() {
        let (cover, size) = (covered(&case.polygons(), case.size()).unwrap(), case.size());
        for (index, (ours, hand)) in shares(&cover, size)
            .into_iter()
            .zip(case.by_hand())
            .enumerate()
        {
            let exact = hand % (FULL >> 20) == 0;
            assert!(
                ours.abs_diff(hand) <= u64::from(!exact),
                "{}, cell {index}: {ours} against {hand} by hand",
                case.situation
            );
        }
        assert_eq!(cover.balance.outside, case.outside, "{}", case.situation);
    }
}

#[test]
fn shares_by_hand_are_those_of_clipping() {
    for case in zoo() {
        let (polygons, (width, _)) = (case.polygons(), case.size());
        for (index, hand) in (0..).zip(case.by_hand()) {
            let clipped = brute_force(&polygons, index % width, index / width);
            let hand = fraction(hand);
            assert!(
                (hand - clipped).abs() < 1e-15,
                "{}, cell {index}: {hand} by hand, {clipped} by clipping",
                case.situation
            );
        }
    }
}

/// From files: each cell has a code of its own, and measures a hectare.
#[test]
fn hectares_from_files_are_those_worked_out_by_hand() {
    let dir = tempfile::tempdir().unwrap();
    for (number, case) in zoo().iter().enumerate() {
        let (width, height) = case.size();
        let raster = dir.path().join(format!("{number}.tif"));
        let spec = RasterSpec {
            size: (width as usize, height as usize),
            ..RasterSpec::default()
        };
        let codes: Vec<u8> = (1..=(width * height) as u8).collect();
        write_raster(&raster, &spec, &codes);
        let place =
            |c: geo::Coord<f64>| coord! { x: FRAME[0] + c.x * 100.0, y: FRAME[3] - c.y * 100.0 };
        let zone = zone("a", case.polygons().map_coords(place));
        let path = dir.path().join(format!("{number}.gpkg"));
        write_zones(&path, "GPKG", &zones(UTM_50N, vec![zone]));
        let raster = open(&raster);
        let Ok((overlay, _)) = read(&path).over(&raster.grid, planar()) else {
            let refused = ["beside the grid", "without area"];
            assert!(
                refused.contains(&&*case.situation),
                "{} is refused",
                case.situation
            );
            continue;
        };
        let ledger = overlay
            .tally_one(&raster, "test", &Legend::raw(), false)
            .unwrap();
        for (code, hand) in codes.iter().zip(case.by_hand()) {
            let ours = hectares(&ledger, 0, &format!("code-{code}"));
            let hand = fraction(hand);
            assert!(
                (ours - hand).abs() < 1e-12,
                "{}, cell {code}: {ours} ha against {hand} by hand",
                case.situation
            );
        }
    }
}
