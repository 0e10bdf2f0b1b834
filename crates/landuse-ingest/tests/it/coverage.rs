//! Coverage: its rules, and what is wrong with zones. What holds of any zone is among the invariants.

use crate::support::clipping::{covered, shares};
use geo::{MapCoords, MultiPolygon, Polygon, coord, polygon};
use landuse_ingest::coverage::{Coverage, CoverageRule, FULL, ZoneCoverage};
use proptest::prelude::*;

const SIZE: (u32, u32) = (24, 17);

/// A star around a centre; its spikes may leave the grid.
fn star() -> impl Strategy<Value = Polygon<f64>> {
    let centre = (-2.0..26.0_f64, -2.0..19.0_f64);
    let radii = prop::collection::vec(0.02..9.0_f64, 3..40);
    (centre, radii, 0.0..1.0_f64).prop_map(|((x, y), radii, turn)| {
        let count = radii.len() as f64;
        let vertices = radii.iter().enumerate().map(|(i, r)| {
            let angle = (i as f64 + turn) / count * std::f64::consts::TAU;
            coord! { x: x + r * angle.cos(), y: y + r * angle.sin() }
        });
        Polygon::new(vertices.collect(), vec![])
    })
}

fn build(zones: &[MultiPolygon<f64>], rule: CoverageRule) -> Coverage {
    Coverage::build(zones, SIZE.0, SIZE.1, rule).unwrap()
}

fn alone(zone: impl Into<MultiPolygon<f64>>) -> ZoneCoverage {
    covered(&zone.into(), SIZE).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_part_beyond_the_grid_changes_no_cell(first in star(), second in star()) {
        let far = second.map_coords(|c| coord! { x: c.x + 100.0, y: c.y });
        let both = MultiPolygon::new(vec![far, first.clone()]);
        let coverage = build(&[both, first.into()], CoverageRule::Exact);
        prop_assert_eq!(&coverage.zones[0].spans, &coverage.zones[1].spans);
    }

    #[test]
    fn centres_are_counted_once_by_neighbours_and_touched_cells_hold_the_exact_ones(shape in star()) {
        let zone = [MultiPolygon::from(shape)];
        let cells = |rule| shares(&build(&zone, rule).zones[0], SIZE);
        let exact = cells(CoverageRule::Exact);
        let (center, touched) = (cells(CoverageRule::Center), cells(CoverageRule::Touched));
        for (index, share) in exact.iter().enumerate() {
            let (col, row) = (index as u32 % SIZE.0, index as u32 / SIZE.0);
            let middle = geo::point!(x: f64::from(col) + 0.5, y: f64::from(row) + 0.5);
            prop_assert_eq!(center[index] == FULL, geo::Contains::contains(&zone[0], &middle), "cell {}", index);
            prop_assert_eq!(touched[index] == FULL, *share > 0, "cell {}", index);
        }
    }
}

#[test]
fn a_bow_tie_is_named_by_zone_and_cell() {
    let bow_tie = polygon![(x: 1.0, y: 1.0), (x: 5.0, y: 5.0), (x: 5.0, y: 1.0), (x: 1.0, y: 6.0)];
    let square = polygon![(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0), (x: 1.0, y: 2.0)];
    let error = Coverage::build(
        &[square.into(), bow_tie.into()],
        SIZE.0,
        SIZE.1,
        CoverageRule::Exact,
    )
    .unwrap_err();
    assert_eq!(error.zone, 1);
    assert!(error.cell.share < 0.0);
}

#[test]
fn overlapping_parts_cover_a_cell_twice() {
    let part = polygon![(x: 1.0, y: 1.0), (x: 4.0, y: 1.0), (x: 4.0, y: 4.0), (x: 1.0, y: 4.0)];
    let other = part.map_coords(|c| coord! { x: c.x + 1.0, y: c.y });
    let zone = MultiPolygon::new(vec![part, other]);
    let error = Coverage::build(&[zone], SIZE.0, SIZE.1, CoverageRule::Exact).unwrap_err();
    assert_eq!(
        (error.cell.col, error.cell.row, error.cell.share),
        (2, 1, 2.0)
    );
}

#[test]
fn overlapping_zones_are_measured() {
    let first = polygon![(x: 1.0, y: 1.0), (x: 4.0, y: 1.0), (x: 4.0, y: 4.0), (x: 1.0, y: 4.0)];
    let second = first.map_coords(|c| coord! { x: c.x + 2.5, y: c.y });
    let coverage = build(&[first.into(), second.into()], CoverageRule::Exact);
    assert_eq!(coverage.overlap(), 1.5);
}

#[test]
fn an_edge_level_with_a_row_leaves_a_run_of_partly_covered_cells() {
    let slab =
        polygon![(x: 2.0, y: 1.25), (x: 20.0, y: 1.25), (x: 20.0, y: 1.75), (x: 2.0, y: 1.75)];
    let zone = alone(slab);
    let spans: Vec<_> = zone
        .spans
        .iter()
        .map(|(row, s)| (row, s.start, s.end, s.share))
        .collect();
    assert_eq!(spans, [(1, 2, 20, FULL / 2)]);
}

#[test]
fn a_zone_larger_than_the_raster_covers_it_wholly() {
    let around =
        polygon![(x: -5.0, y: -5.0), (x: 60.0, y: -5.0), (x: 60.0, y: 60.0), (x: -5.0, y: 60.0)];
    let zone = alone(around);
    assert_eq!(
        zone.spans.total(),
        u128::from(SIZE.0 * SIZE.1) * u128::from(FULL)
    );
    assert_eq!(
        zone.balance.outside,
        65.0 * 65.0 - f64::from(SIZE.0 * SIZE.1)
    );
}

#[test]
fn an_empty_zone_has_no_cells() {
    let zone = alone(MultiPolygon::new(vec![]));
    assert_eq!(
        (zone.spans.total(), zone.balance.total, zone.closure()),
        (0, 0.0, 0.0)
    );
}
