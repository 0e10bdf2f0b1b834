//! What the codes of rasters are in each legend.

use std::fmt::Write;

use landuse_ingest::legend::{LegendFit, fit_legends};
use landuse_ingest::raster::CodeCounts;
use zoning_export::Language;

use super::asking::either;

/// Cells of a raster from which its codes are told, more or less.
pub const LOOKED_AT: u64 = 1 << 25;

/// Codes that are listed at most.
const LISTED: usize = 12;

/// What each built-in legend makes of the codes that occur.
pub struct Readings {
    pub(crate) found: CodeCounts,
    /// Those that fit first.
    pub(crate) fits: Vec<LegendFit>,
}

impl Readings {
    /// Holds the codes of rasters against all legends.
    pub fn new(found: CodeCounts) -> Self {
        let fits = fit_legends(&found.counts);
        Self { found, fits }
    }

    /// The legends that have all codes.
    pub(crate) fn fitting(&self) -> impl Iterator<Item = &LegendFit> {
        self.fits.iter().take_while(|fit| fit.fits())
    }

    /// Everything about a raster of this name, for people.
    pub fn describe(&self, name: &str, language: Language) -> String {
        let is_chinese = language == Language::Zh;
        let codes = self.found.counts.keys();
        let mut text = format!("{name}: {}\n", self.extent(is_chinese));
        let codes = list(codes.copied(), usize::MAX, is_chinese);
        let [fits, none, others] = match is_chinese {
            true => [
                "代码齐全的分类体系",
                "没有一个内置分类体系包含所有代码",
                "缺少代码的",
            ],
            false => [
                "Legends with all of these codes",
                "No built-in legend has all of these codes",
                "Legends that lack some",
            ],
        };
        let _ = match is_chinese {
            true => writeln!(text, "代码：{codes}\n"),
            false => writeln!(text, "Codes: {codes}\n"),
        };
        let fitting: Vec<_> = self.fitting().collect();
        let _ = match fitting.is_empty() {
            true => writeln!(text, "{none}"),
            false => writeln!(text, "{fits}"),
        };
        for fit in &fitting {
            let _ = writeln!(text, "  {}", self.reading(fit, is_chinese));
        }
        let lacking = self.fits.iter().skip(fitting.len());
        let _ = writeln!(text, "{others}");
        for fit in lacking {
            let _ = writeln!(text, "  {}", self.lack(fit, is_chinese));
        }
        text
    }

    /// How many cells were read.
    fn extent(&self, is_chinese: bool) -> String {
        let (cells, whole) = (self.found.cells(), self.found.is_whole);
        let without = percent(self.found.without_code, cells);
        match (is_chinese, whole) {
            (true, true) => format!("{cells} 个像元，其中 {without} 无数据"),
            (true, false) => format!("抽样读取 {cells} 个像元，其中 {without} 无数据"),
            (false, true) => format!("{cells} cells, {without} of them without data"),
            (false, false) => {
                format!("a sample of {cells} cells, {without} of them without data")
            }
        }
    }

    /// A legend with the share of each class among the cells with data.
    pub(crate) fn reading(&self, fit: &LegendFit, is_chinese: bool) -> String {
        let (name, classes) = (&fit.legend.name, self.classes(fit, is_chinese));
        either!(is_chinese, "{name}: {classes}", "{name}：{classes}")
    }

    /// The share of each class of a legend among the cells with data.
    pub(crate) fn classes(&self, fit: &LegendFit, is_chinese: bool) -> String {
        let all: u64 = self.found.counts.values().sum();
        let classes = fit.classes.iter().map(|(class, codes, cells)| {
            let codes = list(codes.iter().copied(), 4, is_chinese);
            let share = percent(*cells, all);
            match is_chinese {
                true => format!("{} {share}（{codes}）", class.label_zh()),
                false => format!("{class} {share} ({codes})"),
            }
        });
        let classes: Vec<_> = classes.collect();
        classes.join(if is_chinese { "，" } else { ", " })
    }

    /// A legend that does not fit: the codes that it lacks, and the share of cells that have them.
    pub(crate) fn lack(&self, fit: &LegendFit, is_chinese: bool) -> String {
        let all: u64 = self.found.counts.values().sum();
        let codes = list(
            fit.unknown.iter().map(|(code, _)| *code),
            LISTED,
            is_chinese,
        );
        let share = percent(fit.unknown_cells(), all);
        let name = &fit.legend.name;
        either!(
            is_chinese,
            "{name}: lacks {codes}, {share} of the cells",
            "{name}：缺少代码 {codes}，占 {share}"
        )
    }
}

/// A share; what is there is never 0 %.
fn percent(part: u64, all: u64) -> String {
    let share = 100.0 * part as f64 / all.max(1) as f64;
    match part > 0 && share < 0.05 {
        true => "< 0.1 %".to_owned(),
        false => format!("{share:.1} %"),
    }
}

fn list(codes: impl ExactSizeIterator<Item = i64>, most: usize, is_chinese: bool) -> String {
    let more = codes.len().saturating_sub(most);
    let shown: Vec<_> = codes.take(most).map(|code| code.to_string()).collect();
    let shown = shown.join(if is_chinese { "、" } else { ", " });
    match (more, is_chinese) {
        (0, _) => shown,
        (_, true) => format!("{shown} 等 {} 个", most + more),
        (_, false) => format!("{shown} and {more} more"),
    }
}
