//! Hectares per zone, label and class as a long table: CSV, JSON or Parquet.
//!
//! All three have the columns `zone`, `name`, `label`, `class`, `hectares` and the rows in the
//! order given. CSV prints 6 decimals, JSON rounds to 6, Parquet keeps the double.

use std::borrow::{Borrow, Cow};
use std::io::Write;
use std::path::{Path, PathBuf};

use carbon_core::{Hectares, HectaresRow};

use super::error::HectaresError;
use super::rows::{AreaRow, write_rows};

impl AreaRow<4> for HectaresRow {
    const COLUMNS: [&'static str; 4] = ["zone", "name", "label", "class"];

    fn texts(&self) -> [Cow<'_, str>; 4] {
        [
            self.zone.as_str().into(),
            (&*self.name).into(),
            (&*self.label).into(),
            self.class.id(),
        ]
    }

    fn hectares(&self) -> Hectares {
        self.hectares
    }
}

/// The format of a table of hectares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HectaresFormat {
    /// Comma-separated values: UTF-8, a header, lines ended by `\n`.
    Csv,
    /// An array with one object a row, each on its line.
    Json,
    /// Apache Parquet, uncompressed.
    Parquet,
}

/// A file name from which no format follows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the extension of {} names no format for hectares; use .csv, .json or .parquet",
    path.display()
)]
pub struct HectaresFormatError {
    path: PathBuf,
}

impl HectaresFormat {
    /// The format that the extension of a path names, in capitals or not.
    ///
    /// # Errors
    ///
    /// [`HectaresFormatError`] if it names none.
    ///
    /// ```
    /// use zoning_export::HectaresFormat;
    ///
    /// assert_eq!(HectaresFormat::from_path("out/hectares.csv"), Ok(HectaresFormat::Csv));
    /// assert!(HectaresFormat::from_path("hectares.xls").is_err());
    /// ```
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, HectaresFormatError> {
        let path = path.as_ref();
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("json") => Ok(Self::Json),
            Some("parquet") => Ok(Self::Parquet),
            _ => Err(HectaresFormatError {
                path: path.to_owned(),
            }),
        }
    }
}

/// Writes a table of hectares.
///
/// # Errors
///
/// [`HectaresError::Write`] or [`HectaresError::Parquet`] if the stream takes no more bytes.
pub fn write_hectares(
    rows: impl IntoIterator<Item = impl Borrow<HectaresRow>>,
    format: HectaresFormat,
    out: impl Write + Send,
) -> Result<(), HectaresError> {
    write_rows(rows, format, out)
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    use super::*;

    fn rows() -> Vec<HectaresRow> {
        let row = |zone: &str, name: &str, class: &str, hectares| HectaresRow {
            zone: zone.into(),
            name: name.to_owned(),
            label: "2020".to_owned(),
            class: class.parse().unwrap(),
            hectares: Hectares(hectares),
        };
        vec![
            row("360100", "南昌市", "forest", 117_245.123_456_7),
            row("b,1", "Say \"hi\"\nthere", "unmapped:-7", 1.0 / 3.0),
            row("c", "", "nodata", -0.0),
        ]
    }

    fn written(rows: &[HectaresRow], format: HectaresFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_hectares(rows, format, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn csv_quotes_what_must_be_quoted() {
        let text = String::from_utf8(written(&rows(), HectaresFormat::Csv)).unwrap();
        assert_eq!(
            text,
            "zone,name,label,class,hectares\n\
             360100,南昌市,2020,forest,117245.123457\n\
             \"b,1\",\"Say \"\"hi\"\"\nthere\",2020,unmapped:-7,0.333333\n\
             c,,2020,nodata,0.000000\n"
        );
        let empty = String::from_utf8(written(&[], HectaresFormat::Csv)).unwrap();
        assert_eq!(empty, "zone,name,label,class,hectares\n");
    }

    #[test]
    fn json_is_one_object_a_line() {
        let bytes = written(&rows(), HectaresFormat::Json);
        let parsed: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(parsed[0]["hectares"], 117_245.123_457);
        assert_eq!(parsed[1]["name"], "Say \"hi\"\nthere");
        assert_eq!(parsed[2]["class"], "nodata");
        assert_eq!(String::from_utf8(bytes).unwrap().lines().count(), 5);
        assert_eq!(written(&[], HectaresFormat::Json), b"[\n]\n");
    }

    fn read_parquet(rows: &[HectaresRow]) -> Vec<parquet::record::Row> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&written(rows, HectaresFormat::Parquet))
            .unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let rows = reader.get_row_iter(None).unwrap();
        rows.map(|row| row.unwrap()).collect()
    }

    #[test]
    fn parquet_reads_back_to_the_bit() {
        assert!(read_parquet(&[]).is_empty());
        let read = read_parquet(&rows());
        assert_eq!(read.len(), 3);
        for (read, row) in read.iter().zip(rows()) {
            let texts = [0, 1, 2, 3].map(|column| read.get_string(column).unwrap().clone());
            let class = row.class.to_string();
            assert_eq!(texts, [row.zone.as_str(), &row.name, &row.label, &class]);
            let hectares = read.get_double(4).unwrap();
            assert_eq!(hectares.to_bits(), row.hectares.0.to_bits());
        }
    }

    #[test]
    fn an_unknown_extension_is_told_the_legal_ones() {
        assert_eq!(HectaresFormat::from_path("A.CSV"), Ok(HectaresFormat::Csv));
        for path in ["table", "table.xlsx", ".csv"] {
            let message = HectaresFormat::from_path(path).unwrap_err().to_string();
            assert!(message.contains(path), "{message}");
            assert!(
                message.ends_with("use .csv, .json or .parquet"),
                "{message}"
            );
        }
    }

    #[test]
    fn a_full_disk_is_an_error_in_every_format() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        for format in [
            HectaresFormat::Csv,
            HectaresFormat::Json,
            HectaresFormat::Parquet,
        ] {
            assert!(write_hectares(rows(), format, Full).is_err(), "{format:?}");
        }
    }
}
