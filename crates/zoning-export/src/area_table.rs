//! Long tables whose rows are some texts and an area: CSV, JSON or Parquet.

use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

use carbon_core::Hectares;
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::json::Object;
use crate::{ExportError, HectaresFormat};

/// The last column.
const HECTARES: &str = "hectares";

/// A row of texts and an area.
pub(crate) trait AreaRow {
    /// The columns of the texts.
    const COLUMNS: &'static [&'static str];

    fn texts(&self) -> Vec<Cow<'_, str>>;

    fn hectares(&self) -> Hectares;
}

/// Writes rows in their order.
///
/// # Errors
///
/// [`ExportError::Write`] or [`ExportError::Parquet`] if the stream takes no more bytes.
pub(crate) fn write_rows<R: AreaRow>(
    rows: &[R],
    format: HectaresFormat,
    out: impl Write + Send,
) -> Result<(), ExportError> {
    match format {
        HectaresFormat::Csv => write_csv(rows, out),
        HectaresFormat::Json => write_json(rows, out),
        HectaresFormat::Parquet => Ok(write_parquet(rows, out)?),
    }
}

fn write_csv<R: AreaRow>(rows: &[R], out: impl Write) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(out);
    let failed = std::io::Error::from;
    let header = R::COLUMNS.iter().chain([&HECTARES]);
    writer.write_record(header).map_err(failed)?;
    for row in rows {
        let hectares = format!("{:.6}", row.hectares().0 + 0.0);
        let texts = row.texts().into_iter();
        let record: Vec<_> = texts.chain([hectares.into()]).collect();
        let record = record.iter().map(|text| text.as_bytes());
        writer.write_record(record).map_err(failed)?;
    }
    Ok(writer.flush()?)
}

fn write_json<R: AreaRow>(rows: &[R], mut out: impl Write) -> Result<(), ExportError> {
    out.write_all(b"[")?;
    for (i, row) in rows.iter().enumerate() {
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

fn write_parquet<R: AreaRow>(rows: &[R], out: impl Write + Send) -> Result<(), ParquetError> {
    let properties = Arc::new(WriterProperties::builder().build());
    let mut file = SerializedFileWriter::new(out, Arc::new(schema::<R>()?), properties)?;
    let mut group = file.next_row_group()?;
    for index in 0..R::COLUMNS.len() {
        if let Some(mut column) = group.next_column()? {
            let text = |row: &R| ByteArray::from(&*row.texts()[index]);
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
fn schema<R: AreaRow>() -> Result<Type, ParquetError> {
    let texts = R::COLUMNS.iter().map(|name| {
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
