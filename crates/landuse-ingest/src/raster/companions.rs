//! The files that a raster consists of: with all that is read beside it, because it may change where its cells lie, what they mean and
//! which of them have data.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::formats::vrt::{Vrt, is_vrt};
use super::location::Location;

/// Files of which a raster may consist beside its own, by what their names add to its whole name.
const ADDED: [&str; 6] = ["aux", "aux.xml", "msk", "msk.aux.xml", "ovr", "ovr.aux.xml"];

/// The same, by what they have instead of its extension: georeferences, headers, reference systems, the cells of large IMG files, and
/// overviews.
const INSTEAD: [&str; 14] = [
    "aux", "blw", "clr", "hdr", "ige", "imd", "prj", "rde", "rpb", "rrd", "sta", "stx", "tab",
    "wld",
];

/// VRTs within VRTs that are followed: more than can be opened.
const DEEPEST: u32 = 8;

/// The files of a folder, by their names in small letters.
type Folder = HashMap<String, Vec<PathBuf>>;

/// All files of this machine that a raster consists of, each once, in the order in which they are found.
pub(super) fn list(location: &Location) -> Vec<PathBuf> {
    let mut search = Search::default();
    search.add(location, 0);
    search.found
}

#[derive(Default)]
struct Search {
    found: Vec<PathBuf>,
    known: std::collections::HashSet<PathBuf>,
    folders: HashMap<PathBuf, Folder>,
}

impl Search {
    fn add(&mut self, location: &Location, depth: u32) {
        match location {
            Location::File(path) => self.add_file(path, depth),
            Location::Part(part) => self.add_file(&part.file, depth),
            Location::StacAsset(asset) => {
                self.add(&asset.item, depth);
                self.add(&asset.raster, depth);
            }
            Location::Tiles(_, tiles) => {
                tiles
                    .iter()
                    .for_each(|tile| self.add(&tile.location, depth));
            }
            Location::Mosaic(path, mosaic) => {
                if path.is_file() {
                    self.add_file(path, depth);
                }
                let tiles = mosaic.tiles.iter();
                tiles.for_each(|tile| self.add(&tile.raster.location, depth + 1));
            }
            Location::Url(_) | Location::Memory(..) => {}
        }
    }

    fn add_file(&mut self, path: &Path, depth: u32) {
        if depth > DEEPEST || !self.known.insert(path.to_owned()) {
            return;
        }
        self.found.push(path.to_owned());
        if path.is_file() {
            for companion in self.companions(path) {
                if self.known.insert(companion.clone()) {
                    self.found.push(companion);
                }
            }
        }
        if is_vrt(path)
            && let Ok(vrt) = Vrt::read(path)
        {
            let sources = vrt.bands.iter().flat_map(|band| &band.sources);
            sources.for_each(|source| self.add_file(&source.file, depth + 1));
        }
    }

    /// The files beside a raster that belong to it, whatever letters their names are in.
    fn companions(&mut self, path: &Path) -> Vec<PathBuf> {
        let small = |text: &OsStr| text.to_string_lossy().to_lowercase();
        let name = path.file_name().map(small).unwrap_or_default();
        let stem = path.file_stem().map(small).unwrap_or_default();
        let extension = path.extension().map(small).unwrap_or_default();
        let letters: Vec<char> = extension.chars().collect();
        let world = match letters[..] {
            [first, .., last] => vec![format!("{first}{last}w"), format!("{extension}w")],
            _ => Vec::new(),
        };
        let added = ADDED.iter().map(|end| format!("{name}.{end}"));
        let instead = INSTEAD.map(str::to_owned).into_iter().chain(world);
        let names = added.chain(instead.map(|end| format!("{stem}.{end}")));
        let folder = self.folder(path.parent().unwrap_or(Path::new("")));
        let found = names.filter_map(|name| folder.get(&name)).flatten();
        found
            .filter(|companion| *companion != path)
            .cloned()
            .collect()
    }

    fn folder(&mut self, folder: &Path) -> &Folder {
        self.folders.entry(folder.to_owned()).or_insert_with(|| {
            let here = match folder.as_os_str().is_empty() {
                true => Path::new("."),
                false => folder,
            };
            let mut files = Folder::new();
            for entry in std::fs::read_dir(here).into_iter().flatten().flatten() {
                let path = folder.join(entry.file_name());
                let name = entry.file_name().to_string_lossy().to_lowercase();
                files.entry(name).or_default().push(path);
            }
            files
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_beside_a_raster_belongs_to_it_in_any_letters() {
        let dir = tempfile::tempdir().unwrap();
        let names = [
            "a.tif",
            "a.TFW",
            "A.tif.aux.xml",
            "a.tif.msk",
            "a.prj",
            "a.csv",
            "b.tfw",
        ];
        for name in names {
            std::fs::write(dir.path().join(name), "").unwrap();
        }
        let found = list(&Location::File(dir.path().join("a.tif")));
        let mut found: Vec<_> = found.iter().filter_map(|path| path.file_name()).collect();
        found.sort();
        assert_eq!(
            found,
            ["A.tif.aux.xml", "a.TFW", "a.prj", "a.tif", "a.tif.msk"]
        );
    }
}
