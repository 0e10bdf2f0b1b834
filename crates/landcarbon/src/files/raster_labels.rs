//! What rasters are called: the labels of their rows.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use landuse_ingest::raster::RasterName;

/// The rasters of arguments with their labels: `LABEL=FILE`, or a file alone; for a file also tiles, with commas between them.
///
/// # Errors
/// An argument has no file, or two have the same label.
pub(crate) fn labelled(arguments: &[impl AsRef<OsStr>]) -> Result<Vec<(String, RasterName)>> {
    let mut labelled: Vec<(String, RasterName)> = Vec::new();
    for argument in arguments.iter().map(AsRef::as_ref) {
        let (label, path) = match split(argument) {
            Some((label, path))
                if !label.contains(['/', '\\']) && !Path::new(argument).exists() =>
            {
                (label, path)
            }
            _ => (stem(Path::new(argument)), PathBuf::from(argument)),
        };
        if label.is_empty() || path.as_os_str().is_empty() {
            bail!(
                "--raster \"{}\" needs a label and a file, as in 2010=landuse.tif, or a file alone",
                argument.display()
            );
        }
        labelled.push((label, RasterName::parse_list(&tiles(path))));
    }
    refuse_same_labels(labelled.iter().map(|(label, _)| label.as_str()))?;
    Ok(labelled)
}

/// What stands before and behind the first sign of equality. Names of files need not be UTF-8.
#[cfg(unix)]
fn split(argument: &OsStr) -> Option<(String, PathBuf)> {
    use std::os::unix::ffi::OsStrExt;
    let bytes = argument.as_bytes();
    let at = bytes.iter().position(|byte| *byte == b'=')?;
    let label = std::str::from_utf8(&bytes[..at]).ok()?;
    Some((label.to_owned(), OsStr::from_bytes(&bytes[at + 1..]).into()))
}

#[cfg(not(unix))]
fn split(argument: &OsStr) -> Option<(String, PathBuf)> {
    let (label, path) = argument.to_str()?.split_once('=')?;
    Some((label.to_owned(), path.into()))
}

/// The tiles of a list; a name with commas that exists is one file, and URLs may have some.
fn tiles(path: PathBuf) -> Vec<PathBuf> {
    match path.to_str() {
        Some(text) if !text.contains("://") && !path.exists() => {
            text.split(',').map(PathBuf::from).collect()
        }
        _ => vec![path],
    }
}

/// Rasters are told apart by their labels.
///
/// # Errors
/// Two have the same.
pub fn refuse_same_labels<'l>(labels: impl IntoIterator<Item = &'l str>) -> Result<()> {
    let mut known = HashSet::new();
    match labels.into_iter().find(|label| !known.insert(*label)) {
        Some(label) => bail!(
            "two rasters have the label \"{label}\"; tell them apart with --raster LABEL=FILE"
        ),
        None => Ok(()),
    }
}

/// The label of a raster that is given none: the stem of its file's name; for tiles, the name of their folder; for a file of an
/// Arc/Info grid, the name of its folder.
pub fn stem(path: &Path) -> String {
    let name = RasterName::parse(path);
    let place = &name.place;
    let path = match place.url() {
        Some(url) => Path::new(url.split(['?', '#']).next().unwrap_or(url)),
        None => place.path(),
    };
    let named = match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("adf") => path.parent().unwrap_or(path),
        _ if name.is_pattern() => path.parent().unwrap_or(path),
        _ => path,
    };
    named
        .file_stem()
        .unwrap_or(named.as_os_str())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_the_label_of_its_folder() {
        assert_eq!(labels(&["tiles/2015/*.tif"]), ["2015"]);
        assert_eq!(labels(&["tiles/2020/h?v?.tif"]), ["2020"]);
    }

    fn labels(arguments: &[&str]) -> Vec<String> {
        let arguments: Vec<String> = arguments.iter().map(|a| (*a).to_owned()).collect();
        labelled(&arguments)
            .unwrap()
            .into_iter()
            .map(|(label, _)| label)
            .collect()
    }

    #[test]
    fn a_label_is_given_or_the_stem_of_the_file() {
        assert_eq!(
            labels(&[
                "2010=a/b.tif",
                "a/lucc2015.tif",
                "grids/lucc2020/hdr.adf",
                "grids/lucc2000",
                "https://a.b/lucc2005.tif?key=c=d",
                "s3://bucket/lucc1995.tif",
                "items/lucc1990.json#map",
            ]),
            [
                "2010", "lucc2015", "lucc2020", "lucc2000", "lucc2005", "lucc1995", "lucc1990"
            ]
        );
    }

    #[test]
    fn labels_are_told_apart() {
        let twice = ["a/x.tif".to_owned(), "b/x.tif".to_owned()];
        assert!(
            labelled(&twice)
                .unwrap_err()
                .to_string()
                .contains("LABEL=FILE")
        );
    }
}
