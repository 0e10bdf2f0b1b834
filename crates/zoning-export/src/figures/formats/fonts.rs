//! The fonts of figures: those that ship with the crate, and the system's for what these lack.

use std::collections::BTreeSet;
use std::sync::Arc;

use resvg::usvg::fontdb;
use ttf_parser::Face;

/// Noto Sans CJK SC, the characters of GB 2312; SIL Open Font License 1.1, see `fonts/OFL.txt`.
const REGULAR: &[u8] = include_bytes!("../../../fonts/NotoSansCJKsc-Regular-GB2312.otf");

/// The same face in bold, Latin only.
const BOLD: &[u8] = include_bytes!("../../../fonts/NotoSansCJKsc-Bold-Latin.otf");

/// The families that an SVG names, the shipped one first.
pub(crate) const FAMILIES: &str =
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Microsoft YaHei, sans-serif";

/// Fonts, with the measures of the shipped ones.
#[derive(Clone)]
pub(crate) struct Fonts {
    database: Arc<fontdb::Database>,
    regular: Option<Face<'static>>,
    bold: Option<Face<'static>>,
    missing: BTreeSet<char>,
}

/// How thick text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

impl Fonts {
    /// The fonts that these texts need. Those of the system are loaded only where the shipped ones
    /// lack a character, so that a figure is the same on all machines where it can be.
    pub(crate) fn for_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut database = fontdb::Database::new();
        database.load_font_source(fontdb::Source::Binary(Arc::new(REGULAR)));
        database.load_font_source(fontdb::Source::Binary(Arc::new(BOLD)));
        database.set_sans_serif_family("Noto Sans CJK SC");
        let regular = Face::parse(REGULAR, 0).ok();
        let mut missing: BTreeSet<char> = texts.into_iter().flat_map(str::chars).collect();
        missing.retain(|&c| !c.is_control() && !has(regular.as_ref(), c));
        if !missing.is_empty() {
            database.load_system_fonts();
            let ids: Vec<_> = database.faces().map(|face| face.id).collect();
            for id in ids {
                if missing.is_empty() {
                    break;
                }
                database.with_face_data(id, |data, index| {
                    let face = Face::parse(data, index).ok();
                    missing.retain(|&c| !has(face.as_ref(), c));
                });
            }
        }
        Self {
            database: Arc::new(database),
            regular,
            bold: Face::parse(BOLD, 0).ok(),
            missing,
        }
    }

    pub(crate) fn database(&self) -> Arc<fontdb::Database> {
        Arc::clone(&self.database)
    }

    /// Characters that no font has.
    pub(crate) fn missing(&self) -> &BTreeSet<char> {
        &self.missing
    }

    /// The width of a text, in the unit of its size.
    pub(crate) fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        text.chars().map(|c| self.advance(c, weight)).sum::<f64>() * size
    }

    /// In ems. A character of another font is taken to be a full em wide.
    fn advance(&self, c: char, weight: Weight) -> f64 {
        let face = match weight {
            Weight::Bold if has(self.bold.as_ref(), c) => &self.bold,
            _ => &self.regular,
        };
        let advance = face.as_ref().and_then(|face| {
            let glyph = face.glyph_index(c)?;
            Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
        });
        advance.unwrap_or(1.0)
    }

    /// The text, cut with an ellipsis where it is wider than `width`.
    pub(crate) fn shortened(&self, text: &str, size: f64, width: f64) -> String {
        if self.width(text, size, Weight::Regular) <= width {
            return text.to_owned();
        }
        let mut short: String = text.to_owned();
        while short.pop().is_some() {
            let cut = format!("{}…", short.trim_end());
            if self.width(&cut, size, Weight::Regular) <= width {
                return cut;
            }
        }
        short
    }

    /// The lines of a text that is no wider than `width`, broken at spaces and between Chinese
    /// characters.
    pub(crate) fn wrapped(&self, text: &str, size: f64, width: f64) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in words(text) {
            let longer = format!("{line}{word}");
            if !line.is_empty() && self.width(longer.trim_end(), size, Weight::Regular) > width {
                lines.push(line.trim_end().to_owned());
                line = word.trim_start().to_owned();
            } else {
                line = longer;
            }
        }
        lines.push(line.trim_end().to_owned());
        lines
    }
}

fn has(face: Option<&Face<'_>>, c: char) -> bool {
    face.is_some_and(|face| face.glyph_index(c).is_some())
}

/// Pieces of a text that stay on one line.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    for c in text.chars() {
        let wide = ('\u{2e80}'..='\u{9fff}').contains(&c);
        let closing = "，。、；：）》”’".contains(c);
        match words.last_mut() {
            Some(word) if closing || (joins && !wide) => word.push(c),
            _ => words.push(c.to_string()),
        }
        joins = !(wide || c == ' ' || closing) || "（《“‘".contains(c);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_fonts_have_latin_greek_and_chinese() {
        let fonts = Fonts::for_texts(["Nanchang 南昌市 τ γ −≥≤· 10⁴ 鄱阳湖 – … ‰ °"]);
        assert!(fonts.missing().is_empty(), "{:?}", fonts.missing());
        assert_eq!(fonts.width("南昌", 6.5, Weight::Regular), 13.0);
        let (regular, bold) = (Weight::Regular, Weight::Bold);
        assert!(fonts.width("Ji'an", 1.0, regular) < fonts.width("Ji'an", 1.0, bold));
    }

    #[test]
    fn a_character_that_no_font_has_is_named() {
        let fonts = Fonts::for_texts(["\u{10ffff}"]);
        assert_eq!(fonts.missing().iter().collect::<String>(), "\u{10ffff}");
    }

    #[test]
    fn long_lines_are_broken_and_punctuation_stays_behind() {
        let fonts = Fonts::for_texts([]);
        let lines = fonts.wrapped("分级界限由本程序设定，各年相同", 1.0, 10.0);
        assert_eq!(lines, ["分级界限由本程序设", "定，各年相同"]);
        let lines = fonts.wrapped("breaks of this program", 1.0, 8.0);
        assert_eq!(lines, ["breaks of this", "program"]);
    }
}
