//! How a raster stores its codes, and what stands for none.

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
    /// The type of a band's cells.
    pub(crate) fn of(band: &RasterBand<'_>) -> Result<Self, RasterProblem> {
        let signed_bytes = || {
            band.metadata_item("PIXELTYPE", "IMAGE_STRUCTURE")
                .as_deref()
                == Some("SIGNEDBYTE")
        };
        Ok(match band.band_type() {
            GdalDataType::UInt8 if signed_bytes() => Self::I8,
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
                "Int8" => Self::I8,
                // The name that is given to complex numbers.
                "Unknown" => {
                    return Err(RasterProblem::NotCodes {
                        data_type: "complex numbers".to_owned(),
                    });
                }
                name => {
                    return Err(RasterProblem::NotCodes {
                        data_type: name.to_owned(),
                    });
                }
            },
        })
    }

    /// Bytes of a cell.
    #[must_use]
    pub fn bytes(self) -> u64 {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }
}

/// The value of cells without data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NoData {
    /// A whole number.
    Code(i64),
    /// A whole number beyond the range of codes.
    Huge(u64),
    /// Not a number, or a number that no code can equal.
    Float(f64),
}

impl NoData {
    /// The value that a band of this type has for cells without data.
    pub(crate) fn of(band: &RasterBand<'_>, codes: CodeType) -> Option<Self> {
        match codes {
            CodeType::I64 => band.no_data_value_i64().map(Self::Code),
            CodeType::U64 => band
                .no_data_value_u64()
                .map(|v| i64::try_from(v).map_or(Self::Huge(v), Self::Code)),
            CodeType::F32 => band
                .no_data_value()
                .map(|v| Self::of_float(f64::from(v as f32))),
            _ => band.no_data_value().map(Self::of_float),
        }
    }

    /// Of a value that is given as a float.
    #[must_use]
    pub fn of_float(value: f64) -> Self {
        if value.fract() == 0.0 && value.abs() < 2_f64.powi(63) {
            Self::Code(value as i64)
        } else {
            Self::Float(value)
        }
    }
}
