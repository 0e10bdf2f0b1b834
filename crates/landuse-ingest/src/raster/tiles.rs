//! Rasters of which a user names the tiles: a list, a folder, or a pattern.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use geo::coord;

use super::error::{RasterError, RasterProblem};
use super::from_vrt::Nesting;
use super::location::Location;
use super::mosaic::{Mosaic, Tile};
use super::raster::{Raster, RasterOptions};
use super::tiles_problem::TilesProblem;
use crate::grid::{Grid, GridDifference};

/// What the names of tiles in a folder end with.
const TILES: [&str; 4] = ["tif", "tiff", "img", "asc"];

/// A tile as it is named.
#[derive(Debug, Clone)]
pub struct TileName {
    pub(super) location: Location,
    /// Its band, page or variable, if the name has one.
    pub(super) choice: Option<String>,
}

/// Tiles of one raster, under the name that messages call them.
pub(super) fn location(name: PathBuf, tiles: Vec<TileName>) -> Location {
    Location::Tiles(name, Arc::from(tiles))
}

/// Whether a name is a pattern of names.
pub(super) fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?'])
}

/// The tiles in a folder by their names; nothing if it is no folder of tiles, as that of an Arc/Info grid.
pub(super) fn in_folder(folder: &Path) -> Option<Vec<PathBuf>> {
    let names = entries(folder);
    let has = |name: &str, ends: &[&str]| {
        let extension = Path::new(name).extension().unwrap_or_default();
        ends.iter().any(|end| extension.eq_ignore_ascii_case(end))
    };
    if names.iter().any(|name| has(name, &["adf"])) {
        return None;
    }
    let tiles = names.iter().filter(|name| has(name, &TILES));
    let tiles: Vec<_> = tiles.map(|name| folder.join(name)).collect();
    (!tiles.is_empty()).then_some(tiles)
}

/// What fits a pattern, by name: `*` stands for any characters within a name, `?` for one.
pub(super) fn matching(pattern: &Path) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::new()];
    for part in pattern.components() {
        let text = part.as_os_str().to_string_lossy();
        let step = |folder: &PathBuf| match is_pattern(&text) {
            false => vec![folder.join(part)],
            true => {
                let names = entries(folder).into_iter();
                let names = names.filter(|name| fits(name.as_bytes(), text.as_bytes()));
                names.map(|name| folder.join(name)).collect()
            }
        };
        found = found.iter().flat_map(step).collect();
    }
    found.retain(|path| path.exists());
    found
}

/// The names in a folder, sorted; none of hidden files.
fn entries(folder: &Path) -> Vec<String> {
    let here = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let entries = std::fs::read_dir(here).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<_> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort_unstable();
    names
}

/// In time that grows with both lengths, whatever the pattern: after a mismatch the last `*` takes one byte more.
fn fits(name: &[u8], pattern: &[u8]) -> bool {
    let (mut at, mut next) = (0, 0);
    let mut star = None;
    while at < name.len() {
        match pattern.get(next) {
            Some(b'*') => {
                star = Some((at, next));
                next += 1;
            }
            Some(&byte) if byte == b'?' || byte == name[at] => {
                at += 1;
                next += 1;
            }
            _ => {
                let Some((taken, place)) = star else {
                    return false;
                };
                at = taken + 1;
                next = place + 1;
                star = Some((at, place));
            }
        }
    }
    pattern[next..].iter().all(|&byte| byte == b'*')
}

/// Opens tiles as one raster.
///
/// # Errors
/// One cannot be opened, or they are not on one lattice, of one type and with one nodata value.
pub(super) fn open(
    name: &Path,
    tiles: &[TileName],
    options: &RasterOptions,
    nesting: Nesting<'_>,
) -> Result<Raster, RasterError> {
    let open = |tile: &TileName| {
        let options = options.with_choice(tile.choice.as_deref());
        Raster::open_nested(tile.location.clone(), &options, nesting)
    };
    let mut rasters: Vec<_> = tiles.iter().map(open).collect::<Result<_, _>>()?;
    if rasters.len() == 1 {
        return Ok(rasters.remove(0));
    }
    let refuse = |problem: RasterProblem| RasterError {
        path: name.to_owned(),
        problem,
    };
    let first = rasters.first();
    let first = first.ok_or_else(|| refuse(TilesProblem::NoneFound.into()))?;
    let nodata = first.nodata;
    for other in &rasters[1..] {
        refuse_different(first, other).map_err(|problem| refuse(problem.into()))?;
    }
    let (grid, corners) = join(&rasters).map_err(refuse)?;
    let size = |raster: &Raster| [raster.grid.width, raster.grid.height].map(i64::from);
    let places = rasters.iter().zip(&corners);
    let places: Vec<_> = places
        .map(|(raster, &[col, row])| {
            let [width, height] = size(raster);
            [col, row, width, height]
        })
        .collect();
    let overlaps = overlap(&places);
    let within = [grid.width, grid.height];
    let tiles = rasters.into_iter().zip(places);
    let tiles = tiles.filter_map(|(raster, place)| {
        Tile::place(nodata.filter(|_| overlaps), raster, [0, 0], place, within)
    });
    let mosaic = Mosaic {
        tiles: tiles.collect(),
        must_agree: overlaps,
        refuses_gaps: false,
    };
    mosaic.raster(name.to_owned(), grid, nodata)
}

fn refuse_different(first: &Raster, other: &Raster) -> Result<(), TilesProblem> {
    let (one, another) = (first.location.to_string(), other.location.to_string());
    match first.grid.difference(&other.grid) {
        None | Some(GridDifference::Extent) => {}
        Some(difference) => {
            return Err(TilesProblem::OnTwoLattices {
                difference,
                first: one,
                other: another,
            });
        }
    }
    match first.nodata == other.nodata {
        true => Ok(()),
        false => Err(TilesProblem::OfTwoNodata {
            first: one,
            other: another,
        }),
    }
}

/// The grid that holds all rasters, and the column and row of each on it.
fn join(rasters: &[Raster]) -> Result<(Grid, Vec<[i64; 2]>), RasterProblem> {
    let first = &rasters[0].grid;
    let corner = |raster: &Raster| {
        let origin = raster.grid.to_plane(coord! { x: 0.0, y: 0.0 });
        let cell = first.to_cells(origin);
        [cell.x.round() as i64, cell.y.round() as i64]
    };
    let mut corners: Vec<_> = rasters.iter().map(corner).collect();
    let least = |axis: usize| corners.iter().map(|corner| corner[axis]).min().unwrap_or(0);
    let start = [least(0), least(1)];
    let mut end = start;
    for (raster, [col, row]) in rasters.iter().zip(&corners) {
        end[0] = end[0].max(col.saturating_add(raster.grid.width.into()));
        end[1] = end[1].max(row.saturating_add(raster.grid.height.into()));
    }
    let size = |axis: usize| {
        let cells = i32::try_from(end[axis].saturating_sub(start[axis]));
        cells
            .map(i32::cast_unsigned)
            .map_err(|_| TilesProblem::FarApart)
    };
    let (width, height) = (size(0)?, size(1)?);
    // The origin as the outermost tiles have it, so that it has no other rounding than that of a file of all tiles.
    let mut transform = first.transform();
    let outermost = |axis: usize| {
        let mut places = rasters.iter().zip(&corners);
        let found = places.find(|(_, corner)| corner[axis] == start[axis]);
        found.map_or(transform, |(raster, _)| raster.grid.transform())
    };
    let origin = match first.is_upright() {
        true => (outermost(0)[0], outermost(1)[3]),
        false => {
            let origin = first.to_plane(coord! { x: start[0] as f64, y: start[1] as f64 });
            (origin.x, origin.y)
        }
    };
    (transform[0], transform[3]) = origin;
    for corner in &mut corners {
        *corner = [corner[0] - start[0], corner[1] - start[1]];
    }
    Ok((
        Grid::new(width, height, transform, first.crs.clone())?,
        corners,
    ))
}

/// Whether two of these rectangles (column, row, columns, rows) have a cell in common.
fn overlap(places: &[[i64; 4]]) -> bool {
    let meet = |a: &[i64; 4], b: &[i64; 4]| {
        [0, 1]
            .iter()
            .all(|&axis| a[axis] < b[axis] + b[axis + 2] && b[axis] < a[axis] + a[axis + 2])
    };
    (1..)
        .zip(places)
        .any(|(next, one)| places[next..].iter().any(|other| meet(one, other)))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns_fit_names() {
        let fits = |name: &str, pattern: &str| fits(name.as_bytes(), pattern.as_bytes());
        assert!(fits("lucc_2020_h28.tif", "lucc_2020_*.tif"));
        assert!(fits("aab", "*ab") && fits("ab", "a*b*") && fits("abc", "a?c"));
        assert!(!fits("lucc_2015_h28.tif", "lucc_2020_*.tif") && !fits("ab", "a?b"));
        // It ends: a pattern of many stars is no way to keep the program busy.
        assert!(!fits(
            &"a".repeat(200),
            &"*a".repeat(60).replace("*a*a", "*a*b")
        ));
    }
}
