//! Where analyses put their long tables.

use anyhow::Result;
use zoning_export::long_tables::LongTable;

/// Takes a table by the name of its file without extension, such as `tables/drivers`.
pub type Put<'p> = dyn FnMut(&str, &dyn LongTable) -> Result<()> + 'p;
