//! Names by which GDAL opens files. It takes them for UTF-8, but names in archives from old Chinese systems are GBK.

use std::path::{Path, PathBuf};

/// A name for a file or folder whose own name, or that of a folder around it, is not UTF-8: through the number of the open folder.
/// If the file's own name is not, the program that reads it does not see what lies beside it.
#[cfg(target_os = "linux")]
pub(crate) fn name_in_utf8(path: &Path) -> PathBuf {
    use std::fs::File;
    use std::os::fd::AsRawFd;
    use std::sync::{Mutex, PoisonError};

    /// Stay open, for each worker opens a file anew.
    static OPENED: Mutex<Vec<(PathBuf, File)>> = Mutex::new(Vec::new());

    if path.to_str().is_some() {
        return path.to_owned();
    }
    let name = path.file_name().and_then(|name| name.to_str());
    let folder = path.parent().filter(|_| name.is_some()).unwrap_or(path);
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    if !opened.iter().any(|(known, _)| known == folder)
        && let Ok(file) = File::open(folder)
    {
        opened.push((folder.to_owned(), file));
    }
    let number = opened.iter().find(|(known, _)| known == folder);
    let number = number.map_or(-1, |(_, file)| file.as_raw_fd());
    let folder = PathBuf::from(format!("/proc/self/fd/{number}"));
    name.map_or(folder.clone(), |name| folder.join(name))
}

/// Elsewhere names are UTF-8, or GDAL does not open them.
#[cfg(not(target_os = "linux"))]
pub(crate) fn name_in_utf8(path: &Path) -> PathBuf {
    path.to_owned()
}
