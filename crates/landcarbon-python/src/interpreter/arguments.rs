//! Arguments as Python gives them.

use anyhow::Context;
use landcarbon::landuse_ingest::boundaries::Datum;
use landcarbon::landuse_ingest::cell_area::AreaRule;
use landcarbon::landuse_ingest::coverage::CoverageRule;
use landcarbon::landuse_ingest::crs::Crs;
use landcarbon::landuse_ingest::overlay::OverlayOptions;
use pyo3::prelude::*;

use super::errors::{Error, raised};

/// Reads the choices for an overlay, with the words of the command line.
pub(crate) fn overlay_options(coverage: &str, area: &str) -> PyResult<OverlayOptions> {
    let unknown = |option: &str, value: &str, legal: &str| {
        Error::new_err(format!("{option} is \"{value}\"; it may be {legal}"))
    };
    Ok(OverlayOptions {
        coverage: match coverage {
            "exact" => CoverageRule::Exact,
            "center" => CoverageRule::Center,
            "touched" => CoverageRule::Touched,
            other => return Err(unknown("coverage", other, "exact, center or touched")),
        },
        area: match area {
            "true" => AreaRule::True,
            "planar" => AreaRule::Planar,
            other => return Err(unknown("area", other, "true or planar")),
        },
    })
}

/// Reads a CRS from a text, from an EPSG code as a number, or from an object with `to_wkt`, as in pyproj, rasterio and geopandas.
pub(crate) fn read_crs(
    definition: Option<&Bound<'_, PyAny>>,
    option: &str,
) -> PyResult<Option<Crs>> {
    let Some(definition) = definition else {
        return Ok(None);
    };
    let text: String = if let Ok(text) = definition.extract::<String>() {
        text
    } else if let Ok(code) = definition.extract::<u32>() {
        format!("EPSG:{code}")
    } else {
        definition.call_method0("to_wkt")?.extract()?
    };
    let crs = Crs::from_definition(&text).context(option.to_owned());
    crs.map(Some).map_err(raised)
}

/// Reads what longitudes and latitudes refer to, with the words of the command line.
pub(crate) fn read_datum(datum: &str) -> PyResult<Datum> {
    match datum {
        "wgs84" => Ok(Datum::Wgs84),
        "gcj02" => Ok(Datum::Gcj02),
        "bd09" => Ok(Datum::Bd09),
        other => Err(Error::new_err(format!(
            "datum is \"{other}\"; it may be wgs84, gcj02 or bd09"
        ))),
    }
}

/// Returns the well-known text of a CRS.
#[pyfunction]
#[pyo3(signature = (definition))]
pub(crate) fn wkt(definition: Option<&Bound<'_, PyAny>>) -> PyResult<Option<String>> {
    let crs = read_crs(definition, "raster_crs")?;
    Ok(crs.map(|crs| crs.wkt().to_owned()))
}

/// Reads GDAL's six numbers of a transform from a sequence, or from an object with `to_gdal`, such as `affine.Affine`.
pub(crate) fn read_transform(transform: &Bound<'_, PyAny>) -> PyResult<[f64; 6]> {
    match transform.hasattr("to_gdal")? {
        true => transform.call_method0("to_gdal")?.extract(),
        false => transform.extract(),
    }
}
