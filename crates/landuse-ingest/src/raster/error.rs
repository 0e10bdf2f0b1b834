//! What can be wrong with a raster.

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
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", path.display())]
pub struct RasterError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: RasterProblem,
}

/// What is wrong with a raster.
#[derive(Debug, thiserror::Error)]
pub enum RasterProblem {
    /// No such file.
    #[error("no such file or directory")]
    Missing,
    /// GDAL does not read it.
    #[error("not a raster that GDAL reads: {said}")]
    Unreadable {
        /// What GDAL says.
        said: String,
    },
    /// A TIFF that cannot be whole.
    #[error(
        "it claims to have {blocks} blocks, whose places alone take more than the {bytes} bytes of the file"
    )]
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
    #[error("there is no memory for {bytes} bytes of its cells, which are read at a time")]
    NoMemory {
        /// How much is needed.
        bytes: usize,
    },
    /// A container or vector file.
    #[error("the file has no raster bands; name a band's subdataset (see `gdalinfo`)")]
    NoBands,
    /// A band number out of range.
    #[error("there is no band {band}; the file has {bands}")]
    NoSuchBand {
        /// The band asked for.
        band: usize,
        /// How many there are.
        bands: usize,
    },
    /// Codes that were changed when the file was written.
    #[error(
        "its compression is lossy ({method}): it is made for pictures, and has turned codes into others; get the original, or one that is compressed without loss (DEFLATE, LZW, ZSTD)"
    )]
    Lossy {
        /// The compression.
        method: String,
    },
    /// Several bands, and none chosen.
    #[error("the file has {bands} bands: {list}; choose one, as in stack.tif#2")]
    ChooseBand {
        /// How many there are.
        bands: usize,
        /// Their numbers and descriptions.
        list: String,
    },
    /// Several rasters in one file, and none of them chosen, or one that is not there.
    #[error(
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
    ChoosePart {
        /// What was asked for.
        asked: Option<String>,
        /// The names and descriptions of all.
        parts: String,
        /// How one is named.
        example: String,
    },
    /// A picture, not codes.
    #[error("the file is a picture of {bands} colour bands, not class codes")]
    Colours {
        /// How many bands.
        bands: usize,
    },
    /// Complex numbers or another type that no code has.
    #[error("its cells are {data_type}; class codes are integers, or floats without fractions")]
    NotCodes {
        /// GDAL's name of the type.
        data_type: String,
    },
    /// No geotransform.
    #[error("{}", if *by_points {
        "the file is placed by control points only; `gdalwarp FILE placed.tif` makes a copy with a regular grid"
    } else {
        "the file does not say where it lies (no geotransform); find its world file or copy it with `gdal_translate -a_ullr WEST NORTH EAST SOUTH`"
    })]
    NotPlaced {
        /// Whether it has ground control points or RPCs.
        by_points: bool,
    },
    /// One of GDAL's names for what is no file of this machine.
    #[error(
        "this is no file of this machine, but a name of GDAL's for what lies on a server or in an archive; name a URL as it is (https://…, http://… or s3://…), or unpack the archive"
    )]
    NoFileName,
    /// No CRS in the file.
    #[error("the file names no coordinate reference system; its extent is {0}")]
    NoCrs(ExtentGuess),
    /// A CRS that cannot be used.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// A geotransform that cannot be used.
    #[error(transparent)]
    Transform(#[from] GridError),
    /// A block that cannot be read or decoded.
    #[error("cannot read block {block_x}, {block_y} (cells from column {col}, row {row}{}): {said}", at.as_deref().unwrap_or(""))]
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
    #[error("its cells cannot be had: {said}")]
    Withheld {
        /// Why.
        said: String,
    },
    /// Whoever read it was told to stop.
    #[error("stopped while it was read")]
    Stopped,
    /// A block that was never written, in a file without nodata: GDAL would make it zeros.
    #[error(
        "block {block_x}, {block_y} (cells from column {col}, row {row}) was never written, and the file declares no nodata; if such blocks mean no data, declare it (`gdal_edit.py -a_nodata CODE`), otherwise the file is not whole: get it again"
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
    #[error(
        "no file of the VRT has the {columns} × {rows} cells from column {col}, row {row}, which zones cover, and it declares no nodata; add the files that are missing, or declare that such cells have no data (`gdalbuildvrt -vrtnodata CODE`)"
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
    #[error(
        "its grid has {} than that of the zones' overlay ({theirs} against {ours}); lay the zones over each grid, or bring the rasters to one (`gdalwarp -te … -tr … -r near`): nothing is resampled here",
        match difference {
            GridDifference::Crs => "another coordinate reference system",
            GridDifference::Resolution => "another cell size",
            GridDifference::Shift => "another origin, by a part of a cell,",
            GridDifference::Extent => "another extent",
        }
    )]
    OtherGrid {
        /// How they differ.
        difference: GridDifference,
        /// The overlay's grid.
        ours: String,
        /// The raster's grid.
        theirs: String,
    },
    /// Rows beyond the last.
    #[error("there are no rows {}..{}; the raster has {height}", rows.start, rows.end)]
    NoSuchRows {
        /// The rows asked for.
        rows: Range<u32>,
        /// How many there are.
        height: u32,
    },
    /// A value that is no code.
    #[error("the cell at column {col}, row {row} holds {value}, which is {}", if value.is_nan() {
        "not a number; if it marks cells without data, declare it (`gdal_edit.py -a_nodata nan`)"
    } else if value.fract() == 0.0 {
        "beyond the range of codes; if it marks cells without data, declare it (`gdal_edit.py -a_nodata VALUE`)"
    } else {
        "no whole number; class codes are integers"
    })]
    Fraction {
        /// Column.
        col: u32,
        /// Row.
        row: u32,
        /// The value.
        value: f64,
    },
    /// Nodata is also a code of the legend.
    #[error(
        "nodata is {code}, which the legend \"{legend}\" has as a class ({class}); set another nodata value (`gdal_edit.py -unsetnodata`), or use a legend without it"
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
    #[error("{}", UnmappedList { codes, legend })]
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
    #[error("{problem} (tried {times} times)")]
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
        write!(f, "the legend \"{}\" lacks ", self.legend)?;
        for (index, unmapped) in self.codes.iter().take(SHOWN).enumerate() {
            let UnmappedCode {
                code,
                hectares,
                first_cell: (col, row),
            } = unmapped;
            let comma = if index == 0 { "" } else { "; " };
            write!(
                f,
                "{comma}code {code} ({hectares:.2} ha, first at column {col}, row {row})"
            )?;
        }
        if self.codes.len() > SHOWN {
            write!(f, "; and {} more codes", self.codes.len() - SHOWN)?;
        }
        Ok(())
    }
}
