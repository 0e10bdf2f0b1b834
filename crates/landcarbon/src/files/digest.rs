//! Sizes and SHA-256 of files.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use landuse_ingest::http::Served;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A file's size and SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileDigest {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// What tells of an input which it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum InputDigest {
    /// A file, read whole.
    File(FileDigest),
    /// A file on a server, of which some blocks were read: what the server says of its version.
    Served(Served),
}

impl std::fmt::Display for InputDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(digest) => f.write_str(&digest.sha256),
            Self::Served(served) => write!(f, "not digested, read in part: {served}"),
        }
    }
}

/// Digests of files by their paths relative to `folder`, with what belongs to them (the files of an Arc/Info grid).
///
/// # Errors
/// A file cannot be read.
pub fn digest_files(files: &[PathBuf], folder: &Path) -> Result<BTreeMap<String, FileDigest>> {
    let mut digests = BTreeMap::new();
    for file in files {
        for part in parts(file)? {
            let name = part.strip_prefix(folder).unwrap_or(&part);
            digests.insert(slashed(name), digest_file(&part)?);
        }
    }
    Ok(digests)
}

/// A file and its companions.
pub(crate) fn parts(path: &Path) -> Result<Vec<PathBuf>> {
    let beside = |folder: &Path| -> Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(folder)
            .with_context(|| format!("cannot list {}", folder.display()))?;
        Ok(entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_file())
            .collect())
    };
    if path.is_dir() {
        return beside(path);
    }
    let is = |extension: &str| {
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(extension))
    };
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if is("adf") {
        return beside(folder);
    }
    Ok(vec![path.to_owned()])
}

/// Size and SHA-256 of a file.
///
/// # Errors
/// It cannot be read.
pub fn digest_file(path: &Path) -> Result<FileDigest> {
    let context = || format!("cannot read {}", path.display());
    let reader = BufReader::with_capacity(
        1 << 16,
        landuse_ingest::files::open(path).with_context(context)?,
    );
    digest_bytes(reader).with_context(context)
}

/// Size and SHA-256 of what a reader holds.
///
/// # Errors
/// It cannot be read.
pub fn digest_bytes(mut reader: impl Read) -> std::io::Result<FileDigest> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let count = reader.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
        bytes += count as u64;
    }
    let sha256 = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(FileDigest { bytes, sha256 })
}

/// A path as the manifest writes it: with `/` between its parts.
pub fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_one_that_everyone_computes() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"abc").unwrap();
        let digest = digest_file(file.path()).unwrap();
        assert_eq!(digest.bytes, 3);
        assert_eq!(
            digest.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
