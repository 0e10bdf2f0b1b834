//! What a file is that GDAL does not know.

use std::io::Read;
use std::path::Path;

use crate::files;

/// Beginnings of files, in small letters, and what they betray.
const BEGINNINGS: [(&[u8], &str); 11] = [
    (b"<!doctype html", WEB_PAGE),
    (b"<html", WEB_PAGE),
    (
        b"version https://git-lfs",
        "it is a pointer of Git LFS, not the file itself; fetch that with `git lfs pull`",
    ),
    (
        b"pk\x03\x04",
        "it is a ZIP archive or a workbook; unpack it, and name the file in it",
    ),
    (b"\x1f\x8b", PACKED),
    (b"rar!", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"%pdf", "it is a PDF; get the data that it was made from"),
    (
        b"<ogrvrtdatasource",
        "it is a virtual layer (OGR VRT), which can lead to any file, server or program, and is not read; name the file that it leads to, or write what it shows to a file (`ogr2ogr zones.gpkg VRT`)",
    ),
    (b"(function", SCRIPT),
    (b"!function", SCRIPT),
];

const WEB_PAGE: &str = "it is a web page, such as the message of a server; open it in a browser, and get the file again";

const PACKED: &str = "it is a packed file; unpack it, and name the file in it";

const SCRIPT: &str = "it is a program in JavaScript, such as a map for ECharts (`china.js`); get the boundaries themselves, as GeoJSON or Shapefile";

/// What is wrong with a file that cannot be opened, where its first bytes tell.
pub(crate) fn file_hint(path: &Path) -> Option<&'static str> {
    if path.is_dir() {
        return Some("it is a folder without data of a known format; name a file in it");
    }
    let mut head = Vec::new();
    files::open(path)
        .ok()?
        .take(64)
        .read_to_end(&mut head)
        .ok()?;
    if head.is_empty() {
        return Some("it is empty (0 bytes); get it again");
    }
    let head = head.trim_ascii_start().to_ascii_lowercase();
    let (_, hint) = BEGINNINGS
        .iter()
        .find(|(begin, _)| head.starts_with(begin))?;
    Some(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_something_else_are_told() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for (bytes, said) in [
            (&b""[..], Some("empty")),
            (b"\n<!DOCTYPE html>", Some("web page")),
            (b"PK\x03\x04\x14", Some("ZIP")),
            (b"<OGRVRTDataSource>", Some("virtual layer")),
            (b"(function (root, factory) {", Some("ECharts")),
            (b"II*\0", None),
        ] {
            std::fs::write(file.path(), bytes).unwrap();
            let hint = file_hint(file.path());
            assert_eq!(hint.is_some(), said.is_some(), "{hint:?}");
            assert!(hint.unwrap_or_default().contains(said.unwrap_or_default()));
        }
    }
}
