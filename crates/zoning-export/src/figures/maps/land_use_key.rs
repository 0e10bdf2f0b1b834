//! The legend of the land-use figure.

use std::collections::BTreeMap;

use carbon_core::{Assessment, Hectares, LandClass, Year};

use super::land_use::LandUse;
use crate::figures::error::FigureError;
use crate::figures::formats::{Fonts, NO_DATA};
use crate::figures::page::{Entry, Legend};
use crate::style::annual;
use crate::text::{Language, fixed, grouped_by};

/// What the legend is made from.
pub(crate) struct LandUseKey<'a> {
    pub(crate) land_use: &'a LandUse,
    pub(crate) assessment: &'a Assessment,
    pub(crate) language: Language,
    pub(crate) fonts: &'a Fonts,
}

/// What a legend tells of each class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    HectaresAndShares,
    Shares,
    Nothing,
}

/// The height of a legend, in points, above which it tells less.
const TALLEST: f64 = 280.0;

impl LandUseKey<'_> {
    /// Classes with their hectares and shares; of many panels or classes shares only, and of so
    /// many that the legend would outgrow the page, names only.
    pub(crate) fn legend(
        &self,
        years: &[Year],
        heads: &[String],
        gaps: bool,
    ) -> Result<Legend, FigureError> {
        const WITH_HECTARES: usize = 4;

        let richest = if years.len() <= WITH_HECTARES {
            self.telling(Told::HectaresAndShares, years, heads, gaps)?
        } else {
            self.telling(Told::Shares, years, heads, gaps)?
        };
        if self.fits(&richest) {
            return Ok(richest);
        }
        let shares = self.telling(Told::Shares, years, heads, gaps)?;
        if self.fits(&shares) {
            return Ok(shares);
        }
        self.telling(Told::Nothing, years, heads, gaps)
    }

    fn fits(&self, legend: &Legend) -> bool {
        legend.size(self.fonts)[1] <= TALLEST
    }

    fn telling(
        &self,
        told: Told,
        years: &[Year],
        heads: &[String],
        gaps: bool,
    ) -> Result<Legend, FigureError> {
        let mut lands = Vec::new();
        for year in years {
            let region = &annual(self.assessment, *year)?.region;
            let total: f64 = region
                .land
                .iter()
                .map(|(_, Hectares(hectares))| hectares)
                .sum();
            let land: BTreeMap<&LandClass, f64> = region
                .land
                .iter()
                .map(|(class, hectares)| (class, hectares.0))
                .collect();
            lands.push((land, total));
        }
        let mut entries: Vec<Entry> = self
            .land_use
            .classes
            .iter()
            .map(|(class, color)| Entry {
                fill: color.to_string(),
                label: self
                    .language
                    .choose(class.label_en(), class.label_zh())
                    .into_owned(),
                cells: lands
                    .iter()
                    .filter_map(|(land, total)| told.cell(land.get(class).copied(), *total))
                    .collect(),
            })
            .collect();
        if gaps {
            entries.push(Entry {
                fill: NO_DATA.to_owned(),
                label: self.language.choose("no data", "无数据").into_owned(),
                cells: Vec::new(),
            });
        }
        Ok(Legend {
            title: self.language.choose("Land use", "土地利用").into_owned(),
            counted: self.language.choose(told.en(), told.zh()).into_owned(),
            heads: heads.to_vec(),
            entries,
        })
    }
}

impl Told {
    const fn en(self) -> &'static str {
        match self {
            Self::HectaresAndShares => "hectares (share of the classes' area)",
            Self::Shares => "share of the classes' area, %",
            Self::Nothing => "",
        }
    }

    const fn zh(self) -> &'static str {
        match self {
            Self::HectaresAndShares => "公顷（占各类总面积比例）",
            Self::Shares => "占各类总面积比例，%",
            Self::Nothing => "",
        }
    }

    /// What stands in a class's row, given its hectares and those of all classes.
    fn cell(self, hectares: Option<f64>, total: f64) -> Option<String> {
        let share = |hectares: f64| format!("{:.1}", hectares / total * 100.0);
        Some(match (self, hectares) {
            (Self::Nothing, _) => return None,
            (_, None) => "–".to_owned(),
            (Self::HectaresAndShares, Some(hectares)) => {
                format!("{} ({} %)", whole(hectares), share(hectares))
            }
            (Self::Shares, Some(hectares)) => share(hectares),
        })
    }
}

/// Whole hectares, thousands apart by spaces as SI has it.
fn whole(hectares: f64) -> String {
    grouped_by('\u{a0}', &fixed(hectares, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hectares_are_grouped_by_thousands() {
        assert_eq!(whole(10_412_345.4), "10\u{a0}412\u{a0}345");
        assert_eq!(whole(999.0), "999");
    }
}
