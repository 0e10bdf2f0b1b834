//! Areas of single cells and of polygons on the ellipsoid.

use std::f64::consts::{FRAC_PI_2, TAU};

use gdal::errors::GdalError;
use gdal::spatial_ref::CoordTransform;
use geo::{Coord, CoordsIter, Euclidean, Length, LineString, MultiPolygon, coord};

use super::CellAreaError;
use crate::crs::Ellipsoid;
use crate::grid::Grid;

/// Pieces that a ring is cut into at most, beside its own edges: of a ring around the Earth, 40 m each.
const PIECES: f64 = (1 << 20) as f64;

/// A plane keeps areas if it stretches none by more than this. A transformation of PROJ is good to a part of a millimetre.
const EQUAL_AREA: f64 = 2e-7;

/// Measures what lies in the plane of a grid as on the Earth's surface.
pub(super) struct EarthMeasure<'a> {
    grid: &'a Grid,
    to_degrees: Option<CoordTransform>,
    ellipsoid: Ellipsoid,
}

impl<'a> EarthMeasure<'a> {
    pub(super) fn new(grid: &'a Grid) -> Result<Self, GdalError> {
        Ok(Self {
            grid,
            to_degrees: to_degrees(grid)?,
            ellipsoid: grid.crs.area_ellipsoid(),
        })
    }

    /// Areas of cells in m²; NaN of a cell that reaches off the Earth.
    pub(super) fn areas(&self, cells: &[(u32, u32)]) -> Vec<f64> {
        let outline = unit_square(self.pieces());
        let place = |(col, row): (u32, u32), at: Coord<f64>| {
            let corner = coord! { x: f64::from(col), y: f64::from(row) };
            self.grid.to_plane(corner + at)
        };
        let vertices = cells
            .iter()
            .flat_map(|&cell| outline.iter().map(move |&at| place(cell, at)));
        let mut areas = self.rings(vertices.collect(), outline.len());
        let off_the_earth = areas
            .iter_mut()
            .filter(|area| !(area.is_finite() && **area > 0.0));
        off_the_earth.for_each(|area| *area = f64::NAN);
        areas
    }

    /// Pieces into which the edges of a cell are cut: of a large one they are no straight lines of longitude and latitude.
    fn pieces(&self) -> u32 {
        const PIECE_M: f64 = 2000.0;
        const MOST: f64 = 16.0;
        if self.to_degrees.is_none() {
            return 1;
        }
        let side = self.grid.planar_cell_area().sqrt() * self.grid.crs.unit();
        (side / PIECE_M).ceil().clamp(1.0, MOST) as u32
    }

    /// What each ring of `length` vertices in the plane encloses.
    fn rings(&self, vertices: Vec<Coord<f64>>, length: usize) -> Vec<f64> {
        let mut radians = self.radians(vertices);
        let rings = radians.chunks_exact_mut(length);
        rings.map(|ring| self.enclosed(ring)).collect()
    }

    /// The area in m² that a ring of longitudes and latitudes encloses; not finite if one of them is not.
    fn enclosed(&self, ring: &mut [Coord<f64>]) -> f64 {
        if self.to_degrees.is_some() {
            count_longitudes_on(ring);
        }
        let (Some(first), Some(last)) = (ring.first(), ring.last()) else {
            return 0.0;
        };
        // A ring around a pole ends a turn away from where it began: from there it goes to the pole and back.
        let to_pole = (last.x - first.x)
            * self
                .ellipsoid
                .band_area_per_radian(first.y, FRAC_PI_2.copysign(first.y));
        let area = self.ellipsoid.ring_area(&LineString::new(ring.to_vec()));
        (area + to_pole).abs()
    }

    fn radians(&self, points: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
        let Some(transform) = &self.to_degrees else {
            let unit = self.grid.crs.unit();
            return points.into_iter().map(|c| c * unit).collect();
        };
        let (mut x, mut y): (Vec<f64>, Vec<f64>) = points.into_iter().map(|c| (c.x, c.y)).unzip();
        // A point that has no longitude becomes infinite and is found by its area.
        let _ = transform.transform_coords(&mut x, &mut y, &mut []);
        x.into_iter()
            .zip(y)
            .map(|(x, y)| coord! { x: x.to_radians(), y: y.to_radians() })
            .collect()
    }

    /// Whether squares of the plane have the same area as on the Earth, at places all over the grid.
    fn keeps_areas(&self) -> bool {
        const PLACES: [f64; 5] = [0.03, 0.27, 0.52, 0.76, 0.97];
        const SIDE_M: f64 = 20_000.0;
        const PIECES: u32 = 16;
        let side = SIDE_M / self.grid.crs.unit();
        let square = unit_square(PIECES);
        let (width, height) = (f64::from(self.grid.width), f64::from(self.grid.height));
        let mut vertices = Vec::new();
        for (down, across) in PLACES
            .iter()
            .flat_map(|down| PLACES.map(|across| (down, across)))
        {
            let place = coord! { x: across * width, y: down * height };
            let corner = self.grid.to_plane(place) - coord! { x: side / 2.0, y: side / 2.0 };
            vertices.extend(square.iter().map(|&at| corner + at * side));
        }
        let areas = self.rings(vertices, square.len());
        let mut measured = areas.iter().filter(|area| area.is_finite()).peekable();
        measured.peek().is_some()
            && measured.all(|area| (area / SIDE_M.powi(2) - 1.0).abs() < EQUAL_AREA)
    }
}

/// Whether the plane of a grid keeps areas. This is measured: PROJ computes many projections that do so by their name on a sphere.
///
/// # Errors
/// GDAL cannot take places of the grid to longitude and latitude.
pub fn keeps_areas(grid: &Grid) -> Result<bool, CellAreaError> {
    Ok(!grid.is_geographic() && EarthMeasure::new(grid)?.keeps_areas())
}

/// Area in m² of polygons in the plane of a grid, as on the Earth's surface. Edges are cut to at most the length of a cell, or a millionth of
/// their ring's length if that is more.
///
/// # Errors
/// GDAL cannot take them to longitude and latitude.
pub(crate) fn true_area(grid: &Grid, polygons: &MultiPolygon<f64>) -> Result<f64, GdalError> {
    let measure = EarthMeasure::new(grid)?;
    let cell = grid.planar_cell_area().sqrt();
    let area = |ring: &LineString<f64>| {
        let longest = cell.max(Euclidean.length(ring) / PIECES);
        let dense = geo::Densify::densify(&Euclidean, ring, longest);
        measure.enclosed(&mut measure.radians(dense.0))
    };
    let areas = polygons.iter().map(|polygon| {
        let holes: f64 = polygon.interiors().iter().map(area).sum();
        area(polygon.exterior()) - holes
    });
    Ok(areas.sum())
}

/// The first vertex of polygons in the plane of a grid that is no place of the Earth.
///
/// # Errors
/// GDAL cannot take them to longitude and latitude.
pub(crate) fn place_off_the_earth(
    grid: &Grid,
    polygons: &MultiPolygon<f64>,
) -> Result<Option<Coord<f64>>, GdalError> {
    // What lies upon the rim is on the Earth, but for the last digits.
    const WITHIN: f64 = 1.0 - 1e-9;
    let measure = EarthMeasure::new(grid)?;
    let vertices: Vec<_> = polygons.coords_iter().collect();
    let radians = measure.radians(vertices.iter().map(|&c| c * WITHIN).collect());
    let off = radians.iter().position(|c| !c.x.is_finite());
    Ok(off.map(|vertex| vertices[vertex]))
}

/// The outline of a square with corners at (0, 0) and (1, 1), each edge in as many pieces.
fn unit_square(pieces: u32) -> Vec<Coord<f64>> {
    (0..=4 * pieces)
        .map(|piece| {
            let along = f64::from(piece % pieces) / f64::from(pieces);
            match piece / pieces % 4 {
                0 => coord! { x: along, y: 0.0 },
                1 => coord! { x: 1.0, y: along },
                2 => coord! { x: 1.0 - along, y: 1.0 },
                _ => coord! { x: 0.0, y: 1.0 - along },
            }
        })
        .collect()
}

/// Counts the longitudes of a line on across 180°, where a transformation begins anew.
fn count_longitudes_on(line: &mut [Coord<f64>]) {
    for place in 1..line.len() {
        let step = line[place].x - line[place - 1].x;
        line[place].x -= TAU * (step / TAU).round();
    }
}

fn to_degrees(grid: &Grid) -> Result<Option<CoordTransform>, GdalError> {
    if grid.is_geographic() {
        return Ok(None);
    }
    let projected = grid.crs.spatial_ref()?;
    let mut geographic = projected.geog_cs()?;
    geographic
        .set_axis_mapping_strategy(gdal::spatial_ref::AxisMappingStrategy::TraditionalGisOrder);
    CoordTransform::new(&projected, &geographic).map(Some)
}
