//! Rasters of several years that hold the same cells.

use carbon_core::speaks_chinese;
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::location::Location;
use super::raster::Raster;

/// Two rasters with the same cells: of one of them the file is probably a wrong one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    first: (String, String),
    second: (String, String),
    band: usize,
    /// Whether both are the same band of the same file, and not of two files with the same bytes.
    pub is_one_file: bool,
}

impl fmt::Display for Repeated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((first, one), (second, other)) = (&self.first, &self.second);
        match self.is_one_file {
            true if speaks_chinese() => write!(
                f,
                "{first} 与 {second} 都是 {one} 的第 {} 波段，二者之间没有变化；请分别写明文件或波段，例如 stack.tif#2",
                self.band
            ),
            false if speaks_chinese() => write!(
                f,
                "{first} 的 {one} 与 {second} 的 {other} 内容逐字节相同，二者之间没有变化；是否误用了副本？"
            ),
            true => write!(
                f,
                "{first} and {second} are both band {} of {one}, so that nothing changes between them; name the file or the band of each, as in stack.tif#2",
                self.band
            ),
            false => write!(
                f,
                "{one} of {first} and {other} of {second} have the same bytes, so that nothing changes between them; is one a copy by mistake?"
            ),
        }
    }
}

/// Finds rasters that hold the same cells as an earlier one.
pub fn find_repeated<'r>(rasters: impl IntoIterator<Item = (String, &'r Raster)>) -> Vec<Repeated> {
    let rasters: Vec<_> = rasters.into_iter().collect();
    let mut found = Vec::new();
    for (number, (second, raster)) in rasters.iter().enumerate() {
        let compare = |(first, earlier): &(String, &Raster)| {
            let is_one_file = earlier.same_cells(raster)?;
            Some(Repeated {
                first: (first.clone(), earlier.location.to_string()),
                second: (second.clone(), raster.location.to_string()),
                band: raster.storage.band,
                is_one_file,
            })
        };
        found.extend(rasters[..number].iter().find_map(compare));
    }
    found
}

impl Raster {
    /// Whether the raster has the cells of another: as the same file (true), or as one with the same bytes (false).
    fn same_cells(&self, other: &Self) -> Option<bool> {
        let part = |raster: &Self| match &raster.location {
            Location::Part(part) => Some(part.gdal_name.clone()),
            _ => None,
        };
        if let (Location::Mosaic(..), Location::Mosaic(..)) = (&self.location, &other.location) {
            let (tiles, others) = (self.sources(), other.sources());
            if tiles.len() != others.len() {
                return None;
            }
            let mut pairs = tiles.into_iter().zip(others);
            return pairs.try_fold(true, |is_one, (tile, other)| {
                Some(tile.same_cells(other)? && is_one)
            });
        }
        let is_memory = matches!(self.location, Location::Memory(..));
        if is_memory || self.storage.band != other.storage.band || part(self) != part(other) {
            return None;
        }
        let [one, another] = [self, other].map(|raster| place(raster.location.path()));
        match one == another {
            true => Some(true),
            false => same_bytes(&one, &another).then_some(false),
        }
    }
}

/// The file with the cells, by one name for each file.
fn place(path: &Path) -> PathBuf {
    let tiles = path.join("w001001.adf");
    let file = if tiles.is_file() { &tiles } else { path };
    file.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Whether two files are the same to the last byte. Those that differ are read as far as their first difference.
fn same_bytes(one: &Path, other: &Path) -> bool {
    let open = |path: &Path| {
        let file = File::open(path).ok()?;
        let bytes = file.metadata().ok().filter(|data| data.is_file())?.len();
        Some((bytes, BufReader::with_capacity(1 << 16, file)))
    };
    let (Some((size, mut one)), Some((other_size, mut other))) = (open(one), open(other)) else {
        return false;
    };
    if size != other_size {
        return false;
    }
    loop {
        let (Ok(a), Ok(b)) = (one.fill_buf(), other.fill_buf()) else {
            return false;
        };
        let length = a.len().min(b.len());
        if a[..length] != b[..length] {
            return false;
        }
        if length == 0 {
            return a.len() == b.len();
        }
        one.consume(length);
        other.consume(length);
    }
}
