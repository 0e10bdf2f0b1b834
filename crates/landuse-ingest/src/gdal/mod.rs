//! GDAL as this crate uses it: its drivers, settings and messages, and whether it may use the network.

mod drivers;
mod file_kind;
mod log;
mod names;
mod settings;

pub(crate) use drivers::{BOUNDARY_DRIVERS, RASTER_DRIVERS};
pub(crate) use file_kind::file_hint;
pub(crate) use log::{Messages, listen};
pub(crate) use names::name_in_utf8;
pub use settings::initialise;
pub(crate) use settings::permit_network;

/// The release of the GDAL library in use, such as `3.6.2`.
pub fn gdal_version() -> String {
    gdal::version::version_info("RELEASE_NAME")
}
