//! Tables of areas as commands write them.

use std::io::{ErrorKind, Write};

use anyhow::{Context, Result, bail};
use zoning_export::ExportError;
use zoning_export::TableFormat;

use crate::cli::TableArgs;
use crate::files::OutputFile;

/// Standard output.
const STDOUT: &str = "-";

/// Where a table goes, made sure of before it is computed.
pub(super) struct TableOutput {
    format: TableFormat,
    file: Option<OutputFile>,
}

impl TableOutput {
    /// # Errors
    /// The extension names no format, the file exists, or it cannot be made.
    pub(super) fn create(args: &TableArgs) -> Result<Self> {
        if args.out.as_os_str() == STDOUT {
            return Ok(Self {
                format: TableFormat::Csv,
                file: None,
            });
        }
        Ok(Self {
            format: TableFormat::from_path(&args.out)?,
            file: Some(OutputFile::create(&args.out, args.overwrite)?),
        })
    }

    /// Refuses any other format, for an output that has only this one.
    ///
    /// # Errors
    /// The file has another.
    pub(super) fn must_be(&self, format: TableFormat, what: &str) -> Result<()> {
        if self.file.is_some() && self.format != format {
            bail!("{what} is written as .json; choose an --out that ends so");
        }
        Ok(())
    }

    /// Writes the table.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn write(
        self,
        write: impl FnOnce(TableFormat, &mut (dyn Write + Send)) -> Result<(), ExportError>,
    ) -> Result<()> {
        match self.file {
            None => ignore_closed_pipe(write(self.format, &mut std::io::stdout()))
                .context("cannot write to standard output")?,
            Some(mut file) => {
                write(self.format, &mut file)?;
                file.flush()?;
                file.finish()?;
            }
        }
        Ok(())
    }
}

/// A reader that has seen enough, such as `head`, closes the pipe: no failure of ours.
fn ignore_closed_pipe(written: Result<(), ExportError>) -> Result<(), ExportError> {
    match written {
        Err(ExportError::Write(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
