//! The files that a project names.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use landuse_ingest::legend::Legend;
use landuse_ingest::network::{is_remote, is_url};
use landuse_ingest::source::item_of;

use super::Project;

impl Project {
    /// The files of this machine that a study of the project names, but for the project file.
    ///
    /// # Errors
    /// A year has no raster, or a path names something that is neither a file of this machine nor, if a raster, a URL.
    pub fn input_files(&self) -> Result<Vec<PathBuf>> {
        let named = [&self.boundaries.path, &self.statistics.path];
        let mut files: Vec<_> = named.map(|path| self.resolve(path)).into();
        if Legend::built_in(&self.landuse.legend).is_none() {
            files.push(self.resolve(Path::new(&self.landuse.legend)));
        }
        files.extend(self.parents_path());
        files.extend(self.expect.iter().map(|source| self.resolve(&source.path)));
        if let Some(file) = files.iter().find(|file| is_remote(file)) {
            bail!(
                "{} is not a file of this machine; only a project's rasters may lie elsewhere: copy it beside the project",
                file.display()
            );
        }
        for (_, raster) in self.rasters()? {
            let file = item_of(&raster).unwrap_or(raster);
            if is_url(&file) {
                continue;
            }
            if is_remote(&file) {
                bail!(
                    "{} is not a file of this machine; a raster of a project is one, or a URL with https://, http:// or s3://, or a STAC item: name it so, or copy it beside the project",
                    file.display()
                );
            }
            files.push(file);
        }
        Ok(files)
    }
}
