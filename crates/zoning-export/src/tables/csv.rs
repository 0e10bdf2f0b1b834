//! A table as CSV, for spreadsheets and programs.
//!
//! - UTF-8 with a byte order mark, as every CSV file ([`TableFormat::write_mark`]).
//! - One row of headings with units, then the data, and nothing else: title and notes would not be
//!   rows of the table. They are in the Markdown and in the workbook.
//! - Numbers have a point and no grouping of digits. An empty field is no value.
//! - A text that a spreadsheet would take for a formula is made [harmless].

use std::io::Write;

use super::table::{Cell, Table};
use crate::error::ExportError;
use crate::long_tables::TableFormat;
use crate::text::{Language, harmless};

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
    TableFormat::Csv.write_mark(&mut out)?;
    let mut writer = csv::Writer::from_writer(out);
    let headings = table.columns.iter().map(|column| column.heading(language));
    writer
        .write_record(headings.map(|heading| harmless(&heading)))
        .map_err(std::io::Error::from)?;
    for row in &table.rows {
        let cells = row.cells.iter().zip(&table.columns);
        let fields = cells.map(|(cell, column)| match cell {
            Cell::Text(text) => harmless(&text.in_language(language)),
            cell => cell.digits(column.kind).unwrap_or_default(),
        });
        writer.write_record(fields).map_err(std::io::Error::from)?;
    }
    Ok(writer.flush()?)
}
