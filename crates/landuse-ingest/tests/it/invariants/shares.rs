//! Invariants of the shares of cells.

use geo::{Area, Coord, MapCoords, MultiPolygon, Polygon, Rect, coord};
use landuse_ingest::coverage::{Coverage, CoverageRule, FULL};
use proptest::prelude::*;

use crate::invariants::shapes::{SIZE, fields, on_lattice, split, star_and_centre, zone};
use crate::invariants::trial::Trial;
use crate::support::clipping::{area_in, brute_force, covered, fraction, shares};

/// The shares of all cells; a zone in order that is refused fails the case.
fn shares_of_zone(zone: &MultiPolygon<f64>) -> Result<Vec<u64>, TestCaseError> {
    of_size(zone, SIZE)
}

fn of_size(zone: &MultiPolygon<f64>, size: (u32, u32)) -> Result<Vec<u64>, TestCaseError> {
    let refused = |invalid| TestCaseError::fail(format!("refused: {invalid}"));
    Ok(shares(&covered(zone, size).map_err(refused)?, size))
}

fn cells() -> impl Iterator<Item = (u32, u32)> {
    (0..SIZE.1).flat_map(|row| (0..SIZE.0).map(move |col| (col, row)))
}

/// The largest difference of shares, in cells.
fn apart(pairs: impl Iterator<Item = (u64, u64)>) -> f64 {
    pairs
        .map(|(a, b)| fraction(a.abs_diff(b)))
        .fold(0.0, f64::max)
}

/// Each cell is in one span at most, by more than nothing and no more than the whole.
pub fn shares_are_within_0_and_1(trial: &mut Trial) {
    trial.on(zone(), |zone| {
        let cover = covered(&zone, SIZE);
        let cover = cover.map_err(|invalid| TestCaseError::fail(invalid.to_string()))?;
        prop_assert!(cover.spans.iter().all(|(_, span)| span.share > 0));
        let most = shares(&cover, SIZE).into_iter().max().unwrap_or(0);
        Ok(fraction(most.saturating_sub(FULL)))
    });
}

/// Against the polygon clipped to the whole grid at once.
pub fn shares_add_up_to_the_area(trial: &mut Trial) {
    trial.on(zone(), |zone| {
        let corner = coord! { x: f64::from(SIZE.0), y: f64::from(SIZE.1) };
        let area = area_in(&zone, Rect::new(coord! { x: 0.0, y: 0.0 }, corner));
        let sum: u128 = shares_of_zone(&zone)?.into_iter().map(u128::from).sum();
        Ok((sum as f64 / FULL as f64 - area).abs() / zone.unsigned_area().max(1.0))
    });
}

pub fn zones_along_a_border_add_up_to_1(trial: &mut Trial) {
    trial.on(prop_oneof![fields(), two_sides()], |zones| {
        let mut cells = vec![0; (SIZE.0 * SIZE.1) as usize];
        for zone in &zones {
            for (cell, share) in cells.iter_mut().zip(shares_of_zone(zone)?) {
                *cell += share;
            }
        }
        let coverage = Coverage::build(&zones, SIZE.0, SIZE.1, CoverageRule::Exact);
        prop_assert_eq!(coverage.map(|c| c.overlap()), Ok(0.0));
        Ok(apart(cells.into_iter().map(|sum| (sum, FULL))))
    });
}

/// The two sides of a line across the grid that goes to and fro.
fn two_sides() -> impl Strategy<Value = Vec<MultiPolygon<f64>>> {
    let line = prop::collection::vec(0.5..23.5_f64, 2..32);
    (line, any::<bool>()).prop_map(|(line, turned)| {
        let (right, last) = (f64::from(SIZE.0), f64::from(SIZE.1));
        let step = last / (line.len() - 1) as f64;
        let ys = (1..line.len()).map(|i| (i - 1) as f64 * step).chain([last]);
        let line: Vec<_> = line
            .iter()
            .zip(ys)
            .map(|(x, y)| coord! { x: *x, y: y })
            .collect();
        let side = |x: f64| {
            let corners = [coord! { x: x, y: last }, coord! { x: x, y: 0.0 }];
            let mut ring: Vec<Coord<f64>> = line.iter().copied().chain(corners).collect();
            if turned && x > 0.0 {
                ring.reverse();
            }
            MultiPolygon::from(Polygon::new(ring.into(), vec![]))
        };
        vec![side(0.0), side(right)]
    })
}

/// Vertices lie on a lattice of 64 steps a cell, so that moving them rounds nothing.
pub fn a_shift_by_whole_cells_changes_nothing(trial: &mut Trial) {
    let shift = (-6..7_i32, -6..7_i32);
    trial.on((on_lattice(Just(64)), shift), |(zone, (right, down))| {
        let by = coord! { x: f64::from(right), y: f64::from(down) };
        let (here, there) = (
            shares_of_zone(&zone)?,
            shares_of_zone(&zone.map_coords(|c| c + by))?,
        );
        let at = |shares: &[u64], col: u32, row: u32| shares[(row * SIZE.0 + col) as usize];
        let moved = cells().filter_map(|(col, row)| {
            let to = (
                col.checked_add_signed(right)?,
                row.checked_add_signed(down)?,
            );
            let inside = to.0 < SIZE.0 && to.1 < SIZE.1;
            inside.then(|| (at(&here, col, row), at(&there, to.0, to.1)))
        });
        Ok(apart(moved))
    });
}

pub fn north_and_south_are_alike(trial: &mut Trial) {
    trial.on(zone(), |zone| {
        let mirrored = zone.map_coords(|c| coord! { x: c.x, y: f64::from(SIZE.1) - c.y });
        let (up, down) = (shares_of_zone(&zone)?, shares_of_zone(&mirrored)?);
        let row = SIZE.0 as usize;
        let down = down.chunks(row).rev().flatten();
        Ok(apart(up.into_iter().zip(down.copied())))
    });
}

/// All rings are begun elsewhere, and some are turned.
pub fn ring_start_and_direction_change_nothing(trial: &mut Trial) {
    let changes = prop::collection::vec((0_usize..40, any::<bool>()), 12);
    trial.on((zone(), changes), |(zone, changes)| {
        let mut changes = changes.iter().cycle();
        let mut changed = |ring: &geo::LineString<f64>| {
            let mut vertices = ring.0[1..].to_vec();
            if let Some((start, turned)) = changes.next() {
                let count = vertices.len();
                vertices.rotate_left(start % count);
                if *turned {
                    vertices.reverse();
                }
            }
            geo::LineString::new(vertices)
        };
        let polygons = zone.iter().map(|polygon| {
            let shell = changed(polygon.exterior());
            Polygon::new(
                shell,
                polygon.interiors().iter().map(&mut changed).collect(),
            )
        });
        let other = MultiPolygon::new(polygons.collect());
        Ok(apart(
            shares_of_zone(&zone)?
                .into_iter()
                .zip(shares_of_zone(&other)?),
        ))
    });
}

/// A star is cut from its centre to some of its vertices.
pub fn splitting_a_polygon_changes_nothing(trial: &mut Trial) {
    let cuts = prop::collection::btree_set(0_usize..40, 1..40);
    trial.on((star_and_centre(), cuts), |((star, centre), cuts)| {
        let mut sum = vec![0; (SIZE.0 * SIZE.1) as usize];
        for part in split(&star, centre, &cuts) {
            for (cell, share) in sum.iter_mut().zip(shares_of_zone(&part)?) {
                *cell += share;
            }
        }
        Ok(apart(shares_of_zone(&star)?.into_iter().zip(sum)))
    });
}

/// A cell's share is the mean of those of the cells into which it is divided.
pub fn refining_the_grid_changes_nothing(trial: &mut Trial) {
    trial.on((zone(), 2..8_u32), |(zone, times)| {
        let size = (SIZE.0 * times, SIZE.1 * times);
        let coarse = shares_of_zone(&zone)?;
        let fine = of_size(&zone.map_coords(|c| c * f64::from(times)), size)?;
        let mean = |(col, row): (u32, u32)| {
            let within = (0..times).flat_map(|j| (0..times).map(move |i| (i, j)));
            let parts =
                within.map(|(i, j)| fine[((row * times + j) * size.0 + col * times + i) as usize]);
            let sum: u128 = parts.map(u128::from).sum();
            (sum / u128::from(times * times)) as u64
        };
        Ok(apart(coarse.into_iter().zip(cells().map(mean))))
    });
}

pub fn shares_agree_with_brute_force_clipping(trial: &mut Trial) {
    trial.on(zone(), |zone| {
        let off = |(share, (col, row)): (u64, (u32, u32))| {
            (fraction(share) - brute_force(&zone, col, row)).abs()
        };
        Ok(shares_of_zone(&zone)?
            .into_iter()
            .zip(cells())
            .map(off)
            .fold(0.0, f64::max))
    });
}
