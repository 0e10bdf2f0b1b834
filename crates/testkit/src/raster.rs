//! Rasters that a test makes as it runs.

use std::path::Path;

use gdal::raster::{Buffer, GdalType, RasterCreationOptions};
use gdal::spatial_ref::SpatialRef;
use gdal::{Dataset, DriverManager};

/// The geotransform of `fixtures/edge/frame.asc`: 20 × 20 cells of 1 ha.
pub const FRAME: [f64; 6] = [500_000.0, 100.0, 0.0, 3_002_000.0, 0.0, -100.0];

/// A raster to write, apart from its cells.
#[derive(Debug, Clone)]
pub struct RasterSpec<'a> {
    pub driver: &'a str,
    /// Columns and rows.
    pub size: (usize, usize),
    pub transform: Option<[f64; 6]>,
    /// A definition of a coordinate reference system that GDAL understands.
    pub crs: Option<&'a str>,
    pub nodata: Option<f64>,
    /// Creation options as `KEY=VALUE`.
    pub options: &'a [&'a str],
    /// All bands get the same cells.
    pub bands: usize,
}

impl Default for RasterSpec<'_> {
    fn default() -> Self {
        Self {
            driver: "GTiff",
            size: (20, 20),
            transform: Some(FRAME),
            crs: Some("EPSG:32650"),
            nodata: None,
            options: &[],
            bands: 1,
        }
    }
}

/// Writes a raster and closes it.
pub fn write_raster<T: GdalType + Copy>(path: &Path, spec: &RasterSpec<'_>, cells: &[T]) {
    close(create_raster(path, spec, cells));
}

/// Writes a raster and leaves it open for more. Without cells, none are written.
pub fn create_raster<T: GdalType + Copy>(
    path: &Path,
    spec: &RasterSpec<'_>,
    cells: &[T],
) -> Dataset {
    let driver = DriverManager::get_driver_by_name(spec.driver).unwrap();
    let options: RasterCreationOptions = spec.options.iter().copied().collect();
    let (width, height) = spec.size;
    let mut dataset = driver
        .create_with_band_type_with_options::<T, _>(path, width, height, spec.bands, &options)
        .unwrap();
    if let Some(transform) = spec.transform {
        dataset.set_geo_transform(&transform).unwrap();
    }
    if let Some(definition) = spec.crs {
        let crs = SpatialRef::from_definition(definition).unwrap();
        dataset.set_projection(&crs.to_wkt().unwrap()).unwrap();
    }
    for number in 1..=spec.bands {
        let mut band = dataset.rasterband(number).unwrap();
        if spec.nodata.is_some() {
            band.set_no_data_value(spec.nodata).unwrap();
        }
        if !cells.is_empty() {
            let mut buffer = Buffer::new(spec.size, cells.to_vec());
            band.write((0, 0), spec.size, &mut buffer).unwrap();
        }
    }
    dataset
}

/// Closes a dataset, so that all of it is in its file.
pub fn close(mut dataset: Dataset) {
    dataset.flush_cache().unwrap();
    dataset.close().unwrap();
}
