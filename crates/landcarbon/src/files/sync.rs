//! Folders on the disk: what must survive a power failure in its order.

use std::fs::File;
use std::io;
use std::path::Path;

/// Waits until the names in a folder are on the disk. Files are made sure of by themselves.
///
/// # Errors
/// The disk fails. A system that cannot do it is none.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    use std::io::ErrorKind::{InvalidInput, Unsupported};

    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), InvalidInput | Unsupported) => Ok(()),
        synced => synced,
    }
}

/// Waits until the names in a folder are on the disk. Here nothing is to be done.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
