//! Long tables whose rows are some texts and an area: CSV, JSON or Parquet.

use std::borrow::{Borrow, Cow};
use std::io::Write;
use std::sync::Arc;

use carbon_core::Hectares;
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::error::HectaresError;
use super::ledger::HectaresFormat;
use crate::text::json::Object;
use crate::text::six_decimals;

/// The last column.
const HECTARES: &str = "hectares";

/// A row of texts and an area.
pub(crate) trait AreaRow<const TEXTS: usize> {
    /// The columns of the texts.
    const COLUMNS: [&'static str; TEXTS];

    fn texts(&self) -> [Cow<'_, str>; TEXTS];

    fn hectares(&self) -> Hectares;
}

/// Writes rows in their order.
///
/// # Errors
///
/// [`HectaresError::Write`] or [`HectaresError::Parquet`] if the stream takes no more bytes.
pub(crate) fn write_rows<const TEXTS: usize, R: AreaRow<TEXTS>>(
    rows: impl IntoIterator<Item = impl Borrow<R>>,
    format: HectaresFormat,
    out: impl Write + Send,
) -> Result<(), HectaresError> {
    match format {
        HectaresFormat::Csv => write_csv(rows, out),
        HectaresFormat::Json => write_json(rows, out),
        HectaresFormat::Parquet => {
            let rows: Vec<_> = rows.into_iter().collect();
            let rows: Vec<&R> = rows.iter().map(Borrow::borrow).collect();
            Ok(write_parquet(&rows, out)?)
        }
    }
}

fn write_csv<const TEXTS: usize, R: AreaRow<TEXTS>>(
    rows: impl IntoIterator<Item = impl Borrow<R>>,
    out: impl Write,
) -> Result<(), HectaresError> {
    let mut writer = csv::Writer::from_writer(out);
    let failed = std::io::Error::from;
    let header = R::COLUMNS.iter().chain([&HECTARES]);
    writer.write_record(header).map_err(failed)?;
    let mut hectares = String::new();
    for row in rows {
        let row = row.borrow();
        for text in row.texts() {
            writer.write_field(text.as_bytes()).map_err(failed)?;
        }
        hectares.clear();
        six_decimals::push(&mut hectares, row.hectares().0);
        writer.write_field(&hectares).map_err(failed)?;
        writer.write_record(None::<&[u8]>).map_err(failed)?;
    }
    Ok(writer.flush()?)
}

fn write_json<const TEXTS: usize, R: AreaRow<TEXTS>>(
    rows: impl IntoIterator<Item = impl Borrow<R>>,
    mut out: impl Write,
) -> Result<(), HectaresError> {
    out.write_all(b"[")?;
    for (i, row) in rows.into_iter().enumerate() {
        let row = row.borrow();
        let texts = R::COLUMNS.iter().zip(row.texts());
        let object = texts
            .fold(Object::new(), |object, (key, text)| object.text(key, &text))
            .number(HECTARES, row.hectares().0, 6)
            .finish();
        let separator = if i == 0 { "" } else { "," };
        write!(out, "{separator}\n{object}")?;
    }
    out.write_all(b"\n]\n")?;
    Ok(out.flush()?)
}

fn write_parquet<const TEXTS: usize, R: AreaRow<TEXTS>>(
    rows: &[&R],
    out: impl Write + Send,
) -> Result<(), ParquetError> {
    let properties = Arc::new(WriterProperties::builder().build());
    let mut file = SerializedFileWriter::new(out, Arc::new(schema(&R::COLUMNS)?), properties)?;
    let mut group = file.next_row_group()?;
    for index in 0..TEXTS {
        if let Some(mut column) = group.next_column()? {
            let text = |row: &&R| ByteArray::from(&*row.texts()[index]);
            let texts: Vec<_> = rows.iter().map(text).collect();
            column
                .typed::<ByteArrayType>()
                .write_batch(&texts, None, None)?;
            column.close()?;
        }
    }
    if let Some(mut column) = group.next_column()? {
        let hectares: Vec<_> = rows.iter().map(|row| row.hectares().0).collect();
        column
            .typed::<DoubleType>()
            .write_batch(&hectares, None, None)?;
        column.close()?;
    }
    group.close()?;
    file.close()?;
    Ok(())
}

/// Texts and a double, all of them required.
fn schema(texts: &[&str]) -> Result<Type, ParquetError> {
    let texts = texts.iter().map(|name| {
        Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String))
    });
    let hectares = Type::primitive_type_builder(HECTARES, Physical::DOUBLE);
    let columns = texts.chain([hectares]).map(|column| {
        let column = column.with_repetition(Repetition::REQUIRED).build()?;
        Ok(Arc::new(column))
    });
    Type::group_type_builder(HECTARES)
        .with_fields(columns.collect::<Result<_, ParquetError>>()?)
        .build()
}
