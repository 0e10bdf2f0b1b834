//! Files of vector layers.

use std::path::Path;

use gdal::vector::{Layer, LayerAccess};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use tempfile::TempDir;

use super::companions::part;
use super::copy_in_memory::copy_in_memory;
use super::geopackage::Untouched;
use super::plain_geojson;
use crate::boundaries::error::BoundaryProblem;
use crate::gdal::{BOUNDARY_DRIVERS, Messages, file_hint, listen, name_in_utf8};

/// A boundary file that is open.
pub(crate) struct VectorFile {
    pub(crate) dataset: Dataset,
    /// What GDAL said when it was opened.
    pub(crate) messages: Messages,
    /// Where the copy lies that is open instead. It goes after the dataset.
    _copy: Option<TempDir>,
}

impl VectorFile {
    /// Opens a file of this machine for reading alone.
    pub(crate) fn open(path: &Path, options: &[&str]) -> Result<Self, BoundaryProblem> {
        if !path.exists() {
            return Err(BoundaryProblem::Missing);
        }
        if plain_geojson::links_to_crs(path) {
            let said = r#"its `crs` is a link, which is not followed; name the reference system there, as in {"type": "name", "properties": {"name": "EPSG:4490"}}"#;
            return Err(BoundaryProblem::Unreadable {
                said: said.to_owned(),
            });
        }
        let untouched = Untouched::find(path)?;
        let open_options = [options, untouched.options].concat();
        let options = DatasetOptions {
            open_flags: GdalOpenFlags::GDAL_OF_VECTOR
                | GdalOpenFlags::GDAL_OF_READONLY
                | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
            allowed_drivers: Some(&BOUNDARY_DRIVERS),
            open_options: Some(&open_options),
            ..DatasetOptions::default()
        };
        let name = copy_in_memory(path).unwrap_or_else(|| name_in_utf8(&untouched.path));
        let (opened, messages) = listen(|| Dataset::open_ex(name, options));
        let dataset = opened.map_err(|error| {
            let reason = file_hint(path)
                .or_else(|| without_index(path))
                .or(messages.reason());
            let said = reason.map_or_else(|| error.to_string(), str::to_owned);
            BoundaryProblem::Unreadable { said }
        })?;
        Ok(Self {
            dataset,
            messages,
            _copy: untouched.copy,
        })
    }
}

/// What to do about a Shapefile of which a part is missing.
fn without_index(path: &Path) -> Option<&'static str> {
    let is = |wanted: &str| {
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(wanted))
    };
    (is("shp") && part(path, "shx").is_none()).then_some(
        "the .shx beside it is missing; copy it from where the .shp is from (or have GDAL make one: `ogrinfo --config SHAPE_RESTORE_SHX YES FILE`)",
    )
}

/// The layer of a name, or the only one.
pub(crate) fn pick_layer<'d>(
    dataset: &'d Dataset,
    wanted: Option<&str>,
) -> Result<Layer<'d>, BoundaryProblem> {
    let available: Vec<String> = dataset.layers().map(|layer| layer.name()).collect();
    match (wanted, available.len()) {
        (Some(name), _) => dataset
            .layer_by_name(name)
            .map_err(|_| BoundaryProblem::NoSuchLayer {
                layer: name.to_owned(),
                available,
            }),
        (None, 1) => Ok(dataset.layer(0)?),
        (None, 0) => Err(BoundaryProblem::NoFeatures),
        (None, _) => Err(BoundaryProblem::WhichLayer { available }),
    }
}
