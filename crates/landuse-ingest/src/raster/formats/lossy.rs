//! Compression that loses: it is made for pictures, and turns codes into others that look alike.

use gdal::raster::RasterBand;
use gdal::{Dataset, Metadata};

use crate::raster::code_type::CodeType;
use crate::raster::error::RasterProblem;

/// Refuses a band whose compression is lossy. Returns a warning if it may be.
///
/// # Errors
/// It is.
pub(crate) fn refuse_lossy(
    dataset: &Dataset,
    band: &RasterBand<'_>,
    codes: CodeType,
) -> Result<Option<&'static str>, RasterProblem> {
    let item = |key: &str| {
        let of_band = band.metadata_item(key, "IMAGE_STRUCTURE");
        of_band.or_else(|| dataset.metadata_item(key, "IMAGE_STRUCTURE"))
    };
    let refuse = |method: String| Err(RasterProblem::Lossy { method });
    let compression = item("COMPRESSION").unwrap_or_default();
    if compression.contains("JPEG") || dataset.driver().short_name() == "JPEG" {
        return refuse("JPEG".to_owned());
    }
    if item("COMPRESSION_REVERSIBILITY").is_some_and(|text| text.starts_with("LOSSY")) {
        return refuse(compression);
    }
    if !compression.contains("LERC") {
        return Ok(None);
    }
    // Of whole numbers an error below 1 is none.
    let is_error = |error: f64| match codes {
        CodeType::F32 | CodeType::F64 => error > 0.0,
        _ => error >= 1.0,
    };
    match item("MAX_Z_ERROR").and_then(|text| text.parse().ok()) {
        Some(error) if is_error(error) => {
            refuse(format!("{compression} with an error of up to {error}"))
        }
        Some(_) => Ok(None),
        None => Ok(Some(
            "it is compressed with LERC, and this GDAL does not tell whether without loss; if it was written with a MAX_Z_ERROR of 1 or more, codes have turned into others",
        )),
    }
}
