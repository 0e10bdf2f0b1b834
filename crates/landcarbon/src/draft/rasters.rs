//! Rasters of which nothing is known but their files.

use std::path::Path;

use landuse_ingest::crs::Crs;
use landuse_ingest::raster::{Raster, RasterError, RasterName, RasterOptions, RasterProblem};

/// The Albers projection of the Chinese Academy of Sciences, which its grids often lose.
pub(crate) const CAS_ALBERS: &str =
    "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m";

/// Opens a raster for its codes alone, wherever it lies: one that names no CRS is taken for one of the Albers projection of CAS.
///
/// # Errors
/// It cannot be opened.
pub fn open_anywhere(path: &Path, options: &RasterOptions) -> Result<Raster, RasterError> {
    let name = RasterName::parse(path);
    let options = name.options(options);
    let location = name.find()?;
    match Raster::open(location.clone(), &options) {
        Err(error) if matches!(error.problem, RasterProblem::NoCrs(_)) => {
            let crs = Crs::from_definition(CAS_ALBERS).ok();
            Raster::open(location, &RasterOptions { crs, ..options })
        }
        opened => opened,
    }
}
