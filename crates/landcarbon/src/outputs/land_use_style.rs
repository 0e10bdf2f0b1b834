//! How land-use rasters are drawn: the colours and names of a legend's codes.

use carbon_core::{LandClass, LedgerClass};
use landuse_ingest::legend::{Legend, LegendCode, raw_code};
use zoning_export::Language;
use zoning_export::palette::{Color, LAND, QUALITATIVE_12};
use zoning_export::qgis::{CodeStyle, RasterStyle};

/// The style of rasters with this legend. In the legend `raw`, the codes are those `found` by a tally.
pub fn build<'a>(
    legend: &Legend,
    band: usize,
    language: Language,
    found: impl IntoIterator<Item = &'a LedgerClass>,
) -> RasterStyle {
    let mut codes: Vec<_> = legend
        .codes()
        .map(|(code, entry)| {
            let color = entry.color.map(of_bytes).unwrap_or_else(|| {
                let position = legend.all_classes().position(|class| *class == entry.class);
                spare(&entry.class, position.unwrap_or_default())
            });
            CodeStyle {
                code,
                label: label(entry, language),
                color,
            }
        })
        .collect();
    if legend.is_raw() {
        let mut raw: Vec<i64> = found.into_iter().filter_map(code_of).collect();
        raw.sort_unstable();
        raw.dedup();
        codes.extend(
            raw.into_iter()
                .enumerate()
                .map(|(position, code)| CodeStyle {
                    code,
                    label: code.to_string(),
                    color: QUALITATIVE_12[position % QUALITATIVE_12.len()],
                }),
        );
    }
    RasterStyle { band, codes }
}

/// The data set's name of a code, or else that of its class. A legend with names in one language has them in both.
fn label(code: &LegendCode, language: Language) -> String {
    let (en, zh) = match (&*code.label, &*code.label_zh) {
        ("", "") => (code.class.label_en(), code.class.label_zh()),
        (label, "") | ("", label) => (label, label),
        both => both,
    };
    match language {
        Language::Zh => zh.to_owned(),
        Language::Both if en != zh => format!("{en} / {zh}"),
        _ => en.to_owned(),
    }
}

/// The code of a class of the legend `raw`.
fn code_of(class: &LedgerClass) -> Option<i64> {
    match class {
        LedgerClass::Class(class) => raw_code(class),
        _ => None,
    }
}

/// The colour of a class: in the user's own legend that of its first code that has one. Classes of
/// the paper have one colour under all built-in legends, so that figures can be compared.
pub fn class_color(legend: &Legend, class: &LandClass, position: usize) -> Color {
    let is_built_in = Legend::built_in_names().any(|name| name == legend.name);
    let of_paper = is_built_in.then(|| paper_color(class)).flatten();
    let mut codes = legend.codes().filter(|(_, code)| code.class == *class);
    of_paper
        .or_else(|| codes.find_map(|(_, code)| code.color).map(of_bytes))
        .unwrap_or_else(|| spare(class, position))
}

fn paper_color(class: &LandClass) -> Option<Color> {
    let place = LandClass::paper().iter().position(|known| known == class)?;
    LAND.get(place).copied()
}

/// The colour of a class to which the legend gives none.
fn spare(class: &LandClass, position: usize) -> Color {
    paper_color(class).unwrap_or(QUALITATIVE_12[position % QUALITATIVE_12.len()])
}

fn of_bytes([red, green, blue]: [u8; 3]) -> Color {
    Color { red, green, blue }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_every_legend_has_a_name_and_a_colour() {
        for name in Legend::built_in_names() {
            let legend = Legend::built_in(name).unwrap().unwrap();
            let style = build(&legend, 1, Language::Zh, []);
            assert_eq!(style.codes.len(), legend.codes().count());
            assert!(
                style.codes.iter().all(|code| !code.label.is_empty()),
                "{name}"
            );
        }
    }

    #[test]
    fn raw_codes_are_those_found() {
        let found = ["code-7", "nodata", "code-minus-2", "code-7"];
        let found = found.map(|class| class.parse::<LedgerClass>().unwrap());
        let style = build(&Legend::raw(), 1, Language::En, &found);
        let codes: Vec<_> = style.codes.iter().map(|code| code.code).collect();
        assert_eq!(codes, [-2, 7]);
    }

    #[test]
    fn names_are_in_the_readers_language() {
        let labels = |en: &str, zh: &str| {
            let code = LegendCode {
                label: en.to_owned(),
                label_zh: zh.to_owned(),
                class: LandClass::forest(),
                color: None,
            };
            [Language::En, Language::Zh, Language::Both].map(|language| label(&code, language))
        };
        let named = labels("Shrubland", "灌木林");
        assert_eq!(named, ["Shrubland", "灌木林", "Shrubland / 灌木林"]);
        let english = labels("Shrubland", "");
        assert_eq!(english, ["Shrubland", "Shrubland", "Shrubland"]);
        let nameless = labels("", "");
        assert_eq!(nameless, ["Forest land", "林地", "Forest land / 林地"]);
    }
}
