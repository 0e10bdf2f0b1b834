//! What can be wrong with the tiles of a raster.

use crate::grid::GridDifference;
use bilingual::Bilingual;

/// Tiles that are no raster together.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum TilesProblem {
    /// Two tiles hold different codes for one cell.
    #[en(
        "the tiles overlap and disagree: at column {col}, row {row} of all tiles together, {tile} holds {other}, and a tile before it {one}; cut them so that each place is in one tile (`gdal_translate -projwin`), or leave one out"
    )]
    #[zh(
        "分幅重叠且互相矛盾：在整体的第 {col} 列、第 {row} 行，{tile} 的值为 {other}，而前面的一幅为 {one}；请裁切使每处只属于一幅（`gdal_translate -projwin`），或去掉一幅"
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
    #[en("none of its files has a cell of it; make it again with `gdalbuildvrt`")]
    #[zh("所列文件都没有该栅格的像元；请用 `gdalbuildvrt` 重新生成")]
    NoneInside,
    /// No tile fits the name.
    #[en(
        "there are no tiles of this name; give a list of files, a folder of them, or a pattern in quotes, as in \"tiles/2020/*.tif\""
    )]
    #[zh("没有这个名称的分幅；请给出文件清单、文件夹，或带引号的通配式，例如 \"tiles/2020/*.tif\"")]
    NoneFound,
    /// Tiles that are not on one lattice.
    #[en(
        "its tiles are not on one lattice of cells: {other} {} {first}; give the tiles of each lattice a label of their own and add up their hectares, or bring them to one (`gdalwarp -t_srs … -tr … -tap -r near`): nothing is resampled here",
        match difference {
            GridDifference::Crs => "has another coordinate reference system than",
            GridDifference::Resolution => "has another cell size than",
            GridDifference::Shift | GridDifference::Extent => "is shifted by a part of a cell against",
        }
    )]
    #[zh("各分幅不在同一像元格网上：{other} {} {first}；请给每种格网的分幅各自的标签，再把面积相加，或统一格网（`gdalwarp -t_srs … -tr … -tap -r near`）：本程序不做重采样", match difference { GridDifference::Crs => "的坐标系不同于", GridDifference::Resolution => "的像元大小不同于", GridDifference::Shift | GridDifference::Extent => "以不足一个像元的距离偏离", })]
    OnTwoLattices {
        /// What differs.
        difference: GridDifference,
        /// The first tile.
        first: String,
        /// One on another lattice.
        other: String,
    },
    /// Tiles with different nodata values.
    #[en(
        "{first} and {other} do not declare the same nodata value, so that a code may be land in one and no data in the other; declare one for all (`gdal_edit.py -a_nodata`)"
    )]
    #[zh(
        "{first} 与 {other} 声明的 nodata 值不同，同一代码在一幅中可能是地类、在另一幅中却是无数据；请统一声明（`gdal_edit.py -a_nodata`）"
    )]
    OfTwoNodata {
        /// The first tile.
        first: String,
        /// One with another value, or none.
        other: String,
    },
    /// Tiles with too many cells between them.
    #[en(
        "its tiles lie so far apart that they are no raster of one land; is one of them in the wrong place?"
    )]
    #[zh("各分幅相距太远，不可能是同一地区的栅格；是否有一幅位置不对？")]
    FarApart,
    /// Tiles of different types.
    #[en(
        "the codes of {first} and {other} are of different types; bring them to one (`gdal_translate -ot Byte`)"
    )]
    #[zh("{first} 与 {other} 的代码类型不同；请统一（`gdal_translate -ot Byte`）")]
    OfTwoTypes {
        /// The first tile.
        first: String,
        /// One of another type.
        other: String,
    },
}
