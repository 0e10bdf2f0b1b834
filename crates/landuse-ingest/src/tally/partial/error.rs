//! Partial tallies that are none, or that do not make a whole.

use bilingual::Bilingual;
use carbon_core::phrase;
use std::ops::Range;

use carbon_core::{Hectares, ZoneId};

use crate::remedy::Remedy;

/// The version of the format of files.
pub(super) const FORMAT: u32 = 3;

/// Bytes that are no partial tally.
#[derive(Debug, thiserror::Error, Bilingual)]
#[non_exhaustive]
pub enum PartialTallyError {
    /// Another file, or one that was cut short.
    #[en(
        "it is no partial tally, as `landcarbon tally --rows A..B --out FILE.json` writes it: {0}"
    )]
    #[zh("不是 `landcarbon tally --rows A..B --out FILE.json` 所写的分段统计：{0}")]
    NotOne(#[from] serde_json::Error),
    /// Another version of the program wrote it.
    #[en(
        "it is a partial tally of format {0}, and this program reads format {FORMAT}; tally its rows again"
    )]
    #[zh("分段统计的格式版本为 {0}，本程序读取版本 {FORMAT}；请重新统计这些行")]
    Format(u32),
    /// Its content has not the digest that the file states.
    #[en(
        "it is damaged: the SHA-256 of its content is not the one that it states; copy the file again, or tally its rows again"
    )]
    #[zh("文件已损坏：内容的 SHA-256 与其中写明的不符；请重新复制文件，或重新统计这些行")]
    Damaged,
    /// No tally gives such numbers.
    #[en("it holds what no tally gives: {0}; tally its rows again")]
    #[zh("文件内容不可能出自统计：{0}；请重新统计这些行")]
    Impossible(String),
}

/// Partial tallies that do not make a whole.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
#[non_exhaustive]
pub enum MergeError {
    /// Other zones, another grid or another legend.
    #[en(
        "{first} and {other} are partial tallies of different {what}; merge what was tallied with the same options"
    )]
    #[zh(
        "{first} 与 {other} 是不同{}的分段统计；请合并以相同选项统计的文件",
        phrase(what)
    )]
    Different {
        /// A partial tally.
        first: String,
        /// One that does not belong to it.
        other: String,
        /// `zones`, `grids`, `legends` or `rasters`.
        what: &'static str,
    },
    /// Rows that two of them have.
    #[en("{first} and {other} both have rows {}..{} of \"{label}\"; leave one of them out", rows.start, rows.end)]
    #[zh("{first} 与 {other} 都含有 \"{label}\" 的第 {}..{} 行；请去掉其一", rows.start, rows.end)]
    Overlap {
        /// A partial tally.
        first: String,
        /// The other.
        other: String,
        /// The raster's label.
        label: String,
        /// The rows.
        rows: Range<u32>,
    },
    /// Neither rows that follow one another of the same rasters, nor the same rows of others.
    #[en(
        "{first} has rows {}..{} of {first_labels} and {other} rows {}..{} of {other_labels}; two partial tallies add up to one if their rows follow one another and their rasters are the same, or the other way round",
        first_rows.start, first_rows.end, other_rows.start, other_rows.end
    )]
    #[zh("{first} 含有 {first_labels} 的第 {}..{} 行，{other} 含有 {other_labels} 的第 {}..{} 行；两份分段统计只有在栅格相同、行首尾相接，或行相同、栅格不同时才能相加", first_rows.start, first_rows.end, other_rows.start, other_rows.end)]
    Apart {
        /// A partial tally.
        first: String,
        /// Its rows.
        first_rows: Range<u32>,
        /// Its rasters.
        first_labels: String,
        /// The other.
        other: String,
        /// Its rows.
        other_rows: Range<u32>,
        /// Its rasters.
        other_labels: String,
    },
    /// Rows that none of them has.
    #[en("no partial tally has rows {}..{} of \"{label}\"", rows.start, rows.end)]
    #[zh("没有分段统计含有 \"{label}\" 的第 {}..{} 行", rows.start, rows.end)]
    Missing {
        /// The raster's label.
        label: String,
        /// The rows.
        rows: Range<u32>,
    },
    /// All rows of a raster, which do not make up a zone.
    #[en(
        "the partial tallies of \"{label}\" add up to {} ha of zone {zone}, whose area is {} ha; tally all rows again",
        found.0, area.0
    )]
    #[zh("\"{label}\" 的分段统计对区域 {zone} 合计为 {} 公顷，而该区域面积为 {} 公顷；请重新统计所有行", found.0, area.0)]
    NotClosed {
        /// The raster's label.
        label: String,
        /// The zone.
        zone: ZoneId,
        /// What all its cells and its land beyond the raster add up to.
        found: Hectares,
        /// Its area.
        area: Hectares,
    },
}

impl MergeError {
    /// What mends it, by a choice of the user.
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Missing { rows, .. } => Some(Remedy::TallyRows(rows.clone())),
            _ => None,
        }
    }
}
