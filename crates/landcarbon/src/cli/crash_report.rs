//! A panic, which is a bug of ours, as an error like any other.

use bilingual::Bilingual;
use std::backtrace::BacktraceStatus;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

use anyhow::Result;

/// The message of the first panic, and its place.
static FIRST: Mutex<Option<String>> = Mutex::new(None);

/// The program has a bug.
#[derive(Debug, thiserror::Error, Bilingual)]
#[en(
    "this is a bug of landcarbon {version}: {message}; what was not whole is removed. Please report it with the command line and, if you can, the inputs; RUST_BACKTRACE=1 in the environment shows more",
    version = env!("CARGO_PKG_VERSION")
)]
#[zh("这是 landcarbon {version} 的程序错误：{message}；不完整的内容已清除。请报告命令行，如可能请附上输入数据；在环境变量中设 RUST_BACKTRACE=1 可显示更多信息", version = env!("CARGO_PKG_VERSION"))]
pub struct Bug {
    message: String,
}

impl Bug {
    /// The exit status of a program with a bug, as of any other in Rust.
    pub const STATUS: u8 = 101;
}

/// Does some work. A panic in it, or in a worker that it waits for, is a [`Bug`]; what the work has begun to write is removed as after any other error.
///
/// # Errors
/// Those of the work, or a [`Bug`].
pub fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        first().get_or_insert_with(|| sentence(panic));
        if std::backtrace::Backtrace::capture().status() == BacktraceStatus::Captured {
            usual(panic);
        }
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    drop(panic::take_hook());
    result.unwrap_or_else(|_| {
        let message = first().take().unwrap_or_default();
        Err(Bug { message }.into())
    })
}

fn first() -> std::sync::MutexGuard<'static, Option<String>> {
    FIRST.lock().unwrap_or_else(PoisonError::into_inner)
}

fn sentence(panic: &PanicHookInfo<'_>) -> String {
    let message = panic.payload_as_str().unwrap_or("a panic without words");
    match panic.location() {
        Some(place) => format!("{message} ({}:{})", place.file(), place.line()),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, clippy::unwrap_used)]

    use rayon::prelude::*;

    use super::*;
    use crate::files::Output;

    #[test]
    fn a_panic_of_a_worker_is_an_error_and_what_was_begun_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let error = caught(|| {
            let results = Output::create(&out, false)?;
            std::fs::write(results.folder().path("half.csv")?, "half")?;
            (0..10_000_u32).into_par_iter().for_each(|row| {
                assert!(row != 7_777, "row {row} is wrong");
            });
            results.finish()
        })
        .unwrap_err();
        assert!(error.is::<Bug>());
        let said = error.to_string();
        assert!(
            said.contains("row 7777 is wrong") && said.contains("crash_report.rs:"),
            "{said}"
        );
        assert!(!out.exists());
        let fine = caught(|| Ok((0..100_u32).into_par_iter().sum::<u32>())).unwrap();
        assert_eq!(fine, 4_950);
    }
}
