//! The ends of the numbers: areas of the Earth's size and next to none, coordinates beyond integers, denormal, or −0.

use crate::support::clipping::{covered, fraction, shares};
use crate::support::*;
use geo::{Coord, MultiPolygon, Polygon, coord};
use landuse_ingest::cell_area::{AreaRule, CellAreas, RowWeight};
use landuse_ingest::coverage::FULL;
use landuse_ingest::grid::Grid;
use landuse_ingest::overlay::OverlayOptions;

/// m² of the ellipsoid WGS 84 (Karney 2013).
const EARTH: f64 = 510_065_621_724_088.4;

const SIZE: (u32, u32) = (3, 2);

/// A rectangle between two corners, in cells.
fn between(from: Coord<f64>, to: Coord<f64>) -> MultiPolygon<f64> {
    let corners = [
        from,
        coord! { x: to.x, y: from.y },
        to,
        coord! { x: from.x, y: to.y },
    ];
    Polygon::new(corners.into_iter().collect(), vec![]).into()
}

fn shares_of_cells(zone: &MultiPolygon<f64>) -> Vec<u64> {
    shares(&covered(zone, SIZE).unwrap(), SIZE)
}

#[test]
fn the_whole_earth_is_counted() {
    let globe = made(
        (3600, 1800),
        [-180.0, 0.1, 0.0, 90.0, 0.0, -0.1],
        "EPSG:4326",
    );
    let all = zones(
        "EPSG:4326",
        vec![zone("earth", rectangle(-180.0, -90.0, 360.0, 180.0))],
    );
    let ledger = tally(&open(&globe.path), &all, OverlayOptions::default()).unwrap();
    let found = sum(&ledger.zones[0]) * 10_000.0;
    assert!((found / EARTH - 1.0).abs() < 1e-12, "{found} m²");
    assert_eq!(hectares(&ledger, 0, "outside"), 0.0);
}

/// Sums have 127 bits. Weights have as many as that leaves them, so that all cells together fit in.
#[test]
fn sums_over_the_largest_grids_do_not_overflow() {
    for (width, height) in [(u32::MAX, 180), (u32::MAX, 1 << 20), (1, 1)] {
        let (dx, dy) = (360.0 / f64::from(width), 180.0 / f64::from(height));
        let grid = Grid::new(
            width,
            height,
            [-180.0, dx, 0.0, 90.0, 0.0, -dy],
            crs("EPSG:4326"),
        )
        .unwrap();
        let areas = CellAreas::new(&grid, AreaRule::True, 0..width, 0..height).unwrap();
        let mut sum = 0_u128;
        for row in 0..height {
            let RowWeight::Uniform(weight) = areas.row(row) else {
                panic!("weights vary within a row");
            };
            let of_row = (u128::from(weight) * u128::from(FULL)).checked_mul(u128::from(width));
            sum = sum.checked_add(of_row.unwrap()).unwrap();
        }
        assert!(sum < 1 << 127);
        let found = areas.square_metres(sum);
        assert!(
            (found / EARTH - 1.0).abs() < 1e-6,
            "{width} × {height} cells: {found} m²"
        );
    }
}

#[test]
fn a_zone_of_next_to_no_area_has_it() {
    for side in [1e-3_f64, 1e-6, 1e-7] {
        let from = coord! { x: 1.25, y: 0.25 };
        let to = from + coord! { x: side, y: side };
        // What the corners, rounded to doubles, enclose.
        let area = (to.x - from.x) * (to.y - from.y);
        let share = fraction(shares_of_cells(&between(from, to))[1]);
        assert!((share - area).abs() < 1e-15, "{side}: {share}, not {area}");
    }
    // Less than half of 2⁻⁵² cell is nothing.
    let none = between(
        coord! { x: 1.25, y: 0.25 },
        coord! { x: 1.25 + 1e-9, y: 0.25 + 1e-9 },
    );
    assert_eq!(shares_of_cells(&none), [0; 6]);
}

#[test]
fn coordinates_next_to_zero_and_minus_zero_are_zero() {
    let to = coord! { x: 1.5, y: 1.0 };
    let expected = shares_of_cells(&between(Coord::zero(), to));
    assert_eq!(expected, [FULL, FULL / 2, 0, 0, 0, 0]);
    for zero in [-0.0, f64::MIN_POSITIVE, -f64::MIN_POSITIVE, 5e-324, -5e-324] {
        assert_eq!(
            shares_of_cells(&between(coord! { x: zero, y: zero }, to)),
            expected,
            "{zero:e}"
        );
        let speck = between(
            coord! { x: zero, y: zero },
            coord! { x: 2.0 * zero, y: 2.0 * zero },
        );
        assert_eq!(shares_of_cells(&speck), [0; 6], "{zero:e}");
    }
}

/// Coordinates of up to 10¹² are read, and cells may be small: here far beyond where doubles count by ones.
#[test]
fn coordinates_beyond_integers_cover_what_lies_between() {
    for far in [1e10, 1e16, 1e22] {
        let zone = between(coord! { x: -far, y: -far }, coord! { x: far, y: far });
        let cover = covered(&zone, SIZE).unwrap();
        assert_eq!(shares(&cover, SIZE), [FULL; 6], "{far:e}");
        assert!((cover.balance.outside / (4.0 * far * far) - 1.0).abs() < 1e-12);
        let half = between(coord! { x: 1.5, y: -far }, coord! { x: far, y: far });
        assert_eq!(
            shares_of_cells(&half),
            [0, FULL / 2, FULL, 0, FULL / 2, FULL],
            "{far:e}"
        );
    }
}
