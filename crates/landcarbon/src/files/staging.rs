//! Hidden folders in which results are made, and how those that a killed run has left are told from a user's own.
//!
//! Such a folder holds a file that says so, and that names the folder for whose results it was made by its number on the disk; its own
//! name has this number too, for a run may be killed before there is such a file. A folder that somebody else has made, or that was
//! copied here, is never touched.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::terminal::interrupt::{self, Removal, Unfinished};

/// How the names of these folders begin.
const PREFIX: &str = ".landcarbon-";

/// The file in such a folder that says whose it is.
pub(crate) const OWNER: &str = ".owner";

/// The same file before all of it is written.
const NEW_OWNER: &str = ".owner.new";

/// A new folder that another run takes for a leftover, in the moment before its owner is known, is made again, at most so often.
const ATTEMPTS: u32 = 10;

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
        let prefix = format!("{PREFIX}{}-", number(place)?);
        let is_taken =
            |error: &io::Error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::WouldBlock);
        let mut made = Self::try_create(place, &prefix);
        for _ in 1..ATTEMPTS {
            if !made.as_ref().is_err_and(is_taken) {
                break;
            }
            made = Self::try_create(place, &prefix);
        }
        made
    }

    fn try_create(place: &Path, prefix: &str) -> io::Result<Self> {
        let (folder, removal) = {
            let mut hold = interrupt::hold();
            let folder = tempfile::Builder::new().prefix(prefix).tempdir_in(place)?;
            let removal = hold.removal(Unfinished::Tree(folder.path().to_owned()));
            (folder, removal)
        };
        Ok(Self {
            _owner: write_owner(folder.path(), place, &[])?,
            folder,
            _removal: removal,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes down, on the disk, which earlier results have to go when those in this folder are moved to `place`.
    ///
    /// # Errors
    /// The disk is full.
    pub(crate) fn write_owner(&mut self, place: &Path, earlier: &[PathBuf]) -> io::Result<()> {
        self._owner = write_owner(self.path(), place, earlier)?;
        Ok(())
    }
}

/// Writes whose a folder is. The file is locked before it takes its name, so that no other run takes the folder for a leftover, and
/// whole, so that the folder is never without an owner again.
fn write_owner(folder: &Path, place: &Path, earlier: &[PathBuf]) -> io::Result<File> {
    let owner = Owner {
        program: env!("CARGO_PKG_NAME").to_owned(),
        folder: number(place)?,
        earlier: earlier.to_vec(),
    };
    let new = folder.join(NEW_OWNER);
    let mut file = File::create_new(&new)?;
    // Some systems have no locks.
    if let Err(taken @ TryLockError::WouldBlock) = file.try_lock() {
        return Err(taken.into());
    }
    file.write_all(&serde_json::to_vec(&owner)?)?;
    file.sync_all()?;
    fs::rename(new, folder.join(OWNER))?;
    Ok(file)
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
    let unowned = format!("{PREFIX}{}-", number(place)?);
    let mut found = Vec::new();
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with(PREFIX)
            && entry.file_type()?.is_dir()
            && (owner(&path, place).is_some() || name.starts_with(&unowned) && is_empty(&path))
        {
            found.push(path);
        }
    }
    Ok(found)
}

/// Whether a folder holds nothing but what a run writes before anything else.
fn is_empty(folder: &Path) -> bool {
    let is_new_owner =
        |entry: io::Result<fs::DirEntry>| entry.is_ok_and(|entry| entry.file_name() == NEW_OWNER);
    fs::read_dir(folder).is_ok_and(|mut entries| entries.all(is_new_owner))
}

/// Removes one of the [leftovers], unless a run still works in it.
///
/// # Errors
/// It cannot be removed.
pub(crate) fn remove_leftover(folder: &Path) -> io::Result<()> {
    let names = [OWNER, NEW_OWNER].map(|name| folder.join(name));
    let owner = names.iter().find_map(|name| File::open(name).ok());
    if owner.is_some_and(|owner| owner.try_lock().is_err()) {
        return Ok(());
    }
    if names[0].exists() {
        return fs::remove_dir_all(folder);
    }
    // Step by step, for its run may live and just now say whose it is.
    let _ = fs::remove_file(&names[1]);
    fs::remove_dir(folder)
}

/// Removes the folders within `place` that no run works in any more. What cannot be removed harms nothing.
pub(crate) fn remove_leftovers(place: &Path) {
    for path in leftovers(place).unwrap_or_default() {
        let _ = remove_leftover(&path);
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
    use sha2::{Digest, Sha256};
    let path = folder.canonicalize()?;
    let digest = Sha256::digest(path.to_string_lossy().as_bytes());
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}
