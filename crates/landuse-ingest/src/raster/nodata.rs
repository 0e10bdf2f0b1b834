//! The whole rule of cells without data.
//!
//! 1. A mask goes first: where the file has one of its own (not one that GDAL derives from the nodata value), a cell that it leaves out
//!    has no data, whatever code it holds. See [`has_own_mask`].
//! 2. Otherwise a cell has no data if it holds the nodata value that the band declares, compared in the type of the cells. See
//!    [`NoData::from_band`] for the value and [`NoData::equals`] for the comparison.
//! 3. A block that a TIFF never wrote has no data if the band declares nodata: GDAL fills it with that value, and a warning names it.
//!    Without a nodata value GDAL would fill it with zeros, so it is refused. See [`absent_blocks`] and [`refuse_absent`].
//! 4. A nodata value that the legend has as a class is refused: nobody could tell what such a cell means. See
//!    [`Raster::refuse_nodata_as_class`].
//!
//! Cells without data are a row of the ledger, `nodata`. They are never dropped, and never counted for a class.

use gdal::Metadata;
use gdal::raster::RasterBand;

use super::code_type::CodeType;
use super::error::{RasterError, RasterProblem};
use super::pixel::Pixel;
use super::raster::Raster;
use crate::legend::Legend;

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
    /// The nodata value of a band, in the type of its cells.
    pub(super) fn from_band(band: &RasterBand<'_>, codes: CodeType) -> Option<Self> {
        match codes {
            CodeType::I64 => band.no_data_value_i64().map(Self::Code),
            CodeType::U64 => band
                .no_data_value_u64()
                .map(|v| i64::try_from(v).map_or(Self::Huge(v), Self::Code)),
            CodeType::F32 => band
                .no_data_value()
                .map(|v| Self::from_float(f64::from(v as f32))),
            _ => band.no_data_value().map(Self::from_float),
        }
    }

    /// The nodata value that a text says, in the type of the cells.
    pub(super) fn from_text(text: &str, codes: CodeType) -> Option<Self> {
        if let Ok(code) = text.parse::<i64>() {
            return Some(Self::Code(code));
        }
        if let (Ok(huge), CodeType::U64) = (text.parse::<u64>(), codes) {
            return Some(Self::Huge(huge));
        }
        let value = text.parse::<f64>().ok()?;
        Some(match codes {
            CodeType::F32 => Self::from_float(f64::from(value as f32)),
            _ => Self::from_float(value),
        })
    }

    /// A value that is given as a float.
    pub fn from_float(value: f64) -> Self {
        if value.fract() == 0.0 && value.abs() < 2_f64.powi(63) {
            Self::Code(value as i64)
        } else {
            Self::Float(value)
        }
    }

    /// Whether a cell holds it. `code` is the code of the cell, if it holds one.
    pub(crate) fn equals<T: Pixel>(self, value: T, code: Option<i64>) -> bool {
        match self {
            Self::Code(nodata) => code == Some(nodata),
            Self::Huge(nodata) => code.is_none() && value.bits() == nodata,
            Self::Float(nodata) => {
                value.as_f64() == nodata || (nodata.is_nan() && value.as_f64().is_nan())
            }
        }
    }
}

impl Raster {
    /// Makes sure that cells without data cannot be taken for a class.
    ///
    /// # Errors
    /// The legend has the nodata value as a code.
    pub fn refuse_nodata_as_class(&self, legend: &Legend) -> Result<(), RasterError> {
        let Some(NoData::Code(code)) = self.nodata else {
            return Ok(());
        };
        match legend.class_of(code) {
            Some(class) => Err(self.error(RasterProblem::NodataIsClass {
                code,
                legend: legend.name.clone(),
                class: class.to_string(),
            })),
            None => Ok(()),
        }
    }
}

/// Whether a band has a mask that is neither everywhere valid nor derived from its nodata value.
pub(super) fn has_own_mask(
    band: &RasterBand<'_>,
    nodata: Option<NoData>,
) -> Result<bool, RasterProblem> {
    let mask = band.mask_flags()?;
    Ok(!(mask.is_all_valid() || mask.is_nodata() && nodata.is_some()))
}

/// Where in a TIFF a block begins; `None` if it was never written.
pub(crate) fn block_offset(band: &RasterBand<'_>, x: usize, y: usize) -> Option<String> {
    band.metadata_item(&format!("BLOCK_OFFSET_{x}_{y}"), "TIFF")
}

/// A warning about the blocks of a TIFF with nodata that were never written, if there are some.
pub(super) fn absent_blocks(band: &RasterBand<'_>) -> Option<String> {
    let ((width, height), (block_width, block_height)) = (band.size(), band.block_size());
    let (across, down) = (width.div_ceil(block_width), height.div_ceil(block_height));
    let mut absent = (0..down)
        .flat_map(|y| (0..across).map(move |x| (x, y)))
        .filter(|&(x, y)| block_offset(band, x, y).is_none());
    let (x, y) = absent.next()?;
    Some(format!(
        "{} of its {} blocks were never written (the first is {x}, {y}) and count as cells without data; if the file should have them, it is not whole",
        absent.count() + 1,
        across * down,
    ))
}

/// Refuses blocks, given as column and row, that were never written in a TIFF without nodata.
pub(crate) fn refuse_absent(
    band: &RasterBand<'_>,
    mut blocks: impl Iterator<Item = (usize, usize)>,
) -> Result<(), RasterProblem> {
    let (width, height) = band.block_size();
    match blocks.find(|&(x, y)| block_offset(band, x, y).is_none()) {
        None => Ok(()),
        Some((x, y)) => Err(RasterProblem::Absent {
            block_x: x as u32,
            block_y: y as u32,
            col: (x * width) as u32,
            row: (y * height) as u32,
        }),
    }
}
