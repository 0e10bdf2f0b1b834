//! Settings of GDAL for this process, and whether it may use the network.
//!
//! A file may name the network without its user knowing: boundaries their reference system, a VRT its sources. So it is forbidden but
//! for the work that reads what lies behind a URL.

use std::sync::{Mutex, Once, PoisonError};

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

/// While it lives, GDAL may fetch files by HTTP, through the proxy of the environment if it names one.
#[derive(Debug)]
pub(crate) struct NetworkPermission(());

/// How many permissions live.
static PERMISSIONS: Mutex<u32> = Mutex::new(0);

/// Lets GDAL fetch files by HTTP for one piece of work, such as to read a block of a raster behind a URL.
pub(crate) fn permit_network() -> NetworkPermission {
    initialise();
    let mut permissions = PERMISSIONS.lock().unwrap_or_else(PoisonError::into_inner);
    if *permissions == 0 {
        let _ = clear_config_option(PROXY);
    }
    *permissions += 1;
    NetworkPermission(())
}

impl Drop for NetworkPermission {
    fn drop(&mut self) {
        let mut permissions = PERMISSIONS.lock().unwrap_or_else(PoisonError::into_inner);
        *permissions -= 1;
        if *permissions == 0 {
            let _ = set_config_option(PROXY, NOWHERE);
        }
    }
}

#[cfg(test)]
mod tests {
    use gdal::config::get_config_option;

    use super::*;

    #[test]
    fn the_network_is_closed_again_when_the_last_work_that_may_use_it_ends() {
        initialise();
        let proxy = || get_config_option(PROXY, "none").unwrap();
        assert_eq!(proxy(), NOWHERE);
        let first = permit_network();
        let second = permit_network();
        drop(first);
        assert_ne!(proxy(), NOWHERE);
        drop(second);
        assert_eq!(proxy(), NOWHERE);
    }
}
