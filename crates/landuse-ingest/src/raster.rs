//! Land-use rasters: what a file is before its cells are read.

use std::path::{Path, PathBuf};

use gdal::errors::GdalError;
use gdal::raster::{ColorInterpretation, GdalDataType, RasterBand};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags, Metadata};

use crate::crs::{Crs, CrsError};
use crate::gdal_log::listen;
use crate::grid::{DegenerateTransform, Grid};

/// Blocks larger than this many bytes make reading slow and hungry.
const LARGE_BLOCK: usize = 64 << 20;

/// How a raster is to be read where the file does not say, or says it wrong.
#[derive(Debug, Clone, Default)]
pub struct RasterOptions {
    /// The band, from 1. Default: 1.
    pub band: Option<usize>,
    /// The CRS instead of the file's.
    pub crs: Option<Crs>,
}

/// A raster of class codes: where it lies, and how it stores them.
#[derive(Debug, Clone)]
pub struct Raster {
    /// The file, or the directory of an Arc/Info grid.
    pub path: PathBuf,
    /// The band read, from 1.
    pub band: usize,
    /// Its cells.
    pub grid: Grid,
    /// The type of its codes.
    pub codes: CodeType,
    /// Width and height of its blocks, in cells.
    pub block: (u32, u32),
    /// The code of cells without data.
    pub nodata: Option<NoData>,
    /// Whether a mask says which cells have data.
    pub masked: bool,
    /// What the user should know.
    pub warnings: Vec<String>,
}

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

/// The value of cells without data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NoData {
    /// A whole number.
    Code(i64),
    /// Not a number, or a number that no code can equal.
    Float(f64),
}

impl Raster {
    /// Opens a raster and verifies that it can be tallied.
    ///
    /// # Errors
    /// The file cannot be opened, does not say where it lies, or holds colours or complex numbers instead of codes. See [`RasterError`].
    pub fn open(path: &Path, options: &RasterOptions) -> Result<Self, RasterError> {
        let dataset = open(path)?;
        let band_number = options.band.unwrap_or(1);
        let bands = dataset.raster_count();
        let fail = |problem| {
            Err(RasterError {
                path: path.to_owned(),
                problem,
            })
        };
        if bands == 0 {
            return fail(RasterProblem::NoBands);
        }
        if band_number == 0 || band_number > bands {
            return fail(RasterProblem::NoSuchBand {
                band: band_number,
                bands,
            });
        }
        let inspect = || -> Result<Self, RasterProblem> {
            let band = dataset.rasterband(band_number)?;
            refuse_colours(&dataset, &band, options)?;
            let mut warnings = Vec::new();
            let grid = grid(&dataset, options, &mut warnings)?;
            let codes = code_type(&band)?;
            let block = band.block_size();
            let block_bytes = block.0 * block.1 * band.band_type().bytes() as usize;
            if block_bytes > LARGE_BLOCK {
                warnings.push(format!(
                    "{}: its blocks of {} × {} cells make reading slow and take {} MB at a time; \
                     `gdal_translate -co TILED=YES -co COMPRESS=DEFLATE {} tiled.tif` makes a faster copy",
                    path.display(), block.0, block.1, block_bytes >> 20, path.display(),
                ));
            }
            if band.scale().is_some_and(|s| s != 1.0) || band.offset().is_some_and(|o| o != 0.0) {
                warnings.push(format!(
                    "{}: the band has a scale and an offset; codes are read without them",
                    path.display()
                ));
            }
            let flags = band.mask_flags()?;
            Ok(Self {
                path: path.to_owned(),
                band: band_number,
                grid,
                codes,
                block: (block.0 as u32, block.1 as u32),
                nodata: nodata(&band, codes),
                masked: !flags.is_all_valid() && !flags.is_nodata(),
                warnings,
            })
        };
        inspect().or_else(fail)
    }

    /// A handle to read its cells: one for each worker.
    pub(crate) fn dataset(&self) -> Result<Dataset, RasterError> {
        open(&self.path)
    }

    /// An error of this raster.
    pub(crate) fn error(&self, problem: RasterProblem) -> RasterError {
        RasterError {
            path: self.path.clone(),
            problem,
        }
    }
}

fn open(path: &Path) -> Result<Dataset, RasterError> {
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_RASTER
            | GdalOpenFlags::GDAL_OF_READONLY
            | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
        ..DatasetOptions::default()
    };
    let (opened, messages) = listen(|| Dataset::open_ex(path, options));
    opened.map_err(|error| {
        let problem = if path.exists() || path.starts_with("/vsicurl") {
            let said = messages
                .last()
                .cloned()
                .unwrap_or_else(|| error.to_string());
            RasterProblem::Unreadable { said }
        } else {
            RasterProblem::Missing
        };
        RasterError {
            path: path.to_owned(),
            problem,
        }
    })
}

fn refuse_colours(
    dataset: &Dataset,
    band: &RasterBand<'_>,
    options: &RasterOptions,
) -> Result<(), RasterProblem> {
    use ColorInterpretation::{BlueBand, GreenBand, RedBand};
    let colour =
        |b: &RasterBand<'_>| matches!(b.color_interpretation(), RedBand | GreenBand | BlueBand);
    let bands = dataset.raster_count();
    if bands >= 3 && options.band.is_none() && colour(band) {
        return Err(RasterProblem::Colours { bands });
    }
    Ok(())
}

fn grid(
    dataset: &Dataset,
    options: &RasterOptions,
    warnings: &mut Vec<String>,
) -> Result<Grid, RasterProblem> {
    let (width, height) = dataset.raster_size();
    let transform = match dataset.geo_transform() {
        Ok(t) if t != [0.0, 1.0, 0.0, 0.0, 0.0, 1.0] => t,
        _ => {
            let by_points = !dataset.gcps().is_empty() || dataset.metadata_domain("RPC").is_some();
            return Err(RasterProblem::NotPlaced { by_points });
        }
    };
    let crs = match (&options.crs, dataset.spatial_ref()) {
        (Some(crs), Ok(own)) => {
            let own = Crs::from_spatial_ref(&own).ok();
            if let Some(own) = own.filter(|own| !own.is_same(crs)) {
                warnings.push(format!(
                    "the raster's own CRS \"{}\" is replaced by \"{}\", as asked",
                    own.name(),
                    crs.name()
                ));
            }
            crs.clone()
        }
        (Some(crs), Err(_)) => crs.clone(),
        (None, Ok(srs)) => Crs::from_spatial_ref(&srs)?,
        (None, Err(_)) => {
            let (w, h) = (width as f64, height as f64);
            let far = (
                transform[0] + w * transform[1] + h * transform[2],
                transform[3] + w * transform[4] + h * transform[5],
            );
            return Err(RasterProblem::NoCrs(ExtentGuess::of(
                (transform[0], transform[3]),
                far,
            )));
        }
    };
    Ok(Grid::new(width as u32, height as u32, transform, crs)?)
}

fn code_type(band: &RasterBand<'_>) -> Result<CodeType, RasterProblem> {
    let signed_bytes = || {
        band.metadata_item("PIXELTYPE", "IMAGE_STRUCTURE")
            .as_deref()
            == Some("SIGNEDBYTE")
    };
    Ok(match band.band_type() {
        GdalDataType::UInt8 if signed_bytes() => CodeType::I8,
        GdalDataType::UInt8 => CodeType::U8,
        GdalDataType::UInt16 => CodeType::U16,
        GdalDataType::Int16 => CodeType::I16,
        GdalDataType::UInt32 => CodeType::U32,
        GdalDataType::Int32 => CodeType::I32,
        GdalDataType::Float32 => CodeType::F32,
        GdalDataType::Float64 => CodeType::F64,
        other => match other.name().as_str() {
            "UInt64" => CodeType::U64,
            "Int64" => CodeType::I64,
            "Int8" => CodeType::I8,
            name => {
                return Err(RasterProblem::NotCodes {
                    data_type: name.to_owned(),
                });
            }
        },
    })
}

fn nodata(band: &RasterBand<'_>, codes: CodeType) -> Option<NoData> {
    let whole = |value: f64| {
        if value.fract() == 0.0 && value.abs() < 2_f64.powi(63) {
            NoData::Code(value as i64)
        } else {
            NoData::Float(value)
        }
    };
    match codes {
        CodeType::I64 => band.no_data_value_i64().map(NoData::Code),
        CodeType::U64 => band
            .no_data_value_u64()
            .and_then(|v| i64::try_from(v).ok())
            .map(NoData::Code),
        CodeType::F32 => band.no_data_value().map(|v| whole(f64::from(v as f32))),
        _ => band.no_data_value().map(whole),
    }
}

/// What the numbers of an extent without a CRS look like. Shown, never acted upon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExtentGuess {
    corners: [(f64, f64); 2],
}

impl ExtentGuess {
    /// A guess from two opposite corners.
    #[must_use]
    pub fn of(corner: (f64, f64), other: (f64, f64)) -> Self {
        Self {
            corners: [corner, other],
        }
    }
}

impl std::fmt::Display for ExtentGuess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [(x0, y0), (x1, y1)] = self.corners;
        let (west, east, south, north) = (x0.min(x1), x0.max(x1), y0.min(y1), y0.max(y1));
        write!(f, "x {west} to {east}, y {south} to {north}, ")?;
        if west >= -180.5 && east <= 360.5 && south >= -90.5 && north <= 90.5 {
            write!(f, "which looks like degrees (perhaps EPSG:4326)")
        } else {
            write!(f, "which looks like metres of a projection")
        }
    }
}

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
#[non_exhaustive]
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
    /// A container or vector file.
    #[error("the file has no raster bands; name a band's subdataset (see `gdalinfo`)")]
    NoBands,
    /// A band number out of range.
    #[error("there is no band {band}; the file has {bands} (--band 1 to {bands})")]
    NoSuchBand {
        /// The band asked for.
        band: usize,
        /// How many there are.
        bands: usize,
    },
    /// A picture, not codes.
    #[error(
        "the file is a picture of {bands} colour bands, not class codes; use the data set that the picture was drawn from, or --band N if one band holds codes"
    )]
    Colours {
        /// How many bands.
        bands: usize,
    },
    /// Complex numbers or another type that no code has.
    #[error(
        "its cells are of type {data_type}; class codes are integers, or floats without fractions"
    )]
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
    /// No CRS in the file.
    #[error(
        "the file names no coordinate reference system; its extent is {0}; give it with --raster-crs"
    )]
    NoCrs(ExtentGuess),
    /// A CRS that cannot be used.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// A geotransform that cannot be used.
    #[error(transparent)]
    Transform(#[from] DegenerateTransform),
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
    /// A fraction where a code should be.
    #[error(
        "the cell at column {col}, row {row} holds {value}, which is no whole number; class codes are integers"
    )]
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
    #[error("{}", UnmappedList { codes, legend, nodata: *nodata })]
    Unmapped {
        /// The codes, with hectares over all zones and the first cell (column, row).
        codes: Vec<UnmappedCode>,
        /// The legend.
        legend: String,
        /// Whether the raster declares nodata.
        nodata: bool,
    },
    /// GDAL failed.
    #[error(transparent)]
    Gdal(#[from] GdalError),
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
    nodata: bool,
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
        write!(
            f,
            ". Choose the right legend (--legend), add the code to a legend file, or keep it as a row of the ledger with --allow-unmapped"
        )?;
        if !self.nodata {
            write!(
                f,
                "; if it marks cells without data, declare it (`gdal_edit.py -a_nodata CODE`)"
            )?;
        }
        Ok(())
    }
}
