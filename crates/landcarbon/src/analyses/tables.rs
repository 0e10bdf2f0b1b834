//! Where analyses put their long tables.

use std::io::Write;

use anyhow::Result;

/// Writes a table as CSV.
pub type Fill<'f> = dyn Fn(&mut (dyn Write + Send)) -> Result<()> + 'f;

/// Takes a table by the name of its file, such as `tables/drivers.csv`.
pub type Put<'p> = dyn FnMut(&str, &Fill<'_>) -> Result<()> + 'p;
