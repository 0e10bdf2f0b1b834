//! Limits of cost, which only the user raises.

use landcarbon::landuse_ingest::limits::Limit;
use pyo3::prelude::*;

use super::raised;

/// Sets a limit of cost for this process, as `--limit NAME=NUMBER` does.
#[pyfunction]
pub(crate) fn set_limit(name: &str, number: u64) -> PyResult<()> {
    let limit: Limit = name.parse().map_err(raised)?;
    limit.set(number);
    Ok(())
}
