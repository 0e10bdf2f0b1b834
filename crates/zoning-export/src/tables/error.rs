//! What can go wrong with the tables.

use std::io;

use rust_xlsxwriter::XlsxError;

/// A table or workbook that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TablesError {
    /// A stream that takes no more bytes.
    #[error("the output could not be written: {0}")]
    Write(#[from] io::Error),
    /// A workbook that a spreadsheet could not hold, such as one with a text of more than 32,767
    /// characters.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] XlsxError),
}
