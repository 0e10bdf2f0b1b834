//! A single file that is whole or not there.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;

use crate::files::staging::{self, Staging};
use crate::files::sync::sync_folder;
use crate::terminal::interrupt;

/// A file that appears under its name only when it is whole.
#[derive(Debug)]
pub struct OutputFile {
    temporary: NamedTempFile,
    path: PathBuf,
    overwrite: bool,
    /// Dropped after the file, which lies in it.
    _staging: Staging,
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
        let folder = folder(path);
        if !exists(folder)? {
            bail!(
                "there is no folder {} to write {} into; make it first",
                folder.display(),
                path.display()
            );
        }
        staging::remove_leftovers(folder);
        let context = || format!("cannot write to the folder {}", folder.display());
        let staging = Staging::create(folder).with_context(context)?;
        let temporary = temporary_file(staging.path()).with_context(context)?;
        Ok(Self {
            temporary,
            path: path.to_owned(),
            overwrite,
            _staging: staging,
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
            _staging,
        } = self;
        let context = || format!("cannot write {}", path.display());
        temporary.as_file().sync_all().with_context(context)?;
        let hold = interrupt::hold();
        let placed = match overwrite {
            true => temporary.persist(&path),
            false => temporary.persist_noclobber(&path),
        };
        drop(hold);
        placed
            .map(drop)
            .map_err(|e| e.error)
            .and_then(|()| sync_folder(folder(&path)))
            .with_context(context)
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

/// The folder of a file.
fn folder(path: &Path) -> &Path {
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// A file that others may read as far as the user's mask of permissions lets them: it becomes a result.
fn temporary_file(folder: &Path) -> std::io::Result<NamedTempFile> {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
