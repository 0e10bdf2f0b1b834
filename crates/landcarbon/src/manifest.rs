//! The manifest of a run: what went in, what was chosen, what came out. Enough to run it again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use carbon_core::{Coefficients, Compensation, FuelTable, ZoningRule};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::output::{MANIFEST, OutputFolder};
use crate::project::Project;
use crate::study::{Findings, Study};

/// A file's size and SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileDigest {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// What a run leaves behind about itself.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    gdal: String,
    project: &'a Project,
    legend: LegendSummary<'a>,
    coefficients: &'a Coefficients,
    #[serde(skip_serializing_if = "Option::is_none")]
    fuels: Option<FuelTable>,
    zoning: &'a ZoningRule,
    inputs: BTreeMap<String, FileDigest>,
    statuses: &'a BTreeMap<String, BTreeMap<String, usize>>,
    ledger: BTreeMap<&'a str, LedgerSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compensation: Option<&'a Compensation>,
    warnings: &'a [String],
    outputs: BTreeMap<String, FileDigest>,
}

#[derive(Debug, Serialize)]
struct LegendSummary<'a> {
    name: &'a str,
    title: &'a str,
    source: &'a str,
    mapping: &'a str,
}

#[derive(Debug, Serialize)]
struct LedgerSummary {
    /// Largest relative difference of any zone between its cells and its polygon.
    worst_closure: f64,
}

/// Writes the manifest of a run into its folder, with the digests of all inputs and results.
///
/// # Errors
/// A file cannot be read or the manifest not be written.
pub fn write(study: &Study, findings: &Findings, folder: &OutputFolder) -> Result<()> {
    let outputs = folder
        .results()?
        .iter()
        .map(|path| Ok((slashed(path), digest(&folder.path(&slashed(path))?)?)))
        .collect::<Result<_>>()?;
    let legend = &study.legend;
    let manifest = Manifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        gdal: landuse_ingest::gdal_version(),
        project: &study.project,
        legend: LegendSummary {
            name: &legend.name,
            title: &legend.title,
            source: &legend.source,
            mapping: &legend.mapping,
        },
        coefficients: &study.coefficients,
        fuels: study
            .statistics
            .has_fuels()
            .then(|| study.project.fuel_table())
            .transpose()?,
        zoning: &study.zoning,
        inputs: input_digests(study)?,
        statuses: &study.statistics.statuses,
        ledger: findings
            .ledgers
            .iter()
            .map(|ledger| {
                (
                    ledger.label.as_str(),
                    LedgerSummary {
                        worst_closure: ledger.worst_closure(),
                    },
                )
            })
            .collect(),
        compensation: findings.assessment.compensation.as_ref(),
        warnings: &findings.warnings,
        outputs,
    };
    let path = folder.path(MANIFEST)?;
    let mut file =
        File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    serde_json::to_writer_pretty(&mut file, &manifest)
        .and_then(|()| file.write_all(b"\n").map_err(serde_json::Error::io))
        .context("cannot write the manifest")
}

/// Digests of the input files by their paths as the project gives them, with what belongs to them (the parts of a Shapefile, the files of an Arc/Info grid).
///
/// # Errors
/// A file cannot be read.
pub fn input_digests(study: &Study) -> Result<BTreeMap<String, FileDigest>> {
    let mut digests = BTreeMap::new();
    for file in study.input_files() {
        for part in parts(&file)? {
            let name = part.strip_prefix(study.project.folder()).unwrap_or(&part);
            digests.insert(slashed(name), digest(&part)?);
        }
    }
    Ok(digests)
}

/// A file and its companions.
fn parts(path: &Path) -> Result<Vec<PathBuf>> {
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
    if is("shp") {
        return Ok(["shp", "shx", "dbf", "prj", "cpg"]
            .map(|extension| path.with_extension(extension))
            .into_iter()
            .filter(|part| part.is_file())
            .collect());
    }
    Ok(vec![path.to_owned()])
}

/// Size and SHA-256 of a file.
///
/// # Errors
/// It cannot be read.
pub fn digest(path: &Path) -> Result<FileDigest> {
    let context = || format!("cannot read {}", path.display());
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path).with_context(context)?);
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let count = reader.read(&mut buffer).with_context(context)?;
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

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_one_that_everyone_computes() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"abc").unwrap();
        let digest = digest(file.path()).unwrap();
        assert_eq!(digest.bytes, 3);
        assert_eq!(
            digest.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
