//! Whether the parts of a Shapefile belong together.
//!
//! GDAL reads as many zones as the shortest part has, and whichever shape an index of another file points to.

use carbon_core::say;
use std::collections::HashSet;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::companions::part;
use crate::boundaries::error::BoundaryProblem;
use crate::files;

/// Bytes of the header of a `.shp` and a `.shx`.
const HEADER: usize = 100;

/// Bytes of a record of a `.shx`: where a shape begins in the `.shp` and how long it is, in words of two bytes.
const INDEX_RECORD: usize = 8;

/// Verifies that a Shapefile has one record in each of its parts for each shape, and that its index leads to them.
///
/// Parts that cannot be read here (in an archive, say) are left to GDAL.
///
/// # Errors
/// The parts do not belong together.
pub(crate) fn verify(path: &Path) -> Result<(), BoundaryProblem> {
    let Some(index) = read(path, "shx") else {
        return Ok(());
    };
    let records = index.get(HEADER..).unwrap_or_default();
    let shapes = records.len() / INDEX_RECORD;
    if let Some(rows) = rows(path).filter(|rows| *rows != shapes) {
        return Err(BoundaryProblem::Parts {
            how: say!(
                "the .shx lists {shapes} shapes, but the .dbf holds {rows} rows",
                ".shx 列有 {shapes} 个图形，而 .dbf 有 {rows} 行"
            ),
        });
    }
    let Some(shp) = part(path, "shp").and_then(|shp| files::open(&shp).ok()) else {
        return Ok(());
    };
    match first_lost(BufReader::new(shp), records) {
        Some(shape) => Err(BoundaryProblem::Parts {
            how: say!(
                "the .shx leads to no shape number {shape} in the .shp",
                ".shx 所指的第 {shape} 个图形不在 .shp 中"
            ),
        }),
        None => Ok(()),
    }
}

/// The number, from 1, of the first shape that does not begin where the index says, or where another one begins.
fn first_lost(mut shp: impl Read + Seek, records: &[u8]) -> Option<usize> {
    let mut taken = HashSet::new();
    records
        .chunks_exact(INDEX_RECORD)
        .position(|record| {
            let (begins, length) = record.split_at(4);
            let begins = 2 * u64::from(number(begins));
            let mut header = [0; 8];
            let found = shp
                .seek(SeekFrom::Start(begins))
                .and_then(|_| shp.read_exact(&mut header));
            found.is_err() || header[4..] != *length || !taken.insert(begins)
        })
        .map(|place| place + 1)
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// Rows of the `.dbf`, deleted ones among them.
fn rows(path: &Path) -> Option<usize> {
    let mut header = [0; 8];
    files::open(&part(path, "dbf")?)
        .and_then(|mut dbf| dbf.read_exact(&mut header))
        .ok()?;
    header[4..].reverse();
    usize::try_from(number(&header[4..])).ok()
}

fn read(path: &Path, extension: &str) -> Option<Vec<u8>> {
    files::read(&part(path, extension)?).ok()
}
