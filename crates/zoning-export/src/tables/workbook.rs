//! The workbook: a sheet a table, one on provenance, then the long tables, as XLSX.
//!
//! Numbers are numbers, with the digits of the CSV: what a cell holds is what the CSV says. A text
//! is a text, also where it looks like a number or a formula. Headings and leading columns stay in
//! view; a printed sheet is one page wide. Two runs write the same bytes: the time of creation is
//! fixed at 1970-01-01.

use std::io::Write;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook,
    Worksheet, XlsxError,
};

use super::layout::Paper;
use super::provenance::{Block, Entry, Provenance};
use super::table::{Cell, Column, ColumnKind, Row, Table};
use super::{Tables, layout, provenance};
use crate::error::ExportError;
use crate::text::{Bilingual, Language};

/// Rows, counted from 0: the heading of the table, and the headings of its columns.
const HEADING: u32 = 0;
const COLUMNS: u32 = 2;

/// Widths of the columns of the sheet of provenance, in characters.
const PROVENANCE_WIDTHS: [usize; 7] = [36, 20, 26, 16, 32, 44, 60];

const FILL: Color = Color::RGB(0xE7EDF3);
const RULE: Color = Color::RGB(0x7F8C99);

pub(super) fn write(
    tables: &Tables<'_>,
    provenance: &Provenance<'_>,
    mut out: impl Write,
) -> Result<(), ExportError> {
    let caption = tables.caption;
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(1970, 1, 1)?;
    let comment = caption.note.as_deref().unwrap_or_default();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&caption.title)
            .set_author(provenance.program)
            .set_comment(comment)
            .set_creation_datetime(&created),
    );
    for table in tables.as_slice() {
        table_sheet(workbook.add_worksheet(), table, caption.language)?;
    }
    let blocks = provenance::blocks(provenance, tables.assessment, tables.coefficients, caption);
    provenance_sheet(workbook.add_worksheet(), &blocks, caption.language)?;
    for long in &tables.long {
        long.fill(workbook.add_worksheet(), caption.language, &header())?;
    }
    out.write_all(&workbook.save_to_buffer()?)?;
    Ok(out.flush()?)
}

fn table_sheet(sheet: &mut Worksheet, table: &Table, language: Language) -> Result<(), XlsxError> {
    let number = table.number;
    sheet.set_name(match language {
        Language::En => format!("Table {number}"),
        Language::Zh => format!("表{number}"),
        Language::Both => format!("Table {number} 表{number}"),
    })?;
    let widths = layout::widths(table, language);
    for (position, width) in (0..).zip(&widths) {
        sheet.set_column_width(position, *width as f64)?;
    }
    sheet.write_string_with_format(HEADING, 0, table.heading(language), &heading_format())?;
    let leading = table
        .columns
        .iter()
        .take_while(|column| !is_number(column))
        .count();
    for (position, column) in table.columns.iter().enumerate() {
        let heading = layout::heading_lines(column, language).join("\n");
        let format = column_format(column, position > leading);
        sheet.write_string_with_format(COLUMNS, position as u16, heading, &format)?;
    }
    let height = layout::heading_height(&table.columns, &widths, language);
    sheet.set_row_height(COLUMNS, height)?;
    let first = COLUMNS + 1;
    let mut at = first;
    for row in &table.rows {
        write_row(sheet, at, row, &table.columns, leading, language)?;
        at += 1;
    }
    let last_column = table.columns.len().saturating_sub(1) as u16;
    let last = at.saturating_sub(1).max(first);
    sheet.ignore_error_range(first, 0, last, last_column, IgnoreError::NumberStoredAsText)?;

    at += 1;
    let label = Bilingual::new("Notes", "说明");
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(at, 0, label.in_language(language), &bold)?;
    let (span, width) = layout::note_span(&widths);
    for note in &table.notes {
        at += 1;
        let text = note.in_language(language);
        write_across(sheet, at, [0, span], &text, &note_format())?;
        sheet.set_row_height(at, layout::wrapped_height(&text, width))?;
    }

    sheet.set_freeze_panes(first, leading as u16)?;
    sheet.set_repeat_rows(HEADING, COLUMNS)?;
    page(sheet, layout::paper(&widths));
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    at: u32,
    row: &Row,
    columns: &[Column],
    leading: usize,
    language: Language,
) -> Result<(), XlsxError> {
    for (position, (cell, column)) in row.cells.iter().zip(columns).enumerate() {
        let format = cell_format(column, position > leading, row.is_total);
        let position = position as u16;
        match cell {
            Cell::Text(text) => {
                let text = text.in_language(language);
                sheet.write_string_with_format(at, position, text, &format)?;
            }
            cell => {
                let digits = cell.digits(column.kind).unwrap_or_default();
                match digits.parse::<f64>() {
                    Ok(number) => sheet.write_number_with_format(at, position, number, &format)?,
                    Err(_) => sheet.write_blank(at, position, &format)?,
                };
            }
        }
    }
    Ok(())
}

fn provenance_sheet(
    sheet: &mut Worksheet,
    blocks: &[Block],
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_name(match language {
        Language::En => "Provenance",
        Language::Zh => "来源",
        Language::Both => "Provenance 来源",
    })?;
    for (position, width) in (0..).zip(PROVENANCE_WIDTHS) {
        sheet.set_column_width(position, width as f64)?;
    }
    let heading = Bilingual::new("Provenance", "数据与方法来源");
    sheet.write_string_with_format(0, 0, heading.in_language(language), &heading_format())?;
    let mut at = 2;
    for block in blocks {
        let heading = block.heading.in_language(language);
        let bold = Format::new().set_bold().set_font_size(12);
        sheet.write_string_with_format(at, 0, heading, &bold)?;
        for (position, column) in (0..).zip(&block.columns) {
            if position == 0 {
                at += 1;
            }
            let label = column.in_language(language);
            let format = header().set_align(FormatAlign::Left);
            sheet.write_string_with_format(at, position, label, &format)?;
        }
        for line in &block.lines {
            at += 1;
            write_line(sheet, at, line, language)?;
        }
        at += 2;
    }
    page(sheet, Paper::A4);
    Ok(())
}

/// A line of provenance. Its last text takes all columns that are left.
fn write_line(
    sheet: &mut Worksheet,
    at: u32,
    line: &[Entry],
    language: Language,
) -> Result<(), XlsxError> {
    let end = PROVENANCE_WIDTHS.len();
    let mut height = layout::LINE;
    for (position, entry) in line.iter().enumerate() {
        let column = position as u16;
        match entry {
            Entry::Number(number) => {
                sheet.write_number_with_format(at, column, *number, &note_format())?;
            }
            Entry::Text(text) => {
                let is_last = position + 1 == line.len();
                let to = if is_last { end } else { position + 1 };
                let width = PROVENANCE_WIDTHS[position..to].iter().sum();
                let text = text.in_language(language);
                let to = to.saturating_sub(1) as u16;
                write_across(sheet, at, [column, to], &text, &note_format())?;
                height = height.max(layout::wrapped_height(&text, width));
            }
        }
    }
    sheet.set_row_height(at, height)?;
    Ok(())
}

/// A text in the merged cells of a row from one column to another.
fn write_across(
    sheet: &mut Worksheet,
    at: u32,
    [from, to]: [u16; 2],
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if from < to {
        sheet.merge_range(at, from, at, to, text, format)?;
    } else {
        sheet.write_string_with_format(at, from, text, format)?;
    }
    Ok(())
}

fn page(sheet: &mut Worksheet, paper: Paper) {
    sheet
        .set_landscape()
        .set_paper_size(paper.code())
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&L&A&R&P / &N");
}

fn is_number(column: &Column) -> bool {
    matches!(column.kind, ColumnKind::Number { .. })
}

fn heading_format() -> Format {
    Format::new().set_bold().set_font_size(13)
}

fn header() -> Format {
    let bold = Format::new().set_bold().set_text_wrap();
    ruled(bold.set_background_color(FILL)).set_align(FormatAlign::Bottom)
}

fn ruled(format: Format) -> Format {
    format
        .set_border_top(FormatBorder::Thin)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_top_color(RULE)
        .set_border_bottom_color(RULE)
}

/// Text after numbers is set off from them.
fn column_format(column: &Column, after_numbers: bool) -> Format {
    match is_number(column) {
        true => header().set_align(FormatAlign::Right),
        false => header()
            .set_align(FormatAlign::Left)
            .set_indent(after_numbers.into()),
    }
}

fn cell_format(column: &Column, after_numbers: bool, is_total: bool) -> Format {
    let format = Format::new().set_align(FormatAlign::VerticalCenter);
    let format = match column.kind {
        ColumnKind::Text => format
            .set_align(FormatAlign::Left)
            .set_indent(after_numbers.into())
            .set_text_wrap(),
        ColumnKind::Integer => format.set_align(FormatAlign::Left).set_num_format("0"),
        ColumnKind::Number { decimals } => {
            let fraction = match decimals {
                0 => String::new(),
                _ => format!(".{}", "0".repeat(decimals)),
            };
            format.set_num_format(format!("#,##0{fraction};\"−\"#,##0{fraction}"))
        }
    };
    if is_total {
        ruled(format.set_bold())
    } else {
        format
    }
}

fn note_format() -> Format {
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top)
}
