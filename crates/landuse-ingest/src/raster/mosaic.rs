//! Rasters of several files on one grid: the tiles of a data set, or the sources of a VRT.
//!
//! Tiles are put side by side as they are; nothing is resampled. Where two of them have the same cell, those of a VRT lie over one another
//! as GDAL lays them, and those that a user names must hold the same code. A cell that no tile has is without data if the mosaic declares
//! nodata, or if the user named the tiles; in a VRT without nodata, where GDAL would make it 0, it is refused as soon as a zone covers it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::error::RasterError;
use super::location::Location;
use super::nodata::NoData;
use super::raster::{Raster, Storage};
use super::tiles_problem::TilesProblem;
use crate::grid::Grid;

/// Masks of a mosaic: a cell without data, a cell that no tile has, a cell with data.
pub(crate) const NO_DATA: u8 = 0;
pub(crate) const GAP: u8 = 1;
pub(crate) const DATA: u8 = u8::MAX;

/// Columns that are read together at least, however narrow the first tiles are.
const LEAST_WIDTH: u32 = 256;

/// As many warnings of tiles are shown.
const SHOWN: usize = 3;

/// Files side by side.
#[derive(Debug)]
pub struct Mosaic {
    /// The tiles, the uppermost last.
    pub(crate) tiles: Vec<Tile>,
    /// Whether tiles that have the same cell must hold the same code.
    pub(crate) must_agree: bool,
    /// Whether cells that no tile has are refused.
    pub(crate) refuses_gaps: bool,
}

/// A raster that holds a part of a mosaic.
#[derive(Debug)]
pub(crate) struct Tile {
    pub(crate) raster: Raster,
    /// The columns and rows of the mosaic that it fills.
    pub(crate) cols: Range<u32>,
    pub(crate) rows: Range<u32>,
    /// The column and row of the raster that lie at the first of these.
    pub(crate) origin: (u32, u32),
    /// Cells that hold it leave those beneath as they are.
    pub(crate) transparent: Option<NoData>,
}

impl Tile {
    /// Puts the cells of a raster from the column and row `from` on into the rectangle `to` (column, row, columns, rows) of a mosaic of the
    /// size `within`, as far as both have them; nothing if there are none.
    pub(super) fn place(
        transparent: Option<NoData>,
        raster: Raster,
        from: [i64; 2],
        to: [i64; 4],
        within: [u32; 2],
    ) -> Option<Self> {
        let own = [raster.grid.width, raster.grid.height].map(i64::from);
        let range = |axis: usize| {
            let shift = to[axis] - from[axis];
            let first = to[axis].max(shift).max(0);
            let end = (to[axis] + to[axis + 2]).min(shift + own[axis]);
            let range = first as u32..end.min(within[axis].into()).max(first) as u32;
            (!range.is_empty()).then_some((range, (first - shift) as u32))
        };
        let ((cols, col), (rows, row)) = (range(0)?, range(1)?);
        Some(Self {
            raster,
            cols,
            rows,
            origin: (col, row),
            transparent,
        })
    }

    /// Whether cells of it may have no data.
    fn may_lack_data(&self) -> bool {
        self.raster.storage.masked || self.transparent.is_some()
    }
}

impl Mosaic {
    /// The raster that tiles of one type make on a grid.
    ///
    /// # Errors
    /// There is no tile, or they hold codes of different types.
    pub(super) fn raster(
        self,
        name: PathBuf,
        grid: Grid,
        nodata: Option<NoData>,
    ) -> Result<Raster, RasterError> {
        let refuse = |problem: TilesProblem| RasterError {
            path: name.clone(),
            problem: problem.into(),
        };
        let Some(Tile { raster: first, .. }) = self.tiles.first() else {
            return Err(refuse(TilesProblem::NoneInside));
        };
        if let Some(other) = self
            .tiles
            .iter()
            .find(|tile| tile.raster.codes != first.codes)
        {
            return Err(refuse(TilesProblem::OfTwoTypes {
                first: first.location.to_string(),
                other: other.raster.location.to_string(),
            }));
        }
        let gap = self.gaps(&grid).first().copied();
        let largest = |side: fn(&Storage) -> u32| {
            let tiles = self.tiles.iter();
            tiles
                .map(|tile| side(&tile.raster.storage))
                .max()
                .unwrap_or(1)
        };
        let (width, height) = (largest(|s| s.block.0), largest(|s| s.block.1));
        let mut warnings = self.warnings();
        if let Some([col, row, columns, rows]) = gap.filter(|_| !self.refuses_gaps) {
            warnings.push(format!(
                "{}: no tile has the {columns} × {rows} cells from column {col}, row {row}; land there counts as cells without data",
                name.display()
            ));
        }
        let storage = Storage {
            band: first.storage.band,
            block: (
                width.max(LEAST_WIDTH).min(grid.width),
                height.min(grid.height),
            ),
            masked: gap.is_some() || self.tiles.iter().any(Tile::may_lack_data),
            in_order: false,
            lists_blocks: false,
            served: None,
        };
        Ok(Raster {
            codes: first.codes,
            grid,
            nodata,
            storage,
            warnings,
            files: Vec::new(),
            location: Location::Mosaic(name, Arc::new(self)),
        })
    }

    /// The rectangles that no tile fills, from the first row to the last: column, row, columns, rows.
    pub(crate) fn gaps(&self, grid: &Grid) -> Vec<[u32; 4]> {
        let edges = self
            .tiles
            .iter()
            .flat_map(|tile| [tile.rows.start, tile.rows.end]);
        let edges: BTreeSet<u32> = edges.chain([0, grid.height]).collect();
        let edges: Vec<u32> = edges.into_iter().collect();
        let mut gaps = Vec::new();
        for rows in edges.windows(2) {
            let (start, end) = (rows[0], rows[1]);
            let in_rows = self.tiles.iter().filter(|tile| tile.rows.contains(&start));
            let mut cols: Vec<_> = in_rows
                .map(|tile| (tile.cols.start, tile.cols.end))
                .collect();
            cols.push((grid.width, grid.width));
            cols.sort_unstable();
            let mut filled = 0;
            for (from, to) in cols {
                if from > filled {
                    gaps.push([filled, start, from - filled, end - start]);
                }
                filled = filled.max(to);
            }
        }
        gaps
    }

    /// The warnings of the tiles, without what many of them have in common.
    fn warnings(&self) -> Vec<String> {
        let mut warnings: Vec<String> = Vec::new();
        for warning in self.tiles.iter().flat_map(|tile| &tile.raster.warnings) {
            if !warnings.contains(warning) {
                warnings.push(warning.clone());
            }
        }
        if warnings.len() > SHOWN {
            let more = warnings.len() - SHOWN;
            warnings.truncate(SHOWN);
            warnings.push(format!(
                "{more} more warnings of this kind about other tiles"
            ));
        }
        warnings
    }
}
