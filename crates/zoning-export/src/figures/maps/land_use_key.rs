//! The legend of the land-use figure.

use std::collections::BTreeMap;

use carbon_core::{Assessment, Year};

use super::land_use::LandUse;
use crate::error::ExportError;
use crate::figures::formats::{Fonts, NO_DATA};
use crate::figures::page::{Entry, Legend, MARGIN};
use crate::style::annual;
use crate::text::{Language, fixed, grouped};

/// What the legend is made from.
pub(crate) struct LandUseKey<'a> {
    pub(crate) land_use: &'a LandUse,
    pub(crate) assessment: &'a Assessment,
    pub(crate) language: Language,
    pub(crate) fonts: &'a Fonts,
    pub(crate) years: &'a [Year],
    /// The letters of the panels.
    pub(crate) heads: Vec<String>,
    /// Whether there are cells without a class.
    pub(crate) gaps: bool,
    /// The width of the page.
    pub(crate) page: f64,
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
    pub(crate) fn legend(&self) -> Result<Legend, ExportError> {
        const WITH_HECTARES: usize = 4;

        let richest = usize::from(self.years.len() > WITH_HECTARES);
        for told in &[Told::HectaresAndShares, Told::Shares][richest..] {
            let legend = self.telling(*told)?;
            let [width, height] = legend.size(self.fonts);
            if height <= TALLEST && width <= self.page - 2.0 * MARGIN {
                return Ok(legend);
            }
        }
        self.telling(Told::Nothing)
    }

    fn telling(&self, told: Told) -> Result<Legend, ExportError> {
        let mut lands = Vec::new();
        for year in self.years {
            let land = &annual(self.assessment, *year)?.region.land;
            let land = land.iter().map(|(class, hectares)| (class, hectares.0));
            let total: f64 = land.clone().map(|(_, hectares)| hectares).sum();
            lands.push((land.collect::<BTreeMap<_, _>>(), total));
        }
        let classes = self.land_use.classes.iter();
        let entries = classes.map(|(class, color)| {
            let cells = lands.iter();
            let cells =
                cells.filter_map(|(land, total)| told.cell(land.get(class).copied(), *total));
            let label = self.language.choose(class.label_en(), class.label_zh());
            Entry {
                cells: cells.collect(),
                ..Entry::new(color, label)
            }
        });
        let gaps = Entry::new(NO_DATA, self.language.choose("no data", "无数据"));
        let (en, zh) = told.words();
        Ok(Legend {
            title: self.language.choose("Land use", "土地利用"),
            counted: self.language.choose(en, zh),
            heads: self.heads.clone(),
            entries: entries.chain(self.gaps.then_some(gaps)).collect(),
            amounts: None,
            page: self.page,
        })
    }
}

impl Told {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::HectaresAndShares => (
                "hectares (share of the classes' area)",
                "公顷（占各类总面积比例）",
            ),
            Self::Shares => ("share of the classes' area, %", "占各类总面积比例，%"),
            Self::Nothing => ("", ""),
        }
    }

    /// What stands in a class's row, given its hectares and those of all classes.
    fn cell(self, hectares: Option<f64>, total: f64) -> Option<String> {
        let share = |hectares: f64| format!("{:.1}", hectares / total * 100.0);
        Some(match (self, hectares) {
            (Self::Nothing, _) => return None,
            (_, None) => "–".to_owned(),
            (Self::HectaresAndShares, Some(hectares)) => {
                format!("{} ({} %)", grouped(&fixed(hectares, 0)), share(hectares))
            }
            (Self::Shares, Some(hectares)) => share(hectares),
        })
    }
}
