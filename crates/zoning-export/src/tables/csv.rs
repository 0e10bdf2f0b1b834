//! A table as CSV, for spreadsheets and programs.
//!
//! - UTF-8 with a byte order mark, without which Excel takes Chinese for another encoding. Readers
//!   that do not know it: `utf-8-sig` in Python, R's `fileEncoding = "UTF-8-BOM"`.
//! - One row of headings with units, then the data, and nothing else: title and notes would not be
//!   rows of the table. They are in the Markdown and in the workbook.
//! - Numbers have a point and no grouping of digits. An empty field is no value.
//! - A text that a spreadsheet would take for a formula, since it begins with `=`, `+`, `-`, `@`
//!   (also full-width), a tab or a line break, is preceded by an apostrophe, as OWASP advises.
//!   Negative numbers are not texts and have none.

use std::io::Write;

use super::table::{Cell, Table};
use crate::error::ExportError;
use crate::text::Language;

/// Writes a table as CSV.
///
/// # Errors
///
/// [`ExportError::Write`] if the stream takes no more bytes.
pub fn write_table_csv(
    table: &Table,
    language: Language,
    mut out: impl Write,
) -> Result<(), ExportError> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(out);
    let headings = table.columns.iter().map(|column| column.heading(language));
    let headings: Vec<_> = headings.map(harmless).collect();
    writer
        .write_record(&headings)
        .map_err(std::io::Error::from)?;
    for row in &table.rows {
        let cells = row.cells.iter().zip(&table.columns);
        let fields = cells.map(|(cell, column)| match cell {
            Cell::Text(text) => harmless(text.in_language(language)),
            cell => cell.digits(column.kind).unwrap_or_default(),
        });
        let fields: Vec<_> = fields.collect();
        writer.write_record(&fields).map_err(std::io::Error::from)?;
    }
    Ok(writer.flush()?)
}

/// The text, with an apostrophe if a spreadsheet would execute it.
fn harmless(text: String) -> String {
    const DANGEROUS: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
    let mark = if text.starts_with(DANGEROUS) { "'" } else { "" };
    format!("{mark}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_execute_is_preceded_by_an_apostrophe() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(harmless(text.to_owned()), format!("'{text}"));
        }
        for text in ["", "Ji'an", "a=b", "360100", "−1", "（注）"] {
            assert_eq!(harmless(text.to_owned()), text);
        }
    }
}
