//! Outputs that are whole or not there.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use tempfile::{NamedTempFile, TempDir};

/// A file that appears under its name only when it is whole.
#[derive(Debug)]
pub struct OutputFile {
    temporary: NamedTempFile,
    path: PathBuf,
}

impl OutputFile {
    /// Prepares a file beside where it is to be.
    ///
    /// # Errors
    /// The file exists and may not be replaced, or its folder cannot be written.
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
        let temporary = tempfile::Builder::new()
            .prefix(".landcarbon-")
            .tempfile_in(folder)
            .with_context(|| format!("cannot write to the folder {}", folder.display()))?;
        Ok(Self {
            temporary,
            path: path.to_owned(),
        })
    }

    /// What has been written so far goes to the file, which takes its name.
    ///
    /// # Errors
    /// The disk is full or the folder has gone.
    pub fn finish(self) -> Result<()> {
        let context = || format!("cannot write {}", self.path.display());
        self.temporary.as_file().sync_all().with_context(context)?;
        let path = self.path.clone();
        let file = self.temporary.persist(&path).map_err(|e| e.error);
        file.and_then(|file| readable_by_all(&file))
            .with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Whether there is something of that name, if there can be.
fn exists(path: &Path) -> Result<bool> {
    path.try_exists()
        .with_context(|| format!("cannot write {}", path.display()))
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.temporary.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.temporary.flush()
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

/// A folder of results that changes from old to new only when all is whole.
///
/// Results are made in a hidden folder inside it. Their list, the manifest, comes last; files of an earlier run are known by its
/// manifest, and no other file is ever touched.
#[derive(Debug)]
pub struct OutputFolder {
    folder: PathBuf,
    earlier: Vec<PathBuf>,
    staging: TempDir,
    /// Dropped after the staging folder, which lies in them.
    _made: MadeFolders,
}

/// Folders that were made for results, the innermost first. They do not outlive a run that put nothing into them.
#[derive(Debug)]
struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    fn make(folder: &Path) -> std::io::Result<Self> {
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let missing = folder.ancestors().take_while(is_missing);
        let made = Self(missing.map(Path::to_owned).collect());
        fs::create_dir_all(folder)?;
        Ok(made)
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for folder in &self.0 {
            // Fails if it is not empty, as it should.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The file that lists a folder's results.
pub const MANIFEST: &str = "manifest.json";

impl OutputFolder {
    /// Prepares a folder for results.
    ///
    /// # Errors
    /// The folder holds earlier results and `overwrite` is not set, holds other files, or cannot be written.
    pub fn create(folder: &Path, overwrite: bool) -> Result<Self> {
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
        let staging = tempfile::Builder::new()
            .prefix(".landcarbon-")
            .tempdir_in(folder)
            .with_context(context)?;
        Ok(Self {
            folder: folder.to_owned(),
            earlier,
            staging,
            _made: made,
        })
    }

    /// The folder in which the results come to lie.
    #[must_use]
    pub fn place(&self) -> &Path {
        &self.folder
    }

    /// Refuses inputs that are results of an earlier run, which this one would replace.
    ///
    /// # Errors
    /// There is one.
    pub fn refuse_inputs(&self, inputs: &[PathBuf]) -> Result<()> {
        let folder = self.folder.canonicalize()?;
        let is_earlier = |input: &&PathBuf| {
            let input = input.canonicalize().unwrap_or_default();
            let relative = input.strip_prefix(&folder);
            relative.is_ok_and(|relative| self.earlier.iter().any(|result| result == relative))
        };
        match inputs.iter().find(is_earlier) {
            Some(input) => bail!(
                "{} is an input, but also a result of an earlier run, which would be replaced; choose another folder with --out",
                input.display()
            ),
            None => Ok(()),
        }
    }

    /// Where to write the result `relative` for now. Its folders are made.
    ///
    /// # Errors
    /// They cannot be made.
    pub fn path(&self, relative: &str) -> Result<PathBuf> {
        let path = self.staging.path().join(relative);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        Ok(path)
    }

    /// The results so far, relative to the folder, in the order of their names.
    ///
    /// # Errors
    /// They cannot be listed.
    pub fn results(&self) -> Result<Vec<PathBuf>> {
        let mut results = Vec::new();
        list(self.staging.path(), self.staging.path(), &mut results)?;
        results.sort();
        Ok(results)
    }

    /// Moves the results to their places, those of an earlier run away.
    ///
    /// # Errors
    /// A result would replace a file that is none of an earlier run, or a file cannot be moved.
    pub fn finish(self) -> Result<()> {
        let results = self.results()?;
        self.refuse_to_replace_others(&results)?;
        for old in self.earlier.iter().filter(|old| !results.contains(old)) {
            let old = self.place().join(old);
            if old.exists() {
                fs::remove_file(&old)
                    .with_context(|| format!("cannot remove {}", old.display()))?;
            }
        }
        let (manifest, others): (Vec<_>, Vec<_>) = results
            .iter()
            .partition(|r| r.as_path() == Path::new(MANIFEST));
        for result in others.into_iter().chain(manifest) {
            let place = self.place().join(result);
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder)
                    .with_context(|| format!("cannot make the folder {}", folder.display()))?;
            }
            fs::rename(self.staging.path().join(result), &place)
                .with_context(|| format!("cannot write {}", place.display()))?;
        }
        Ok(())
    }

    fn refuse_to_replace_others(&self, results: &[PathBuf]) -> Result<()> {
        let others = |result: &&PathBuf| {
            !self.earlier.contains(result) && self.place().join(result).exists()
        };
        match results.iter().find(others) {
            Some(other) => bail!(
                "{} is not of an earlier run, but would be replaced by a result; move it away, or choose another folder with --out",
                self.place().join(other).display()
            ),
            None => Ok(()),
        }
    }
}

fn list(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            list(root, &path, found)?;
        } else if let Ok(relative) = path.strip_prefix(root) {
            found.push(relative.to_owned());
        }
    }
    Ok(())
}

/// The files that the manifest of an earlier run lists, and the manifest; none where there is no manifest.
fn earlier_results(folder: &Path) -> Result<Vec<PathBuf>> {
    let path = folder.join(MANIFEST);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
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
    let inside = |name: &String| {
        Path::new(name)
            .components()
            .all(|c| matches!(c, std::path::Component::Normal(_)))
    };
    Ok(outputs
        .map(|(name, _)| name.clone())
        .filter(inside)
        .map(PathBuf::from)
        .chain([MANIFEST.into()])
        .collect())
}

fn holds_files(folder: &Path) -> Result<bool> {
    if !folder.exists() {
        return Ok(false);
    }
    let mut entries = fs::read_dir(folder)
        .with_context(|| format!("cannot use {} as a folder", folder.display()))?;
    Ok(entries.any(|entry| {
        entry.is_ok_and(|e| !e.file_name().to_string_lossy().starts_with(".landcarbon-"))
    }))
}
