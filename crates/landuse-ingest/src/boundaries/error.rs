//! What can be wrong with a boundary file.

use bilingual::Bilingual;
use carbon_core::Said;
use std::path::PathBuf;

use gdal::errors::GdalError;

use crate::crs::CrsError;
use crate::crs::ExtentGuess;
use crate::polygons::NotPolygons;
use crate::remedy::Remedy;
use crate::zones::ZonesError;

/// The available name that is most like the wanted one.
pub(super) fn nearest<'n>(wanted: &str, available: &'n [String]) -> Option<&'n String> {
    available.iter().min_by_key(|name| {
        strsim::damerau_levenshtein(&wanted.to_lowercase(), &name.to_lowercase())
    })
}

/// A boundary file that cannot be used.
#[derive(Debug, thiserror::Error, Bilingual)]
#[en("{}: {problem}", path.display())]
#[zh("{}：{problem}", path.display())]
pub struct BoundaryError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: BoundaryProblem,
}

/// What is wrong with a boundary file.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum BoundaryProblem {
    /// No such file.
    #[en("no such file or directory")]
    #[zh("没有这个文件或文件夹")]
    Missing,
    /// A URL, or one of GDAL's names for what is no file of this machine.
    #[en(
        "boundaries are read from files of this machine only; get the file, unpack it if it is packed, and name it"
    )]
    #[zh("边界只从本机文件读取；请取得文件（如为压缩包请先解压），再写它的文件名")]
    NoFileName,
    /// GDAL does not read it.
    #[en("not a boundary file that GDAL reads: {said}")]
    #[zh("GDAL 无法把它作为边界文件读取：{said}")]
    Unreadable {
        /// What GDAL says.
        said: String,
    },
    /// A GeoPackage of which a change is not complete.
    #[en(
        "a program is writing it, or has stopped while it wrote (there is a file `-journal` beside it); close that program, or open the file in QGIS once, and run again"
    )]
    #[zh(
        "有程序正在写入该文件，或写到一半就停止了（旁边有一个 `-journal` 文件）；请关闭该程序，或用 QGIS 打开一次该文件，然后重新运行"
    )]
    Unfinished,
    /// Several layers and no choice.
    #[en("the file has several layers ({})", available.join(", "))]
    #[zh("文件中有多个图层（{}）", available.join("、"))]
    WhichLayer {
        /// Their names.
        available: Vec<String>,
    },
    /// No layer of that name.
    #[en("there is no layer \"{layer}\"; the file has {}", available.join(", "))]
    #[zh("没有图层 \"{layer}\"；文件中有 {}", available.join("、"))]
    NoSuchLayer {
        /// What was asked for.
        layer: String,
        /// What there is.
        available: Vec<String>,
    },
    /// No features at all.
    #[en("the file has no features")]
    #[zh("文件中没有要素")]
    NoFeatures,
    /// A file that GDAL reads in part only.
    #[en("GDAL cannot read all of it: {said}; mend the file, or get it again")]
    #[zh("GDAL 无法读完该文件：{said}；请修复文件，或重新获取")]
    Damaged {
        /// What GDAL says.
        said: String,
    },
    /// A feature whose coordinates are not all numbers.
    #[en(
        "the geometry of feature {feature} cannot be read; each of its places must be two numbers (is one null, or a text?)"
    )]
    #[zh("要素 {feature} 的几何无法读取；每个位置都必须是两个数（是否有 null 或文本？）")]
    LostGeometry {
        /// Its number in the file, from 1.
        feature: usize,
    },
    /// A Shapefile whose parts are of several files or versions.
    #[en(
        "its parts do not belong together: {how}; copy .shp, .shx and .dbf anew from one source, or save the layer anew (in QGIS: Export)"
    )]
    #[zh(
        "各组成文件不匹配：{how}；请从同一来源重新复制 .shp、.shx 和 .dbf，或重新保存图层（QGIS：导出）"
    )]
    Parts {
        /// In what they differ.
        how: Said,
    },
    /// A CRS that is none.
    #[en("it names a coordinate reference system that PROJ does not know ({said})")]
    #[zh("文件所写的坐标系 PROJ 无法识别（{said}）")]
    UnknownCrs {
        /// What PROJ says.
        said: String,
    },
    /// Features, but none with a geometry.
    #[en(
        "none of its features has a geometry, so that there is nothing to lay over a raster; of a Shapefile, name the .shp and keep .shx, .dbf and .prj beside it"
    )]
    #[zh(
        "所有要素都没有几何，无法与栅格叠加；如果是 Shapefile，请写 .shp，并把 .shx、.dbf、.prj 放在旁边"
    )]
    NoGeometry,
    /// No field of that name.
    #[en("there is no field \"{field}\"; the file has {}{}", if available.is_empty() { "none (those of a Shapefile are in the .dbf beside it)".to_owned() } else { available.join(", ") }, nearest(field, available).map(|n| format!(" (did you mean \"{n}\"?)")).unwrap_or_default())]
    #[zh("没有字段 \"{field}\"；文件中有 {}{}", if available.is_empty() { "零个字段（Shapefile 的字段在旁边的 .dbf 中）".to_owned() } else { available.join("、") }, nearest(field, available).map(|n| format!("（是否指 \"{n}\"？）")).unwrap_or_default())]
    NoSuchField {
        /// What was asked for.
        field: String,
        /// What there is.
        available: Vec<String>,
    },
    /// A condition that cannot be used.
    #[en("the condition `{condition}` on its fields: {said}")]
    #[zh("字段条件 `{condition}`：{said}")]
    Condition {
        /// The condition.
        condition: String,
        /// What is wrong with it.
        said: String,
    },
    /// Zones that are wanted, and are not there.
    #[en("it has no zones of these ids: {ids}{}", near.as_ref().map(|n| format!(" (did you mean \"{n}\"?)")).unwrap_or_default())]
    #[zh("没有以下编码的区域：{ids}{}", near.as_ref().map(|n| format!("（是否指 \"{n}\"？）")).unwrap_or_default())]
    NoSuchZones {
        /// The ids.
        ids: String,
        /// The id that is most like the first of them.
        near: Option<String>,
    },
    /// Not one zone of the statistics.
    #[en("none of its {zones} zones has an id of the statistics; their ids are {ids}")]
    #[zh("{zones} 个区域的编码都不在统计数据中；区域的编码为 {ids}")]
    NoneOfStatistics {
        /// How many there are.
        zones: usize,
        /// The first of their ids.
        ids: String,
    },
    /// A feature without an id.
    #[en("feature number {feature} has no id in the field \"{field}\"")]
    #[zh("第 {feature} 个要素在字段 \"{field}\" 中没有编码")]
    NoId {
        /// The id field.
        field: String,
        /// Its number in the file, from 1.
        feature: usize,
    },
    /// Several features of the same id.
    #[en("several features have the same id: {ids}")]
    #[zh("有多个要素的编码相同：{ids}")]
    IdTwice {
        /// The ids.
        ids: String,
    },
    /// Features of one id that differ in a field of which a zone has one value.
    #[en(
        "zone {zone} has the {field} \"{first}\" in one feature and \"{second}\" in another; correct the field"
    )]
    #[zh(
        "区域 {zone} 的 {field} 在一个要素中为 \"{first}\"，在另一个要素中为 \"{second}\"；请改正该字段"
    )]
    TwoValues {
        /// The zone.
        zone: String,
        /// The field.
        field: String,
        /// Its first value.
        first: String,
        /// Another.
        second: String,
    },
    /// GEOS cannot repair or unite polygons.
    #[error(transparent)]
    Zones(#[from] ZonesError),
    /// A geometry that is no polygon.
    #[en("zone {zone}: {source}")]
    #[zh("区域 {zone}：{source}")]
    Geometry {
        /// The zone.
        zone: String,
        /// What it is.
        source: NotPolygons,
    },
    /// Rings that cross or overlap.
    #[en("zone {zone}: {}rings cross or overlap ({reason}): they add up to {of_rings:.4} ha, but would enclose {of_repaired:.4} ha when mended", ring.as_ref().map(|r| format!("{r}: ")).unwrap_or_default())]
    #[zh("区域 {zone}：{}环线相互交叉或重叠（{reason}）：各环面积之和为 {of_rings:.4} 公顷，修复后所围面积为 {of_repaired:.4} 公顷", ring.as_ref().map(|r| format!("{r}：")).unwrap_or_default())]
    Crossing {
        /// The zone.
        zone: String,
        /// Which ring, if it can be told.
        ring: Option<String>,
        /// What GEOS says, with the place.
        reason: String,
        /// Hectares as the rings give them, shells less holes.
        of_rings: f64,
        /// Hectares when repaired.
        of_repaired: f64,
    },
    /// No encoding fits the attributes.
    #[en(
        "its attributes are in no encoding that can be told (.cpg, the header, UTF-8 and GB18030 all fail); write the right one into a .cpg file beside it"
    )]
    #[zh(
        "属性表的编码无法判断（.cpg、文件头、UTF-8 和 GB18030 均不成立）；请在旁边的 .cpg 文件中写明正确的编码"
    )]
    Encoding,
    /// Metres that are said to be degrees.
    #[en(
        "its coordinates ({extent}) are no longitudes and latitudes, but its coordinate reference system is \"{crs}\" (that of a GeoJSON which names none)"
    )]
    #[zh(
        "坐标（{extent}）不是经纬度，而坐标系为 \"{crs}\"（没有写明坐标系的 GeoJSON 即用此坐标系）"
    )]
    NotDegrees {
        /// The CRS.
        crs: String,
        /// Where the zones lie.
        extent: ExtentGuess,
    },
    /// Eastings with the number of a zone before them, and a CRS without, or the reverse.
    #[en(
        "its coordinates ({extent}) do not fit its coordinate reference system \"{crs}\", whose false easting is {easting} m: the one has the number of a Gauss-Kruger zone before the eastings, the other has not; the right one is {right}"
    )]
    #[zh(
        "坐标（{extent}）与坐标系 \"{crs}\"（东偏移 {easting} m）不符：二者一个在横坐标前加了高斯-克吕格带号，另一个没有；正确的坐标系是 {right}"
    )]
    ZoneNumber {
        /// The CRS.
        crs: String,
        /// Where the zones lie.
        extent: ExtentGuess,
        /// The false easting of the CRS, in metres.
        easting: f64,
        /// The CRS that fits.
        right: String,
    },
    /// A datum of longitudes and latitudes for other coordinates.
    #[en(
        "GCJ-02 and BD-09 are of longitudes and latitudes in degrees, but its coordinate reference system is \"{crs}\"; take the datum out, or give the file in degrees as it was published"
    )]
    #[zh(
        "GCJ-02 和 BD-09 用于以度为单位的经纬度，而坐标系为 \"{crs}\"；请去掉该基准的设定，或提供发布时以度为单位的文件"
    )]
    DatumOfDegrees {
        /// The CRS.
        crs: String,
    },
    /// No CRS in the file.
    #[en("the file names no coordinate reference system (no .prj?); its extent is {0}")]
    #[zh("文件没有写明坐标系（缺 .prj？）；其范围为 {0}")]
    NoCrs(ExtentGuess),
    /// A CRS that cannot be used.
    #[error(transparent)]
    Crs(#[from] CrsError),
    /// GDAL failed.
    #[error(transparent)]
    Gdal(#[from] GdalError),
}

impl BoundaryProblem {
    /// What mends it, by a choice of the user.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::WhichLayer { .. } => Some(Remedy::ChooseLayer),
            Self::UnknownCrs { .. } | Self::NotDegrees { .. } | Self::ZoneNumber { .. } => {
                Some(Remedy::CorrectZonesCrs)
            }
            Self::NoId { .. } => Some(Remedy::FillInId),
            Self::IdTwice { .. } => Some(Remedy::ChooseIdOrDissolve),
            Self::Crossing { .. } => Some(Remedy::MendOrRepair),
            Self::NoCrs(_) => Some(Remedy::NameZonesCrs),
            Self::Crs(error) if error.is_mended_by_another_crs() => Some(Remedy::CorrectZonesCrs),
            Self::Zones(error) => error.remedy(),
            _ => None,
        }
    }
}
