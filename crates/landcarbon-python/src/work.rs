//! Work: without the interpreter's lock, in as many threads as asked for.

use anyhow::Context;
use pyo3::prelude::*;

use crate::errors::raised;

/// Does work while other threads of Python go on.
pub(crate) fn work<T: Send>(
    py: Python<'_>,
    threads: Option<usize>,
    work: impl FnOnce() -> anyhow::Result<T> + Send,
) -> PyResult<T> {
    let done = py.detach(|| match threads {
        None => work(),
        Some(threads) => rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .context("cannot start the threads")?
            .install(work),
    });
    done.map_err(raised)
}
