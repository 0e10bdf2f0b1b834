//! Moves complete results from the folder where they were made to their places.
//!
//! Many files cannot change at once, but an interrupted change can be finished: when all results are complete, their folder, with a
//! list of the earlier files to remove, is renamed to [`MOVING`]. The next run that finds a folder of that name finishes the move.
//! The manifest is removed first and written last, so results without one are incomplete.

use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::files::MANIFEST;

/// The folder of results that are being moved to their places.
pub(crate) const MOVING: &str = ".landcarbon-moving";

/// The list, within it, of earlier results that have to go.
const EARLIER: &str = ".earlier";

/// Makes `staging` ready to be [moved](place): all on the disk, with the list of what has to go.
///
/// # Errors
/// The disk is full.
pub(crate) fn prepare(staging: &Path, results: &[PathBuf], earlier: &[PathBuf]) -> Result<()> {
    let go: Vec<_> = earlier
        .iter()
        .filter(|old| !results.contains(old))
        .collect();
    let list = staging.join(EARLIER);
    let context = || format!("cannot write {}", list.display());
    fs::write(&list, serde_json::to_vec(&go)?).with_context(context)?;
    for path in results.iter().map(|result| staging.join(result)) {
        File::open(&path)
            .and_then(|file| file.sync_all())
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    File::open(&list)
        .and_then(|file| file.sync_all())
        .with_context(context)
}

/// Moves the results in [`MOVING`] to their places in `folder`, or those that are left.
///
/// # Errors
/// A file cannot be moved or removed, or would leave the folder.
pub(crate) fn place(folder: &Path) -> Result<()> {
    let moving = folder.join(MOVING);
    let mut results = Vec::new();
    list(&moving, &moving, &mut results)?;
    results.retain(|result| result != Path::new(EARLIER));
    let go = to_go(&moving)?;
    for path in results.iter().chain(&go) {
        refuse_links(folder, path)?;
    }
    let manifest = results.iter().position(|r| r == Path::new(MANIFEST));
    if let Some(manifest) = manifest {
        remove(&folder.join(MANIFEST))?;
        // It comes last.
        let manifest = results.remove(manifest);
        results.push(manifest);
    }
    for old in &go {
        remove(&folder.join(old))?;
    }
    for result in &results {
        let place = folder.join(result);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        fs::rename(moving.join(result), &place)
            .with_context(|| format!("cannot write {}", place.display()))?;
    }
    fs::remove_dir_all(&moving).with_context(|| format!("cannot remove {}", moving.display()))
}

/// Files below a folder, relative to `root`.
///
/// # Errors
/// A folder cannot be listed.
pub(crate) fn list(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let context = || format!("cannot list {}", folder.display());
    for entry in fs::read_dir(folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        let path = entry.path();
        if entry.file_type().with_context(context)?.is_dir() {
            list(root, &path, found)?;
        } else if let Ok(relative) = path.strip_prefix(root) {
            found.push(relative.to_owned());
        }
    }
    Ok(())
}

/// Whether a path stays in the folder that it is relative to.
pub(crate) fn is_inside(path: &Path) -> bool {
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
}

/// Refuses a path that a symbolic link leads out of the folder.
///
/// # Errors
/// One of the folders on its way is a link.
pub(crate) fn refuse_links(folder: &Path, path: &Path) -> Result<()> {
    for way in path.ancestors().skip(1) {
        let way = folder.join(way);
        if way != folder.join("") && way.is_symlink() {
            bail!(
                "{} is a symbolic link, and results are written into the folder itself only; remove it, or choose another folder with --out",
                way.display()
            );
        }
    }
    Ok(())
}

fn to_go(moving: &Path) -> Result<Vec<PathBuf>> {
    let list = moving.join(EARLIER);
    if !list.exists() {
        return Ok(Vec::new());
    }
    let context = || format!("cannot read {}", list.display());
    let text = fs::read(&list).with_context(context)?;
    let mut go: Vec<PathBuf> = serde_json::from_slice(&text).with_context(context)?;
    go.retain(|path| is_inside(path));
    Ok(go)
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}
