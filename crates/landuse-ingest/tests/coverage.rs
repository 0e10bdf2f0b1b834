//! Coverage held against brute-force clipping, and its invariants.

#![allow(clippy::unwrap_used)]

use geo::{Coord, LineString, MapCoords, MultiPolygon, Polygon, coord, polygon};
use landuse_ingest::coverage::{Coverage, CoverageRule, FULL, ZoneCoverage};
use proptest::prelude::*;

const WIDTH: u32 = 24;
const HEIGHT: u32 = 17;

/// Area of a ring inside the cell whose north-western corner is (col, row), by Sutherland–Hodgman clipping.
fn clipped_area(ring: &LineString<f64>, col: f64, row: f64) -> f64 {
    let mut points: Vec<Coord<f64>> = ring
        .0
        .iter()
        .map(|c| coord! { x: c.x - col, y: c.y - row })
        .collect();
    let inside: [fn(Coord<f64>) -> f64; 4] = [|c| c.x, |c| 1.0 - c.x, |c| c.y, |c| 1.0 - c.y];
    for distance in inside {
        let mut kept = Vec::new();
        for (index, &point) in points.iter().enumerate() {
            let previous = points[(index + points.len() - 1) % points.len()];
            let (before, here) = (distance(previous), distance(point));
            if (before < 0.0) != (here < 0.0) {
                kept.push(previous + (point - previous) * (before / (before - here)));
            }
            if here >= 0.0 {
                kept.push(point);
            }
        }
        points = kept;
    }
    let area: f64 = (0..points.len())
        .map(|i| {
            let (a, b) = (points[i], points[(i + 1) % points.len()]);
            a.x * b.y - b.x * a.y
        })
        .sum();
    area.abs() / 2.0
}

fn brute_force(polygons: &MultiPolygon<f64>, col: u32, row: u32) -> f64 {
    let (col, row) = (f64::from(col), f64::from(row));
    polygons
        .iter()
        .map(|p| {
            let holes: f64 = p
                .interiors()
                .iter()
                .map(|r| clipped_area(r, col, row))
                .sum();
            clipped_area(p.exterior(), col, row) - holes
        })
        .sum()
}

fn covered(zone: &MultiPolygon<f64>) -> ZoneCoverage {
    let coverage = Coverage::build(
        std::slice::from_ref(zone),
        WIDTH,
        HEIGHT,
        CoverageRule::Exact,
    )
    .unwrap();
    coverage.zones.into_iter().next().unwrap()
}

fn shares(zone: &ZoneCoverage) -> Vec<u64> {
    let mut cells = vec![0; (WIDTH * HEIGHT) as usize];
    for (row, span) in zone.spans.iter() {
        for col in span.start..span.end {
            assert_eq!(
                cells[(row * WIDTH + col) as usize],
                0,
                "spans overlap at ({col}, {row})"
            );
            cells[(row * WIDTH + col) as usize] = span.share;
        }
    }
    cells
}

fn assert_agrees(zone: &MultiPolygon<f64>) {
    let cover = covered(zone);
    let cells = shares(&cover);
    for row in 0..HEIGHT {
        for col in 0..WIDTH {
            let ours = cells[(row * WIDTH + col) as usize] as f64 / FULL as f64;
            let theirs = brute_force(zone, col, row);
            assert!(
                (ours - theirs).abs() < 1e-12,
                "cell ({col}, {row}): {ours} against {theirs} by clipping"
            );
        }
    }
    assert!(cover.closure() < 1e-12, "closure {}", cover.closure());
}

/// A star around a centre; its spikes may leave the grid. With `snap`, vertices lie on a lattice of that many steps a cell.
fn star(snap: f64) -> impl Strategy<Value = Polygon<f64>> {
    (
        (-2.0..26.0_f64, -2.0..19.0_f64),
        prop::collection::vec(0.02..9.0_f64, 3..40),
        0.0..1.0_f64,
    )
        .prop_map(move |((x, y), radii, turn)| {
            let count = radii.len() as f64;
            let vertices = radii.iter().enumerate().map(|(i, r)| {
                let angle = (i as f64 + turn) / count * std::f64::consts::TAU;
                coord! { x: x + r * angle.cos(), y: y + r * angle.sin() }
            });
            let snapped = vertices.map(|c| {
                if snap == 0.0 {
                    c
                } else {
                    coord! { x: (c.x * snap).round() / snap, y: (c.y * snap).round() / snap }
                }
            });
            Polygon::new(snapped.collect(), vec![])
        })
}

/// A star with a smaller likeness of itself as a hole that touches it in one vertex.
fn ring_shaped() -> impl Strategy<Value = MultiPolygon<f64>> {
    (star(0.0), 0.05..0.95_f64).prop_map(|(shell, scale)| {
        let pivot = shell.exterior().0[0];
        let hole = shell.exterior().map_coords(|c| pivot + (c - pivot) * scale);
        MultiPolygon::new(vec![Polygon::new(shell.exterior().clone(), vec![hole])])
    })
}

fn mirrored(zone: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    zone.map_coords(|c| coord! { x: c.x, y: f64::from(HEIGHT) - c.y })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn stars_agree_with_clipping(shape in star(0.0)) {
        assert_agrees(&shape.into());
    }

    #[test]
    fn stars_on_grid_nodes_and_lines_agree_with_clipping(shape in star(1.0)) {
        let zone = MultiPolygon::from(shape);
        if Coverage::build(std::slice::from_ref(&zone), WIDTH, HEIGHT, CoverageRule::Exact).is_ok() {
            assert_agrees(&zone);
        }
    }

    #[test]
    fn apart_from_one_another_parts_add_up(first in star(4.0), second in star(0.0)) {
        let far = second.map_coords(|c| coord! { x: c.x + 100.0, y: c.y });
        let both = MultiPolygon::new(vec![far, first.clone()]);
        let alone = MultiPolygon::from(first);
        if let Ok(coverage) = Coverage::build(&[both, alone], WIDTH, HEIGHT, CoverageRule::Exact) {
            prop_assert_eq!(&coverage.zones[0].spans, &coverage.zones[1].spans);
        }
    }

    #[test]
    fn two_zones_along_a_border_add_up_to_exactly_one(
        border in prop::collection::vec(0.5..23.5_f64, 1..30),
        flip in any::<bool>(),
    ) {
        let last = f64::from(HEIGHT);
        let count = border.len() as f64 + 1.0;
        let line: Vec<Coord<f64>> = std::iter::once(coord! { x: 12.0, y: 0.0 })
            .chain(border.iter().enumerate().map(|(i, x)| coord! { x: *x, y: (i as f64 + 1.0) * last / count }))
            .chain(std::iter::once(coord! { x: 9.25, y: last }))
            .collect();
        let west = coord! { x: 0.0, y: last };
        let west_side: Vec<_> = line.iter().copied().chain([west, coord! { x: 0.0, y: 0.0 }]).collect();
        let east_corners = [coord! { x: f64::from(WIDTH), y: 0.0 }, coord! { x: f64::from(WIDTH), y: last }];
        let mut east_side: Vec<_> = line.iter().rev().copied().chain(east_corners).collect();
        if flip {
            east_side.reverse();
        }
        let zones = [west_side, east_side].map(|side| Polygon::new(side.into(), vec![]).into());
        let coverage = Coverage::build(&zones, WIDTH, HEIGHT, CoverageRule::Exact).unwrap();
        let (west, east) = (shares(&coverage.zones[0]), shares(&coverage.zones[1]));
        for (index, (w, e)) in west.iter().zip(&east).enumerate() {
            prop_assert_eq!(w + e, FULL, "cell {}", index);
        }
        prop_assert_eq!(coverage.overlap(), 0.0);
    }

    #[test]
    fn start_and_direction_of_a_ring_do_not_matter(shape in star(0.0), start in 0_usize..40) {
        let mut points = shape.exterior().0[1..].to_vec();
        let count = points.len();
        points.rotate_left(start % count);
        let rotated = Polygon::new(points.iter().copied().collect(), vec![]).into();
        let reversed = Polygon::new(points.iter().rev().copied().collect(), vec![]).into();
        let zones = [shape.into(), rotated, reversed];
        let coverage = Coverage::build(&zones, WIDTH, HEIGHT, CoverageRule::Exact).unwrap();
        prop_assert_eq!(&coverage.zones[0].spans, &coverage.zones[1].spans);
        prop_assert_eq!(&coverage.zones[0].spans, &coverage.zones[2].spans);
    }

    #[test]
    fn a_shift_by_whole_cells_shifts_the_shares(shape in star(64.0)) {
        let zone = MultiPolygon::from(shape);
        let shifted = zone.map_coords(|c| coord! { x: c.x + 1.0, y: c.y + 1.0 });
        prop_assume!(Coverage::build(std::slice::from_ref(&zone), WIDTH, HEIGHT, CoverageRule::Exact).is_ok());
        let (here, there) = (shares(&covered(&zone)), shares(&covered(&shifted)));
        for row in 0..HEIGHT - 1 {
            for col in 0..WIDTH - 1 {
                let (a, b) = (here[(row * WIDTH + col) as usize], there[((row + 1) * WIDTH + col + 1) as usize]);
                prop_assert!(a.abs_diff(b) <= 1 << 12, "cell ({}, {}): {} and {}", col, row, a, b);
            }
        }
    }

    #[test]
    fn north_and_south_are_alike(shape in star(0.0)) {
        let zone = MultiPolygon::from(shape);
        let (up, down) = (shares(&covered(&zone)), shares(&covered(&mirrored(&zone))));
        for row in 0..HEIGHT {
            for col in 0..WIDTH {
                let (a, b) = (up[(row * WIDTH + col) as usize], down[((HEIGHT - 1 - row) * WIDTH + col) as usize]);
                prop_assert!(a.abs_diff(b) <= 1 << 12, "cell ({}, {}): {} and {}", col, row, a, b);
            }
        }
    }

    #[test]
    fn centres_are_counted_once_by_neighbours_and_touched_cells_hold_the_exact_ones(shape in star(0.0)) {
        let zone = MultiPolygon::from(shape);
        let exact = shares(&covered(&zone));
        let build = |rule| Coverage::build(std::slice::from_ref(&zone), WIDTH, HEIGHT, rule).unwrap();
        let center = shares(&build(CoverageRule::Center).zones[0]);
        let touched = shares(&build(CoverageRule::Touched).zones[0]);
        for (index, share) in exact.iter().enumerate() {
            let middle = geo::point!(x: (index as u32 % WIDTH) as f64 + 0.5, y: (index as u32 / WIDTH) as f64 + 0.5);
            prop_assert_eq!(center[index] == FULL, geo::Contains::contains(&zone, &middle), "cell {}", index);
            prop_assert_eq!(touched[index] == FULL, *share > 0, "cell {}", index);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn holes_agree_with_clipping(zone in ring_shaped()) {
        if Coverage::build(std::slice::from_ref(&zone), WIDTH, HEIGHT, CoverageRule::Exact).is_ok() {
            let cells = shares(&covered(&zone));
            for row in 0..HEIGHT {
                for col in 0..WIDTH {
                    let ours = cells[(row * WIDTH + col) as usize] as f64 / FULL as f64;
                    prop_assert!((ours - brute_force(&zone, col, row)).abs() < 1e-12);
                }
            }
        }
    }
}

#[test]
fn a_bow_tie_is_named_by_zone_and_cell() {
    let bow_tie = polygon![(x: 1.0, y: 1.0), (x: 5.0, y: 5.0), (x: 5.0, y: 1.0), (x: 1.0, y: 6.0)];
    let square = polygon![(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0), (x: 1.0, y: 2.0)];
    let error = Coverage::build(
        &[square.into(), bow_tie.into()],
        WIDTH,
        HEIGHT,
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
    let error = Coverage::build(&[zone], WIDTH, HEIGHT, CoverageRule::Exact).unwrap_err();
    assert_eq!(
        (error.cell.col, error.cell.row, error.cell.share),
        (2, 1, 2.0)
    );
}

#[test]
fn overlapping_zones_are_measured() {
    let first = polygon![(x: 1.0, y: 1.0), (x: 4.0, y: 1.0), (x: 4.0, y: 4.0), (x: 1.0, y: 4.0)];
    let second = first.map_coords(|c| coord! { x: c.x + 2.5, y: c.y });
    let coverage = Coverage::build(
        &[first.into(), second.into()],
        WIDTH,
        HEIGHT,
        CoverageRule::Exact,
    )
    .unwrap();
    assert_eq!(coverage.overlap(), 1.5);
}

#[test]
fn an_edge_level_with_a_row_leaves_a_run_of_partly_covered_cells() {
    let slab =
        polygon![(x: 2.0, y: 1.25), (x: 20.0, y: 1.25), (x: 20.0, y: 1.75), (x: 2.0, y: 1.75)];
    let zone = covered(&slab.into());
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
    let zone = covered(&around.into());
    assert_eq!(
        zone.spans.total(),
        u128::from(WIDTH * HEIGHT) * u128::from(FULL)
    );
    assert_eq!(
        zone.balance.outside,
        65.0 * 65.0 - f64::from(WIDTH * HEIGHT)
    );
}

#[test]
fn an_empty_zone_has_no_cells() {
    let zone = covered(&MultiPolygon::new(vec![]));
    assert_eq!(
        (zone.spans.total(), zone.balance.total, zone.closure()),
        (0, 0.0, 0.0)
    );
}
