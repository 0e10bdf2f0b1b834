//! Settings of GDAL for this process, and whether it may use the network.
//!
//! A file may name the network without its user knowing: a VRT its sources, a service its description. So it is forbidden until
//! someone allows it.

use std::sync::Once;

use gdal::DriverManager;
use gdal::config::{clear_config_option, set_config_option};

use super::log::keep_messages;

/// Settings of GDAL. A user's own in the environment go first.
const SETTINGS: [(&str, &str); 2] = [
    // The cache of decoded blocks, in MB. Each block is read once, so a larger one only costs memory.
    ("GDAL_CACHEMAX", "16"),
    // Features of any size: the coast of a province may have millions of vertices.
    ("OGR_GEOJSON_MAX_OBJ_SIZE", "0"),
];

/// The proxy of all that GDAL fetches by HTTP. GDAL's other settings leave some drivers out.
const PROXY: &str = "GDAL_HTTP_PROXY";

/// A proxy that cannot be: libcurl refuses its scheme before it opens a connection.
const NOWHERE: &str = "none://network-is-forbidden";

/// Drivers that connect to databases by themselves.
const DATABASES: [&str; 5] = [
    "MSSQLSpatial",
    "MySQL",
    "ODBC",
    "PostGISRaster",
    "PostgreSQL",
];

/// Prepares GDAL for this process: a small block cache, no network, and messages kept instead of printed. Later calls do nothing.
pub fn initialise() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for (key, value) in SETTINGS {
            if std::env::var_os(key).is_none() {
                let _ = set_config_option(key, value);
            }
        }
        forbid_network();
        keep_messages();
    });
}

fn forbid_network() {
    let _ = set_config_option(PROXY, NOWHERE);
    for name in DATABASES {
        if let Ok(driver) = DriverManager::get_driver_by_name(name) {
            DriverManager::deregister_driver(&driver);
        }
    }
}

/// Lets GDAL fetch files by HTTP, through the proxy of the environment if it names one. It is forbidden until then.
pub fn allow_network() {
    initialise();
    let _ = clear_config_option(PROXY);
}
