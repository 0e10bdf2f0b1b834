//! Sheets of workbooks and tables of text as grids of cells, before anything is understood.

use std::fmt;
use std::io::Cursor;

use anyhow::Result;
use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};
use carbon_core::speaks_chinese;

use super::problem::TableProblem;
use crate::files::{decoded, first_cell};

/// Bytes of a workbook when it is unpacked, at most: a yearbook has some ten million.
const MOST_BYTES: u64 = 256 << 20;

/// Rows and columns of a sheet, at most.
const MOST_ROWS: u32 = 100_000;
const MOST_COLUMNS: u32 = 2_000;

/// A sheet. Cells are as text, numbers in the fewest digits that give them back.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The name of the sheet; none of a file of text.
    pub(super) name: Option<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// The row and the column of the first cell, from 0.
    first: (u32, u32),
}

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of a file of text, from 1.
    Line(u64),
    /// A cell of a file of text: its line and its column, from 1.
    Cell(u64, u32),
    /// A cell of a workbook: its sheet, its row and its column, from 1.
    SheetCell(String, u64, u32),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) if speaks_chinese() => write!(f, "第 {line} 行"),
            Self::Line(line) => write!(f, "line {line}"),
            Self::Cell(line, column) if speaks_chinese() => {
                write!(f, "第 {line} 行第 {column} 列")
            }
            Self::Cell(line, column) => write!(f, "line {line}, column {column}"),
            Self::SheetCell(sheet, row, column) if speaks_chinese() => {
                write!(f, "工作表 {sheet} 单元格 {}{row}", letters(*column))
            }
            Self::SheetCell(sheet, row, column) => {
                write!(f, "sheet {sheet}, cell {}{row}", letters(*column))
            }
        }
    }
}

impl Grid {
    /// The cell of a row and a column; blank where there is none.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        let row = self.rows.get(row);
        row.and_then(|row| row.get(column))
            .map_or("", String::as_str)
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Where a cell stands in the file.
    pub(super) fn place(&self, row: usize, column: usize) -> Place {
        let line = u64::from(self.first.0) + row as u64 + 1;
        let column = self.first.1 + column as u32 + 1;
        match &self.name {
            Some(sheet) => Place::SheetCell(sheet.clone(), line, column),
            None => Place::Cell(line, column),
        }
    }

    /// The text as a grid: its cells are parted by tabs if it has any, else by semicolons if it has more of them than of commas.
    fn from_text(text: &str) -> Result<Self> {
        let count = |separator: char| text.matches(separator).count();
        let separator = match (count('\t'), count(';') > count(',')) {
            (0, false) => b',',
            (0, true) => b';',
            _ => b'\t',
        };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut rows: Vec<Vec<String>> = Vec::new();
        let (mut line, mut counted) = (0, 0);
        for record in reader.records() {
            let record = record?;
            let begin = first_cell(text, record.position().map_or(0, csv::Position::byte));
            line += text[counted..begin].matches('\n').count();
            counted = begin;
            rows.resize_with(line.max(rows.len()), Vec::new);
            rows.push(record.iter().map(str::to_owned).collect());
        }
        let (name, first) = (None, (0, 0));
        Ok(Self { name, rows, first })
    }
}

/// The sheets of a workbook (.xlsx, .xls, .ods), or the one grid of a file of text. The second is whether it is text in GB18030.
///
/// # Errors
/// It is neither, is locked, or is larger than any yearbook.
pub(super) fn read_grids(bytes: &[u8]) -> Result<(Vec<Grid>, bool)> {
    if !is_workbook(bytes) {
        let (text, in_gb18030) = decoded(bytes)?;
        return Ok((vec![Grid::from_text(&text)?], in_gb18030));
    }
    refuse_large(bytes)?;
    let mut workbook: Sheets<_> =
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| TableProblem::NoWorkbook)?;
    let mut grids = Vec::new();
    for name in workbook.sheet_names() {
        let grid = read_sheet(&mut workbook, &name)?;
        grids.extend(grid);
    }
    Ok((grids, false))
}

/// Whether a file is a workbook: a packed one (.xlsx, .ods) or one of Excel's older kind (.xls).
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

fn read_sheet(workbook: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Result<Option<Grid>> {
    if let Sheets::Xlsx(workbook) = workbook {
        // A single cell in a far corner would take the memory of all cells before it.
        let mut cells = workbook.worksheet_cells_reader(name)?;
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            refuse_far(name, (row, column))?;
        }
    }
    let range = workbook.worksheet_range(name)?;
    let (Some(first), Some(last)) = (range.start(), range.end()) else {
        return Ok(None);
    };
    refuse_far(name, last)?;
    let rows = range.rows().map(|row| row.iter().map(text).collect());
    Ok(Some(Grid {
        name: Some(name.to_owned()),
        rows: rows.collect(),
        first,
    }))
}

fn refuse_far(sheet: &str, (row, column): (u32, u32)) -> Result<(), TableProblem> {
    if row < MOST_ROWS && column < MOST_COLUMNS {
        return Ok(());
    }
    Err(TableProblem::Far {
        sheet: sheet.to_owned(),
        row: row + 1,
        column: column + 1,
        most_rows: MOST_ROWS,
        most_columns: MOST_COLUMNS,
    })
}

/// Refuses a packed workbook that unpacks to more than it should: its directory is read, nothing else.
fn refuse_large(bytes: &[u8]) -> Result<()> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Ok(());
    };
    let mut size = 0_u64;
    for place in 0..archive.len() {
        size = size.saturating_add(archive.by_index_raw(place)?.size());
    }
    if size > MOST_BYTES {
        return Err(TableProblem::Large {
            bytes: size,
            most: MOST_BYTES,
        }
        .into());
    }
    Ok(())
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.trim().to_owned(),
        Data::Error(error) => format!("{error:?}"),
        other => other.to_string(),
    }
}

/// The letters of a column, from 1: A, B, … Z, AA.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        let letter = ((column - 1) % 26) as u8;
        letters.push(char::from(b'A' + letter));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let named = [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")];
        for (column, expected) in named {
            assert_eq!(letters(column), expected);
        }
    }

    #[test]
    fn cells_of_text_keep_their_lines() {
        let (grids, _) = read_grids("a;b,c\n\n\"x\ny\";2\n3;4\n".as_bytes()).unwrap();
        let grid = &grids[0];
        assert_eq!(grid.cell(0, 1), "b,c");
        assert_eq!(grid.cell(2, 1), "2");
        assert_eq!(grid.place(2, 1).to_string(), "line 3, column 2");
    }
}
