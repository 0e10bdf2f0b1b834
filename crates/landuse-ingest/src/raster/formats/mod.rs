//! Formats of rasters of which GDAL lets errors pass.

pub(super) mod arc_info_prj;
pub(super) mod ascii_grid;
