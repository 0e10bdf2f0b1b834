//! Where results are written.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::terminal::interrupt;

/// A folder for results: that of a run, or one in it.
#[derive(Debug, Clone)]
pub struct OutputFolder {
    /// Where results are made.
    staging: PathBuf,
    /// Where they come to lie.
    place: PathBuf,
}

impl OutputFolder {
    pub(crate) fn new(staging: PathBuf, place: PathBuf) -> Self {
        Self { staging, place }
    }

    /// The folder in which the results come to lie.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// A folder in this one.
    pub fn inside(&self, relative: &str) -> Self {
        Self {
            staging: self.staging.join(relative),
            place: self.place.join(relative),
        }
    }

    /// Where to write the result `relative` for now. Its folders are made.
    ///
    /// # Errors
    /// They cannot be made.
    pub fn path(&self, relative: &str) -> Result<PathBuf> {
        let path = self.staging.join(relative);
        if let Some(folder) = path.parent() {
            let _hold = interrupt::hold();
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        Ok(path)
    }
}
