//! Digests that identify each input of a study.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use landuse_ingest::gdal::is_url;

use super::study::Study;
use crate::files::digest::{self, InputDigest, slashed};

/// The files of this machine that a study reads, but for the project file.
#[must_use]
pub fn input_files(study: &Study) -> Vec<PathBuf> {
    let rasters = study.sources.iter().flat_map(|source| source.files());
    study
        .plan
        .input_files
        .iter()
        .cloned()
        .chain(rasters)
        .collect()
}

/// Digests of all that was read, by paths as the project gives them and by URLs. Of a raster behind a URL, which was read in part, it is
/// what the server says of its version.
pub(super) fn digest_inputs(study: &Study) -> Result<BTreeMap<String, InputDigest>> {
    let files = digest::of_files(&input_files(study), &study.plan.folder)?;
    let mut digests: BTreeMap<_, _> = files
        .into_iter()
        .map(|(path, digest)| (path, InputDigest::File(digest)))
        .collect();
    for (source, (_, raster)) in study.sources.iter().zip(&study.rasters) {
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
