//! Formats of boundary files that are opened or verified with more care than GDAL takes.

mod copy_in_memory;
pub(super) mod plain_geojson;
pub(super) mod shapefile_parts;
pub(super) mod vector_file;
