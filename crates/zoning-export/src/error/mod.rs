//! What can go wrong with outputs.

use bilingual::Bilingual;
use std::io;
use std::path::PathBuf;

use gdal::errors::GdalError;
use parquet::errors::ParquetError;
use rust_xlsxwriter::XlsxError;
use zip::result::ZipError;

use crate::geometry::{CrsError, ShapesError};
use crate::style::ThemeError;

/// An output that could not be made or written.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum ExportError {
    /// A theme that no map can show.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// Zones without an entry in the shapes.
    #[error(transparent)]
    Shapes(#[from] ShapesError),
    /// A CRS that GDAL does not read, or into which the zones cannot be projected.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// A stream that takes no more bytes.
    #[en("the output could not be written: {0}")]
    #[zh("无法写入输出：{0}")]
    Write(#[from] io::Error),
    /// A value that JSON cannot hold.
    #[en("the output could not be written as JSON: {0}")]
    #[zh("无法写入 JSON 输出：{0}")]
    Json(#[from] serde_json::Error),
    /// A failure inside a Parquet file.
    #[en("the Parquet output could not be written: {0}")]
    #[zh("无法写入 Parquet 输出：{0}")]
    Parquet(#[from] ParquetError),
    /// A workbook that a spreadsheet could not hold, such as one with a text of more than 32,767
    /// characters.
    #[en("the workbook could not be written: {0}")]
    #[zh("无法写入工作簿：{0}")]
    Workbook(#[from] XlsxError),
    /// A QGIS project that could not be packed.
    #[en("the QGIS project could not be written: {0}")]
    #[zh("无法写入 QGIS 工程：{0}")]
    Project(#[from] ZipError),
    /// A figure that could not be drawn or encoded.
    #[en("the figure could not be {step}: {reason}")]
    #[zh("图件在 {step} 这一步失败：{reason}")]
    Figure {
        /// `drawn`, `written as PNG` or `written as PDF`.
        step: &'static str,
        /// What was said.
        reason: String,
    },
    /// An existing file that is in the way.
    #[en(
        "the existing file {} could not be replaced: {source}; close the programs that have it \
         open",
        path.display()
    )]
    #[zh("无法替换已有文件 {}：{source}；请关闭打开该文件的程序", path.display())]
    Replace {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A GeoPackage that GDAL would not write or read back.
    #[en(
        "the GeoPackage {} could not be written: {source}; its directory must exist, be writable \
         and have room",
        path.display()
    )]
    #[zh("无法写入 GeoPackage {}：{source}；其文件夹必须存在、可写且有足够空间", path.display())]
    GeoPackage {
        /// The file.
        path: PathBuf,
        /// GDAL's reason.
        source: GdalError,
    },
    /// A GeoPackage that does not hold what was written: the disk may be full.
    #[en(
        "the GeoPackage {} was written but reads back wrong: {what} should be {expected} and is \
         {found}; see that the disk is not full",
        path.display()
    )]
    #[zh("GeoPackage {} 已写入，但读回时不符：{what} 应为 {expected}，实为 {found}；请检查磁盘是否已满", path.display())]
    ReadBack {
        /// The file.
        path: PathBuf,
        /// What differs, with the layer.
        what: String,
        /// What was written.
        expected: usize,
        /// What was read.
        found: usize,
    },
}

impl ExportError {
    /// A figure that could not be drawn or encoded.
    pub(crate) fn figure(step: &'static str, reason: impl ToString) -> Self {
        let reason = reason.to_string();
        Self::Figure { step, reason }
    }
}
