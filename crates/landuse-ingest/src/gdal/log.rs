//! The messages of GDAL: kept for our own messages, never printed.

use std::cell::RefCell;

use gdal::config::set_error_handler;
use gdal::errors::CplErrType;

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

/// Has GDAL hand over its messages instead of printing them.
pub(super) fn keep_messages() {
    set_error_handler(|kind, _, message| {
        let message = message.to_owned();
        MESSAGES.with_borrow_mut(|messages| match kind {
            CplErrType::Failure | CplErrType::Fatal => messages.failures.push(message),
            CplErrType::Warning => messages.warnings.push(message),
            CplErrType::Debug => messages.debug.push(message),
            CplErrType::None => {}
        });
    });
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
