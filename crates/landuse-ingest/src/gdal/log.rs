//! The messages of GDAL: kept for our own messages, never printed.

use std::cell::RefCell;
use std::ffi::{CStr, c_char};
use std::ptr::null_mut;

use gdal::errors::CplErrType;
use gdal_sys::{CPLErr, CPLErrorNum, CPLSetErrorHandlerEx};

use super::settings::initialise;

thread_local! {
    /// GDAL calls the handler in the thread that went wrong, so each thread collects its own messages only.
    static MESSAGES: RefCell<Messages> = RefCell::default();
}

/// The messages of GDAL in the course of some work.
#[derive(Debug, Default)]
pub(crate) struct Messages {
    failures: Vec<String>,
    warnings: Vec<String>,
    /// Debug messages, which GDAL sends where its settings ask for them.
    pub(crate) debug: Vec<String>,
}

impl Messages {
    /// The first failure. GDAL may report one and yet return as if all were well, with zeros for what it could not read.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.failures.first().map(String::as_str)
    }

    /// The first failure or else the first warning: it is nearer to the cause than those that follow from it.
    pub(crate) fn reason(&self) -> Option<&str> {
        self.failure().or(self.warnings.first().map(String::as_str))
    }
}

/// Keeps one message of GDAL for the thread that it was sent in.
#[expect(unsafe_code, reason = "GDAL calls it with a C string")]
unsafe extern "C" fn keep_message(kind: CPLErr::Type, _: CPLErrorNum, message: *const c_char) {
    // SAFETY: GDAL hands over a string that ends with NUL and lives as long as the call.
    let message = unsafe { CStr::from_ptr(message) };
    let message = message.to_string_lossy().into_owned();
    // A message on the way out of a thread, or from within this function, has nobody who waits for it.
    let _ = MESSAGES.try_with(|messages| {
        let Ok(mut messages) = messages.try_borrow_mut() else {
            return;
        };
        match CplErrType::from(kind) {
            CplErrType::Failure | CplErrType::Fatal => messages.failures.push(message),
            CplErrType::Warning => messages.warnings.push(message),
            CplErrType::Debug => messages.debug.push(message),
            CplErrType::None => {}
        }
    });
}

/// Has GDAL hand over its messages instead of printing them.
///
/// The gdal crate's `set_error_handler` keeps a closure in GDAL's user data. GDAL hands over debug messages with the user data of
/// another handler where one of its drivers has set one, and the closure then reads memory that is not its own (seen with
/// GDAL 3.10). A function without user data cannot go wrong so.
#[expect(
    unsafe_code,
    reason = "the gdal crate has no handler without user data"
)]
pub(super) fn keep_messages() {
    // SAFETY: the handler is a function of this program, and uses no user data.
    unsafe { CPLSetErrorHandlerEx(Some(keep_message), null_mut()) };
}

/// Runs `work` and returns with its result the messages of GDAL in this thread meanwhile.
pub(crate) fn listen<T>(work: impl FnOnce() -> T) -> (T, Messages) {
    initialise();
    MESSAGES.take();
    let result = work();
    (result, MESSAGES.take())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(name: &str) -> Messages {
        let (opened, messages) = listen(|| {
            gdal::Dataset::open_ex(
                name,
                gdal::DatasetOptions {
                    open_flags: gdal::GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
                    ..gdal::DatasetOptions::default()
                },
            )
        });
        assert!(opened.is_err());
        messages
    }

    #[test]
    fn every_thread_hears_its_own_failures_only() {
        std::thread::scope(|scope| {
            for thread in 0..4 {
                scope.spawn(move || {
                    for round in 0..200 {
                        let name = format!("/nowhere/{thread}-{round}.tif");
                        let messages = open(&name);
                        assert_eq!(messages.failures.len(), 1, "{messages:?}");
                        assert!(messages.failure().unwrap().contains(&name), "{messages:?}");
                    }
                });
            }
        });
        let ((), messages) = listen(|| {});
        assert_eq!(messages.reason(), None);
    }
}
