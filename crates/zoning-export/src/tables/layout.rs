//! Widths and heights of the sheets of a workbook, in characters and points.
//!
//! A Chinese character counts two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::table::{Cell, Column, Table};
use crate::text::{Bilingual, Language};

/// The height of a line of text, in points.
pub(super) const LINE: f64 = 15.0;
/// The height of a line with Chinese, whose fonts are taller.
const CHINESE_LINE: f64 = 18.0;

/// The widest column of text; longer text is wrapped.
const WIDEST: usize = 60;
/// The narrowest column.
const NARROWEST: usize = 6;
/// What stays free beside the text of a column.
const MARGIN: usize = 2;
/// To how many characters Chinese may be broken.
const SHORTEST: usize = 12;
/// Over how many lines the label of a column may be spread.
const LABEL_LINES: usize = 3;
/// The width up to which a formula stands on one line.
const LONG_FORMULA: usize = 18;
/// The widest line of a note.
const WIDEST_NOTE: usize = 140;

/// The paper that a sheet is printed on, across.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    A3,
    A4,
}

impl Paper {
    /// The code of the format in XLSX.
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::A3 => 8,
            Self::A4 => 9,
        }
    }
}

/// The paper on which a sheet of these columns stays legible.
pub(super) fn paper(widths: &[usize]) -> Paper {
    if widths.iter().sum::<usize>() > 190 {
        Paper::A3
    } else {
        Paper::A4
    }
}

/// The heading of a column: a line a language for the label, one for a formula in it, and a line a
/// language for the unit.
pub(super) fn heading_lines(column: &Column, language: Language) -> Vec<String> {
    let (mut lines, mut formulas) = (Vec::new(), Vec::new());
    for label in in_lines(&column.label, language) {
        match label.split_once(" = ") {
            Some((name, formula)) => {
                lines.push(name.to_owned());
                formulas.push(format!("= {formula}"));
            }
            None => lines.push(label),
        }
    }
    formulas.dedup();
    lines.extend(formulas);
    let units = in_lines(&column.unit, language).into_iter();
    let units = units.filter(|unit| !unit.is_empty());
    lines.extend(units.map(|unit| match language {
        Language::Zh => format!("（{unit}）"),
        Language::En | Language::Both => format!("({unit})"),
    }));
    lines
}

/// The text in a language; in both, one line each where they differ.
fn in_lines(text: &Bilingual, language: Language) -> Vec<String> {
    let Bilingual { en, zh } = text.clone();
    match language {
        Language::En => vec![en],
        Language::Zh => vec![zh],
        Language::Both if en == zh => vec![en],
        Language::Both => vec![en, zh],
    }
}

/// The width of each column.
pub(super) fn widths(table: &Table, language: Language) -> Vec<usize> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(position, column)| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(position));
            let cells = cells.map(|cell| match cell {
                Cell::Text(text) => text.in_language(language).width().min(WIDEST),
                cell => cell
                    .digits(column.kind)
                    .map_or(0, |digits| printed_width(&digits)),
            });
            let heading = heading_lines(column, language);
            let heading = heading.iter().map(|line| bold(broken_width(line)));
            let widest = cells.chain(heading).max().unwrap_or_default();
            widest.max(NARROWEST) + MARGIN
        })
        .collect()
}

/// The width of digits with the commas between groups of three.
fn printed_width(digits: &str) -> usize {
    let whole = digits.split('.').next().unwrap_or_default();
    let whole = whole.trim_start_matches('-').len();
    digits.len() + whole.saturating_sub(1) / 3
}

/// The width that a line needs to be spread over a few lines without breaking a word. Between
/// Chinese characters any break is good; a formula is broken once if it is long.
fn broken_width(line: &str) -> usize {
    if line.starts_with('=') {
        let width = line.width();
        return width.min(LONG_FORMULA.max(width.div_ceil(2) + 2));
    }
    let words = line.split_whitespace().map(|word| match word.is_ascii() {
        true => word.width(),
        false => word.width().min(SHORTEST),
    });
    let spread = line.width().div_ceil(LABEL_LINES);
    words.max().unwrap_or_default().max(spread)
}

/// The width in bold letters.
const fn bold(width: usize) -> usize {
    width + width.div_ceil(10)
}

/// The last column that notes are written across, and the width up to it.
pub(super) fn note_span(widths: &[usize]) -> (u16, usize) {
    let mut total = 0;
    for (position, width) in widths.iter().enumerate() {
        total += width;
        if total >= WIDEST_NOTE {
            return (position as u16, total);
        }
    }
    (widths.len().saturating_sub(1) as u16, total)
}

/// The height of the headings of columns of these widths.
pub(super) fn heading_height(columns: &[Column], widths: &[usize], language: Language) -> f64 {
    let heights = columns.iter().zip(widths).map(|(column, width)| {
        let lines = heading_lines(column, language).join("\n");
        wrapped_height(&lines, width - MARGIN)
    });
    heights.fold(LINE, f64::max)
}

/// The height of a text that is wrapped at a width.
pub(super) fn wrapped_height(text: &str, width: usize) -> f64 {
    let heights = text.lines().map(|line| {
        let is_chinese = line.chars().any(|c| c.width() == Some(2));
        let height = if is_chinese { CHINESE_LINE } else { LINE };
        height * wrapped_lines(line, width.max(1)) as f64
    });
    heights.sum::<f64>().max(LINE)
}

/// On how many lines a text stands that is broken between words, and within those that are
/// Chinese or too long for a line.
fn wrapped_lines(text: &str, width: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in text.split_whitespace() {
        let of_word = prose_width(word);
        let with_word = used + usize::from(used > 0) + of_word;
        if with_word <= width {
            used = with_word;
        } else if word.is_ascii() && of_word <= width {
            lines += 1;
            used = of_word;
        } else {
            lines += (with_word - 1) / width;
            used = (with_word - 1) % width + 1;
        }
    }
    lines
}

/// The width of a word in widths of a digit, of which Latin letters take 0.85 on average, and less in most fonts.
fn prose_width(word: &str) -> usize {
    match word.is_ascii() {
        true => (word.width() * 17).div_ceil(20),
        false => word.width(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_spread_over_lines_without_breaking_words() {
        assert_eq!(broken_width("Energy"), 6);
        assert_eq!(broken_width("Share of the region's emissions"), 11);
        assert_eq!(broken_width("Carbon emissions of energy"), 9);
        assert_eq!(broken_width("= C_z − C_a"), 11);
        assert_eq!(broken_width("= 1 / (1 + a·e^(−b·t))"), 18);
        assert_eq!(broken_width("占全区碳排放比例"), 12);
    }

    #[test]
    fn commas_take_room() {
        assert_eq!(printed_width("-1234567.50"), 13);
        assert_eq!(printed_width("999"), 3);
    }

    #[test]
    fn notes_run_across_columns_up_to_a_legible_width() {
        assert_eq!(note_span(&[10, 20]), (1, 30));
        assert_eq!(note_span(&[100, 50, 50]), (1, 150));
    }

    #[test]
    fn a_text_is_as_high_as_its_lines() {
        assert_eq!(wrapped_height("", 10), LINE);
        assert_eq!(wrapped_height("Zone\n区域", 10), LINE + CHINESE_LINE);
        assert_eq!(wrapped_height("a\nb", 10), 2.0 * LINE);
        for (text, lines) in [
            ("", 1),
            ("exactly 10", 1),
            ("thirteen chars", 2),
            ("a word and overlong-words", 3),
            ("碳排放减碳吸收之差", 2),
            ("C_a 碳吸收合计", 2),
        ] {
            assert_eq!(wrapped_lines(text, 10), lines, "{text}");
        }
    }
}
