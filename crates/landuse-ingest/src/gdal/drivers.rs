//! The drivers of GDAL that are used, by its own names for them. All others are taken out, since a file can call upon any driver by
//! what it holds, whatever its name is: drivers of databases load libraries, virtual layers run SQL, others start programs.

use gdal::DriverManager;

/// Formats of rasters. VRTs are parsed by the program (`raster/formats/vrt.rs`).
pub(crate) const RASTER_DRIVERS: [&str; 13] = [
    "AAIGrid",
    "AIG",
    "EHdr",
    "ENVI",
    "GTiff",
    "HDF4",
    "HDF4Image",
    "HDF5",
    "HDF5Image",
    "HFA",
    "JPEG",
    "netCDF",
    "PNG",
];

/// Formats of boundaries.
pub(crate) const BOUNDARY_DRIVERS: [&str; 10] = [
    "ESRI Shapefile",
    "ESRIJSON",
    "FlatGeobuf",
    "GeoJSON",
    "GPKG",
    "KML",
    "LIBKML",
    "MapInfo File",
    "OpenFileGDB",
    "TopoJSON",
];

/// Formats that are written, never read.
const WRITERS: [&str; 1] = ["COG"];

/// Takes out all drivers but those of documented formats.
pub(super) fn deregister_others() {
    let known = || {
        let readers = RASTER_DRIVERS.iter().chain(&BOUNDARY_DRIVERS);
        readers.chain(&WRITERS)
    };
    let others = DriverManager::all()
        .filter(|driver| known().all(|known| driver.short_name() != *known))
        .collect::<Vec<_>>();
    others.iter().for_each(DriverManager::deregister_driver);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_drivers_of_documented_formats_are_there() {
        crate::gdal::initialise();
        let names: Vec<_> = DriverManager::all()
            .map(|driver| driver.short_name())
            .collect();
        for needed in ["GTiff", "AIG", "AAIGrid", "HFA"] {
            assert!(names.iter().any(|name| name == needed), "{needed}");
        }
        for needed in [
            "ESRI Shapefile",
            "GPKG",
            "GeoJSON",
            "FlatGeobuf",
            "OpenFileGDB",
        ] {
            assert!(names.iter().any(|name| name == needed), "{needed}");
        }
        for name in &names {
            let mut known = RASTER_DRIVERS
                .iter()
                .chain(&BOUNDARY_DRIVERS)
                .chain(&WRITERS);
            assert!(known.any(|known| known == name), "{name}");
        }
    }
}
