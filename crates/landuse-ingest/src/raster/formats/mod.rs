//! Formats of rasters of which GDAL lets errors pass.

pub(super) mod arc_info_prj;
pub(super) mod ascii_grid;
pub(super) mod lossy;
pub(super) mod vrt;
