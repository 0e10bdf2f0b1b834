//! The formats of a long table.

use bilingual::Bilingual;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The format of a long table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TableFormat {
    /// Comma-separated values: UTF-8, a header, lines ended by `\n`. Files begin with [a mark](Self::write_mark).
    Csv,
    /// An array with one object a row, each on its line.
    Json,
    /// Apache Parquet, compressed with Snappy.
    Parquet,
}

/// A file name from which no format follows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en(
    "the extension of {} names no table format; use .csv, .json or .parquet",
    path.display()
)]
#[zh("{} 的扩展名不是表格格式；请用 .csv、.json 或 .parquet", path.display())]
pub struct TableFormatError {
    path: PathBuf,
}

impl TableFormat {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Parquet];

    /// The format that the extension of a path names, in capitals or not.
    ///
    /// # Errors
    ///
    /// [`TableFormatError`] if it names none.
    ///
    /// ```
    /// use zoning_export::TableFormat;
    ///
    /// assert_eq!(TableFormat::from_path("out/hectares.csv"), Ok(TableFormat::Csv));
    /// assert!(TableFormat::from_path("hectares.xls").is_err());
    /// ```
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, TableFormatError> {
        let path = path.as_ref();
        let extension = path.extension().and_then(|extension| extension.to_str());
        let named = |format: &Self| {
            extension.is_some_and(|found| found.eq_ignore_ascii_case(format.extension()))
        };
        let path = path.to_owned();
        Self::ALL
            .into_iter()
            .find(named)
            .ok_or(TableFormatError { path })
    }

    /// Begins a file. A CSV file begins with the byte order mark of UTF-8, without which Excel reads Chinese as GBK.
    ///
    /// # Errors
    ///
    /// The stream takes no more bytes.
    pub fn write_mark(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Csv => out.write_all("\u{feff}".as_bytes()),
            Self::Json | Self::Parquet => Ok(()),
        }
    }

    /// The extension of its files.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Parquet => "parquet",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_extension_is_told_the_legal_ones() {
        assert_eq!(TableFormat::from_path("A.CSV"), Ok(TableFormat::Csv));
        for path in ["table", "table.xlsx", ".csv"] {
            let message = TableFormat::from_path(path).unwrap_err().to_string();
            assert!(message.contains(path), "{message}");
            assert!(
                message.ends_with("use .csv, .json or .parquet"),
                "{message}"
            );
        }
    }
}
