//! Boundary files whose own name GDAL cannot be given, since it is not UTF-8: opened as a copy in memory, with what lies beside them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use gdal::vsi::create_mem_file;

use crate::files;

/// The copies made so far, each in a folder of its own.
static COPIES: AtomicU32 = AtomicU32::new(0);

/// Copies a file, and those of its name with other extensions. Returns the name of the copy; nothing if its own name is UTF-8, or if it
/// is no file.
pub(super) fn copy_in_memory(path: &Path) -> Option<PathBuf> {
    if path.file_name().and_then(OsStr::to_str).is_some() || !path.is_file() {
        return None;
    }
    let extension = path.extension()?.to_str()?;
    let number = COPIES.fetch_add(1, Ordering::Relaxed);
    let name = |extension: &str| format!("/vsimem/landcarbon/{number}/file.{extension}");
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    for entry in parent.unwrap_or(Path::new(".")).read_dir().ok()?.flatten() {
        let beside = entry.path();
        if let Some(extension) = beside.extension().and_then(OsStr::to_str)
            && beside.file_stem() == path.file_stem()
        {
            create_mem_file(name(extension), files::read(&beside).ok()?).ok()?;
        }
    }
    Some(name(extension).into())
}
