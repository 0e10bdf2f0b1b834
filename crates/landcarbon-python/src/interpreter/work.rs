//! Work: without the interpreter's lock, in as many threads as asked for, until done or interrupted.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use pyo3::prelude::*;

use super::errors::raised;

/// How often Python is asked whether the user has interrupted.
const PATIENCE: Duration = Duration::from_millis(50);

/// Does work while other threads of Python go on. Where the user interrupts, `work` is told to stop by its argument, which the rasters
/// that it reads heed, and the interrupt is raised once it has.
pub(crate) fn work<T: Send>(
    py: Python<'_>,
    threads: Option<usize>,
    work: impl FnOnce(&Arc<AtomicBool>) -> Result<T> + Send,
) -> PyResult<T> {
    let stop = Arc::new(AtomicBool::new(false));
    let work = || in_threads(threads, || work(&stop));
    let (done, interrupt) = py.detach(|| waited_for(work, &stop));
    match interrupt {
        Some(interrupt) => Err(interrupt),
        None => done.map_err(raised),
    }
}

/// The process in which the threads that serve all calls were started.
static STARTED_IN: OnceLock<u32> = OnceLock::new();

fn in_threads<T: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> Result<T> + Send,
) -> Result<T> {
    let here = process::id();
    let is_forked = *STARTED_IN.get_or_init(|| here) != here;
    let threads = match threads {
        None if is_forked => 0, // as many as by default: those of the parent are not in this process
        None => return work(),
        Some(threads) => threads,
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .context("cannot start the threads")?
        .install(work)
}

/// Does work in a thread of its own, while this one looks after interrupts.
fn waited_for<T: Send>(
    work: impl FnOnce() -> Result<T> + Send,
    stop: &AtomicBool,
) -> (Result<T>, Option<PyErr>) {
    let (tell, told) = sync_channel::<()>(1);
    thread::scope(|scope| {
        let worker = scope.spawn(move || {
            let done = work();
            drop(tell);
            done
        });
        let mut interrupt = None;
        while told.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            if interrupt.is_none() {
                interrupt = Python::attach(|py| py.check_signals()).err();
                stop.store(interrupt.is_some(), Ordering::Relaxed);
            }
        }
        let done = worker.join();
        let done = done.unwrap_or_else(|_| Err(anyhow!("a worker has failed; this is a bug")));
        (done, interrupt)
    })
}
