//! A long table as a sheet of the workbook.

use csv::ReaderBuilder;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::error::ExportError;
use crate::long_tables::{LongTable, TableFormat};
use crate::text::{Bilingual, Language};

/// Rows of a sheet without its headings.
const MOST_ROWS: usize = (1 << 20) - 1;

/// A long table as CSV has it, kept for the workbook.
#[derive(Debug, Clone)]
pub struct LongSheet {
    name: String,
    csv: Vec<u8>,
    numeric: Vec<bool>,
}

impl LongSheet {
    /// The sheet of a table, called as the file that has the table.
    ///
    /// # Errors
    ///
    /// As [`LongTable::write`].
    pub fn new(name: &str, table: &dyn LongTable) -> Result<Self, ExportError> {
        let mut csv = Vec::new();
        table.write(TableFormat::Csv, &mut csv)?;
        Ok(Self {
            name: name.to_owned(),
            csv,
            numeric: table.numeric_columns()?,
        })
    }

    /// Fills a sheet. A table that is longer than a sheet can be is named alone: a part of it would be taken for the whole.
    pub(super) fn fill(
        &self,
        sheet: &mut Worksheet,
        language: Language,
        header: &Format,
    ) -> Result<(), ExportError> {
        sheet.set_name(&self.name)?;
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&self.csv[..]);
        let rows = self.csv.iter().filter(|byte| **byte == b'\n').count();
        if rows > MOST_ROWS {
            let text = Bilingual::new(
                format!(
                    "{}.csv has more rows than a sheet can hold; open it there.",
                    self.name
                ),
                format!(
                    "{}.csv 的行数超过一张工作表的上限，请直接打开该文件。",
                    self.name
                ),
            );
            sheet.write_string(0, 0, text.in_language(language))?;
            return Ok(());
        }
        for (at, row) in (0..).zip(reader.records()) {
            let row = row.map_err(std::io::Error::from)?;
            for ((column, cell), is_numeric) in (0..).zip(&row).zip(&self.numeric) {
                if at == 0 {
                    sheet.write_string_with_format(at, column, cell, header)?;
                } else {
                    write_cell(sheet, at, column, cell, *is_numeric)?;
                }
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }
}

/// A number as a number; a text as a text, also where it looks like a number or a formula.
fn write_cell(
    sheet: &mut Worksheet,
    at: u32,
    column: u16,
    cell: &str,
    is_numeric: bool,
) -> Result<(), XlsxError> {
    match cell.parse::<f64>() {
        Ok(number) if is_numeric => sheet.write_number(at, column, number)?,
        _ if cell.is_empty() => return Ok(()),
        _ => sheet.write_string(at, column, cell)?,
    };
    Ok(())
}
