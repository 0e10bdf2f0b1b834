//! A single file that is whole or not there.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;

use crate::files::output::TEMPORARY;
use crate::terminal::interrupt::{self, Removal, Unfinished};

/// A file that appears under its name only when it is whole.
#[derive(Debug)]
pub struct OutputFile {
    temporary: NamedTempFile,
    path: PathBuf,
    overwrite: bool,
    /// Dropped after the file.
    _removal: Removal,
}

impl OutputFile {
    /// Opens a temporary file in the folder of `path`, and removes the ones that killed runs left
    /// there.
    ///
    /// # Errors
    /// `path` exists and may not be replaced, is a folder, or its folder cannot be written.
    pub fn create(path: &Path, overwrite: bool) -> Result<Self> {
        if path.is_dir() {
            bail!("{} is a folder; --out takes a file", path.display());
        }
        if exists(path)? && !overwrite {
            bail!(
                "{} exists; choose another name with --out, or replace it with --overwrite",
                path.display()
            );
        }
        if path.exists() && !path.is_file() {
            bail!(
                "{} is no ordinary file and cannot be replaced by one; without --out the table goes to standard output",
                path.display()
            );
        }
        let folder = path
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        if !exists(folder)? {
            bail!(
                "there is no folder {} to write {} into; make it first",
                folder.display(),
                path.display()
            );
        }
        remove_leftovers(folder);
        let (temporary, removal) = locked(folder)
            .with_context(|| format!("cannot write to the folder {}", folder.display()))?;
        Ok(Self {
            temporary,
            path: path.to_owned(),
            overwrite,
            _removal: removal,
        })
    }

    /// What has been written so far goes to the file, which takes its name.
    ///
    /// # Errors
    /// The disk is full, the folder has gone, or a file of that name has come meanwhile.
    pub fn finish(self) -> Result<()> {
        let Self {
            temporary,
            path,
            overwrite,
            _removal,
        } = self;
        let file = temporary.as_file();
        let place = || {
            readable_by_all(file)?;
            file.sync_all()
        };
        place().with_context(|| format!("cannot write {}", path.display()))?;
        let hold = interrupt::hold();
        let placed = match overwrite {
            true => temporary.persist(&path),
            false => temporary.persist_noclobber(&path),
        };
        drop(hold);
        placed
            .map(drop)
            .map_err(|e| e.error)
            .with_context(|| format!("cannot write {}", path.display()))
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.temporary.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.temporary.flush()
    }
}

/// Writes a file, which is whole or not there.
///
/// # Errors
/// As [`OutputFile`]'s.
pub fn write_file(path: &Path, bytes: &[u8], overwrite: bool) -> Result<()> {
    let mut file = OutputFile::create(path, overwrite)?;
    file.write_all(bytes)
        .with_context(|| format!("cannot write {}", path.display()))?;
    file.finish()
}

/// Whether there is something of that name, if there can be.
fn exists(path: &Path) -> Result<bool> {
    path.try_exists()
        .with_context(|| format!("cannot write {}", path.display()))
}

/// A temporary file that others can tell is in use.
fn locked(folder: &Path) -> std::io::Result<(NamedTempFile, Removal)> {
    loop {
        let (temporary, removal) = {
            let mut hold = interrupt::hold();
            let temporary = tempfile::Builder::new()
                .prefix(TEMPORARY)
                .tempfile_in(folder)?;
            let removal = hold.removal(Unfinished::File(temporary.path().to_owned()));
            (temporary, removal)
        };
        // Another run may take it for a leftover before it is locked.
        let taken = matches!(
            temporary.as_file().try_lock(),
            Err(fs::TryLockError::WouldBlock)
        );
        if !taken && temporary.path().exists() {
            return Ok((temporary, removal));
        }
    }
}

/// Removes temporary files that no run holds. What cannot be removed harms nothing.
fn remove_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_temporary = entry.file_name().to_string_lossy().starts_with(TEMPORARY);
        if is_temporary && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let path = entry.path();
            let held = fs::File::open(&path).map(|file| file.try_lock().map(|()| file));
            if let Ok(Ok(_held)) = held {
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// Temporary files are private; results are not.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}
