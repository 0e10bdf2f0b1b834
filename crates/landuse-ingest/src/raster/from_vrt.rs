//! Rasters that VRTs describe: mosaics of the files that they put side by side.

use std::cell::Cell;
use std::path::Path;

use super::code_type::CodeType;
use super::error::{RasterError, RasterProblem};
use super::formats::vrt::{Vrt, VrtBand, VrtError, VrtSource};
use super::location::Location;
use super::mosaic::{Mosaic, Tile};
use super::nodata::NoData;
use super::parts::{BandSummary, choose_band};
use super::raster::{Raster, RasterOptions, place};
use crate::crs::Crs;
use crate::grid::Grid;

/// VRTs within VRTs, at most.
const DEEPEST: u32 = 3;

/// Files that one VRT leads to, with all VRTs in it, at most.
const MOST_FILES: u32 = 20_000;

/// Where among nested VRTs a file is opened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nesting<'a> {
    depth: u32,
    /// Files opened so far.
    files: &'a Cell<u32>,
    /// The grid of the outermost VRT, which places all that is in it.
    pub(super) lattice: Option<&'a Grid>,
}

impl<'a> Nesting<'a> {
    /// A file that a user named.
    pub(super) fn outermost(files: &'a Cell<u32>) -> Self {
        Self {
            depth: 0,
            files,
            lattice: None,
        }
    }

    /// A file within a VRT on this grid.
    fn within<'b>(self, grid: &'b Grid) -> Result<Nesting<'b>, VrtError>
    where
        'a: 'b,
    {
        let files = self.files.get() + 1;
        self.files.set(files);
        let what = match (self.depth < DEEPEST, files <= MOST_FILES) {
            (true, true) => {
                return Ok(Nesting {
                    depth: self.depth + 1,
                    files: self.files,
                    lattice: Some(grid),
                });
            }
            (false, _) => format!("is within {DEEPEST} others, or leads to itself"),
            (true, false) => format!("leads to more than {MOST_FILES} files"),
        };
        Err(VrtError::Computes { what })
    }
}

/// Opens the raster that a VRT describes.
///
/// # Errors
/// It does more than to put files side by side, or one of these cannot be used.
pub(super) fn open(
    path: &Path,
    options: &RasterOptions,
    nesting: Nesting<'_>,
) -> Result<Raster, RasterError> {
    let refuse = |problem: RasterProblem| RasterError {
        path: path.to_owned(),
        problem,
    };
    let vrt = Vrt::read(path).map_err(|error| refuse(error.into()))?;
    let number = choose_band(&summaries(&vrt), options.band).map_err(refuse)?;
    let band = &vrt.bands[number - 1];
    let mut warnings = Vec::new();
    let grid = read_grid(&vrt, options, nesting, &mut warnings).map_err(refuse)?;
    let codes = CodeType::from_name(&band.data_type).map_err(refuse)?;
    if band.is_scaled {
        warnings.push("the band has a scale and an offset; codes are read without them".to_owned());
    }
    let mut tiles = Vec::new();
    for source in &band.sources {
        let nesting = nesting
            .within(&grid)
            .map_err(|error| refuse(error.into()))?;
        tiles.extend(open_source(source, &vrt, codes, nesting, &refuse)?);
    }
    let nodata = match (&band.nodata, tiles.first()) {
        (Some(text), Some(tile)) => NoData::from_text(text, tile.raster.codes),
        _ => None,
    };
    let mosaic = Mosaic {
        tiles,
        must_agree: false,
        refuses_gaps: nodata.is_none(),
    };
    let mut raster = mosaic.raster(path.to_owned(), grid, nodata)?;
    raster.storage.band = number;
    let own = warnings
        .into_iter()
        .map(|warning| format!("{}: {warning}", path.display()));
    raster.warnings = own.chain(raster.warnings).collect();
    Ok(raster)
}

fn summaries(vrt: &Vrt) -> Vec<BandSummary> {
    let bands = vrt.bands.iter();
    bands
        .map(|band: &VrtBand| BandSummary {
            is_alpha: band.color == "Alpha",
            is_colour: ["Red", "Green", "Blue"].contains(&band.color.as_str()),
            description: band.description.clone(),
        })
        .collect()
}

fn read_grid(
    vrt: &Vrt,
    options: &RasterOptions,
    nesting: Nesting<'_>,
    warnings: &mut Vec<String>,
) -> Result<Grid, RasterProblem> {
    let (transform, crs, options) = match nesting.lattice {
        Some(grid) => (
            Some(grid.transform()),
            Some(Ok(grid.crs.clone())),
            &RasterOptions::default(),
        ),
        None => (
            vrt.transform,
            vrt.crs.as_deref().map(Crs::from_definition),
            options,
        ),
    };
    let transform = transform.ok_or(RasterProblem::NotPlaced {
        by_points: vrt.has_control_points,
    })?;
    let size = (vrt.width, vrt.height);
    place(size, transform, crs, options, &mut |warning| {
        warnings.push(warning)
    })
}

/// The tile that a source is; nothing if it lies beyond the VRT.
fn open_source(
    source: &VrtSource,
    vrt: &Vrt,
    codes: CodeType,
    nesting: Nesting<'_>,
    refuse: &impl Fn(RasterProblem) -> RasterError,
) -> Result<Option<Tile>, RasterError> {
    let options = RasterOptions {
        band: Some(source.band),
        ..RasterOptions::default()
    };
    let location = Location::File(source.file.clone());
    let mut raster = Raster::open_nested(location, &options, nesting)?;
    if !codes.holds(raster.codes) {
        let what = format!(
            "turns the codes of {} into another type ({codes:?})",
            source.file.display()
        );
        return Err(refuse(VrtError::Computes { what }.into()));
    }
    raster.storage.masked &= vrt.masked || source.masked;
    let whole = [0, 0, raster.grid.width.into(), raster.grid.height.into()];
    let all = [0, 0, vrt.width.into(), vrt.height.into()];
    let (from, to) = (source.from.unwrap_or(whole), source.to.unwrap_or(all));
    if from[2..] != to[2..] {
        let name = source.file.display().to_string();
        let method = String::new();
        return Err(refuse(VrtError::Resamples { name, method }.into()));
    }
    let transparent = source.transparent.as_deref();
    Ok(Tile::place(
        transparent.and_then(|text| NoData::from_text(text, raster.codes)),
        raster,
        [from[0], from[1]],
        to,
        [vrt.width, vrt.height],
    ))
}
