//! Tables of areas as commands write them.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use carbon_core::{LedgerClass, counted};
use landuse_ingest::ledger::Ledger;
use zoning_export::ExportError;
use zoning_export::TableFormat;

use crate::cli::TableArgs;
use crate::files::OutputFile;
use crate::terminal::Console;

/// Standard output.
const STDOUT: &str = "-";

/// Where a table goes, made sure of before it is computed.
pub(super) struct TableOutput {
    format: TableFormat,
    file: Option<(PathBuf, OutputFile)>,
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
            file: Some((
                args.out.clone(),
                OutputFile::create(&args.out, args.overwrite)?,
            )),
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

    /// Writes the table, and says of a file what it holds.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn write(
        self,
        what: &str,
        console: &Console,
        write: impl FnOnce(TableFormat, &mut (dyn Write + Send)) -> Result<(), ExportError>,
    ) -> Result<()> {
        match self.file {
            None => ignore_closed_pipe(write(self.format, &mut std::io::stdout()))
                .context("cannot write to standard output")?,
            Some((path, mut file)) => {
                self.format.write_mark(&mut file)?;
                write(self.format, &mut file)?;
                file.flush()?;
                file.finish()?;
                console.say(format!("Wrote {}: {what}.", path.display()));
            }
        }
        Ok(())
    }
}

/// What the tallies of rasters hold, in a few words.
pub(super) fn summarize_ledgers(ledgers: &[Ledger]) -> String {
    let labels: Vec<&str> = ledgers.iter().map(|ledger| &*ledger.label).collect();
    let zones = ledgers.first().map_or(0, |ledger| ledger.zones.len());
    let has_class = |class: &&LedgerClass| {
        !matches!(
            class,
            LedgerClass::NoData | LedgerClass::Outside | LedgerClass::Unmapped(_)
        )
    };
    let classified = |ledger: &Ledger| {
        let classes = ledger.classes.iter().filter(has_class);
        classes.map(|class| ledger.total(class).0).sum::<f64>()
    };
    let area = |ledger: &Ledger| ledger.zones.iter().map(|zone| zone.area.0).sum::<f64>();
    let share = ledgers.iter().map(classified).sum::<f64>() / ledgers.iter().map(area).sum::<f64>();
    format!(
        "hectares of {} in {} ({}); {:.2} % of the area has a land class",
        counted(zones, "zone"),
        counted(labels.len(), "raster"),
        labels.join(", "),
        100.0 * share
    )
}

/// A reader that has seen enough, such as `head`, closes the pipe: no failure of ours.
fn ignore_closed_pipe(written: Result<(), ExportError>) -> Result<(), ExportError> {
    match written {
        Err(ExportError::Write(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
