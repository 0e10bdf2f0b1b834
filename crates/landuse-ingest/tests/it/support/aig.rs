//! Writes Arc/Info binary grids, which GDAL can read but not write.
//!
//! After "Arc/Info Binary Grid Format" by Frank Warmerdam. An integer grid is a directory of small big-endian files:
//!
//! | file | holds |
//! |---|---|
//! | `hdr.adf` | cell type, cell size, number and size of tiles |
//! | `dblbnd.adf` | left, bottom, right, top |
//! | `sta.adf` | minimum, maximum, mean, standard deviation; GDAL picks the pixel type and the nodata value by the first two |
//! | `w001001.adf` | the tiles, left to right, top to bottom |
//! | `w001001x.adf` | offset and size of each tile, in 2-byte words |
//! | `prj.adf` | the coordinate reference system, as keywords (optional) |
//!
//! Each tile takes the narrowest of the types that hold it, as the tiles of real grids do: none at all (only nodata),
//! constant (0x00), raw of 1, 2 or 4 bytes (0x08, 0x10, 0x20), or runs with nodata of 1 or 2 bytes (0xD7, 0xCF).

use std::{fs, io, path::Path};

const TILE_WIDTH: usize = 256; // as in real grids
const TILE_HEIGHT: usize = 4;
/// The value that stands for nodata inside a raw 32-bit tile, and what GDAL hands out for it in a 32-bit grid.
pub const NODATA_I32: i32 = -2_147_483_647;
/// The longest run of either kind in a 0xD7 or 0xCF tile.
const LONGEST_RUN: usize = 127;

/// A grid to write, north up, with square cells.
#[derive(Debug, Clone, Copy)]
pub struct AigGrid<'a> {
    /// The x of the left edge.
    pub left: f64,
    /// The y of the top edge.
    pub top: f64,
    /// The side of a cell, in units of the coordinate reference system.
    pub cell_size: f64,
    /// The number of columns.
    pub width: usize,
    /// The number of rows.
    pub height: usize,
    /// Row after row from the top, `width * height` values.
    pub values: &'a [i32],
    /// The value in `values` that means nodata.
    pub nodata: Option<i32>,
    /// The text of `prj.adf`; no such file if `None`.
    pub prj: Option<&'a str>,
}

/// Writes `grid` as the directory `dir`, which is created if need be.
///
/// GDAL reads a grid of values within 0..=254 as bytes with nodata 255, else within -32768..=32767 as 16-bit with
/// nodata -32768, else as 32-bit with nodata [`NODATA_I32`].
pub fn write_aig(dir: &Path, grid: &AigGrid<'_>) -> io::Result<()> {
    if grid.values.len() != grid.width * grid.height || grid.values.is_empty() {
        return Err(invalid("values must be width * height, at least one"));
    }
    fs::create_dir_all(dir)?;
    let tiles_across = grid.width.div_ceil(TILE_WIDTH);
    let tiles_down = grid.height.div_ceil(TILE_HEIGHT);

    let mut header = vec![0; 308];
    header[..8].copy_from_slice(b"GRID1.2\0");
    header[16..20].copy_from_slice(&1_i32.to_be_bytes()); // an integer grid; the 0 at 20 says: compressed
    let half = grid.cell_size / 2.0;
    let x_ref = grid.left - half * (tiles_across * TILE_WIDTH) as f64;
    let y_ref = grid.top - half * (3 * tiles_down * TILE_HEIGHT) as f64;
    header[256..288].copy_from_slice(&doubles([grid.cell_size, grid.cell_size, x_ref, y_ref]));
    let tiling = [tiles_across, tiles_down, TILE_WIDTH, 1, TILE_HEIGHT];
    for (i, count) in tiling.into_iter().enumerate() {
        header[288 + 4 * i..292 + 4 * i].copy_from_slice(&word(count)?);
    }
    fs::write(dir.join("hdr.adf"), header)?;

    let right = grid.left + grid.cell_size * grid.width as f64;
    let bottom = grid.top - grid.cell_size * grid.height as f64;
    let bounds = [grid.left, bottom, right, grid.top];
    fs::write(dir.join("dblbnd.adf"), doubles(bounds))?;
    fs::write(dir.join("sta.adf"), doubles(statistics(grid)))?;

    let mut data = file_header();
    let mut index = file_header();
    for tile_row in 0..tiles_down {
        for tile_column in 0..tiles_across {
            let tile = encode_tile(&tile_values(grid, tile_row, tile_column));
            index.extend(word(data.len() / 2)?);
            index.extend(word(tile.len() / 2)?);
            data.extend(&word(tile.len() / 2)?[2..]);
            data.extend(tile);
        }
    }
    for (name, mut bytes) in [("w001001.adf", data), ("w001001x.adf", index)] {
        let words = word(bytes.len() / 2)?;
        bytes[24..28].copy_from_slice(&words);
        fs::write(dir.join(name), bytes)?;
    }
    match grid.prj {
        Some(text) => fs::write(dir.join("prj.adf"), text),
        None => Ok(()),
    }
}

/// The 100 bytes that open the data and the index file; the file's length goes to byte 24 at the end.
fn file_header() -> Vec<u8> {
    let mut header = vec![0; 100];
    header[..8].copy_from_slice(&[0x00, 0x00, 0x27, 0x0A, 0xFF, 0xFF, 0xFC, 0x14]);
    header
}

fn invalid(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, reason)
}

fn word(value: usize) -> io::Result<[u8; 4]> {
    let value = i32::try_from(value).map_err(|_| invalid("the grid is too large"))?;
    Ok(value.to_be_bytes())
}

fn doubles(values: [f64; 4]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_be_bytes())
        .collect()
}

/// Minimum, maximum, mean and standard deviation of the cells with data; zeros if there are none.
fn statistics(grid: &AigGrid<'_>) -> [f64; 4] {
    let known = grid
        .values
        .iter()
        .filter(|&&value| Some(value) != grid.nodata);
    let data: Vec<f64> = known.map(|&value| f64::from(value)).collect();
    if data.is_empty() {
        return [0.0; 4];
    }
    let mean = data.iter().sum::<f64>() / data.len() as f64;
    let squares = data.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    let least = data.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = data.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    [least, greatest, mean, (squares / data.len() as f64).sqrt()]
}

/// The cells of one tile; `None` is nodata, as are the cells beyond the grid's right and bottom edges.
fn tile_values(grid: &AigGrid<'_>, tile_row: usize, tile_column: usize) -> Vec<Option<i32>> {
    let mut values = Vec::with_capacity(TILE_WIDTH * TILE_HEIGHT);
    for row in tile_row * TILE_HEIGHT..(tile_row + 1) * TILE_HEIGHT {
        for column in tile_column * TILE_WIDTH..(tile_column + 1) * TILE_WIDTH {
            let inside = row < grid.height && column < grid.width;
            let value = inside.then(|| grid.values[row * grid.width + column]);
            values.push(value.filter(|&value| Some(value) != grid.nodata));
        }
    }
    values
}

/// A tile without its leading length, of an even number of bytes; empty if the tile has only nodata.
fn encode_tile(values: &[Option<i32>]) -> Vec<u8> {
    let data = || values.iter().copied().flatten();
    let (Some(least), Some(greatest)) = (data().min(), data().max()) else {
        return Vec::new();
    };
    let holes = values.contains(&None);
    let span = i64::from(greatest) - i64::from(least);
    let (tile_type, bytes) = match (span, holes) {
        (0, false) => (0x00, 0),
        (..=0xFF, false) => (0x08, 1),
        (..=0xFF, true) => (0xD7, 1),
        (..=0xFFFF, false) => (0x10, 2),
        (..=0xFFFF, true) => (0xCF, 2),
        _ => (0x20, 4),
    };
    let base = if bytes == 4 { 0 } else { least };
    let mut tile = vec![tile_type, 4]; // the minimum takes 4 bytes
    tile.extend(base.to_be_bytes());
    let put = |tile: &mut Vec<u8>, run: &[Option<i32>]| {
        for value in run {
            let above = value.unwrap_or(NODATA_I32).wrapping_sub(base);
            tile.extend(&above.to_be_bytes()[4 - bytes..]);
        }
    };
    if bytes == 4 || !holes {
        put(&mut tile, values);
    } else {
        for run in values
            .chunk_by(|a, b| a.is_some() == b.is_some())
            .flat_map(|run| run.chunks(LONGEST_RUN))
        {
            let length = run.len() as u8;
            if run[0].is_some() {
                tile.push(length);
                put(&mut tile, run);
            } else {
                tile.push(length.wrapping_neg());
            }
        }
    }
    if tile.len() % 2 == 1 {
        tile.push(0);
    }
    tile
}
