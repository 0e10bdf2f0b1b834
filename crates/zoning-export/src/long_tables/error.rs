//! What can go wrong with a long table.

use std::io;

use parquet::errors::ParquetError;

/// A table that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LongTableError {
    /// A stream that takes no more bytes.
    #[error("the output could not be written: {0}")]
    Write(#[from] io::Error),
    /// A failure inside a Parquet file.
    #[error("the Parquet output could not be written: {0}")]
    Parquet(#[from] ParquetError),
}
