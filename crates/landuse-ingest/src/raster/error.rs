//! What can be wrong with a raster.

use bilingual::Bilingual;
use carbon_core::speaks_chinese;
use std::ops::Range;
use std::path::PathBuf;

use gdal::errors::GdalError;

use super::formats::ascii_grid::AsciiGridError;
use super::formats::vrt::VrtError;
use super::stac::StacProblem;
use super::tiles_problem::TilesProblem;
use crate::crs::CrsError;
use crate::crs::ExtentGuess;
use crate::grid::{GridDifference, GridError};
use crate::http::{Failure, ServerProblem};
use crate::limits::Exceeded;
use crate::remedy::Remedy;

/// A raster that cannot be tallied.
#[derive(Debug, thiserror::Error, Bilingual)]
#[en("{}: {problem}", path.display())]
#[zh("{}：{problem}", path.display())]
pub struct RasterError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: RasterProblem,
}

/// What is wrong with a raster.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum RasterProblem {
    /// No such file.
    #[en("no such file or directory")]
    #[zh("没有这个文件或文件夹")]
    Missing,
    /// GDAL does not read it.
    #[en("not a raster that GDAL reads: {said}")]
    #[zh("GDAL 无法把它作为栅格读取：{said}")]
    Unreadable {
        /// What GDAL says.
        said: String,
    },
    /// A TIFF that cannot be whole.
    #[en(
        "it claims to have {blocks} blocks, whose places alone take more than the {bytes} bytes of the file"
    )]
    #[zh("文件声称有 {blocks} 个数据块，仅块的位置表就超过文件的 {bytes} 字节")]
    MoreBlocksThanBytes {
        /// The blocks that it claims to have.
        blocks: u64,
        /// Its size.
        bytes: u64,
    },
    /// More work or memory than a limit allows.
    #[error(transparent)]
    Costly(#[from] Exceeded),
    /// No memory for the cells that are read at a time.
    #[en("there is no memory for {bytes} bytes of its cells, which are read at a time")]
    #[zh("内存不足：每次读取的像元需要 {bytes} 字节")]
    NoMemory {
        /// How much is needed.
        bytes: usize,
    },
    /// A container or vector file.
    #[en("the file has no raster bands; name a band's subdataset (see `gdalinfo`)")]
    #[zh("文件中没有栅格波段；请写明波段所在的子数据集（见 `gdalinfo`）")]
    NoBands,
    /// A band number out of range.
    #[en("there is no band {band}; the file has {bands}")]
    #[zh("没有波段 {band}；文件有 {bands} 个波段")]
    NoSuchBand {
        /// The band asked for.
        band: usize,
        /// How many there are.
        bands: usize,
    },
    /// Codes that were changed when the file was written.
    #[en(
        "its compression is lossy ({method}): it is made for pictures, and has turned codes into others; get the original, or one that is compressed without loss (DEFLATE, LZW, ZSTD)"
    )]
    #[zh(
        "文件采用有损压缩（{method}）：该压缩用于图片，会改变像元代码；请取得原始数据，或无损压缩（DEFLATE、LZW、ZSTD）的数据"
    )]
    Lossy {
        /// The compression.
        method: String,
    },
    /// Several bands, and none chosen.
    #[en("the file has {bands} bands: {list}; choose one, as in stack.tif#2")]
    #[zh("文件有 {bands} 个波段：{list}；请选择一个，例如 stack.tif#2")]
    ChooseBand {
        /// How many there are.
        bands: usize,
        /// Their numbers and descriptions.
        list: String,
    },
    /// Several rasters in one file, and none of them chosen, or one that is not there.
    #[en(
        "the file {}{}",
        match asked {
            Some(asked) => format!("has no raster #{asked}"),
            None => "holds several rasters".to_owned(),
        },
        match parts.is_empty() {
            true => format!("; it is one raster, {example}"),
            false => format!(": {parts}; choose one, as in {example}"),
        }
    )]
    #[zh("文件{}{}", match asked { Some(asked) => format!("中没有栅格 #{asked}"), None => "中有多个栅格".to_owned(), }, match parts.is_empty() { true => format!("；它只有一个栅格 {example}"), false => format!("：{parts}；请选择一个，例如 {example}"), })]
    ChoosePart {
        /// What was asked for.
        asked: Option<String>,
        /// The names and descriptions of all.
        parts: String,
        /// How one is named.
        example: String,
    },
    /// A picture, not codes.
    #[en("the file is a picture of {bands} colour bands, not class codes")]
    #[zh("文件是有 {bands} 个颜色波段的图片，不是地类代码")]
    Colours {
        /// How many bands.
        bands: usize,
    },
    /// Complex numbers or another type that no code has.
    #[en("its cells are {data_type}; class codes are integers, or floats without fractions")]
    #[zh("像元类型为 {data_type}；地类代码应为整数，或没有小数部分的浮点数")]
    NotCodes {
        /// GDAL's name of the type.
        data_type: String,
    },
    /// No geotransform.
    #[en("{}", if *by_points {
        "the file is placed by control points only; `gdalwarp FILE placed.tif` makes a copy with a regular grid"
    } else {
        "the file does not say where it lies (no geotransform); find its world file or copy it with `gdal_translate -a_ullr WEST NORTH EAST SOUTH`"
    })]
    #[zh("{}", if *by_points { "文件只用控制点定位；`gdalwarp FILE placed.tif` 可生成规则格网的副本" } else { "文件没有写明位置（没有仿射变换参数）；请找到它的坐标文件（world file），或用 `gdal_translate -a_ullr WEST NORTH EAST SOUTH` 复制一份" })]
    NotPlaced {
        /// Whether it has ground control points or RPCs.
        by_points: bool,
    },
    /// One of GDAL's names for what is no file of this machine.
    #[en(
        "this is no file of this machine, but a name of GDAL's for what lies on a server or in an archive; name a URL as it is (https://…, http://… or s3://…), or unpack the archive"
    )]
    #[zh(
        "这不是本机文件，而是 GDAL 对服务器或压缩包中内容的称呼；请直接写 URL（https://…、http://… 或 s3://…），或解压"
    )]
    NoFileName,
    /// No CRS in the file.
    #[en("the file names no coordinate reference system; its extent is {0}")]
    #[zh("文件没有写明坐标系；其范围为 {0}")]
    NoCrs(ExtentGuess),
    /// A CRS that cannot be used.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// A geotransform that cannot be used.
    #[error(transparent)]
    Transform(#[from] GridError),
    /// A block that cannot be read or decoded.
    #[en("cannot read block {block_x}, {block_y} (cells from column {col}, row {row}{}): {said}", at.as_deref().unwrap_or(""))]
    #[zh("无法读取数据块 {block_x}, {block_y}（像元从第 {col} 列、第 {row} 行起{}）：{said}", at.as_deref().unwrap_or(""))]
    Block {
        /// Column of blocks.
        block_x: u32,
        /// Row of blocks.
        block_y: u32,
        /// First column of cells.
        col: u32,
        /// First row of cells.
        row: u32,
        /// Where in the file, if known.
        at: Option<String>,
        /// What GDAL says.
        said: String,
    },
    /// Cells that a program holds, but does not hand out.
    #[en("its cells cannot be had: {said}")]
    #[zh("无法取得像元：{said}")]
    Withheld {
        /// Why.
        said: String,
    },
    /// Whoever read it was told to stop.
    #[en("stopped while it was read")]
    #[zh("读取中途停止")]
    Stopped,
    /// A block that was never written, in a file without nodata: GDAL would make it zeros.
    #[en(
        "block {block_x}, {block_y} (cells from column {col}, row {row}) was never written, and the file declares no nodata; if such blocks mean no data, declare it (`gdal_edit.py -a_nodata CODE`), otherwise the file is not whole: get it again"
    )]
    #[zh(
        "数据块 {block_x}, {block_y}（像元从第 {col} 列、第 {row} 行起）从未写入，而文件没有声明 nodata；如果这样的块表示无数据，请声明（`gdal_edit.py -a_nodata CODE`），否则文件不完整，请重新获取"
    )]
    Absent {
        /// Column of blocks.
        block_x: u32,
        /// Row of blocks.
        block_y: u32,
        /// First column of cells.
        col: u32,
        /// First row of cells.
        row: u32,
    },
    /// A cell of a VRT without nodata that none of its files has: GDAL would make it 0.
    #[en(
        "no file of the VRT has the {columns} × {rows} cells from column {col}, row {row}, which zones cover, and it declares no nodata; add the files that are missing, or declare that such cells have no data (`gdalbuildvrt -vrtnodata CODE`)"
    )]
    #[zh(
        "VRT 的各文件都没有从第 {col} 列、第 {row} 行起的 {columns} × {rows} 个像元，而区域覆盖了这些像元，且没有声明 nodata；请补上缺少的文件，或声明这些像元无数据（`gdalbuildvrt -vrtnodata CODE`）"
    )]
    Gap {
        /// First column of the gap.
        col: u32,
        /// First row.
        row: u32,
        /// Columns.
        columns: u32,
        /// Rows.
        rows: u32,
    },
    /// Tiles that are no raster together.
    #[error(transparent)]
    Tiles(#[from] TilesProblem),
    /// A VRT that is not read.
    #[error(transparent)]
    Vrt(#[from] VrtError),
    /// The text of an ASCII grid is not whole.
    #[error(transparent)]
    AsciiGrid(#[from] AsciiGridError),
    /// The raster is not on the grid that the zones were laid over.
    #[en(
        "its grid has {} than that of the zones' overlay ({theirs} against {ours}); lay the zones over each grid, or bring the rasters to one (`gdalwarp -te … -tr … -r near`): nothing is resampled here",
        match difference {
            GridDifference::Crs => "another coordinate reference system",
            GridDifference::Resolution => "another cell size",
            GridDifference::Shift => "another origin, by a part of a cell,",
            GridDifference::Extent => "another extent",
        }
    )]
    #[zh("其格网与区域叠加所用的格网{}不同（{theirs}，后者为 {ours}）；请对每种格网分别叠加，或把栅格统一到同一格网（`gdalwarp -te … -tr … -r near`）：本程序不做重采样", match difference { GridDifference::Crs => "坐标系", GridDifference::Resolution => "像元大小", GridDifference::Shift => "起点（相差不足一个像元）", GridDifference::Extent => "范围", })]
    OtherGrid {
        /// How they differ.
        difference: GridDifference,
        /// The overlay's grid.
        ours: String,
        /// The raster's grid.
        theirs: String,
    },
    /// Rows beyond the last.
    #[en("there are no rows {}..{}; the raster has {height}", rows.start, rows.end)]
    #[zh("没有第 {}..{} 行；栅格共 {height} 行", rows.start, rows.end)]
    NoSuchRows {
        /// The rows asked for.
        rows: Range<u32>,
        /// How many there are.
        height: u32,
    },
    /// A value that is no code.
    #[en("the cell at column {col}, row {row} holds {value}, which is {}", if value.is_nan() {
        "not a number; if it marks cells without data, declare it (`gdal_edit.py -a_nodata nan`)"
    } else if value.fract() == 0.0 {
        "beyond the range of codes; if it marks cells without data, declare it (`gdal_edit.py -a_nodata VALUE`)"
    } else {
        "no whole number; class codes are integers"
    })]
    #[zh("第 {col} 列、第 {row} 行的像元值为 {value}，{}", if value.is_nan() { "不是数；如果它表示无数据，请声明（`gdal_edit.py -a_nodata nan`）" } else if value.fract() == 0.0 { "超出代码的范围；如果它表示无数据，请声明（`gdal_edit.py -a_nodata VALUE`）" } else { "不是整数；地类代码应为整数" })]
    Fraction {
        /// Column.
        col: u32,
        /// Row.
        row: u32,
        /// The value.
        value: f64,
    },
    /// Nodata is also a code of the legend.
    #[en(
        "nodata is {code}, which the legend \"{legend}\" has as a class ({class}); set another nodata value (`gdal_edit.py -unsetnodata`), or use a legend without it"
    )]
    #[zh(
        "nodata 为 {code}，而图例 \"{legend}\" 把它作为地类（{class}）；请另设 nodata 值（`gdal_edit.py -unsetnodata`），或使用没有该代码的图例"
    )]
    NodataIsClass {
        /// The value.
        code: i64,
        /// The legend.
        legend: String,
        /// The class of the code.
        class: String,
    },
    /// Codes that the legend lacks.
    #[en("{}", UnmappedList { codes, legend })]
    #[zh("{}", UnmappedList { codes, legend })]
    Unmapped {
        /// The codes, with hectares over all zones and the first cell (column, row).
        codes: Vec<UnmappedCode>,
        /// The legend.
        legend: String,
        /// Whether the raster declares nodata.
        nodata: bool,
        /// The built-in legends that have all codes of the raster, as far as its cells were looked at.
        fitting: Vec<String>,
    },
    /// A server fails, or does not do as it should.
    #[error(transparent)]
    Server(#[from] ServerProblem),
    /// A STAC item does not lead to a raster.
    #[error(transparent)]
    Stac(#[from] StacProblem),
    /// It was tried several times.
    #[en("{problem} (tried {times} times)")]
    #[zh("{problem}（已尝试 {times} 次）")]
    Tried {
        /// What was wrong at last.
        problem: Box<RasterProblem>,
        /// How often it was tried.
        times: u32,
    },
    /// GDAL failed.
    #[error(transparent)]
    Gdal(#[from] GdalError),
}

impl Failure for RasterProblem {
    fn is_final(&self, number: u32) -> bool {
        match self {
            Self::Server(problem) => problem.is_final(number),
            Self::Unreadable { .. } | Self::Block { .. } | Self::Gdal(_) | Self::Missing => false,
            _ => true,
        }
    }

    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Server(problem) => problem.retry_after(),
            _ => None,
        }
    }
}

impl RasterProblem {
    /// What mends it, by a choice of the user.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::NoSuchBand { bands, .. } => Some(Remedy::ChooseBand { bands: *bands }),
            Self::ChooseBand { .. } => Some(Remedy::NameBand),
            Self::Colours { .. } => Some(Remedy::DataOrBand),
            Self::NoCrs(_) => Some(Remedy::NameRasterCrs),
            Self::Crs(error) if error.is_mended_by_another_crs() => Some(Remedy::CorrectRasterCrs),
            Self::NoSuchRows { height, .. } => Some(Remedy::ChooseRows { height: *height }),
            Self::Unmapped {
                nodata, fitting, ..
            } => Some(Remedy::FitLegend {
                declare_nodata: !nodata,
                fitting: fitting.clone(),
            }),
            _ => None,
        }
    }

    /// The problem with the number of tries, if there were several.
    pub(crate) fn tried(self, times: u32) -> Self {
        match times {
            1 => self,
            _ => Self::Tried {
                problem: Box::new(self),
                times,
            },
        }
    }
}

/// A code that the legend lacks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnmappedCode {
    /// The code.
    pub code: i64,
    /// Hectares of it in all zones.
    pub hectares: f64,
    /// Column and row of the first such cell in a zone.
    pub first_cell: (u32, u32),
}

struct UnmappedList<'a> {
    codes: &'a [UnmappedCode],
    legend: &'a str,
}

impl std::fmt::Display for UnmappedList<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const SHOWN: usize = 10;
        let zh = speaks_chinese();
        match zh {
            true => write!(f, "图例 \"{}\" 中没有", self.legend)?,
            false => write!(f, "the legend \"{}\" lacks ", self.legend)?,
        }
        for (index, unmapped) in self.codes.iter().take(SHOWN).enumerate() {
            let UnmappedCode {
                code,
                hectares,
                first_cell: (col, row),
            } = unmapped;
            if zh {
                let comma = if index == 0 { "" } else { "；" };
                write!(
                    f,
                    "{comma}代码 {code}（{hectares:.2} 公顷，最先见于第 {col} 列、第 {row} 行）"
                )?;
                continue;
            }
            let comma = if index == 0 { "" } else { "; " };
            write!(
                f,
                "{comma}code {code} ({hectares:.2} ha, first at column {col}, row {row})"
            )?;
        }
        if self.codes.len() > SHOWN {
            let more = self.codes.len() - SHOWN;
            match zh {
                true => write!(f, "；另有 {more} 个代码")?,
                false => write!(f, "; and {more} more codes")?,
            }
        }
        Ok(())
    }
}
