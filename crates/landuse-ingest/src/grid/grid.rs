//! The raster's grid of cells, and where it lies.

use bilingual::Bilingual;
use carbon_core::speaks_chinese;
use geo::{Coord, coord};

use crate::crs::{Crs, Plane};

/// A grid of `width` × `height` cells in the plane of a CRS.
///
/// Cell coordinates count columns (x) and rows (y) from the corner of the first cell; the affine `transform` (GDAL's six numbers)
/// takes them to the plane. Rows may run north or south, and the grid may be rotated or sheared.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Its CRS.
    pub crs: Crs,
    transform: [f64; 6],
}

/// Sides of cells, in metres: a tenth of a millimetre to once around the Earth, and some.
const SIDES: std::ops::RangeInclusive<f64> = 1e-4..=5e7;

/// A radian on the Earth, in metres: enough to tell land from nonsense.
const RADIAN_M: f64 = 6.4e6;

/// A transform that no grid can have.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error, Bilingual)]
pub enum GridError {
    /// Without an area, or without an inverse.
    #[en("the geotransform {0:?} maps the grid to a line or a point, or is not finite")]
    #[zh("仿射变换参数 {0:?} 把格网变成一条线或一个点，或者不是有限数")]
    Degenerate([f64; 6]),
    /// Cells that no map has.
    #[en(
        "its cells would be {width:e} by {height:e} m, from the geotransform {transform:?}; correct it (`gdal_edit -a_ullr`), or the CRS"
    )]
    #[zh(
        "按仿射变换参数 {transform:?}，像元大小将为 {width:e} × {height:e} m；请改正它（`gdal_edit -a_ullr`）或坐标系"
    )]
    Cells {
        /// The column step, about, in metres.
        width: f64,
        /// The row step, about, in metres.
        height: f64,
        /// The transform.
        transform: [f64; 6],
    },
}

/// How two grids differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridDifference {
    /// Another CRS.
    Crs,
    /// Other cell sizes or rotation.
    Resolution,
    /// The same cells, but of another origin, by a part of a cell.
    Shift,
    /// The same lattice of cells, but another extent.
    Extent,
}

impl Grid {
    /// A grid from GDAL's geotransform.
    ///
    /// # Errors
    /// The transform is degenerate, or its cells are like none of a map of land.
    pub fn new(width: u32, height: u32, transform: [f64; 6], crs: Crs) -> Result<Self, GridError> {
        let determinant = transform[1] * transform[5] - transform[2] * transform[4];
        if determinant == 0.0 || !transform.iter().all(|t| t.is_finite()) {
            return Err(GridError::Degenerate(transform));
        }
        let metres = match crs.plane() {
            Plane::Geographic => crs.unit() * RADIAN_M,
            _ => crs.unit(),
        };
        let side = |x: f64, y: f64| x.hypot(y) * metres;
        let sides = [
            side(transform[1], transform[4]),
            side(transform[2], transform[5]),
        ];
        if !sides.iter().all(|side| SIDES.contains(side)) {
            let [width, height] = sides;
            return Err(GridError::Cells {
                width,
                height,
                transform,
            });
        }
        Ok(Self {
            width,
            height,
            crs,
            transform,
        })
    }

    /// GDAL's six numbers: x of the origin, column step in x, row step in x, y of the origin, column step in y, row step in y.
    pub fn transform(&self) -> [f64; 6] {
        self.transform
    }

    /// Whether rows and columns follow the axes of the plane.
    pub fn is_upright(&self) -> bool {
        self.transform[2] == 0.0 && self.transform[4] == 0.0
    }

    /// From the plane to cell coordinates.
    pub fn to_cells(&self, point: Coord<f64>) -> Coord<f64> {
        let [x0, dx, rx, y0, ry, dy] = self.transform;
        let (x, y) = (point.x - x0, point.y - y0);
        if self.is_upright() {
            return coord! { x: x / dx, y: y / dy };
        }
        let determinant = dx * dy - rx * ry;
        coord! { x: (x * dy - y * rx) / determinant, y: (y * dx - x * ry) / determinant }
    }

    /// From cell coordinates to the plane.
    pub fn to_plane(&self, cell: Coord<f64>) -> Coord<f64> {
        let [x0, dx, rx, y0, ry, dy] = self.transform;
        coord! { x: x0 + cell.x * dx + cell.y * rx, y: y0 + cell.x * ry + cell.y * dy }
    }

    /// Area of a cell in the plane, in squared units of its axes.
    pub fn planar_cell_area(&self) -> f64 {
        let [_, dx, rx, _, ry, dy] = self.transform;
        (dx * dy - rx * ry).abs()
    }

    /// Smallest and largest coordinates of the grid's corners.
    pub fn extent(&self) -> geo::Rect<f64> {
        let (w, h) = (f64::from(self.width), f64::from(self.height));
        let corners = [(0.0, 0.0), (w, 0.0), (0.0, h), (w, h)]
            .map(|(x, y)| self.to_plane(coord! { x: x, y: y }));
        let fold = |pick: fn(f64, f64) -> f64| {
            corners
                .iter()
                .copied()
                .reduce(|a, b| coord! { x: pick(a.x, b.x), y: pick(a.y, b.y) })
        };
        let origin = coord! { x: 0.0, y: 0.0 };
        geo::Rect::new(
            fold(f64::min).unwrap_or(origin),
            fold(f64::max).unwrap_or(origin),
        )
    }

    /// Whether the plane is that of longitude and latitude.
    pub fn is_geographic(&self) -> bool {
        *self.crs.plane() == Plane::Geographic
    }

    /// How `other` differs, or `None` if both are the same grid to 10⁻⁶ of a cell.
    pub fn difference(&self, other: &Self) -> Option<GridDifference> {
        const TOLERANCE: f64 = 1e-6;
        if !self.crs.is_same(&other.crs) {
            return Some(GridDifference::Crs);
        }
        let (w, h) = (f64::from(self.width), f64::from(self.height));
        let step = [1, 2, 4, 5].iter().any(|&i| {
            let span = if i == 1 || i == 4 { w } else { h };
            let size = self.transform[1].hypot(self.transform[4]);
            (self.transform[i] - other.transform[i]).abs() * span > TOLERANCE * size
        });
        if step {
            return Some(GridDifference::Resolution);
        }
        let origin = self.to_cells(other.to_plane(coord! { x: 0.0, y: 0.0 }));
        let off = |v: f64| (v - v.round()).abs() > TOLERANCE;
        if off(origin.x) || off(origin.y) {
            return Some(GridDifference::Shift);
        }
        let moved = origin.x.round() != 0.0 || origin.y.round() != 0.0;
        (moved || (self.width, self.height) != (other.width, other.height))
            .then_some(GridDifference::Extent)
    }
}

impl std::fmt::Display for Grid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [x, dx, rx, y, ry, dy] = self.transform;
        let (width, height, crs) = (self.width, self.height, self.crs.name());
        if speaks_chinese() {
            write!(f, "起点 {x}, {y}，{width} × {height} 个 {dx} × {dy} 的像元")?;
            if !self.is_upright() {
                write!(f, "（旋转 {rx}, {ry}）")?;
            }
            return write!(f, "，坐标系 \"{crs}\"");
        }
        write!(
            f,
            "origin {x}, {y}, {width} × {height} cells of {dx} × {dy}"
        )?;
        if !self.is_upright() {
            write!(f, " (turned by {rx}, {ry})")?;
        }
        write!(f, " in \"{crs}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(transform: [f64; 6]) -> Grid {
        Grid::new(
            10,
            8,
            transform,
            Crs::from_definition("EPSG:32650").unwrap(),
        )
        .unwrap()
    }

    #[test]
    fn a_rotated_grid_goes_to_cells_and_back() {
        let grid = grid([500.0, 3.0, 4.0, 900.0, 4.0, -3.0]);
        let there = grid.to_plane(coord! { x: 2.5, y: 7.0 });
        assert_eq!(
            (there.x, there.y),
            (500.0 + 7.5 + 28.0, 900.0 + 10.0 - 21.0)
        );
        assert_eq!(grid.to_cells(there), coord! { x: 2.5, y: 7.0 });
        assert_eq!(grid.planar_cell_area(), 25.0);
    }

    #[test]
    fn a_flat_transform_is_refused() {
        let crs = Crs::from_definition("EPSG:32650").unwrap();
        assert!(Grid::new(10, 8, [0.0, 1.0, 2.0, 0.0, 1.0, 2.0], crs).is_err());
    }

    #[test]
    fn cells_like_none_of_a_map_are_refused() {
        let sized = |side: f64, crs: &str| {
            let crs = Crs::from_definition(crs).unwrap();
            Grid::new(10, 8, [0.0, side, 0.0, 0.0, 0.0, -side], crs)
        };
        for (side, crs, is_one) in [
            (1e-3, "EPSG:32650", true),
            (1e-8, "EPSG:4326", true),
            (360.0, "EPSG:4326", true),
            (1e-5, "EPSG:32650", false),
            (1e8, "EPSG:32650", false),
            (1e-140, "EPSG:4326", false),
            (1e4, "EPSG:4326", false),
        ] {
            assert_eq!(sized(side, crs).is_ok(), is_one, "{side} in {crs}");
        }
    }

    #[test]
    fn grids_differ_by_resolution_shift_and_extent() {
        let base = grid([0.0, 30.0, 0.0, 0.0, 0.0, -30.0]);
        let difference = |t| base.difference(&grid(t));
        assert_eq!(difference([0.0, 30.0, 0.0, 1e-9, 0.0, -30.0]), None);
        assert_eq!(
            difference([15.0, 30.0, 0.0, 0.0, 0.0, -30.0]),
            Some(GridDifference::Shift)
        );
        assert_eq!(
            difference([60.0, 30.0, 0.0, 0.0, 0.0, -30.0]),
            Some(GridDifference::Extent)
        );
        assert_eq!(
            difference([0.0, 10.0, 0.0, 0.0, 0.0, -10.0]),
            Some(GridDifference::Resolution)
        );
    }
}
