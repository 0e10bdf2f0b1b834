//! Grids of cells.

use landcarbon::landuse_ingest::grid::Grid;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::interpreter::{raised, read_crs, read_transform};

/// A grid of cells: width and height in cells, GDAL's six numbers of the transform (x of the origin, column step in x, row step in x,
/// y of the origin, column step in y, row step in y) or an ``affine.Affine``, in units of the CRS, and the CRS.
#[pyclass(name = "Grid", module = "landcarbon", frozen)]
pub(crate) struct PyGrid(pub(crate) Grid);

#[pymethods]
impl PyGrid {
    #[new]
    fn new(
        width: u32,
        height: u32,
        transform: &Bound<'_, PyAny>,
        crs: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let Some(crs) = read_crs(Some(crs), "crs")? else {
            return Err(PyValueError::new_err("a grid needs a CRS"));
        };
        let grid = Grid::new(width, height, read_transform(transform)?, crs).map_err(raised)?;
        Ok(Self(grid))
    }

    /// Columns.
    #[getter]
    fn width(&self) -> u32 {
        self.0.width
    }

    /// Rows.
    #[getter]
    fn height(&self) -> u32 {
        self.0.height
    }

    /// GDAL's six numbers, in units of the CRS.
    #[getter]
    fn transform(&self) -> [f64; 6] {
        self.0.transform()
    }

    /// The CRS as well-known text.
    #[getter]
    fn crs(&self) -> &str {
        self.0.crs.wkt()
    }

    /// Whether both have the same cells, to 10⁻⁶ of one.
    fn __eq__(&self, other: &Self) -> bool {
        self.0.difference(&other.0).is_none()
    }

    fn __repr__(&self) -> String {
        format!("<Grid: {}>", self.0)
    }

    fn __getnewargs__(&self) -> (u32, u32, [f64; 6], &str) {
        let grid = &self.0;
        (grid.width, grid.height, grid.transform(), grid.crs.wkt())
    }
}
