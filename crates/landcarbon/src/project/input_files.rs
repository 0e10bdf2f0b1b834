//! The files that a project names.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use landuse_ingest::legend::Legend;
use landuse_ingest::network::is_remote;

use super::Project;

impl Project {
    /// The files that a study of the project reads, but for the project file.
    ///
    /// # Errors
    /// A year has no raster, or a path names something that is no file of this machine.
    pub fn input_files(&self) -> Result<Vec<PathBuf>> {
        let rasters = self.rasters()?.into_iter().map(|(_, path)| path);
        let named = [&self.boundaries.path, &self.statistics.path];
        let mut files: Vec<_> = named.map(|path| self.resolve(path)).into();
        files.extend(rasters);
        if Legend::built_in(&self.landuse.legend).is_none() {
            files.push(self.resolve(Path::new(&self.landuse.legend)));
        }
        files.extend(self.parents_path());
        files.extend(self.expect.iter().map(|source| self.resolve(&source.path)));
        match files.iter().find(|file| is_remote(file)) {
            Some(file) => bail!(
                "{} is not a file of this machine; a project reads such only, so that its manifest can hold their digests: copy it beside the project",
                file.display()
            ),
            None => Ok(files),
        }
    }
}
