//! Runs long work without the interpreter's lock, in the chosen number of threads, until it is done or interrupted.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use pyo3::prelude::*;

use super::errors::raised;

/// Time between two questions to Python whether the user has interrupted.
const INTERRUPT_INTERVAL: Duration = Duration::from_millis(50);

/// Runs `work` while other threads of Python go on. If the user interrupts, the flag that `work` gets is set; rasters that are being
/// read stop on it, and the interrupt is raised when `work` has returned.
pub(crate) fn work<T: Send>(
    py: Python<'_>,
    threads: Option<usize>,
    work: impl FnOnce(&Arc<AtomicBool>) -> Result<T> + Send,
) -> PyResult<T> {
    let stop = Arc::new(AtomicBool::new(false));
    let work = || run_in_threads(threads, || work(&stop));
    let (done, interrupt) = py.detach(|| run_watched(work, &stop));
    match interrupt {
        Some(interrupt) => Err(interrupt),
        None => done.map_err(raised),
    }
}

/// The process in which rayon's global threads were started.
static STARTED_IN: OnceLock<u32> = OnceLock::new();

fn run_in_threads<T: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> Result<T> + Send,
) -> Result<T> {
    let here = process::id();
    let is_forked = *STARTED_IN.get_or_init(|| here) != here;
    let threads = match threads {
        None if is_forked => 0, // a forked process does not have its parent's threads: it starts the default number
        None => return work(),
        Some(threads) => threads,
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .context("cannot start the threads")?
        .install(work)
}

/// Runs `work` in a thread of its own, while this thread checks for interrupts.
fn run_watched<T: Send>(
    work: impl FnOnce() -> Result<T> + Send,
    stop: &AtomicBool,
) -> (Result<T>, Option<PyErr>) {
    let (sender, receiver) = sync_channel::<()>(1);
    thread::scope(|scope| {
        let worker = scope.spawn(move || {
            let done = work();
            drop(sender);
            done
        });
        let mut interrupt = None;
        while receiver.recv_timeout(INTERRUPT_INTERVAL) == Err(RecvTimeoutError::Timeout) {
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
