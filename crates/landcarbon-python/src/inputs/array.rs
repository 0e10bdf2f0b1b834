//! Rasters whose cells are in a NumPy array.

use std::ops::Range;
use std::sync::Arc;

use landcarbon::landuse_ingest::grid::Grid;
use landcarbon::landuse_ingest::raster::{CellsMut, MemoryCells};
use landcarbon::landuse_ingest::raster::{CodeType, NoData, Raster};
use numpy::ndarray::s;
use numpy::{Element, PyArray2, PyArrayMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::raster::PyRaster;
use crate::interpreter::{RasterError, raised, read_crs, read_transform};

/// A raster of class codes in a NumPy array of two dimensions, of any type of integers or floats.
///
/// The array is not copied, whatever its memory order: while it is tallied, only windows are copied, where zones touch it. Do not write
/// to it meanwhile. ``transform`` is GDAL's six numbers or an ``affine.Affine``, ``nodata`` the code of cells without data, ``name`` the
/// name in messages and rows.
#[pyclass(name = "ArrayRaster", module = "landcarbon", extends = PyRaster, frozen)]
pub(crate) struct PyArrayRaster {
    array: Py<PyAny>,
    nodata: Option<Py<PyAny>>,
    name: String,
}

#[pymethods]
impl PyArrayRaster {
    #[new]
    #[pyo3(signature = (array, transform, crs, nodata=None, name="array"))]
    fn new(
        array: &Bound<'_, PyAny>,
        transform: &Bound<'_, PyAny>,
        crs: &Bound<'_, PyAny>,
        nodata: Option<&Bound<'_, PyAny>>,
        name: &str,
    ) -> PyResult<PyClassInitializer<Self>> {
        let refused = |said: &str| RasterError::new_err(format!("{name}: {said}"));
        let Ok(cells) = array.cast::<PyUntypedArray>() else {
            return Err(refused("it is no array of NumPy; numpy.asarray makes one"));
        };
        if array.hasattr("mask")? {
            return Err(refused(
                "a masked array has codes beneath its mask; give array.filled(CODE), and that code as nodata",
            ));
        }
        let &[height, width] = cells.shape() else {
            return Err(refused(&format!(
                "the array has {} dimensions; a raster has two, rows and columns",
                cells.ndim()
            )));
        };
        let (codes, held) = held(cells).ok_or_else(|| {
            let data_type = cells.dtype().to_string();
            refused(&format!(
                "its cells are {data_type}; class codes are integers, or floats without fractions, of at most 64 bits in the machine's order of bytes (array.astype makes them so)"
            ))
        })?;
        let (Ok(width), Ok(height)) = (u32::try_from(width), u32::try_from(height)) else {
            return Err(refused("it has more rows or columns than any raster"));
        };
        let Some(crs) = read_crs(Some(crs), "raster_crs")? else {
            return Err(refused("a raster needs a CRS"));
        };
        let transform = read_transform(transform)?;
        let grid = Grid::new(width, height, transform, crs).map_err(raised)?;
        let no_data = nodata
            .map(|nodata| read_no_data(nodata, codes))
            .transpose()?;
        let raster = Raster::in_memory(name, grid, codes, no_data, held);
        let this = Self {
            array: array.clone().unbind(),
            nodata: nodata.map(|nodata| nodata.clone().unbind()),
            name: name.to_owned(),
        };
        Ok(PyClassInitializer::from(PyRaster::in_memory(raster)).add_subclass(this))
    }

    fn __getnewargs__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, raster) = (this.py(), this.get());
        let grid = &this.as_super().get().raster.grid;
        let arguments = (
            &raster.array,
            grid.transform(),
            grid.crs.wkt(),
            &raster.nodata,
            &raster.name,
        );
        arguments.into_pyobject(py)
    }
}

/// An array with one type of cells.
#[derive(Debug)]
struct Array<T>(Py<PyArray2<T>>);

impl<T: Element + Copy> Array<T> {
    /// Copies a window into `cells`, row by row.
    fn fill(&self, cols: Range<u32>, rows: Range<u32>, cells: &mut [T]) -> Result<(), String> {
        Python::attach(|py| {
            let array = self.0.bind(py).try_readonly().map_err(|e| e.to_string())?;
            let view = array.as_array();
            let (cols, rows) = (
                cols.start as usize..cols.end as usize,
                rows.start as usize..rows.end as usize,
            );
            let width = cols.len();
            let part = view.slice(s![rows, cols]);
            for (row, cells) in part.rows().into_iter().zip(cells.chunks_exact_mut(width)) {
                match row.as_slice() {
                    Some(row) => cells.copy_from_slice(row),
                    None => cells
                        .iter_mut()
                        .zip(&row)
                        .for_each(|(cell, &code)| *cell = code),
                }
            }
            Ok(())
        })
    }
}

macro_rules! held_arrays {
    ($($type:ident $codes:ident $cells:ident;)*) => {
        $(impl MemoryCells for Array<$type> {
            fn read(&self, cols: Range<u32>, rows: Range<u32>, cells: CellsMut<'_>) -> Result<(), String> {
                match cells {
                    CellsMut::$cells(cells) => self.fill(cols, rows, cells),
                    _ => Err("they are of another type".to_owned()),
                }
            }
        })*

        /// Returns the cells of an array with their type, if codes can have that type.
        fn held(array: &Bound<'_, PyUntypedArray>) -> Option<(CodeType, Arc<dyn MemoryCells>)> {
            $(if let Ok(array) = array.cast::<PyArray2<$type>>() {
                return Some((CodeType::$codes, Arc::new(Array(array.clone().unbind()))));
            })*
            // Bytes with a sign are read as bytes.
            let signed = array.cast::<PyArray2<i8>>().ok()?;
            let bytes = signed.call_method1("view", ("uint8",)).ok()?;
            let bytes = bytes.cast_into::<PyArray2<u8>>().ok()?;
            Some((CodeType::I8, Arc::new(Array(bytes.unbind()))))
        }
    };
}

held_arrays! {
    u8 U8 U8;
    u16 U16 U16;
    i16 I16 I16;
    u32 U32 U32;
    i32 I32 I32;
    u64 U64 U64;
    i64 I64 I64;
    f32 F32 F32;
    f64 F64 F64;
}

/// Reads the value of cells without data.
fn read_no_data(nodata: &Bound<'_, PyAny>, codes: CodeType) -> PyResult<NoData> {
    if let Ok(code) = nodata.extract::<i64>() {
        return Ok(NoData::Code(code));
    }
    if let Ok(code) = nodata.extract::<u64>() {
        return Ok(NoData::Huge(code));
    }
    let value: f64 = nodata.extract()?;
    Ok(NoData::from_float(match codes {
        CodeType::F32 => f64::from(value as f32),
        _ => value,
    }))
}
