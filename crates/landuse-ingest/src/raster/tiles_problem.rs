//! What can be wrong with the tiles of a raster.

use crate::grid::GridDifference;

/// Tiles that are no raster together.
#[derive(Debug, thiserror::Error)]
pub enum TilesProblem {
    /// Two tiles hold different codes for one cell.
    #[error(
        "the tiles overlap and disagree: at column {col}, row {row} of all tiles together, {tile} holds {other}, and a tile before it {one}; cut them so that each place is in one tile (`gdal_translate -projwin`), or leave one out"
    )]
    Disagree {
        /// Column.
        col: u32,
        /// Row.
        row: u32,
        /// The value of the tile before.
        one: f64,
        /// The value of this one.
        other: f64,
        /// This tile.
        tile: String,
    },
    /// A mosaic of nothing.
    #[error("none of its files has a cell of it; make it again with `gdalbuildvrt`")]
    NoneInside,
    /// No tile fits the name.
    #[error(
        "there are no tiles of this name; give a list of files, a folder of them, or a pattern in quotes, as in \"tiles/2020/*.tif\""
    )]
    NoneFound,
    /// Tiles that are not on one lattice.
    #[error(
        "its tiles are not on one lattice of cells: {other} {} {first}; give the tiles of each lattice a label of their own and add up their hectares, or bring them to one (`gdalwarp -t_srs … -tr … -tap -r near`): nothing is resampled here",
        match difference {
            GridDifference::Crs => "has another coordinate reference system than",
            GridDifference::Resolution => "has another cell size than",
            GridDifference::Shift | GridDifference::Extent => "is shifted by a part of a cell against",
        }
    )]
    OnTwoLattices {
        /// What differs.
        difference: GridDifference,
        /// The first tile.
        first: String,
        /// One on another lattice.
        other: String,
    },
    /// Tiles with different nodata values.
    #[error(
        "{first} and {other} do not declare the same nodata value, so that a code may be land in one and no data in the other; declare one for all (`gdal_edit.py -a_nodata`)"
    )]
    OfTwoNodata {
        /// The first tile.
        first: String,
        /// One with another value, or none.
        other: String,
    },
    /// Tiles with too many cells between them.
    #[error(
        "its tiles lie so far apart that they are no raster of one land; is one of them in the wrong place?"
    )]
    FarApart,
    /// Tiles of different types.
    #[error(
        "the codes of {first} and {other} are of different types; bring them to one (`gdal_translate -ot Byte`)"
    )]
    OfTwoTypes {
        /// The first tile.
        first: String,
        /// One of another type.
        other: String,
    },
}
