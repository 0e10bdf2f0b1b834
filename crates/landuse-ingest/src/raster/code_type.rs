//! How a raster stores its codes.

use gdal::Metadata;
use gdal::raster::{GdalDataType, RasterBand};

use super::error::RasterProblem;

/// How codes are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CodeType {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F32,
    F64,
}

impl CodeType {
    /// The type to read a band's cells as.
    pub(super) fn from_band(band: &RasterBand<'_>) -> Result<Self, RasterProblem> {
        let pixel_type = || band.metadata_item("PIXELTYPE", "IMAGE_STRUCTURE");
        Ok(match band.band_type() {
            GdalDataType::UInt8 if pixel_type().as_deref() == Some("SIGNEDBYTE") => Self::I8,
            GdalDataType::UInt8 => Self::U8,
            GdalDataType::UInt16 => Self::U16,
            GdalDataType::Int16 => Self::I16,
            GdalDataType::UInt32 => Self::U32,
            GdalDataType::Int32 => Self::I32,
            GdalDataType::Float32 => Self::F32,
            GdalDataType::Float64 => Self::F64,
            other => match other.name().as_str() {
                "UInt64" => Self::U64,
                "Int64" => Self::I64,
                // From GDAL 3.7 on, bytes with a sign are a type of their own. Read as plain bytes, negative codes would become 0.
                "Int8" => Self::I16,
                name => {
                    // "Unknown" is the name that is given to complex numbers.
                    let data_type = match name {
                        "Unknown" => "complex numbers",
                        name => name,
                    };
                    return Err(RasterProblem::NotCodes {
                        data_type: data_type.to_owned(),
                    });
                }
            },
        })
    }

    /// The type of a name that GDAL has for it.
    pub(super) fn from_name(name: &str) -> Result<Self, RasterProblem> {
        Ok(match name {
            "Byte" | "UInt8" => Self::U8,
            // As of a band, so that a VRT and its sources agree.
            "Int8" => Self::I16,
            "UInt16" => Self::U16,
            "Int16" => Self::I16,
            "UInt32" => Self::U32,
            "Int32" => Self::I32,
            "UInt64" => Self::U64,
            "Int64" => Self::I64,
            "Float32" => Self::F32,
            "Float64" => Self::F64,
            other => {
                let data_type = match other.starts_with('C') {
                    true => "complex numbers",
                    false => other,
                };
                return Err(RasterProblem::NotCodes {
                    data_type: data_type.to_owned(),
                });
            }
        })
    }

    /// Whether all codes of another type can be stored in this one. The other may be that in which an ASCII grid is read.
    pub(super) fn holds(self, other: Self) -> bool {
        use CodeType::{F32, F64, I8, I16, I32, I64, U8, U16, U32, U64};
        let (bytes, others) = (self.bytes(), other.bytes());
        let is_signed = |codes: Self| matches!(codes, I8 | I16 | I32 | I64);
        match (self, other) {
            (a, b) if a == b => true,
            (_, F64) | (U8, I8) => true,
            (_, F32) => self == F64,
            (F64, _) => others <= 4,
            (F32, _) => others <= 2,
            (U8 | U16 | U32 | U64, _) => !is_signed(other) && bytes >= others,
            _ => bytes > others || is_signed(other) && bytes == others,
        }
    }

    /// The code of a whole number as it is stored: bytes with a sign are read as bytes without one.
    pub(crate) fn code(self, stored: i64) -> i64 {
        match self {
            Self::I8 => i64::from(stored as u8 as i8),
            _ => stored,
        }
    }

    /// Bytes of a cell.
    pub fn bytes(self) -> u64 {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }
}
