//! The files that a boundary file consists of.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Extensions of the files of one name that are read together: a Shapefile, MapInfo's tables, MapInfo's interchange files.
const FAMILIES: [&[&str]; 3] = [
    &["shp", "shx", "dbf", "prj", "cpg", "idm", "ind"],
    &["tab", "dat", "map", "id", "ind"],
    &["mif", "mid"],
];

/// What SQLite appends to the name of a database for changes that are not in it yet.
pub(super) const WRITE_AHEAD_LOG: &str = "-wal";

/// What SQLite appends to the name of a database for the state before a change that is not complete.
pub(super) const JOURNAL: &str = "-journal";

/// The files that are read where a boundary file is named, itself first: with it the other parts of a Shapefile or a MapInfo table,
/// whatever the case of their extensions, and the logs of a GeoPackage that is open elsewhere. Of a folder it is the folder.
#[must_use]
pub fn boundary_files(path: &Path) -> Vec<PathBuf> {
    let mut others: Vec<PathBuf> = [WRITE_AHEAD_LOG, JOURNAL]
        .map(|end| appended(path, end))
        .into_iter()
        .filter(|log| log.is_file())
        .collect();
    let family = FAMILIES.iter().find(|family| is_of(path, family));
    if let Some(family) = family.filter(|_| path.is_file()) {
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        let entries = std::fs::read_dir(folder.unwrap_or(Path::new(".")));
        let entries = entries.into_iter().flatten().flatten();
        let parts = entries.map(|entry| path.with_file_name(entry.file_name()));
        let is_part = |part: &PathBuf| {
            part != path && part.file_stem() == path.file_stem() && is_of(part, family)
        };
        others.extend(parts.filter(is_part));
    }
    others.sort();
    others.insert(0, path.to_owned());
    others
}

/// A part of a file of several, whose extension may be in capitals.
pub(in crate::boundaries) fn part(path: &Path, extension: &str) -> Option<PathBuf> {
    [extension.to_owned(), extension.to_ascii_uppercase()]
        .map(|extension| path.with_extension(extension))
        .into_iter()
        .find(|part| part.is_file())
}

/// A path with something at the end of its name.
pub(super) fn appended(path: &Path, end: &str) -> PathBuf {
    let mut name: OsString = path.into();
    name.push(end);
    name.into()
}

fn is_of(path: &Path, family: &[&str]) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| {
        family
            .iter()
            .any(|known| known.eq_ignore_ascii_case(extension))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_parts_of_its_own_name_and_kind() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "Z.SHP",
            "Z.DBF",
            "Z.cpg",
            "Z.Prj",
            "Z.tif",
            "z2.shp",
            "Z.shp.xml",
            "t.tab",
            "t.map",
            "t.ID",
            "g.gpkg",
            "g.gpkg-wal",
            "n.geojson",
        ] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        for (file, others) in [
            ("Z.SHP", &["Z.DBF", "Z.Prj", "Z.cpg"][..]),
            ("Z.DBF", &["Z.Prj", "Z.SHP", "Z.cpg"]),
            ("t.tab", &["t.ID", "t.map"]),
            ("g.gpkg", &["g.gpkg-wal"]),
            ("n.geojson", &[]),
            ("none.shp", &[]),
        ] {
            let all = [&[file], others].concat();
            let expected: Vec<_> = all.iter().map(|name| folder.path().join(name)).collect();
            assert_eq!(boundary_files(&folder.path().join(file)), expected);
        }
    }
}
