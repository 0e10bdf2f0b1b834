//! The zones as the report draws them: equal-area, on a grid of integers, few vertices, shared
//! borders shared.

use carbon_core::Zone;
use geo::{Area, Centroid, Contains, Coord, CoordsIter, InteriorPoint, LineString, MapCoords};
use geo::{MultiPolygon, Polygon, Rect, coord};
use serde::Serialize;

use crate::geometry::{
    CrsError, FittedPlane, Point, Topology, Transform, ZoneShapes, bounds, simplify,
};
use crate::text::{Decimals, decimals};

/// The longer side of the drawing, in steps of its grid.
const SIDE: f64 = 10_000.0;
/// How many vertices all borders together have at most.
const VERTICES: usize = 40_000;

/// The zones on the grid.
pub(super) struct Drawing {
    transform: Transform,
    frame: Frame,
    zones: Vec<MultiPolygon<f64>>,
}

impl Drawing {
    /// The zones' shapes, in their order; `None` if no zone has one.
    pub(super) fn new(zones: &[Zone], shapes: &ZoneShapes) -> Result<Option<Self>, CrsError> {
        let none = MultiPolygon::new(Vec::new());
        let degrees = zones
            .iter()
            .map(|zone| shapes.wgs84(&zone.id).unwrap_or(&none));
        let degrees: Vec<_> = degrees.collect();
        let transform = FittedPlane::around(degrees.iter().copied()).from_degrees()?;
        let projected = degrees.iter().map(|shape| transform.apply_to_shape(shape));
        let projected: Vec<_> = projected.collect();
        let positions = projected.iter().flat_map(|shape| shape.coords_iter());
        let Some(bounds) = bounds(positions) else {
            return Ok(None);
        };
        let frame = Frame::around(bounds);
        let shapes = projected.iter();
        let zones = shapes.map(|shape| shape.map_coords(|position| frame.place(position)));
        Ok(Some(Self {
            zones: zones.collect(),
            transform,
            frame,
        }))
    }

    /// A place in degrees on the grid.
    pub(super) fn place(&self, [x, y]: [f64; 2]) -> [Decimals; 2] {
        let projected = self.transform.apply(&[Coord { x, y }]);
        let position = projected.into_iter().flatten().next();
        on_grid(self.frame.place(position.unwrap_or_default()))
    }

    /// The shapes with their borders as arcs.
    pub(super) fn outlines(&self) -> Outlines {
        let mut topology = Topology::from_rings(self.zones.iter().map(rings).collect());
        simplify(&mut topology.arcs, VERTICES);
        Outlines {
            width: self.frame.width,
            height: self.frame.height,
            m: self.frame.metres,
            arcs: topology.arcs.iter().map(|arc| steps(arc)).collect(),
            zones: topology.zones,
            labels: self.zones.iter().map(label).collect(),
        }
    }
}

/// The shapes on the grid.
#[derive(Serialize)]
pub(super) struct Outlines {
    #[serde(serialize_with = "decimals::<0, _, _>")]
    width: f64,
    #[serde(serialize_with = "decimals::<0, _, _>")]
    height: f64,
    /// Metres a step of the grid.
    #[serde(serialize_with = "decimals::<3, _, _>")]
    m: f64,
    /// Of each arc the first position, then steps.
    arcs: Vec<Vec<i32>>,
    /// The rings of each zone, made of arcs.
    zones: Vec<Vec<Vec<i32>>>,
    /// Where each name stands.
    labels: Vec<Option<[Decimals; 2]>>,
}

fn on_grid(at: Coord<f64>) -> [Decimals; 2] {
    [at.x, at.y].map(|step| Decimals(step, 0))
}

/// Where the drawing lies.
struct Frame {
    west: f64,
    north: f64,
    metres: f64,
    width: f64,
    height: f64,
}

impl Frame {
    fn around(bounds: Rect<f64>) -> Self {
        let (width, height) = (bounds.width(), bounds.height());
        let metres = (width.max(height) / SIDE).max(f64::MIN_POSITIVE);
        Self {
            west: bounds.min().x,
            north: bounds.max().y,
            metres,
            width: (width / metres).round().max(1.0),
            height: (height / metres).round().max(1.0),
        }
    }

    /// A step of the grid, y downwards.
    fn place(&self, position: Coord<f64>) -> Coord<f64> {
        coord! {
            x: ((position.x - self.west) / self.metres).round(),
            y: ((self.north - position.y) / self.metres).round(),
        }
    }
}

fn rings(shape: &MultiPolygon<f64>) -> Vec<Vec<Point>> {
    let polygons = shape.iter();
    let rings =
        polygons.flat_map(|polygon| [polygon.exterior()].into_iter().chain(polygon.interiors()));
    rings.map(ring).collect()
}

fn ring(line: &LineString<f64>) -> Vec<Point> {
    line.coords().map(|c| [c.x as i32, c.y as i32]).collect()
}

/// The first position and then the steps, all in one list.
fn steps(arc: &[Point]) -> Vec<i32> {
    let mut last = [0, 0];
    let steps = arc.iter().flat_map(|&[x, y]| {
        let step = [x - last[0], y - last[1]];
        last = [x, y];
        step
    });
    steps.collect()
}

/// A position well inside the largest part of a zone.
fn label(shape: &MultiPolygon<f64>) -> Option<[Decimals; 2]> {
    let area = |polygon: &&Polygon<f64>| polygon.unsigned_area();
    let largest = shape.iter().max_by(|a, b| area(a).total_cmp(&area(b)));
    largest.and_then(inside).map(on_grid)
}

fn inside(polygon: &Polygon<f64>) -> Option<Coord<f64>> {
    let centroid = polygon.centroid()?;
    if polygon.contains(&centroid) {
        return Some(centroid.into());
    }
    polygon.interior_point().map(Into::into)
}
