//! What partial tallies must have in common.

use geo::CoordsIter;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::coverage::CoverageRule;
use crate::grid::Grid;
use crate::legend::Legend;
use crate::overlay::Overlay;
use crate::raster::{Location, Raster};

/// SHA-256 of what partial tallies must have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Digests {
    /// Ids, names and borders on the grid, and how border cells are shared out.
    pub(super) zones: String,
    pub(super) grid: String,
    pub(super) legend: String,
}

impl Digests {
    pub(super) fn new(overlay: &Overlay, legend: &Legend) -> Self {
        let mut zones = StableDigest::default();
        zones.text(match overlay.coverage.rule {
            CoverageRule::Exact => "exact",
            CoverageRule::Center => "center",
            CoverageRule::Touched => "touched",
        });
        for zone in &overlay.zones {
            zones.text(zone.id.as_str());
            zones.text(&zone.name);
            for place in zone.polygons.coords_iter() {
                zones.float(place.x);
                zones.float(place.y);
            }
        }
        let Grid {
            width, height, crs, ..
        } = &overlay.grid;
        let mut grid = StableDigest::default();
        overlay
            .grid
            .transform()
            .into_iter()
            .for_each(|number| grid.float(number));
        grid.number(i64::from(*width));
        grid.number(i64::from(*height));
        grid.text(crs.wkt());
        let mut codes = StableDigest::default();
        for (code, entry) in legend.codes() {
            codes.number(code);
            codes.text(entry.class.as_str());
        }
        for class in &legend.outside_model {
            codes.text(class.as_str());
        }
        codes.number(i64::from(legend.is_raw()));
        Self {
            zones: zones.finish(),
            grid: grid.finish(),
            legend: codes.finish(),
        }
    }
}

/// A SHA-256 of values, each in an encoding of its own length, so that no two lists of values are the same bytes.
#[derive(Default)]
struct StableDigest(Sha256);

impl StableDigest {
    fn text(&mut self, text: &str) {
        self.number(text.len() as i64);
        self.0.update(text);
    }

    fn number(&mut self, number: i64) {
        self.0.update(number.to_le_bytes());
    }

    fn float(&mut self, number: f64) {
        self.0.update(number.to_bits().to_le_bytes());
    }

    fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

pub(super) fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What tells a raster from others of its kind, wherever it lies.
pub(super) fn describe(raster: &Raster) -> String {
    let path = raster.location.path();
    let name = path.file_name().unwrap_or(path.as_os_str());
    let (name, band) = (name.to_string_lossy(), raster.storage.band);
    if let Some(served) = &raster.storage.served {
        let name = name.split('?').next().unwrap_or(&name);
        return format!("{name}, {served}, band {band}");
    }
    if matches!(raster.location, Location::Mosaic(..)) && !path.is_file() {
        let tiles = raster.sources();
        let places = tiles.iter().map(|tile| tile.location.path());
        let bytes: u64 = places
            .filter_map(|path| Some(path.metadata().ok()?.len()))
            .sum();
        return format!("{name}, {} tiles, {bytes} bytes, band {band}", tiles.len());
    }
    let is_in_memory = matches!(raster.location, Location::Memory(..));
    let file = std::fs::metadata(path).ok();
    let file = file.filter(|file| file.is_file() && !is_in_memory);
    let bytes = file.map_or_else(String::new, |file| format!(", {} bytes", file.len()));
    format!("{name}{bytes}, band {band}")
}
