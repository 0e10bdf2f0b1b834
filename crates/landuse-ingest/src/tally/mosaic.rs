//! Reading mosaics: the cells of several files as those of one raster.

use super::reader::{Cells, Reader};
use super::request::Stop;
use super::tiles::{Tile, Window};
use crate::raster::{
    DATA, GAP, Location, Mosaic, MosaicTile, NO_DATA, Pixel, Raster, RasterError, RasterProblem,
    TilesProblem,
};

/// Tiles that a worker holds open at most.
const OPEN: usize = 16;

/// A worker's own handles on the tiles of a mosaic.
pub(super) struct MosaicReader<'a, T> {
    raster: &'a Raster,
    mosaic: &'a Mosaic,
    stop: Stop<'a>,
    /// Tiles by number, the one used last at the end.
    open: Vec<(usize, Reader<'a, T>)>,
}

impl<'a, T: Pixel> MosaicReader<'a, T> {
    pub(super) fn new(raster: &'a Raster, mosaic: &'a Mosaic, stop: Stop<'a>) -> Self {
        Self {
            raster,
            mosaic,
            stop,
            open: Vec::new(),
        }
    }

    /// Fills cells and their mask with those of a window.
    ///
    /// # Errors
    /// A tile cannot be read, or two disagree.
    pub(super) fn read(
        &mut self,
        window: &Window,
        cells: &mut Vec<T>,
        mask: &mut Vec<u8>,
    ) -> Result<(), RasterError> {
        let size = window.cols.len() * window.rows.len();
        let (raster, mosaic) = (self.raster, self.mosaic);
        cells.clear();
        cells.resize(size, T::default());
        mask.clear();
        mask.resize(size, if mosaic.refuses_gaps { GAP } else { NO_DATA });
        for (number, tile) in mosaic.tiles.iter().enumerate() {
            let Some(here) = window.intersection(&tile.cols, &tile.rows) else {
                continue;
            };
            let own = within_tile(&here, tile);
            let read = self.reader(number, tile)?.read(&own)?;
            for (row, own_row) in here.rows.clone().zip(own.rows.clone()) {
                let to = window.place_columns(row, &here.cols);
                let from = read.window.place_columns(own_row, &own.cols);
                let layer = Layer {
                    tile,
                    cells: &read.cells[from.clone()],
                    mask: read.mask.map(|mask| &mask[from]),
                };
                let differs = layer.lay(mosaic, &mut cells[to.clone()], &mut mask[to]);
                differs.map_err(|(index, one, other)| {
                    let problem = TilesProblem::Disagree {
                        col: here.cols.start + index as u32,
                        row,
                        one,
                        other,
                        tile: tile.raster.location.to_string(),
                    };
                    raster.error(problem.into())
                })?;
            }
        }
        Ok(())
    }

    /// The handle on a tile, opened if need be.
    fn reader(
        &mut self,
        number: usize,
        tile: &'a MosaicTile,
    ) -> Result<&mut Reader<'a, T>, RasterError> {
        let entry = match self.open.iter().position(|(known, _)| *known == number) {
            Some(place) => self.open.remove(place),
            None => (number, Reader::open(&tile.raster, self.stop)?),
        };
        if self.open.len() == OPEN {
            self.open.remove(0);
        }
        self.open.push(entry);
        let last = self.open.len() - 1;
        Ok(&mut self.open[last].1)
    }
}

/// The cells of a tile in a row, to be laid over those of the tiles before.
struct Layer<'a, T> {
    tile: &'a MosaicTile,
    cells: &'a [T],
    mask: Option<&'a [u8]>,
}

impl<T: Pixel> Layer<'_, T> {
    /// Lays them over others. If two must be the same code and are not: where, and both.
    fn lay(
        &self,
        mosaic: &Mosaic,
        cells: &mut [T],
        mask: &mut [u8],
    ) -> Result<(), (usize, f64, f64)> {
        let codes = self.tile.raster.codes;
        if self.mask.is_none() && self.tile.transparent.is_none() && !mosaic.must_agree {
            cells.copy_from_slice(self.cells);
            mask.fill(DATA);
            return Ok(());
        }
        let code = |value: T| value.code().map(|code| codes.code(code));
        for (index, &value) in self.cells.iter().enumerate() {
            let is_masked = self.mask.is_some_and(|mask| mask[index] == 0);
            let transparent = self.tile.transparent;
            if is_masked {
                mask[index] = if mask[index] == GAP {
                    NO_DATA
                } else {
                    mask[index]
                };
            } else if !transparent.is_some_and(|nodata| nodata.equals(value, code(value))) {
                let differs = value.bits() != cells[index].bits();
                if mosaic.must_agree && mask[index] == DATA && differs {
                    return Err((index, cells[index].as_f64(), value.as_f64()));
                }
                cells[index] = value;
                mask[index] = DATA;
            }
        }
        Ok(())
    }
}

/// The cells of the tile that lie in a window of the mosaic.
fn within_tile(window: &Window, tile: &MosaicTile) -> Window {
    let (col, row) = tile.origin;
    let (col, row) = (
        window.cols.start - tile.cols.start + col,
        window.rows.start - tile.rows.start + row,
    );
    Window {
        cols: col..col + window.cols.len() as u32,
        rows: row..row + window.rows.len() as u32,
    }
}

/// Refuses cells that a zone covers and no file has, where that is an error.
///
/// # Errors
/// There is one.
pub(super) fn refuse_gaps<T>(
    raster: &Raster,
    tile: &Tile,
    cells: &Cells<'_, T>,
) -> Result<(), RasterError> {
    let (Location::Mosaic(_, mosaic), Some(mask)) = (&raster.location, cells.mask) else {
        return Ok(());
    };
    if !mosaic.refuses_gaps {
        return Ok(());
    }
    for piece in &tile.pieces {
        let place = cells.window.place(piece);
        let Some(index) = mask[place].iter().position(|&mask| mask == GAP) else {
            continue;
        };
        let (col, row) = (piece.start + index as u32, piece.row);
        let holds = |[x, y, columns, rows]: &[u32; 4]| {
            (*x..x + columns).contains(&col) && (*y..y + rows).contains(&row)
        };
        let gaps = mosaic.gaps(&raster.grid);
        let [col, row, columns, rows] = gaps.into_iter().find(holds).unwrap_or([col, row, 1, 1]);
        return Err(raster.error(RasterProblem::Gap {
            col,
            row,
            columns,
            rows,
        }));
    }
    Ok(())
}
