//! Cells that a program holds count as those of a file with the same values.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::TallyOne;
use crate::support::*;
use landuse_ingest::grid::Grid;
use landuse_ingest::ledger::Ledger;
use landuse_ingest::overlay::Overlay;
use landuse_ingest::overlay::OverlayOptions;
use landuse_ingest::raster::{CellsMut, MemoryCells};
use landuse_ingest::raster::{CodeType, NoData, Raster, RasterError, RasterOptions, RasterProblem};
use landuse_ingest::tally::TallyRequest;
use tempfile::TempDir;

const SIZE: u32 = 200;

/// The code of a cell: 11, 21 or 43, and -5 for no data.
fn code(col: u32, row: u32) -> i8 {
    match (col * 7 + row * row) % 11 {
        0 => -5,
        n if n < 4 => 11,
        n if n < 8 => 21,
        _ => 43,
    }
}

#[derive(Debug)]
struct Pattern;

impl MemoryCells for Pattern {
    fn read(&self, cols: Range<u32>, rows: Range<u32>, cells: CellsMut<'_>) -> Result<(), String> {
        let codes = rows.flat_map(|row| cols.clone().map(move |col| code(col, row)));
        match cells {
            CellsMut::U8(cells) => fill(cells, codes.map(|code| code as u8)),
            CellsMut::U16(cells) => fill(cells, codes.map(|code| code as u16)),
            CellsMut::I16(cells) => fill(cells, codes.map(i16::from)),
            CellsMut::U32(cells) => fill(cells, codes.map(|code| code as u32)),
            CellsMut::I32(cells) => fill(cells, codes.map(i32::from)),
            CellsMut::U64(cells) => fill(cells, codes.map(|code| code as u64)),
            CellsMut::I64(cells) => fill(cells, codes.map(i64::from)),
            CellsMut::F32(cells) => fill(cells, codes.map(f32::from)),
            CellsMut::F64(cells) => fill(cells, codes.map(f64::from)),
        }
        Ok(())
    }
}

fn fill<T>(cells: &mut [T], values: impl Iterator<Item = T>) {
    for (cell, value) in cells.iter_mut().zip(values) {
        *cell = value;
    }
}

fn grid() -> Grid {
    Grid::new(SIZE, SIZE, FRAME, crs(UTM_50N)).unwrap()
}

fn overlay() -> Overlay {
    let one = rectangle(FRAME[0] - 210.0, FRAME[3] - 15_025.0, 7_777.0, 14_275.0);
    let zones = zones(UTM_50N, vec![zone("one", one)]);
    zones.over(&grid(), OverlayOptions::default()).unwrap().0
}

fn tallied(raster: &Raster) -> Result<Ledger, RasterError> {
    overlay().tally_one(raster, "x", &legend("cnlucc"), false)
}

#[test]
fn held_cells_of_any_type_count_as_those_of_a_file() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("file.tif");
    let spec = RasterSpec {
        size: (SIZE as usize, SIZE as usize),
        crs: Some(UTM_50N),
        nodata: Some(-5.0),
        ..RasterSpec::default()
    };
    let cells: Vec<i16> = (0..SIZE * SIZE)
        .map(|cell| code(cell % SIZE, cell / SIZE).into())
        .collect();
    write_raster(&path, &spec, &cells);
    let file = Raster::open(&path, &RasterOptions::default()).unwrap();
    let expected = tallied(&file).unwrap();
    for (codes, nodata) in [
        (CodeType::I8, -5),
        (CodeType::U8, 251),
        (CodeType::U16, 65_531),
        (CodeType::I16, -5),
        (CodeType::U32, (1 << 32) - 5),
        (CodeType::I32, -5),
        (CodeType::I64, -5),
        (CodeType::F32, -5),
        (CodeType::F64, -5),
    ] {
        let nodata = Some(NoData::Code(nodata));
        let held = Raster::in_memory("held", grid(), codes, nodata, Arc::new(Pattern));
        assert_eq!(tallied(&held).unwrap(), expected, "{codes:?}");
    }
    let nodata = Some(NoData::Huge(u64::MAX - 4));
    let held = Raster::in_memory("held", grid(), CodeType::U64, nodata, Arc::new(Pattern));
    assert_eq!(tallied(&held).unwrap(), expected);
}

#[derive(Debug)]
struct Withheld;

impl MemoryCells for Withheld {
    fn read(&self, _: Range<u32>, _: Range<u32>, _: CellsMut<'_>) -> Result<(), String> {
        Err("the array is being written".to_owned())
    }
}

#[test]
fn cells_that_cannot_be_had_are_an_error_and_no_zeros() {
    let held = Raster::in_memory("held", grid(), CodeType::U8, None, Arc::new(Withheld));
    assert_eq!(
        tallied(&held).unwrap_err().to_string(),
        "held: its cells cannot be had: the array is being written"
    );
}

#[test]
fn a_reader_that_is_to_stop_stops() {
    let stop = AtomicBool::new(false);
    let nodata = Some(NoData::Code(-5));
    let held = Raster::in_memory("held", grid(), CodeType::I8, nodata, Arc::new(Pattern));
    let (overlay, legend, rasters) = (overlay(), legend("cnlucc"), [("x", &held)]);
    let request = TallyRequest {
        stop: Some(&stop),
        ..TallyRequest::new(&rasters, &legend)
    };
    assert!(overlay.tally(&request).is_ok());
    stop.store(true, Ordering::Relaxed);
    let problem = overlay.tally(&request).unwrap_err().problem;
    assert!(matches!(problem, RasterProblem::Stopped), "{problem}");
}
