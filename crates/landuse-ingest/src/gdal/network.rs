//! The network, which a file may name without its user knowing: a VRT its sources, a service its description.

use std::path::Path;

use gdal::DriverManager;
use gdal::config::{clear_config_option, set_config_option};

use super::log;

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

pub(crate) fn forbid() {
    let _ = set_config_option(PROXY, NOWHERE);
    for name in DATABASES {
        if let Ok(driver) = DriverManager::get_driver_by_name(name) {
            DriverManager::deregister_driver(&driver);
        }
    }
}

/// Lets GDAL fetch files by HTTP, by the proxy of the environment if it names one. It is forbidden until then.
pub fn allow() {
    log::initialise();
    let _ = clear_config_option(PROXY);
}

/// Whether a path is none of this machine: a URL, or one of GDAL's names for what lies behind one, in an archive or in a database.
#[must_use]
pub fn is_remote(path: &Path) -> bool {
    let text = path.to_string_lossy();
    !path.exists() && (text.starts_with("/vsi") || text.contains("://"))
}

/// Whether a path is a URL of a file that is read by parts: `https://`, `http://` or `s3://`.
#[must_use]
pub fn is_url(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        let known = ["https", "http", "s3"];
        known.iter().any(|known| scheme.eq_ignore_ascii_case(known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_what_gdal_calls_them_are_remote() {
        for path in [
            "/vsicurl/http://a.b/c.tif",
            "https://a.b/c.tif",
            "/vsis3/b/c.tif",
            "WMS:http://a.b",
        ] {
            assert!(is_remote(Path::new(path)), "{path}");
        }
        for path in ["c.tif", "/data/c.tif", "C:\\data\\c.tif", "a:b.tif"] {
            assert!(!is_remote(Path::new(path)), "{path}");
        }
    }
}
