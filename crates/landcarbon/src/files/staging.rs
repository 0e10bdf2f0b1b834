//! Hidden folders in which results are made, and how those that a killed run has left are told from a user's own.
//!
//! Such a folder holds a file that says so, and that names the folder for whose results it was made by its number on the disk. A
//! folder that somebody else has made, or that was copied here, is never touched.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::terminal::interrupt::{self, Removal, Unfinished};

/// How the names of these folders begin.
const PREFIX: &str = ".landcarbon-";

/// The file in such a folder that says whose it is.
pub(crate) const OWNER: &str = ".owner";

/// A folder in which results are made. It goes when it is dropped, and after an interrupt.
#[derive(Debug)]
pub(crate) struct Staging {
    folder: TempDir,
    /// Locked as long as this run works in the folder.
    _owner: File,
    _removal: Removal,
}

/// Whose a folder is, and what is to become of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Owner {
    program: String,
    /// The folder for whose results it was made: its number on the disk.
    folder: String,
    /// Earlier results that have to go when the new ones are moved to their places.
    pub(crate) earlier: Vec<PathBuf>,
}

impl Staging {
    /// Makes a folder within `place`, for results that come to lie there.
    ///
    /// # Errors
    /// `place` cannot be written.
    pub(crate) fn create(place: &Path) -> io::Result<Self> {
        let (folder, removal) = {
            let mut hold = interrupt::hold();
            let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(place)?;
            let removal = hold.removal(Unfinished::Tree(folder.path().to_owned()));
            (folder, removal)
        };
        let owner = File::create_new(folder.path().join(OWNER))?;
        // Locked before it says whose it is, so that no other run takes it for a leftover. Some systems have no locks.
        let _ = owner.try_lock();
        let mut staging = Self {
            folder,
            _owner: owner,
            _removal: removal,
        };
        staging.write_owner(place, &[])?;
        Ok(staging)
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes down, on the disk, which earlier results have to go when those in this folder are moved to `place`.
    ///
    /// # Errors
    /// The disk is full.
    pub(crate) fn write_owner(&mut self, place: &Path, earlier: &[PathBuf]) -> io::Result<()> {
        let owner = Owner {
            program: env!("CARGO_PKG_NAME").to_owned(),
            folder: number(place)?,
            earlier: earlier.to_vec(),
        };
        let path = self.path().join(OWNER);
        let mut file = File::options().write(true).truncate(true).open(path)?;
        file.write_all(&serde_json::to_vec(&owner)?)?;
        file.sync_all()
    }
}

/// Whose a hidden folder in `place` is, if a run made it for results there.
pub(crate) fn owner(staging: &Path, place: &Path) -> Option<Owner> {
    let path = staging.join(OWNER);
    if !path.symlink_metadata().is_ok_and(|file| file.is_file()) {
        return None;
    }
    let owner: Owner = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    let is_ours = owner.program == env!("CARGO_PKG_NAME") && owner.folder == number(place).ok()?;
    is_ours.then_some(owner)
}

/// The folders within `place` that runs have made for results there.
///
/// # Errors
/// `place` cannot be listed.
pub(crate) fn leftovers(place: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let path = entry.path();
        if is_hidden && entry.file_type()?.is_dir() && owner(&path, place).is_some() {
            found.push(path);
        }
    }
    Ok(found)
}

/// Removes the folders within `place` that no run works in any more. What cannot be removed harms nothing.
pub(crate) fn remove_leftovers(place: &Path) {
    for path in leftovers(place).unwrap_or_default() {
        let held = File::open(path.join(OWNER)).map(|file| file.try_lock().map(|()| file));
        if let Ok(Ok(_held)) = held {
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// What tells a folder of this machine from all others, whatever a stranger has written.
#[cfg(unix)]
fn number(folder: &Path) -> io::Result<String> {
    use std::os::unix::fs::MetadataExt;
    Ok(fs::metadata(folder)?.ino().to_string())
}

#[cfg(not(unix))]
fn number(folder: &Path) -> io::Result<String> {
    Ok(folder.canonicalize()?.to_string_lossy().into_owned())
}
