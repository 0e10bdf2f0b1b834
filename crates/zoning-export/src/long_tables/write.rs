//! The writer of long tables.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::record::RecordWriter;
use parquet::schema::types::TypePtr;
use serde::Serialize;

use super::TableFormat;
use crate::error::ExportError;
use crate::text::{harmless, write_json};

/// How many rows a row group of a Parquet file has at most: a reader keeps one in memory.
const ROW_GROUP: usize = 1 << 20;

/// A table whose rows can be written in every format: a function that returns them from the first on.
pub trait LongTable {
    /// Writes the rows in their order.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] or [`ExportError::Parquet`] if the stream takes no more bytes.
    fn write(&self, format: TableFormat, out: &mut (dyn Write + Send)) -> Result<(), ExportError>;

    /// Which columns have numbers.
    ///
    /// # Errors
    ///
    /// [`ExportError::Parquet`] if the rows have no columns.
    fn numeric_columns(&self) -> Result<Vec<bool>, ExportError>;
}

impl<F, T> LongTable for F
where
    F: Fn() -> T,
    T: IntoIterator<Item: Serialize>,
    for<'s> &'s [T::Item]: RecordWriter<T::Item>,
{
    fn write(&self, format: TableFormat, out: &mut (dyn Write + Send)) -> Result<(), ExportError> {
        write_rows(self(), format, out)
    }

    fn numeric_columns(&self) -> Result<Vec<bool>, ExportError> {
        let is_text = [Type::BYTE_ARRAY, Type::BOOLEAN];
        let schema = schema::<T::Item>()?;
        let fields = schema.get_fields().iter();
        let is_number = |field: &TypePtr| !is_text.contains(&field.get_physical_type());
        Ok(fields.map(is_number).collect())
    }
}

/// Writes rows as they come. Only Parquet collects them, a row group at a time.
///
/// # Errors
///
/// [`ExportError::Write`] or [`ExportError::Parquet`] if the stream takes no more bytes.
pub fn write_rows<R: Serialize>(
    rows: impl IntoIterator<Item = R>,
    format: TableFormat,
    out: impl Write + Send,
) -> Result<(), ExportError>
where
    for<'s> &'s [R]: RecordWriter<R>,
{
    let rows = rows.into_iter();
    match format {
        TableFormat::Csv => write_csv(rows, out),
        TableFormat::Json => Ok(write_objects(rows, out)?),
        TableFormat::Parquet => write_parquet(rows, out),
    }
}

/// Writes a table for people: in CSV, a text that a spreadsheet would execute is preceded by an apostrophe.
///
/// # Errors
///
/// As [`LongTable::write`].
pub fn write_for_people(
    table: &dyn LongTable,
    format: TableFormat,
    out: &mut (dyn Write + Send),
) -> Result<(), ExportError> {
    if format != TableFormat::Csv {
        return table.write(format, out);
    }
    let mut plain = Vec::new();
    table.write(format, &mut plain)?;
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&plain[..]);
    let mut writer = csv::Writer::from_writer(out);
    for row in rows.records() {
        let row = row.map_err(io::Error::from)?;
        let cells = row.iter().map(harmless);
        writer.write_record(cells).map_err(io::Error::from)?;
    }
    Ok(writer.flush()?)
}

fn write_csv<R: Serialize>(
    rows: impl Iterator<Item = R>,
    out: impl Write,
) -> Result<(), ExportError>
where
    for<'s> &'s [R]: RecordWriter<R>,
{
    // The header is written here, because the writer's own is left out of a table without rows.
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(out);
    let schema = schema::<R>()?;
    let headings = schema.get_fields().iter().map(|field| field.name());
    writer.write_record(headings).map_err(io::Error::from)?;
    for row in rows {
        writer.serialize(row).map_err(io::Error::from)?;
    }
    Ok(writer.flush()?)
}

fn write_objects<R: Serialize>(
    rows: impl Iterator<Item = R>,
    mut out: impl Write,
) -> io::Result<()> {
    let mut before = "[\n";
    for row in rows {
        out.write_all(before.as_bytes())?;
        write_json(&row, &mut out)?;
        before = ",\n";
    }
    out.write_all(if before == ",\n" { b"\n]\n" } else { b"[\n]\n" })?;
    out.flush()
}

fn write_parquet<R>(
    mut rows: impl Iterator<Item = R>,
    out: impl Write + Send,
) -> Result<(), ExportError>
where
    for<'s> &'s [R]: RecordWriter<R>,
{
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
    let mut file = SerializedFileWriter::new(out, schema::<R>()?, Arc::new(properties.build()))?;
    loop {
        let group: Vec<R> = rows.by_ref().take(ROW_GROUP).collect();
        if group.is_empty() {
            break;
        }
        let mut writer = file.next_row_group()?;
        group.as_slice().write_to_row_group(&mut writer)?;
        writer.close()?;
    }
    file.close()?;
    Ok(())
}

/// The columns, of which a table without rows has the same.
fn schema<R>() -> Result<TypePtr, ExportError>
where
    for<'s> &'s [R]: RecordWriter<R>,
{
    let none: &[R] = &[];
    Ok(none.schema()?)
}
