//! Zones in cell coordinates to measure with: invented ones from a seed, and the prefectures of the fixtures.

use std::f64::consts::TAU;
use std::path::Path;

use geo::{BoundingRect, Coord, LineString, MapCoords, MultiPolygon, Polygon, coord};
use landuse_ingest::boundaries::BoundaryOptions;
use landuse_ingest::zones::Zones;

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    /// The next number from −1 up to 1.
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

/// A coast of 13 bays on a square grid of `cells` a side, whose vertices stray by up to `jitter` of that side.
pub fn coast(vertices: usize, cells: u32, jitter: f64) -> MultiPolygon<f64> {
    let mut dice = Dice(1);
    let side = f64::from(cells);
    let vertex = |i: usize| {
        let turn = TAU * i as f64 / vertices as f64;
        let radius = 0.4 + 0.05 * (13.0 * turn).sin() + jitter * dice.roll();
        coord! { x: side * (0.5 + radius * turn.cos()), y: side * (0.5 + radius * turn.sin()) }
    };
    Polygon::new((0..vertices).map(vertex).collect(), vec![]).into()
}

/// A grid of `width` × `height` cells divided among zones of about `vertices` in all, whose crooked borders neighbours share.
pub fn subdivision(
    zones: usize,
    vertices: usize,
    width: u32,
    height: u32,
) -> Vec<MultiPolygon<f64>> {
    let (width, height) = (f64::from(width), f64::from(height));
    let columns = (zones as f64 * width / height).sqrt().ceil() as usize;
    let rows = zones.div_ceil(columns);
    let pieces = (vertices / (4 * zones)).max(1);
    let mut dice = Dice(5);
    let node = |place: usize, dice: &mut Dice| {
        let mut along = |index: usize, count: usize, length: f64| {
            length * (0.02 + 0.96 * (index as f64 + 0.15 * dice.roll()) / count as f64)
        };
        coord! {
            x: along(place % (columns + 1), columns, width),
            y: along(place / (columns + 1), rows, height),
        }
    };
    let nodes: Vec<Coord<f64>> = (0..(columns + 1) * (rows + 1))
        .map(|place| node(place, &mut dice))
        .collect();
    let mut borders = |step: usize| -> Vec<Vec<Coord<f64>>> {
        let to = |place: usize| nodes[(place + step).min(nodes.len() - 1)];
        (0..nodes.len())
            .map(|place| border(nodes[place], to(place), pieces, &mut dice))
            .collect()
    };
    let (eastward, southward) = (borders(1), borders(columns + 1));
    let zone = |index: usize| {
        let place = index / columns * (columns + 1) + index % columns;
        let ring: LineString<f64> = eastward[place]
            .iter()
            .chain(&southward[place + 1])
            .chain(eastward[place + columns + 1].iter().rev())
            .chain(southward[place].iter().rev())
            .copied()
            .collect();
        Polygon::new(ring, vec![]).into()
    };
    (0..zones).map(zone).collect()
}

/// A line that wanders about the straight one, least near its ends, so that borders do not cross.
fn border(from: Coord<f64>, to: Coord<f64>, pieces: usize, dice: &mut Dice) -> Vec<Coord<f64>> {
    let along = to - from;
    let aside = coord! { x: -along.y, y: along.x };
    let step = 3.0 / (pieces as f64).sqrt();
    let mut drift = 0.0;
    let vertex = |i: usize| {
        drift = (drift + step * dice.roll()).clamp(-1.0, 1.0);
        let part = i as f64 / pieces as f64;
        from + along * part + aside * (0.3 * drift * part.min(1.0 - part))
    };
    (0..=pieces).map(vertex).collect()
}

/// The prefectures of Jiangxi on a square grid of `cells` a side, in the sinusoidal projection.
pub fn prefectures(cells: u32) -> Vec<MultiPolygon<f64>> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/jiangxi/boundaries.geojson");
    let options = BoundaryOptions {
        id: "adcode".into(),
        ..BoundaryOptions::default()
    };
    let zones = Zones::read(&path, &options).unwrap().zones;
    let projected: MultiPolygon<f64> = zones
        .iter()
        .flat_map(|zone| zone.polygons.clone())
        .map(|part| {
            part.map_coords(|c| coord! { x: (c.x - 116.0) * c.y.to_radians().cos(), y: -c.y })
        })
        .collect();
    let bounds = projected.bounding_rect().unwrap();
    let cell = bounds.width().max(bounds.height()) * 1.02 / f64::from(cells);
    let mut parts = projected
        .map_coords(|c| (c - bounds.min()) / cell + coord! { x: 0.01, y: 0.01 } * f64::from(cells))
        .0
        .into_iter();
    zones
        .iter()
        .map(|zone| parts.by_ref().take(zone.polygons.0.len()).collect())
        .collect()
}
