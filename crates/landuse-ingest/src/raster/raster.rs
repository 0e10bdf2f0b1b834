//! Land-use rasters: what a file says before its cells are read.

use std::cell::Cell;
use std::path::PathBuf;
use std::sync::Arc;

use gdal::raster::RasterBand;
use gdal::{Dataset, Metadata};

use super::access::{ASCII_GRID, TIFF, refuse_failures};
use super::cells::MemoryCells;
use super::code_type::CodeType;
use super::cost::{refuse_claimed_blocks, refuse_large_blocks};
use super::error::{RasterError, RasterProblem};
use super::formats::vrt::is_vrt;
use super::formats::{arc_info_prj, ascii_grid, lossy};
use super::from_vrt::{self, Nesting};
use super::location::Location;
use super::nodata::{NoData, absent_blocks, block_offset, has_own_mask};
use super::parts;
use super::tiles;
use crate::crs::{Crs, CrsError, ExtentGuess};
use crate::files;
use crate::grid::Grid;
use crate::http::{self, Served};

/// GDAL's name of a further driver that needs care.
const ARC_INFO: &str = "AIG";

const ONE_STRIP: &str =
    "it is one compressed strip, which must be decoded from its beginning, by one worker alone";

/// Blocks larger than this many bytes make reading slow and hungry.
const LARGE_BLOCK: usize = 64 << 20;

/// Columns and rows of cells in memory that are handed out at a time.
const MEMORY_BLOCK: (u32, u32) = (1024, 64);

/// How a raster is to be read where the file does not say, or says it wrong.
#[derive(Debug, Clone, Default)]
pub struct RasterOptions {
    /// The band, from 1; of a file with several pages, the page. Default: the only one.
    pub band: Option<usize>,
    /// The raster of this name, if the file holds several.
    pub part: Option<String>,
    /// The CRS instead of the file's.
    pub crs: Option<Crs>,
}

impl RasterOptions {
    /// The same for a raster whose name ends with a band, a page or a variable.
    pub(super) fn with_choice(&self, choice: Option<&str>) -> Self {
        let mut options = self.clone();
        if let Some(choice) = choice {
            match choice.parse() {
                Ok(band) => options.band = Some(band),
                Err(_) => options.part = Some(choice.to_owned()),
            }
        }
        options
    }
}

/// A raster of class codes.
#[derive(Debug, Clone)]
pub struct Raster {
    /// Where it lies.
    pub location: Location,
    /// Its cells.
    pub grid: Grid,
    /// The type of its codes.
    pub codes: CodeType,
    /// The code of cells without data.
    pub nodata: Option<NoData>,
    /// How its cells are stored.
    pub storage: Storage,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// The files of this machine that it consists of, as [`Location::files`] found them.
    pub files: Vec<PathBuf>,
}

/// How a raster stores its cells.
#[derive(Debug, Clone)]
pub struct Storage {
    /// The band read, from 1.
    pub band: usize,
    /// Width and height of its blocks, in cells.
    pub block: (u32, u32),
    /// Whether a mask says which cells have data.
    pub masked: bool,
    /// Whether a block can only be decoded behind all that precede it, as in a TIFF of one compressed strip.
    pub in_order: bool,
    /// Whether the file lists its blocks, so that one which was never written can be told from one of zeros.
    pub(crate) lists_blocks: bool,
    /// Behind a URL, the version that was opened: no other is read.
    pub served: Option<Served>,
}

impl Raster {
    /// Opens a raster and verifies that it can be tallied.
    ///
    /// # Errors
    /// The file cannot be opened, does not say where it lies, or holds colours or complex numbers instead of codes; the network is not
    /// allowed, or a server fails several times. See [`RasterError`].
    pub fn open(
        location: impl Into<Location>,
        options: &RasterOptions,
    ) -> Result<Self, RasterError> {
        let location = location.into();
        let files = location.files();
        let mut raster = Self::open_nested(location, options, Nesting::outermost(&Cell::new(0)))?;
        raster.files = files;
        Ok(raster)
    }

    /// Opens a raster, or one within a VRT.
    pub(super) fn open_nested(
        location: Location,
        options: &RasterOptions,
        nesting: Nesting<'_>,
    ) -> Result<Self, RasterError> {
        if let Location::Tiles(name, names) = &location {
            return tiles::open(name, names, options, nesting);
        }
        let is_local = location.url().is_none() && !matches!(location, Location::Part(_));
        if is_local && is_vrt(location.path()) {
            return from_vrt::open(location.path(), options, nesting);
        }
        let mut raster = location.retry(|_| {
            location.forget()?;
            let lattice = nesting.lattice;
            let inspect = || Self::inspect(&location, options, lattice);
            let (inspected, messages) = location.listen(inspect);
            let raster = inspected.map_err(|problem| problem.or_of_server(&messages))?;
            if location.url().is_some() {
                refuse_failures(&messages, raster.storage.served.as_ref())?;
            }
            Ok(raster)
        })?;
        if let Location::StacAsset(asset) = &location {
            let contradictions = asset.asset.contradictions(&raster.grid).into_iter();
            let warnings = contradictions.map(|found| format!("{}: {found}", asset.item));
            raster.warnings.extend(warnings);
            let withheld = location.credentials().withheld();
            if location.url().is_some() && !withheld.is_empty() {
                raster.warnings.push(format!(
                    "{}: {} is not sent to the server of {location}, which only the item names; if it is meant for that, name this URL itself",
                    asset.item,
                    withheld.join(", ")
                ));
            }
        }
        Ok(raster)
    }

    /// A raster of cells that a program holds in memory; messages call it by `name`. They are read a window at a time, where zones touch
    /// them, and never copied as a whole.
    pub fn in_memory(
        name: &str,
        grid: Grid,
        codes: CodeType,
        nodata: Option<NoData>,
        cells: Arc<dyn MemoryCells>,
    ) -> Self {
        let (width, height) = MEMORY_BLOCK;
        Self {
            location: Location::Memory(PathBuf::from(name), cells),
            codes,
            nodata,
            storage: Storage {
                band: 1,
                block: (width.min(grid.width), height.min(grid.height)),
                masked: false,
                in_order: false,
                lists_blocks: false,
                served: None,
            },
            grid,
            warnings: Vec::new(),
            files: Vec::new(),
        }
    }

    /// The rasters that a mosaic consists of; of any other, itself.
    pub fn sources(&self) -> Vec<&Self> {
        match &self.location {
            Location::Mosaic(_, mosaic) => {
                let tiles = mosaic.tiles.iter();
                tiles.flat_map(|tile| tile.raster.sources()).collect()
            }
            _ => vec![self],
        }
    }

    /// What a file says of its cells. Within a VRT its place is that which the VRT gives it.
    fn inspect(
        location: &Location,
        options: &RasterOptions,
        lattice: Option<&Grid>,
    ) -> Result<Self, RasterProblem> {
        let mut warnings = Vec::new();
        let mut warn = |message: String| warnings.push(format!("{location}: {message}"));
        if location.url().is_none() {
            files::refuse_companions(location.path()).map_err(|error| {
                let said = error.to_string();
                RasterProblem::Unreadable { said }
            })?;
        }
        let (dataset, messages) = location.open()?;
        let served = match location.url() {
            Some(_) => http::verify_opened(&messages)?,
            None => None,
        };
        if served
            .as_ref()
            .is_some_and(|served| !served.tells_versions())
        {
            warn("the server tells neither ETag nor date of it: a change while it is read that keeps its size would go unnoticed".to_owned());
        }
        if let Some((part, options)) = parts::choose(location, &dataset, options)? {
            return Self::inspect(&part, &options, lattice);
        }
        let driver = dataset.driver().short_name();
        if let Some(failure) = messages.failure() {
            warn(format!("GDAL opens it, but complains: {failure}"));
        }
        let band_number = parts::choose_band(&parts::summaries(&dataset)?, options.band)?;
        let band = dataset.rasterband(band_number)?;
        refuse_large_blocks(&dataset, &band)?;
        if let (TIFF, None, Ok(file)) = (&*driver, location.url(), location.path().metadata()) {
            refuse_claimed_blocks(&band, file.len())?;
        }
        let grid = match lattice {
            Some(grid) => {
                let (width, height) = dataset.raster_size();
                Grid::new(
                    width as u32,
                    height as u32,
                    grid.transform(),
                    grid.crs.clone(),
                )?
            }
            None => read_grid(&dataset, options, &mut warn)?,
        };
        let path = location.path();
        if driver == ASCII_GRID {
            ascii_grid::verify(path, grid.width.into(), grid.height.into())?;
        }
        if driver == ARC_INFO && options.crs.is_none() && lattice.is_none() {
            arc_info_prj::warning(path, &grid.crs).map(&mut warn);
        }
        let codes = CodeType::from_band(&band)?;
        let doubt = lossy::refuse_lossy(&dataset, &band, codes)?;
        doubt.map(str::to_owned).map(&mut warn);
        let nodata = NoData::from_band(&band, codes);
        let storage = Storage::inspect(&band, band_number, driver == TIFF, nodata, served)?;
        let slow_layout = match storage.in_order {
            true => Some(ONE_STRIP.to_owned()),
            false => large_blocks(&band),
        };
        if let Some(layout) = slow_layout {
            warn(format!(
                "{layout}; `gdal_translate -co TILED=YES -co COMPRESS=DEFLATE {location} tiled.tif` makes a faster copy"
            ));
        }
        if storage.lists_blocks && !storage.in_order && nodata.is_some() {
            absent_blocks(&band).map(&mut warn);
        }
        if band.scale().is_some_and(|s| s != 1.0) || band.offset().is_some_and(|o| o != 0.0) {
            warn("the band has a scale and an offset; codes are read without them".to_owned());
        }
        Ok(Self {
            location: location.clone(),
            grid,
            codes,
            nodata,
            storage,
            warnings,
            files: Vec::new(),
        })
    }

    /// A handle to read its cells: one for each worker.
    pub(crate) fn dataset(&self) -> Result<Dataset, RasterError> {
        self.location.retry(|number| match number {
            1 => self.location.open_version(self.storage.served.as_ref()),
            _ => self.reopened(),
        })
    }

    /// A handle after a server has failed.
    pub(crate) fn reopened(&self) -> Result<Dataset, RasterProblem> {
        self.location.forget()?;
        self.location.open_version(self.storage.served.as_ref())
    }

    /// An error of this raster.
    pub(crate) fn error(&self, problem: RasterProblem) -> RasterError {
        self.location.error(problem)
    }
}

impl Storage {
    fn inspect(
        band: &RasterBand<'_>,
        number: usize,
        lists_blocks: bool,
        nodata: Option<NoData>,
        served: Option<Served>,
    ) -> Result<Self, RasterProblem> {
        let (width, height) = band.block_size();
        Ok(Self {
            band: number,
            block: (width as u32, height as u32),
            masked: has_own_mask(band, nodata)?,
            in_order: lists_blocks && is_one_strip(band),
            lists_blocks,
            served,
        })
    }
}

/// Whether a TIFF is one compressed strip, which GDAL hands out row by row: only the first row has a place in the file.
fn is_one_strip(band: &RasterBand<'_>) -> bool {
    let (width, height) = band.size();
    let has_place = |row: usize| block_offset(band, 0, row).is_some();
    band.block_size() == (width, 1) && height > 1 && has_place(0) && !(1..height).any(has_place)
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

fn read_grid(
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
    let own = dataset.spatial_ref().ok();
    let own = own.map(|srs| Crs::from_spatial_ref(&srs));
    place((width as u32, height as u32), transform, own, options, warn)
}

/// The grid of cells at a place, in the CRS that the options or else the file names.
pub(super) fn place(
    (width, height): (u32, u32),
    transform: [f64; 6],
    own: Option<Result<Crs, CrsError>>,
    options: &RasterOptions,
    warn: &mut impl FnMut(String),
) -> Result<Grid, RasterProblem> {
    let crs = match (&options.crs, own) {
        (Some(crs), Some(own)) => {
            if let Some(own) = own.ok().filter(|own| !own.is_same(crs)) {
                warn(format!(
                    "the raster's own CRS \"{}\" is replaced by \"{}\", as asked",
                    own.name(),
                    crs.name()
                ));
            }
            crs.clone()
        }
        (Some(crs), None) => crs.clone(),
        (None, Some(own)) => own?,
        (None, None) => {
            let (w, h) = (f64::from(width), f64::from(height));
            let far = (
                transform[0] + w * transform[1] + h * transform[2],
                transform[3] + w * transform[4] + h * transform[5],
            );
            return Err(RasterProblem::NoCrs(ExtentGuess::new(
                (transform[0], transform[3]),
                far,
            )));
        }
    };
    Ok(Grid::new(width, height, transform, crs)?)
}
