//! The legend of the land-use figure.

use std::collections::BTreeMap;

use carbon_core::{Assessment, Hectares, LandClass, Year};

use super::land_use::LandUse;
use super::legend::{Entry, Legend};
use super::svg::NO_DATA;
use crate::theme::annual;
use crate::{ExportError, Language};

/// What the legend is made from.
pub(super) struct LandUseKey<'a> {
    pub(super) land_use: &'a LandUse,
    pub(super) assessment: &'a Assessment,
    pub(super) language: Language,
}

impl LandUseKey<'_> {
    /// Classes with their hectares and shares; of many panels, shares only.
    pub(super) fn legend(
        &self,
        years: &[Year],
        heads: Vec<String>,
        gaps: bool,
    ) -> Result<Legend, ExportError> {
        const WITH_HECTARES: usize = 4;

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
        let both = years.len() <= WITH_HECTARES;
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
                    .map(|(land, total)| match land.get(class) {
                        Some(hectares) if both => {
                            format!("{} ({:.1} %)", grouped(*hectares), hectares / total * 100.0)
                        }
                        Some(hectares) => format!("{:.1}", hectares / total * 100.0),
                        None => "–".to_owned(),
                    })
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
            counted: if both {
                self.language
                    .choose(
                        "hectares (share of the classes' area)",
                        "公顷（占各类总面积比例）",
                    )
                    .into_owned()
            } else {
                self.language
                    .choose("share of the classes' area, %", "占各类总面积比例，%")
                    .into_owned()
            },
            heads,
            entries,
        })
    }
}

/// Whole hectares, thousands apart by thin spaces as SI has it.
fn grouped(hectares: f64) -> String {
    let digits = format!("{hectares:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hectares_are_grouped_by_thousands() {
        assert_eq!(grouped(10_412_345.4), "10\u{a0}412\u{a0}345");
        assert_eq!(grouped(999.0), "999");
    }
}
