//! SQL statements.

use gdal::Dataset;
use gdal::errors::GdalError;
use gdal::vector::sql::Dialect;

pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

pub(crate) fn execute(dataset: &Dataset, statement: &str) -> Result<(), GdalError> {
    dataset.execute_sql(statement, None, Dialect::DEFAULT)?;
    Ok(())
}
