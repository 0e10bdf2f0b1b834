//! A folder of results that are whole or not there.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

pub use crate::files::OutputFolder;
use crate::files::placement::{self, MOVING};
use crate::files::staging::{self, Staging};
use crate::files::sync::sync_folder;
use crate::terminal::interrupt::{self, Removal, Unfinished};

/// A folder of results that changes from old to new only when all is whole.
///
/// Results are made in a hidden folder inside it. Their list, the manifest, comes last; files of an earlier run are known by its
/// manifest, and no other file is ever touched. One run at a time works in a folder.
#[derive(Debug)]
pub struct Output {
    folder: OutputFolder,
    earlier: Vec<PathBuf>,
    /// What the user should know of the folder.
    pub warnings: Vec<String>,
    staging: Staging,
    /// Dropped after the staging folder, which lies in them.
    _made: MadeFolders,
    /// Held as long as this run works in the folder.
    _lock: Option<File>,
}

/// Folders that were made for results, the innermost first. They do not outlive a run that put nothing into them.
#[derive(Debug)]
struct MadeFolders {
    folders: Vec<PathBuf>,
    _removals: Vec<Removal>,
}

impl MadeFolders {
    fn make(folder: &Path) -> std::io::Result<Self> {
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let missing = folder.ancestors().take_while(is_missing);
        let folders: Vec<_> = missing.map(Path::to_owned).collect();
        let outermost_first = folders.iter().rev().cloned().map(Unfinished::Folder);
        let removals = {
            let mut hold = interrupt::hold();
            outermost_first.map(|made| hold.removal(made)).collect()
        };
        let made = Self {
            folders,
            _removals: removals,
        };
        fs::create_dir_all(folder)?;
        Ok(made)
    }

    /// Makes the folders of results within `place`.
    fn make_for(place: &Path, results: &[PathBuf]) -> Result<Vec<Self>> {
        let folders = placement::folders(results).into_iter();
        let made = folders.map(|folder| {
            let folder = place.join(folder);
            Self::make(&folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))
        });
        made.collect()
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for folder in &self.folders {
            // Fails if it is not empty, as it should.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The file that lists a folder's results.
pub const MANIFEST: &str = "manifest.json";

impl Output {
    /// Prepares a folder for results. What a killed run has left there is finished or removed.
    ///
    /// # Errors
    /// The folder holds earlier results and `overwrite` is not set, holds other files, is in use by another run, or cannot be written.
    pub fn create(folder: &Path, overwrite: bool) -> Result<Self> {
        let mut lock = None;
        let mut warnings = Vec::new();
        if folder.is_dir() {
            lock = lock_folder(folder)?;
            warnings = clear(folder, lock.is_some())?;
        }
        let earlier = earlier_results(folder)?;
        if !earlier.is_empty() && !overwrite {
            bail!(
                "{} holds the results of an earlier run; choose another folder with --out, or replace them with --overwrite",
                folder.display()
            );
        }
        if earlier.is_empty() && holds_files(folder)? {
            bail!(
                "{} is not empty and holds no earlier results; choose another folder with --out",
                folder.display()
            );
        }
        let context = || format!("cannot write to the folder {}", folder.display());
        let made = MadeFolders::make(folder).with_context(context)?;
        if lock.is_none() {
            lock = lock_folder(folder)?;
        }
        let staging = Staging::create(folder).with_context(context)?;
        Ok(Self {
            folder: OutputFolder::new(staging.path().to_owned(), folder.to_owned()),
            earlier,
            warnings,
            staging,
            _made: made,
            _lock: lock,
        })
    }

    /// Where to write results.
    pub fn folder(&self) -> &OutputFolder {
        &self.folder
    }

    /// Refuses inputs that are results of an earlier run, which this one would replace.
    ///
    /// # Errors
    /// There is one.
    pub fn refuse_inputs<'a>(&self, mut inputs: impl Iterator<Item = &'a Path>) -> Result<()> {
        let folder = self.folder.place().canonicalize()?;
        let is_earlier = |input: &&Path| {
            let input = input.canonicalize().unwrap_or_default();
            let relative = input.strip_prefix(&folder);
            relative.is_ok_and(|relative| self.earlier.iter().any(|result| result == relative))
        };
        match inputs.find(is_earlier) {
            Some(input) => bail!(
                "{} is an input, but also a result of an earlier run, which would be replaced; choose another folder with --out",
                input.display()
            ),
            None => Ok(()),
        }
    }

    /// The results so far, relative to the folder, in the order of their names.
    ///
    /// # Errors
    /// They cannot be listed.
    pub fn results(&self) -> Result<Vec<PathBuf>> {
        placement::list(self.staging.path())
    }

    /// Moves the results to their places, those of an earlier run away.
    ///
    /// # Errors
    /// A result would replace a file that is none of an earlier run, or a file cannot be moved.
    pub fn finish(mut self) -> Result<()> {
        let results = self.results()?;
        self.refuse_to_replace_others(&results)?;
        for path in results.iter().chain(&self.earlier) {
            placement::refuse_links(self.folder.place(), path)?;
        }
        let place = self.folder.place().to_owned();
        // Made before anything is moved: a disk may have no room for a folder. Those without a result go again.
        let _made = MadeFolders::make_for(&place, &results)?;
        placement::prepare(&mut self.staging, &place, &results, &self.earlier)?;
        let mut hold = interrupt::hold();
        let moving = place.join(MOVING);
        fs::rename(self.staging.path(), &moving)
            .and_then(|()| sync_folder(&place))
            .with_context(|| format!("cannot write {}", moving.display()))?;
        hold.keep_tree(self.staging.path());
        let placed = placement::place(&place);
        drop(hold);
        placed.with_context(|| {
            format!(
                "the results are whole but not all in their places; another run into {} moves the rest",
                place.display()
            )
        })
    }

    fn refuse_to_replace_others(&self, results: &[PathBuf]) -> Result<()> {
        let others = |result: &&PathBuf| {
            let place = self.folder.place().join(result);
            !self.earlier.contains(result) && place.symlink_metadata().is_ok()
        };
        match results.iter().find(others) {
            Some(other) => bail!(
                "{} is not of an earlier run, but would be replaced by a result; move it away, or choose another folder with --out",
                self.folder.place().join(other).display()
            ),
            None => Ok(()),
        }
    }
}

/// Holds a folder for this run alone. Where the system has no locks, for none.
fn lock_folder(folder: &Path) -> Result<Option<File>> {
    let Ok(handle) = File::open(folder) else {
        return Ok(None);
    };
    match handle.try_lock() {
        Ok(()) => Ok(Some(handle)),
        Err(TryLockError::WouldBlock) => bail!(
            "another run is writing into {}; wait until it ends, or choose another folder with --out",
            folder.display()
        ),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Finishes or removes what a killed run has left. Without a lock it may still be running.
fn clear(folder: &Path, locked: bool) -> Result<Vec<String>> {
    let mut warnings = Vec::new();
    let context = || format!("cannot use {} as a folder", folder.display());
    let moving = folder.join(MOVING);
    if locked && moving.symlink_metadata().is_ok() {
        placement::place(folder)?;
        warnings.push(format!(
            "an earlier run was killed while it moved its results into {}; they have been moved now",
            folder.display()
        ));
    }
    for path in staging::leftovers(folder).with_context(context)? {
        if locked {
            staging::remove_leftover(&path).with_context(|| {
                format!(
                    "cannot remove {}, which a killed run has left",
                    path.display()
                )
            })?;
        } else {
            warnings.push(format!(
                "{} is left by a run that was killed, or used by one that goes on; remove it if there is none",
                path.display()
            ));
        }
    }
    Ok(warnings)
}

/// The files that the manifest of an earlier run lists, and the manifest; none where there is no manifest.
fn earlier_results(folder: &Path) -> Result<Vec<PathBuf>> {
    let path = folder.join(MANIFEST);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = landuse_ingest::files::read_text(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let manifest: serde_json::Value = serde_json::from_str(&text).with_context(|| {
        format!(
            "{} is no manifest of an earlier run; choose another folder with --out",
            path.display()
        )
    })?;
    if manifest["program"] != env!("CARGO_PKG_NAME") {
        bail!(
            "{} is not of an earlier run, but of another program; choose another folder with --out",
            path.display()
        );
    }
    let outputs = manifest["outputs"].as_object().into_iter().flatten();
    Ok(outputs
        .map(|(name, _)| PathBuf::from(name))
        .filter(|path| placement::is_inside(path))
        .chain([MANIFEST.into()])
        .collect())
}

/// Whether a folder holds anything but what other runs are making, or have left.
fn holds_files(folder: &Path) -> Result<bool> {
    if !folder.exists() {
        return Ok(false);
    }
    let context = || format!("cannot use {} as a folder", folder.display());
    let runs = staging::leftovers(folder).with_context(context)?;
    let mut entries = fs::read_dir(folder).with_context(context)?;
    Ok(entries.any(|entry| entry.is_ok_and(|entry| !runs.contains(&entry.path()))))
}
