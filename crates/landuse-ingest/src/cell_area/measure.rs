//! Areas of single cells and of polygons on the ellipsoid.

use gdal::errors::GdalError;
use gdal::spatial_ref::CoordTransform;
use geo::{Coord, Euclidean, Length, LineString, MultiPolygon, coord};

use super::CellAreaError;
use crate::crs::Ellipsoid;
use crate::grid::Grid;

/// Pieces that a ring is cut into at most, beside its own edges: of a ring around the Earth, 40 m each.
const PIECES: f64 = (1 << 20) as f64;

/// Measures single cells on the ellipsoid.
pub(super) struct CellMeasure<'a> {
    grid: &'a Grid,
    to_degrees: Option<CoordTransform>,
    ellipsoid: Ellipsoid,
}

impl<'a> CellMeasure<'a> {
    pub(super) fn new(grid: &'a Grid) -> Result<Self, CellAreaError> {
        Ok(Self {
            grid,
            to_degrees: to_degrees(grid)?,
            ellipsoid: grid.crs.ellipsoid(),
        })
    }

    pub(super) fn areas(&self, cells: &[(u32, u32)]) -> Result<Vec<f64>, CellAreaError> {
        const CORNERS: [(f64, f64); 5] =
            [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
        let corners: Vec<Coord<f64>> = cells
            .iter()
            .flat_map(|&(col, row)| {
                CORNERS.map(|(x, y)| {
                    self.grid
                        .to_plane(coord! { x: f64::from(col) + x, y: f64::from(row) + y })
                })
            })
            .collect();
        let radians = to_radians(self.grid, self.to_degrees.as_ref(), corners)?;
        cells
            .iter()
            .zip(radians.chunks_exact(CORNERS.len()))
            .map(|(&(col, row), ring)| {
                let area = self
                    .ellipsoid
                    .ring_area(&LineString::new(ring.to_vec()))
                    .abs();
                if area.is_finite() && area > 0.0 {
                    Ok(area)
                } else {
                    let crs = self.grid.crs.name().to_owned();
                    Err(CellAreaError::OffTheEarth { col, row, crs })
                }
            })
            .collect()
    }
}

/// Area in m² of polygons in the plane of a grid, as on the Earth's surface. Edges are cut to at most the length of a cell, or a millionth of
/// their ring's length if that is more.
///
/// # Errors
/// GDAL cannot take them to longitude and latitude.
pub(crate) fn true_area(grid: &Grid, polygons: &MultiPolygon<f64>) -> Result<f64, GdalError> {
    let to_degrees = to_degrees(grid)?;
    let cell = grid.planar_cell_area().sqrt();
    let rings = |ring: &LineString<f64>| -> Result<f64, GdalError> {
        let longest = cell.max(Euclidean.length(ring) / PIECES);
        let dense = geo::Densify::densify(&Euclidean, ring, longest);
        let radians = to_radians(grid, to_degrees.as_ref(), dense.0)?;
        Ok(grid
            .crs
            .ellipsoid()
            .ring_area(&LineString::new(radians))
            .abs())
    };
    let mut total = 0.0;
    for polygon in polygons {
        total += rings(polygon.exterior())?;
        for hole in polygon.interiors() {
            total -= rings(hole)?;
        }
    }
    Ok(total)
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

fn to_radians(
    grid: &Grid,
    to_degrees: Option<&CoordTransform>,
    points: Vec<Coord<f64>>,
) -> Result<Vec<Coord<f64>>, GdalError> {
    let Some(transform) = to_degrees else {
        let unit = grid.crs.unit();
        return Ok(points.into_iter().map(|c| c * unit).collect());
    };
    let (mut x, mut y): (Vec<f64>, Vec<f64>) = points.into_iter().map(|c| (c.x, c.y)).unzip();
    // A point that has no longitude becomes infinite and is found by its area.
    let _ = transform.transform_coords(&mut x, &mut y, &mut []);
    Ok(x.into_iter()
        .zip(y)
        .map(|(x, y)| coord! { x: x.to_radians(), y: y.to_radians() })
        .collect())
}
