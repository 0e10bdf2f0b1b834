//! Moves complete results from the folder where they were made to their places.
//!
//! Many files cannot change at once, but an interrupted change can be finished: when all results are complete, their folder, with a
//! list of the earlier files to remove, is renamed to [`MOVING`]. The next run that finds a folder of that name finishes the move.
//! The manifest is removed first and written last, so results without one are incomplete. Each step is on the disk before
//! the next begins, so a power failure does no more than a kill.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::files::MANIFEST;
use crate::files::staging::{OWNER, Staging, owner};
use crate::files::sync::sync_folder;

/// The folder of results that are being moved to their places.
pub(crate) const MOVING: &str = ".landcarbon-moving";

/// Makes `staging` ready to be [moved](place) to `folder`: all on the disk, with the list of what has to go.
///
/// # Errors
/// The disk is full.
pub(crate) fn prepare(
    staging: &mut Staging,
    folder: &Path,
    results: &[PathBuf],
    earlier: &[PathBuf],
) -> Result<()> {
    let go: Vec<_> = earlier
        .iter()
        .filter(|old| !results.contains(old))
        .cloned()
        .collect();
    let path = staging.path().to_owned();
    let context = || format!("cannot write {}", path.display());
    staging.write_owner(folder, &go).with_context(context)?;
    for result in results.iter().map(|result| path.join(result)) {
        File::open(&result)
            .and_then(|file| file.sync_all())
            .with_context(|| format!("cannot write {}", result.display()))?;
    }
    let mut made: Vec<_> = folders(results)
        .iter()
        .map(|made| path.join(made))
        .collect();
    made.reverse();
    made.push(folder.to_owned());
    made.iter()
        .try_for_each(|made| sync_folder(made))
        .with_context(context)
}

/// Moves the results in [`MOVING`] to their places in `folder`, or those that are left.
///
/// # Errors
/// [`MOVING`] is not of a run into this folder, or a file cannot be moved or removed, or would leave the folder.
pub(crate) fn place(folder: &Path) -> Result<()> {
    let moving = folder.join(MOVING);
    let Some(owner) = owner(&moving, folder) else {
        bail!(
            "{} is not of an earlier run into this folder; move it away, or choose another folder with --out",
            moving.display()
        );
    };
    let mut results = list(&moving)?;
    let go: Vec<_> = owner
        .earlier
        .into_iter()
        .filter(|path| is_inside(path))
        .collect();
    for path in results.iter().chain(&go) {
        refuse_links(folder, path)?;
    }
    let manifest = results
        .iter()
        .position(|result| result == Path::new(MANIFEST));
    let manifest = manifest.map(|place| results.remove(place));
    if manifest.is_some() {
        remove(&folder.join(MANIFEST))?;
        sync(folder)?;
    }
    for old in &go {
        remove(&folder.join(old))?;
    }
    for result in &results {
        move_file(&moving, folder, result)?;
    }
    for changed in folders(results.iter().chain(&go)) {
        sync(&folder.join(changed))?;
    }
    if let Some(manifest) = manifest {
        move_file(&moving, folder, &manifest)?;
        sync(folder)?;
    }
    fs::remove_dir_all(&moving).with_context(|| format!("cannot remove {}", moving.display()))
}

fn move_file(from: &Path, to: &Path, file: &Path) -> Result<()> {
    let place = to.join(file);
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    fs::rename(from.join(file), &place).with_context(|| format!("cannot write {}", place.display()))
}

fn sync(folder: &Path) -> Result<()> {
    match folder.exists() {
        true => sync_folder(folder).with_context(|| format!("cannot write {}", folder.display())),
        false => Ok(()),
    }
}

/// The folders of some files, with those around them, the outermost first.
pub(crate) fn folders<'a>(files: impl IntoIterator<Item = &'a PathBuf>) -> BTreeSet<&'a Path> {
    let files = files.into_iter();
    files.flat_map(|file| file.ancestors().skip(1)).collect()
}

/// The results in a folder in which they were made, relative to it, in the order of their names.
///
/// # Errors
/// A folder cannot be listed.
pub(crate) fn list(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    list_below(root, root, &mut found)?;
    found.retain(|path| path != Path::new(OWNER));
    found.sort();
    Ok(found)
}

fn list_below(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let context = || format!("cannot list {}", folder.display());
    for entry in fs::read_dir(folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        let path = entry.path();
        if entry.file_type().with_context(context)?.is_dir() {
            list_below(root, &path, found)?;
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

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}
