//! Formats of boundary files that are opened or verified with more care than GDAL takes.

pub(super) mod companions;
mod copy_in_memory;
mod geopackage;
pub(super) mod plain_geojson;
pub(super) mod shapefile_parts;
pub(super) mod vector_file;
