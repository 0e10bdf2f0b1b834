//! The name of a file, for people.

use std::path::Path;

/// The name without its folder; the whole path if it ends without a name.
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
