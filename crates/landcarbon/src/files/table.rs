//! Tables that people keep in a spreadsheet and save as CSV.

use anyhow::{Context, Result, anyhow, bail};
use carbon_core::plural;
use encoding_rs::{GB18030, UTF_8};

/// How to save a table that cannot be read, in the words of Excel.
const SAVE_AS: &str = "save it as \"CSV UTF-8 (comma delimited)\"";

/// First bytes of files that are no text, and what they are.
const NO_TEXT: [(&[u8], &str); 4] = [
    (b"PK\x03\x04", "a workbook"),
    (b"\xd0\xcf\x11\xe0", "a workbook"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
];

/// Separators that are not commas.
const SEPARATORS: [(char, &str); 3] = [
    (';', "semicolons"),
    ('\t', "tabs"),
    ('，', "full-width commas"),
];

/// A table that lacks columns.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct OtherColumns {
    message: String,
    first_line: String,
}

impl OtherColumns {
    /// Whether half of some columns are there, so that the table is meant to have all.
    pub(crate) fn is_near(&self, columns: &[&str]) -> bool {
        let named = columns
            .iter()
            .filter(|column| self.first_line.contains(*column));
        2 * named.count() >= columns.len()
    }
}

/// A table with headings. Cells are without blanks at their ends, rows without any value are left out.
#[derive(Debug, Clone)]
pub struct Table {
    headings: Vec<String>,
    rows: Vec<(u64, csv::StringRecord)>,
    /// Whether it was read as GB18030, since it is not UTF-8.
    pub in_gb18030: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    headings: &'a [String],
    cells: &'a csv::StringRecord,
    /// The line of the file in which it begins, from 1.
    pub line: u64,
}

impl Table {
    /// Reads a table that has the columns `required` and perhaps those `optional`, whose headings may be in capitals. Others are
    /// not looked at.
    ///
    /// # Errors
    /// The bytes are no text of comma-separated cells, a required column is missing, one that is read stands twice, a row has more
    /// or fewer cells than there are headings, or a quotation mark is not closed.
    pub fn from_bytes(bytes: &[u8], required: &[&str], optional: &[&str]) -> Result<Self> {
        let (text, in_gb18030) = decoded(bytes)?;
        refuse_open_quote(&text)?;
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(text.as_bytes());
        let headings: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        refuse_other_columns(&headings, required, optional)?;
        let mut rows = Vec::new();
        let (mut line, mut counted) = (1, 0);
        for record in reader.records() {
            let cells = record?;
            let begin = first_cell(&text, cells.position().map_or(0, csv::Position::byte));
            line += text[counted..begin].matches('\n').count() as u64;
            counted = begin;
            if cells.iter().all(str::is_empty) {
                continue;
            }
            if cells.len() != headings.len() {
                bail!(
                    "line {line} has {} cells, but there are {} headings; a cell that holds a comma needs quotation marks around it, and a number no separators",
                    cells.len(),
                    headings.len()
                );
            }
            rows.push((line, cells));
        }
        Ok(Self {
            headings,
            rows,
            in_gb18030,
        })
    }

    /// The rows, from the top.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row {
            headings: &self.headings,
            cells,
            line: *line,
        })
    }
}

impl<'a> Row<'a> {
    /// The cell of a column, if there is such a column.
    pub fn cell(&self, heading: &str) -> Option<&'a str> {
        let place = self.headings.iter().position(|h| is(h, heading))?;
        self.cells.get(place)
    }

    /// The cell of a column, by which something is to be found; empty if there is no such column.
    ///
    /// # Errors
    /// It holds a character that nobody sees, so that nobody would see why nothing is found.
    pub fn key(&self, heading: &str) -> Result<&'a str> {
        let cell = self.cell(heading).unwrap_or_default();
        match cell.chars().find(|c| is_invisible(*c)) {
            Some(hidden) => bail!(
                "the {heading} \"{}\" holds the invisible character U+{:04X}; type the cell anew",
                cell.escape_debug(),
                u32::from(hidden)
            ),
            None => Ok(cell),
        }
    }
}

/// A number as programs write it.
///
/// # Errors
/// The text is no such number.
pub fn number(text: &str) -> Result<f64> {
    text.parse().map_err(|_| {
        let narrow = half_width(text);
        if text.is_empty() {
            anyhow!("there is no value; leave the row out if none is known")
        } else if narrow.parse::<f64>().is_ok() {
            anyhow!("the value \"{text}\" is in full-width characters; write {narrow}")
        } else {
            anyhow!(
                "the value \"{text}\" is no number; write 1234.5, without separators, unit or formula"
            )
        }
    })
}

/// The text with full-width letters, digits and signs in their usual width.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match u32::from(c) {
            code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Control characters, marks of direction, and characters without width.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c), 0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069 | 0xfeff)
}

fn is(heading: &str, name: &str) -> bool {
    heading.eq_ignore_ascii_case(name)
}

fn refuse_other_columns(headings: &[String], required: &[&str], optional: &[&str]) -> Result<()> {
    let has = |name: &&str| headings.iter().any(|heading| is(heading, name));
    let missing: Vec<&str> = required.iter().copied().filter(|name| !has(name)).collect();
    let list = headings.join(", ");
    if headings.iter().all(String::is_empty) {
        bail!(
            "the table is empty; its first line is {}",
            required.join(",")
        );
    }
    if !missing.is_empty() {
        let separator = |(c, _): &&(char, &str)| headings.len() == 1 && list.contains(*c);
        let message = match SEPARATORS.iter().find(separator) {
            Some((_, name)) => format!("its cells are separated by {name}; {SAVE_AS}"),
            None => format!(
                "the table lacks the {} {}; its first line has {list}",
                plural(missing.len(), "column"),
                missing.join(", ")
            ),
        };
        let first_line = list.to_lowercase();
        return Err(OtherColumns {
            message,
            first_line,
        }
        .into());
    }
    let twice = |name: &&&str| headings.iter().filter(|heading| is(heading, name)).count() > 1;
    match required.iter().chain(optional).find(twice) {
        Some(name) => {
            bail!("the column {name} stands twice; keep one, or give the other another heading")
        }
        None => Ok(()),
    }
}

/// Text that may come from a spreadsheet, with lines that end in LF, so that each is counted once: UTF-8 with or without a mark,
/// or GB18030. The second is whether it is GB18030.
pub(crate) fn decoded(bytes: &[u8]) -> Result<(String, bool)> {
    if let Some((_, what)) = NO_TEXT.iter().find(|(head, _)| bytes.starts_with(head)) {
        bail!("it is {what}, not a table of comma-separated cells; {SAVE_AS}");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok((with_line_feeds(&text), false));
    }
    let text = GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .with_context(|| format!("the table is neither UTF-8 nor GB18030 (GBK); {SAVE_AS}"))?;
    Ok((with_line_feeds(&text), true))
}

/// The text without the line ends of Windows (CR LF) and of old Macs (CR).
fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The byte at which a record begins that is read from a position on: blank lines before it are none of it.
pub(crate) fn first_cell(text: &str, position: u64) -> usize {
    let position = usize::try_from(position).unwrap_or(text.len());
    let rest = text.get(position..).unwrap_or_default();
    text.len() - rest.trim_start_matches('\n').len()
}

/// A quotation mark that is not closed would swallow the rows below it.
fn refuse_open_quote(text: &str) -> Result<()> {
    let odd = |text: &str| text.matches('"').count() % 2 == 1;
    if !odd(text) {
        return Ok(());
    }
    let line = text.lines().position(odd).unwrap_or_default() + 1;
    bail!(
        "line {line} has a quotation mark that is not closed; close it or take it out (a mark within a text is written twice)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Table> {
        Table::from_bytes(text.as_bytes(), &["id", "value"], &["unit"])
    }

    #[test]
    fn cells_are_found_by_their_headings() {
        let table = read("Value, ID,note\n 1 ,\u{a0}a,\"x, y\"\n,,\n2,b,\n").unwrap();
        let rows: Vec<_> = table
            .rows()
            .map(|row| {
                (
                    row.line,
                    row.cell("id"),
                    row.cell("value"),
                    row.cell("unit"),
                )
            })
            .collect();
        assert_eq!(
            rows,
            [
                (2, Some("a"), Some("1"), None),
                (4, Some("b"), Some("2"), None)
            ]
        );
    }

    #[test]
    fn nothing_is_guessed_of_a_table_that_is_ambiguous() {
        for (text, said) in [
            ("id;value\na;1\n", "semicolons"),
            ("id,value,value\na,1,2\n", "value stands twice"),
            ("id,value\na,1,000\n", "line 2 has 3 cells"),
            ("id,value\na,\"1\nb,2\n", "line 2 has a quotation mark"),
            ("id\na\n", "lacks the column value"),
            ("", "is empty"),
        ] {
            let message = read(text).unwrap_err().to_string();
            assert!(message.contains(said), "{message}");
        }
    }

    #[test]
    fn lines_are_counted_alike_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let lines = ["id,value", "a,\"1", "1\"", "", "b,2,3"];
            let message = read(&lines.join(end)).unwrap_err().to_string();
            assert!(message.starts_with("line 5 has 3 cells"), "{message}");
            let open = ["id,value", "a,1", "b,\"2"].join(end);
            let message = read(&open).unwrap_err().to_string();
            assert!(message.starts_with("line 3 has a quotation"), "{message}");
        }
    }

    #[test]
    fn keys_have_no_characters_that_nobody_sees() {
        let table = read("id,value\na\u{200b},1\n").unwrap();
        let message = table.rows().next().unwrap().key("id").unwrap_err();
        assert!(message.to_string().contains("U+200B"), "{message}");
    }

    #[test]
    fn numbers_are_those_of_programs() {
        assert_eq!(number("1E+05").unwrap(), 100_000.0);
        for (text, said) in [
            ("1,000", "no number"),
            ("１０００", "write 1000"),
            ("", "no value"),
        ] {
            let message = number(text).unwrap_err().to_string();
            assert!(message.contains(said), "{message}");
        }
    }
}
