//! Random zones, in cells.

use std::collections::BTreeSet;

use geo::{
    AffineOps, AffineTransform, Coord, LineString, MapCoords, MultiPolygon, Polygon, Translate,
    Validation, coord,
};
use proptest::prelude::*;

/// Columns and rows of the grid beneath them.
pub const SIZE: (u32, u32) = (24, 17);

/// Distances of a star's vertices from its centre, and where the first of them is, as a part of the way to the second.
fn rays(longest: f64) -> impl Strategy<Value = (Vec<f64>, f64)> {
    let radii = prop::collection::vec(0.02..longest, 3..40);
    (radii, 0.0..1.0_f64)
}

/// A star around the origin.
fn around_origin((radii, turn): &(Vec<f64>, f64)) -> LineString<f64> {
    let count = radii.len() as f64;
    let vertices = radii.iter().enumerate().map(|(i, r)| {
        let angle = (i as f64 + turn) / count * std::f64::consts::TAU;
        coord! { x: r * angle.cos(), y: r * angle.sin() }
    });
    let mut ring: LineString<f64> = vertices.collect();
    ring.close();
    ring
}

/// A place on the grid or some cells beside it.
fn centre() -> impl Strategy<Value = Coord<f64>> {
    (-2.0..26.0_f64, -2.0..19.0_f64).prop_map(|(x, y)| coord! { x: x, y: y })
}

/// A star around a centre, with that; its spikes may leave the grid.
pub fn star_and_centre() -> impl Strategy<Value = (MultiPolygon<f64>, Coord<f64>)> {
    (centre(), rays(9.0)).prop_map(|(centre, rays)| {
        let ring = around_origin(&rays).translate(centre.x, centre.y);
        (Polygon::new(ring, vec![]).into(), centre)
    })
}

/// A star around a centre; its spikes may leave the grid.
pub fn star() -> impl Strategy<Value = MultiPolygon<f64>> {
    star_and_centre().prop_map(|(star, _)| star)
}

/// A star whose vertices lie on a lattice of so many steps a cell; with 1, on nodes of the grid.
pub fn on_lattice(steps: impl Strategy<Value = u32>) -> impl Strategy<Value = MultiPolygon<f64>> {
    let snapped = (star(), steps).prop_map(|(star, steps)| {
        let steps = f64::from(steps);
        star.map_coords(
            |c| coord! { x: (c.x * steps).round() / steps, y: (c.y * steps).round() / steps },
        )
    });
    snapped.prop_filter("crosses itself on the lattice", Validation::is_valid)
}

/// A star with a smaller likeness of itself as a hole, and perhaps one of that as an island.
fn ringed(longest: f64) -> impl Strategy<Value = MultiPolygon<f64>> {
    let scales = prop::collection::vec(0.05..0.95_f64, 1..3);
    (rays(longest), scales).prop_map(|(rays, scales)| {
        let shell = around_origin(&rays);
        let hole = shell.map_coords(|c| c * scales[0]);
        let island = scales.get(1).map(|scale| hole.map_coords(|c| c * *scale));
        let islands = island.map(|island| Polygon::new(island, vec![]));
        MultiPolygon::new(
            [Polygon::new(shell, vec![hole])]
                .into_iter()
                .chain(islands)
                .collect(),
        )
    })
}

/// A star with a hole that touches it in a vertex.
fn hole_at_the_border() -> impl Strategy<Value = MultiPolygon<f64>> {
    let touching = (star(), 0.05..0.95_f64).prop_map(|(star, scale)| {
        let shell = star.0[0].exterior().clone();
        let pivot = shell.0[0];
        let hole = shell.map_coords(|c| pivot + (c - pivot) * scale);
        MultiPolygon::from(Polygon::new(shell, vec![hole]))
    });
    touching.prop_filter("a hole beyond its shell", Validation::is_valid)
}

/// Up to four ringed stars that lie apart.
fn archipelago() -> impl Strategy<Value = MultiPolygon<f64>> {
    prop::collection::vec(ringed(4.2), 1..5).prop_map(|parts| {
        let corners = [(5.5, 3.25), (18.5, 4.5), (6.0, 13.0), (19.25, 14.0)];
        let moved = parts.into_iter().zip(corners);
        MultiPolygon::new(
            moved
                .flat_map(|(part, (x, y))| part.translate(x, y))
                .collect(),
        )
    })
}

/// A star squeezed to as little as a millionth of its width, in any direction.
fn sliver() -> impl Strategy<Value = MultiPolygon<f64>> {
    (centre(), rays(12.0), -6.0..0.0_f64, 0.0..180.0_f64).prop_map(|(centre, rays, power, turn)| {
        let squeezed = AffineTransform::scale(10_f64.powf(power), 1.0, (0.0, 0.0))
            .rotated(turn, (0.0, 0.0))
            .translated(centre.x, centre.y);
        Polygon::new(around_origin(&rays).affine_transform(&squeezed), vec![]).into()
    })
}

/// The parts of a star that cuts from its centre to some of its vertices, given by their numbers, make.
pub fn split(
    star: &MultiPolygon<f64>,
    centre: Coord<f64>,
    cuts: &BTreeSet<usize>,
) -> Vec<MultiPolygon<f64>> {
    let ring = &star.0[0].exterior().0[1..];
    let cuts: BTreeSet<usize> = cuts.iter().map(|i| i % ring.len()).collect();
    let next = cuts.iter().cycle().skip(1);
    let part = |(from, to): (&usize, &usize)| {
        let steps = (to + ring.len() - from - 1) % ring.len() + 1;
        let outer = (0..=steps).map(|k| ring[(from + k) % ring.len()]);
        Polygon::new([centre].into_iter().chain(outer).collect(), vec![]).into()
    };
    cuts.iter().zip(next).map(part).collect()
}

/// Any of these.
pub fn zone() -> impl Strategy<Value = MultiPolygon<f64>> {
    prop_oneof![
        3 => star(),
        2 => on_lattice(1_u32..6),
        2 => (centre(), ringed(9.0)).prop_map(|(c, zone)| zone.translate(c.x, c.y)),
        1 => hole_at_the_border(),
        2 => archipelago(),
        2 => sliver(),
    ]
}

/// Zones that tile the grid and more: fields between crooked rows and columns of posts.
pub fn fields() -> impl Strategy<Value = Vec<MultiPolygon<f64>>> {
    let shaken = (2..7_usize, 2..6_usize).prop_flat_map(|(across, down)| {
        let posts = (across + 1) * (down + 1);
        let shifts = prop::collection::vec((-0.49..0.49_f64, -0.49..0.49_f64), posts);
        (Just((across, down)), shifts)
    });
    shaken.prop_map(|((across, down), shifts)| {
        // From two cells beyond the grid to two cells beyond it, however crooked.
        let span = |size: u32, fields: usize| {
            let field = (f64::from(size) + 4.0) / (fields as f64 - 0.98);
            (f64::from(size) / 2.0 - field * fields as f64 / 2.0, field)
        };
        let ((x0, dx), (y0, dy)) = (span(SIZE.0, across), span(SIZE.1, down));
        let post = |i: usize, j: usize| {
            let (x, y) = shifts[j * (across + 1) + i];
            coord! { x: x0 + (i as f64 + x) * dx, y: y0 + (j as f64 + y) * dy }
        };
        let field = |i, j| {
            let ring = [
                post(i, j),
                post(i + 1, j),
                post(i + 1, j + 1),
                post(i, j + 1),
            ];
            MultiPolygon::from(Polygon::new(ring.into_iter().collect(), vec![]))
        };
        (0..down)
            .flat_map(|j| (0..across).map(move |i| (i, j)))
            .map(|(i, j)| field(i, j))
            .collect()
    })
}
