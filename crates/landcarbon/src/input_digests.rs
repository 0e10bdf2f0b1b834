//! What tells of each input of a study which it was.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use landuse_ingest::network::is_url;

use crate::digest::{self, InputDigest, slashed};
use crate::study::Study;

impl Study {
    /// The files of this machine that it reads, but for the project file.
    ///
    /// # Errors
    /// As [`crate::project::Project::input_files`].
    pub fn input_files(&self) -> Result<Vec<PathBuf>> {
        let mut files = self.project.input_files()?;
        files.extend(self.sources.iter().flat_map(|source| source.files()));
        Ok(files)
    }

    /// Digests of all that was read, by paths as the project gives them and by URLs. Of a raster behind a URL, which was read in part,
    /// it is what the server says of its version.
    pub(crate) fn input_digests(&self) -> Result<BTreeMap<String, InputDigest>> {
        let files = digest::of_files(&self.input_files()?, self.project.folder())?;
        let files = files.into_iter();
        let mut digests: BTreeMap<_, _> = files
            .map(|(path, digest)| (path, InputDigest::File(digest)))
            .collect();
        for (source, (_, raster)) in self.sources.iter().zip(&self.rasters) {
            if let Some(item) = source.item.as_ref().filter(|item| is_url(&item.place)) {
                let digest = digest::of(&item.text[..])?;
                digests.insert(slashed(&item.place), InputDigest::File(digest));
            }
            if let Some(served) = &raster.served {
                let served = InputDigest::Served(served.clone());
                digests.insert(slashed(&raster.path), served);
            }
        }
        Ok(digests)
    }
}
