//! A table as Markdown (GitHub's), for reading.
//!
//! Heading, table, notes. Columns are aligned in the source too; Chinese characters count two.
//! Numbers have the digits of the CSV, grouped by commas, and a minus sign of their width. Totals
//! are bold. Characters that Markdown or HTML would take for markup are escaped, a line break
//! becomes a space.

use std::io::Write;

use unicode_width::UnicodeWidthStr;

use super::table::{Cell, Column, ColumnKind, Row, Table};
use crate::error::ExportError;
use crate::text::{Language, grouped};

/// Writes a table as Markdown.
///
/// # Errors
///
/// [`ExportError::Write`] if the stream takes no more bytes.
pub fn write_table_markdown(
    table: &Table,
    language: Language,
    mut out: impl Write,
) -> Result<(), ExportError> {
    writeln!(out, "# {}\n", escaped(&table.heading(language)))?;
    let headings = table
        .columns
        .iter()
        .map(|column| escaped(&column.heading(language)));
    let mut lines: Vec<Vec<String>> = vec![headings.collect()];
    let rows = table.rows.iter();
    lines.extend(rows.map(|row| fields(row, &table.columns, language)));
    let widths = (0..table.columns.len()).map(|column| {
        let fields = lines.iter().filter_map(|line| line.get(column));
        let widths = fields.map(|field| field.width());
        widths.max().unwrap_or_default().max(3)
    });
    let widths: Vec<_> = widths.collect();
    let is_number = |column: usize| matches!(table.columns[column].kind, ColumnKind::Number { .. });
    for (number, line) in lines.iter().enumerate() {
        let padded = line.iter().enumerate().map(|(column, text)| {
            let padding = " ".repeat(widths[column] - text.width());
            match is_number(column) {
                true => format!("{padding}{text}"),
                false => format!("{text}{padding}"),
            }
        });
        writeln!(out, "| {} |", padded.collect::<Vec<_>>().join(" | "))?;
        if number == 0 {
            let columns = widths.iter().enumerate();
            let rules = columns.map(|(column, width)| match is_number(column) {
                true => format!("{}:", "-".repeat(width - 1)),
                false => "-".repeat(*width),
            });
            writeln!(out, "| {} |", rules.collect::<Vec<_>>().join(" | "))?;
        }
    }
    writeln!(out)?;
    for note in &table.notes {
        writeln!(out, "- {}", escaped(&note.in_language(language)))?;
    }
    Ok(out.flush()?)
}

/// The cells of a row as written.
fn fields(row: &Row, columns: &[Column], language: Language) -> Vec<String> {
    let cells = row.cells.iter().zip(columns);
    let fields = cells.map(|(cell, column)| {
        let field = match cell {
            Cell::Text(text) => escaped(&text.in_language(language)),
            Cell::Integer(integer) => integer.to_string(),
            cell => grouped(&cell.digits(column.kind).unwrap_or_default()),
        };
        match row.is_total && !field.is_empty() {
            true => format!("**{field}**"),
            false => field,
        }
    });
    fields.collect()
}

/// The text without anything that Markdown or HTML would take for markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut characters = text.trim().chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek();
        let is_markup = match character {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '~' => true,
            '<' | '&' => next.is_some_and(|next| !next.is_whitespace()),
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(match character {
            '\n' | '\r' => ' ',
            other => other,
        });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        assert_eq!(
            escaped("a|b\\|*c*\n<b>_[x]` &lt;"),
            r"a\|b\\\|\*c\* \<b>\_\[x\]\` \&lt;"
        );
        assert_eq!(escaped("ESC 0.5 < 1 & more"), "ESC 0.5 < 1 & more");
        assert_eq!(escaped("C_a = Σ|λ|"), "C\\_a = Σ\\|λ\\|");
    }
}
