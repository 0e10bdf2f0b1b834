//! From GDAL's geometries to polygons of plane coordinates.

use bilingual::Bilingual;
use carbon_core::Hectares;
use gdal::vector::{Geometry, OGRwkbGeometryType, geometry_type_flatten};
use geo::{Coord, LineString, MapCoords, MultiPolygon, Polygon, coord};

use crate::coverage::signed_area;
use crate::crs::{Crs, Plane};

/// The largest coordinate, in whichever unit: some 25 times around the Earth in millimetres.
const FARTHEST: f64 = 1e12;

/// Polygons, and what was not as it should be.
#[derive(Debug)]
pub(crate) struct Rings {
    pub(crate) polygons: MultiPolygon<f64>,
    /// How many of their rings were not closed.
    pub(crate) unclosed: usize,
    /// The kinds of other geometries that stand in a collection with the polygons.
    pub(crate) others: Vec<String>,
}

impl Rings {
    /// Of a feature without geometry.
    pub(crate) const NONE: Self = Self {
        polygons: MultiPolygon(Vec::new()),
        unclosed: 0,
        others: Vec::new(),
    };

    /// Adds a shell with its holes.
    fn add_polygon(&mut self, rings: Vec<LineString<f64>>) {
        let mut rings = rings.into_iter();
        if let Some(shell) = rings.next() {
            self.polygons.0.push(Polygon::new(shell, rings.collect()));
        }
    }
}

/// A geometry that no zone can have.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum NotPolygons {
    /// Points, lines or surfaces of another kind.
    #[en("zones must be polygons, but this is a {0}")]
    #[zh("区域必须是多边形，而这里是 {0}")]
    Kind(String),
    /// Arcs.
    #[en(
        "its outline has arcs ({0}); turn them into straight edges first (`ogr2ogr -nlt CONVERT_TO_LINEAR`)"
    )]
    #[zh("轮廓中有弧线（{0}）；请先转换为直线段（`ogr2ogr -nlt CONVERT_TO_LINEAR`）")]
    Curved(String),
    /// Too few vertices.
    #[en("a ring has {0} distinct points; a polygon needs three")]
    #[zh("有一个环只有 {0} 个不同的点；多边形至少需要三个")]
    TooFewPoints(usize),
    /// A coordinate that is no place on a map.
    #[en(
        "vertex {vertex} of a ring is at {x:e}, {y:e}, which is beyond any map of the Earth; look for a digit or an exponent too many"
    )]
    #[zh("环的第 {vertex} 个顶点在 {x:e}, {y:e}，超出任何地图的范围；请检查是否多了一位数字或指数")]
    Beyond {
        /// Number of the vertex, from 1.
        vertex: usize,
        /// Its first coordinate.
        x: f64,
        /// Its second coordinate.
        y: f64,
    },
    /// A ring whose last vertex is not its first.
    #[en("a ring is not closed")]
    #[zh("有一个环没有闭合")]
    Unclosed,
    /// A coordinate that is no number.
    #[en("vertex {vertex} of a ring is not finite")]
    #[zh("环的第 {vertex} 个顶点不是有限数")]
    NotFinite {
        /// Number of the vertex, from 1.
        vertex: usize,
    },
}

/// The rings of a polygon or a multipolygon, or of those in a collection.
pub(crate) fn rings(geometry: &Geometry) -> Result<Rings, NotPolygons> {
    let mut rings = Rings::NONE;
    add(geometry, &mut rings)?;
    Ok(rings)
}

/// The rings of polygons given as lists of rings, the shell first. No part is empty, nor is a ring.
pub(crate) fn rings_of_parts(parts: Vec<Vec<Vec<Coord<f64>>>>) -> Result<Rings, NotPolygons> {
    let mut rings = Rings::NONE;
    for part in parts {
        let part = part
            .into_iter()
            .map(|ring| closed(ring, &mut rings.unclosed));
        let part = part.collect::<Result<Vec<_>, _>>()?;
        rings.add_polygon(part);
    }
    Ok(rings)
}

/// Verifies polygons that come from elsewhere: rings are closed, and their vertices are places on a map.
pub(crate) fn verify(polygons: &MultiPolygon<f64>) -> Result<(), NotPolygons> {
    let rings = polygons
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    for ring in rings {
        let mut unclosed = 0;
        closed(ring.0.clone(), &mut unclosed)?;
        if unclosed > 0 {
            return Err(NotPolygons::Unclosed);
        }
    }
    Ok(())
}

fn add(geometry: &Geometry, rings: &mut Rings) -> Result<(), NotPolygons> {
    let kind = || geometry.geometry_name();
    match geometry_type_flatten(geometry.geometry_type()) {
        OGRwkbGeometryType::wkbPolygon => {
            let part = (0..geometry.geometry_count())
                .map(|index| ring(&geometry.get_geometry(index), &mut rings.unclosed))
                .collect::<Result<Vec<_>, _>>()?;
            rings.add_polygon(part);
            Ok(())
        }
        OGRwkbGeometryType::wkbMultiPolygon => (0..geometry.geometry_count())
            .try_for_each(|index| add(&geometry.get_geometry(index), rings)),
        OGRwkbGeometryType::wkbGeometryCollection => {
            for index in 0..geometry.geometry_count() {
                match add(&geometry.get_geometry(index), rings) {
                    Err(NotPolygons::Kind(kind)) => rings.others.push(kind),
                    added => added?,
                }
            }
            match (rings.polygons.0.is_empty(), rings.others.first()) {
                (true, Some(kind)) => Err(NotPolygons::Kind(kind.clone())),
                _ => Ok(()),
            }
        }
        OGRwkbGeometryType::wkbCurvePolygon | OGRwkbGeometryType::wkbMultiSurface => {
            Err(NotPolygons::Curved(kind()))
        }
        _ => Err(NotPolygons::Kind(kind())),
    }
}

fn ring(geometry: &Geometry, unclosed: &mut usize) -> Result<LineString<f64>, NotPolygons> {
    let mut points = Vec::new();
    geometry.get_points(&mut points);
    let vertices = points.into_iter().map(|(x, y, _)| coord! { x: x, y: y });
    closed(vertices.collect(), unclosed)
}

fn closed(
    mut vertices: Vec<Coord<f64>>,
    unclosed: &mut usize,
) -> Result<LineString<f64>, NotPolygons> {
    if let Some(index) = vertices
        .iter()
        .position(|c| !(c.x.is_finite() && c.y.is_finite()))
    {
        return Err(NotPolygons::NotFinite { vertex: index + 1 });
    }
    let is_beyond = |c: &Coord<f64>| c.x.abs().max(c.y.abs()) > FARTHEST;
    if let Some(index) = vertices.iter().position(is_beyond) {
        let Coord { x, y } = vertices[index];
        return Err(NotPolygons::Beyond {
            vertex: index + 1,
            x,
            y,
        });
    }
    if vertices.first() != vertices.last() {
        *unclosed += 1;
        vertices.extend(vertices.first().copied());
    }
    let mut distinct: Vec<Coord<f64>> = Vec::new();
    for vertex in &vertices {
        if distinct.len() < 3 && !distinct.contains(vertex) {
            distinct.push(*vertex);
        }
    }
    if distinct.len() < 3 {
        return Err(NotPolygons::TooFewPoints(distinct.len()));
    }
    Ok(LineString::new(vertices))
}

/// Area as the rings give it: shells less holes, in squared units of the plane.
pub(crate) fn area(polygons: &MultiPolygon<f64>) -> f64 {
    polygons
        .iter()
        .map(|polygon| {
            let holes: f64 = polygon
                .interiors()
                .iter()
                .map(|ring| signed_area(ring).abs())
                .sum();
            signed_area(polygon.exterior()).abs() - holes
        })
        .sum()
}

/// The area that rings enclose, shells less holes: in the plane of a projection, on the ellipsoid for degrees.
pub(crate) fn hectares(crs: &Crs, polygons: &MultiPolygon<f64>) -> Hectares {
    let square_metres = if *crs.plane() == Plane::Geographic {
        let radians = polygons.map_coords(|c| c * crs.unit());
        crs.area_ellipsoid().area(&radians)
    } else {
        area(polygons) * crs.unit().powi(2)
    };
    Hectares::from_square_metres(square_metres)
}

/// Names the ring that passes through the place which a message of GEOS ends with.
pub(crate) fn ring_at(polygons: &MultiPolygon<f64>, reason: &str) -> Option<String> {
    let mut numbers = reason
        .split_whitespace()
        .rev()
        .map_while(|word| word.parse::<f64>().ok());
    let (y, x) = (numbers.next()?, numbers.next()?);
    let distance = |ring: &LineString<f64>| {
        ring.lines()
            .map(|edge| geo::Distance::distance(&geo::Euclidean, &edge, &geo::point!(x: x, y: y)))
            .fold(f64::INFINITY, f64::min)
    };
    polygons
        .iter()
        .enumerate()
        .flat_map(|(part, polygon)| {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            rings
                .enumerate()
                .map(move |(index, ring)| (part, index, distance(ring)))
        })
        .min_by(|a, b| a.2.total_cmp(&b.2))
        .map(|(part, index, _)| match index {
            0 => format!("shell of part {}", part + 1),
            hole => format!("hole {hole} of part {}", part + 1),
        })
}
