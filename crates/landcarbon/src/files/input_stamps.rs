//! Whether inputs stay as they are while they are read.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::files::digest;

/// The state of input files at some moment.
#[derive(Debug, Clone)]
pub struct InputStamps(Vec<(PathBuf, Stamp)>);

/// What changes when a file does.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
    /// Device, number, and time of the last change of any kind, which no program can set.
    #[cfg(unix)]
    inode: (u64, u64, i64, i64),
}

impl Stamp {
    fn new(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Self {
            bytes: metadata.len(),
            modified: metadata.modified().ok(),
            #[cfg(unix)]
            inode: (
                metadata.dev(),
                metadata.ino(),
                metadata.ctime(),
                metadata.ctime_nsec(),
            ),
        }
    }
}

impl InputStamps {
    /// Takes the state of files, with what belongs to them (the files of an Arc/Info grid). Those that are not there are left to their
    /// readers.
    ///
    /// # Errors
    /// One, or what lies beside it under its name, is neither a file nor a folder: a pipe or a device cannot be read twice, and may never end.
    pub fn take(files: &[PathBuf]) -> Result<Self> {
        let mut stamps = Vec::new();
        for file in files.iter().filter(|file| file.exists()) {
            landuse_ingest::files::refuse_companions(file)?;
            for part in digest::parts(file)? {
                let stamp = Stamp::new(&metadata(&part)?);
                stamps.push((part, stamp));
            }
        }
        Ok(Self(stamps))
    }

    /// The files.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|(path, _)| path.as_path())
    }

    /// Makes sure that no file has changed since.
    ///
    /// # Errors
    /// One has, or has gone.
    pub fn refuse_changes(&self) -> Result<()> {
        for (path, before) in &self.0 {
            let now = metadata(path)
                .with_context(|| format!("{} has gone while it was read", path.display()))?;
            if Stamp::new(&now) != *before {
                bail!(
                    "{} has changed while it was read, so that nothing can be said of it; run again when no program writes it",
                    path.display()
                );
            }
        }
        Ok(())
    }
}

fn metadata(path: &Path) -> Result<Metadata> {
    fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))
}
