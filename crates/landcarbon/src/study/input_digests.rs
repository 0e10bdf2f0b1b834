//! Digests that identify each input of a study.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use landuse_ingest::raster::Location;

use super::study::Study;
use crate::files::digest::{self, InputDigest, slashed};

/// The files of this machine that a study reads, but for the project file.
pub fn input_files(study: &Study) -> Vec<PathBuf> {
    let rasters = study.rasters.iter();
    let rasters = rasters.flat_map(|(_, raster)| raster.files.clone());
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
    let files = digest::digest_files(&input_files(study), &study.plan.folder)?;
    let mut digests: BTreeMap<_, _> = files
        .into_iter()
        .map(|(path, digest)| (path, InputDigest::File(digest)))
        .collect();
    for raster in study
        .rasters
        .iter()
        .flat_map(|(_, raster)| raster.sources())
    {
        if let Location::StacAsset(asset) = &raster.location
            && asset.item.url().is_some()
        {
            let digest = digest::digest_bytes(&asset.text[..])?;
            digests.insert(slashed(asset.item.path()), InputDigest::File(digest));
        }
        if let Some(served) = &raster.storage.served {
            let served = InputDigest::Served(served.clone());
            digests.insert(slashed(raster.location.path()), served);
        }
    }
    Ok(digests)
}
