//! Remedies: the advice at the end of a message.

use std::ops::Range;

use carbon_core::speaks_chinese;

/// A choice of the user that a message may advise. Each interface has a name for it: an option, a key, a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Setting {
    ZoneId,
    Layer,
    ZonesCrs,
    Dissolve,
    Repair,
    RasterCrs,
    Band,
    BandNumber,
    Legend,
    AllowUnmapped,
    PlanarArea,
    Rows,
}

/// What mends an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Choose one of several layers.
    ChooseLayer,
    /// Fill in the id of a feature, or choose another field.
    FillInId,
    /// Choose another field for ids, or dissolve features of the same id.
    ChooseIdOrDissolve,
    /// Name the CRS of the boundaries, which the file does not name.
    NameZonesCrs,
    /// Correct the CRS of the boundaries.
    CorrectZonesCrs,
    /// Look for a digit too many in a coordinate, and check the CRS of the boundaries.
    CheckCoordinates,
    /// Check the CRS of the boundaries and of the raster.
    CheckBothCrs,
    /// Check both, where zones cannot be brought from one CRS to the other.
    CheckReprojection,
    /// Mend the boundary file, or have the program repair it.
    MendOrRepair,
    /// Have the program repair polygons.
    Repair,
    /// Name the CRS of the raster, which the file does not name.
    NameRasterCrs,
    /// Correct the CRS of the raster.
    CorrectRasterCrs,
    /// Choose another band.
    ChooseBand {
        /// How many there are.
        bands: usize,
    },
    /// Name one of several bands.
    NameBand,
    /// Use the data behind a picture, or a band that holds codes.
    DataOrBand,
    /// Choose the legend, extend it, or keep codes that it lacks; or declare nodata, if the raster declares none.
    FitLegend {
        /// Whether the codes may be undeclared nodata.
        declare_nodata: bool,
        /// The legends that have all codes, if any were found.
        fitting: Vec<String>,
    },
    /// Choose rows that the raster has.
    ChooseRows {
        /// How many there are.
        height: u32,
    },
    /// Tally these rows too.
    TallyRows(Range<u32>),
    /// Measure true areas.
    LeavePlanarOut,
    /// Crop the raster, or measure planar areas.
    CropOrPlanar,
}

impl Remedy {
    /// The advice in Chinese.
    fn advice_in_chinese(&self, name: impl Fn(Setting) -> &'static str) -> String {
        use Setting::{
            AllowUnmapped, Band, BandNumber, Dissolve, Layer, Legend, PlanarArea, RasterCrs, Rows,
            ZoneId, ZonesCrs,
        };
        let with =
            |before: &str, setting, after: &str| format!("{before} {}{after}", name(setting));
        match self {
            Self::ChooseLayer => with("；请选择一个：", Layer, ""),
            Self::FillInId => with("；请补上编码，或另选字段：", ZoneId, ""),
            Self::ChooseIdOrDissolve => format!(
                "；请用 {} 选择能够区分它们的字段，或用 {} 合并",
                name(ZoneId),
                name(Dissolve)
            ),
            Self::NameZonesCrs => with("；请给出坐标系：", ZonesCrs, ""),
            Self::CorrectZonesCrs => with("；请给出正确的坐标系：", ZonesCrs, ""),
            Self::CheckCoordinates => with("；请检查是否多了一位数字，并检查", ZonesCrs, ""),
            Self::CheckBothCrs => format!(
                "。请检查两个坐标系（{}、{}）",
                name(ZonesCrs),
                name(RasterCrs)
            ),
            Self::CheckReprojection => {
                format!("；请检查 {} 和 {}", name(ZonesCrs), name(RasterCrs))
            }
            Self::MendOrRepair => with("；请修复文件，或使用", Setting::Repair, ""),
            Self::Repair => with("；使用", Setting::Repair, " 可以修复，并说明面积变化了多少"),
            Self::NameRasterCrs => with("；请给出坐标系：", RasterCrs, ""),
            Self::CorrectRasterCrs => with("；请给出正确的坐标系：", RasterCrs, ""),
            Self::ChooseBand { bands } => format!("（{} 1 至 {bands}）", name(Band)),
            Self::NameBand => with("，或对所有栅格使用", BandNumber, ""),
            Self::DataOrBand => with(
                "；请使用绘制该图片的原始数据；如果其中一个波段是代码，请用",
                BandNumber,
                "",
            ),
            Self::FitLegend {
                declare_nodata,
                fitting,
            } => {
                let fitting = match &fitting[..] {
                    [] => String::new(),
                    legends => format!("；{} 含有该栅格的全部代码", legends.join("、")),
                };
                let nodata = match declare_nodata {
                    true => "；如果它表示无数据，请声明（`gdal_edit.py -a_nodata CODE`）",
                    false => "",
                };
                format!(
                    "。请选择正确的图例（{}{fitting}），把该代码加入图例文件，或用 {} 把它保留为面积平衡表中的一行{nodata}",
                    name(Legend),
                    name(AllowUnmapped)
                )
            }
            Self::ChooseRows { height } => format!("（{} 0..{height}）", name(Rows)),
            Self::TallyRows(rows) => format!(
                "；请用 {} {}..{} 统计这些行",
                name(Rows),
                rows.start,
                rows.end
            ),
            Self::LeavePlanarOut => with("；请去掉", PlanarArea, ""),
            Self::CropOrPlanar => with("；请裁剪栅格，或使用", PlanarArea, ""),
        }
    }

    /// The advice with which a message ends, with the names that an interface has for settings. It begins with what joins it to the
    /// message.
    pub fn advice(&self, name: impl Fn(Setting) -> &'static str) -> String {
        use Setting::{
            AllowUnmapped, Band, BandNumber, Dissolve, Layer, Legend, PlanarArea, RasterCrs, Rows,
            ZoneId, ZonesCrs,
        };
        if speaks_chinese() {
            return self.advice_in_chinese(name);
        }
        match self {
            Self::ChooseLayer => format!("; choose one with {}", name(Layer)),
            Self::FillInId => format!(
                "; fill it in, or choose another field with {}",
                name(ZoneId)
            ),
            Self::ChooseIdOrDissolve => format!(
                "; choose a field that tells them apart with {}, or unite them with {}",
                name(ZoneId),
                name(Dissolve)
            ),
            Self::NameZonesCrs => format!("; give it with {}", name(ZonesCrs)),
            Self::CorrectZonesCrs => format!("; give the right one with {}", name(ZonesCrs)),
            Self::CheckCoordinates => {
                format!("; look for a digit too many, and check {}", name(ZonesCrs))
            }
            Self::CheckBothCrs => format!(
                ". Check both coordinate reference systems ({}, {})",
                name(ZonesCrs),
                name(RasterCrs)
            ),
            Self::CheckReprojection => {
                format!("; check {} and {}", name(ZonesCrs), name(RasterCrs))
            }
            Self::MendOrRepair => format!("; mend the file, or use {}", name(Setting::Repair)),
            Self::Repair => format!(
                "; {} mends it and says by how much the area changes",
                name(Setting::Repair)
            ),
            Self::NameRasterCrs => format!("; give it with {}", name(RasterCrs)),
            Self::CorrectRasterCrs => format!("; give the right one with {}", name(RasterCrs)),
            Self::ChooseBand { bands } => format!(" ({} 1 to {bands})", name(Band)),
            Self::NameBand => format!(", or with {} for all", name(BandNumber)),
            Self::DataOrBand => format!(
                "; use the data set that the picture was drawn from, or {} if one band holds codes",
                name(BandNumber)
            ),
            Self::FitLegend {
                declare_nodata,
                fitting,
            } => {
                let fitting = match &fitting[..] {
                    [] => String::new(),
                    [only] => format!("; {only} has all codes of the raster"),
                    several => format!("; {} have all codes of the raster", several.join(", ")),
                };
                let nodata = match declare_nodata {
                    true => {
                        "; if it marks cells without data, declare it (`gdal_edit.py -a_nodata CODE`)"
                    }
                    false => "",
                };
                format!(
                    ". Choose the right legend ({}{fitting}), add the code to a legend file, or keep it as a row of the ledger with {}{nodata}",
                    name(Legend),
                    name(AllowUnmapped)
                )
            }
            Self::ChooseRows { height } => format!(" ({} 0..{height})", name(Rows)),
            Self::TallyRows(rows) => format!(
                "; tally them with {} {}..{}",
                name(Rows),
                rows.start,
                rows.end
            ),
            Self::LeavePlanarOut => format!("; leave {} out", name(PlanarArea)),
            Self::CropOrPlanar => format!("; crop the raster, or use {}", name(PlanarArea)),
        }
    }
}
