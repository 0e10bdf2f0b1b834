//! Settings of GDAL for this process, and whether it may use the network.
//!
//! A file may name the network without its user knowing: a VRT its sources, a service its description. So it is forbidden until
//! someone allows it.

use std::sync::Once;

use gdal::config::{clear_config_option, set_config_option};

use super::drivers::deregister_others;
use super::log::keep_messages;

/// Settings of GDAL. A user's own in the environment go first.
const SETTINGS: [(&str, &str); 3] = [
    // The cache of decoded blocks, in MB. Each block is read once, so a larger one only costs memory.
    ("GDAL_CACHEMAX", "16"),
    // Features of any size: the coast of a province may have millions of vertices.
    ("OGR_GEOJSON_MAX_OBJ_SIZE", "0"),
    // What GDAL prints past our handler: while it looks for credentials the heads of its requests, with what is secret in them.
    ("CPL_LOG", "/dev/null"),
];

/// Settings that keep files from running code, and GDAL from writing beside what it reads. They hold whatever the environment says.
const SAFETY: [(&str, &str); 7] = [
    // Drivers from folders, compiled or in Python.
    ("GDAL_DRIVER_PATH", "disable"),
    ("GDAL_PYTHON_DRIVER_PATH", "disable"),
    // Files of settings. This names none.
    ("GDAL_CONFIG_FILE", ""),
    // Functions in Python within a VRT.
    ("GDAL_VRT_ENABLE_PYTHON", "NO"),
    // Extensions of SQLite. This names none.
    ("OGR_SQLITE_LOAD_EXTENSIONS", ""),
    // The sizes of packed files, in `.properties` beside them.
    ("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO"),
    // The lost index of a Shapefile, made anew.
    ("SHAPE_RESTORE_SHX", "NO"),
];

/// The proxy of all that GDAL fetches by HTTP. GDAL's other settings leave some drivers out.
const PROXY: &str = "GDAL_HTTP_PROXY";

/// A proxy that cannot be: libcurl refuses its scheme before it opens a connection.
const NOWHERE: &str = "none://network-is-forbidden";

/// Prepares GDAL for this process: the drivers of documented formats alone, no code from files, a small block cache, no network, and
/// messages kept instead of printed. Later calls do nothing.
pub fn initialise() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for (key, value) in SETTINGS {
            if std::env::var_os(key).is_none() {
                let _ = set_config_option(key, value);
            }
        }
        for (key, value) in SAFETY {
            let _ = set_config_option(key, value);
        }
        let _ = set_config_option(PROXY, NOWHERE);
        deregister_others();
        keep_messages();
    });
}

/// Lets GDAL fetch files by HTTP, through the proxy of the environment if it names one. It is forbidden until then.
pub fn allow_network() {
    initialise();
    let _ = clear_config_option(PROXY);
}
