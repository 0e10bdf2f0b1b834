//! Rasters in files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use landcarbon::files::InputStamps;
use landcarbon::files::raster_labels;
use landcarbon::landuse_ingest::raster::{CodeType, Raster, RasterName, RasterOptions};
use pyo3::prelude::*;

use super::grid::PyGrid;
use crate::interpreter::{read_crs, work};

/// A raster of class codes in a file, behind a URL or in an asset of a STAC item. Its cells are read when it is tallied.
#[pyclass(name = "Raster", module = "landcarbon", frozen, subclass)]
pub(crate) struct PyRaster {
    pub(crate) raster: Arc<Raster>,
    stamps: Option<InputStamps>,
    arguments: Arguments,
}

/// The arguments with which it was opened.
struct Arguments {
    path: PathBuf,
    band: Option<usize>,
    crs: Option<String>,
}

#[pymethods]
impl PyRaster {
    #[new]
    #[pyo3(signature = (path, band=None, crs=None))]
    fn new(
        py: Python<'_>,
        path: PathBuf,
        band: Option<usize>,
        crs: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let crs = read_crs(crs, "raster_crs")?;
        let arguments = Arguments {
            path: path.clone(),
            band,
            crs: crs.as_ref().map(|crs| crs.wkt().to_owned()),
        };
        let name = RasterName::parse(&path);
        let options = name.options(&RasterOptions {
            band,
            part: None,
            crs,
        });
        let (stamps, raster) = work(py, None, |_| {
            let location = name.find()?;
            let stamps = InputStamps::take(&location.files())?;
            Ok((stamps, Raster::open(location, &options)?))
        })?;
        Ok(Self {
            raster: Arc::new(raster),
            stamps: Some(stamps),
            arguments,
        })
    }

    /// Columns.
    #[getter]
    fn width(&self) -> u32 {
        self.raster.grid.width
    }

    /// Rows.
    #[getter]
    fn height(&self) -> u32 {
        self.raster.grid.height
    }

    /// Width and height of its blocks, in cells. A block is decoded at once.
    #[getter]
    fn block(&self) -> (u32, u32) {
        self.raster.storage.block
    }

    /// The NumPy name of the type of its codes.
    #[getter]
    fn dtype(&self) -> &'static str {
        match self.raster.codes {
            CodeType::U8 => "uint8",
            CodeType::I8 => "int8",
            CodeType::U16 => "uint16",
            CodeType::I16 => "int16",
            CodeType::U32 => "uint32",
            CodeType::I32 => "int32",
            CodeType::U64 => "uint64",
            CodeType::I64 => "int64",
            CodeType::F32 => "float32",
            CodeType::F64 => "float64",
        }
    }

    /// The CRS as well-known text.
    #[getter]
    fn crs(&self) -> &str {
        self.raster.grid.crs.wkt()
    }

    /// GDAL's six numbers, in units of the CRS.
    #[getter]
    fn transform(&self) -> [f64; 6] {
        self.raster.grid.transform()
    }

    /// The grid of its cells.
    #[getter]
    fn grid(&self) -> PyGrid {
        PyGrid(self.raster.grid.clone())
    }

    /// The file, or the name of an array.
    #[getter]
    fn path(&self) -> &Path {
        self.raster.location.path()
    }

    /// The band, from 1.
    #[getter]
    fn band(&self) -> usize {
        self.raster.storage.band
    }

    /// Whether blocks can only be decoded in their order. One worker reads such a raster from its first row.
    #[getter]
    fn in_order(&self) -> bool {
        self.raster.storage.in_order
    }

    /// The warnings about the raster.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.raster.warnings.clone()
    }

    fn __repr__(&self) -> String {
        format!("<Raster {}: {}>", self.raster.location, self.raster.grid)
    }

    fn __getnewargs__(&self) -> (&Path, Option<usize>, Option<&str>) {
        let Arguments { path, band, crs } = &self.arguments;
        (path, *band, crs.as_deref())
    }
}

impl PyRaster {
    /// Makes a raster that is not in a file.
    pub(crate) fn in_memory(raster: Raster) -> Self {
        Self {
            arguments: Arguments {
                path: raster.location.path().to_owned(),
                band: None,
                crs: None,
            },
            raster: Arc::new(raster),
            stamps: None,
        }
    }

    /// # Errors
    /// The file has changed since it was opened, or has gone.
    pub(crate) fn refuse_changes(&self) -> anyhow::Result<()> {
        self.stamps
            .as_ref()
            .map_or(Ok(()), InputStamps::refuse_changes)
    }
}

/// Returns the default label of a raster: the stem of its file's name.
#[pyfunction]
pub(crate) fn stem(path: PathBuf) -> String {
    raster_labels::stem(&path)
}
