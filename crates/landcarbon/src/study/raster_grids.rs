//! The grids of a project's rasters, and which may differ.

use anyhow::{Result, bail};
use carbon_core::Year;
use landuse_ingest::grid::GridDifference;
use landuse_ingest::raster::Raster;

/// Refuses rasters whose cells cannot be compared, which the `key` of `[analysis]` asks for: land can be followed from raster to raster only where their cells are the same.
///
/// # Errors
/// A raster is on another grid than the first.
pub(crate) fn refuse_different(rasters: &[(Year, Raster)], key: &str) -> Result<()> {
    let Some((first_year, first)) = rasters.first() else {
        return Ok(());
    };
    let differs = |(_, raster): &&(Year, Raster)| first.grid.difference(&raster.grid).is_some();
    match rasters.iter().find(differs) {
        Some((year, _)) => bail!(
            "[analysis] {key} compares cells, but the raster of {year} is on another grid than that of {first_year}; bring both to one (`gdalwarp -t_srs … -te … -tr … -r near`), or take {key} out"
        ),
        None => Ok(()),
    }
}

/// Rasters of one resolution must lie on one lattice: nothing is ever resampled.
///
/// # Errors
/// A raster is shifted, or has another extent.
pub(crate) fn refuse_shifted(rasters: &[(Year, Raster)]) -> Result<()> {
    let Some((first_year, first)) = rasters.first() else {
        return Ok(());
    };
    for (year, raster) in &rasters[1..] {
        let origin = |raster: &Raster| {
            let [x, _, _, y, _, _] = raster.grid.transform();
            format!("({x}, {y})")
        };
        let how = match first.grid.difference(&raster.grid) {
            Some(GridDifference::Shift) => "is shifted by a part of a cell",
            Some(GridDifference::Extent) => "has another extent",
            None | Some(GridDifference::Crs | GridDifference::Resolution) => continue,
        };
        bail!(
            "the raster of {year} {how} against that of {first_year}: origins {} and {}, sizes {} × {} and {} × {}; bring them to one grid (`gdalwarp -te … -tr … -r near`), since nothing is resampled here",
            origin(raster),
            origin(first),
            raster.grid.width,
            raster.grid.height,
            first.grid.width,
            first.grid.height,
        );
    }
    Ok(())
}
