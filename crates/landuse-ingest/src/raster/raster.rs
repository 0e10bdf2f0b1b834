//! Land-use rasters: what a file is before its cells are read.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use gdal::raster::{ColorInterpretation, RasterBand};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags, Metadata};

use super::cells::HeldCells;
use super::code_type::{CodeType, NoData};
use super::error::{RasterError, RasterProblem};
use super::formats::arc_info_prj;
use super::formats::ascii_grid;
use crate::crs::Crs;
use crate::crs::ExtentGuess;
use crate::gdal::Said;
use crate::gdal::is_url;
use crate::grid::Grid;
use crate::http;
use crate::http::ServerProblem;
use crate::http::{Served, listen_to};
use crate::legend::Legend;

/// GDAL's names of drivers that need care.
const TIFF: &str = "GTiff";
const VRT: &str = "VRT";
const ASCII_GRID: &str = "AAIGrid";
const ARC_INFO: &str = "AIG";

const ONE_STRIP: &str =
    "it is one compressed strip, which must be decoded from its beginning, by one worker alone";

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
    /// The file, the directory of an Arc/Info grid, or the URL of a GeoTIFF.
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
    /// Whether a block can only be decoded behind all that precede it, as in a TIFF of one compressed strip.
    pub in_order: bool,
    /// Whether the file lists its blocks, so that one which was never written can be told from one of zeros.
    pub(crate) lists_blocks: bool,
    /// Behind a URL, the version that was opened: no other is read.
    pub served: Option<Served>,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// Its cells, if they are in no file.
    pub(crate) cells: Option<Arc<dyn HeldCells>>,
    /// Whether whoever reads it is to stop.
    pub(crate) stop: Option<Arc<AtomicBool>>,
}

impl Raster {
    /// Opens a raster and verifies that it can be tallied.
    ///
    /// # Errors
    /// The file cannot be opened, does not say where it lies, or holds colours or complex numbers instead of codes; the network is not
    /// allowed, or a server fails several times. See [`RasterError`].
    pub fn open(path: &Path, options: &RasterOptions) -> Result<Self, RasterError> {
        http::patiently(path, |_| {
            http::forget(path, || drop(open(path)));
            let (inspected, said) = listen_to(path, || Self::inspect(path, options));
            let raster = inspected.map_err(|problem| http::blame(&said, problem))?;
            if is_url(path) {
                http::settle(raster.served.as_ref(), &said)?;
            }
            Ok(raster)
        })
        .map_err(|problem| RasterError {
            path: path.to_owned(),
            problem,
        })
    }

    fn inspect(path: &Path, options: &RasterOptions) -> Result<Self, RasterProblem> {
        let mut warnings = Vec::new();
        let mut warn = |message: String| warnings.push(format!("{}: {message}", path.display()));
        let (dataset, said) = open(path)?;
        let served = http::verify(&said, None)?;
        if served.as_ref().is_some_and(|of| !of.tells_versions()) {
            warn("the server tells neither ETag nor date of it: a change while it is read that keeps its size would go unnoticed".to_owned());
        }
        let driver = dataset.driver().short_name();
        if let Some(said) = said.failure() {
            if driver == VRT {
                return Err(RasterProblem::Unreadable {
                    said: said.to_owned(),
                });
            }
            warn(format!("GDAL opens it, but complains: {said}"));
        }
        let band_number = options.band.unwrap_or(1);
        let band = pick_band(&dataset, band_number)?;
        refuse_colours(&dataset, &band, options)?;
        let grid = grid(&dataset, options, &mut warn)?;
        if driver == ASCII_GRID {
            ascii_grid::verify(path, grid.width.into(), grid.height.into())?;
        }
        if driver == ARC_INFO && options.crs.is_none() {
            arc_info_prj::warning(path, &grid.crs).map(&mut warn);
        }
        let codes = CodeType::of(&band)?;
        let nodata = NoData::of(&band, codes);
        let lists_blocks = driver == TIFF;
        let in_order = lists_blocks && is_one_strip(&band);
        let slow_layout = if in_order {
            Some(ONE_STRIP.to_owned())
        } else {
            large_blocks(&band)
        };
        if let Some(layout) = slow_layout {
            warn(format!(
                "{layout}; `gdal_translate -co TILED=YES -co COMPRESS=DEFLATE {} tiled.tif` makes a faster copy",
                path.display()
            ));
        }
        if lists_blocks && !in_order && nodata.is_some() {
            absent_blocks(&band).map(&mut warn);
        }
        if band.scale().is_some_and(|s| s != 1.0) || band.offset().is_some_and(|o| o != 0.0) {
            warn("the band has a scale and an offset; codes are read without them".to_owned());
        }
        let mask = band.mask_flags()?;
        let block = band.block_size();
        Ok(Self {
            path: path.to_owned(),
            band: band_number,
            grid,
            codes,
            block: (block.0 as u32, block.1 as u32),
            nodata,
            masked: !(mask.is_all_valid() || mask.is_nodata() && nodata.is_some()),
            in_order,
            lists_blocks,
            served,
            warnings,
            cells: None,
            stop: None,
        })
    }

    /// Makes sure that cells without data cannot be taken for a class.
    ///
    /// # Errors
    /// The legend has the nodata value as a code.
    pub fn refuse_nodata_as_class(&self, legend: &Legend) -> Result<(), RasterError> {
        match self.nodata {
            Some(NoData::Code(code)) => match legend.class_of(code) {
                Some(class) => Err(self.error(RasterProblem::NodataIsClass {
                    code,
                    legend: legend.name.clone(),
                    class: class.to_string(),
                })),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The raster, whose reading fails with [`RasterProblem::Stopped`] as soon as `stop` is true.
    #[must_use]
    pub fn stopped_by(self, stop: Arc<AtomicBool>) -> Self {
        Self {
            stop: Some(stop),
            ..self
        }
    }

    /// # Errors
    /// Whoever reads it is to stop.
    pub(crate) fn refuse_stopped(&self) -> Result<(), RasterError> {
        match &self.stop {
            Some(stop) if stop.load(Ordering::Relaxed) => Err(self.error(RasterProblem::Stopped)),
            _ => Ok(()),
        }
    }

    /// A handle to read its cells: one for each worker.
    pub(crate) fn dataset(&self) -> Result<Dataset, RasterError> {
        http::patiently(&self.path, |number| match number {
            1 => self.opened(),
            _ => self.reopened(),
        })
        .map_err(|problem| self.error(problem))
    }

    fn opened(&self) -> Result<Dataset, RasterProblem> {
        let (dataset, said) = open(&self.path)?;
        http::verify(&said, self.served.as_ref())?;
        Ok(dataset)
    }

    /// A handle after a server has failed.
    pub(crate) fn reopened(&self) -> Result<Dataset, RasterProblem> {
        http::forget(&self.path, || drop(open(&self.path)));
        self.opened()
    }

    /// An error of this raster.
    pub(crate) fn error(&self, problem: RasterProblem) -> RasterError {
        RasterError {
            path: self.path.clone(),
            problem,
        }
    }
}

/// Opens a file, with what GDAL says about it.
fn open(path: &Path) -> Result<(Dataset, Said), RasterProblem> {
    let opened = open_with(path, None)?;
    if opened.0.driver().short_name() == ASCII_GRID {
        // By itself GDAL guesses the type from the first values, and cuts later ones to fit.
        return open_with(path, Some(&["DATATYPE=Float64"]));
    }
    Ok(opened)
}

fn open_with(path: &Path, open_options: Option<&[&str]>) -> Result<(Dataset, Said), RasterProblem> {
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_RASTER
            | GdalOpenFlags::GDAL_OF_READONLY
            | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
        open_options,
        allowed_drivers: is_url(path).then_some(&[TIFF]),
        ..DatasetOptions::default()
    };
    let name = http::gdal_name(path);
    let (opened, said) = listen_to(path, || Dataset::open_ex(&name, options));
    match opened {
        Ok(dataset) => Ok((dataset, said)),
        Err(error) if is_url(path) => {
            let reason = said
                .reason()
                .map_or_else(|| error.to_string(), str::to_owned);
            let problem = ServerProblem::NoTiff { said: reason };
            Err(http::blame(&said, problem.into()))
        }
        Err(error) if path.exists() || path.starts_with("/vsicurl") => {
            let hint = ascii_grid::hint(path).or(said.reason());
            let said = hint.map_or_else(|| error.to_string(), str::to_owned);
            Err(RasterProblem::Unreadable { said })
        }
        Err(_) => Err(RasterProblem::Missing),
    }
}

fn pick_band(dataset: &Dataset, band: usize) -> Result<RasterBand<'_>, RasterProblem> {
    match dataset.raster_count() {
        0 => Err(RasterProblem::NoBands),
        bands if band == 0 || band > bands => Err(RasterProblem::NoSuchBand { band, bands }),
        _ => Ok(dataset.rasterband(band)?),
    }
}

/// Whether a TIFF is one compressed strip, which GDAL hands out row by row: only the first row has a place in the file.
fn is_one_strip(band: &RasterBand<'_>) -> bool {
    let (width, height) = band.size();
    let has_place = |row: usize| block_offset(band, 0, row).is_some();
    band.block_size() == (width, 1) && height > 1 && has_place(0) && !(1..height).any(has_place)
}

/// Where in a TIFF a block begins; `None` if it was never written.
pub(crate) fn block_offset(band: &RasterBand<'_>, x: usize, y: usize) -> Option<String> {
    band.metadata_item(&format!("BLOCK_OFFSET_{x}_{y}"), "TIFF")
}

fn absent_blocks(band: &RasterBand<'_>) -> Option<String> {
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

fn large_blocks(band: &RasterBand<'_>) -> Option<String> {
    let (width, height) = band.block_size();
    let bytes = width * height * band.band_type().bytes() as usize;
    (bytes > LARGE_BLOCK).then(|| {
        format!(
            "its blocks of {width} × {height} cells make reading slow and take {} MB at a time",
            bytes >> 20
        )
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
    warn: &mut impl FnMut(String),
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
                warn(format!(
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
