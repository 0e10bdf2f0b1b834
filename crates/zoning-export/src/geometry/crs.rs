//! Coordinate reference systems that GDAL does not take.

use bilingual::Bilingual;
use gdal::errors::GdalError;

/// A CRS that GDAL does not read, or into which the zones cannot be projected.
#[derive(Debug, thiserror::Error, Bilingual)]
#[en("GDAL does not understand the CRS `{wkt}`: {source}")]
#[zh("GDAL 无法识别坐标系 `{wkt}`：{source}")]
pub struct CrsError {
    /// The CRS as given.
    pub wkt: String,
    /// GDAL's reason.
    pub source: GdalError,
}

impl CrsError {
    pub(crate) fn new(wkt: impl Into<String>, source: GdalError) -> Self {
        let wkt = wkt.into();
        Self { wkt, source }
    }
}
