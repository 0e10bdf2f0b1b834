//! Formats of boundary files that are opened or verified with more care than GDAL takes.

<<<<<<< HEAD
mod copy_in_memory;
=======
pub(super) mod companions;
mod geopackage;
>>>>>>> 5b25c2d (Keep only the drivers of documented formats; never write to inputs)
pub(super) mod plain_geojson;
pub(super) mod shapefile_parts;
pub(super) mod vector_file;
