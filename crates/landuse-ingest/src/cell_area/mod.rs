//! True areas of a grid's cells, as fixed-point weights.
//!
//! In a plane that keeps areas every cell has the same area. On a geographic grid a cell has the area of its latitude band, in
//! closed form. On any other plane the cells' corners are taken back to longitude and latitude at the nodes of a lattice, and
//! areas between are interpolated. Whether a plane keeps areas is measured at places all over the grid.
//!
//! Areas are those of the datum's ellipsoid, or of WGS 84 where the datum is a sphere: its latitudes are those of the ellipsoid.

mod lattice;
mod measure;

use bilingual::Bilingual;
use std::ops::Range;

use gdal::errors::GdalError;
use geo::{MapCoords, MultiPolygon};

use crate::coverage::FULL;
use crate::grid::Grid;
use crate::remedy::Remedy;
use lattice::Lattice;
pub use measure::keeps_areas;
pub(crate) use measure::{place_off_the_earth, true_area};

/// Most digits of a weight.
const WEIGHT_BITS: u32 = 44;

/// How the area of a cell is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AreaRule {
    /// As on the Earth's surface.
    #[default]
    True,
    /// As in the plane of the raster's projection.
    Planar,
}

/// Areas of all cells of a grid.
///
/// Each cell has an integer weight, so that sums of share × weight are exact whatever their order.
#[derive(Debug, Clone)]
pub struct CellAreas {
    weights: Weights,
    /// m² of a weight of 1.
    unit: f64,
}

#[derive(Debug, Clone)]
enum Weights {
    Uniform,
    ByRow(Vec<u64>),
    Lattice(Lattice),
}

/// The weight of the cells in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowWeight {
    /// The same for all.
    Uniform(u64),
    /// Another for each: see [`CellAreas::fill_row`].
    Varying,
}

/// Areas that cannot be had.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum CellAreaError {
    /// Planar areas of degrees.
    #[en("a grid of longitude and latitude has no planar areas")]
    #[zh("经纬度格网没有平面面积")]
    PlanarDegrees,
    /// Cells that lie on no place of the Earth.
    #[en(
        "the cell at column {col}, row {row} lies outside the area of the projection \"{crs}\", so its true area is unknown"
    )]
    #[zh("第 {col} 列、第 {row} 行的像元在投影 \"{crs}\" 的适用范围之外，无法求其真实面积")]
    OffTheEarth {
        /// Column.
        col: u32,
        /// Row.
        row: u32,
        /// The CRS.
        crs: String,
    },
    /// GDAL failed.
    #[error(transparent)]
    Gdal(#[from] GdalError),
}

impl CellAreaError {
    /// What mends it, by a choice of the user.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::PlanarDegrees => Some(Remedy::LeavePlanarOut),
            Self::OffTheEarth { .. } => Some(Remedy::CropOrPlanar),
            Self::Gdal(_) => None,
        }
    }
}

impl CellAreas {
    /// Areas of the cells of `grid`, for use in `cols` × `rows` (the cells that zones cover).
    ///
    /// # Errors
    /// See [`CellAreaError`].
    pub fn new(
        grid: &Grid,
        rule: AreaRule,
        cols: Range<u32>,
        rows: Range<u32>,
    ) -> Result<Self, CellAreaError> {
        let planar_m2 = grid.planar_cell_area() * grid.crs.unit().powi(2);
        match rule {
            AreaRule::Planar if grid.is_geographic() => Err(CellAreaError::PlanarDegrees),
            AreaRule::True if grid.is_geographic() && grid.is_upright() => Ok(Self::of_bands(grid)),
            AreaRule::True if !keeps_areas(grid)? => {
                let lattice = Lattice::new(grid, cols, rows)?;
                let unit = unit(lattice.largest(), grid);
                Ok(Self {
                    weights: Weights::Lattice(lattice),
                    unit,
                })
            }
            AreaRule::Planar | AreaRule::True => Ok(Self {
                weights: Weights::Uniform,
                unit: planar_m2,
            }),
        }
    }

    fn of_bands(grid: &Grid) -> Self {
        let [_, dx, _, y0, _, dy] = grid.transform();
        let radians = grid.crs.unit();
        let areas: Vec<f64> = (0..grid.height)
            .map(|row| {
                let edge = |row: f64| (y0 + row * dy) * radians;
                let (from, to) = (edge(f64::from(row)), edge(f64::from(row) + 1.0));
                (grid.crs.area_ellipsoid().band_area_per_radian(from, to) * dx * radians).abs()
            })
            .collect();
        let unit = unit(areas.iter().copied().fold(0.0, f64::max), grid);
        let weights = areas
            .iter()
            .map(|area| (area / unit).round() as u64)
            .collect();
        Self {
            weights: Weights::ByRow(weights),
            unit,
        }
    }

    /// The weight of the cells of a row.
    pub fn row(&self, row: u32) -> RowWeight {
        match &self.weights {
            Weights::Uniform => RowWeight::Uniform(1),
            Weights::ByRow(weights) => RowWeight::Uniform(weights[row as usize]),
            Weights::Lattice(_) => RowWeight::Varying,
        }
    }

    /// Puts the weights of the cells `cols` of a row into `weights`, which is cleared first.
    pub fn fill_row(&self, row: u32, cols: Range<u32>, weights: &mut Vec<u64>) {
        weights.clear();
        match (&self.weights, self.row(row)) {
            (Weights::Lattice(lattice), _) => {
                lattice.append_weights(row, cols, self.unit, weights);
            }
            (_, RowWeight::Uniform(weight)) => weights.resize(cols.len(), weight),
            (_, RowWeight::Varying) => {}
        }
    }

    /// m² of one cell.
    pub fn cell(&self, col: u32, row: u32) -> f64 {
        let mut weights = Vec::new();
        self.fill_row(row, col..col + 1, &mut weights);
        self.square_metres(
            weights
                .iter()
                .map(|&weight| u128::from(weight) * u128::from(FULL))
                .sum(),
        )
    }

    /// m² of a sum of share × weight.
    pub fn square_metres(&self, sum: u128) -> f64 {
        square_metres(sum, self.unit)
    }

    /// Whether some cells of the window are no place of the Earth, and have the area of others.
    pub(crate) fn reaches_off_the_earth(&self) -> bool {
        matches!(&self.weights, Weights::Lattice(lattice) if lattice.reaches_off_the_earth)
    }

    /// Whether all cells have one area, which the plane gives.
    pub fn is_uniform(&self) -> bool {
        matches!(self.weights, Weights::Uniform)
    }
}

/// m² of a sum of share × weight, of which a whole cell of weight 1 is `unit` m².
pub(crate) fn square_metres(sum: u128, unit: f64) -> f64 {
    sum as f64 / FULL as f64 * unit
}

/// The unit in m² (a power of two) in which the largest area has as many digits as sums over the whole grid leave room for.
fn unit(largest: f64, grid: &Grid) -> f64 {
    let cells = f64::from(grid.width) * f64::from(grid.height);
    let room = 127 - FULL.ilog2() - cells.log2().ceil() as u32;
    (largest.log2().ceil() - f64::from(room.min(WEIGHT_BITS))).exp2()
}

/// Polygons of the plane in cell coordinates.
pub(crate) fn in_cells(grid: &Grid, polygons: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    polygons.map_coords(|c| grid.to_cells(c))
}

#[cfg(test)]
mod tests {
    use super::measure::EarthMeasure;
    use super::*;
    use crate::crs::Crs;

    fn grid(definition: &str, transform: [f64; 6], width: u32, height: u32) -> Grid {
        Grid::new(
            width,
            height,
            transform,
            Crs::from_definition(definition).unwrap(),
        )
        .unwrap()
    }

    fn all(grid: &Grid, rule: AreaRule) -> CellAreas {
        CellAreas::new(grid, rule, 0..grid.width, 0..grid.height).unwrap()
    }

    #[test]
    fn cells_of_an_equal_area_projection_have_their_planar_area_in_metres() {
        let feet = "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=krass +units=ft";
        let areas = all(
            &grid(feet, [0.0, 100.0, 0.0, 0.0, 0.0, -100.0], 4, 4),
            AreaRule::True,
        );
        assert!((areas.cell(0, 0) - 30.48 * 30.48).abs() < 1e-9);
        assert!(areas.is_uniform());
    }

    #[test]
    fn a_global_grid_of_one_degree_adds_up_to_the_earth() {
        let areas = all(
            &grid("EPSG:4326", [-180.0, 1.0, 0.0, 90.0, 0.0, -1.0], 360, 180),
            AreaRule::True,
        );
        let total: f64 = (0..180).map(|row| 360.0 * areas.cell(0, row)).sum();
        assert!(
            (total / 510_065_621_724_088.4 - 1.0).abs() < 1e-12,
            "{total}"
        );
    }

    #[test]
    fn interpolated_areas_of_utm_follow_the_scale_factor() {
        let grid = grid(
            "EPSG:32650",
            [500_000.0, 30.0, 0.0, 3_200_000.0, 0.0, -30.0],
            5000,
            700,
        );
        let areas = all(&grid, AreaRule::True);
        let measure = EarthMeasure::new(&grid).unwrap();
        for (col, row) in [(0, 0), (4999, 699), (1234, 345), (2517, 11)] {
            let exact = measure.areas(&[(col, row)])[0];
            let ours = areas.cell(col, row);
            assert!(
                (ours / exact - 1.0).abs() < 2e-9,
                "({col}, {row}): {ours} against {exact}"
            );
        }
        // On the central meridian, where the cells begin, the scale is 0.9996.
        assert!((areas.cell(0, 0) * 0.9996_f64.powi(2) / 900.0 - 1.0).abs() < 1e-7);
        assert!((all(&grid, AreaRule::Planar).cell(0, 0) - 900.0).abs() < 1e-9);
    }

    #[test]
    fn mercator_cells_shrink_with_the_latitude() {
        let grid = grid(
            "EPSG:3857",
            [11e6, 1000.0, 0.0, 8e6, 0.0, -1000.0],
            200,
            5000,
        );
        let areas = all(&grid, AreaRule::True);
        let measure = EarthMeasure::new(&grid).unwrap();
        for (col, row) in [(0, 0), (199, 4999), (100, 2501)] {
            let exact = measure.areas(&[(col, row)])[0];
            let ours = areas.cell(col, row);
            assert!(
                (ours / exact - 1.0).abs() < 2e-9,
                "({col}, {row}): {ours} against {exact}"
            );
        }
    }

    #[test]
    fn a_rotated_geographic_grid_is_measured_cell_by_cell() {
        let upright = grid("EPSG:4326", [115.0, 0.01, 0.0, 29.0, 0.0, -0.01], 50, 50);
        let turned = grid(
            "EPSG:4326",
            [115.0, 0.006, 0.008, 29.0, 0.008, -0.006],
            50,
            50,
        );
        let (a, b) = (all(&upright, AreaRule::True), all(&turned, AreaRule::True));
        assert!((a.cell(0, 0) / b.cell(0, 0) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn degrees_have_no_planar_area() {
        let grid = grid("EPSG:4326", [115.0, 0.01, 0.0, 29.0, 0.0, -0.01], 5, 5);
        assert!(matches!(
            CellAreas::new(&grid, AreaRule::Planar, 0..5, 0..5),
            Err(CellAreaError::PlanarDegrees)
        ));
    }
}
